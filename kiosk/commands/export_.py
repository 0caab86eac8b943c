"""kiosk export: the answers as a file for a spreadsheet."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from kiosk.commands.common import Settings, with_settings
from kiosk.commands.progress import with_bar
from kiosk.errors import BadInputError

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("export")
@click.option("--format", "form", type=click.Choice(["csv"]), required=True, help="The kind of file.")
@click.option("--from", "first", type=DAY, help="The first day; without it, from the beginning.")
@click.option("--to", "last", type=DAY, help="The last day; without it, to the end.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to; else exports/ in the data folder.")
@with_settings
def command(
    settings: Settings,
    form: str,
    first: datetime | None,
    last: datetime | None,
    out: Path | None,
) -> None:
    """Write the answers, one row each, and a codebook that explains the columns.

    `kiosk import FILE` reads it back without loss.

    Example: kiosk export --format csv --from 2026-10-01 --to 2026-10-31 --out october.csv
    """
    from kiosk.exchange import export_csv
    from kiosk.store import open_reader

    begin = first.date() if first else date.min
    end = last.date() if last else date.max
    if begin > end:
        raise BadInputError(f"--from {begin} is after --to {end}; expected the earlier day first")
    data = settings.site().data
    period = "".join(f"-{day}" for day, given in ((begin, first), (end, last)) if given)
    target = out or data / "exports" / f"answers{period}.{form}"
    with open_reader(data) as reader:
        exported = export_csv(reader, begin, end, target, with_bar)
    click.echo(f"{exported.answers}: {exported.rows} answers of {exported.visits} visits")
    click.echo(f"{exported.codebook}: what the columns mean")
