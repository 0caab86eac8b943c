"""Runs the parts of the study named on the command line (shares, groups, weeks), or all; prints Markdown.

The grid is grid.py; docs/simulation.md tells the results. All of it takes half an hour or more on three cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from itertools import product

from tests.bench.simulation import grid, groups, shares, tables, weeks


def _shares(pool: Executor) -> str:
    return tables.shares(list(pool.map(shares.study, *zip(*product(grid.SHARES, grid.SHARE_N), strict=True))))


def _groups(pool: Executor) -> str:
    return tables.groups([row for rows in pool.map(groups.study, grid.CELLS) for row in rows])


def _weeks(pool: Executor) -> str:
    return tables.weeks(list(pool.map(weeks.study, *zip(*product(grid.SHOPS, grid.DESIGNS), strict=True))))


PARTS: dict[str, Callable[[Executor], str]] = {"shares": _shares, "groups": _groups, "weeks": _weeks}


def main() -> None:
    wanted = argparse.ArgumentParser(prog="python -m tests.bench.simulation")
    wanted.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="|".join(PARTS))
    wanted.add_argument("--processes", type=int, default=3)
    asked = wanted.parse_args()
    with ProcessPoolExecutor(asked.processes) as pool:
        for name in asked.parts or PARTS:
            print(f"\n## {name}\n\n{PARTS[name](pool)}", flush=True)


if __name__ == "__main__":
    main()
