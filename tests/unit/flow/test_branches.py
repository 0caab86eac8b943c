"""Other scales, branches, mis-taps, addresses and numbers."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from kiosk.flow import (
    SCREENS_UNASKED,
    ChoiceTapped,
    CommentSent,
    ContactSent,
    FinishTapped,
    MoreTapped,
    NextTapped,
    NumberTaken,
    Saved,
    ScaleTapped,
    Stage,
    Ticked,
    UndoTapped,
    WritingPossible,
    step,
)
from kiosk.model import Choice, ChoiceId, Chose, Contacted, Level, Numbered, Picked, QuestionId, Rated, Scored, Wrote
from kiosk.questions import (
    ChoiceQuestion,
    CommentQuestion,
    Condition,
    ContactQuestion,
    Question,
    Scale,
    ScaleQuestion,
    Survey,
)
from tests.unit.builders import COMMENT, EN, FACES, REASONS, SURVEY, now
from tests.unit.flow.playing import committed, idle_at, play, saved

TEXT = {None: {EN: "?"}}
SIZE = ChoiceQuestion(
    QuestionId("size"), TEXT, {None: tuple(Choice(ChoiceId(name), "other", {EN: name}) for name in "SML")},
    multiple=False, touchpoints=False,
)  # fmt: skip
EASE = ScaleQuestion(QuestionId("ease"), TEXT, Scale.CES)
NOTE = CommentQuestion(QuestionId("note"), TEXT)
CONTACT = ContactQuestion(QuestionId("contact"), TEXT, {EN: "I agree."}, 3)


def survey(*questions: Question, headline: Scale = Scale.FACES) -> Survey:
    return Survey("trial", 1, (EN,), {EN: "Trial"}, (ScaleQuestion(FACES, TEXT, headline), *questions))


def only_if(question, name, *among):
    return replace(question, show_if=(Condition(QuestionId(name), frozenset(among)),))


@pytest.mark.parametrize(("scale", "point", "level"), [
    (Scale.FACES5, 2, Level.BAD), (Scale.STARS, 4, Level.GOOD), (Scale.NPS, 6, Level.BAD),
    (Scale.NPS, 8, Level.NEUTRAL), (Scale.NPS, 10, Level.EXCELLENT), (Scale.CES, 4, Level.NEUTRAL),
    (Scale.ITEM7, 7, Level.EXCELLENT), (Scale.YES_NO, 0, Level.BAD), (Scale.EXPECTED, 3, Level.NEUTRAL),
])  # fmt: skip
def test_another_scale_as_the_headline_keeps_its_own_number_and_gives_a_level(scale, point, level):
    state, effects = committed(idle_at(survey(headline=scale)), ScaleTapped(now(), point))
    assert [each.value for each in saved(effects)] == [Scored(point, scale, level)]
    assert state.level is level


@pytest.mark.parametrize("scale", Scale)
def test_the_levels_of_a_scale_never_fall_as_its_numbers_rise(scale):
    levels = [scale.level(point) for point in scale.points]
    assert levels == sorted(levels)
    assert levels[0] is Level.BAD
    assert levels[-1] >= Level.GOOD


@pytest.mark.parametrize("point", [0, 5, -1])
def test_a_point_beyond_the_scale_is_not_taken(point):
    state = idle_at(survey())
    assert step(state, ScaleTapped(now(), point)) == (state, ())


def test_a_scale_that_is_not_the_headline_gives_no_level():
    state, effects = committed(idle_at(survey(EASE)), ScaleTapped(now(), 4), ScaleTapped(now(1), 6))
    assert [each.value for each in saved(effects)] == [Rated(Level.EXCELLENT), Scored(6, Scale.CES, None)]
    assert state.stage is Stage.THANKS


def test_one_of_several_options_leads_on_by_itself():
    state, effects = committed(idle_at(survey(SIZE, NOTE)), ScaleTapped(now(), 1), ChoiceTapped(now(1), ChoiceId("M")))
    assert saved(effects)[-1].value == Picked((ChoiceId("M"),))
    assert state.question is not None
    assert state.question.id == NOTE.id


@pytest.mark.parametrize(("point", "asked"), [(1, SIZE.id), (3, NOTE.id)])
def test_a_question_is_asked_only_where_its_condition_holds(point, asked):
    branching = survey(only_if(SIZE, FACES, "bad", "neutral"), NOTE)
    state, _ = committed(idle_at(branching), ScaleTapped(now(), point))
    assert state.question.id == asked


def test_a_condition_on_a_question_that_was_skipped_does_not_hold():
    branching = survey(replace(SIZE, multiple=True), only_if(EASE, "size", "S"), NOTE)
    state, _ = committed(idle_at(branching), ScaleTapped(now(), 1), NextTapped(now(1)))
    assert state.question.id == NOTE.id


def test_nobody_is_asked_more_than_three_screens_unless_they_ask():
    many = survey(*(replace(EASE, id=QuestionId(f"q{n}")) for n in range(6)))
    state, shown = committed(idle_at(many), ScaleTapped(now(), 1))[0], 1
    while state.stage is Stage.ASKING:
        state, shown = committed(state, ScaleTapped(now(), 1))[0], shown + 1
    assert shown == SCREENS_UNASKED
    assert state.following() is not None
    state, _ = step(state, MoreTapped(now(3)))
    assert (state.stage, state.question.id) == (Stage.ASKING, QuestionId("q2"))


def test_there_is_no_more_where_nothing_is_left():
    state, _ = committed(idle_at(survey(EASE)), ScaleTapped(now(), 1), ScaleTapped(now(1), 1))
    assert step(state, MoreTapped(now(2))) == (state, ())


def test_a_comment_that_was_declined_is_not_what_more_leads_to():
    state, _ = committed(idle_at(survey(SIZE, NOTE, CONTACT)), ScaleTapped(now(), 1), FinishTapped(now(1)))
    assert step(state, MoreTapped(now(2)))[0].question.id == CONTACT.id


# A mis-tap


@pytest.fixture
def reasons():
    return committed(idle_at(SURVEY), ScaleTapped(now(), Level.BAD))[0]


def test_a_mis_tap_is_corrected_within_five_seconds_and_both_are_saved(reasons):
    state, effects = committed(reasons, UndoTapped(now(4.9)), ScaleTapped(now(6), Level.GOOD))
    assert [(each.question, each.revision, each.value) for each in saved(effects)] == [
        (FACES, 1, Rated(Level.GOOD))
    ]
    assert (state.question.id, state.level) == (REASONS, Level.GOOD)


@pytest.mark.parametrize("late", [UndoTapped(now(5)), UndoTapped(now(50))])
def test_after_five_seconds_the_rating_stands(reasons, late):
    assert step(reasons, late)[0].question.id == REASONS


def test_the_offer_to_correct_goes_by_itself(reasons):
    assert reasons.undo_until is not None
    assert reasons.next_moment == reasons.undo_until
    state, _ = step(reasons, Ticked(now(5)))
    assert state.undo_until is None
    assert state.deadline == reasons.deadline


def test_what_was_chosen_under_the_wrong_face_is_taken_back(reasons):
    state, effects = committed(reasons, ChoiceTapped(now(1), ChoiceId("queue")), UndoTapped(now(2)))
    assert [each.value for each in saved(effects)] == [Chose((ChoiceId("queue"),)), Chose(())]
    state, effects = committed(
        state, ScaleTapped(now(3), Level.GOOD), ChoiceTapped(now(4), ChoiceId("staff")), NextTapped(now(5))
    )
    assert [(each.revision, each.value) for each in saved(effects)] == [
        (1, Rated(Level.GOOD)), (2, Chose((ChoiceId("staff"),))),
    ]  # fmt: skip
    assert state.question.id == COMMENT


def test_a_correction_is_corrected_no_more(reasons):
    state, _ = committed(reasons, UndoTapped(now(1)), ScaleTapped(now(2), Level.GOOD))
    assert step(state, UndoTapped(now(3)))[0].question.id == REASONS


def test_who_walks_off_while_correcting_leaves_the_first_rating(reasons):
    state, effects = committed(reasons, UndoTapped(now(1)), Ticked(now(100)), Ticked(now(200)))
    assert saved(effects) == []
    assert (state.stage, state.answers) == (Stage.IDLE, {})


def test_a_later_screen_offers_no_correction():
    state, _ = committed(idle_at(SURVEY), ScaleTapped(now(), 1), NextTapped(now(1)))
    assert step(state, UndoTapped(now(2)))[0].question.id == COMMENT


def test_a_survey_of_one_question_can_be_corrected_from_the_thanks():
    state, effects = committed(idle_at(survey()), ScaleTapped(now(), 1), UndoTapped(now(2)), ScaleTapped(now(3), 4))
    assert [(each.revision, each.value) for each in saved(effects)] == [
        (0, Rated(Level.BAD)), (1, Rated(Level.EXCELLENT)),
    ]  # fmt: skip
    assert state.stage is Stage.THANKS


# An address, or a number instead


@pytest.fixture
def contact():
    return committed(idle_at(survey(CONTACT)), ScaleTapped(now(), 1))[0]


@pytest.mark.parametrize("text", [
    "kim@example.com", " 010-1234-5678 ", "+82 10 1234 5678", "(02) 2345-6789", "山田@例え.jp",
])  # fmt: skip
def test_an_address_is_kept_with_the_wording_that_was_agreed_to(contact, text):
    state, effects = committed(contact, ContactSent(now(1), text))
    assert [each.value for each in saved(effects)] == [Contacted(text.strip(), "I agree.", 3)]
    assert state.stage is Stage.THANKS


@pytest.mark.parametrize("text", ["", "  ", "call me", "a@b", "12345", "@x.org", "x" * 300 + "@example.com"])
def test_what_can_be_no_address_stays_on_the_screen(contact, text):
    state, effects = step(contact, ContactSent(now(1), text))
    assert (state.question.id, effects) == (CONTACT.id, ())


def test_a_number_to_take_away_stands_for_twenty_seconds(contact):
    state, effects = committed(contact, NumberTaken(now(1)))
    (number,) = (each.value for each in saved(effects))
    assert isinstance(number, Numbered)
    assert len(number.number) == len("482 913")
    assert state.left_behind == number
    assert step(state, Ticked(now(1 + 19.9)))[0].stage is Stage.THANKS
    assert step(state, Ticked(now(1 + 20)))[0].stage is Stage.IDLE


def test_an_address_on_the_screen_is_warned_of_after_twenty_seconds(contact):
    assert not step(contact, Ticked(now(19.9)))[0].warned
    assert step(contact, Ticked(now(20)))[0].warned


def test_nothing_of_an_address_outlives_the_visit(contact):
    there, _ = committed(contact, ContactSent(now(1), "kim@example.com"))
    assert "kim" in str(asdict(there)), "no repr shows it, so it has to be looked for"
    state, _ = committed(contact, ContactSent(now(1), "kim@example.com"), NextTapped(now(2)))
    assert "kim" not in str(asdict(state))


# Where no keyboard fits


def test_what_needs_a_keyboard_is_left_out_where_none_fits():
    state, _ = step(idle_at(survey(NOTE, CONTACT, EASE)), WritingPossible(now(), possible=False))
    state, _ = committed(state, ScaleTapped(now(), 1))
    assert state.question.id == EASE.id


def test_a_comment_gives_way_when_its_keyboard_fits_no_more():
    state, _ = committed(idle_at(survey(NOTE, EASE)), ScaleTapped(now(), 1), WritingPossible(now(1), possible=False))
    assert state.question.id == EASE.id


def test_the_size_of_the_screen_outlives_a_visit():
    state, _ = play(idle_at(survey(NOTE)), WritingPossible(now(), possible=False), ScaleTapped(now(), 1))
    state, _ = play(state, Saved(now(), state.unsaved[0]), NextTapped(now(1)))
    assert state.stage is Stage.IDLE
    assert not state.writing


def test_a_blank_comment_is_a_skip_and_saves_nothing():
    state, effects = committed(idle_at(survey(NOTE, EASE)), ScaleTapped(now(), 1), CommentSent(now(1), " "))
    assert [type(each.value) for each in saved(effects)] == [Rated]
    assert state.question.id == EASE.id
    assert Wrote("") not in state.answers.values()
