"""Erasing everywhere that Moment reaches: database, backups, reports and exports made earlier.

The order makes an interrupted erasure one that goes on: first the days that it is about and the erasure itself are on
the disk (kiosk.store.privacy.erasure), then come the database, its copies, and what was made of it. The same command
again does what is left; the next start of the kiosk does the database's part.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import assert_never

from kiosk.errors import DamagedError, KnownError, StorageError
from kiosk.exchange import write_export
from kiosk.files import refusals, write_atomically
from kiosk.ledger import Sort, Written, digest, note, note_begun, read_begun, read_ledger
from kiosk.model import Language, Paper, Site, Week
from kiosk.parts import parts_in, parts_of, remove_part
from kiosk.report.weekly import read_weekly, write_weekly
from kiosk.store import Store, open_reader
from kiosk.store.backup.copying import alone
from kiosk.store.backup.inspecting import is_ours
from kiosk.store.backup.naming import FOLDER, our_backups
from kiosk.store.backup.strangers import strangers
from kiosk.store.connection import FILE_NAME
from kiosk.store.encryption.cipher import KeyMismatchError
from kiosk.store.privacy.erasing import UNFINISHED, Concerned, clear_workshop, erase, erase_in_copy, look, visits_of
from kiosk.store.privacy.erasure import Erasure, Kind, erasure_of_visit, keep_erasures, read_erasures
from kiosk.words import reporting

REPORT_NAME = re.compile(r"moment-(\d{4})-W(\d{2})-([A-Za-z_]+)-(a4|letter)\.pdf")
EXPORT_NAME = re.compile(r"answers(?:-(\d{4}-\d{2}-\d{2})-(\d{4}-\d{2}-\d{2}))?\.csv")
CODEBOOK_NAME = re.compile(r".*-codebook\.csv")
KEPT_ASIDE = "feedback-*.db"
"""Databases that a restore put aside."""


class Outcome(StrEnum):
    """What became of one place."""

    ERASED = "erased"
    NOTED = "not here"
    REMADE = "remade"
    REMOVED = "removed"
    GONE = "is not there any more"
    BY_HAND = "by hand"
    FAILED = "not done"


@dataclass(frozen=True, slots=True)
class Place:
    """One place that an erasure came to. told says more, in words for people."""

    path: Path
    outcome: Outcome
    told: str = ""


class Eraser:
    """One erasure in a site's data folder, and everywhere beside it. contact is the address that it is about.

    repeated: whether the same visit or day was to be erased before.
    """

    def __init__(self, site: Site, store: Store, asked: Erasure, contact: str, now: datetime) -> None:
        self._site = site
        self._store = store
        self._contact = contact
        self._now = now
        known = {(each.kind, each.what): each for each in read_erasures(site.data, store.database)}
        # An address left since then is a new wish; a visit and a day are the same ones for ever.
        again = known.get((asked.kind, asked.what)) if asked.kind is not Kind.CONTACT else None
        self.repeated = again is not None
        self._erasures = [again or asked]
        if asked.kind is Kind.CONTACT:
            visits = visits_of(store, asked, contact)
            self._erasures += [known.get((Kind.VISIT, visit)) or erasure_of_visit(visit, now) for visit in visits]
        # What costs no hashing is looked for in every copy anew: an earlier erasure may have been interrupted there.
        self._of_copies = [*self._erasures, *(each for each in known.values() if each.kind is not Kind.CONTACT)]
        self._days: set[str] = set()

    def concerned(self) -> Concerned:
        """What of the database will go."""
        return look(self._store, self._erasures, self._contact)

    def run(self) -> Iterator[Place]:
        """Erases, place by place. Raises StorageError where the database's own part cannot be done."""
        data = self._site.data
        clear_workshop(data)
        found = self.concerned()
        # Before the erasure is noted: from then on the kiosk's next start may delete the rows that tell the days.
        self._remember({*self._unfinished(), *found.days})
        keep_erasures(data, self._erasures)
        yield self._in_database(found)
        done = True
        for place in chain(self._in_copies(), self._in_parts(), self._in_files()):
            done &= place.outcome is not Outcome.FAILED
            yield place
        if done:
            with refusals(data / UNFINISHED, "cannot be deleted"):
                (data / UNFINISHED).unlink(missing_ok=True)

    def _in_database(self, found: Concerned) -> Place:
        path = self._site.data / FILE_NAME
        if erase(self._store, self._erasures, self._contact):
            if not found.visits:
                return Place(path, Outcome.NOTED, "noted, so that no restore, merge or import brings it")
            return Place(path, Outcome.ERASED, counts(found))
        told = f"{counts(found)}; another program reads it, so the log beside it is not empty yet: run the same again"
        return Place(path, Outcome.FAILED, told)

    def _in_copies(self) -> Iterator[Place]:
        data, second = self._site.data, self._site.second_backups
        for folder in (data / FOLDER, *((second,) if second else ())):
            yield from self._in_folder(folder)
        for path in sorted(data.glob(KEPT_ASIDE)):
            yield from self._in_copy(path)

    def _in_folder(self, folder: Path) -> Iterator[Place]:
        try:
            with refusals(folder, "cannot be looked into"):
                there = folder.is_dir()
            if there:
                with alone(folder):
                    for path in our_backups(folder):
                        yield from self._in_copy(path)
                    for path in strangers(folder):
                        yield from self._in_stranger(path)
            elif folder == self._site.second_backups:
                told = "the second place for backups is not there; bring it and run the same again"
                yield Place(folder, Outcome.FAILED, told)
        except KnownError as error:
            yield Place(folder, Outcome.FAILED, str(error).removeprefix(f"{folder}: "))

    def _in_stranger(self, path: Path) -> Iterator[Place]:
        """A copy under a name that is none of ours."""
        if is_ours(path, self._site.key):
            yield from self._in_copy(path)
        else:
            told = "it is not our database, or another key's: look whether it holds what was erased, or delete it"
            yield Place(path, Outcome.BY_HAND, told)

    def _in_copy(self, path: Path) -> Iterator[Place]:
        try:
            found = erase_in_copy(path, self._site.data, self._of_copies, self._site.key, self._contact)
            if found.visits:
                self._remember({*self._days, *found.days})
                yield Place(path, Outcome.ERASED, counts(found))
        except KnownError as error:
            told = str(error).removeprefix(f"{path}: ")
            if isinstance(error, DamagedError | KeyMismatchError):
                told += "; delete it if it cannot be read any more"
            yield Place(path, Outcome.FAILED, told)

    def _in_parts(self) -> Iterator[Place]:
        """What killed processes left of files that they were writing; one that is alive fails, and says so."""
        data = self._site.data
        targets = {Path(os.path.realpath(path)) for path in read_begun(data)}
        looks = [
            *((folder, parts_in) for folder in (data, data / "reports", data / "exports")),
            *((target, parts_of) for target in sorted(targets)),
        ]
        for place, find in looks:
            try:
                with refusals(place, "parts of it cannot be looked for, or removed"):
                    for part in find(place):
                        remove_part(part)
                        yield Place(part, Outcome.REMOVED, "it was left half written")
            except StorageError as error:
                yield Place(place, Outcome.FAILED, str(error))

    def _in_files(self) -> Iterator[Place]:
        ledger = read_ledger(self._site.data)
        for written in ledger:
            if written.covers(self._days):
                yield self._in_file(written)
        known = {written.path for written in ledger}
        for folder in ("reports", "exports"):
            for path in sorted(path.absolute() for path in (self._site.data / folder).glob("*")):
                if path not in known and path.is_file() and not CODEBOOK_NAME.fullmatch(path.name):
                    yield from self._in_unknown(path)

    def _in_unknown(self, path: Path) -> Iterator[Place]:
        """A file of an earlier version: what it is about is told by its name."""
        written = by_name(path)
        if written is None:
            if self._days:
                yield Place(path, Outcome.BY_HAND, "nothing is known of it: look whether it holds what was erased")
        elif written.covers(self._days):
            yield self._in_file(written)

    def _in_file(self, written: Written) -> Place:
        path = written.path
        try:
            with refusals(path, "cannot be read"):
                if not path.is_file():
                    return Place(path, Outcome.GONE, f"it was written on {written.at[:10]}, and may have been copied")
                if written.digest and digest(path) != written.digest:
                    return Place(path, Outcome.BY_HAND, "it was changed since Moment wrote it: mend it, or delete it")
            return self._made_again(written)
        except KnownError as error:
            with suppress(OSError):
                path.unlink()
                return Place(path, Outcome.REMOVED, f"it could not be made again: {error}")
            return Place(path, Outcome.FAILED, str(error))

    def _made_again(self, written: Written) -> Place:
        """The same page or file, without what was erased."""
        site, options = self._site, written.options
        match written.sort:
            case Sort.REPORT:
                if options["language"] not in reporting():
                    raise KnownError(f"there is no page in {options['language']!r} any more")
                page = read_weekly(site, Week.of(written.first), self._now.date())
                write_weekly(site, page, Language(options["language"]), Paper(options["paper"]), written.path)
            case Sort.EXPORT:
                # What was answered after it was written was not in it.
                last = min(written.last, date.fromisoformat(written.at[:10])) if written.at else written.last
                contacts = options["contacts"] == "yes"
                note_begun(site.data, written.path)
                with open_reader(site.data, site.key) as reader:
                    write_export(reader, options["form"], written.first, last, written.path, with_contacts=contacts)
                note(site.data, Sort.EXPORT, written.path, written.first, last, options)
            case _:
                assert_never(written.sort)
        return Place(written.path, Outcome.REMADE)

    def _remember(self, days: set[str]) -> None:
        if days != self._days:
            self._days = days
            write_atomically(self._site.data / UNFINISHED, json.dumps(sorted(days)).encode())

    def _unfinished(self) -> set[str]:
        return _unfinished(self._site.data)


