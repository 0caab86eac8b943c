"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How much a finding matters: nothing, soon, now."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. mend says what to do; it is empty where nothing is wrong."""

    name: str
    grade: Grade
    told: str
    mend: str = ""


def ok(name: str, told: str) -> Finding:
    """Nothing is wrong."""
    return Finding(name, Grade.OK, told)


def warn(name: str, told: str, mend: str) -> Finding:
    """It works, but not for long or not well."""
    return Finding(name, Grade.WARN, told, mend)


def fail(name: str, told: str, mend: str) -> Finding:
    """It keeps the kiosk from its work."""
    return Finding(name, Grade.FAIL, told, mend)
