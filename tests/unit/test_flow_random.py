"""Any order of taps, ticks and refusals: what must hold at every moment."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.flow import (
    ChoiceTapped,
    CommentSent,
    FaceTapped,
    FinishTapped,
    LanguageTapped,
    NextTapped,
    Prepared,
    PrepareVisit,
    RetryTapped,
    Save,
    Saved,
    SaveFailed,
    Stage,
    StartOverTapped,
    Ticked,
    Touched,
    start,
    step,
)
from kiosk.model import ChoiceId, Level, VisitId
from tests.unit.builders import EN, SURVEY, now

CHOICES = st.sampled_from([choice.id for choice in SURVEY.questions[1].choices[Level.BAD]] + [ChoiceId("nowhere")])
TAPS = st.sampled_from([NextTapped, FinishTapped, StartOverTapped, Touched, RetryTapped])


class AnyShopper(RuleBasedStateMachine):
    """The flow with a writer whose answers come when they like, and a disk that keeps what it took."""

    @initialize()
    def power_on(self):
        self.seconds = 0.0
        self.warned_at = None
        self.visits = 0
        self.waiting = []
        self.first_tries = set()
        self.disk = {}
        self.state, effects = start(SURVEY, EN)
        self.perform(effects, again=False)

    def perform(self, effects, *, again):
        for effect in effects:
            match effect:
                case PrepareVisit():
                    self.visits += 1
                    self.send(Prepared(now(self.seconds), VisitId(f"v{self.visits}")))
                case Save(answer=answer):
                    identity = (answer.visit, answer.question, answer.revision)
                    if again:
                        assert answer in self.state.unsaved
                    else:
                        assert identity not in self.first_tries
                    self.first_tries.add(identity)
                    self.waiting.append(answer)

    def send(self, event):
        before = self.state
        self.state, effects = step(before, event)
        if self.state.warned and not before.warned:
            self.warned_at = self.seconds
        if before.stage is Stage.ASKING and self.state.stage is Stage.IDLE and isinstance(event, Ticked):
            assert before.warned
            assert self.seconds - self.warned_at >= 20
        if self.state.stage is Stage.IDLE and before.stage is not Stage.IDLE:
            assert self.state == start(SURVEY, EN)[0]
        self.perform(effects, again=isinstance(event, RetryTapped | Ticked))

    @rule(level=st.sampled_from(Level))
    def tap_face(self, level):
        self.send(FaceTapped(now(self.seconds), level))

    @rule(choice=CHOICES)
    def tap_choice(self, choice):
        self.send(ChoiceTapped(now(self.seconds), choice))

    @rule(kind=TAPS)
    def tap(self, kind):
        self.send(kind(now(self.seconds)))

    @rule(text=st.text(max_size=20))
    def send_comment(self, text):
        self.send(CommentSent(now(self.seconds), text))

    @rule(language=st.sampled_from(SURVEY.languages))
    def tap_language(self, language):
        self.send(LanguageTapped(now(self.seconds), language))

    @rule(seconds=st.floats(0, 100))
    def wait(self, seconds):
        self.seconds += seconds
        self.send(Ticked(now(self.seconds)))

    @precondition(lambda self: self.waiting)
    @rule(taken=st.booleans(), data=st.data())
    def disk_decides(self, taken, data):
        answer = self.waiting.pop(data.draw(st.integers(0, len(self.waiting) - 1)))
        if taken:
            self.disk[answer.visit, answer.question, answer.revision] = answer.value
        self.send((Saved if taken else SaveFailed)(now(self.seconds), answer))

    @invariant()
    def thanks_means_that_all_is_saved(self):
        if self.state.stage is Stage.THANKS:
            assert self.state.unsaved == ()
            for question, value in self.state.answers.items():
                newest = self.state.revisions[question] - 1
                assert self.disk[self.state.visit, question, newest] == value

    @invariant()
    def an_unsaved_answer_is_under_way_or_will_be_retried(self):
        for answer in self.state.unsaved:
            assert answer in self.waiting or self.state.trouble

    @invariant()
    def a_visit_without_a_sign_of_life_ends(self):
        if self.state.stage is not Stage.IDLE:
            assert self.state.deadline is not None or self.state.unsaved

    @invariant()
    def each_question_shown_is_one_of_the_survey(self):
        assert self.state.question in SURVEY.questions
        assert self.state.level is not None or self.state.stage is Stage.IDLE


TestAnyShopper = AnyShopper.TestCase
TestAnyShopper.settings = settings(max_examples=200, stateful_step_count=40, deadline=None, derandomize=True)
