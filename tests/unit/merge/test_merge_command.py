"""Two kiosks of one shop, put together as a person does it: with a stick, and `kiosk merge`."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from kiosk.cli import kiosk
from kiosk.erasing import UNFINISHED
from kiosk.errors import KnownError
from kiosk.keys import KeyFile
from kiosk.lock import hold
from kiosk.model import Contacted, Level, Origin, QuestionId, Wrote
from kiosk.store import Recorder, open_store
from kiosk.store.privacy.erasure import erasure_of_visit, keep_erasures
from tests.unit.builders import COMMENT, SURVEY, answer, rated
from tests.unit.merge.sides import content

OLDER = Path(__file__).parents[1] / "store" / "databases"
MONDAY = datetime(2026, 11, 16, 10, tzinfo=UTC)


def visits(folder: Path, kiosk_id: str, place: str, bad: int, good: int, key: KeyFile | None = None) -> Path:
    """A data folder with so many visits, the first of them with a comment."""
    with open_store(folder, key) as store:
        recorder = Recorder(store, Origin(kiosk_id, place), SURVEY)
        for number in range(bad + good):
            level = Level.BAD if number < bad else Level.EXCELLENT
            recorder.save(rated(level, f"{kiosk_id}-{place}-{number}", MONDAY + timedelta(minutes=number)))
        said = answer(Wrote(f"heard at the {place}"), COMMENT, f"{kiosk_id}-{place}-0", at=MONDAY)
        recorder.save(said)
    return folder


def run(*arguments: object) -> str:
    result = CliRunner().invoke(kiosk, [str(each) for each in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: object) -> str:
    with pytest.raises(KnownError) as fault:
        CliRunner().invoke(kiosk, ["merge", *(str(each) for each in arguments)], catch_exceptions=False)
    told = str(fault.value)
    assert "\n" not in told
    assert ".merge-" not in told
    return told


@contextmanager
def stick(folder: Path) -> Iterator[Path]:
    """A file system that can be made read-only; without the right to mount one, the test is skipped."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a file system cannot be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def write_protect(folder: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)


def listed(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        each.name: (each.stat().st_mtime_ns, each.stat().st_size, each.read_bytes())
        for each in sorted(folder.iterdir()) if each.is_file()
    }  # fmt: skip


@pytest.fixture
def site_file(tmp_path):
    path = tmp_path / "site.toml"
    path.write_text('store = "Maple Street"\nplace = "till"\nkiosk_id = "kiosk-1"\n', encoding="utf-8")
    return path


@pytest.fixture
def shop(tmp_path):
    return visits(tmp_path / "shop", "kiosk-1", "till", 4, 60)


@pytest.fixture
def deli(tmp_path):
    return visits(tmp_path / "deli", "kiosk-2", "deli", 40, 40)


def test_one_page_tells_of_both_kiosks_after_a_backup_came_on_a_stick(tmp_path, site_file, shop, deli):
    with stick(tmp_path / "stick") as folder:
        run("backup", "--site", site_file, "--data", deli, "--out", folder / "kiosk-2.db")
        write_protect(folder)
        before = listed(folder)
        told = run("merge", "--site", site_file, "--data", shop, folder / "kiosk-2.db")
        assert told == f"{folder}/kiosk-2.db:\n  kiosk-2 (deli): 80 visits new, 0 already here\n"
        assert listed(folder) == before
        again = run("merge", "--site", site_file, "--data", shop, folder / "kiosk-2.db")
        assert "kiosk-2 (deli): 0 visits new, 80 already here" in again
    page = tmp_path / "page.pdf"
    run("report", "--site", site_file, "--data", shop, "--week", "2026-W47", "--out", page)
    first, second, *_ = (page.extract_text() for page in PdfReader(page).pages)
    assert "deli: of 100 who tapped there" in first
    for words in ("By place", "deli", "till", "worse", "better", "heard at the deli", "heard at the till"):
        assert words in second
    measures = json.loads(run("measures", "--site", site_file, "--data", shop, "--from", "2026-11-16", "--json"))
    n = {each["name"]: each["n"] for each in measures["measures"]}
    assert (n["happy"], n["happy.place.deli"], n["happy.place.till"]) == (144, 80, 64)


