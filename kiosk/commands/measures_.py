"""kiosk measures: every measure of a period, with its n and interval."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import Settings, day_option, refuse_turned_round, with_settings

if TYPE_CHECKING:
    from kiosk.report.measures import Measure
    from kiosk.store import Reader

DEFINED = "as defined"
HEADER = ("measure", "value", "low", "high", "n")


@click.command("measures", epilog="Example: kiosk measures --from 2026-11-09 --to 2026-11-15 --json")
@day_option("--from", "first", said="First day [default: Monday of the week of the last day].")
@day_option("--to", "last", said="Last day [default: Sunday of the week that yesterday lay in, "
              "or of the last one with answers; with --from, that day's Sunday].")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_settings
def command(settings: Settings, first: date | None, last: date | None, as_json: bool) -> None:
    """Print every measure with its 95 % interval and n; "-" stands for a figure on fewer than five answers."""
    from kiosk.report.measures import read_measures
    from kiosk.store import open_reader

    site = settings.site()
    with open_reader(site.data, site.key) as reader:
        begin, end = _period(reader, first, last)
        measures = read_measures(reader, site, begin, end, datetime.now().astimezone().date())
    if as_json:
        found = {"from": begin.isoformat(), "to": end.isoformat(), "measures": [asdict(each) for each in measures]}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    click.echo(f"{begin} to {end}")
    for row in _table([HEADER, *(_row(measure) for measure in measures)]):
        click.echo(row)


def _period(reader: Reader, first: date | None, last: date | None) -> tuple[date, date]:
    from kiosk.model import Week
    from kiosk.report.query import default_week

    if last is None:
        week = default_week(reader, datetime.now().astimezone().date()) if first is None else Week.of(first)
        last = week.sunday
    first = first or Week.of(last).monday
    refuse_turned_round(first, last)
    return first, last


def _row(measure: Measure) -> tuple[str, ...]:
    scale = 100 if measure.unit in ("share", "nps") else 1
    digits = 2 if measure.unit == DEFINED else 1
    unit = {"share": " %", "index": " of 100", "nps": " -100 to 100"}.get(measure.unit, "")
    numbers = (measure.value, measure.low, measure.high)
    cells = ("-" if number is None else f"{number * scale:.{digits}f}" for number in numbers)
    return (f"{measure.name}{unit}", *cells, str(measure.n))


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    first, *widths = (max(len(row[column]) for row in rows) for column in range(len(HEADER)))
    return [
        "  ".join([name.ljust(first), *(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))])
        for name, *cells in rows
    ]
