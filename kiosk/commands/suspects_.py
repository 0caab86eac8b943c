"""kiosk suspects: visits that look like play, and their flags taken back."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import Settings, day_option, refuse_turned_round, with_settings
from kiosk.errors import BadInputError
from kiosk.taps import RULES

if TYPE_CHECKING:
    from kiosk.model import Site
    from kiosk.store import Suspect


@click.command(
    "suspects",
    epilog="Example: kiosk suspects --from 2026-11-09 --to 2026-11-15\n\n"
           "Example: kiosk suspects --clear 0197a2c4-7d1e-7c3a-9d57-0a4b5c6d7e8f",
)  # fmt: skip
@click.argument("visits", nargs=-1, metavar="[VISIT]...")
@day_option("--from", "first", said="The first day; without it, from the beginning.")
@day_option("--to", "last", said="The last day; without it, to the end.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--clear", is_flag=True, help="Take back the flags of the visits named: they count again, for good.")
@click.option("--clear-rule", "rule", type=click.Choice(RULES), help="Take back all flags that a rule has set so far.")
@with_settings
def command(
    settings: Settings, visits: tuple[str, ...], first: date | None, last: date | None, as_json: bool, clear: bool,
    rule: str | None,
) -> None:  # fmt: skip
    """List the visits that look like play. They are kept, and in no figure unless their flag is taken back."""
    if bool(visits) != clear or (clear and rule) or ((clear or rule) and (first or last or as_json)):
        raise BadInputError("expected --clear VISIT..., --clear-rule NAME, or neither and --from, --to, --json to list")
    site = settings.site()
    if clear or rule:
        click.echo(_cleared(site, visits, rule))
        return
    begin, end = first or date.min, last or date.max
    refuse_turned_round(begin, end)
    from kiosk.store import list_suspects, open_reader

    with open_reader(site.data, site.key) as reader:
        found = list_suspects(reader, begin, end)
    click.echo(_as_json(found) if as_json else _told(found))


def _cleared(site: Site, visits: tuple[str, ...], rule: str | None) -> str:
    from kiosk.model import VisitId
    from kiosk.store import clear_rule, clear_visits, list_suspects, open_reader, open_store

    with open_reader(site.data, site.key) as reader:  # a folder without a database is told, not filled
        flagged = {found.visit for found in list_suspects(reader, date.min, date.max) if found.cleared is None}
    if unknown := [visit for visit in visits if visit not in flagged]:
        raise BadInputError(f"{unknown[0]}: expected a flagged visit, as `kiosk suspects` lists them")
    now = datetime.now().astimezone()
    with open_store(site.data, site.key) as store:
        cleared = clear_rule(store, rule, now) if rule else clear_visits(store, map(VisitId, visits), now)
    return f"{len(cleared)} flags taken back: these visits count again and are not flagged any more"


def _as_json(found: list[Suspect]) -> str:
    rows = [
        {"visit": each.visit, "rule": each.rule, "at": each.at, "level": each.level.word if each.level else None,
         "kiosk_id": each.kiosk_id, "place": each.place, "cleared": each.cleared}
        for each in found
    ]  # fmt: skip
    return json.dumps({"suspects": rows}, ensure_ascii=False, indent=2)


def _told(found: list[Suspect]) -> str:
    lines = [
        "  ".join((each.at[:19].replace("T", " ").ljust(19), each.rule.ljust(11),
                   (each.level.word if each.level else "-").ljust(9), each.kiosk_id, each.visit,
                   *(["(cleared)"] if each.cleared else [])))
        for each in found
    ]  # fmt: skip
    standing = sum(each.cleared is None for each in found)
    return "\n".join([*lines, f"{standing} visits left out of the figures, {len(found) - standing} cleared"])
