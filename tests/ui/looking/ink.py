"""Where the letters of a text really are: the boxes of its glyphs, marks above and below included."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from tests.ui.looking.scene import Piece

NO_WRAP = 0
FIXED_HEIGHT = 1
"""Text.NoWrap and Text.FixedHeight."""


def font_of(piece: Piece) -> QFont:
    """The font as drawn: with a text that is fitted, at the size it was fitted to."""
    font = QFont(piece.read("font"))
    fitted = piece.number("fontInfo.pixelSize")
    if piece.number("fontSizeMode") and fitted > 0:
        font.setPixelSize(round(fitted))
    return font


def x_height(piece: Piece) -> float:
    """Pixels from the foot to the top of a small x in the font as drawn.

    Scripts without an x are drawn at the size of the Latin beside them, so theirs is the x of that size: Noto's own.
    """
    return QFontMetricsF(font_of(piece)).xHeight()


def painted(piece: Piece) -> QRectF:
    """The box of a text's lines as laid out, on the window."""
    return piece.item.mapRectToScene(piece.item.boundingRect())


def ink(piece: Piece) -> QRectF:
    """From the highest to the lowest glyph of a text, on the window."""
    lines = painted(piece)
    glyphs = _laid_out(piece)
    scale = piece.item.mapRectToScene(QRectF(0, 0, 1, 1)).height()
    return QRectF(lines.left(), lines.top() + glyphs.top() * scale, lines.width(), glyphs.height() * scale)


def _laid_out(piece: Piece) -> QRectF:
    """The glyphs' box, its y counted from the top of the first line."""
    layout = QTextLayout(str(piece.read("text")).replace("\n", "\u2028"), font_of(piece))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode(int(piece.number("wrapMode"))))
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    wraps = int(piece.number("wrapMode")) != NO_WRAP
    width = piece.item.width() - piece.number("leftPadding") - piece.number("rightPadding")
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width if wraps else 1e6)
        line.setPosition(QPointF(0, y))
        fixed = piece.number("lineHeightMode") == FIXED_HEIGHT
        y += piece.number("lineHeight") * (1 if fixed else line.height())
    layout.endLayout()
    box = QRectF()
    for run in layout.glyphRuns():
        # The run's own boundingRect is the box of its line, whatever is drawn in it.
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            box = box.united(run.rawFont().boundingRect(glyph).translated(place))
    return box

