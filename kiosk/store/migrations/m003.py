"""Step 3: what reports and screens ask for, counted as it is written."""

from __future__ import annotations

from sqlite_utils import Database

COUNTED = {
    "ratings_by_hour": """
        SELECT day, coalesce(hour, -1), sum(level = 1), sum(level = 2), sum(level = 3), sum(level = 4)
        FROM answers WHERE level IS NOT NULL AND counts = 1 GROUP BY 1, 2""",
    "ratings_by_origin": """
        SELECT answers.day, visits.source, visits.survey, answers.place, coalesce(answers.scale, ''), level, count(*)
        FROM answers JOIN visits ON visits.id = answers.visit WHERE level IS NOT NULL AND counts = 1
        GROUP BY 1, 2, 3, 4, 5, 6""",
    "numbers_by_day": """
        SELECT answers.day, iif(visits.source LIKE 'import:%', '', visits.survey), question, scale, number, count(*)
        FROM answers JOIN visits ON visits.id = answers.visit
        WHERE number IS NOT NULL AND counts = 1 AND (level IS NULL OR visits.source NOT LIKE 'import:%')
        GROUP BY 1, 2, 3, 4, 5""",
    "reasons_by_day": "SELECT day, level, choice, count(*) FROM named_reasons GROUP BY 1, 2, 3",
    "options_by_day": """
        SELECT day, survey, question, level, choice, count(*) FROM picked_options GROUP BY 1, 2, 3, 4, 5""",
}
"""What each table says, from the answers themselves."""
LEVELS = ("bad", "neutral", "good", "excellent")


def m003_roll_ups(db: Database) -> None:
    """Counts by hour and by day, narrow and small, that triggers keep true in the transaction of every change.

    ratings_by_hour      ratings that count, a column a face; hour is -1 where only the date is known
    ratings_by_origin    the same by day, source, survey, place and scale ('' for the faces)
    numbers_by_day       numbers given, by survey ('' for an imported aspect), question and scale
    reasons_by_day       visits that named a touchpoint, by the face they gave, on the rating's day
    options_by_day       visits that picked an option, by the face they gave (0 for none); choice '' counts those that
                         picked any

    Reasons and options hang on several rows of a visit. So every change of one of these takes the whole visit out
    before and puts it back after, as the views named_reasons and picked_options see it.
    """
    _tables(db)
    _views(db)
    _row_triggers(db)
    _visit_triggers(db)
    for table, rows in COUNTED.items():
        db.execute(f"INSERT INTO {table} {rows}")
    db.execute("DROP INDEX answers_level_by_day")  # read from ratings_by_hour now


def _tables(db: Database) -> None:
    levels = ", ".join(f"{level} INTEGER NOT NULL CHECK ({level} >= 0)" for level in LEVELS)
    db.execute(f"""
        CREATE TABLE ratings_by_hour (day TEXT NOT NULL, hour INTEGER NOT NULL, {levels}, PRIMARY KEY (day, hour))
        STRICT, WITHOUT ROWID""")
    for name, columns in (
        ("ratings_by_origin", "day TEXT NOT NULL, source TEXT NOT NULL, survey TEXT NOT NULL, place TEXT NOT NULL, "
                              "scale TEXT NOT NULL, level INTEGER NOT NULL"),
        ("numbers_by_day", "day TEXT NOT NULL, survey TEXT NOT NULL, question TEXT NOT NULL, scale TEXT NOT NULL, "
                           "number REAL NOT NULL"),
        ("reasons_by_day", "day TEXT NOT NULL, level INTEGER NOT NULL, choice TEXT NOT NULL"),
        ("options_by_day", "day TEXT NOT NULL, survey TEXT NOT NULL, question TEXT NOT NULL, level INTEGER NOT NULL, "
                           "choice TEXT NOT NULL"),
    ):  # fmt: skip
        key = ", ".join(column.split()[0] for column in columns.split(", "))
        db.execute(f"CREATE TABLE {name} ({columns}, n INTEGER NOT NULL CHECK (n >= 0), PRIMARY KEY ({key})) "
                   "STRICT, WITHOUT ROWID")  # fmt: skip


def _views(db: Database) -> None:
    db.execute("""
        CREATE VIEW named_reasons AS
        SELECT DISTINCT rating.visit, rating.day, rating.level, named.value AS choice
        FROM answers AS rating
        JOIN answers AS chosen
            ON chosen.visit = rating.visit AND chosen.counts = 1 AND chosen.choices IS NOT NULL AND chosen.scale IS NULL
        JOIN json_each(chosen.choices) AS named
        WHERE rating.level IS NOT NULL AND rating.counts = 1""")
    picked = """
        SELECT DISTINCT picked.visit, picked.day, visits.survey, picked.question,
               coalesce((SELECT max(level) FROM answers AS rating
                         WHERE rating.visit = picked.visit AND rating.level IS NOT NULL AND rating.counts = 1), 0)
                   AS level, {choice} AS choice
        FROM answers AS picked CROSS JOIN visits ON visits.id = picked.visit {named}
        WHERE picked.scale = 'options' AND picked.counts = 1 AND json_array_length(picked.choices) > 0"""
    db.execute(
        "CREATE VIEW picked_options AS"
        + picked.format(choice="named.value", named="JOIN json_each(picked.choices) AS named")
        + " UNION ALL" + picked.format(choice="''", named="")
    )  # fmt: skip


