"""`make screens`: the gallery in docs/screens, and a look at every screen there can be.

    python -m tests.screens [--gallery FOLDER] [--displays NAME…]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.comfort import Look
from kiosk.model import Language
from tests.everything import CHECKOUT, everything
from tests.ui.looking import faults
from tests.ui.pictures import WRITTEN
from tests.ui.walking import DISPLAYS, Display, Walk
from ui.hand import Hand, turn

GALLERY = Path(__file__).resolve().parent.parent / "docs" / "screens"
COLOURS = 64
"""Our screens are flat: an indexed picture is a fifth of the size and looks the same."""
TEXT_SIZES = range(4)
MAIN = ("idle", "choices", "comment", "thanks", "items two forms")
"""Shown in every language."""
FULL = ("en", "ko")
"""All their screens are shown."""
WIDEST = 1280


def picture(walk: Walk) -> Image.Image:
    """The window as it is."""
    QGuiApplication.styleHints().setCursorFlashTime(0)
    turn(150)
    painted = walk.kiosk.window.grabWindow().convertToFormat(QImage.Format.Format_RGB888)
    image = Image.frombytes(
        "RGB", (painted.width(), painted.height()), bytes(painted.constBits()), "raw", "RGB", painted.bytesPerLine()
    )
    image.thumbnail((WIDEST, WIDEST))
    return image


def gallery(folder: Path) -> int:
    """Writes the pictures; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    written = 0
    for display, language, size, look, low_reach, names in shown():
        with tempfile.TemporaryDirectory() as data:
            walk = Walk(display, Path(data))
            met: Counter[str] = Counter()
            for screen in walk.screens(language, size, look, low_reach=low_reach):
                met[screen] += 1
                if met[screen] > 1 or (names and screen not in names):
                    continue
                extra = "".join(
                    [f"-text{size}" if size else "", f"-{look.value}" if look is not Look.DEFAULT else "",
                     "-low" if low_reach else ""]
                )  # fmt: skip
                name = f"{display.name} {language}{extra} {screen}".replace(",", "").replace(" ", "-")
                picture(walk).quantize(COLOURS).save(folder / f"{name}.png", optimize=True)
                written += 1
            walk.close()
    return written + writing(folder)


def writing(folder: Path) -> int:
    """A comment half written, in the four main languages, with the keyboard's candidates."""
    with tempfile.TemporaryDirectory() as data:
        walk = Walk(next(each for each in DISPLAYS if each.name == "15 inch"), Path(data), CHECKOUT)
        for language, strokes in WRITTEN.items():
            walk.session.setLanguage(language)
            walk.session.tapPoint(1)
            walk.settle()
            walk.session.next()
            walk.hand.wait_for("comment")
            Hand(walk.kiosk.window).type(strokes)
            turn(600)  # the candidates' row comes up softly
            picture(walk).quantize(COLOURS).save(folder / f"15-inch-{language}-writing.png", optimize=True)
            walk.session.startOver()
            walk.settle()
        walk.close()
    return len(WRITTEN)


def shown() -> Iterator[tuple[Display, Language, int, Look, bool, tuple[str, ...]]]:
    """(display, language, text size, look, low reach, screens; none means all) of each walk of the gallery."""
    by_name = {display.name: display for display in DISPLAYS}
    languages = everything().languages
    usual = by_name["15 inch"]
    for display in (usual, usual.turned):
        for language in languages:
            yield display, language, 0, Look.DEFAULT, False, () if language in FULL else MAIN
    english = languages[0]
    for look in list(Look)[1:]:
        yield usual, english, 0, look, False, ("idle", "choices", "sheet access")
    yield usual, english, 3, Look.DEFAULT, False, MAIN
    yield usual, Language("de"), 3, Look.DEFAULT, False, MAIN
    for language in (english, Language("ar")):
        yield usual.turned, language, 0, Look.DEFAULT, True, MAIN
    for name in ("7 inch", "7 inch upright", "32 inch", "10 inch"):
        yield by_name[name], english, 0, Look.DEFAULT, False, MAIN


def look_at_everything(displays: tuple[Display, ...]) -> list[str]:
    """Every screen x language x text size on every display: what is wrong."""
    found: list[str] = []
    for display in displays:
        looked = 0
        with tempfile.TemporaryDirectory() as data:
            walk = Walk(display, Path(data))
            for language in walk.survey.languages:
                for size in TEXT_SIZES:
                    for screen in walk.screens(language, size):
                        looked += 1
                        told = faults(walk.kiosk.window, pixels_per_mm=display.pixels_per_mm, x_height_mm=0)
                        found += [f"{display.name}: {screen}, text size {size}, {each}" for each in told]
            walk.close()
        print(f"{display.name}: {looked} screens looked at, {len(found)} faults so far", flush=True)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gallery", type=Path, default=GALLERY)
    parser.add_argument("--displays", nargs="*", default=[display.name for display in DISPLAYS])
    options = parser.parse_args()
    print(f"{gallery(options.gallery)} pictures in {options.gallery}")
    wrong = look_at_everything(tuple(each for each in DISPLAYS if each.name in options.displays))
    print("\n".join(wrong))
    sys.exit(bool(wrong))
