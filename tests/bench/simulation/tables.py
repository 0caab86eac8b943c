"""The study's results as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.bench.simulation import grid
from tests.bench.simulation.groups import Row
from tests.bench.simulation.shares import ShareRow
from tests.bench.simulation.weeks import TOLD, WeeksRow


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Numbers to the right, the first column to the left."""
    rule = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in (head, rule, *rows))


def shares(rows: Sequence[ShareRow]) -> str:
    """Exact coverage in %, and the furthest that a simulated one lies from it."""
    found = {(row.share, row.n): row for row in rows}
    exact = table(
        ["share", *(f"n = {n}" for n in grid.SHARE_N)],
        [[f"{share:.2f}", *(f"{100 * found[share, n].exact:.2f}" for n in grid.SHARE_N)] for share in grid.SHARES],
    )
    apart = table(
        ["share", *(f"n = {n}" for n in grid.SHARE_N)],
        [[f"{share:.2f}", *(_apart(found[share, n]) for n in grid.SHARE_N)] for share in grid.SHARES],
    )
    outside = [row for row in rows if row.outside]
    return f"Exact, %:\n\n{exact}\n\nSimulated less exact, points:\n\n{apart}\n\nOutside: {len(outside)}"


def _apart(row: ShareRow) -> str:
    return f"{100 * (row.simulated - row.formula):+.3f}{' **outside**' if row.outside else ''}"


def groups(rows: Sequence[Row]) -> str:
    """By figure: coverage of every cell, then bias; and every cell outside with its two sides."""
    parts = []
    for figure in grid.FIGURES:
        own = {row.cell: row for row in rows if row.figure == figure}
        parts += [f"### {figure}", "Coverage, %:", _by_cell(own, bias=False), "Bias, in standard deviations:"]
        parts.append(_by_cell(own, bias=True))
    outside = [row for row in rows if row.outside]
    head = ["figure", "p", "correlation", "refusal", "n", "coverage %", "below %", "above %", "bias / sd", "half width"]
    told = [_outside(row) for row in outside]
    parts += [f"### Outside: {len(outside)} of {len(rows)}", table(head, told)]
    return "\n\n".join(parts)


def _outside(row: Row) -> list[object]:
    cell = row.cell
    percent = [f"{100 * share:.2f}" for share in (row.coverage, row.below, row.above)]
    bias, half = f"{row.bias / row.deviation:+.3f}", f"{row.half_width:.3f}"
    return [row.figure, cell.spread, cell.correlation, cell.refusal, cell.n, *percent, bias, half]


def _by_cell(own: dict[grid.Cell, Row], *, bias: bool) -> str:
    columns = [(n, refusal) for refusal in grid.RESPONSE for n in grid.PER_FORM]
    rows = []
    for spread in grid.SPREADS:
        for correlation in grid.CORRELATIONS:
            found = [own[grid.Cell(spread, correlation, refusal, n)] for n, refusal in columns]
            told = [_bias(row) if bias else _coverage(row) for row in found]
            rows.append([f"{spread:.2f}, {correlation:.2f}", *told])
    return table(["p, correlation", *(f"{refusal}, {n}" for n, refusal in columns)], rows)


def _coverage(row: Row) -> str:
    low, high = grid.COVERAGE_AIM
    told = f"{100 * row.coverage:.1f}"
    return told if low <= round(row.coverage, 4) <= high else f"**{told}**"


def _bias(row: Row) -> str:
    told = f"{row.bias / row.deviation:+.3f}"
    return f"**{told}**" if abs(row.bias) > grid.BIAS_AIM * row.deviation else told


def weeks(rows: Sequence[WeeksRow]) -> str:
    """By shop: weeks until all dimensions are known, the middle run and, in brackets, nine of ten runs."""
    head = ["shop, design", *TOLD, "answers a week"]
    return table(
        head,
        [
            [f"{row.shop}: {row.design}", *(f"{_when(middle)} ({_when(most)})" for middle, most in row.until),
             f"{row.answers:.0f}"]
            for row in rows
        ],
    )  # fmt: skip


def _when(week: float) -> str:
    return f"> {grid.WEEKS_MOST}" if week > grid.WEEKS_MOST else f"{week:.0f}"
