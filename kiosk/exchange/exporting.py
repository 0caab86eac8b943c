"""The answers of a period as a CSV that spreadsheets open safely, and the codebook that explains it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from kiosk.exchange.answers import COLUMNS, KINDS, to_cells
from kiosk.exchange.progress import Progress, unwatched
from kiosk.exchange.text import guarded
from kiosk.files import replacing
from kiosk.model import Level, Rated, Scored
from kiosk.store import Reader, Reading, Record, count_records, read_records, scale_rule, scales_of

BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"
"""Without it Excel takes UTF-8 for the machine's own code page."""
LEVEL_MEANINGS = {
    Level.BAD: "The worst of the four faces: unhappy",
    Level.NEUTRAL: "Neither happy nor unhappy",
    Level.GOOD: "Happy",
    Level.EXCELLENT: "The best of the four faces: happy",
}
RULE_MEANINGS = {
    "closed": "Tapped while the shop was closed",
    "repeat": "The same face again within five seconds",
    "rhythm": "To a beat",
    "hammering": "Faster than a family in a queue can be",
    "alternating": "The same, on changing faces",
    "streak": "In a long run of bad ratings, or of worst and best in turn",
    "shift": "One of many excellent taps with nothing besides, for hours",
}
CODEBOOK_COLUMNS = ("column", "value", "language", "meaning")
Writer = Any
"""csv has no public name for it."""
Entry = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    answers: Path
    codebook: Path
    rows: int
    visits: int


def export_csv(reader: Reader, first: date, last: date, out: Path, progress: Progress = unwatched) -> Exported:
    """Writes out and, beside it, its codebook. Raises StorageError, and then what stood there stays."""
    rows = visits = 0
    scales = _Scales(reader)
    records = progress(read_records(reader, first, last), count_records(reader, first, last), "Writing")
    with replacing(out) as part, _open(part) as file:
        writer = _writer(file, COLUMNS)
        for _, group in groupby(records, key=lambda record: record.visit):
            visit = list(group)
            face = _face(visit)
            writer.writerows(to_cells(record, face, scales.words(record)) for record in visit)
            rows += len(visit)
            visits += 1
    codebook = out.with_name(f"{out.stem}-codebook.csv")
    with replacing(codebook) as part, _open(part) as file:
        writer = _writer(file, CODEBOOK_COLUMNS)
        writer.writerows(map(guarded, entry) for entry in _codebook(reader, scales))
    return Exported(out, codebook, rows, visits)


class _Scales:
    """How the numbers of other scales became faces, per source, read once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._by_source: dict[str, dict[str, str]] = {}
        self._native: dict[tuple[str, str], str] = {}

    def words(self, record: Record) -> str:
        """Of the scale of a headline score; empty for anything else."""
        value = record.value
        if not isinstance(value, Scored) or value.level is None:
            return ""
        source = record.origin.source
        if rule := scale_rule(value.scale, source):
            self._native[source, value.scale] = rule
            return rule
        if source not in self._by_source:
            self._by_source[source] = scales_of(self._reader, source)
        return self._by_source[source].get(value.scale, "")

    def met(self) -> Iterator[tuple[str, str, str]]:
        """Source, scale and words of all that were asked for."""
        for source, scales in sorted(self._by_source.items()):
            for scale, words in sorted(scales.items()):
                yield source, scale, words
        for (source, scale), words in sorted(self._native.items()):
            yield source, scale, words


def _open(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", newline="")


def _writer(file: IO[str], columns: Iterable[str]) -> Writer:
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerow(columns)
    return writer


def _face(visit: list[Record]) -> Level | None:
    levels = {
        record.revision: record.value.level for record in visit
        if isinstance(record.value, (Rated, Scored)) and record.value.level is not None
    }  # fmt: skip
    return levels[max(levels)] if levels else None


def _codebook(reader: Reader, scales: _Scales) -> Iterator[Entry]:
    for column, meaning in COLUMNS.items():
        yield column, "", "en", meaning
    for kind, meaning in KINDS.items():
        yield "kind", kind, "en", meaning
    for level in Level:
        yield "level", level.word, "en", LEVEL_MEANINGS[level]
    for rule, meaning in RULE_MEANINGS.items():
        yield "suspect", rule, "en", meaning
    for choice, labels in sorted(Reading(reader).touchpoint_labels().items()):
        for language, label in labels.items():
            yield "reasons", choice, language, label
    for source, scale, words in scales.met():
        yield "scale", scale, "en", f"{source}: {words}"
