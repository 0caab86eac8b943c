"""An export in JSON Lines and its way back: the same database, table by table."""

from __future__ import annotations

import json
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import BadInputError, StorageError
from kiosk.exchange import Importer, export_lines, import_lines
from kiosk.exchange.fields import FIELDS
from kiosk.model import Chose, Contacted, Level, Numbered, Picked, Rated, Scored, Wrote
from kiosk.site import load_site
from kiosk.store import Recorder, open_reader, open_store
from kiosk.store.privacy.erasure import erasure_of_visit, keep_erasures
from kiosk.store.rollups import differences
from kiosk.store.transfer import COLUMNS, read_rows
from kiosk.survey import load_survey
from kiosk.taps import always_open
from tests.unit.exchange.whole import NOON, answer, contents, whole

ALL = (date.min, date.max)
REST = {"first": None, "last": None, "contacts": False, "rows": {}}


@pytest.fixture
def full(tmp_path: Path) -> Path:
    return whole(tmp_path / "full").data


def export(folder: Path, out: Path, first: date = date.min, last: date = date.max, *, contacts: bool = True) -> Path:
    with open_reader(folder) as reader:
        return export_lines(reader, first, last, out, with_contacts=contacts).answers


def take(path: Path, folder: Path):
    with open_store(folder) as store:
        return import_lines(store, path, folder)


