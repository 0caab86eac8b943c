"""kiosk contacts: who wants an answer, and what a number stands for."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import Settings, day_option, refuse_turned_round, with_settings

if TYPE_CHECKING:
    from kiosk.store import Waiting


@click.command("contacts", epilog='Example: kiosk contacts --number "482 913"')
@click.option("--number", metavar="482913", help="The six digits that a shopper took away: only that visit.")
@day_option("--from", "first", said="The first day; without it, from the beginning.")
@day_option("--to", "last", said="The last day; without it, to the end.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_settings
def command(settings: Settings, number: str | None, first: date | None, last: date | None, as_json: bool) -> None:
    """Addresses and numbers that shoppers left, each with its face, touchpoints and comment; oldest first.

    Personal: what this prints is for whoever answers these shoppers, and for nobody else.
    """
    from kiosk.store import list_waiting, open_reader

    begin, end = first or date.min, last or date.max
    refuse_turned_round(begin, end)
    site = settings.site()
    with open_reader(site.data, site.key) as reader:
        found = list_waiting(reader, begin, end)
    if number is not None:
        digits = "".join(filter(str.isdecimal, number))
        found = [each for each in found if each.kind == "number" and each.text.replace(" ", "") == digits]
    click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1) if as_json else _told(found))


def _told(found: list[Waiting]) -> str:
    if not found:
        return "nobody waits for an answer"
    return "\n".join(_line(each) for each in found)


def _line(one: Waiting) -> str:
    about = "; ".join(part for part in (one.level or "no face", ", ".join(one.reasons), one.comment or "") if part)
    return f"{one.at[:16].replace('T', ' ')}  {one.language:5}  {one.text:30}  {about}  ({one.visit})"