def test_a_folder_with_its_log_is_read_from_a_medium_that_takes_no_writes(tmp_path, shop, deli):
    """As a kiosk leaves it that was switched off at the wall: much of it is in the log only."""
    with open_store(deli) as store, stick(tmp_path / "stick") as folder:
        Recorder(store, Origin("kiosk-2", "deli"), SURVEY).save(rated(3, "in the log", MONDAY))
        for name in ("feedback.db", "feedback.db-wal"):
            shutil.copyfile(deli / name, folder / name)
        write_protect(folder)
        before = listed(folder)
        assert "81 visits new" in run("merge", "--data", shop, folder)
        assert listed(folder) == before


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_an_export_brings_the_same_answers_as_the_folder(tmp_path, shop, deli, form):
    exported = tmp_path / f"deli.{form}"
    run("export", "--data", deli, "--format", form, "--out", exported)
    assert "kiosk-2 (deli): 80 visits new" in run("merge", "--data", shop, exported)
    once = content(shop)
    assert "0 visits new, 80 already here" in run("merge", "--data", shop, deli, exported)
    assert {name: rows for name, rows in content(shop).items() if name not in ("surveys", "imports")} == {
        name: rows for name, rows in once.items() if name not in ("surveys", "imports")
    }


def test_several_sources_make_a_shop_where_there_was_none(tmp_path, shop, deli):
    told = json.loads(run("merge", "--data", tmp_path / "new", "--json", shop, deli))
    assert [each["origins"] for each in told["merged"]] == [
        [{"kiosk_id": "kiosk-1", "place": "till", "new": 64, "here": 0}],
        [{"kiosk_id": "kiosk-2", "place": "deli", "new": 80, "here": 0}],
    ]
    assert [(each["answers"], each["comments"]) for each in told["merged"]] == [(64, 1), (80, 1)]
    assert sorted(each.name for each in (tmp_path / "new").iterdir() if each.name.startswith(".")) == []


def test_two_kiosks_of_one_name_lose_nothing_and_are_told(tmp_path, shop):
    other = visits(tmp_path / "other", "kiosk-1", "deli", 3, 7)
    told = run("merge", "--data", shop, other)
    assert "kiosk-1 (deli): 10 visits new, 0 already here" in told
    assert "kiosk-1: both sides have visits of a kiosk of this name." in told
    assert len(content(shop)["visits"]) == 74


def test_a_newer_copy_of_a_kiosk_is_no_other_kiosk(tmp_path, shop):
    run("merge", "--data", tmp_path / "office", shop)
    visits(shop, "kiosk-1", "till", 0, 70)
    told = run("merge", "--data", tmp_path / "office", shop)
    assert told == f"{shop}:\n  kiosk-1 (till): 6 visits new, 64 already here\n"


def test_what_was_erased_there_goes_here_and_what_was_erased_here_stays_away(shop, deli):
    run("merge", "--data", shop, deli)
    run("erase", "--data", deli, "--visit", "kiosk-2-deli-0", "--yes")
    keep_erasures(shop, [erasure_of_visit("kiosk-2-deli-1", MONDAY)])
    told = run("merge", "--data", shop, deli)
    assert "2 visits were erased there" in told
    ids = {row[0] for row in content(shop)["visits"]}
    assert ids.isdisjoint({"kiosk-2-deli-0", "kiosk-2-deli-1"})
    assert len(ids) == 142
    assert "heard at the deli" not in str(content(shop))


def test_what_was_erased_there_goes_from_pages_exports_and_backups_made_here(shop, deli):
    run("merge", "--data", shop, deli)
    run("export", "--data", shop, "--format", "csv")
    run("report", "--data", shop, "--week", "2026-W47")
    run("backup", "--data", shop)
    export, page = shop / "exports" / "answers.csv", next((shop / "reports").iterdir())
    assert "heard at the deli" in export.read_text("utf-8")
    run("erase", "--data", deli, "--visit", "kiosk-2-deli-0", "--yes")
    run("merge", "--data", shop, deli)
    assert "heard at the deli" not in export.read_text("utf-8")
    assert "heard at the till" in export.read_text("utf-8")
    assert not any("heard at the deli" in each.extract_text() for each in PdfReader(page).pages)
    held = [path for path in shop.rglob("*") if path.is_file() and b"heard at the deli" in path.read_bytes()]
    assert held == []
    assert not (shop / UNFINISHED).exists()


