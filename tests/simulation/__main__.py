"""Prints what the rules make of each simulated shop: `python -m tests.simulation`."""

from __future__ import annotations

import sys

from tests.simulation import judging, shops, tuning
from tests.simulation.labelled import HONEST, Day, judge

DAYS = 240


def main() -> None:
    for name, days in (
        ("tuning", list(tuning.days(DAYS))),
        ("judging, first", list(judging.days(DAYS, shops.FIRST))),
        ("judging, second", list(judging.days(DAYS, shops.SECOND))),
        ("judging, judged", list(judging.days(DAYS))),
    ):
        on_shift_days = judge(filter(_has_shift, days)).share(*HONEST)
        sys.stdout.write(f"{name}, {DAYS} days\n{judge(days).table()}\n")
        sys.stdout.write(f"honest put aside on days with a shift: {on_shift_days:.1%}\n\n")


def _has_shift(day: Day) -> bool:
    return any(entry.kind == "shift" for entry in day.taps)


main()
