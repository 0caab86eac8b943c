"""Rows of somebody else's CSV, read through a mapping: taken, or refused with the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.exchange.mapping import LANGUAGE, Mapping, ScaleTable
from kiosk.exchange.numbers import Numbers
from kiosk.exchange.sheet import Refusal, RefusedError, Sheet, SheetRow
from kiosk.exchange.text import MARK, comment
from kiosk.identity import imported_visit
from kiosk.items import IMPORTANCE
from kiosk.model import COMMENT_LENGTH_MAX, ChoiceId, Language, Picked, QuestionId, Scored, Value, VisitId, Wrote
from kiosk.questions import CommentQuestion, Survey
from kiosk.store import Row

NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
HOUR = re.compile("%[HIcXs]")
Cells = dict[str, str]
QuestionAnswer = tuple[QuestionId, Value]


@dataclass(frozen=True, slots=True)
class Questions:
    """The survey's questions that an overall rating and a comment answer."""

    rating: QuestionId
    comment: QuestionId

    @classmethod
    def of(cls, survey: Survey) -> Questions:
        """A survey without a comment screen still takes imported comments."""
        written = (question.id for question in survey.questions if isinstance(question, CommentQuestion))
        return cls(survey.questions[0].id, next(written, QuestionId("comment")))


@dataclass(slots=True)
class Tally:
    """What was kept otherwise than it stands in the file, so that nothing is lost in silence."""

    unfaced: int = 0
    unrated: int = 0
    unanswered: int = 0
    unwritten: int = 0
    marked: int = 0
    shortened: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Counts another tally in."""
        self.unfaced += other.unfaced
        self.unrated += other.unrated
        self.unanswered += other.unanswered
        self.unwritten += other.unwritten
        self.marked += other.marked
        self.shortened += other.shortened

    def notes(self) -> list[str]:
        """A sentence for each that happened."""
        counted = [
            (self.unfaced, "rows without an overall rating: the rest of each is kept, it counts for no face"),
            (self.unrated, "aspects not rated: left out, their rows stay"),
            (self.unanswered, "items or statements not rated: left out, their rows stay"),
            (self.unwritten, "comments are words of the file for \"no comment\": left out, their rows stay"),
            (self.marked, f"comments with control characters: each such character is now {MARK}"),
        ]
        return [f"{n} {what}" for n, what in counted if n] + self.shortened


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file gave."""

    rows: list[Row]
    refused: list[Refusal]
    notes: list[str]


def take(sheet: Sheet, rows: Iterable[SheetRow], mapping: Mapping, questions: Questions, day: date | None) -> Taken:
    """Reads the sheet's rows; day is the date of all rows where the mapping has no date column."""
    tally = Tally()
    refused = list(sheet.ragged)
    taken: list[Row] = []
    seen: Counter[str] = Counter()
    for row in rows:
        # From every column by name, so that neither a new order of columns nor a better mapping makes a second visit.
        content = "\x1e".join(f"{name}\x1f{row.cells[name]}" for name in sorted(row.cells))
        reading = _RowReading(row, mapping, questions, day)
        try:
            taken.append(reading.row(imported_visit(mapping.source, content, seen[content])))
        except RefusedError as error:
            refused.append(error.at(row.line))
            continue
        seen[content] += 1
        tally.add(reading.tally)
    return Taken(taken, sorted(refused, key=lambda refusal: refusal.line), tally.notes())


