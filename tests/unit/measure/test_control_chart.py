from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure import Rule, Verdict, laney_chart, laney_sigma_z, p_chart, share_change, western_electric

TALLY = st.builds(lambda hit, missed: (hit, hit + missed), st.integers(0, 1000), st.integers(0, 1000))
SAMPLES = st.lists(TALLY, max_size=14)

# R package qcc (luca-scr/qcc), data(orangejuice): the 30 trial samples of 50 cans each; centre, limits and the
# violating samples as qcc prints them.
ORANGE_JUICE = [
    (cans, 50)
    for cans in (
        *(12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22),
        *(8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6),
    )
]


def rules(chart, rule):
    return [(signal.index, signal.above) for signal in western_electric(chart) if signal.rule is rule]


def steps(*scores):
    """A chart whose points lie this many sigmas from a centre of .5: sigma is .005 at n = 10,000."""
    return p_chart([(5000 + round(50 * score), 10_000) for score in scores], centre=0.5)


def test_orange_juice_has_the_published_centre_and_limits():
    chart = p_chart(ORANGE_JUICE)
    assert chart.centre == pytest.approx(0.2313333, abs=5e-8)
    for point in chart.points:
        assert (point.low, point.high) == pytest.approx((0.05242755, 0.4102391), abs=5e-8)


def test_orange_juice_breaks_the_published_rules():
    chart = p_chart(ORANGE_JUICE)
    signals = western_electric(chart)
    assert [index + 1 for index, _ in rules(chart, Rule.BEYOND_LIMITS)] == [15, 23]
    assert sorted({signal.index + 1 for signal in signals}) == [15, 22, 23, 24]
    assert all(signal.above for signal in signals)


def test_limits_follow_each_points_n():
    chart = p_chart([(20, 100), (100, 400)])
    assert chart.centre == pytest.approx(0.24)
    assert chart.points[0].high - 0.24 == pytest.approx(3 * sqrt(0.24 * 0.76 / 100))
    assert chart.points[1].high - 0.24 == pytest.approx(3 * sqrt(0.24 * 0.76 / 400))


@pytest.mark.parametrize(
    ("rule", "scores", "breaking"),
    [
        (Rule.BEYOND_LIMITS, (0, 3, 3.1, -3, -3.1), [(2, True), (4, False)]),
        (Rule.TWO_OF_THREE, (2.5, 0, 2.5, 0, 0, 2.5, 0, 0, 2.5), [(2, True)]),
        (Rule.TWO_OF_THREE, (2.5, -2.5, 0, -2.5), [(3, False)]),
        (Rule.TWO_OF_THREE, (2.5, 2.5, 0, 2, 2), [(1, True)]),
        (Rule.FOUR_OF_FIVE, (1.5, 1.5, 0, 1.5, 1.5, 0, 1.5), [(4, True)]),
        (Rule.FOUR_OF_FIVE, (-1.5, -1.5, -1.5, -1.5, -1.5, 1.5), [(3, False), (4, False)]),
        (Rule.EIGHT_ON_ONE_SIDE, (0.5,) * 9, [(7, True), (8, True)]),
        (Rule.EIGHT_ON_ONE_SIDE, (-0.5,) * 7 + (0,) + (-0.5,) * 7, []),
        (Rule.EIGHT_ON_ONE_SIDE, (-0.5,) * 7 + (0.5,), []),
    ],
)
def test_rules_mark_the_point_that_completes_the_pattern(rule, scores, breaking):
    assert rules(steps(*scores), rule) == breaking


def test_a_week_without_answers_breaks_a_run_and_has_no_limits():
    chart = p_chart([(50, 80)] * 4 + [(0, 0)] + [(50, 80)] * 4, centre=0.5)
    empty = chart.points[4]
    assert empty.share is None
    assert (empty.low, empty.high) == (0, 1)
    assert rules(chart, Rule.EIGHT_ON_ONE_SIDE) == []
    assert rules(p_chart([(50, 80)] * 8, centre=0.5), Rule.EIGHT_ON_ONE_SIDE) == [(7, True)]


def test_no_answers_at_all_is_an_empty_chart():
    chart = p_chart([(0, 0), (0, 0)])
    assert chart.centre is None
    assert western_electric(chart) == ()
    assert laney_sigma_z([(0, 0)]) == 1
    assert p_chart([]).points == ()


def test_a_share_off_a_centre_without_spread_is_beyond_it():
    assert rules(p_chart([(0, 50), (1, 50)], centre=0.0), Rule.BEYOND_LIMITS) == [(1, True)]
    assert western_electric(p_chart([(50, 50)] * 9)) == ()


def test_laney_by_hand():
    # centre 40/300 = .13333, p(1-p) = .115556
    #   x    n   p     sigma     z          moving range
    #   8  100  .08   .0339935  -1.568929
    #  30  150  .20   .0277555   2.401922   3.970851
    #   2   50  .04   .0480740  -1.941451   4.343373   mean 4.157112, / 1.128 = 3.68538
    samples = [(8, 100), (30, 150), (2, 50)]
    assert laney_sigma_z(samples) == pytest.approx(3.68538, abs=1e-5)
    point = laney_chart(samples).points[1]
    assert point.high == pytest.approx(0.133333 + 3 * 3.68538 * 0.0277555, abs=1e-5)
    assert point.low == 0