def remember_days(data: Path, days: Iterable[str]) -> None:
    """Notes local days (ISO) whose reports and exports an erasure still has to reach. Raises StorageError.

    For a merge, which takes out of the database what was erased elsewhere: the next Eraser's run does the rest.
    """
    write_atomically(data / UNFINISHED, json.dumps(sorted({*_unfinished(data), *days})).encode())


def _unfinished(data: Path) -> set[str]:
    path = data / UNFINISHED
    with refusals(path, "cannot be read"):
        if not path.exists():
            return set()
        try:
            return {str(day) for day in json.loads(path.read_bytes())}
        except ValueError as error:
            raise StorageError(f"{path}: is no list of days; expected it whole, or not at all") from error


def by_name(path: Path) -> Written | None:
    """What a report or an export without a line in the ledger is about; None where its name does not tell."""
    try:
        if found := REPORT_NAME.fullmatch(path.name):
            week = Week.of(Week(int(found[1]), int(found[2])).monday)
            options = {"week": str(week), "language": found[3], "paper": found[4]}
            return Written(Sort.REPORT, path, week.monday, week.sunday, options, "", "")
        if found := EXPORT_NAME.fullmatch(path.name):
            first, last = (date.fromisoformat(day) if day else None for day in found.groups())
            return Written(
                Sort.EXPORT, path, first or date.min, last or date.max, {"form": "csv", "contacts": "no"}, "", ""
            )
    except ValueError:
        pass
    return None


def counts(found: Concerned) -> str:
    """In words for people."""
    numbers = {"visit": found.visits, "answer": found.answers, "comment": found.comments, "contact": found.contacts}
    return ", ".join(f"{n} {what}{'s' * (n > 1)}" for what, n in numbers.items() if n) or "nothing of it is there"
