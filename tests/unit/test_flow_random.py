"""Any order of taps, ticks, surveys and refusals: what must hold at every moment."""

from __future__ import annotations

import uuid
from dataclasses import replace

from hypothesis import given, note, settings
from hypothesis import strategies as st

from kiosk.comfort import Comfort, Look
from kiosk.flow import (
    SCREENS_UNASKED,
    ChoiceTapped,
    CleaningStarted,
    ComfortChosen,
    CommentSent,
    ContactSent,
    FinishTapped,
    ForgetInput,
    Home,
    ItemTapped,
    LanguageTapped,
    LeaveTapped,
    MoreTapped,
    NextTapped,
    NumberTaken,
    Prepared,
    PrepareVisit,
    Save,
    Saved,
    SaveFailed,
    ScaleTapped,
    Sleep,
    Stage,
    StartOverTapped,
    StoreFound,
    SurveyOffered,
    Ticked,
    Timings,
    Touched,
    UndoTapped,
    UseSurvey,
    Wake,
    WritingPossible,
    start,
    step,
)
from kiosk.items import OFFER, ItemsQuestion
from kiosk.model import Choice, ChoiceId, Language, Level, QuestionId, VisitId
from kiosk.questions import (
    ChoiceQuestion,
    CommentQuestion,
    Condition,
    ContactQuestion,
    Scale,
    ScaleQuestion,
    Survey,
)
from tests.plans import PLANS
from tests.unit.builders import EN, KO, SURVEY, now


def _text(text):
    return {EN: text, KO: text}


def _choices(*names):
    return tuple(Choice(ChoiceId(name), name, _text(name)) for name in names)


def _if(question, *answers):
    return (Condition(QuestionId(question), frozenset(answers)),)


ANY_FACE = {None: _text("?")}
LONG = Survey(
    "long", 3, (EN, KO), _text("Long"),
    (
        ScaleQuestion(QuestionId("rating"), ANY_FACE, Scale.FACES),
        ChoiceQuestion(QuestionId("why"), ANY_FACE, dict.fromkeys((Level.BAD, Level.GOOD), _choices("a", "b", "c")),
                       multiple=True, touchpoints=True, show_if=_if("rating", "bad", "good")),
        ChoiceQuestion(QuestionId("one"), ANY_FACE, {None: _choices("x", "y")}, multiple=False, touchpoints=False,
                       show_if=_if("why", "a")),
        CommentQuestion(QuestionId("words"), ANY_FACE),
        ScaleQuestion(QuestionId("nps"), ANY_FACE, Scale.NPS, _if("one", "x")),
        ScaleQuestion(QuestionId("fixed"), ANY_FACE, Scale.YES_NO),
        ContactQuestion(QuestionId("contact"), ANY_FACE, _text("I agree"), 1, _if("fixed", "0")),
        ScaleQuestion(QuestionId("last"), ANY_FACE, Scale.STARS, _if("rating", "neutral", "4")),
    ),
)  # fmt: skip
"""Every kind of question, and conditions on every kind of answer."""

TURNS = (None, *(PLANS[name] for name in ("one item", "two forms", "recommend", "importance")))
"""What one visit after the other is asked instead of its reasons."""
ROWS = tuple(row.question for plan in (PLANS["two forms"], PLANS["recommend"]) for row in plan.question.rows)
COMFORTS = (Comfort(), Comfort(text_size=3, more_time=True), Comfort(look=Look.DARK, low_reach=True))
TAPS = (NextTapped, FinishTapped, MoreTapped, UndoTapped, StartOverTapped, Touched, LeaveTapped, NumberTaken)
PAUSES = (0.1, 1.0, 4.9, 5.1, 19.0, 20.1, 30.1, 61.0, 91.0, 3600.0, 9 * 3600.0)
WORDS = ("", "  ", "Good", "\ud800half", "me@example.org", "+44 20 7946 0000")
UNATTENDED = (Stage.IDLE, Stage.ASLEEP)


def is_open(wall):
    return 9 <= wall.hour < 21


