"""ReportData becomes the bytes of a PDF: the same data, the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from kiosk.model import Language, Paper
from kiosk.report.charts import SMALL, TINY
from kiosk.report.comments import comment_blocks
from kiosk.report.data import ReportData
from kiosk.report.flow import Placed, holds_any, opening, paginate
from kiosk.report.fonts import Speller
from kiosk.report.method import method_blocks
from kiosk.report.page_one import PageOne
from kiosk.report.place_chart import place_blocks
from kiosk.report.quality.page import quality_blocks
from kiosk.report.rows import Rows
from kiosk.report.sentences import Sentences
from kiosk.report.sheet import INK, SOFT, Sheet, ink, readable
from kiosk.report.shop.page import shop_blocks
from kiosk.report.typeset import Style, Typesetter
from kiosk.report.wording import Wording
from kiosk.words import load_words

SIZES: Final = {Paper.A4: (595.276, 841.89), Paper.LETTER: (612.0, 792.0)}
MARGIN: Final = 51.0
HEAD: Final = 52.0
FOOT: Final = 40.0
RUNNING: Final = Style(8.4, 12, semibold=True)
CONTINUED_HEIGHT: Final = 20.0
DEFAULT_ACCENT: Final = "#1f7a70"


def render(data: ReportData, language: Language, paper: Paper, accent: str = DEFAULT_ACCENT) -> bytes:
    """The report as a PDF in one language. accent: #rrggbb, darkened where it would be hard to read."""
    words = load_words(language)
    report = _Report(data, Sentences(data, words, Wording(words)), Typesetter(language), paper)
    return report.render(language, accent)


@dataclass(frozen=True, slots=True)
class _Report:
    data: ReportData
    sentences: Sentences
    typesetter: Typesetter
    paper: Paper

    def render(self, language: Language, accent: str) -> bytes:
        buffer = BytesIO()
        canvas = self._canvas(buffer, language)
        sheet = Sheet(canvas, self._height, self.typesetter, readable(ink(accent)))
        pages = self._pages()
        for number, draw in enumerate(pages, start=1):
            self._head(sheet)
            draw(sheet)
            self._foot(sheet, number, len(pages))
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    @property
    def _width(self) -> float:
        return SIZES[self.paper][0] - 2 * MARGIN

    @property
    def _height(self) -> float:
        return SIZES[self.paper][1]

    @property
    def _bottom(self) -> float:
        return self._height - FOOT - 22

    def _canvas(self, buffer: BytesIO, language: Language) -> Any:
        """A canvas that knows no font but ours: reportlab would leave its Helvetica unembedded."""
        name = Speller(language, semibold=False).spell(" ")[0].font.fontName
        canvas = Canvas(
            buffer, pagesize=SIZES[self.paper], invariant=1, pageCompression=1, initialFontName=name,
            lang=language.replace("_", "-"),
        )  # fmt: skip
        canvas.setTitle(self.sentences.title())
        canvas.setAuthor(self.data.store)
        canvas.setCreator("Moment")
        return canvas

    def _pages(self) -> list[Callable[[Sheet], None]]:
        top = HEAD + 14
        places = place_blocks(self.sentences, Rows(self.typesetter, MARGIN, self._width))
        comments = comment_blocks(self.sentences, MARGIN, self._width)
        method = method_blocks(self.sentences, self.typesetter, MARGIN, self._width)
        shop = shop_blocks(self.sentences, Rows(self.typesetter, MARGIN, self._width))
        room = 2 * (self._bottom - top - CONTINUED_HEIGHT)
        quality = quality_blocks(self.sentences, Rows(self.typesetter, MARGIN, self._width), room)
        figures = [*places, *opening(quality), *(opening(shop) if quality else shop)]
        flowing = paginate([*figures, *comments, *method], top, self._bottom, CONTINUED_HEIGHT)
        begin = next((number for number, page in enumerate(flowing, start=2) if holds_any(page, comments)), 2)
        front = PageOne(self.sentences, MARGIN, self._width, HEAD + 8, self._bottom, begin)
        return [front.draw, *(self._draw_placed(page) for page in flowing)]

    def _draw_placed(self, page: Placed) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            if page.continued is not None:
                continued = self.sentences.words.say("continued", title=page.continued)
                sheet.text(MARGIN, HEAD + 24, continued, SMALL, SOFT)
            for y, block in page.blocks:
                block.draw(sheet, y)

        return draw

    def _head(self, sheet: Sheet) -> None:
        right = MARGIN + self._width
        colour = SOFT if self.data.until is None else INK
        week = sheet.text(right, HEAD - 8, self.sentences.week(), SMALL, colour, align="right")
        name = sheet.typesetter.fitted(self.sentences.shop(), RUNNING, self._width - week - 20)
        sheet.line_of_text(MARGIN, HEAD - 8, name, SOFT)
        sheet.rule(MARGIN, HEAD, self._width)

    def _foot(self, sheet: Sheet, number: int, pages: int) -> None:
        y = self._height - FOOT
        page = self.sentences.words.say("page", page=number, pages=pages)
        width = sheet.text(MARGIN + self._width, y, page, TINY, SOFT, align="right")
        foot = sheet.typesetter.fitted(self.sentences.foot(), TINY, self._width - width - 16)
        sheet.line_of_text(MARGIN, y, foot, SOFT)
