"""Databases that earlier versions wrote, with data of every kind they knew; README.md says how they were made."""

from __future__ import annotations

from pathlib import Path

KEPT_DATABASES = sorted(Path(__file__).parent.glob("v*.db"))
