"""`python -m tests.crash.kills`: kills as many kiosks as wanted; exit status 1 where anything suffered."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.crash.rounds import run


def main() -> int:
    """Runs, and prints one line of JSON: the Outcome and the seconds it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash.kills", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--lanes", type=int, default=min(4, len(os.sched_getaffinity(0))), help="kiosks at a time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hasty", action="store_true", help="with the fault that must be found")
    parser.add_argument("--finger", action="store_true", help="tapped by another process, on an X server")
    options = parser.parse_args()
    begun = time.monotonic()
    with TemporaryDirectory() as folder:
        outcome = run(
            Path(folder), options.rounds, lanes=options.lanes, seed=options.seed, hasty=options.hasty,
            finger=options.finger,
        )  # fmt: skip
    print(json.dumps(asdict(outcome) | {"seconds": round(time.monotonic() - begun, 1)}))
    return 1 if outcome.lost or outcome.damage else 0


if __name__ == "__main__":
    sys.exit(main())
