"""The shop on paper: what comes, what goes with unhappy taps, what was believed, done and mended."""

from __future__ import annotations

from kiosk.report.flow import Block
from kiosk.report.rows import Rows
from kiosk.report.sentences import Sentences
from kiosk.report.sheet import Sheet
from kiosk.report.shop.action_blocks import action_blocks
from kiosk.report.shop.belief_chart import belief_blocks
from kiosk.report.shop.coming_chart import coming_blocks
from kiosk.report.shop.money_blocks import money_blocks, silence_blocks
from kiosk.report.shop.named_blocks import driver_blocks, score_blocks, tag_blocks
from kiosk.report.shop.people_blocks import pulse_blocks, recovery_blocks, staff_blocks
from kiosk.report.shop.place_blocks import between_blocks, load_blocks
from kiosk.report.shop.told import Told

AFTER = 12.0


def shop_blocks(sentences: Sentences, rows: Rows) -> list[Block]:
    """Everything about the shop; nothing where the report has none."""
    shop = sentences.data.shop
    if shop is None:
        return []
    told = Told(sentences, shop)
    parts = (
        between_blocks, action_blocks, coming_blocks, driver_blocks, load_blocks, belief_blocks, silence_blocks,
        money_blocks, recovery_blocks, score_blocks, staff_blocks, pulse_blocks, tag_blocks,
    )  # fmt: skip
    blocks = [block for part in parts for block in part(told, rows)]
    return [*blocks, Block(AFTER, _nothing)] if blocks else []


def _nothing(sheet: Sheet, y: float) -> None:
    """Room before what follows."""
