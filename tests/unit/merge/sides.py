"""Small databases that share some of their visits, made by the real store, and what is in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from kiosk.exchange.progress import unwatched
from kiosk.model import Answer, ChoiceId, Chose, Contacted, Language, Level, Origin, QuestionId, Rated, VisitId, Wrote
from kiosk.store import ImportedFile, Recorder, clear_visits, open_store
from kiosk.store.merging.merge import LONG_AGO, Merged, merge
from kiosk.store.merging.source import copy_source, workplace
from kiosk.store.migrations.m003 import COUNTED
from kiosk.store.operations import Operations, save_operations
from kiosk.store.privacy.erasure import (
    Erasure,
    erasure_before,
    erasure_of_contact,
    erasure_of_visit,
    keep_erasures,
    replay,
)
from kiosk.store.rollups import differences
from kiosk.store.suspects import COUNT_AGAIN, FLAG, LEAVE_OUT, UNFLAG
from kiosk.store.transfer import COLUMNS
from kiosk.store.visits import keep_file
from tests.unit.builders import COMMENT, FACES, NOON, REASONS, SURVEY

ADDRESSES = ("mina@example.com", "010-1234-5678")
WORDS = ("too slow", "thank you, all of you", "asdf")
LEFT = QuestionId("address")
WITH_ADDRESS = QuestionId("more")
TABLES = (*COLUMNS, *COUNTED)


@dataclass(frozen=True)
class Tap:
    """visit is a number: it tells the day, the kiosk and the place, as everywhere the same."""

    visit: int
    level: int
    revision: int
    minute: int
    language: str


@dataclass(frozen=True)
class Reasons:
    visit: int
    choices: tuple[str, ...]
    revision: int


@dataclass(frozen=True)
class Words:
    visit: int
    text: str


@dataclass(frozen=True)
class Address:
    """The same on every side that has it; also in a comment where said."""

    visit: int
    said: bool


@dataclass(frozen=True)
class Flag:
    visit: int
    rule: str | None
    minute: int


@dataclass(frozen=True)
class Clear:
    visit: int
    minute: int


@dataclass(frozen=True)
class Kept:
    """A survey of other words, or an imported file."""

    words: str
    minute: int


@dataclass(frozen=True)
class Counted:
    """An hour's figures, imported then."""

    hour: int
    transactions: int | None
    tills: float | None
    minute: int


@dataclass(frozen=True)
class Forget:
    visit: int


@dataclass(frozen=True)
class Erase:
    what: int | str | date
    minute: int


Deed = Tap | Reasons | Words | Address | Flag | Clear | Kept | Counted | Forget | Erase

VISITS = st.integers(0, 5)
MINUTES = st.integers(0, 30)
TAPS = st.builds(Tap, VISITS, st.integers(1, 4), st.integers(0, 2), MINUTES, st.sampled_from(["en", "ko"]))
CHOICES = st.lists(st.sampled_from(["queue", "staff"]), unique=True, max_size=2).map(tuple)
GROWING = (
    TAPS,
    st.builds(Reasons, VISITS, CHOICES, st.integers(0, 1)),
    st.builds(Words, VISITS, st.sampled_from(WORDS)),
    st.builds(Flag, VISITS, st.sampled_from(["repeat", "burst", None]), MINUTES),
    st.builds(Clear, VISITS, MINUTES),
    st.builds(Kept, st.sampled_from(WORDS), MINUTES),
    st.builds(Counted, st.integers(9, 10), st.sampled_from([None, 0, 40]), st.sampled_from([None, 1.5]), MINUTES),
    st.builds(Erase, VISITS, MINUTES),
    st.builds(Erase, st.integers(0, 3).map(lambda days: NOON.date() + timedelta(days)), MINUTES),
)
"""Deeds that only ever add to what is known."""
DEEDS = st.lists(
    st.one_of(*GROWING, TAPS, st.builds(Address, VISITS, st.booleans()), st.builds(Forget, VISITS),
              st.builds(Erase, st.sampled_from(ADDRESSES), MINUTES)),
    max_size=8,
)  # fmt: skip


def name(visit: int) -> VisitId:
    return VisitId(f"v{visit}")


