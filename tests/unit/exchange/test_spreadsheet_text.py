from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.exchange.text import comment, guarded, unguarded
from kiosk.model import COMMENT_LENGTH_MAX


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "＝1+1", "\0=1", "\ufeff=1"],
)
def test_what_may_start_a_formula_gets_an_apostrophe(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "good", "1-2", "'t was good", "친절해요", "👍", "<b>"])
def test_other_text_is_left_alone_but_for_its_own_apostrophe(text):
    assert guarded(text) == ("'" + text if text.startswith("'") else text)


@given(st.text())
def test_no_guarded_text_starts_a_formula_and_all_come_back(text):
    safe = guarded(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n", " "))
    assert unguarded(safe) == text


def test_every_kind_of_line_break_is_kept_as_one():
    assert comment("a\r\nb\rc\u2028d\x85e\x0bf\n\ng").text == "a\nb\nc\nd\ne\nf\n\ng"


def test_a_control_character_becomes_a_mark_and_is_told():
    assert comment("good\0 bad\x1b[31m\ttab") == ("good� bad�[31m\ttab", 18, True)
    assert not comment("good\r\nbad").marked


def test_only_the_first_ten_thousand_characters_are_kept_and_the_length_is_told():
    kept = comment("x" * 12_345)
    assert (len(kept.text), kept.length) == (COMMENT_LENGTH_MAX, 12_345)


@given(st.text())
def test_a_kept_comment_stays_as_it_is(text):
    once = comment(text).text
    assert comment(once).text == once
