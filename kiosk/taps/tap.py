"""What the rules look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.model import Level, VisitId

IsOpen = Callable[[datetime], bool]
"""Whether the shop is open at an aware local moment."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A visit's headline rating. at is its first tap, aware; level what it says now, where it was corrected."""

    visit: VisitId
    at: datetime
    level: Level
    answered_more: bool
    """Whether the visit says anything besides: a touchpoint, an option, another scale, words, an address."""


def always_open(_: datetime) -> bool:
    """The hours of a shop that has told none: the rule about closed hours then never speaks."""
    return True
