from __future__ import annotations

import io
import json
import sys

import pytest

from kiosk.cli import main
from kiosk.commands.progress import with_bar
from kiosk.model import Origin
from kiosk.store import Recorder, open_store
from tests.unit.builders import SURVEY, rated

MAPPING = """
source = "reviews"
language = "en"
comment = ["text"]
[rating]
column = "stars"
[[scale]]
name = "1–5"
min = 1
max = 5
levels = { bad = [1, 2], neutral = [3, 3], good = [4, 4], excellent = [5, 5] }
"""


@pytest.fixture
def kiosk(tmp_path, monkeypatch, capsys):
    """Runs the command line in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("KIOSK_SITE", raising=False)
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "rows.csv").write_text("stars,text\n5,Lovely\n7,Odd\n2,\n", encoding="utf-8")

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["kiosk", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return end.value.code, out, err

    return run


TAKE = ("import", "rows.csv", "--mapping", "map.toml", "--date", "2026-10-01")


def test_import_tells_taken_and_refused(kiosk):
    code, out, err = kiosk(*TAKE)
    assert (code, err) == (0, "")
    assert out.startswith("rows.csv: 2 rows taken, 1 refused, in ")
    assert "  refused, line 3: stars is '7'; expected a whole number from 1 to 5 (scale 1–5)\n" in out
    assert "0 of them new, 2 were here already" in kiosk(*TAKE)[1]


def test_import_as_json(kiosk):
    outcome = json.loads(kiosk(*TAKE, "--json")[1])
    assert outcome.pop("seconds") >= 0
    assert outcome == {
        "file": "rows.csv",
        "taken": 2,
        "new": 2,
        "refused": [{"line": 3, "column": "stars", "value": "7", "expected": "a whole number from 1 to 5 (scale 1–5)"}],
        "notes": [],
        "scales": {"1–5": "1–5: 1–2 bad, 3 neutral, 4 good, 5 excellent"},
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("rows.csv", "--mapping", "map.toml"), "no usable date"),
        (("none.csv", "--mapping", "map.toml", "--date", "2026-10-01"), "none.csv: no such file"),
        (("rows.csv", "--mapping", "none.toml", "--date", "2026-10-01"), "none.toml: no such file"),
        (("rows.csv",), "no CSV that `kiosk export` wrote"),
        (("rows.csv", "--date", "2026-10-01"), "--date: expected together with --mapping"),
        (("rows.csv", "--mapping", "map.toml", "--date", "1. October"), "1. October"),
    ],
)
def test_a_bad_input_ends_with_two_and_one_sentence(kiosk, arguments, told):
    code, out, err = kiosk("import", *arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err


def test_a_file_of_bad_rows_only_tells_them_and_ends_with_two(kiosk, tmp_path):
    (tmp_path / "rows.csv").write_text("stars,text\n7,Odd\n", encoding="utf-8")
    code, out, err = kiosk(*TAKE)
    assert code == 2
    assert "refused, line 2" in out
    assert err == "kiosk: rows.csv: none of its 1 rows could be taken\n"


def test_export_writes_answers_and_codebook_into_the_data_folder(kiosk, tmp_path):
    kiosk(*TAKE)
    code, out, _ = kiosk("export", "--format", "csv", "--from", "2026-10-01", "--to", "2026-10-31")
    assert code == 0
    assert out.splitlines()[0].endswith("answers-2026-10-01-2026-10-31.csv: 3 answers of 2 visits")
    names = {path.name for path in (tmp_path / "data" / "exports").iterdir()}
    assert names == {"answers-2026-10-01-2026-10-31.csv", "answers-2026-10-01-2026-10-31-codebook.csv"}


@pytest.mark.parametrize(("form", "rows"), [("csv", 3), ("xlsx", 3), ("jsonl", 7)])
def test_export_and_import_come_full_circle(kiosk, tmp_path, monkeypatch, form, rows):
    kiosk(*TAKE)
    kiosk("export", "--format", form, "--out", f"out.{form}")
    kiosk("export", "--format", "csv", "--out", "before.csv")
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "fresh"))
    assert f"out.{form}: {rows} rows taken, 0 refused" in kiosk("import", f"out.{form}")[1]
    kiosk("export", "--format", "csv", "--out", "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "before.csv").read_bytes()


def test_an_export_with_addresses_says_that_it_is_personal(kiosk, tmp_path):
    kiosk(*TAKE)
    code, out, _ = kiosk("export", "--format", "jsonl", "--with-contacts", "--out", "out.jsonl")
    assert (code, out.splitlines()[0]) == (0, "out.jsonl: 3 answers of 2 visits")
    assert out.splitlines()[1].startswith("personal: it holds addresses")


def test_export_of_an_empty_period_is_a_header(kiosk, tmp_path):
    kiosk(*TAKE)
    code, out, _ = kiosk("export", "--format", "csv", "--to", "2020-01-01", "--out", "out.csv")
    assert (code, out.splitlines()[0]) == (0, "out.csv: 0 answers of 0 visits")
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--format", "csv"), 1, "no such database"),
        (("--format", "csv", "--from", "2026-10-02", "--to", "2026-10-01"), 2, "--from 2026-10-02 is after --to"),
        (("--format", "ods"), 2, "'ods' is not one of 'csv', 'xlsx', 'jsonl'"),
        (("--format", "csv", "--with-contacts"), 2, "--with-contacts: expected with --format jsonl"),
    ],
)
def test_export_tells_what_it_cannot(kiosk, arguments, code, told):
    ended, _, err = kiosk("export", *arguments)
    assert ended == code
    assert told in err


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_bar_is_shown_after_a_second_on_a_terminal_only():
    def shown(stream, seconds_each):
        now = iter(number * seconds_each for number in range(1000))
        assert list(with_bar(range(10), 10, "Reading", stream, lambda: next(now))) == list(range(10))
        return stream.getvalue()

    assert "Reading" in shown(Terminal(), 0.4)
    assert shown(Terminal(), 0.01) == ""
    assert shown(io.StringIO(), 0.4) == ""


def test_a_database_is_told_to_be_merged(kiosk, tmp_path):
    with open_store(tmp_path / "other"):
        pass
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes((tmp_path / "other" / "feedback.db").read_bytes())
    encrypted = tmp_path / "encrypted.db"
    encrypted.write_bytes(bytes(range(256)))
    for path in (copy, encrypted):
        code, _, err = kiosk("import", str(path))
        assert err == f"kiosk: {path}: is a database, and `kiosk merge` takes it in; expected a CSV or an export\n"
        assert code == 2


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_an_export_of_which_no_row_fits_is_an_error(kiosk, tmp_path, form):
    with open_store(tmp_path / "other") as store:
        Recorder(store, Origin("kiosk-1", "till"), SURVEY).save(rated(3, "v1"))
        store.database.conn.execute("UPDATE visits SET source = 'web'")
    code, *_ = kiosk("export", "--data", str(tmp_path / "other"), "--format", form, "--out", f"out.{form}")
    assert code == 0
    code, _, err = kiosk("import", f"out.{form}")
    assert code == 2
    assert err.startswith(f"kiosk: out.{form}: none of its ")
