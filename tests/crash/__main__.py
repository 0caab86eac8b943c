"""`python -m tests.crash`: every power cut and every kill; the last line is the summary, exit status 1 a fault."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.crash.powercut.cuts import Outcome, Plan, cut
from tests.crash.powercut.recording import record
from tests.crash.powercut.works import WORKS

BY_ITSELF = 5
"""Of so many kills one is of a kiosk that taps itself: only there comments are typed."""


def main() -> int:
    """Runs, and tells of each work as it is done."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="by another process, which taps too")
    parser.add_argument("--every", type=int, default=1, help="cut only every so many moments of each work")
    parser.add_argument("--lanes", type=int, default=min(4, len(os.sched_getaffinity(0))), help="processes at a time")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    cuts = all_cuts(Plan(every=options.every, seed=options.seed, lanes=options.lanes))
    kills, sound = all_kills(options.kills, options.lanes, options.seed)
    print(f"{cuts.summary(f'{len(WORKS)} works')}; {kills}")
    return 0 if sound and not cuts.faults else 1


def all_cuts(plan: Plan) -> Outcome:
    """Every work recorded and cut."""
    total = Outcome()
    for work in WORKS:
        begun = time.monotonic()
        outcome = cut(record(work), plan)
        print(f"{outcome.summary(work)}; {time.monotonic() - begun:.0f} s", *outcome.examples, sep="\n  ", flush=True)
        total.add(outcome)
    return total


def all_kills(count: int, lanes: int, seed: int) -> tuple[str, bool]:
    """The kills in words, and whether nothing suffered."""
    # Only now: kiosks are forked from here, and what is forked for the cuts needs no Qt.
    from tests.crash.rounds import run  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        tapped = run(Path(folder) / "tapped", count, lanes=lanes, seed=seed, finger=True)
        typed = run(Path(folder) / "typed", count // BY_ITSELF, lanes=lanes, seed=seed)
    both = tapped + typed
    told = (f"{tapped.kills:,} kills during taps by another process and {typed.kills:,} while comments were typed, "
            f"{both.mid_visit:,} of them in the middle of a visit: {both.lost} of {both.thanked:,} answers lost, "
            f"{len(both.damage)} integrity failures")  # fmt: skip
    return told, not (both.lost or both.damage)


if __name__ == "__main__":
    sys.exit(main())