def _row_triggers(db: Database) -> None:
    """A rating, and a number, is counted by its own row alone."""
    for when, row, more in (
        ("AFTER INSERT ON answers WHEN new.counts = 1", "new", True),
        ("AFTER UPDATE OF counts ON answers WHEN old.counts = 0 AND new.counts = 1", "new", True),
        ("AFTER UPDATE OF counts ON answers WHEN old.counts = 1 AND new.counts = 0", "old", False),
        ("AFTER DELETE ON answers WHEN old.counts = 1", "old", False),
    ):
        verb = "counted" if more else "uncounted"
        kind = when.split()[1].lower()
        visit = f"FROM visits WHERE visits.id = {row}.visit"
        native = f"({row}.level IS NULL OR source NOT LIKE 'import:%')"
        db.execute(f"""
            CREATE TRIGGER rating_{verb}_by_{kind} {when} AND {row}.level IS NOT NULL BEGIN
            {_hour_change(row, more=more)}
            {_change("ratings_by_origin", "day, source, survey, place, scale, level",
                     f"SELECT {row}.day, source, survey, {row}.place, coalesce({row}.scale, ''), {row}.level {visit}",
                     more=more)}
            END""")
        db.execute(f"""
            CREATE TRIGGER number_{verb}_by_{kind} {when} AND {row}.number IS NOT NULL BEGIN
            {_change("numbers_by_day", "day, survey, question, scale, number",
                     f"SELECT {row}.day, iif(source LIKE 'import:%', '', survey), {row}.question, {row}.scale, "
                     f"{row}.number {visit} AND {native}", more=more)}
            END""")


def _visit_triggers(db: Database) -> None:
    """What a visit named and picked is taken out before one of its rows changes, and put back after.

    Most visits have nothing of either when their face is tapped, and then nothing is looked for. A retry that will add
    nothing fires what comes before an insert, but nothing after it.
    """
    unless_there = """AND NOT EXISTS (SELECT 1 FROM answers WHERE visit = new.visit AND question = new.question
                                      AND revision = new.revision)"""
    for when, row in (
        ("INSERT ON answers WHEN new.counts = 1", "new"),
        ("UPDATE OF counts ON answers WHEN old.counts <> new.counts", "old"),
        ("DELETE ON answers WHEN old.counts = 1", "old"),
    ):
        kind = when.split()[0].lower()
        chosen = f"EXISTS (SELECT 1 FROM answers WHERE visit = {row}.visit AND choices IS NOT NULL)"
        concerned = f"({row}.level IS NOT NULL OR {row}.choices IS NOT NULL) AND {chosen}"
        for moment in ("BEFORE", "AFTER"):
            condition = f"{concerned} {unless_there}" if (moment, kind) == ("BEFORE", "insert") else concerned
            more = moment == "AFTER"
            changes = "".join(
                _change(table, columns, f"SELECT {columns} FROM {view} WHERE visit = {row}.visit", more=more)
                for table, columns, view in (
                    ("reasons_by_day", "day, level, choice", "named_reasons"),
                    ("options_by_day", "day, survey, question, level, choice", "picked_options"),
                )
            )
            name = f"visit_{moment.lower()}_{kind}"
            db.execute(f"CREATE TRIGGER {name} {moment} {when} AND {condition} BEGIN {changes} END")


def _hour_change(row: str, *, more: bool) -> str:
    """The statements that count one rating in its hour, or no more."""
    hour = f"{row}.day, coalesce({row}.hour, -1)"
    if more:
        values = ", ".join(f"{row}.level = {number}" for number in range(1, 5))
        added = ", ".join(f"{level} = {level} + excluded.{level}" for level in LEVELS)
        return f"""
            INSERT INTO ratings_by_hour (day, hour, {", ".join(LEVELS)}) VALUES ({hour}, {values})
            ON CONFLICT DO UPDATE SET {added};"""
    fewer = ", ".join(f"{level} = {level} - ({row}.level = {number})" for number, level in enumerate(LEVELS, 1))
    return f"""
            UPDATE ratings_by_hour SET {fewer} WHERE (day, hour) = ({hour});
            DELETE FROM ratings_by_hour WHERE (day, hour) = ({hour}) AND {" + ".join(LEVELS)} = 0;"""


def _change(table: str, columns: str, rows: str, *, more: bool) -> str:
    """Statements that count the rows in, or out."""
    if more:
        return f"""
            INSERT INTO {table} ({columns}, n) SELECT *, 1 FROM ({rows}) WHERE true
            ON CONFLICT DO UPDATE SET n = n + 1;"""
    return f"""
            UPDATE {table} SET n = n - 1 WHERE ({columns}) IN ({rows});
            DELETE FROM {table} WHERE n = 0 AND ({columns}) IN ({rows});"""
