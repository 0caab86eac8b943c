"""Blocks that flow over pages, like the comments; a heading never ends a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kiosk.report.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page. draw gets the sheet and the block's top; keep binds it to the block that follows.

    section names the group that it continues when it begins a page; None where it says so itself. A block that opens
    does so on a page of its own.
    """

    height: float
    draw: Callable[[Sheet, float], None]
    keep: bool = False
    section: str | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A page's blocks with their tops; continued names the section that runs on from the page before."""

    blocks: tuple[tuple[float, Block], ...]
    continued: str | None


def paginate(blocks: Sequence[Block], top: float, bottom: float, continued_height: float) -> list[Placed]:
    """Spreads blocks over pages between top and bottom; no pages for no blocks.

    Blocks bound together move to the next page together, unless they are longer than a page.
    """
    pages: list[Placed] = []
    current: list[tuple[float, Block]] = []
    continued: str | None = None
    y = top
    for chunk in _chunks(blocks):
        height = sum(block.height for block in chunk)
        if current and (chunk[0].opens or y + height > bottom):
            pages.append(Placed(tuple(current), continued))
            continued = None if chunk[0].opens else chunk[0].section
            current, y = [], top + (continued_height if continued else 0.0)
        for block in chunk:
            if current and y + block.height > bottom:
                pages.append(Placed(tuple(current), continued))
                continued = block.section
                current, y = [], top + (continued_height if continued else 0.0)
            current.append((y, block))
            y += block.height
    if current:
        pages.append(Placed(tuple(current), continued))
    return pages


def opening(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, the first on a page of its own."""
    return [replace(block, opens=True) if number == 0 else block for number, block in enumerate(blocks)]


def holds_any(page: Placed, blocks: Sequence[Block]) -> bool:
    """Whether any of these very blocks stands on a page."""
    return any(placed is block for _, placed in page.blocks for block in blocks)


def _chunks(blocks: Sequence[Block]) -> list[list[Block]]:
    chunks: list[list[Block]] = []
    bound = False
    for block in blocks:
        if bound:
            chunks[-1].append(block)
        else:
            chunks.append([block])
        bound = block.keep
    return chunks
