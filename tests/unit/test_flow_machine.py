"""The same shopper as a state machine of hypothesis: it finds shorter ways to a fault, and takes longer to look.

`make soak` plays ten thousand sequences; every test run a few hundred.
"""

from __future__ import annotations

import os

from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.unit.test_flow_random import ACTIONS, HOMES, TIMINGS, AnyShopper

SEQUENCES = int(os.environ.get("MOMENT_FLOW_SEQUENCES", "300"))


class AnyVisit(RuleBasedStateMachine):
    """Whatever is done, in any order."""

    shopper: AnyShopper | None = None

    @initialize(home=st.sampled_from(HOMES), timings=st.sampled_from(TIMINGS))
    def switched_on(self, home, timings):
        self.shopper = AnyShopper(timings, home)

    @rule(action=st.sampled_from(ACTIONS))
    def something_happens(self, action):
        name, act = action
        note(name)
        act(self.shopper)

    @invariant()
    def nothing_is_wrong(self):
        if self.shopper is not None:
            self.shopper.check()

    def teardown(self):
        if self.shopper is not None:
            self.shopper.time_alone_leads_home()


TestAnyVisit = AnyVisit.TestCase
TestAnyVisit.settings = settings(
    max_examples=SEQUENCES, stateful_step_count=24, deadline=None, derandomize=True, database=None
)
