"""What is erased is gone, and nothing else; and it stays gone."""

from __future__ import annotations

import json
import stat
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contact import addresses_in, normalised
from kiosk.model import ChoiceId, Chose, Contacted, Numbered, Picked, QuestionId, Scored, Wrote
from kiosk.store import Recorder, open_store
from kiosk.store.privacy.erasing import Concerned, erase, look, visits_of
from kiosk.store.privacy.erasure import (
    Erasure,
    Kind,
    erasure_before,
    erasure_of_contact,
    erasure_of_visit,
    finish_erasures,
    hashed,
    keep_erasures,
    pending,
    read_erasures,
    replay,
)
from kiosk.store.rollups import differences
from tests.unit.builders import COMMENT, NOON, REASONS, SURVEY, answer, rated
from tests.unit.store.shop import ORIGIN, STAFF, rows

LATER = datetime(2027, 1, 1, tzinfo=UTC)
CONTACT = QuestionId("contact")
DAY = timedelta(days=1)
TABLES = {"visits": "id", "answers": "visit", "comments": "visit", "contacts": "visit", "consents": "visit",
          "suspects": "visit"}  # fmt: skip
KIM = "kim@example.com"
TEXTS = ("Only one till was open", "계산대가 하나뿐이었어요", "只有一個收銀台開著", "只有一个收银台开着")


def write(recorder, text, visit="v1", at=NOON):
    recorder.save(rated(1, visit, at))
    recorder.save(answer(Wrote(text), COMMENT, visit, at=at))


def leave(recorder, address, visit="v1", at=NOON):
    recorder.save(rated(2, visit, at))
    recorder.save(answer(Contacted(address, "You may write to me.", 1), CONTACT, visit, at=at))


def again(store, *erasures, contact=""):
    with store.database.atomic():
        return replay(store.database, erasures, contact)


def visits(store):
    return {row["id"] for row in rows(store, "visits")}


def everything(store, but=()):
    return {
        table: sorted(json.dumps(row) for row in rows(store, table) if row[column] not in but)
        for table, column in TABLES.items()
    }  # fmt: skip


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


VALUES = st.one_of(
    st.integers(1, 4).map(lambda level: (None, rated(level).value)),
    st.sampled_from([(ChoiceId("queue"),), (STAFF, ChoiceId("queue")), ()]).map(lambda names: (REASONS, Chose(names))),
    st.sampled_from([(STAFF,), (ChoiceId("b"), STAFF)]).map(lambda names: (QuestionId("own"), Picked(names))),
    st.integers(0, 10).map(lambda number: (QuestionId("nps"), Scored(float(number), "nps"))),
    st.sampled_from(["Too slow", "너무 느려요", "排隊太久了", "排队太久了"]).map(lambda text: (COMMENT, Wrote(text))),
    st.sampled_from([KIM, "010-1234-5678"]).map(lambda text: (CONTACT, Contacted(text, "wording", 1))),
    st.just((CONTACT, Numbered("482 913"))),
)
SAVED = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), VALUES), min_size=1, max_size=25)


@settings(max_examples=25)
@given(SAVED, st.lists(st.integers(0, 6), max_size=3), st.integers(0, 5), st.booleans())
def test_an_erasure_leaves_all_else_as_it_was(tmp_path_factory, saved, named, days, screened):
    with open_store(tmp_path_factory.mktemp("shop")) as store:
        recorder = Recorder(store, ORIGIN, SURVEY)
        for number, revision, (question, value) in saved:
            recorder.save(answer(value, question, f"v{number}", revision, NOON + number * DAY))
        if screened:
            recorder.screen(NOON, lambda _: False)
        erasures = [erasure_of_visit(f"v{number}", LATER) for number in named]
        erasures.append(erasure_before(NOON.date() + days * DAY, LATER))
        gone = {visit for visit in visits(store) if int(visit[1:]) in named or int(visit[1:]) < days}
        before = everything(store, gone)
        with store.database.atomic():
            assert replay(store.database, erasures) == len(gone)
        assert everything(store) == before
        assert differences(store) == []
        assert again(store, *erasures) == 0
        assert everything(store) == before


