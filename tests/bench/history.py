"""Ten years of a busy shop: the product's own questions beside DuckDB and a bare indexed table on the same ratings."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import duckdb
import sqlcipher3.dbapi2 as sqlite

from kiosk.assets import SURVEYS
from kiosk.identity import new_visit
from kiosk.model import Answer, Language, Level, Origin, QuestionId, Rated, Week
from kiosk.report.query import read_report
from kiosk.site import load_site
from kiosk.store import Recorder, Store, open_reader, open_store
from kiosk.store.connection import FILE_NAME
from kiosk.store.reading import HOURS, REASONS, SCALES
from kiosk.survey import load_survey
from tests.bench.measuring import Times, folder, heading, median, take_turns

SIZES = tuple(int(size) for size in os.environ.get("MOMENT_ANSWERS", "10000 1000000 5000000").split())
DAYS = 3650
LAST = date(2026, 11, 22)
COMMENT_SHARE = 0.1
REASON_SHARE = 0.62
REASONS_NAMED = ("queue", "stock", "staff", "cleanliness", "design", "products")
WORDS = ("收银台排队太久了", "직원이 매우 친절했어요", "店員很親切，謝謝", "The queue was long again", "价格比网上贵")
LEVELS, WEIGHTS = (1, 2, 3, 4), (9, 12, 47, 32)
WEEK = Week.of(LAST).back(1)
YEAR = {"first": (LAST - timedelta(days=364)).isoformat(), "last": LAST.isoformat()}
VISIT = "INSERT INTO visits VALUES (?, 'kiosk-1', 'checkout', 'kiosk', 'checkout', 1, 'en', ?, ?, ?)"
ANSWER = "INSERT INTO answers VALUES (?, ?, 0, 'kiosk-1', 'checkout', 'en', ?, ?, ?, ?, NULL, NULL, ?, 1)"
COMMENT = """
    INSERT INTO comments (visit, question, revision, kiosk_id, place, language, at, day, text)
    VALUES (?, 'comment', 0, 'kiosk-1', 'checkout', 'en', ?, ?, ?)"""
HEAT_MAP = """
    SELECT unixepoch(day) / 86400 % 7, hour, sum(bad), sum(neutral), sum(good), sum(excellent) FROM ratings_by_hour
    WHERE day BETWEEN :first AND :last GROUP BY 1, 2"""
BARE_WEEK = "SELECT day, hour, level, count(*) FROM taps WHERE day BETWEEN ? AND ? GROUP BY 1, 2, 3"
BARE_YEAR = "SELECT {weekday}, hour, level, count(*) FROM taps WHERE day BETWEEN ? AND ? GROUP BY 1, 2, 3"


def visits(answers: int) -> Iterator[tuple[str, str, int, int, tuple[str, ...], str | None]]:
    """id, day, hour, level, touchpoints, comment: as many visits as give so many answers, spread over ten years."""
    chance = Random(3)
    total = round(answers / (1 + REASON_SHARE + COMMENT_SHARE))
    for number in range(total):
        day = (LAST - timedelta(days=DAYS - 1 - number * DAYS // total)).isoformat()
        named = tuple(chance.sample(REASONS_NAMED, chance.choice((1, 1, 2)))) if chance.random() < REASON_SHARE else ()
        words = f"{chance.choice(WORDS)} {number}" if chance.random() < COMMENT_SHARE else None
        (level,) = chance.choices(LEVELS, WEIGHTS)
        yield f"0197a2c4-7d1e-7c3a-9d57-{number:012x}", day, chance.randrange(9, 21), level, named, words


def fill(store: Store, answers: int) -> None:
    """As the kiosk writes them, roll-ups and search index included, but for one commit for all."""
    execute = store.database.conn.execute
    with store.database.atomic():
        for visit, day, hour, level, named, words in visits(answers):
            at = f"{day}T{hour:02}:30:00.000+00:00"
            execute(VISIT, (visit, at, day, hour))
            execute(ANSWER, (visit, "experience", at, day, hour, level, None))
            if named:
                choices = '["' + '", "'.join(named) + '"]'
                execute(ANSWER, (visit, "reasons", at, day, hour, None, choices))
            if words:
                execute(COMMENT, (visit, at, day, words))


def bare(store: Store, path: Path) -> sqlite.Connection:
    """The ratings alone in a plain table with the one index that helps."""
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("CREATE TABLE taps (day TEXT NOT NULL, hour INTEGER, level INTEGER NOT NULL)")
    connection.execute("BEGIN")
    rows = store.database.execute("SELECT day, hour, level FROM answers WHERE level IS NOT NULL")
    connection.executemany("INSERT INTO taps VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")
    connection.execute("CREATE INDEX taps_by_day ON taps (day, hour, level)")
    return connection


def columns(path: Path, rows: Path) -> duckdb.DuckDBPyConnection:
    """The same in DuckDB, read from the bare table's own CSV."""
    connection = duckdb.connect(str(path))
    connection.execute(f"CREATE TABLE taps AS SELECT * FROM read_csv('{rows}', header=false, "
                       "columns={'day': 'DATE', 'hour': 'TINYINT', 'level': 'TINYINT'})")  # fmt: skip
    return connection