# Weekly attendances at emergency departments, and those seen within 4 hours (Mohammed et al. 2013, BMJ Qual. Saf. 22,
# 362-368; nhs_accidents in the R package qicharts2), with the limits in percent that a published p′ chart has:
# github.com/AUS-DOH-Safety-and-Quality/PowerBI-SPC, test-pprime.ts at 06d2cd6.
ATTENDANCES = [
    *((266501, 280443), (264225, 276823), (276532, 291681), (281461, 296155), (269071, 282343), (261215, 275888)),
    *((270409, 283867), (279778, 295251), (270483, 284468), (270320, 282529), (267923, 279618), (271478, 283932)),
    *((255353, 266629), (256820, 268091), (261835, 276803), (259144, 271578), (255910, 266005), (260863, 273520)),
    *((264465, 278574), (260989, 273772)),
]
LIMITS = [
    *((94.013, 96.567), (94.0046, 96.5753), (94.0378, 96.5421), (94.0473, 96.5326), (94.0173, 96.5627)),
    *((94.0025, 96.5775), (94.0207, 96.5593), (94.0454, 96.5345), (94.022, 96.5579), (94.0177, 96.5623)),
    *((94.0111, 96.5689), (94.0208, 96.5591), (93.9803, 96.5996), (93.9839, 96.5961), (94.0046, 96.5753)),
    *((93.9923, 96.5877), (93.9788, 96.6012), (93.9969, 96.583), (94.0087, 96.5713), (93.9975, 96.5824)),
]


def test_laney_limits_agree_with_published_ones():
    drawn = [(100 * point.low, 100 * point.high) for point in laney_chart(ATTENDANCES).points]
    for limits, published in zip(drawn, LIMITS, strict=True):
        assert limits == pytest.approx(published, abs=1e-4)


def test_laney_passes_over_weeks_without_answers():
    assert laney_sigma_z([(8, 100), (0, 0), (30, 150), (2, 50)]) == pytest.approx(3.68538, abs=1e-5)


@pytest.mark.parametrize("pair", [[(50, 100), (50, 100)], [(50, 100), (52, 100)]])
def test_laney_never_narrows_the_band(pair):
    assert laney_sigma_z(pair * 6) < 1
    assert laney_chart(pair * 6) == p_chart(pair * 6)


def test_chart_and_verdict_widen_alike():
    """At equal n, the factor that takes the verdict back lets the same week return into the band."""
    baseline, week, last = [(600, 800)] * 11, (665, 800), (600, 800)
    assert share_change(week, last).verdict is Verdict.BETTER
    assert rules(p_chart([*baseline, week], centre=0.75), Rule.BEYOND_LIMITS) == [(11, True)]
    assert share_change(week, last, dispersion=4.5).verdict is Verdict.NO_CHANGE_SEEN
    assert rules(p_chart([*baseline, week], centre=0.75, dispersion=4.5), Rule.BEYOND_LIMITS) == []


@given(SAMPLES, st.floats(1, 20))
def test_limits_lie_in_bounds_around_the_centre(samples, dispersion):
    chart = p_chart(samples, dispersion=dispersion)
    assert len(chart.points) == len(samples)
    for point in chart.points:
        assert 0 <= point.low <= point.high <= 1
        if chart.centre is not None:
            assert point.low <= chart.centre <= point.high


@given(SAMPLES)
def test_rule_one_marks_exactly_what_lies_outside_the_drawn_band(samples):
    chart = p_chart(samples)
    outside = {
        index
        for index, point in enumerate(chart.points)
        if point.share is not None and not point.low - 1e-11 <= point.share <= point.high + 1e-11
    }
    assert {index for index, _ in rules(chart, Rule.BEYOND_LIMITS)} == outside


@given(SAMPLES)
def test_complements_give_the_mirrored_signals(samples):
    chart, rest = p_chart(samples, centre=0.3), p_chart([(n - hit, n) for hit, n in samples], centre=0.7)
    mirrored = [(signal.index, signal.rule, not signal.above) for signal in western_electric(rest)]
    assert [(signal.index, signal.rule, signal.above) for signal in western_electric(chart)] == mirrored


@given(SAMPLES, st.floats(1, 20))
def test_dispersion_is_laneys_sigma_z_squared(samples, dispersion):
    plain, widened = p_chart(samples), p_chart(samples, dispersion=dispersion)
    for narrow, wide in zip(plain.points, widened.points, strict=True):
        assert wide.sigma == pytest.approx(narrow.sigma * sqrt(dispersion))
        assert wide.low <= narrow.low
        assert narrow.high <= wide.high


@pytest.mark.parametrize("centre", [-0.1, 1.1])
def test_an_impossible_centre_is_refused(centre):
    with pytest.raises(ValueError, match="centre is a share"):
        p_chart([(1, 2)], centre=centre)


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="is no share"):
        p_chart([(3, 2)])
