"""A sample of the power cuts, and programs that are broken on purpose. All of them: `python -m tests.crash`."""

from __future__ import annotations

import pytest

from tests.crash.powercut.check import Kind
from tests.crash.powercut.cuts import Plan, cut_lane
from tests.crash.powercut.recording import Recording, record
from tests.crash.powercut.works import WORKS, Broken

MOMENTS = 30
"""Of each work, and those right after it said something; of what is broken on purpose a few are enough."""
FEW = 8
LONG = {"taps"}
"""Too long for a sample; what it does, few taps do too, but for the checkpoint."""


def sample(recording: Recording, moments: int) -> Plan:
    """Moments from the beginning to the end."""
    return Plan(every=1 + len(recording.events) // moments)


@pytest.mark.parametrize("work", sorted(WORKS.keys() - LONG))
def test_no_answer_is_lost_doubled_or_invented_and_nothing_is_damaged_or_half_done(work: str) -> None:
    recording = record(work)
    outcome = cut_lane(recording, sample(recording, MOMENTS))
    assert outcome.examples == []
    assert not outcome.faults
    assert outcome.cuts > outcome.moments > 0


@pytest.mark.parametrize(
    ("work", "broken", "kind"),
    [
        ("few taps", Broken.NO_SYNC, Kind.LOST),
        ("few taps", Broken.HASTE, Kind.LOST),
        ("few taps", Broken.NO_FSYNC, Kind.LOST),  # the new data folder itself
        ("backup", Broken.NO_FSYNC, Kind.HALF_DONE),
        ("restore", Broken.NO_FSYNC, Kind.HALF_DONE),
        ("encrypt", Broken.NO_FSYNC, Kind.DAMAGED),  # the new key
        ("erase", Broken.NO_FSYNC, Kind.HALF_DONE),
        ("migration", Broken.NO_FSYNC, Kind.HALF_DONE),
    ],
)
def test_what_is_broken_on_purpose_is_found(work: str, broken: Broken, kind: Kind) -> None:
    recording = record(work, broken)
    assert cut_lane(recording, sample(recording, FEW)).faults[kind] > 0