def written(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def test_the_shop_of_these_tests_has_a_row_in_every_table(full):
    found = contents(full)
    assert not [table for table, rows in found.items() if not rows]
    assert {(row[3] is not None, row[4]) for row in found["suspects"]} == {(False, 1), (True, 0), (False, 0)}


def test_an_empty_folder_becomes_the_same_database_and_its_export_the_same_file(full, tmp_path):
    out = export(full, tmp_path / "out.jsonl")
    taken = take(out, tmp_path / "fresh")
    assert taken.refused == []
    assert contents(tmp_path / "fresh") == contents(full)
    with open_reader(tmp_path / "fresh") as reader:
        assert differences(reader) == []
        found = reader.database.execute("SELECT rowid FROM comments_fts WHERE comments_fts MATCH '\"play\"'").fetchall()
        assert len(found) == 1
    assert export(tmp_path / "fresh", tmp_path / "again.jsonl").read_bytes() == out.read_bytes()


def test_a_second_time_adds_nothing(full, tmp_path):
    out = export(full, tmp_path / "out.jsonl")
    before = contents(full)
    assert take(out, full).new.total() == 0
    assert contents(full) == before


def test_every_line_is_a_row_in_the_words_of_the_schema(full, tmp_path):
    header, *rows = written(export(full, tmp_path / "out.jsonl"))
    assert {key: header[key] for key in ("moment", "format", "first", "last", "contacts")} == {
        "moment": "export", "format": 1, "first": None, "last": None, "contacts": True,
    }  # fmt: skip
    assert sum(header["rows"].values()) == len(rows)
    assert {row["table"] for row in rows} == set(COLUMNS)
    for row in rows:
        assert tuple(row)[1:] == COLUMNS[row["table"]]
    assert [row["choices"] for row in rows if row.get("question") == "what"] == [["size", "colour"]]
    assert {type(row["definition"]) for row in rows if row["table"] == "surveys"} == {dict}


def test_the_schema_and_what_is_carried_have_the_same_columns(full):
    with open_reader(full) as reader:
        for table, columns in COLUMNS.items():
            kept = {column.name for column in reader.database[table].columns} - {"id" if table == "comments" else ""}
            assert kept == set(columns) == set(FIELDS[table])


def test_nothing_is_sorted_on_the_way_out(full):
    """What is sorted is held in memory, and ten years would not fit."""
    with open_reader(full) as reader:
        traced: list[str] = []
        reader.database.conn.set_trace_callback(traced.append)
        for table in COLUMNS:
            list(read_rows(reader, table, *ALL))
        reader.database.conn.set_trace_callback(None)
        plans = [row[3] for sql in traced for row in reader.database.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    assert len(traced) == len(COLUMNS)
    assert not [step for step in plans if "TEMP B-TREE" in step]


def test_without_being_asked_for_no_address_leaves(full, tmp_path):
    out = export(full, tmp_path / "out.jsonl", contacts=False)
    assert "secret" not in out.read_text(encoding="utf-8")
    assert "contacts" not in written(out)[0]["rows"]
    take(out, tmp_path / "fresh")
    everything, taken = contents(full), contents(tmp_path / "fresh")
    hashes = [row for row in everything["erasures"] if row[0] == "contact"]
    assert [row for row in everything["erasures"] if row not in hashes] == taken["erasures"]
    assert hashes
    lacking = {"contacts", "consents", "erasures"}
    assert {table: rows for table, rows in everything.items() if table not in lacking} == {
        table: rows for table, rows in taken.items() if table not in lacking
    }


def test_a_file_with_addresses_is_for_its_owner(full, tmp_path):
    assert stat.S_IMODE(export(full, tmp_path / "out.jsonl").stat().st_mode) == 0o600


def test_a_period_takes_whole_visits_and_what_all_need(full, tmp_path):
    rows = written(export(full, tmp_path / "out.jsonl", date(2026, 10, 2), date(2026, 10, 31)))
    assert (rows[0]["first"], rows[0]["last"]) == ("2026-10-02", "2026-10-31")
    assert {row["id"] for row in rows if row.get("table") == "visits"} == {"v7"}
    assert {row["visit"] for row in rows if "visit" in row} == {"v7"}
    assert len([row for row in rows if row.get("table") == "erasures"]) == 3


def test_what_was_erased_here_does_not_come_back(full, tmp_path):
    out = export(full, tmp_path / "out.jsonl")
    (tmp_path / "fresh").mkdir()
    keep_erasures(tmp_path / "fresh", [erasure_of_visit("v3", NOON)])
    taken = take(out, tmp_path / "fresh")
    assert taken.erased == 1
    assert not [row for row in contents(tmp_path / "fresh")["answers"] if row[0] == "v3"]
    with open_reader(tmp_path / "fresh") as reader:
        assert differences(reader) == []


def test_what_was_erased_where_the_export_was_made_is_erased_here(full, tmp_path):
    other = load_site(None, tmp_path / "other")
    with open_store(other.data) as store:
        Recorder(store, other.origin, load_survey(other.survey)).save(answer("v8", "comment", Wrote("take me away")))
    assert take(export(full, tmp_path / "out.jsonl"), other.data).erased == 1
    assert "v8" not in {row[0] for row in contents(other.data)["visits"]}
    assert "v8" in (other.data / "erasures.jsonl").read_text(encoding="utf-8")


def test_a_later_judgement_wins_and_a_flag_taken_back_stays_so(full, tmp_path):
    out = export(full, tmp_path / "out.jsonl")
    other = tmp_path / "other"
    take(out, other)
    with open_store(other) as store, store.database.atomic():
        execute = store.database.conn.execute
        execute("UPDATE suspects SET standing = 1, cleared = NULL, at = '2027-01-01T00:00:00.000+00:00'")
        execute("UPDATE answers SET counts = 0 WHERE visit IN (SELECT visit FROM suspects)")
    take(export(other, tmp_path / "other.jsonl"), full)
    take(out, other)
    assert contents(full) == contents(other)
    standing = {row[0]: row[4] for row in contents(full)["suspects"]}
    assert standing == {"v2": 0, "v6": 1, "v7": 1}
    with open_reader(full) as reader:
        assert differences(reader) == []


def changed(path: Path, table: str, **columns: object) -> Path:
    """The file with other values in the first row of a table."""
    rows = written(path)
    row = next(row for row in rows if row.get("table") == table)
    row.update(columns)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("table", "columns", "reason"),
    [
        ("answers", {"level": 5}, "level is '5'; expected a whole number from 1 to 4, or null"),
        ("answers", {"level": None, "number": None}, "expected a level, a number with its scale, or choices"),
        ("answers", {"visit": "nobody"}, "the database does not take it (FOREIGN KEY constraint failed)"),
        ("answers", {"day": "2026-10-02"}, "day is '2026-10-02'; expected the day of 2026-10-01"),
        ("answers", {"hour": 3}, "hour is '3'; expected the hour of"),
        ("answers", {"more": 1}, "has 'more' too many or not at all; expected visit, question"),
        ("answers", {"number": 10**400, "scale": "stars"}, "number is"),
        ("answers", {"question": "perceived.empathy.hours"}, "level is 'bad'; expected none: the question asks for"),
        ("answers", {"question": "quality.offer"}, "question is 'quality.offer'; expected a question that has this"),
        ("visits", {"at": "2026-13-01"}, "at is '2026-13-01'; expected a date"),
        ("visits", {"source": "web"}, "source is 'web'; expected kiosk, demo or import:NAME"),
        ("visits", {"place": "\ud800"}, "place is"),
        ("comments", {"text": ""}, "text is empty; expected from 1 to 10,000 characters"),
        ("surveys", {"definition": {"questions": [{}]}}, "definition is"),
        ("imports", {"scales": {"x": 1}}, "scales is"),
        ("suspects", {"rule": "mood"}, "rule is 'mood'; expected one of closed"),
        ("erasures", {"what": "secret@shop.example"}, "what is 'secret@shop.example'; expected what an erasure"),
        ("contacts", {"kind": "fax"}, "kind is 'fax'; expected one of contact, number"),
        ("consents", {"wording_version": True}, "wording_version is 'True'; expected a whole number"),
    ],
)  # fmt: skip
def test_a_row_changed_by_hand_is_refused_with_line_and_reason(*, full, tmp_path, table, columns, reason):
    out = changed(export(full, tmp_path / "out.jsonl"), table, **columns)
    taken = take(out, tmp_path / "fresh")
    line = 1 + next(n for n, row in enumerate(written(out)) if row.get("table") == table)
    assert (taken.refused[0].line, taken.refused[0].line > 1) == (line, True)
    assert reason in str(taken.refused[0])
    assert taken.rows.total() + len(taken.refused) == len(written(out)) - 1
    with open_reader(tmp_path / "fresh") as reader:
        assert differences(reader) == []


@pytest.mark.parametrize("line", [b"", b"nonsense", b"[" * 100_000, b'{"table": "answers"', b'{"table": "marks"}',
                                  b'{"table": "imports", "taken": NaN}', b"\xff\xfe"])  # fmt: skip
def test_a_line_that_is_no_row_is_refused(full, tmp_path, line):
    out = export(full, tmp_path / "out.jsonl")
    header, first, *rest = out.read_bytes().splitlines()
    out.write_bytes(b"\n".join([header, line, *rest]) + b"\n")
    taken = take(out, tmp_path / "fresh")
    assert str(taken.refused[0]) == "line 2: is no row of a table of ours; expected one as `kiosk export` writes it"
    assert first


def test_a_file_that_was_cut_off_is_not_taken_at_all(full, tmp_path):
    out = export(full, tmp_path / "out.jsonl")
    lines = out.read_bytes().splitlines(keepends=True)
    out.write_bytes(b"".join(lines[:-3]))
    with pytest.raises(BadInputError, match=rf"has {len(lines) - 4} rows; expected the {len(lines) - 1} that"):
        take(out, tmp_path / "fresh")
    assert contents(tmp_path / "fresh")["visits"] == []


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ({"moment": "export", "format": 2, **REST}, "newer version"),
        ({"moment": "export", "format": 1}, "line 1: is no first line of an export"),
        ({"moment": "diary", "format": 1, **REST}, "line 1: is no"),
    ],
)
def test_another_first_line_is_told(importer, tmp_path, header, told):
    (tmp_path / "x.jsonl").write_text(json.dumps(header) + "\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=told):
        importer.own(tmp_path / "x.jsonl")


def test_the_command_takes_all_three_by_what_is_in_them(full, tmp_path):
    out = export(full, tmp_path / "no-ending")
    imported = Importer(load_site(None, tmp_path / "fresh"), NOON).own(out)
    assert (imported.refused, imported.taken) == ((), imported.new)
    assert contents(tmp_path / "fresh") == contents(full)


def test_a_failed_export_leaves_the_earlier_file(full, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("before", encoding="utf-8")

    def torn(items, total, label):
        yield next(iter(items))
        raise OSError(28, "No space left on device")

    with open_reader(full) as reader, pytest.raises(StorageError, match="No space"):
        export_lines(reader, *ALL, out, torn)
    assert out.read_text(encoding="utf-8") == "before"


VALUES = {
    "experience": st.builds(Rated, st.sampled_from(Level)) | st.builds(
        Scored, st.sampled_from([1.0, 2.5, 0.1 + 0.2, 1e300]), st.just("stars"), st.sampled_from(Level)
    ),
    "wifi": st.builds(Scored, st.sampled_from([-2.0, 1.0, 7.0]), st.just("1_5")),
    "reasons": st.builds(Chose, st.lists(st.sampled_from(["queue", "staff"]), unique=True).map(tuple)),
    "what": st.builds(Picked, st.lists(st.sampled_from(["size", "colour"]), unique=True).map(tuple)),
    "comment": st.builds(Wrote, st.text(min_size=1, max_size=5)),
    "contact": st.builds(Contacted, st.text(min_size=1, max_size=5), st.just("We write once."), st.just(1))
               | st.builds(Numbered, st.text("0123456789", min_size=6, max_size=6)),
}  # fmt: skip
ANSWERS = st.sampled_from(sorted(VALUES)).flatmap(lambda question: st.builds(
    answer, st.sampled_from(["v1", "v2", "v3"]), st.just(question), VALUES[question],
    revision=st.integers(0, 2), seconds=st.integers(0, 200_000), language=st.sampled_from(["en", "ko"]),
))  # fmt: skip


@settings(max_examples=25)
@given(st.lists(ANSWERS, max_size=12), st.sampled_from([always_open, lambda _: False]))
def test_any_shop_comes_back_table_by_table(tmp_path_factory, answers, is_open):
    folder = tmp_path_factory.mktemp("shop")
    site = load_site(None, folder / "a")
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, load_survey(site.survey))
        recorder.save_all(answers)
        recorder.screen(NOON, is_open)
    out = export(site.data, folder / "out.jsonl")
    assert take(out, folder / "b").refused == []
    assert contents(folder / "b") == contents(site.data)
    assert export(folder / "b", folder / "again.jsonl").read_bytes() == out.read_bytes()


@settings(max_examples=25)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=8))
def test_any_comment_comes_back_to_the_letter(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("lines")
    site = load_site(None, folder / "a")
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, load_survey(site.survey))
        recorder.save_all([answer(f"v{n}", "comment", Wrote(text)) for n, text in enumerate(texts)])
    assert take(export(site.data, folder / "out.jsonl"), folder / "b").refused == []
    assert contents(folder / "b") == contents(site.data)


def test_what_was_erased_here_is_neither_new_nor_taken(full, tmp_path):
    out = export(full, tmp_path / "out.jsonl")
    everything = take(out, tmp_path / "all")
    (tmp_path / "fresh").mkdir()
    keep_erasures(tmp_path / "fresh", [erasure_of_visit("v3", NOON)])
    taken = take(out, tmp_path / "fresh")
    assert (taken.left_out, taken.erased) == (1, 1)
    kept = contents(tmp_path / "fresh")
    assert taken.new["visits"] == len(kept["visits"]) == everything.new["visits"] - 1
    assert taken.new["answers"] == len(kept["answers"])
    again = take(out, tmp_path / "fresh")
    assert (again.left_out, again.new.total()) == (1, 0)


@pytest.mark.parametrize("cut", [lambda whole: whole[: len(whole) // 2], lambda _: b'{"moment": "export"'])
def test_no_database_is_begun_for_a_file_that_is_not_whole(full, importer, tmp_path, cut):
    out = export(full, tmp_path / "out.jsonl")
    out.write_bytes(cut(out.read_bytes()))
    with pytest.raises(BadInputError):
        importer.own(out)
    assert list(tmp_path.rglob("feedback.db")) == [full / "feedback.db"]
