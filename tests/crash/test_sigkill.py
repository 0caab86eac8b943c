"""200 kills at random moments of taps: nothing that was thanked for is lost, and the database is whole.

What this proves and what not: the package's own docstring. More rounds: `python -m tests.crash --rounds N`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def crash(*options: str) -> dict[str, Any]:
    """The Outcome of `python -m tests.crash`: a process of its own, for kiosks are forked from it."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.crash", *options], cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=600,
    )
    assert run.stdout, run.stderr
    outcome: dict[str, Any] = json.loads(run.stdout)
    return outcome


def test_every_answer_thanked_for_survives_200_kills() -> None:
    outcome = crash("--rounds", "200")
    assert outcome["kills"] == 200
    assert outcome["mid_visit"] >= 50
    assert outcome["thanked"] >= 200
    assert (outcome["lost"], outcome["damage"]) == (0, [])


def test_thanks_before_the_commit_would_be_found() -> None:
    assert crash("--rounds", "16", "--hasty")["lost"] > 0