@pytest.mark.parametrize("left", ["kim@example.com", " Kim@Example.COM ", "ｋｉｍ＠example.com"])
def test_an_address_is_known_however_it_is_written(store, recorder, left):
    leave(recorder, left)
    leave(recorder, "kimi@example.com", "v2")
    assert again(store, erasure_of_contact("KIM@example.com", LATER)) == 1
    assert visits(store) == {"v2"}


@pytest.mark.parametrize("asked", ["010-1234-5678", "+82 10 1234 5678", "01012345678", "０１０ 1234 5678"])
def test_a_telephone_number_is_known_with_and_without_its_country(store, recorder, asked):
    leave(recorder, "010 1234 5678")
    leave(recorder, "010 1234 5679", "v2")
    assert again(store, erasure_of_contact(asked, LATER)) == 1
    assert visits(store) == {"v2"}


@pytest.mark.parametrize(("text", "found"), [
    ("Write to Kim@example.com.", True), ("메일은kim@example.com입니다", True), ("kim@example.com으로 연락", True),
    ("anna.kim@example.com", False), ("kim@example.com.tw", False), ("kim at example", False),
])  # fmt: skip
def test_an_address_in_a_comment_is_found_whole(store, recorder, text, found):
    write(recorder, text)
    assert again(store, erasure_of_contact(KIM, LATER)) == found


@pytest.mark.parametrize(("text", "found"), [
    ("전화 주세요 010-1234-5678", True), ("請打(02)0101 2345679", False), ("call 01012345678!", True),
    ("order 901012345678", True), ("0101234567", False), ("12345", False),
])  # fmt: skip
def test_a_number_in_a_comment_is_found_by_its_last_digits(store, recorder, text, found):
    write(recorder, text)
    assert again(store, erasure_of_contact("010-1234-5678", LATER)) == found


@given(st.text(max_size=60), st.text(max_size=20))
def test_no_text_breaks_the_search_for_addresses(around, inside):
    assert all(isinstance(each, str) for each in addresses_in(around + inside))
    assert normalised(normalised(inside)) == normalised(inside)


def test_an_address_that_is_left_later_is_a_new_wish(store, recorder):
    leave(recorder, KIM, "v1", NOON)
    leave(recorder, KIM, "v2", NOON + 2 * DAY)
    assert again(store, erasure_of_contact(KIM, NOON + DAY)) == 1
    assert visits(store) == {"v2"}


def test_asked_for_now_it_is_found_whatever_the_clock_said(store, recorder):
    leave(recorder, KIM, "v1", NOON + 4000 * DAY)
    assert visits_of(store, erasure_of_contact(KIM, NOON), KIM) == ["v1"]


def test_the_erasure_does_not_hold_the_address(store, recorder, tmp_path):
    leave(recorder, KIM)
    erasure = erasure_of_contact(KIM, LATER)
    keep_erasures(tmp_path, [erasure])
    erase(store, [erasure])
    assert KIM.encode() not in bytes_of(tmp_path)
    assert b"example" not in bytes_of(tmp_path)
    assert hashed(normalised(KIM)).encode() in bytes_of(tmp_path)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("times", [1, 60])
def test_an_erased_comment_is_in_no_file_any_more(store, recorder, tmp_path, text, times):
    for n in range(times):
        write(recorder, f"stays {n}: 안녕", f"s{n}")
        write(recorder, text * (1 + n % 7), f"v{n}")
    leave(recorder, KIM, "v0")
    assert text.encode() in bytes_of(tmp_path)
    assert erase(store, [erasure_of_visit(f"v{n}", LATER) for n in range(times)])
    found = bytes_of(tmp_path)
    assert text.encode() not in found
    assert KIM.encode() not in found
    assert "stays 0: 안녕".encode() in found
    store.database.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, comments_fts, 'row')")
    left = {term for (term,) in store.database.execute("SELECT term FROM temp.words").fetchall()}
    assert left
    assert not left & {text[n : n + 3].lower() for n in range(len(text) - 2)}


