"""How our own scales become levels, in the words of the rules that imports bring."""

from __future__ import annotations

from itertools import groupby

from kiosk.questions import Scale


def scale_rule(name: str, source: str) -> str | None:
    """Such as "stars: 1–2 bad, 3 neutral, 4 good, 5 excellent"; None for a scale that is not tapped on our kiosks."""
    if source.startswith("import:") or name not in Scale.__members__.values():
        return None
    scale = Scale(name)
    spans = [(level.word, list(points)) for level, points in groupby(scale.points, scale.level)]
    return f"{name}: " + ", ".join(f"{_span(points)} {word}" for word, points in spans)


def _span(points: list[int]) -> str:
    return str(points[0]) if len(points) == 1 else f"{points[0]}–{points[-1]}"