def test_a_kiosk_that_runs_is_not_merged_into(shop, deli):
    running = hold(shop)
    try:
        assert "a kiosk is running on this data folder" in refused("--data", shop, deli)
    finally:
        running.release()


def test_an_address_that_is_over_its_time_is_not_brought_back(tmp_path):
    now = datetime.now(UTC)
    shop, deli = tmp_path / "shop", tmp_path / "deli"
    with open_store(shop) as store:
        today = answer(Wrote("today"), COMMENT, "new", at=now)
        Recorder(store, Origin("kiosk-1", "till"), SURVEY).save_all([rated(4, "new", now), today])
    with open_store(deli) as store:
        for visit, days in (("long ago", 200), ("lately", 20)):
            at = now - timedelta(days)
            left = answer(Contacted("mina@example.com", "c", 1), QuestionId("address"), visit, at=at)
            Recorder(store, Origin("kiosk-2", "deli"), SURVEY).save_all([rated(1, visit, at), left])
    run("merge", "--data", shop, deli)
    assert [row[0] for row in content(shop)["contacts"]] == ["lately"]
    assert len(content(shop)["consents"]) == 2


def test_one_bad_source_and_nothing_is_merged(tmp_path, shop, deli):
    before = content(shop)
    broken = tmp_path / "broken.db"
    pages = bytearray((deli / "feedback.db").read_bytes())
    pages[3 * 4096 : 5 * 4096] = b"\0" * 2 * 4096
    broken.write_bytes(pages)
    assert refused("--data", shop, deli, broken) == f"{broken}: cannot be read: database disk image is malformed"
    assert content(shop) == before
    newer = tmp_path / "newer"
    with open_store(newer) as store:
        store.database["_sqlite_migrations"].insert(
            {"migration_set": "moment", "name": "m999_future", "applied_at": "2030-01-01"}
        )
    assert "was written by a newer version of Moment (m999_future)" in refused("--data", shop, deli, newer)
    assert content(shop) == before


def test_what_is_no_source_is_told_in_a_sentence(tmp_path, shop):
    empty, text, lines = tmp_path / "empty", tmp_path / "notes.txt", tmp_path / "half.jsonl"
    empty.mkdir()
    text.write_text("milk, eggs", encoding="utf-8")
    lines.write_text("{}", encoding="utf-8")
    assert "holds no feedback.db" in refused("--data", shop, empty)
    assert "is no database" in refused("--data", shop, text)
    assert "is not there" in refused("--data", shop, tmp_path / "nowhere")
    assert "half.jsonl" in refused("--data", shop, lines)
    assert "is the data folder that is merged into" in refused("--data", shop, shop)
    assert "is the data folder that is merged into" in refused("--data", shop, shop / "feedback.db")


@pytest.mark.parametrize("source", sorted(OLDER.glob("v*.db")), ids=lambda path: path.stem)
def test_an_older_database_is_brought_up_to_date_in_a_copy(shop, source):
    before = listed(source.parent)
    told = run("merge", "--data", shop, source)
    assert "visits new" in told
    assert " 0 visits new" not in told
    assert listed(source.parent) == before
    assert len(content(shop)["visits"]) > 64


def test_an_encrypted_kiosk_and_a_plain_one_become_one(tmp_path, shop):
    key = tmp_path / "key"
    key.write_text(bytes(range(32)).hex(), encoding="ascii")
    key.chmod(0o600)
    secret = visits(tmp_path / "secret", "kiosk-9", "returns", 5, 5, KeyFile(key))
    assert "is encrypted" in refused("--data", shop, secret)
    assert "kiosk-9 (returns): 10 visits new" in run("merge", "--data", shop, "--source-key", key, secret)
    site = tmp_path / "encrypted.toml"
    site.write_text(f'[encryption]\nkey_file = "{key}"\n', encoding="utf-8")
    told = run("merge", "--site", site, "--data", secret, shop)
    assert "kiosk-1 (till): 64 visits new" in told
    assert "kiosk-9 (returns): 0 visits new, 10 already here" in told


