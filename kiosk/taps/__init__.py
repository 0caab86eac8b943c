"""Which taps look like play: pure rules over one kiosk's day. Nothing here deletes; a flag can be taken back."""

from __future__ import annotations

from kiosk.taps.rules import RULES, suspects
from kiosk.taps.tap import IsOpen, Tap, always_open

__all__ = ["RULES", "IsOpen", "Tap", "always_open", "suspects"]
