"""`make screens`: the gallery in docs/screens, and README's picture.

    python -m tests.screens [folder]
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from kiosk.site import load_site
from kiosk.survey import load_survey
from tests.ui.conftest import PATIENT, Shop
from tests.ui.pictures import LANDSCAPE, PORTRAIT, walk
from ui.app import Kiosk, application
from ui.hand import Hand

GALLERY = Path(__file__).resolve().parent.parent / "docs" / "screens"
COLOURS = 64
"""Our screens are flat: an indexed picture is a fifth of the size and looks the same."""


def main(folder: Path) -> None:
    """Writes one picture per screen, language and orientation."""
    folder.mkdir(parents=True, exist_ok=True)
    application()
    for way, size, millimetres in (("landscape", LANDSCAPE, (323.0, 202.0)), ("portrait", PORTRAIT, (202.0, 323.0))):
        with tempfile.TemporaryDirectory() as data:
            site = replace(load_site(None, Path(data)), store="Maple Street", screen_mm=millimetres)
            kiosk = Kiosk(site, load_survey(site.survey), timings=PATIENT, motion=False)
            kiosk.window.resize(*size)
            kiosk.window.show()
            shop = Shop(kiosk, Hand(kiosk.window), site)
            for language in load_survey(site.survey).languages:
                for name, picture in walk(shop, language):
                    path = folder / f"{way}-{language}-{name}.png"
                    picture.quantize(COLOURS).save(path, optimize=True)
            kiosk.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else GALLERY)