class AnyShopper:
    """The flow with a writer whose answers come when they like, and a disk that keeps what it took."""

    def __init__(self, timings, home):
        self.seconds = 0.0
        self.warned_at = None
        self.visits = 0
        self.at_the_disk = []
        self.values = {}
        self.order = []
        self.disk = {}
        self.undone = set()
        self.in_a_row = 1
        self.dark = False
        self.state, effects = start(LONG, home, timings)
        self.perform(effects)

    def perform(self, effects):
        for effect in effects:
            match effect:
                case PrepareVisit():
                    self.visits += 1
                    visit = VisitId(str(uuid.UUID(int=self.visits)))
                    self.send(Prepared(now(self.seconds), visit, TURNS[self.visits % len(TURNS)]))
                case Save(answer=answer):
                    assert self.at_the_disk == [], "one at a time"
                    assert answer == self.state.waiting[0], "the oldest first"
                    self.at_the_disk.append(answer)
                case Sleep() | Wake():
                    self.dark = isinstance(effect, Sleep)
                case UseSurvey(survey=survey):
                    assert survey is self.state.survey
                case ForgetInput():
                    pass

    def send(self, event):
        before = self.state
        self.state, effects = step(before, event)
        self.take_note(before, event)
        if self.state.warned and not before.warned:
            self.warned_at = self.seconds
        self.compare(before, event, effects)
        self.perform(effects)

    def take_note(self, before, event):
        """What was tapped, and that nothing else ever leaves the queue than what was saved."""
        waited, waits = list(before.waiting), list(self.state.waiting)
        if isinstance(event, Saved):
            assert waited.pop(0) == event.answer
        assert waits[: len(waited)] == waited
        for answer in waits[len(waited) :]:
            identity = identity_of(answer)
            assert identity not in self.values
            self.values[identity] = answer.value
            self.order.append(identity)

    def compare(self, before, event, effects):
        """What may not happen between one moment and the next."""
        after = self.state
        if before.stage is Stage.ASKING and after.stage is Stage.IDLE and isinstance(event, Ticked):
            assert before.warned
            assert self.seconds - self.warned_at >= 20
        if before.stage in (Stage.ASKING, Stage.THANKS) and after.stage in UNATTENDED:
            fresh, _ = start(after.survey, after.home, after.timings)
            kept = {name: getattr(after, name) for name in ("backlog", "under_way", "retry_at", "shut")}
            upcoming = after.upcoming if after.backlog else None
            assert after == replace(fresh, writing=after.writing, upcoming=upcoming, **kept)
            assert any(isinstance(effect, ForgetInput) for effect in effects)
        if after.survey is not before.survey:
            assert after.stage in UNATTENDED
            assert any(isinstance(effect, UseSurvey) for effect in effects)
            assert not after.waiting, "what waits answers the survey before"
        if before.unavailable and not isinstance(event, Saved):
            assert after.stage is not Stage.ASKING
            assert after.waiting == before.waiting
        if after.stage is Stage.KEPT and before.stage is not Stage.KEPT:
            assert before.trouble or before.failing or before.shut
            assert any(isinstance(effect, ForgetInput) for effect in effects)
        if isinstance(event, UndoTapped) and after.correcting and not before.correcting:
            assert after.visit not in self.undone
            self.undone.add(after.visit)
        self.count_screens(before, event)

    def count_screens(self, before, event):
        after = self.state
        if after.stage in UNATTENDED or after.correcting or isinstance(event, MoreTapped):
            self.in_a_row = 1
        elif after.stage is Stage.ASKING and after.position != before.position and before.stage is Stage.ASKING:
            self.in_a_row += 1

    def at(self, kind, *details):
        self.send(kind(now(self.seconds), *details))

    def wait(self, seconds):
        self.seconds += seconds
        self.at(Ticked)

    def disk_decides(self, *, taken):
        if not self.at_the_disk:
            return
        answer = self.at_the_disk.pop()
        if taken:
            assert identity_of(answer) not in self.disk, "saved once"
            self.disk[identity_of(answer)] = answer.value
        self.at(Saved if taken else SaveFailed, answer)

    def disk_takes_all(self):
        while self.at_the_disk:
            self.disk_decides(taken=True)

    def go_along(self, which):
        """As most people do; taps at random seldom get far."""
        match self.state.question:
            case ScaleQuestion(scale=scale):
                self.at(ScaleTapped, scale.points[which % len(scale.points)])
            case ChoiceQuestion() as question:
                for choice in question.offered(self.state.level)[:which]:
                    self.at(ChoiceTapped, choice.id)
                self.disk_takes_all()
                self.at(NextTapped)
            case ItemsQuestion(rows=rows):
                for row in rows[: which + 1]:
                    self.at(ItemTapped, row.question, row.scale.points[which])
                self.disk_takes_all()
                self.at(NextTapped)
            case CommentQuestion():
                self.at(CommentSent, "Good")
            case ContactQuestion():
                self.at(ContactSent, "me@example.org")
        self.disk_takes_all()

    def leave_it(self, which):
        """As people do whom the disk refuses; the next one is there already."""
        for _ in range(which):
            self.at(ScaleTapped, 1)
            self.disk_decides(taken=False)
            self.at(LeaveTapped)
            self.at(NextTapped)

    def check(self):
        self.thanks_means_that_all_is_saved()
        self.what_waits_is_under_way_or_will_be_tried_again()
        assert list(self.disk) == self.order[: len(self.disk)], "in the order of the taps"
        assert self.state.room >= 0
        self.one_rating_a_visit_and_a_second_only_by_undo()
        self.a_question_is_asked_only_where_its_conditions_hold()
        self.nothing_to_write_where_no_keyboard_fits()
        self.an_offer_is_kept_once_and_before_its_answers()
        assert self.in_a_row <= SCREENS_UNASKED
        assert self.dark == (self.state.stage is Stage.ASLEEP)

    def thanks_means_that_all_is_saved(self):
        if self.state.stage is Stage.THANKS:
            assert self.state.waiting == ()
            assert not self.state.failing
            for question, value in self.state.answers.items():
                newest = self.state.revisions[question] - 1
                assert self.disk[self.state.visit, question, newest] == value

    def what_waits_is_under_way_or_will_be_tried_again(self):
        state = self.state
        assert bool(self.at_the_disk) == state.under_way
        assert bool(state.waiting) == (state.under_way or state.retry_at is not None)
        assert state.retry_at is None or state.next_moment <= state.retry_at
        assert state.backlog == () or state.unsaved == () or state.stage is Stage.ASKING
        assert [identity_of(answer) for answer in state.waiting] == self.order[len(self.disk) :]

    def one_rating_a_visit_and_a_second_only_by_undo(self):
        headline = self.state.survey.questions[0].id
        given = [key for key in self.values if key[:2] == (self.state.visit, headline)]
        assert len(given) <= 1 + (self.state.visit in self.undone)

    def a_question_is_asked_only_where_its_conditions_hold(self):
        in_survey = self.state.survey.questions[self.state.position]
        assert self.state.question is in_survey or self.state.question is self.state.plan.question
        if self.state.stage is Stage.ASKING:
            assert all(condition.holds(self.state.answers) for condition in in_survey.show_if)
            assert self.state.level is not None or self.state.correcting
        if self.state.correcting and self.state.leaving is None:
            assert not self.state.answers

    def an_offer_is_kept_once_and_before_its_answers(self):
        """What was asked in its turn, whether it was answered or not, and of no visit more than one such screen."""
        state = self.state
        own = [question for visit, question, _ in self.values if visit == state.visit]
        assert own.count(OFFER) <= 1
        in_turn = {name for plan in TURNS if plan for name, _ in plan.offered.chances} & set(own)
        if in_turn:
            assert in_turn <= {name for name, _ in state.plan.offered.chances}
            assert own.index(OFFER) < min(map(own.index, in_turn))
        if state.stage is Stage.ASKING and state.plan and state.question is state.plan.question:
            assert OFFER in own
        if OFFER in own:
            assert not {"why"} & set(own), "the reasons have given way"

    def nothing_to_write_where_no_keyboard_fits(self):
        if self.state.stage is Stage.ASKING and not self.state.writing and self.state.leaving is None:
            assert not isinstance(self.state.question, CommentQuestion | ContactQuestion)

    def time_alone_leads_home(self):
        """Nobody there and a disk that takes answers: the next shopper finds a fresh screen, and nothing is lost."""
        state, moment = self.state, now(self.seconds)
        waiting, disk = list(self.at_the_disk), set(self.disk)
        for _ in range(10 + len(state.waiting)):
            effects = ()
            for answer in waiting:
                state, more = step(state, Saved(moment, answer))
                effects += more
                disk.add((answer.visit, answer.question, answer.revision))
            if state.next_moment is None and not effects:
                break
            if state.next_moment is not None:
                moment = now(max(self.seconds, state.next_moment - now().steady))
                state, more = step(state, Ticked(moment))
                effects += more
            waiting = [effect.answer for effect in effects if isinstance(effect, Save)]
        fresh, _ = start(state.survey, state.home, state.timings)
        assert state.stage in UNATTENDED
        fresh = replace(fresh, writing=state.writing, shut=state.shut)
        assert replace(state, stage=Stage.IDLE, visit=None, plan=None, upcoming=None) == fresh
        assert self.values.keys() <= disk
        offered = {key for key in disk - self.values.keys() if key[1] == OFFER}
        assert disk - offered == self.values.keys(), "nobody taps any more; a screen may still have come up"


