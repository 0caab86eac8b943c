"""`kiosk voice`: the process that speaks for the kiosk, which starts and ends it by itself."""

from __future__ import annotations

import sys

import click


@click.command(name="voice", hidden=True, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1)
def command(arguments: tuple[str, ...]) -> None:
    """Reads lines of JSON and says them. For the kiosk alone.

    Example: kiosk voice en ko
    """
    from ui.speech.voice import main

    sys.exit(main(arguments))
