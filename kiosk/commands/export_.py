"""kiosk export: the answers as a file for a spreadsheet, or all that there is as JSON Lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kiosk.commands.common import FILE, Settings, day_option, refuse_turned_round, with_settings
from kiosk.commands.progress import with_bar
from kiosk.errors import BadInputError
from kiosk.ledger import Sort, note, note_begun

FORMS = ("csv", "xlsx", "jsonl")


@click.command(
    "export",
    epilog="Example: kiosk export --format csv --from 2026-10-01 --to 2026-10-31 --out october.csv\n\n"
           "Example: kiosk export --format jsonl --with-contacts --out everything.jsonl",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMS), required=True, help="The kind of file.")
@day_option("--from", "first", said="The first day; without it, from the beginning.")
@day_option("--to", "last", said="The last day; without it, to the end.")
@click.option("--out", type=FILE, help="Where to; else exports/ in the data folder.")
@click.option(
    "--with-contacts", is_flag=True, help="Addresses, numbers taken away and consents too; personal, jsonl only."
)
@with_settings
def command(
    settings: Settings,
    form: str,
    first: date | None,
    last: date | None,
    out: Path | None,
    with_contacts: bool,
) -> None:
    """Write the answers: csv and xlsx an answer a row with a codebook, jsonl every row of the database.

    `kiosk import FILE` reads it back: jsonl as the same database, the others every answer.
    """
    from kiosk.commands.places import Own, require_place
    from kiosk.exchange import write_export
    from kiosk.store import open_reader

    if with_contacts and form != "jsonl":
        raise BadInputError(f"--with-contacts: expected with --format jsonl; {form} files carry no addresses")
    begin, end = first or date.min, last or date.max
    refuse_turned_round(begin, end)
    site = settings.site()
    period = "".join(f"-{day}" for day in (first, last) if day)
    if out:
        require_place(settings, site, out, Own.EXPORTS)
    target = out or site.data / "exports" / f"answers{period}.{form}"
    with open_reader(site.data, site.key) as reader:
        note_begun(site.data, target)
        exported = write_export(reader, form, begin, end, target, with_bar, with_contacts=with_contacts)
    note(site.data, Sort.EXPORT, target, begin, end, {"form": form, "contacts": "yes" if with_contacts else "no"})
    click.echo(f"{exported.answers}: {exported.rows} answers of {exported.visits} visits")
    if exported.codebook:
        click.echo(f"{exported.codebook}: what the columns mean")
    if with_contacts:
        click.echo("personal: it holds addresses; only for whoever may write to these shoppers, and to be deleted soon")
