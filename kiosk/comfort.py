"""How a shopper wants the screen: larger, clearer, spoken, lower, calmer, slower."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TEXT_SIZES = (1.0, 1.25, 1.55, 1.9)
"""How many times as large as usual letters are."""
MORE_TIME_FACTOR = 3.0
"""How many times as long everything waits for those who ask for more time."""


class Look(StrEnum):
    """The colours of the screens."""

    DEFAULT = "default"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast_light"
    CONTRAST_DARK = "contrast_dark"


@dataclass(frozen=True, slots=True)
class Comfort:
    """One shopper's choices, from the store's own at the beginning of every visit. text_size indexes TEXT_SIZES."""

    text_size: int = 0
    look: Look = Look.DEFAULT
    speech: bool = False
    low_reach: bool = False
    less_motion: bool = False
    more_time: bool = False
