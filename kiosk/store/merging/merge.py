"""Another kiosk's answers taken in: one database of the whole shop, whatever is merged into what, and how often."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.errors import BadInputError
from kiosk.keys import read_key
from kiosk.store.connection import FILE_NAME, Store, open_store, storage_errors
from kiosk.store.encryption.cipher import literal
from kiosk.store.merging.rows import Difference, Tally, merge_stretch, stretches
from kiosk.store.merging.source import Source
from kiosk.store.merging.whole import merge_whole
from kiosk.store.privacy.erasing import DAYS
from kiosk.store.privacy.erasure import Erasure, Kind, keep_erasures, naming, read_erasures, replay
from kiosk.store.rollups import recount

LONG_AGO = "1970-01-01T00:00:00.000+00:00"
"""When a visit was erased that went because of an address: that instant stands with the address."""
ALIKE = """
    SELECT kiosk_id FROM main.visits AS ours WHERE source NOT LIKE 'import:%'
    GROUP BY kiosk_id HAVING count(*) > (SELECT count(*) FROM other.visits AS theirs
                                         WHERE theirs.kiosk_id = ours.kiosk_id AND theirs.source NOT LIKE 'import:%')
    ORDER BY 1"""

Watch = Callable[[Iterable[tuple[str, str]], int, str], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class OriginCount:
    """Visits of one kiosk at one place: how many came in, and how many were here already."""

    kiosk_id: str
    place: str
    new: int
    here: int


@dataclass(frozen=True, slots=True)
class Merged:
    """What a source brought. alike are ids of kiosks under which both sides have visits that the other lacked.

    Visits that were imported from other programs' files do not make kiosks alike.
    """

    source: str
    origins: tuple[OriginCount, ...]
    answers: int
    comments: int
    contacts: int
    differing: tuple[Difference, ...]
    """Rows that were on both sides and said something else there."""
    erased: int
    """Visits that were here, and that somebody has had erased on the other side."""
    left_out: int
    """Visits that the source has, and that somebody has had erased here."""
    alike: tuple[str, ...]


def tell_nobody(days: Iterable[str]) -> None:
    """Nobody asks for the days of what is erased."""


def merge(
    store: Store, data: Path, source: Source, watch: Watch, erasing: Callable[[Iterable[str]], None] = tell_nobody
) -> Merged:
    """Takes all of a source in, in one transaction. data is the store's folder; watch sees the stretches of visits.

    erasing is told the local days (ISO) of the visits that are erased here, before they are: pages are about them.
    What was erased on either side is erased on both first. Raises StorageError, and then nothing of it is kept, but
    for the erasures that are noted in the data folder and will be repeated. The rules: docs/adr/0020-merge.md.
    """
    database, name = store.database, str(source.path)
    with storage_errors(f"{name}: cannot be merged"):
        try:
            with database.atomic():
                erased, left_out = _erase_both(store, data, source, erasing)
                _attach(database, source)
                merged = _take_in(database, name, erased, left_out, watch)
        except sqlite.IntegrityError as error:
            told = f"{name}: has rows that fit no database of ours ({error}); nothing of it is kept"
            raise BadInputError(told) from error
        finally:
            _detach(database)
    return merged


def _take_in(database: Database, name: str, erased: int, left_out: int, watch: Watch) -> Merged:
    tally, parts = Tally(), stretches(database)
    for stretch in watch(parts, len(parts), "Merging"):
        merge_stretch(database, stretch, tally)
    merge_whole(database)
    if tally.visits_changed:
        recount(database)
    alike = [kiosk for (kiosk,) in database.conn.execute(ALIKE).fetchall()] if tally.tapping else []
    return Merged(
        source=name,
        origins=tuple(OriginCount(*origin, n, tally.here[origin]) for origin, n in sorted(tally.new.items())),
        answers=tally.added["answers"],
        comments=tally.added["comments"],
        contacts=tally.added["contacts"],
        differing=tuple(tally.differing),
        erased=erased,
        left_out=left_out,
        alike=tuple(kiosk for kiosk in alike if kiosk in tally.tapping),
    )


def _erase_both(store: Store, data: Path, source: Source, erasing: Callable[[Iterable[str]], None]) -> tuple[int, int]:
    """Repeats the erasures of both sides on both, and notes them; how many visits went here, and how many there.

    An address may stand on one side only, as the other has forgotten it already. So the visits that go because of one
    are noted by themselves: else a third kiosk, without the address, would bring them back.
    """
    with open_store(source.folder, source.key, copy_first=False) as copy, copy.database.atomic():
        both = (store.database, copy.database)
        asked = _latest([*read_erasures(data, *both), *read_erasures(source.folder)])
        addresses = [each for each in asked if each.kind is Kind.CONTACT]
        gone = {visit for database in both for visit in _named(database, addresses)}
        gone -= {each.what for each in asked if each.kind is Kind.VISIT}
        asked += [Erasure(Kind.VISIT, visit, LONG_AGO) for visit in sorted(gone)]
        keep_erasures(data, asked)
        left_out = replay(copy.database, asked)
        with naming(store.database, asked):
            days = [day for (day,) in store.database.conn.execute(DAYS).fetchall()]
        if days:
            erasing(days)
        return replay(store.database, asked), left_out


def _named(database: Database, erasures: list[Erasure]) -> list[str]:
    with naming(database, erasures):
        return [visit for (visit,) in database.conn.execute("SELECT id FROM temp.erased").fetchall()]


def _latest(erasures: Iterable[Erasure]) -> list[Erasure]:
    return list({(each.kind, each.what): each for each in sorted(erasures)}.values())


def _attach(database: Database, source: Source) -> None:
    key = literal(read_key(source.key)) if source.key else "''"
    database.conn.execute(f"ATTACH DATABASE ? AS other KEY {key}", (str(source.folder / FILE_NAME),))


def _detach(database: Database) -> None:
    if "other" in [row[1] for row in database.conn.execute("PRAGMA database_list").fetchall()]:
        database.conn.execute("DETACH DATABASE other")
