"""The rows of visits made one with another database's, a stretch of visits at a time.

The other database is attached as `other` and is only read. Every rule is a union: by key, and where two rows with one
key differ, by an order of all that such a row can say. So merging is commutative, associative and idempotent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sqlite_utils import Database

from kiosk.store.transfer import COLUMNS

STRETCH = 10_000
"""Visits taken at a time: enough that a statement costs nothing, few enough for a bar that moves."""
AFTER_ALL = chr(0x10FFFF)
"""Greater than every id."""
BY_ANSWER = ("answers", "comments", "contacts", "consents")
IN_STRETCH = "{id} >= :first AND {id} < :last"
NEWEST = """
    NOT EXISTS (SELECT 1 FROM {schema}.answers AS newer
                WHERE newer.visit = {row}.visit AND newer.question = {row}.question AND newer.revision > {row}.revision)
    AND NOT EXISTS (SELECT 1 FROM main.suspects WHERE suspects.visit = {row}.visit AND standing = 1)"""
HERE = f"""
    INSERT INTO temp.here SELECT id FROM other.visits AS theirs
    WHERE {IN_STRETCH.format(id="id")} AND EXISTS (SELECT 1 FROM main.visits WHERE visits.id = theirs.id)"""
ORIGINS = f"""
    SELECT kiosk_id, place, count(*), sum(id IN temp.here), max(source NOT LIKE 'import:%' AND id NOT IN temp.here)
    FROM other.visits WHERE {IN_STRETCH.format(id="id")} GROUP BY 1, 2"""
STRETCHES = """
    SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS number FROM other.visits) WHERE number % ? = 0"""
DAYS = """
    UPDATE main.suspects SET day = (SELECT day FROM main.visits WHERE id = suspects.visit)
    WHERE visit IN temp.here AND day <> (SELECT day FROM main.visits WHERE id = suspects.visit)"""
COUNT = f"""
    UPDATE main.answers SET counts = 1 - counts
    WHERE visit IN temp.here AND counts <> ({NEWEST.format(schema="main", row="answers")})"""


def _judgement(row: str) -> str:
    """What a flag's row is ranked by. Somebody's word is above all, the earliest first; then the newest judgement."""
    return (f"({row}.cleared IS NOT NULL, -coalesce(unixepoch({row}.cleared, 'subsec'), 0), "
            f"coalesce(unixepoch({row}.at, 'subsec'), 0), {row}.standing, {row}.rule, coalesce({row}.cleared, ''), "
            f"{row}.at)")  # fmt: skip


JUDGE = f"""
    INSERT INTO main.suspects (visit, rule, at, cleared, standing, day)
    SELECT visit, rule, at, cleared, standing, day FROM other.suspects WHERE {IN_STRETCH.format(id="visit")}
    ON CONFLICT (visit) DO UPDATE SET
        rule = excluded.rule, at = excluded.at, cleared = excluded.cleared, standing = excluded.standing
    WHERE {_judgement("excluded")} > {_judgement("suspects")}"""


def _listed(columns: Sequence[str], row: str = "") -> str:
    return ", ".join(f"{row}{column}" for column in columns)


def _differs(columns: Sequence[str], ours: str) -> str:
    return f"({_listed(columns, 'theirs.')}) IS NOT ({_listed(columns, f'{ours}.')})"


def _wins(columns: Sequence[str], ours: str) -> str:
    """Whether the other row is the smaller one as JSON text: the one that both sides then keep."""
    return f"json_array({_listed(columns, 'theirs.')}) < json_array({_listed(columns, f'{ours}.')})"


def _smaller(columns: Sequence[str], table: str) -> str:
    return f"{_differs(columns, table)} AND {_wins(columns, table)}"


VISIT = COLUMNS["visits"]
CHANGE_VISITS = f"""
    UPDATE main.visits SET ({_listed(VISIT)}) =
        (SELECT {_listed(VISIT, "theirs.")} FROM other.visits AS theirs WHERE theirs.id = visits.id)
    WHERE id IN temp.here
      AND EXISTS (SELECT 1 FROM other.visits AS theirs WHERE theirs.id = visits.id AND {_smaller(VISIT, "visits")})"""
ADD_VISITS = f"""
    INSERT INTO main.visits ({_listed(VISIT)}) SELECT {_listed(VISIT)} FROM other.visits
    WHERE {IN_STRETCH.format(id="id")} AND id NOT IN temp.here"""

DIFFERING_VISITS = f"""
    SELECT theirs.id, NULL, NULL, {_wins(VISIT, "ours")}
    FROM temp.here CROSS JOIN other.visits AS theirs ON theirs.id = here.id
    JOIN main.visits AS ours ON ours.id = theirs.id WHERE {_differs(VISIT, "ours")}"""


def _said(table: str) -> tuple[str, ...]:
    """All that a row says; whether it counts is worked out."""
    return tuple(column for column in COLUMNS[table] if column != "counts")


DROP = {
    table: f"""
        DELETE FROM main.{table} WHERE visit IN temp.here AND EXISTS (
            SELECT 1 FROM other.{table} AS theirs
            WHERE theirs.visit = {table}.visit AND theirs.question = {table}.question
              AND theirs.revision = {table}.revision AND {_smaller(_said(table), table)})"""
    for table in BY_ANSWER
}
DIFFERING = {
    table: f"""
        SELECT theirs.visit, theirs.question, theirs.revision, {_wins(_said(table), "ours")}
        FROM temp.here CROSS JOIN other.{table} AS theirs ON theirs.visit = here.id
        JOIN main.{table} AS ours USING (visit, question, revision) WHERE {_differs(_said(table), "ours")}"""
    for table in BY_ANSWER
}
ADD = {
    table: f"""
        INSERT INTO main.{table} ({_listed(COLUMNS[table])})
        SELECT {_listed(_said(table))}{f", {NEWEST.format(schema='other', row='theirs')}" if table == "answers" else ""}
        FROM other.{table} AS theirs WHERE {IN_STRETCH.format(id="visit")} ON CONFLICT DO NOTHING"""
    for table in BY_ANSWER
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that both have under one key, and that says something else there. Of a visit's own row without question.

    theirs: whether the other's is the one that is kept.
    """

    table: str
    visit: str
    question: str | None
    revision: int | None
    theirs: bool


