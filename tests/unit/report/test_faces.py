from __future__ import annotations

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from kiosk.assets import FONTS
from kiosk.report.faces import QuickFace

FILES = sorted(path.name for path in FONTS.glob("*.ttf"))


@pytest.mark.parametrize("name", FILES)
def test_a_face_is_read_as_reportlab_reads_it(name: str) -> None:
    quick, slow = QuickFace(str(FONTS / name)), TTFontFace(str(FONTS / name))
    assert quick.charToGlyph == {code: glyph for code, glyph in slow.charToGlyph.items() if glyph}
    assert quick.charWidths == pytest.approx({code: slow.charWidths[code] for code in quick.charToGlyph})
    # reportlab scales the advance that all further glyphs share, so that only their bearings can be compared.
    assert [bearing for _, bearing in quick.hmetrics] == [bearing for _, bearing in slow.hmetrics]
    assert quick.glyphPos == slow.glyphPos
    assert quick.defaultWidth == pytest.approx(slow.defaultWidth)


def test_the_fonts_are_there() -> None:
    assert len(FILES) == 16
