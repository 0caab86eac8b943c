"""A word in ten years' comments: our search beside a bare LIKE on the same table, and DuckDB where it is installed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

from kiosk.assets import SURVEYS
from kiosk.model import Answer, Language, Level, Origin, QuestionId, Rated, VisitId, Wrote
from kiosk.store import Reader, Recorder, open_reader, open_store
from kiosk.store.search import search
from kiosk.survey import load_survey
from tests.bench.measuring import folder, heading, table, take_turns

COMMENTS = 300_000
DAYS = 3650
ROUNDS = 15
LAST = date(2026, 11, 16)
SIGNS = "".join(map(chr, range(0x4E00, 0x4E00 + 2500)))
SYLLABLES = "".join(map(chr, range(0xAC00, 0xAC00 + 1500)))
WORDS = {"trigram, 4 signs": "排队太久", "2 signs": "排队", "1 sign": "队", "2 signs, last 13 weeks": "排队"}
SHARE = 0.003
"""Of all comments, those that hold the word."""


def fill(place: Path) -> None:
    """Some thirty signs a comment, Chinese and Korean by turns, over ten years."""
    chance = random.Random(4)
    with open_store(place) as store:
        recorder = Recorder(store, Origin("kiosk-1", "checkout"), load_survey(SURVEYS / "checkout.toml"))
        recorder.save_all(answer for number in range(COMMENTS) for answer in visit(chance, number))


def visit(chance: random.Random, number: int) -> list[Answer]:
    """A face and a comment."""
    day = LAST - timedelta(days=DAYS - 1 - number * DAYS // COMMENTS)
    at = datetime(day.year, day.month, day.day, 9 + number % 12, number % 60, tzinfo=UTC)
    signs = chance.choices(SIGNS if number % 2 else SYLLABLES, k=chance.randint(10, 50))
    if chance.random() < SHARE:
        signs[5:5] = "排队太久"
    shopper, language = VisitId(f"visit-{number}"), Language("zh_CN" if number % 2 else "ko")
    return [
        Answer(shopper, QuestionId("experience"), 0, language, at, Rated(Level(1 + number % 4))),
        Answer(shopper, QuestionId("comment"), 0, language, at, Wrote("".join(signs))),
    ]


def timed(run: Callable[[], object]) -> Callable[[], float]:
    """Milliseconds of one run."""

    def once() -> float:
        start = time.perf_counter_ns()
        run()
        return (time.perf_counter_ns() - start) / 1e6

    return once


def ours(reader: Reader, word: str, first: date) -> Callable[[], float]:
    """Found comments with faces and touchpoints, as Python objects."""
    return timed(lambda: search(reader, [word], first, LAST))


def like(reader: Reader, word: str, first: date) -> Callable[[], float]:
    """The texts alone."""
    sql = "SELECT text FROM comments WHERE text LIKE ? AND day >= ?"
    return timed(lambda: reader.database.execute(sql, [f"%{word}%", first.isoformat()]).fetchall())


def duck(reader: Reader, place: Path) -> Callable[[str, date], Callable[[], float]]:
    """The texts alone, in DuckDB's own file."""
    import duckdb  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    connection = duckdb.connect(str(place / "duck.db"))
    connection.execute("CREATE TABLE comments (day DATE, text VARCHAR)")
    rows = reader.database.execute("SELECT day, text FROM comments").fetchall()
    columns = place / "comments.csv"
    columns.write_text("".join(f"{day},{text}\n" for day, text in rows), encoding="utf-8")
    connection.execute("COPY comments FROM ? (FORMAT csv)", [str(columns)])
    sql = "SELECT text FROM comments WHERE text LIKE ? AND day >= ?"
    return lambda word, first: timed(lambda: connection.execute(sql, [f"%{word}%", first]).fetchall())


def main() -> None:
    heading("A word in 300,000 comments", "below 100 ms where an index helps, below 500 ms where none can")
    with folder() as place:
        fill(place)
        with open_reader(place) as reader:
            by_duck = duck(reader, place) if find_spec("duckdb") else None
            for told, word in WORDS.items():
                first = LAST - timedelta(weeks=13) if "weeks" in told else date.min
                sides = {"kiosk comments": ours(reader, word, first), "bare LIKE": like(reader, word, first)}
                if by_duck:
                    sides["DuckDB LIKE"] = by_duck(word, max(first, date(1, 1, 1)))
                found = len(search(reader, [word], first, LAST))
                print(f"\n{told}: {found} found\n")
                table(take_turns(sides, ROUNDS, warm_up=2), "bare LIKE", tail=None, digits=1)
