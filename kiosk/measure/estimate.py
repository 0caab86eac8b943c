"""What every newer measure comes as: an estimate with its interval, the answers behind it, and what it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval. Where nothing can be said, estimate, low and high are None and n still counts.

    definition says in one English sentence what the figure is and on which scale, as `kiosk measures --json` prints it.
    """

    n: int
    estimate: float | None
    low: float | None
    high: float | None
    definition: str
