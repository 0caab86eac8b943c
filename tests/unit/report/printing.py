"""Weeks of a shop, its hours imported and its pages printed, as a person does it at the command line."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from click.testing import CliRunner

from kiosk.cli import kiosk
from kiosk.model import Answer, Level
from tests.unit.report.conftest import WEEK, Shop
from tests.unit.report.reading import pages_by_pypdf

CASE = """
[[case]]
opened = 2026-11-{day:02} 10:00:00
reason = "Charged twice"
touchpoint = "services"
apology = {{ at = 2026-11-{day:02} 10:{minute}:00, who = "Shift lead" }}
"""


def run(*arguments: object) -> str:
    result = CliRunner().invoke(kiosk, [str(each) for each in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def tap(shop: Shop, back: int, day: int, hour: int, levels: dict[Level, int], *reasons: str) -> list[Answer]:
    """So many taps of each face in one hour, so many weeks before WEEK; day 0 is Monday."""
    begins = datetime.combine(WEEK.back(back).monday + timedelta(days=day), time(hour), UTC)
    faces = [level for level, n in levels.items() for _ in range(n)]
    return [
        answer for number, level in enumerate(faces)
        for answer in shop.visit(begins + timedelta(seconds=40 * number), level, reasons)
    ]  # fmt: skip


def week_of_taps(shop: Shop, levels: dict[Level, int]) -> None:
    shop.save(tap(shop, 0, 0, 12, levels))


def import_hours(shop: Shop, tmp_path: Path, rows: str) -> None:
    (tmp_path / "till.csv").write_text("at,sales,tills\n" + rows, encoding="utf-8")
    (tmp_path / "till.toml").write_text(
        'transactions = "sales"\ntills = "tills"\n[date]\ncolumn = "at"\nformats = ["%Y-%m-%d %H"]\n', encoding="utf-8"
    )
    run("ops", "import", tmp_path / "till.csv", "--mapping", tmp_path / "till.toml", "--data", shop.folder)


def printed_pages(shop: Shop, folder: Path, book: str = "", language: str = "en") -> list[str]:
    """What stands on each page, as `kiosk report` prints it with this book."""
    (folder / "book.toml").write_text(book, encoding="utf-8")
    site = 'store = "Maple Street"\ntarget = 80\n' + ('book = "book.toml"\n' if book else "")
    (folder / "site.toml").write_text(site, encoding="utf-8")
    run("report", "--site", folder / "site.toml", "--data", shop.folder, "--week", "2026-W46", "--lang", language,
        "--out", folder / "page.pdf")  # fmt: skip
    return [" ".join(page.split()) for page in pages_by_pypdf((folder / "page.pdf").read_bytes())]


def pages_after_the_first(shop: Shop, folder: Path, book: str = "", language: str = "en") -> str:
    """Those that follow page one, as one text."""
    return " ".join(printed_pages(shop, folder, book, language)[1:])