def begun(visit: int) -> datetime:
    return NOON + timedelta(days=visit // 2, minutes=visit)


def at(minute: int) -> datetime:
    return NOON + timedelta(days=9, minutes=minute)


def do(folder: Path, deeds: Iterable[Deed], later: int = 0) -> Path:
    """A data folder in which all this was done; later by so many minutes."""
    with open_store(folder) as store:
        for deed in deeds:
            _do(store, folder, deed, later)
    return folder


def _do(store, folder, deed, later):  # noqa: C901 - a case for each deed
    match deed:
        case Tap(visit, level, revision, minute, language):
            moment = begun(visit) + timedelta(minutes=minute)
            said = Answer(name(visit), FACES, revision, Language(language), moment, Rated(Level(level)))
            _recorder(store, visit).save(said)
        case Reasons(visit, choices, revision):
            chosen = Chose(tuple(map(ChoiceId, choices)))
            _recorder(store, visit).save(Answer(name(visit), REASONS, revision, Language("en"), begun(visit), chosen))
        case Words(visit, text):
            _recorder(store, visit).save(Answer(name(visit), COMMENT, 0, Language("en"), begun(visit), Wrote(text)))
        case Address(visit, said):
            address = ADDRESSES[visit % 2]
            value = Wrote(f"write to {address}") if said else Contacted(address, "c1", 1)
            question = WITH_ADDRESS if said else LEFT
            _recorder(store, visit).save(Answer(name(visit), question, 0, Language("en"), begun(visit), value))
        case Flag(visit, rule, minute):
            _flag(store, name(visit), rule, at(minute + later).isoformat(timespec="milliseconds"))
        case Clear(visit, minute):
            clear_visits(store, [name(visit)], at(minute + later))
        case Kept(words, minute):
            _keep(store, words, at(minute + later), later)
        case Counted(hour, transactions, tills, minute):
            save_operations(store, [Operations(NOON.date(), hour, "till", transactions, tills)], at(minute + later))
        case Forget(visit):
            store.database.conn.execute("DELETE FROM contacts WHERE visit = ?", (name(visit),))
        case Erase(what, minute):
            _erase(store, folder, _erasure(what, at(minute + later)))


def _keep(store, words, moment, refused):
    store.database.conn.execute(
        "INSERT INTO surveys VALUES ('s', 1, ?1, ?2) ON CONFLICT DO UPDATE SET definition = ?1, at = ?2",
        (f'{{"title": "{words}", "questions": []}}', moment.isoformat(timespec="milliseconds")),
    )
    keep_file(store.database, "import:a", ImportedFile("d", words, refused, {words: words}), 1, moment)


def _erase(store, folder, erasure):
    keep_erasures(folder, [erasure])
    with store.database.atomic():
        replay(store.database, [erasure])


def _recorder(store, visit):
    return Recorder(store, Origin(f"kiosk-{visit % 2}", "deli" if visit % 2 else "till"), SURVEY)


def _flag(store, visit, rule, moment):
    """As the rules do: nothing where somebody took the flag back, or where they say the same."""
    row = store.database.execute("SELECT standing, rule, cleared FROM suspects WHERE visit = ?", (visit,)).fetchone()
    if row and row[2] is not None:
        return
    with store.database.atomic():
        if rule:
            store.database.conn.execute(FLAG, (visit, rule, moment))
            store.database.conn.execute(LEAVE_OUT, (visit,))
        else:
            store.database.conn.execute(UNFLAG, (visit, moment))
            store.database.conn.execute(COUNT_AGAIN, (visit,))


def _erasure(what: int | str | date, moment: datetime) -> Erasure:
    match what:
        case int():
            return erasure_of_visit(name(what), moment)
        case str():
            return erasure_of_contact(what, moment)
        case _:
            return erasure_before(what, moment)


def merged(into: Path, *sources: Path) -> list[Merged]:
    """What `kiosk merge` does, each source in turn."""
    found = []
    with workplace(into) as work:
        for number, source in enumerate(sources):
            ready = copy_source(source, work / str(number), None)
            with open_store(into) as store:
                found.append(merge(store, into, ready, unwatched))
    return found


def fresh(folder: Path, *sources: Path) -> Path:
    """A copy of the first, into which the others are merged one after the other."""
    shutil.copytree(sources[0], folder)
    merged(folder, *sources[1:])
    return folder


def content(folder: Path) -> dict[str, list[tuple]]:
    """All rows but marks, comments' own numbers, and the notes of visits that went because of an address.

    Fails where roll-ups or what counts are not what they must be.
    """
    with open_store(folder) as store:
        execute = store.database.execute
        assert differences(store) == []
        assert execute("PRAGMA foreign_key_check").fetchall() == []
        wrong = execute("""
            SELECT * FROM answers WHERE counts <>
                (NOT EXISTS (SELECT 1 FROM answers AS newer WHERE newer.visit = answers.visit
                             AND newer.question = answers.question AND newer.revision > answers.revision)
                 AND NOT EXISTS (SELECT 1 FROM suspects WHERE suspects.visit = answers.visit AND standing = 1))""")
        assert wrong.fetchall() == []
        found = execute("SELECT count(*) FROM comments_fts WHERE comments_fts MATCH '\"write to\"'").fetchone()
        assert found == execute("SELECT count(*) FROM comments WHERE text LIKE '%write to%'").fetchone()
        return {
            table: [row for row in sorted(execute(f"SELECT {_columns(table)} FROM {table}").fetchall(), key=repr)
                    if LONG_AGO not in row]
            for table in TABLES
        }  # fmt: skip


def _columns(table):
    """The rules of scales in one spelling: SQLite and we put blanks differently."""
    return ", ".join("json(scales)" if column == "scales" else column for column in COLUMNS.get(table, "*"))