def test_erased_rows_that_came_between_others_leave_no_copies(store, recorder, tmp_path):
    """As a merge brings them: SQLite moves rows from page to page then, and leaves copies in between."""
    with store.database.atomic():
        for n in range(700):
            value = Contacted(f"left{n:05}@example.com" + "x" * (n % 200), "w", 1)
            recorder._insert(answer(value, CONTACT, f"{n * 7919 % 700:05}"))
    erase(store, [erasure_of_visit(f"{n * 7919 % 700:05}", LATER) for n in range(0, 700, 2)])
    found = bytes_of(tmp_path)
    assert [n for n in range(700) if (f"left{n:05}@".encode() in found) != n % 2] == []


def test_looking_changes_nothing_and_says_what_would_go(store, recorder):
    write(recorder, "call 010-1234-5678")
    leave(recorder, "010-1234-5678", "v2", NOON + DAY)
    write(recorder, "fine", "v3")
    before = everything(store)
    asked = [erasure_of_contact("01012345678", LATER)]
    found = Concerned(visits=2, answers=2, comments=1, contacts=1, days=("2026-11-16", "2026-11-17"))
    assert look(store, asked) == look(store, asked, "01012345678") == found
    assert everything(store) == before
    assert rows(store, "erasures") == []


def test_days_before_a_day_and_not_the_day_itself(store, recorder):
    for n in range(4):
        write(recorder, "x", f"v{n}", NOON + n * DAY)
    assert again(store, erasure_before(NOON.date() + 2 * DAY, LATER)) == 2
    assert visits(store) == {"v2", "v3"}
    write(recorder, "imported later", "v1", NOON + DAY)
    assert again(store, *read_erasures_of(store)) == 1, "and it stays so"


def read_erasures_of(store):
    return [Erasure(Kind(row["kind"]), row["what"], row["at"]) for row in rows(store, "erasures")]


def test_the_file_is_for_its_owner_and_takes_each_erasure_once(tmp_path):
    one, other = erasure_of_visit("v1", LATER), erasure_before(date(2026, 1, 1), LATER)
    keep_erasures(tmp_path, [one])
    keep_erasures(tmp_path, [one, other])
    assert read_erasures(tmp_path) == sorted([one, other])
    assert len((tmp_path / "erasures.jsonl").read_text().split()) == 2 * 6
    assert stat.S_IMODE((tmp_path / "erasures.jsonl").stat().st_mode) == 0o600


def test_a_line_that_a_power_cut_tore_takes_none_of_the_others_with_it(tmp_path, caplog):
    one, other = erasure_of_visit("v1", LATER), erasure_of_visit("v2", LATER)
    keep_erasures(tmp_path, [one])
    path = tmp_path / "erasures.jsonl"
    for cut in range(1, path.stat().st_size):
        path.write_bytes(path.read_bytes()[:cut])
        keep_erasures(tmp_path, [other])
        assert other in read_erasures(tmp_path)
        path.unlink()
        keep_erasures(tmp_path, [one])
    assert "v1" not in caplog.text


def test_of_one_erasure_the_latest_instant_counts(store, tmp_path):
    early, late = erasure_of_contact(KIM, NOON), erasure_of_contact(KIM, LATER)
    again(store, late)
    keep_erasures(tmp_path, [early])
    assert read_erasures(tmp_path, store.database) == [late]
    assert pending(store.database, [early, late]) == []
    assert again(store, early) == 0
    assert read_erasures_of(store) == [late]


def test_what_the_file_knows_is_done_at_the_next_opening(store, recorder, tmp_path):
    write(recorder, "x", "v1")
    write(recorder, "y", "v2")
    keep_erasures(tmp_path, [erasure_of_visit("v1", LATER)])
    assert finish_erasures(store, tmp_path) == 1
    assert finish_erasures(store, tmp_path) == 0
    write(recorder, "a shopper who was still there", "v1")
    assert finish_erasures(store, tmp_path) == 1
    assert visits(store) == {"v2"}
