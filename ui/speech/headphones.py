"""Whether headphones are plugged in, as ALSA's jack controls tell it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

CARDS = Path("/proc/asound")

CONTROL = re.compile(r"^numid=\d+,iface=CARD,(?:device=\d+,(?:subdevice=\d+,)?)?name='([^']*)'")
JACK = re.compile(r"\b(Headphone|Headset)\b(?!.*\b(Mic|Phantom)\b).*\bJack$")
"""A phantom jack is one that the card cannot sense; a microphone's says nothing of what is heard."""
SENSED = re.compile(r": values=(\w+,)*on\b")


def plugged(contents: str) -> bool:
    """Whether any headphone jack in the output of `amixer contents` senses a plug; unknown counts as none."""
    name = ""
    for line in contents.splitlines():
        control = CONTROL.match(line)
        if control or line.startswith("numid="):
            name = control[1] if control else ""
        elif JACK.search(name) and SENSED.match(line.strip()):
            return True
    return False


def are_plugged(cards: Path = CARDS) -> bool:
    """Whether headphones are plugged into any card of this machine. Takes some milliseconds for each card."""
    return any(plugged(_contents(card.name.removeprefix("card"))) for card in cards.glob("card[0-9]*"))


def _contents(card: str) -> str:
    command = ["amixer", "-c", card, "contents"]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=2, check=False).stdout  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
