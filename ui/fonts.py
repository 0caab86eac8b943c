"""Our own typefaces, made known to Qt."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from kiosk.assets import FONTS

KEYBOARD_FAMILY = "Arial"
"""What Qt's keyboard asks for by name."""
FAMILIES = ("Noto Sans SC", "Noto Sans TC", "Noto Sans KR")


def load_fonts() -> None:
    """Registers every face in assets/fonts. Raises FileNotFoundError where one is not a font: the package is broken."""
    for path in sorted(FONTS.glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)
    QFont.insertSubstitutions(KEYBOARD_FAMILY, FAMILIES)
