"""kiosk measures: every measure of a period, with its n and interval."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import Settings, with_settings
from kiosk.errors import BadInputError

if TYPE_CHECKING:
    from kiosk.report.query import Measure
    from kiosk.store import Reader

HEADER = ("measure", "value", "low", "high", "n")


@click.command(name="measures")
@click.option("--from", "first_text", metavar="DATE", help="First day [default: Monday of the week of the last day].")
@click.option("--to", "last_text", metavar="DATE", help="Last day [default: Sunday of this week if it has answers, "
              "else of the last one that has; with --from, that day's Sunday].")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_settings
def command(settings: Settings, first_text: str | None, last_text: str | None, as_json: bool) -> None:
    """Print every measure with its 95 % interval and n; "-" stands for a figure on fewer than five answers.

    Example: kiosk measures --from 2026-11-09 --to 2026-11-15 --json
    """
    from kiosk.report.query import read_measures
    from kiosk.store import open_reader

    site = settings.site()
    given = (parse_date("--from", first_text), parse_date("--to", last_text))
    with open_reader(site.data) as reader:
        first, last = _period(reader, *given)
        measures = read_measures(reader, first, last)
    if as_json:
        found = {"from": first.isoformat(), "to": last.isoformat(), "measures": [asdict(each) for each in measures]}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    click.echo(f"{first} to {last}")
    for row in _table([HEADER, *(_row(measure) for measure in measures)]):
        click.echo(row)


def parse_date(option: str, text: str | None) -> date | None:
    """An ISO date, or None where none was given. Raises BadInputError."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInputError(f"{option} {text}: expected a date such as 2026-11-09") from None


def _period(reader: Reader, first: date | None, last: date | None) -> tuple[date, date]:
    from kiosk.model import Week
    from kiosk.report.query import default_week

    if last is None:
        week = default_week(reader, datetime.now().astimezone().date()) if first is None else Week.of(first)
        last = week.sunday
    first = first or Week.of(last).monday
    if first > last:
        raise BadInputError(f"--from {first} is after --to {last}: expected the earlier day first")
    return first, last


def _row(measure: Measure) -> tuple[str, ...]:
    scale = 100 if measure.unit == "share" else 1
    unit = {"share": " %", "index": " of 100"}.get(measure.unit, "")
    cells = ("-" if value is None else f"{value * scale:.1f}" for value in (measure.value, measure.low, measure.high))
    return (f"{measure.name}{unit}", *cells, str(measure.n))


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    first, *widths = (max(len(row[column]) for row in rows) for column in range(len(HEADER)))
    return [
        "  ".join([name.ljust(first), *(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))])
        for name, *cells in rows
    ]
