"""docs/simulation.svg: the coverage of every cell as a dot, drawn from the tables of docs/simulation.md.

`python -m tests.bench.simulation.picture`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.bench.simulation import grid

DOCS = Path(__file__).resolve().parents[3] / "docs"
NAMES = {"mean": "means", "gap": "group gaps", "yes": "yes or no"}
LEFT, WIDTH, LOW, HIGH = 110, 560, 90.0, 100.0


def coverages(page: str) -> dict[str, list[float]]:
    """By figure, the coverage of its cells in %."""
    found = {}
    for figure in grid.FIGURES:
        section = page.split(f"### {figure}\n", 1)[1].split("Bias", 1)[0]
        rows = [line.strip("| ").split(" | ")[1:] for line in section.splitlines() if re.match(r"\| 0\.", line)]
        found[figure] = [float(value.strip("* ")) for row in rows for value in row]
    return found


def drawing(points: Mapping[str, Sequence[float]]) -> str:
    """A line of dots for each figure; equal ones stand above each other."""
    band = [_x(100 * end) for end in grid.COVERAGE_AIM]
    height, width = 60 + 90 * len(points), LEFT + WIDTH + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="13" fill="#333" role="img">',
        "<title>Coverage in %</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<rect x="{band[0]:.1f}" y="10" width="{band[1] - band[0]:.1f}" height="{height - 45}" fill="#e3eefa"/>',
        f'<path d="M{_x(95):.1f} 10V{height - 35}" stroke="#7aa3cc"/>',
    ]
    for place, (figure, values) in enumerate(points.items()):
        base = 90 * (place + 1)
        parts.append(f'<text x="10" y="{base}">{NAMES[figure]}</text>')
        parts += [f'<circle cx="{_x(value):.1f}" cy="{base - up}" r="2.2"/>' for value, up in _stacked(values)]
    for tick in range(int(LOW), int(HIGH) + 1):
        parts.append(f'<text x="{_x(tick):.1f}" y="{height - 12}" text-anchor="middle">{tick}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _stacked(values: Sequence[float]) -> Iterator[tuple[float, float]]:
    seen: dict[float, int] = {}
    for value in sorted(values):
        seen[value] = seen.get(value, -1) + 1
        yield value, 5.0 * seen[value]


def _x(coverage: float) -> float:
    return LEFT + WIDTH * (max(LOW, coverage) - LOW) / (HIGH - LOW)


if __name__ == "__main__":
    told = coverages((DOCS / "simulation.md").read_text(encoding="utf-8"))
    (DOCS / "simulation.svg").write_text(drawing(told), encoding="utf-8")