@dataclass(slots=True)
class Tally:
    """What came of the other's rows. Visits are by kiosk and place.

    tapping are the kiosks that were tapped on in visits which were not here.
    """

    new: Counter[tuple[str, str]] = field(default_factory=Counter)
    here: Counter[tuple[str, str]] = field(default_factory=Counter)
    tapping: set[str] = field(default_factory=set)
    added: Counter[str] = field(default_factory=Counter)
    differing: list[Difference] = field(default_factory=list)
    visits_changed: int = 0


def stretches(database: Database, size: int = STRETCH) -> list[tuple[str, str]]:
    """The other's visits in stretches, each from its first visit up to, but without, the next one's."""
    firsts = [visit for (visit,) in database.conn.execute(STRETCHES, (size,))]
    return list(pairwise([*firsts, AFTER_ALL]))


def merge_stretch(database: Database, stretch: tuple[str, str], tally: Tally) -> None:
    """Takes a stretch of the other's visits in, inside the caller's transaction.

    Where a visit's own row gives way, the roll-ups by survey and source have to be counted anew afterwards.
    """
    execute, within = database.conn.execute, {"first": stretch[0], "last": stretch[1]}
    execute("CREATE TEMP TABLE IF NOT EXISTS here (id TEXT PRIMARY KEY) WITHOUT ROWID")
    execute("DELETE FROM temp.here")
    execute(HERE, within)
    for kiosk, place, n, here, tapped in execute(ORIGINS, within):
        tally.here[kiosk, place] += here
        tally.new[kiosk, place] += n - here
        if tapped:
            tally.tapping.add(kiosk)
    if _differing(database, "visits", DIFFERING_VISITS, tally):
        tally.visits_changed += execute(CHANGE_VISITS).rowcount
    execute(ADD_VISITS, within)
    execute(JUDGE, within)
    execute(DAYS)
    for table in BY_ANSWER:
        dropped = execute(DROP[table]).rowcount if _differing(database, table, DIFFERING[table], tally) else 0
        tally.added[table] += execute(ADD[table], within).rowcount - dropped
    execute(COUNT)


def _differing(database: Database, table: str, select: str, tally: Tally) -> bool:
    """Notes the rows of the stretch that differ; whether one of the other's is to be kept."""
    found = [
        Difference(table, visit, question, revision, bool(theirs))
        for visit, question, revision, theirs in database.conn.execute(select).fetchall()
    ]
    tally.differing += found
    return any(each.theirs for each in found)
