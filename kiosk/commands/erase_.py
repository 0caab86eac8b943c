"""kiosk erase: visits taken out of everything that Moment keeps."""

from __future__ import annotations

import re
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import Settings, day_option, with_settings
from kiosk.errors import BadInputError, StorageError

if TYPE_CHECKING:
    from kiosk.store.privacy.erasure import Erasure

VISIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
BY_HAND = (
    "printed pages and e-mails; copies of the data folder, of reports and of exports that are elsewhere",
    "other kiosks of the shop: run the same there",
)


@click.command("erase")
@click.option("--visit", metavar="VISIT", help="One visit, by its id as `kiosk contacts` and exports have it.")
@click.option("--contact", metavar="ADDRESS", help="All visits in which this e-mail address or telephone number was "
              "left, or written into a comment.")  # fmt: skip
@day_option("--before", "before", said="All visits before this day.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_settings
def command(settings: Settings, visit: str | None, contact: str | None, before: date | None, yes: bool) -> None:
    """Erase visits for good: rating, reasons, comment, contact, consent.

    From the database, every backup, and the reports and exports made earlier; what it cannot reach is listed.
    Interrupted, the same command goes on. What is erased stays erased: a restore, a merge and an import leave it out.

    Example: kiosk erase --contact kim@example.com
    """
    from kiosk.erasing import Eraser, Outcome, counts
    from kiosk.store import has_database, open_store

    if [visit, contact, before].count(None) != 2:
        raise BadInputError("expected one of --visit VISIT, --contact ADDRESS and --before DATE")
    now = datetime.now().astimezone()
    asked = _asked(visit, contact, before, now)
    if not yes and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInputError("--yes: expected where nobody can be asked; erasing cannot be taken back")
    site = settings.site()
    if not has_database(site.data):
        raise StorageError(f"{site.data}: holds no database; expected the data folder of a kiosk")
    with open_store(site.data, site.key) as store:
        eraser = Eraser(site, store, asked, contact or "", now)
        found = eraser.concerned()
        span = f" of {found.days[0]} to {found.days[-1]}" if found.days else ""
        click.echo(f"in the database: {counts(found)}{span}")
        click.echo("backups, reports and exports are looked through too")
        if not yes and not click.confirm("erase this for good?"):
            click.echo("nothing is erased")
            return
        left = 0
        for place in eraser.run():
            left += place.outcome is Outcome.FAILED
            click.echo(f"{place.outcome}: {place.path}{f': {place.told}' if place.told else ''}")
    for told in BY_HAND:
        click.echo(f"by hand: {told}")
    if left:
        raise StorageError(f"{left} places are not done, see above; expected the same command again, once they can be")


def _asked(visit: str | None, contact: str | None, before: date | None, now: datetime) -> Erasure:
    """What is to be erased. Raises BadInputError."""
    from kiosk.contact import contact_fits
    from kiosk.store.privacy.erasure import erasure_before, erasure_of_contact, erasure_of_visit

    if visit is not None:
        if not VISIT.fullmatch(visit):
            raise BadInputError("--visit: expected a visit's id, such as 0197a2c4-7d1e-7c3a-9d57-0a4b5c6d7e8f")
        return erasure_of_visit(visit, now)
    if contact is not None:
        if not contact_fits(contact):
            raise BadInputError("--contact: expected an e-mail address or a telephone number; of a number that "
                                "somebody took away, `kiosk contacts --number` tells the visit")  # fmt: skip
        return erasure_of_contact(contact, now)
    if before is None or before > now.date():
        raise BadInputError(f"--before {before}: expected a day that is not in the future")
    return erasure_before(before, now)
