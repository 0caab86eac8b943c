"""What is found in comments is what a plain look at every text finds, through the index and without it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.model import ChoiceId, Chose, Level, Rated, Wrote
from kiosk.store import Recorder, open_reader, open_store
from kiosk.store.privacy.erasure import erasure_of_visit, replay
from kiosk.store.search import search, spellings
from tests.unit.builders import COMMENT, NOON, REASONS, SURVEY, answer, rated
from tests.unit.store.shop import MONDAY, ORIGIN

EVER = (date.min, date.max)


def save(folder, *texts, days=0):
    with open_store(folder) as store:
        Recorder(store, ORIGIN, SURVEY).save_all(
            answer(Wrote(text), COMMENT, visit=f"v{days}-{number}", at=NOON + timedelta(days=days, seconds=number))
            for number, text in enumerate(texts)
        )


def found(folder, *words, first=date.min, last=date.max):
    with open_reader(folder) as reader:
        return [each.text for each in search(reader, words, first, last)]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("等太久", "我等太久了"), ("排队", "排队时间太长"), ("久", "等太久"), ("계산대", "계산대 줄이 길어요"),
        ("줄", "줄이 길어요"), ("QUEUE", "the queue was long"), ("ok", "OK!"), ("Ж", "ж"), ("É", "café"), ("é", "CAFÉ"),
        ("Σ", "ὀδυσσεύς"), ("wifi", "ＷｉＦｉ が遅い"), ("ｗｉ", "WiFi"), ("ｱｲｽ", "アイス"), ("😀", "gut 😀"),
        ("𠀀", "𠀀𠀁"), ("100%", "100% sure"), ("%", "100%"), ("_", "a_b"), ('"', 'so "good"'), ('o "g', 'so "good"'),
        ("NOT bad", "not bad"), ("a*", "a* or b"), ("(", "(x)"), ("^co", "^comment"), ("co:x", "co:xy"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_any_case_and_width_and_nothing_in_it_is_syntax(tmp_path, word, text):
    save(tmp_path, text, "nothing of the kind")
    assert found(tmp_path, word) == [text]


@pytest.mark.parametrize("word", ["카페", "각", "한국어", "é", "café", "が"])
@pytest.mark.parametrize(("typed", "kept"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFC", "NFC"), ("NFD", "NFD")])
def test_syllables_are_the_same_however_they_are_put_together(tmp_path, word, typed, kept):
    text = unicodedata.normalize(kept, f"x {word} y")
    save(tmp_path, text, "nothing of the kind")
    assert found(tmp_path, unicodedata.normalize(typed, word)) == [text]


@pytest.mark.parametrize(
    ("word", "text"), [("%", "100"), ("_", "ab"), ("ss", "ß"), ("a", "b"), ("eng", "en"), ("줄이", "줄")]
)
def test_what_is_not_there_is_not_found(tmp_path, word, text):
    save(tmp_path, text)
    assert found(tmp_path, word) == []


def test_every_word_must_be_there(tmp_path):
    save(tmp_path, "the queue was long", "the queue was short, 줄", "long 줄")
    assert found(tmp_path, "queue", "long") == ["the queue was long"]
    assert found(tmp_path, "queue", "줄") == ["the queue was short, 줄"]
    assert found(tmp_path, "long", "줄", "") == ["long 줄"]


def test_newest_first_within_the_period(tmp_path):
    save(tmp_path, "first queue", "second queue")
    save(tmp_path, "third queue", days=2)
    assert found(tmp_path, "queue") == ["third queue", "second queue", "first queue"]
    assert found(tmp_path, "queue", last=MONDAY) == ["second queue", "first queue"]
    assert found(tmp_path, "e", first=MONDAY + timedelta(days=1)) == ["third queue"]
    assert found(tmp_path) == ["third queue", "second queue", "first queue"]


def test_beside_the_words_stand_the_face_the_touchpoints_the_place_and_the_day(tmp_path):
    with open_store(tmp_path) as store:
        recorder = Recorder(store, replace(ORIGIN, place="returns"), SURVEY)
        recorder.save_all([
            rated(1), answer(Rated(Level.GOOD), revision=1), answer(Chose((ChoiceId("queue"),)), REASONS),
            answer(Wrote("queue"), COMMENT, at=NOON + timedelta(minutes=1)),
        ])  # fmt: skip
        (one,) = search(store, ["queue"], *EVER)
    assert (one.level, one.reasons, one.place, one.day) == (Level.GOOD, (ChoiceId("queue"),), "returns", MONDAY)
    assert (one.at[:16], one.language, one.flag, one.suspect) == ("2026-11-16T12:01", "en", None, None)


@pytest.mark.parametrize("word", ["secret", "秘"])
def test_an_erased_comment_is_found_by_neither_way(tmp_path, word):
    save(tmp_path, "secret 秘密")
    with open_store(tmp_path) as store, store.database.atomic():
        replay(store.database, [erasure_of_visit("v0-0", NOON)])
    assert found(tmp_path, word) == []


@cache
def folded() -> dict[int, str]:
    """By code point what the index takes it for: asked of the index about every one that there is."""
    connection = sqlite.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE given USING fts5 (text, content='', tokenize='trigram')")
    connection.execute("CREATE VIRTUAL TABLE seen USING fts5vocab (given, instance)")
    codes = (code for code in range(1, 0x110000) if not 0xD800 <= code < 0xE000)
    rows = ((code, f"a{chr(code)}b") for code in codes)
    connection.executemany("INSERT INTO given (rowid, text) VALUES (?, ?)", rows)
    seen = {code: term[1] for code, term in connection.execute("SELECT doc, term FROM seen")}
    connection.close()
    return seen


def holds(text: str, word: str) -> bool:
    """Plainly."""
    table = folded()
    return any(way.translate(table) in text.translate(table) for way in spellings(word))


# Letters with odd cases, syllables and their parts, signs of two languages, what is beyond the first plane.
ALPHABET = "aAäÄſsSKkıİiσςΣée\u0301각각ᄀ\u1161漢汉字久!％%_\"'*^ \n\t😀𠀀ﬁﾊﾟパ\ufffd\ufffe\U0001e900\U0001e922ꭰᎠ"
CHARACTERS = st.sampled_from(ALPHABET) | st.characters(exclude_characters="\0", exclude_categories=["Cs"])


@settings(max_examples=60)
@given(st.data())
def test_both_ways_find_what_a_look_at_every_text_finds(tmp_path_factory, data):
    texts = data.draw(st.lists(st.text(CHARACTERS, min_size=1, max_size=12), min_size=1, max_size=12))
    cuts = [text[start : start + size] for text in texts for start in range(len(text)) for size in (1, 2, 3, 4)]
    folder: Path = tmp_path_factory.mktemp("search")
    save(folder, *texts)
    for _ in range(6):
        word = data.draw(st.sampled_from(cuts) | st.text(CHARACTERS, min_size=1, max_size=4))
        word = data.draw(st.sampled_from([str, str.upper, str.lower, *map(_normal, ("NFC", "NFD", "NFKC"))]))(word)
        assert sorted(found(folder, word)) == sorted(text for text in texts if holds(text, word))


def _normal(form):
    return lambda text: unicodedata.normalize(form, text)
