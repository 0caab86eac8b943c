"""Our own typefaces, made known to Qt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from kiosk.assets import FONTS, LANGUAGES
from kiosk.model import Language
from kiosk.typefaces import REGULAR, typefaces
from kiosk.words import REFERENCE, available, load_words

KEYBOARD_FAMILY = "Arial"
"""What Qt's keyboard asks for by name."""


def load_fonts(folder: Path = FONTS, languages: Path = LANGUAGES) -> None:
    """Registers every face in a folder; what a language's family lacks comes from its `fallback`, then from any other.

    Raises FileNotFoundError where a file is not a font: the package is broken.
    """
    names = {path.stem: _registered(path) for path in sorted(folder.glob("*.ttf"))}

    def families(language: Language) -> list[str]:
        return [names[short + REGULAR] for short in typefaces(language, folder, languages)]

    QFont.insertSubstitutions(KEYBOARD_FAMILY, families(REFERENCE))
    for language in available(languages):
        QFont.insertSubstitutions(load_words(language, languages).font, families(language))


def _registered(path: Path) -> str:
    """The family that Qt knows a file's face by."""
    number = QFontDatabase.addApplicationFont(str(path))
    if number < 0:
        raise FileNotFoundError(path)
    return QFontDatabase.applicationFontFamilies(number)[0]
