from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kiosk.errors import BadInputError
from kiosk.exchange.progress import unwatched
from kiosk.model import Origin
from kiosk.store import ImportedFile, Recorder, open_store
from kiosk.store.merging.merge import merge
from kiosk.store.merging.rows import stretches
from kiosk.store.merging.source import copy_source, workplace
from kiosk.store.visits import keep_file
from tests.unit.builders import NOON, SURVEY, rated
from tests.unit.merge.sides import (
    Address,
    Clear,
    Counted,
    Erase,
    Flag,
    Forget,
    Kept,
    Reasons,
    Tap,
    Words,
    at,
    content,
    do,
    fresh,
)

TAP = Tap(1, 1, 0, 0, "en")
LATER = Tap(1, 4, 1, 5, "en")


def rows(folder, table):
    return content(folder)[table]


def counting(folder):
    """(visit, question, revision) of the answers that are in the figures."""
    return {row[:3] for row in rows(folder, "answers") if row[-1]}


@pytest.fixture
def folder(tmp_path):
    return lambda name, *deeds: do(tmp_path / name, deeds)


def test_a_correction_that_only_the_other_has_takes_its_place(tmp_path, folder):
    shop = fresh(tmp_path / "shop", folder("a", TAP), folder("b", TAP, LATER))
    assert counting(shop) == {("v1", "experience", 1)}
    assert rows(shop, "ratings_by_origin")[0][-1] == 1


def test_an_earlier_answer_that_only_the_other_has_counts_for_nothing(tmp_path, folder):
    shop = fresh(tmp_path / "shop", folder("a", LATER), folder("b", TAP))
    assert counting(shop) == {("v1", "experience", 1)}


@pytest.mark.parametrize("turned", [False, True])
def test_somebody_s_word_is_above_every_later_judgement(tmp_path, folder, turned):
    cleared = folder("a", TAP, Flag(1, "repeat", 1), Clear(1, 2))
    flagged = folder("b", TAP, Flag(1, "burst", 9))
    shop = fresh(tmp_path / "shop", *((flagged, cleared) if turned else (cleared, flagged)))
    ((visit, rule, _, when, standing, _),) = rows(shop, "suspects")
    assert (visit, rule, standing) == ("v1", "repeat", 0)
    assert when is not None
    assert counting(shop) == {("v1", "experience", 0)}


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_words_the_first_one_stands(tmp_path, folder, turned):
    sides = [folder(name, TAP, Flag(1, "repeat", 1), Clear(1, minute)) for name, minute in (("a", 7), ("b", 3))]
    shop = fresh(tmp_path / "shop", *(sides[::-1] if turned else sides))
    assert [row[3] for row in rows(shop, "suspects")] == [at(3).isoformat(timespec="milliseconds")]


@pytest.mark.parametrize("turned", [False, True])
def test_the_later_judgement_of_the_rules_stands(tmp_path, folder, turned):
    back = folder("a", TAP, Flag(1, "repeat", 1), Flag(1, None, 5))
    flagged = folder("b", TAP, Reasons(1, ("queue",), 0), Flag(1, "repeat", 3))
    shop = fresh(tmp_path / "shop", *((flagged, back) if turned else (back, flagged)))
    assert counting(shop) == {("v1", "experience", 0), ("v1", "reasons", 0)}
    assert rows(shop, "reasons_by_day") != []


def test_answers_that_come_to_a_flagged_visit_are_left_out_too(tmp_path, folder):
    shop = fresh(tmp_path / "shop", folder("a", TAP, Flag(1, "repeat", 3)), folder("b", TAP, Reasons(1, ("queue",), 0)))
    assert counting(shop) == set()
    assert len(rows(shop, "answers")) == 2


def test_of_two_rows_with_one_key_both_sides_keep_the_same(tmp_path, folder):
    one, other = folder("a", Tap(1, 3, 0, 0, "en"), Words(1, "b")), folder("b", Tap(1, 2, 0, 0, "en"), Words(1, "a"))
    shop = fresh(tmp_path / "shop", one, other)
    assert [row[9] for row in rows(shop, "answers")] == [2]
    assert [row[8] for row in rows(shop, "comments")] == ["a"]
    assert content(fresh(tmp_path / "turned", other, one)) == content(shop)


@pytest.mark.parametrize("turned", [False, True])
def test_a_visit_that_two_say_was_of_two_surveys_is_counted_under_the_one_that_both_keep(tmp_path, turned):
    for name in ("b", "a"):
        with open_store(tmp_path / name) as store:
            Recorder(store, Origin("kiosk-1", "till"), replace(SURVEY, id=f"survey-{name}")).save(rated(4))
    sides = (tmp_path / "a", tmp_path / "b")
    shop = fresh(tmp_path / "shop", *(sides[::-1] if turned else sides))
    assert [row[4] for row in rows(shop, "visits")] == ["survey-a"]
    assert [row[2] for row in rows(shop, "ratings_by_origin")] == ["survey-a"]


