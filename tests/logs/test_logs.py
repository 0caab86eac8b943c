"""Nothing that a shopper typed stands in a day's logs, whatever goes wrong on that day."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

from kiosk.store import open_reader
from tests.logs.day import ADDRESS, FORGOTTEN, HELD, REFUSED, SHOPPERS, WRITTEN
from ui.hand import Keys

ROOT = Path(__file__).resolve().parents[2]


def pieces(text: str) -> set[str]:
    """Every word of three letters and more; of Chinese and Korean every three characters in a row."""
    words = "".join(char if char.isalnum() else " " for char in text).split()
    runs = {word[n : n + 3] for word in words if not word.isascii() for n in range(max(1, len(word) - 2))}
    return {text} | runs | {word for word in words if len(word) >= 3 and word.isascii()}


def typed() -> set[str]:
    texts = [WRITTEN, FORGOTTEN, REFUSED, HELD, ADDRESS]
    for shopper in SHOPPERS:
        texts += [shopper.comment or "", *(stroke.labels for stroke in shopper.strokes if isinstance(stroke, Keys))]
    return {unicodedata.normalize("NFC", piece).casefold() for text in texts for piece in pieces(text) if piece}


def test_a_days_logs_hold_nothing_that_was_typed(tmp_path: Path) -> None:
    day = subprocess.run(
        [sys.executable, "-m", "tests.logs.day", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert day.returncode == 0, day.stderr
    with open_reader(tmp_path) as reader:
        kept = {text for (text,) in reader.database.execute("SELECT text FROM comments").fetchall()}
        assert reader.database.execute("SELECT text FROM contacts").fetchall() == [(ADDRESS,)]
    assert kept == {"fine", REFUSED, *(shopper.comment for shopper in SHOPPERS)}
    logs = [path.read_text(encoding="utf-8") for path in (tmp_path / "logs").iterdir()]
    said = unicodedata.normalize("NFC", "\n".join([*logs, day.stdout, day.stderr])).casefold()
    for line in ("answers cannot be stored", "1 comments have reached the end", "a fault of our own", "wrote()"):
        assert line in said, "this day is one on which there was much to tell"
    assert {piece for piece in typed() if piece in said} == set()
