from __future__ import annotations

from dataclasses import fields
from math import sqrt

import pytest

from kiosk.measure.estimate import Estimate
from kiosk.measure.gaps_model import GapsModel, gaps

ALL = {
    "desired": Estimate(200, 6.2, 6.0, 6.4, ""),
    "believed": Estimate(6, 5.5, 5.0, 6.0, ""),
    "target": 5.0,
    "audit": Estimate(12, 4.6, 4.3, 4.9, ""),
    "perceived": Estimate(300, 5.1, 4.9, 5.3, ""),
    "promise_kept": Estimate(80, 0.9, 0.81, 0.95, ""),
}
NAMES = [field.name for field in fields(GapsModel)]


def told(estimate):
    return estimate.n, estimate.estimate, estimate.low, estimate.high


def test_each_gap_is_the_later_step_minus_the_earlier():
    found = gaps(**ALL)
    apart = sqrt(0.5**2 + 0.2**2)
    assert told(found.knowledge) == pytest.approx((6, -0.7, -0.7 - apart, -0.7 + apart))
    assert told(found.standards) == pytest.approx((6, -0.5, -1.0, 0.0))
    assert told(found.delivery) == pytest.approx((12, -0.4, -0.7, -0.1))
    assert told(found.communication) == pytest.approx((80, 0.1, 0.05, 0.19))
    assert told(found.service) == pytest.approx((200, -1.1, -1.1 - sqrt(0.08), -1.1 + sqrt(0.08)))


def test_knowledge_standards_and_delivery_lead_from_desired_to_what_is_done():
    found = gaps(**ALL)
    steps = found.knowledge.estimate + found.standards.estimate + found.delivery.estimate
    assert steps == pytest.approx(ALL["audit"].estimate - ALL["desired"].estimate)


@pytest.mark.parametrize(("missing", "unknown"), [
    ("desired", {"knowledge", "service"}), ("believed", {"knowledge", "standards"}),
    ("target", {"standards", "delivery"}), ("audit", {"delivery"}), ("perceived", {"service"}),
    ("promise_kept", {"communication"}),
])  # fmt: skip
@pytest.mark.parametrize("as_estimate", [False, True])
def test_a_missing_side_leaves_its_gaps_open_and_no_others(missing, unknown, as_estimate):
    found = gaps(**ALL | {missing: Estimate(4, None, None, None, "") if as_estimate else None})
    assert {name for name in NAMES if getattr(found, name).estimate is None} == unknown
    for name in unknown:
        assert told(getattr(found, name))[1:] == (None, None, None)


def test_nobody_said_anything():
    found = gaps(**dict.fromkeys(ALL))
    assert all(told(getattr(found, name)) == (0, None, None, None) for name in NAMES)


def test_two_plain_numbers_are_apart_without_chance():
    found = gaps(**ALL | {"believed": 6.0, "target": 5.5})
    assert told(found.standards) == (0, -0.5, -0.5, -0.5)


def test_the_service_gap_may_be_known_better():
    better = Estimate(150, -1.05, -1.2, -0.9, "of pairs")
    found = gaps(**ALL, service=better)
    assert told(found.service) == told(better)
    assert found.service.definition.startswith("Service gap")


def test_the_share_of_broken_promises_stays_a_share():
    found = gaps(**ALL | {"promise_kept": Estimate(80, 0.98, 0.95, 1.01, "")})
    assert told(found.communication) == pytest.approx((80, 0.02, 0.0, 0.05))


def test_definitions_name_the_scale():
    found = gaps(**ALL, scale="1 to 5")
    told_of = {name: getattr(found, name).definition for name in NAMES}
    assert all("1 to 5" in told_of[name] for name in NAMES if name != "communication")
    assert "0 to 1" in told_of["communication"]


def test_a_share_outside_0_to_1_is_refused():
    with pytest.raises(ValueError, match="promises kept"):
        gaps(**ALL | {"promise_kept": Estimate(80, 4.5, 4.0, 5.0, "")})
