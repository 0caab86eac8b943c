"""Every threshold of the rules, with its reason.

Honest taps that the rules must leave alone: genuine answers are rarely less than 30 s apart, but a family in a queue
rates one after another, three to six people, 8 to 25 s apart, often on the same face. A threshold is therefore set
where six people at their quickest cannot reach it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

REPEAT_WITHIN: Final = 5.0
"""Seconds between two taps on one face: the minimum interval that makers of rating terminals use."""

HAMMERING: Final = ((5, 25.0), (7, 53.0), (9, 82.0), (12, 120.0))
"""So many taps in so many seconds. Five people 8 s apart need 32 s; more than six are two parties, and between parties
the one leaves and the other steps up."""
HAMMERING_PAUSE: Final = 2.0
"""The longest gap in it, as a multiple of the mean gap that is just allowed."""
ALTERNATING_FACES: Final = 3
"""Different faces in a hammering that make it an alternating one: not one finger held on one face."""

RHYTHM_TAPS: Final = 7
"""One more than a family, whose gaps may by chance be alike."""
RHYTHM_SPREAD: Final = 0.3
"""Longest minus shortest of their gaps, as a share of the mean. A beat that strays by 10 % has .25 in the middle;
independent arrivals (exponential gaps) have it three times in 100,000."""
RHYTHM_GAP: Final = 90.0
"""Seconds; what beats slower is no burst."""

STREAK_GAP: Final = 25.0
"""Seconds between the taps of one streak: none in a family is longer, and genuine answers are rarely closer."""
STREAK_BAD: Final = (9, 8, 6)
"""Of so many taps in a row, so many bad, and so many with nothing but a face: more than an angry family."""
STREAK_CONTRARY: Final = (9, 3, 1, 5)
"""Of so many taps in a row, at least so many bad, at most so many in the middle, at least so many with nothing but a
face: worst and best in turn, as nobody's day is."""

SHIFT_TAPS: Final = 20
SHIFT_LASTS: Final = 2 * 3600.0
"""Seconds; what is over sooner is a coach party, not a shift."""
SHIFT_CAUTION: Final = 2.0
"""Happy shoppers say less than others: bare excellent taps may be twice as frequent as the rest of the day says."""
SHIFT_EXCESS: Final = 3.0
"""How many times those odds a shift multiplies them by."""
SHIFT_SPARES: Final = (4, 25.0)
"""So many taps in a row, so many seconds apart, not all of them excellent and bare: a family during the shift."""
SHIFT_EVIDENCE: Final = 9.0
"""Natural logarithm of the likelihood ratio that a shift must reach: odds of 8,000 to 1."""

BEFORE_OPENING: Final = timedelta(minutes=5)
"""Doors open early and clocks differ."""
AFTER_CLOSING: Final = timedelta(minutes=20)
"""The last shoppers are still at the till."""
