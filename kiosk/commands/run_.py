"""`kiosk run`: the shopper's screen."""

from __future__ import annotations

import re
import sys

import click

from kiosk.commands.common import Settings, with_settings
from kiosk.errors import BadInputError, KnownError

SIZE = re.compile(r"([0-9]{1,5})x([0-9]{1,5})")
PIXELS = range(1, 16385)
"""What X11 can show, with room for its own arithmetic."""


@click.command(name="run", epilog="Example: kiosk run --windowed --size 1280x800")
@with_settings
@click.option("--windowed", is_flag=True, help="In a window instead of the full screen.")
@click.option("--size", default="1280x800", show_default=True, metavar="WxH", help="The window's size in pixels.")
def command(settings: Settings, *, windowed: bool, size: str) -> None:
    """The shopper's screen, full screen."""
    from kiosk.display import obstacle

    pixels = parse_size(size)
    site = settings.site()
    if found := obstacle():
        raise KnownError(f"the screen cannot open: {found}; expected to be started in the kiosk's own X session")
    from ui.app import run

    sys.exit(run(site, windowed=windowed, size=pixels, site_file=settings.site_file))


def parse_size(size: str) -> tuple[int, int]:
    """Width and height of "1280x800". Raises BadInputError."""
    found = SIZE.fullmatch(size)
    if not found or int(found[1]) not in PIXELS or int(found[2]) not in PIXELS:
        raise BadInputError(
            f"--size {size[:40]}: expected width x height from 1 to {PIXELS[-1]} pixels, such as 1280x800"
        )
    return int(found[1]), int(found[2])
