"""Pure statistics of the weekly page: counts in, estimates with intervals and one verdict out.

Shares are fractions of 1, the happiness index runs from 0 to 100, NPS from -1 to 1. Intervals are 95 % unless told
otherwise and cover chance only. `dispersion` (1 or more) is the factor by which days differ more than chance allows;
one factor, from `day_dispersion`, goes into every interval, verdict and chart of one page, so that they agree.
Impossible counts raise ValueError.
"""

from __future__ import annotations

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
from kiosk.measure.dispersion import Dispersion, day_dispersion
from kiosk.measure.hotspots import HotSpot, RateRatio, benjamini_hochberg, excess_p_value, hot_spots, rate_ratio
from kiosk.measure.index import HappinessIndex, happiness_index
from kiosk.measure.nps import NetPromoterScore, net_promoter_score
from kiosk.measure.share import FEWEST_SHOWN, Share, Tally, wilson

__all__ = [
    "FEWEST_SHOWN",
    "ChartPoint",
    "ControlChart",
    "Dispersion",
    "HappinessIndex",
    "HotSpot",
    "NetPromoterScore",
    "RateRatio",
    "Rule",
    "Share",
    "ShareChange",
    "Signal",
    "Tally",
    "Verdict",
    "benjamini_hochberg",
    "day_dispersion",
    "excess_p_value",
    "happiness_index",
    "hot_spots",
    "laney_chart",
    "laney_sigma_z",
    "net_promoter_score",
    "p_chart",
    "rate_ratio",
    "share_change",
    "western_electric",
    "wilson",
]
