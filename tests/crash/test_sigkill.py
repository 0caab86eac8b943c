"""200 kills at random moments of taps: nothing that was thanked for is lost, and the database is whole.

What this proves and what not: docs/crash-tests.md. More rounds: `python -m tests.crash.kills --rounds N`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def crash(*options: str) -> dict[str, Any]:
    """The Outcome of `python -m tests.crash.kills`: a process of its own, for kiosks are forked from it."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.crash.kills", *options], cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=600,
    )
    assert run.stdout, run.stderr
    outcome: dict[str, Any] = json.loads(run.stdout)
    return outcome


@pytest.mark.parametrize("options", [["--finger"], []], ids=["tapped-by-another-process", "typing-comments-itself"])
def test_every_answer_thanked_for_survives_100_kills(options: list[str]) -> None:
    outcome = crash("--rounds", "100", *options)
    assert outcome["kills"] == 100
    assert outcome["mid_visit"] >= 25
    assert outcome["thanked"] >= 100
    assert (outcome["lost"], outcome["damage"]) == (0, [])


@pytest.mark.parametrize("options", [["--finger"], []], ids=["tapped-by-another-process", "typing-comments-itself"])
def test_thanks_before_the_commit_would_be_found(options: list[str]) -> None:
    assert crash("--rounds", "16", "--hasty", *options)["lost"] > 0
