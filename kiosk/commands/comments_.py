"""kiosk comments: what shoppers wrote, found by words."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import Settings, day_option, refuse_turned_round, with_settings

if TYPE_CHECKING:
    from kiosk.store.search import Found

MARK = "\N{REPLACEMENT CHARACTER}"


@click.command(
    "comments",
    epilog="Example: kiosk comments till --from 2026-11-01\n\n"
           "Example: kiosk comments 계산",
)  # fmt: skip
@click.argument("words", nargs=-1)
@day_option("--from", "first", said="The first day; without it, from the beginning.")
@day_option("--to", "last", said="The last day; without it, to the end.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_settings
def command(settings: Settings, words: tuple[str, ...], first: date | None, last: date | None, as_json: bool) -> None:
    """List the comments that hold all WORDS, newest first, each with its face, touchpoints and place.

    Parts of words are found too, in any case; words with a blank in them go in quotation marks. Without WORDS all are
    listed. They stand as they were written: nothing is masked here.
    """
    from kiosk.store import open_reader
    from kiosk.store.search import search

    begin, end = first or date.min, last or date.max
    refuse_turned_round(begin, end)
    site = settings.site()
    with open_reader(site.data, site.key) as reader:
        found = search(reader, words, begin, end)
    click.echo(_as_json(found) if as_json else _told(found))


def _as_json(found: list[Found]) -> str:
    rows = [asdict(each) | {"day": each.day.isoformat(), "level": _face(each)} for each in found]
    return json.dumps({"comments": rows}, ensure_ascii=False, indent=2)


def _told(found: list[Found]) -> str:
    comments = "1 comment" if len(found) == 1 else f"{len(found)} comments"
    return "\n".join([*map(_line, found), comments])


def _line(one: Found) -> str:
    about = "; ".join(part for part in (_face(one) or "no face", ", ".join(one.reasons), one.place) if part)
    marks = "".join(f" ({mark})" for mark in (one.flag, one.suspect) if mark)
    return "\n    ".join([f"{one.at[:16].replace('T', ' ')}  {about}{marks}", *map(_shown, one.text.split("\n"))])


def _shown(line: str) -> str:
    """An imported comment may hold what commands a terminal."""
    return "".join(character if character.isprintable() else MARK for character in line)


def _face(one: Found) -> str | None:
    return one.level.word if one.level else None
