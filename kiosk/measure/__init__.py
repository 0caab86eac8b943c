"""Pure statistics of the pages: counts in, estimates with intervals and one verdict out.

Shares are fractions of 1, the happiness index runs from 0 to 100, NPS from -1 to 1; every result says in `definition`
what it is and on which scale. Intervals are 95 % unless told otherwise and cover chance only. `dispersion` (1 or more)
is the factor by which days differ more than chance allows; one factor, from `day_dispersion`, goes into every interval,
verdict and chart of one page, so that they agree. Impossible counts raise ValueError; too little to say anything is an
estimate of None.
"""

from __future__ import annotations

from kiosk.measure.assumptions import DOCUMENTED, Assumed, Assumptions
from kiosk.measure.belief import Belief, BeliefGap, BeliefHistory, belief_gap, belief_history
from kiosk.measure.ces import Effort, ces
from kiosk.measure.change import ShareChange, Verdict, share_change
from kiosk.measure.chart import (
    ChartPoint,
    ControlChart,
    Rule,
    Signal,
    laney_chart,
    laney_sigma_z,
    p_chart,
    western_electric,
)
from kiosk.measure.csat import csat
from kiosk.measure.dispersion import Dispersion, day_dispersion
from kiosk.measure.drivers import Driver, drivers
from kiosk.measure.effect import Effect, EffectVerdict, Look, baseline_weeks, effect, looks_due
from kiosk.measure.estimate import Estimate
from kiosk.measure.forecast import Forecast, SlotForecast, forecast
from kiosk.measure.hotspots import HotSpot, RateRatio, benjamini_hochberg, excess_p_value, hot_spots, rate_ratio
from kiosk.measure.index import HappinessIndex, happiness_index
from kiosk.measure.mean import scale_mean
from kiosk.measure.nps import NetPromoterScore, net_promoter_score
from kiosk.measure.operations import HourLoad, LoadAgainstBad, ResponseRate, load_against_bad, response_rate
from kiosk.measure.places import BetweenPlaces, between_places
from kiosk.measure.proportion import proportion
from kiosk.measure.pulse import PulseStatement, pulse
from kiosk.measure.recovery import Case, RecoverySummary, Step, StepFigure
from kiosk.measure.recovery import summary as recovery_summary
from kiosk.measure.revenue import RevenueAtRisk, at_risk, recovered_case
from kiosk.measure.share import FEWEST_SHOWN, Share, Tally, wilson
from kiosk.measure.silent import ComplaintsBehind, SilentMajority, complaints_behind, silent_majority
from kiosk.measure.tags import TagFigure, by_tag
from kiosk.measure.word_of_mouth import Figures, WordOfMouth, word_of_mouth

__all__ = [
    "DOCUMENTED",
    "FEWEST_SHOWN",
    "Assumed",
    "Assumptions",
    "Belief",
    "BeliefGap",
    "BeliefHistory",
    "BetweenPlaces",
    "Case",
    "ChartPoint",
    "ComplaintsBehind",
    "ControlChart",
    "Dispersion",
    "Driver",
    "Effect",
    "EffectVerdict",
    "Effort",
    "Estimate",
    "Figures",
    "Forecast",
    "HappinessIndex",
    "HotSpot",
    "HourLoad",
    "LoadAgainstBad",
    "Look",
    "NetPromoterScore",
    "PulseStatement",
    "RateRatio",
    "RecoverySummary",
    "ResponseRate",
    "RevenueAtRisk",
    "Rule",
    "Share",
    "ShareChange",
    "Signal",
    "SilentMajority",
    "SlotForecast",
    "Step",
    "StepFigure",
    "TagFigure",
    "Tally",
    "Verdict",
    "WordOfMouth",
    "at_risk",
    "baseline_weeks",
    "belief_gap",
    "belief_history",
    "benjamini_hochberg",
    "between_places",
    "by_tag",
    "ces",
    "complaints_behind",
    "csat",
    "day_dispersion",
    "drivers",
    "effect",
    "excess_p_value",
    "forecast",
    "happiness_index",
    "hot_spots",
    "laney_chart",
    "laney_sigma_z",
    "load_against_bad",
    "looks_due",
    "net_promoter_score",
    "p_chart",
    "proportion",
    "pulse",
    "rate_ratio",
    "recovered_case",
    "recovery_summary",
    "response_rate",
    "scale_mean",
    "share_change",
    "silent_majority",
    "western_electric",
    "wilson",
    "word_of_mouth",
]