class _RowReading:
    """One row on its way to a visit."""

    def __init__(self, row: SheetRow, mapping: Mapping, questions: Questions, day: date | None) -> None:
        self._line = row.line
        self._cells = row.cells
        self._mapping = mapping
        self._questions = questions
        self._day = day
        self.tally = Tally()

    def row(self, visit: VisitId) -> Row:
        """Raises RefusedError."""
        day, at = self._when()
        answers = (*self._rating(), *self._aspects(), *self._asked(), *self._importance(), *self._comment())
        if not answers:
            raise RefusedError(None, None, "has no answer in any column of the mapping; expected at least one")
        place = self._cells[self._mapping.place.column].strip() if self._mapping.place else ""
        return Row(visit, day, self._language(), answers, place=place or None, at=at)

    def _when(self) -> tuple[date, datetime | None]:
        """The local day, and the moment where the row tells the hour."""
        table = self._mapping.date
        if table is None:
            assert self._day is not None  # noqa: S101 - import_mapped asks for it before any row is read
            return self._day, None
        raw = self._cells[table.column].strip()
        for form in table.formats:
            try:
                moment = datetime.strptime(raw, form)  # noqa: DTZ007 - without an offset it is the shop's own time
                if not HOUR.search(form):
                    return moment.date(), None
                here = moment.astimezone()
            except (ValueError, OverflowError):
                continue
            return here.date(), here
        raise RefusedError(table.column, raw, f"a date written as {' or '.join(table.formats)}")

    def _language(self) -> Language:
        asked = self._mapping.language
        if isinstance(asked, str):
            return Language(asked)
        raw = self._cells[asked.column].strip()
        if not LANGUAGE.fullmatch(raw):
            raise RefusedError(asked.column, raw, "a language such as en or zh_TW")
        return Language(raw)

    def _rating(self) -> Iterator[QuestionAnswer]:
        table = self._mapping.rating
        if table is None:
            return
        raw = self._cells[table.column].strip()
        if not raw and table.missing == "keep":
            self.tally.unfaced += 1
            return
        scale = self._scale(table.column, raw)
        number = table.values[raw] if raw in table.values else _number(table.column, raw, scale, scale.called())
        if not scale.holds(number):
            raise _off_scale(table.column, raw, scale, scale.called())
        yield self._questions.rating, Scored(number, scale.name, scale.level(number))

    def _scale(self, column: str, raw: str) -> ScaleTable:
        """The one scale that the row is on."""
        fitting = [s for s in self._mapping.scale if s.when is None or s.when.holds(self._cells[s.when.column])]
        if len(fitting) != 1:
            told = " and ".join(scale.name for scale in fitting) or "no scale"
            raise RefusedError(column, raw, f"the row to be on one scale, by the mapping it is on {told}")
        return fitting[0]

    def _aspects(self) -> Iterator[QuestionAnswer]:
        for group in self._mapping.aspects:
            for question, column in group.columns.items():
                raw = self._cells[column].strip()
                if not raw:
                    continue
                number = _number(column, raw, group, group.scale)
                if number in group.not_rated:
                    self.tally.unrated += 1
                elif group.holds(number):
                    yield QuestionId(question), Scored(number, group.scale)
                else:
                    raise _off_scale(column, raw, group, group.scale)

    def _asked(self) -> Iterator[QuestionAnswer]:
        """Items in their forms, and statements."""
        for asked in self._mapping.asked:
            table = asked.table
            raw = self._cells[asked.column].strip()
            if not raw:
                continue
            number = table.values[raw] if raw in table.values else _number(asked.column, raw, table, asked.scale)
            if number in table.not_rated:
                self.tally.unanswered += 1
            elif table.holds(number):
                yield asked.question, Scored(number, asked.scale)
            else:
                raise _off_scale(asked.column, raw, table, asked.scale)

    def _importance(self) -> Iterator[QuestionAnswer]:
        table = self._mapping.importance
        if table is None:
            return
        raw = self._cells[table.column].strip()
        if not raw:
            return
        name = table.values.get(raw, raw.lower())
        known = self._mapping.known_dimensions()
        if name not in known:
            raise RefusedError(table.column, raw, f"one dimension, such as {', '.join(known)}")
        yield IMPORTANCE, Picked((ChoiceId(name),))

    def _comment(self) -> Iterator[QuestionAnswer]:
        cells = [comment(self._cells[column]) for column in self._mapping.comment]
        written = [part for part in cells if part.text]
        parts = [part for part in written if part.text not in self._mapping.no_comment]
        self.tally.unwritten += len(written) - len(parts)
        text = "\n".join(part.text for part in parts)
        self.tally.marked += any(part.marked for part in parts)
        length = sum(part.length for part in parts) + max(len(parts) - 1, 0)
        if length > COMMENT_LENGTH_MAX:
            self.tally.shortened.append(
                f"line {self._line}: a comment of {length:,} characters, the first {COMMENT_LENGTH_MAX:,} are kept"
            )
        if text:
            yield self._questions.comment, Wrote(text[:COMMENT_LENGTH_MAX].rstrip())


def _number(column: str, raw: str, numbers: Numbers, scale: str) -> float:
    if not NUMBER.fullmatch(raw):
        raise _off_scale(column, raw, numbers, scale)
    return float(raw)


def _off_scale(column: str, raw: str, numbers: Numbers, scale: str) -> RefusedError:
    return RefusedError(column, raw, f"{numbers.expected()} (scale {scale})")