def identity_of(answer):
    return answer.visit, answer.question, answer.revision


def _named(kind, *details):
    return " ".join([kind.__name__, *map(str, details)]), lambda shopper: shopper.at(kind, *details)


ACTIONS = (
    *[_named(kind) for kind in TAPS],
    *[_named(ScaleTapped, point) for point in (-1, 0, 1, 2, 4, 5, 11)],
    *[_named(ChoiceTapped, ChoiceId(name)) for name in ("a", "b", "x", "y", "nowhere")],
    *[_named(ItemTapped, row, point) for row in ROWS for point in (1, 7)],
    *[_named(CommentSent, text) for text in WORDS],
    *[_named(ContactSent, text) for text in WORDS],
    *[_named(LanguageTapped, Language(code)) for code in ("en", "ko", "xx")],
    *[_named(ComfortChosen, comfort) for comfort in COMFORTS],
    *[_named(WritingPossible, possible) for possible in (True, False)],
    _named(CleaningStarted),
    *[(f"offered {survey.id}", lambda shopper, survey=survey: shopper.send(SurveyOffered(survey)))
      for survey in (LONG, SURVEY)],
    *[(f"{seconds} s", lambda shopper, seconds=seconds: shopper.wait(seconds)) for seconds in PAUSES],
    *[_named(StoreFound, usable) for usable in (True, False, True)],
    *[(f"disk takes {taken}", lambda shopper, taken=taken: shopper.disk_decides(taken=taken))
      for taken in (True, False, False, False)],
    *[("disk takes all", AnyShopper.disk_takes_all)] * 4,
    *[(f"left by {which}", lambda shopper, which=which: shopper.leave_it(which)) for which in (1, 2, 3)] * 2,
    *[(f"go along {which}", lambda shopper, which=which: shopper.go_along(which)) for which in (0, 0, 1, 1, 2, 3)] * 3,
)  # fmt: skip

HOMES = (Home(EN, Comfort(text_size=1)), Home(EN, Comfort(text_size=1), is_open))
TIMINGS = (Timings(), Timings(undo_lasts=60.0, waiting_limit=3))


# A RuleBasedStateMachine draws each event by itself, which takes ten times as long as the flow does; a byte for each
# event lets ten thousand sequences run with every test, and shrinks as well.
@settings(max_examples=10_000, deadline=None, derandomize=True, database=None)
@given(events=st.binary(min_size=6, max_size=24), home=st.sampled_from(HOMES), timings=st.sampled_from(TIMINGS))
def test_ten_thousand_sequences_of_events(events, home, timings):
    shopper = AnyShopper(timings, home)
    for number in events:
        name, act = ACTIONS[number % len(ACTIONS)]
        note(name)
        act(shopper)
        shopper.check()
    shopper.time_alone_leads_home()
