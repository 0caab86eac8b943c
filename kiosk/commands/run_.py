"""`kiosk run`: the shopper's screen."""

from __future__ import annotations

import sys

import click

from kiosk.commands.common import Settings, with_settings
from kiosk.errors import BadInputError


@click.command(name="run", epilog="Example: kiosk run --windowed --size 1280x800")
@with_settings
@click.option("--windowed", is_flag=True, help="In a window instead of the full screen.")
@click.option("--size", default="1280x800", show_default=True, metavar="WxH", help="The window's size in pixels.")
def command(settings: Settings, *, windowed: bool, size: str) -> None:
    """The shopper's screen, full screen."""
    from ui.app import run

    sys.exit(run(settings.site(), windowed=windowed, size=parse_size(size)))


def parse_size(size: str) -> tuple[int, int]:
    """Width and height of "1280x800"."""
    width, _, height = size.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise BadInputError(f"--size {size!r}: expected width x height in pixels, such as 1280x800")
    return int(width), int(height)