def timed(ask: Callable[[], object]) -> Callable[[], float]:
    """Milliseconds of one answer, fetched whole."""

    def once() -> float:
        start = time.perf_counter_ns()
        ask()
        return (time.perf_counter_ns() - start) / 1e6

    return once


def start_up(place: Path) -> Callable[[], object]:
    """What a kiosk does before its first thanks: opens the store and commits a tap."""
    survey = load_survey(SURVEYS / "checkout.toml")

    def once() -> None:
        with open_store(place) as store:
            noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
            tap = Answer(new_visit(), QuestionId("experience"), 0, Language("en"), noon, Rated(Level.GOOD))
            Recorder(store, Origin("kiosk-1", "checkout"), survey).save(tap)

    return once


def measure(answers: int, place: Path) -> Times:
    """Everything asked of one size, the sides in turn."""
    begun = time.monotonic()
    with open_store(place) as store:
        fill(store, answers)
        filled = time.monotonic() - begun
        taps = bare(store, place / "bare.db")
        rows = place / "taps.csv"
        with rows.open("w") as out:
            out.writelines(f"{day},{hour},{level}\n" for day, hour, level in taps.execute("SELECT * FROM taps"))
    duck = columns(place / "duck.db", rows)
    size = (place / FILE_NAME).stat().st_size
    print(f"\n{answers:,} answers written in {filled:.0f} s; {size / answers:.0f} bytes an answer "
          f"({size / 1e6:,.0f} MB with every index, roll-up and the search index).\n")  # fmt: skip
    site = load_site(None, place)
    week = {"first": WEEK.monday.isoformat(), "last": WEEK.sunday.isoformat()}
    with open_reader(place) as reader:
        ask = reader.database.execute

        def bounds(period: dict[str, str]) -> tuple[str, str]:
            return period["first"], period["last"]

        times = take_turns({
            "week's ratings: roll-up": timed(lambda: ask(HOURS, week).fetchall()),
            "week's ratings: DuckDB": timed(lambda: duck.execute(BARE_WEEK, bounds(week)).fetchall()),
            "week's ratings: bare table": timed(lambda: taps.execute(BARE_WEEK, bounds(week)).fetchall()),
            "week's reasons: roll-up": timed(lambda: ask(REASONS, week).fetchall()),
            "week's scales: roll-up": timed(lambda: ask(SCALES, week).fetchall()),
            "year's heat map: roll-up": timed(lambda: ask(HEAT_MAP, YEAR).fetchall()),
            "year's heat map: DuckDB": timed(
                lambda: duck.execute(BARE_YEAR.format(weekday="isodow(day)"), bounds(YEAR)).fetchall()
            ),
            "year's heat map: bare table": timed(
                lambda: taps.execute(BARE_YEAR.format(weekday="strftime('%w', day)"), bounds(YEAR)).fetchall()
            ),
        }, 15, 3)  # fmt: skip
        times |= take_turns({
            "weekly report, all its figures": timed(lambda: read_report(reader, site, WEEK)),
            "start-up: open, commit a tap, close": timed(start_up(place)),
        }, 9, 2)  # fmt: skip
    taps.close()
    duck.close()
    return times


def main() -> None:
    heading("Ten years of a busy shop", "week ≤ 0.2 ms and flat; a year's heat map ≤ DuckDB; report and start-up flat")
    found: dict[int, Times] = {}
    for answers in SIZES:
        with folder() as place:
            found[answers] = measure(answers, place)
    names = list(found[SIZES[0]])
    print(f"| p50 ms                              | {' | '.join(f'{size:>11,}' for size in SIZES)} | growth |")
    print(f"|-------------------------------------|{'|'.join('-' * 12 + ':' for _ in SIZES)}|-------:|")
    for name in names:
        middles = [median(found[size][name]) for size in SIZES]
        cells = " | ".join(f"{middle:11.3f}" for middle in middles)
        print(f"| {name:35} | {cells} | {middles[-1] / middles[0]:6.2f} |")
