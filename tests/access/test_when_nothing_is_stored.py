"""What a screen reader meets while the disk refuses: what stands there, and a way on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.model import Language, Level
from kiosk.words import load_words
from tests.access.conftest import READER, SYSTEM_PYTHON, ScreenReader, running

WORDS = load_words(Language("en"))
SHOWN = {"QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}


@contextmanager
def at_a_kiosk(desk: dict[str, str], data: Path) -> Iterator[ScreenReader]:
    kiosk = [sys.executable, "-m", "kiosk", "run", "--windowed", "--data", str(data)]
    reader = [SYSTEM_PYTHON, str(READER)]
    with running(kiosk, desk | SHOWN | {"KIOSK_SITE": ""}), running(reader, desk, stop=False) as client:
        yield ScreenReader(client, data)


def test_a_shopper_can_leave_an_answer_and_go(desk: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    say = WORDS.shopper
    with at_a_kiosk(desk, tmp_path / "file" / "data") as reader:
        reader.press(WORDS.levels[Level.BAD])
        reader.find("alert", f"{say['trouble']} {say['trouble_detail']}")
        reader.press(say["leave_it"])
        reader.press(f"{say['kept']} {say['kept_detail']}")
        reader.find("button", WORDS.levels[Level.BAD])


def test_a_kiosk_that_takes_nothing_says_so_in_every_language(desk: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "feedback.db").write_bytes(b"no database " * 1000)
    with at_a_kiosk(desk, tmp_path) as reader:
        for code in ("en", "ko"):
            words = load_words(Language(code))
            reader.press(words.name)
            reader.find("alert", f"{words.shopper['unavailable']} {words.shopper['unavailable_detail']}")
        assert WORDS.levels[Level.BAD] not in [thing.name for thing in reader.tappable()]
