"""Every earlier version's database, brought up to date: nothing of it is lost, and its page says what it said."""

from __future__ import annotations

import json
import shutil
from datetime import date
from math import isclose

import pytest
import sqlcipher3.dbapi2 as sqlite

from kiosk.model import Week
from kiosk.report.data import to_json
from kiosk.report.weekly import read_weekly
from kiosk.site import load_site
from kiosk.store import Reading, open_reader, open_store
from kiosk.store.backup.inspecting import inspect
from kiosk.store.backup.naming import FOLDER, our_backups
from kiosk.store.connection import FILE_NAME
from kiosk.store.migrations import ORDERED
from kiosk.store.rollups import differences
from tests.unit.store.databases import KEPT_DATABASES

OTHERWISE = {"place"}
"""A page of several places no longer bears the name of one; each place has its own line."""
STUDENT_T = 5e-3
"""A mean's interval came from an expansion of Student's t, within half a per cent of the exact one of today."""
VERSIONS = pytest.mark.parametrize("database", KEPT_DATABASES, ids=lambda path: path.stem)


@pytest.fixture
def data(database, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(database, folder / FILE_NAME)
    return folder


def raw(path, sql):
    connection = sqlite.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def contents(path, like=None):
    """Every table's rows in the columns that the file `like` has; without what SQLite and the steps keep."""
    names = raw(like or path, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqlite_%'")
    tables = {
        table: [column[1] for column in raw(like or path, f"PRAGMA table_info({table})")] for (table,) in names
    }
    return {
        table: sorted(raw(path, f"SELECT {', '.join(columns)} FROM {table}"), key=repr)
        for table, columns in tables.items()
    }


@VERSIONS
def test_the_kept_database_is_of_its_version_and_has_something_in_everything(database):
    number = int(database.stem[1:])
    steps = [name for (name,) in raw(database, "SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert steps == [step.__name__ for step in ORDERED[:number]]
    assert all(rows for rows in contents(database).values())
    assert inspect(database).faults == ()
    assert inspect(database).older


def test_each_released_schema_has_one():
    """Steps 3 to 7 are released together."""
    assert [path.stem for path in KEPT_DATABASES][:3] == ["v001", "v002", "v007"]


@VERSIONS
def test_every_row_of_before_is_there(data, database):
    with open_store(data) as store:
        assert differences(store) == []
        store.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert contents(data / FILE_NAME, like=database) == contents(database)
    assert inspect(data / FILE_NAME).faults == ()


@VERSIONS
def test_flags_and_corrections_keep_their_meaning(data, database):
    counted = raw(database, """
        SELECT visit, question, max(revision) FROM answers
        GROUP BY visit, question ORDER BY visit, question""")  # fmt: skip
    flagged = {}
    if database.stem != "v001":
        flagged = dict(raw(database, "SELECT visit, cleared FROM suspects"))
    standing = {visit for visit, cleared in flagged.items() if cleared is None}
    with open_store(data) as store:
        rows = store.database.execute
        assert rows("SELECT visit, question, revision FROM answers WHERE counts = 1 ORDER BY 1, 2").fetchall() == [
            row for row in counted if row[0] not in standing
        ]
        assert {row[0] for row in rows("SELECT visit FROM suspects WHERE standing = 1")} == standing
        assert dict(rows("SELECT visit, cleared FROM suspects").fetchall()) == flagged


@VERSIONS
def test_its_week_says_what_that_version_printed(data, database):
    """Whatever is new on the page is beside what stood there, and changes none of it."""
    with open_store(data):
        pass
    now = json.loads(to_json(read_weekly(load_site(None, data), Week(2026, 47), date(2026, 11, 23))))
    was = json.loads(database.with_suffix(".json").read_text(encoding="utf-8"))
    assert was["ratings"] > 40
    assert held_by({key: value for key, value in was.items() if key not in OTHERWISE}, now) == []


def held_by(was, now, place="page"):
    """Where what was said is not said any more."""
    if isinstance(was, dict) and isinstance(now, dict):
        return [
            lost for key, value in was.items()
            for lost in (held_by(value, now[key], f"{place}.{key}") if key in now else [f"{place}.{key}"])
        ]  # fmt: skip
    if isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        return [lost for n, pair in enumerate(zip(was, now, strict=True)) for lost in held_by(*pair, f"{place}[{n}]")]
    if isinstance(was, float) and isinstance(now, float) and isclose(was, now, rel_tol=STUDENT_T):
        return []
    return [] if was == now else [f"{place}: {was} is {now}"]


@VERSIONS
def test_comments_are_found_in_every_language(data, database):
    with open_store(data):
        pass
    with open_reader(data) as reader:
        found = {comment.language for comment in Reading(reader).comments(date(2026, 11, 9), date(2026, 11, 22))}
        assert found == {"en", "ko", "zh_TW", "zh_CN"}
        for words in ("계산대", "排隊等", "排队太", "friendly"):
            assert reader.database.execute(
                "SELECT count(*) FROM comments_fts WHERE comments_fts MATCH ?", (f'"{words}"',)
            ).fetchone()[0]


@VERSIONS
def test_it_is_backed_up_before_anything_is_changed(data, database):
    with open_store(data):
        pass
    (backup,) = our_backups(data / FOLDER)
    assert backup.name.startswith(f"before-m{int(database.stem[1:]) + 1:03}-")
    assert contents(backup) == contents(database)
    assert raw(backup, "SELECT name FROM sqlite_schema ORDER BY name") == raw(
        database, "SELECT name FROM sqlite_schema ORDER BY name"
    )
    with open_store(data):
        pass
    assert our_backups(data / FOLDER) == [backup], "once is enough"
