"""kiosk erase: visits taken out of everything that Moment keeps."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import Settings, day_option, with_settings
from kiosk.errors import BadInputError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.erasing import Place
    from kiosk.store.privacy.erasing import Concerned
    from kiosk.store.privacy.erasure import Erasure

VISIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
SUCH_AS = "expected a visit's id, such as 0197a2c4-7d1e-7c3a-9d57-0a4b5c6d7e8f"
BY_HAND = (
    "printed pages and e-mails; copies of the data folder, of reports and of exports that are elsewhere",
    "other kiosks of the shop: run the same there",
)


@click.command("erase", epilog="Example: kiosk erase --contact kim@example.com")
@click.option("--visit", metavar="VISIT", help="One visit, by its id as `kiosk contacts` and exports have it.")
@click.option("--contact", metavar="ADDRESS", help="All visits in which this e-mail address or telephone number was "
              "left, or written into a comment.")  # fmt: skip
@day_option("--before", "before", said="All visits before this day.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="What became of each place as JSON; expects --yes.")
@with_settings
def command(
    settings: Settings, visit: str | None, contact: str | None, before: date | None, yes: bool, as_json: bool
) -> None:
    """Erase visits for good: rating, reasons, comment, contact, consent.

    From the database, every backup, and the reports and exports made earlier; what it cannot reach is listed.
    Interrupted, the same command goes on. What is erased stays erased: a restore, a merge and an import leave it out.
    """
    from kiosk.erasing import Eraser, counts
    from kiosk.identity import is_made_here
    from kiosk.store import has_database, open_store

    if [visit, contact, before].count(None) != 2:
        raise BadInputError("expected one of --visit VISIT, --contact ADDRESS and --before DATE")
    now = datetime.now().astimezone()
    asked = _asked(visit, contact, before, now)
    if not yes:
        _require_somebody(as_json)
    site = settings.site()
    if not has_database(site.data):
        raise StorageError(f"{site.data}: holds no database; expected the data folder of a kiosk")
    with open_store(site.data, site.key) as store:
        eraser = Eraser(site, store, asked, contact or "", now)
        found = eraser.concerned()
        if visit and not (found.visits or eraser.repeated or is_made_here(visit)):
            raise BadInputError(f"--visit {visit}: no such visit is here, and Moment makes no such ids; {SUCH_AS}")
        if not as_json:
            span = f" of {found.days[0]} to {found.days[-1]}" if found.days else ""
            click.echo(f"in the database: {counts(found)}{span}")
            click.echo("backups, reports and exports are looked through too")
        if not yes and not click.confirm("erase this for good?"):
            click.echo("nothing is erased")
            return
        _tell(found, eraser.run(), as_json)


def _require_somebody(as_json: bool) -> None:
    """Raises BadInputError where nobody can be asked."""
    if as_json:
        raise BadInputError("--json: expected together with --yes, as nothing is asked then")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInputError("--yes: expected where nobody can be asked; erasing cannot be taken back")


def _tell(found: Concerned, run: Iterable[Place], as_json: bool) -> None:
    """Place by place while the erasure runs, or all at the end. Raises StorageError where a place is not done."""
    from kiosk.erasing import Outcome

    places = []
    for place in run:
        places.append(place)
        if not as_json:
            click.echo(f"{place.outcome}: {place.path}{f': {place.told}' if place.told else ''}")
    if as_json:
        told = {"found": asdict(found), "places": [asdict(place) for place in places], "by_hand": BY_HAND}
        click.echo(json.dumps(told, default=str, ensure_ascii=False, indent=2))
    else:
        click.echo("".join(f"by hand: {told}\n" for told in BY_HAND), nl=False)
    if left := sum(place.outcome is Outcome.FAILED for place in places):
        these = "one place is" if left == 1 else f"{left} places are"
        raise StorageError(f"{these} not done, see above; expected the same command again, once it can be done")


def _asked(visit: str | None, contact: str | None, before: date | None, now: datetime) -> Erasure:
    """What is to be erased. Raises BadInputError."""
    from kiosk.contact import contact_fits
    from kiosk.store.privacy.erasure import erasure_before, erasure_of_contact, erasure_of_visit

    if visit is not None:
        if not VISIT.fullmatch(visit):
            raise BadInputError(f"--visit: {SUCH_AS}")
        return erasure_of_visit(visit, now)
    if contact is not None:
        if not contact_fits(contact):
            raise BadInputError("--contact: expected an e-mail address or a telephone number; of a number that "
                                "somebody took away, `kiosk contacts --number` tells the visit")  # fmt: skip
        return erasure_of_contact(contact, now)
    if before is None or before > now.date():
        raise BadInputError(f"--before {before}: expected a day that is not in the future")
    return erasure_before(before, now)
