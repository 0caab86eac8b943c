"""Makes assets/sounds: two small sounds of our own, from sine waves alone; the same bytes at every run.

    python packaging/sounds.py assets/sounds
"""

from __future__ import annotations

import math
import struct
import sys
import wave
from pathlib import Path

RATE = 22_050
"""Samples a second: sound cards take it, and nothing here is above 4 kHz."""
ATTACK = 0.003
"""Seconds until a note has its full strength; shorter would crack."""
PEAK = 0.35
"""Of the largest sample: a kiosk is heard by whoever works beside it all day."""

Note = tuple[float, float, float, float]
"""Frequency in Hz, start, seconds until silence, share of the strength."""
SOUNDS: dict[str, tuple[Note, ...]] = {
    "tap": ((880.0, 0.0, 0.07, 1.0), (1760.0, 0.0, 0.04, 0.3)),
    "thanks": ((523.25, 0.0, 0.30, 0.8), (659.26, 0.09, 0.30, 0.8), (783.99, 0.18, 0.42, 0.8)),
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes in SOUNDS.items():
        samples = sound(notes)
        path = folder / f"{name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
        print(f"{path.name}: {len(samples) / RATE:.2f} s, {path.stat().st_size:,} bytes")


def sound(notes: tuple[Note, ...]) -> list[int]:
    """All notes added up, as 16 bit samples."""
    length = max(start + lasts for _, start, lasts, _ in notes)
    times = [n / RATE for n in range(round(length * RATE))]
    mixed = [sum(strength(note, t) * math.sin(math.tau * note[0] * (t - note[1])) for note in notes) for t in times]
    loudest = max(map(abs, mixed))
    return [round(value / loudest * PEAK * 32767) for value in mixed]


def strength(note: Note, time: float) -> float:
    """A struck note: quickly there, then fading to nothing."""
    _, start, lasts, share = note
    since = time - start
    if not 0 <= since < lasts:
        return 0.0
    return share * min(1.0, since / ATTACK) * (1 - since / lasts) ** 2


if __name__ == "__main__":
    main(Path(sys.argv[1]))