def test_the_survey_that_was_kept_last_is_the_shop_s(tmp_path, folder):
    early, late = folder("a", Kept("early", 1)), folder("b", Kept("late", 2))
    for name, sides in (("shop", (early, late)), ("turned", (late, early))):
        shop = fresh(tmp_path / name, *sides)
        assert [row[2] for row in rows(shop, "surveys")] == ['{"title": "late", "questions": []}']
        assert [row[3] for row in rows(shop, "imports")] == ["late"]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_records_of_an_hour_the_one_that_was_imported_later_stands(tmp_path, folder, turned):
    early = folder("a", Counted(9, 40, 2.0, 1), Counted(10, 7, None, 1))
    late = folder("b", Counted(9, 0, None, 2))
    shop = fresh(tmp_path / "shop", *((late, early) if turned else (early, late)))
    assert [row[:-1] for row in rows(shop, "operations_by_hour")] == [
        ("2026-11-16", 10, "till", 7, None, None), ("2026-11-16", 9, "till", 0, None, None)
    ]  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
def test_a_file_that_both_imported_has_the_rules_of_both(tmp_path, turned):
    for name, scales in (("a", {"stars": "a", "nps": "n"}), ("b", {"stars": "b", "ces": "c"})):
        with open_store(tmp_path / name) as store:
            keep_file(store.database, "import:x", ImportedFile("d", "file.csv", 0, scales), 1, NOON)
    sides = (tmp_path / "a", tmp_path / "b")
    shop = fresh(tmp_path / "shop", *(sides[::-1] if turned else sides))
    ((*_, scales),) = rows(shop, "imports")
    assert json.loads(scales) == {"stars": "b", "nps": "n", "ces": "c"}


@pytest.mark.parametrize("deed", [Erase(1, 0), Erase("010-1234-5678", 0)])
def test_what_was_erased_on_one_side_never_comes_back(tmp_path, folder, deed):
    """Not even from a third kiosk that has forgotten the address."""
    visit = (TAP, Words(1, "slow"), Address(1, said=False))
    erased = do(folder("a", *visit), [deed])
    shop = fresh(tmp_path / "shop", erased, folder("b", *visit), folder("c", *visit, Forget(1)))
    assert [rows(shop, table) for table in ("visits", "answers", "comments", "contacts", "consents")] == [[]] * 5
    assert b"slow" not in (shop / "feedback.db").read_bytes()
    with (shop / "erasures.jsonl").open(encoding="utf-8") as lines:
        assert '"v1"' in lines.read()


def test_a_merge_that_breaks_off_leaves_nothing_behind(tmp_path, folder):
    shop, other = folder("a", TAP), folder("b", TAP, LATER, Tap(2, 4, 0, 0, "en"), Kept("late", 2))
    before = content(shop)

    def stopped(items, total, label):
        yield from unwatched(items, total, label)
        raise KeyboardInterrupt

    with workplace(shop) as work:
        ready = copy_source(other, work / "0", None)
        with open_store(shop) as store, pytest.raises(KeyboardInterrupt):
            merge(store, shop, ready, stopped)
    assert content(shop) == before
    assert [each.name for each in shop.iterdir() if each.name.startswith(".")] == []


def test_what_an_interrupted_merge_left_is_gone_with_the_next(tmp_path, folder):
    shop = folder("a", TAP)
    (shop / ".merge-left").mkdir()
    (shop / ".merge-left" / "feedback.db").write_bytes(b"personal")
    with workplace(shop):
        assert not (shop / ".merge-left").exists()


def test_a_source_that_is_written_to_is_not_copied_half(tmp_path, folder):
    """A log that another kiosk's database has no use for must not be played into it."""
    source = folder("a", TAP)
    (source / "feedback.db-wal").write_bytes(b"no log at all")
    assert len(rows(fresh(tmp_path / "shop", folder("b", LATER), source), "answers")) == 2


def test_rows_that_belong_to_no_visit_are_refused(tmp_path, folder):
    source = folder("a", TAP, LATER)
    with open_store(source) as store:
        store.database.conn.execute("PRAGMA foreign_keys = OFF")
        store.database.conn.execute("DELETE FROM visits")
    with workplace(folder("b")) as work, pytest.raises(BadInputError, match="is damaged: answers: 2 rows belong to"):
        copy_source(source, work / "0", None)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 100])
def test_stretches_hold_every_visit_once(folder, size):
    with open_store(folder("a", *(Tap(number, 1, 0, 0, "en") for number in range(4)))) as store:
        store.database.conn.execute("ATTACH ':memory:' AS other")
        store.database.conn.execute("CREATE TABLE other.visits AS SELECT * FROM main.visits")
        parts = stretches(store.database, size)
        found = [
            visit for first, last in parts
            for (visit,) in store.database.execute("SELECT id FROM visits WHERE id >= ? AND id < ?", (first, last))
        ]  # fmt: skip
    assert sorted(found) == ["v0", "v1", "v2", "v3"]
    assert len(parts) == -(-4 // size)
