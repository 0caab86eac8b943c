"""A SERVQUAL survey as a CSV: everybody answered every item in two forms, and its means are published ones."""

from __future__ import annotations

import csv
from pathlib import Path

# Table 2 of PMC6131925, n = 386, 5 points: mean expectation and mean perception of each dimension.
N = 386
PUBLISHED = {
    "tangibles": (4.44, 4.19),
    "reliability": (4.49, 4.36),
    "responsiveness": (4.48, 4.35),
    "assurance": (4.50, 4.32),
    "empathy": (4.56, 4.40),
}
ITEMS = {name: [f"{name}_{number}" for number in range(1, count + 1)]
         for name, count in zip(PUBLISHED, (1, 2, 1, 1, 3), strict=True)}  # fmt: skip
FORMS = {"desired": "E", "perceived": "P"}
MAPPING = f"""
source = "servqual-survey"
language = "en"
[dimensions]
{chr(10).join(f'{item} = "{name}"' for name, items in ITEMS.items() for item in items)}
""" + "".join(f"""
[[items]]
form = "{form}"
min = 1
max = 5
columns = {{ {", ".join(f'{item} = "{letter}_{item}"' for items in ITEMS.values() for item in items)} }}
""" for form, letter in FORMS.items())


def column(mean: float, seed: int) -> list[int]:
    """N answers of 3, 4 and 5 with exactly the mean that rounds to this one, in an order of their own."""
    total = round(mean * N)
    threes = (seed * 7 + 11) % 40
    fives = total - 4 * N + threes
    answers = [3] * threes + [5] * fives + [4] * (N - threes - fives)
    step = (31, 47, 53, 61, 83)[seed % 5]
    return [answers[(row * step + seed * 17) % N] for row in range(N)]


def columns() -> dict[str, list[int]]:
    """By the CSV's names."""
    return {
        f"{letter}_{item}": column(PUBLISHED[name][side], seed)
        for side, letter in enumerate(FORMS.values())
        for name, items in ITEMS.items()
        for seed, item in enumerate(items, 1 + 3 * side)
    }


def write(folder: Path) -> tuple[Path, Path]:
    """The CSV and its mapping."""
    told = columns()
    rows, mapping = folder / "survey.csv", folder / "survey.toml"
    with rows.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file)
        written.writerow(["person", *told])
        written.writerows([person, *answers] for person, answers in enumerate(zip(*told.values(), strict=True)))
    mapping.write_text(MAPPING, encoding="utf-8")
    return rows, mapping