def change(folder: Path, statement: str) -> None:
    with open_store(folder) as store, store.database.atomic():
        store.database.conn.execute(statement)


def test_rows_that_differ_are_told_whichever_is_kept(tmp_path, shop):
    copy = shutil.copytree(shop, tmp_path / "copy")
    change(copy, "UPDATE answers SET language = 'de' WHERE visit IN ('kiosk-1-till-3', 'kiosk-1-till-4')")
    for into, source, theirs in ((tmp_path / "office", copy, 2), (tmp_path / "second", shop, 0)):
        shutil.copytree(shop if theirs else copy, into)
        (merged,) = json.loads(run("merge", "--data", into, "--json", source))["merged"]
        assert [(each["table"], each["visit"], each["revision"]) for each in merged["differing"]] == [
            ("answers", "kiosk-1-till-3", 0), ("answers", "kiosk-1-till-4", 0),
        ]  # fmt: skip
        assert sum(each["theirs"] for each in merged["differing"]) == theirs
    assert content(tmp_path / "office") == content(tmp_path / "second")
    told = run("merge", "--data", tmp_path / "office", shop)
    assert "2 rows differ between the two, in the visits kiosk-1-till-3, kiosk-1-till-4; the one that is" in told
    assert ": 0 times the source's" in told
    assert "rows differ" not in run("merge", "--data", tmp_path / "office", copy)


@pytest.mark.parametrize("damage", [
    "UPDATE answers SET kiosk_id = 'khosk-2' WHERE visit = 'kiosk-2-deli-1'",
    "UPDATE comments SET place = 'dele'",
    "UPDATE answers SET day = '2026-11-17' WHERE visit = 'kiosk-2-deli-1'",
])  # fmt: skip
@pytest.mark.parametrize("form", [None, "jsonl"])
def test_a_source_that_contradicts_itself_is_refused(tmp_path, shop, deli, damage, form):
    before = content(shop)
    change(deli, damage)
    source = deli
    if form:
        source = tmp_path / "deli.jsonl"
        run("export", "--data", deli, "--format", form, "--out", source)
    told = refused("--data", shop, source)
    assert told.startswith(f"{source}")
    assert "is damaged: " in told or "expected the day of" in told
    assert content(shop) == before


def test_visits_that_were_erased_here_are_told_as_left_out(shop, deli):
    run("merge", "--data", shop, deli)
    run("erase", "--data", shop, "--visit", "kiosk-2-deli-0", "--yes")
    told = run("merge", "--data", shop, deli)
    assert "0 visits new, 79 already here" in told
    assert "1 visits are left out: they were erased on request" in told


def test_imported_visits_make_no_two_kiosks_of_one_name(tmp_path, shop):
    other = tmp_path / "other"
    with open_store(other) as store:
        Recorder(store, Origin("kiosk-1", "web", "import:reviews"), SURVEY).save(rated(3, "r1", MONDAY))
    assert "both sides have visits" not in run("merge", "--data", shop, other)


@pytest.mark.parametrize("schema", ["m099_mood", ["m001_visits_and_answers", "m099_mood"]])
@pytest.mark.parametrize("verb", ["merge", "import"])
def test_an_export_of_a_newer_version_is_refused_as_a_whole(tmp_path, shop, deli, verb, schema):
    out, new = tmp_path / "newer.jsonl", tmp_path / "new"
    run("export", "--data", deli, "--format", "jsonl", "--out", out)
    header, *rows = out.read_text("utf-8").splitlines(keepends=True)
    out.write_text(json.dumps(json.loads(header) | {"schema": schema}) + "\n" + "".join(rows), "utf-8")
    with pytest.raises(KnownError) as fault:
        CliRunner().invoke(kiosk, [verb, "--data", str(new), str(out)], catch_exceptions=False)
    assert f"{out}: was written by a newer version of Moment (m099_mood)" in str(fault.value)
    assert fault.value.exit_code == 2
    assert not (new / "feedback.db").exists()
