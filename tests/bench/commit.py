"""A tap's rows on the disk: our store beside the same statements on bare drivers, and a bare write and fsync."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from kiosk.assets import SURVEYS
from kiosk.identity import new_visit
from kiosk.keys import Key, KeyFile
from kiosk.model import Answer, Language, Level, Origin, QuestionId, Rated
from kiosk.store import Recorder, open_store
from kiosk.store.connection import FILE_NAME
from kiosk.store.encryption.moving import make_key
from kiosk.store.rows import INSERT_VISIT
from kiosk.survey import load_survey
from tests.bench.measuring import filesystem, folder, heading, table, take_turns

ROUNDS = 2000
ORIGIN = Origin("kiosk-1", "checkout")
SETTINGS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON")

INSERT_ANSWER = """
    INSERT INTO answers
        (visit, question, revision, kiosk_id, place, language, at, day, hour, level, number, scale, choices)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
"""The row and nothing else; ours also looks for a correction and for a flag."""

Save = Callable[[Answer], None]


def through_the_store(place: Path, stack: ExitStack, key: Key | None = None) -> Save:
    """What the kiosk does."""
    store = stack.enter_context(open_store(place, key))
    return Recorder(store, ORIGIN, load_survey(SURVEYS / "checkout.toml")).save


def new_key(place: Path) -> Key:
    """A key that lies beside the data folder."""
    make_key(place / "key", place)
    return KeyFile(place / "key")


def through_a_driver(driver: Any, place: Path, stack: ExitStack) -> Save:
    """The same two rows into the same tables with the same settings: no roll-ups, and nothing between."""
    with open_store(place) as made:
        # Not on the connection that is timed: after a DROP it takes twice as long for each statement.
        for (name,) in made.database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            made.database.execute(f"DROP TRIGGER {name}")
    connection = driver.connect(str(place / FILE_NAME), isolation_level=None)
    stack.callback(connection.close)
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}").fetchall()
    execute = connection.execute

    def save(answer: Answer) -> None:
        at = answer.at.isoformat(timespec="milliseconds")
        execute("BEGIN")
        execute(INSERT_VISIT, (answer.visit, "kiosk-1", "checkout", "kiosk", "checkout", 1, "en", at, at[:10], 12))
        execute(
            INSERT_ANSWER,
            (answer.visit, "experience", 0, "kiosk-1", "checkout", "en", at, at[:10], 12, 3, None, None, None),
        )
        execute("COMMIT")

    return save


def through_fsync(path: Path, stack: ExitStack) -> Save:
    """200 bytes appended to a file: what the disk itself takes."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    stack.callback(os.close, descriptor)
    row = b"x" * 199 + b"\n"

    def save(answer: Answer) -> None:
        os.write(descriptor, row)
        os.fsync(descriptor)

    return save


def timed(save: Save) -> Callable[[], float]:
    """Milliseconds that one save takes; the answer is made before the clock starts."""

    def once() -> float:
        answer = Answer(new_visit(), QuestionId("experience"), 0, Language("en"), datetime.now().astimezone(),
                        Rated(Level.GOOD))  # fmt: skip
        start = time.perf_counter_ns()
        save(answer)
        return (time.perf_counter_ns() - start) / 1e6

    return once


def main() -> None:
    heading("A tap becomes a row", "Recorder.save ≤ 1.3 × raw sqlite3; two rows, WAL, synchronous FULL")
    raw = f"raw sqlite3 {sqlite3.sqlite_version}"
    with folder() as place, ExitStack() as stack:
        sides = {
            "Recorder.save": through_the_store(place / "store", stack),
            "Recorder.save, encrypted": through_the_store(place / "encrypted", stack, new_key(place)),
            f"raw sqlcipher3 {sqlcipher.sqlite_version}": through_a_driver(sqlcipher, place / "cipher", stack),
            raw: through_a_driver(sqlite3, place / "python", stack),
            "write 200 bytes + fsync": through_fsync(place / "plain", stack),
        }
        times = take_turns({name: timed(save) for name, save in sides.items()}, ROUNDS, warm_up=100)
        table(times, raw, digits=3)
        print(f"\nFile system: {filesystem(place)}.")
