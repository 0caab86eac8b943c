"""A file into the database: somebody else's CSV through a mapping file, an export of ours without one."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from kiosk.errors import BadInputError
from kiosk.exchange.answers import Answers
from kiosk.exchange.foreign import Questions, take
from kiosk.exchange.lines_in import import_lines, require_whole
from kiosk.exchange.mapping import Mapping, load_mapping
from kiosk.exchange.own import is_lines, open_own, refuse_database
from kiosk.exchange.progress import Progress, unwatched
from kiosk.exchange.sheet import Refusal, read_sheet
from kiosk.items import Cell
from kiosk.model import Site
from kiosk.store import ImportedFile, Recorder, Row, Store, count_differing, open_store, scales_of
from kiosk.store.privacy.erasure import read_erasures, take_out
from kiosk.store.records import add_records, keep_files
from kiosk.store.transfer import save_row, saving
from kiosk.store.turns import read_asked_visits
from kiosk.survey import load_survey
from kiosk.survey.kept import definition


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file's rows. new counts visits (of our own export: rows) that were not there before.

    What was erased before and is left out is in neither taken nor new.

    notes say what was kept otherwise than it stands in the file, scales how its numbers became faces, by name.
    """

    file: str
    taken: int
    new: int
    refused: tuple[Refusal, ...]
    notes: tuple[str, ...]
    scales: dict[str, str]


class Importer:
    """Takes files into one site's data folder. at is the aware time that the import is noted under."""

    def __init__(self, site: Site, at: datetime, progress: Progress = unwatched) -> None:
        self._site = site
        self._survey = load_survey(site.survey)
        self._at = at
        self._progress = progress

    def mapped(self, path: Path, mapping_file: Path, day: date | None) -> Imported:
        """Takes a file's valid rows in one transaction; day is their date where the mapping names no date column.

        Raises BadInputError or StorageError, and then nothing is kept.
        """
        refuse_database(path)
        mapping = load_mapping(mapping_file)
        self._refuse_misfit(path, mapping_file, mapping, day)
        sheet = read_sheet(path, mapping.encoding, mapping.delimiter)
        sheet.require(mapping.columns())
        watched = self._progress(sheet.rows, len(sheet.rows), "Reading")
        taken = take(sheet, watched, mapping, Questions.of(self._survey), day)
        scales = mapping.scale_words()
        imported = Imported(path.name, len(taken.rows), 0, tuple(taken.refused), tuple(taken.notes), scales)
        if not taken.rows:
            return imported
        origin = replace(self._site.origin, source=f"import:{mapping.source}")
        with open_store(self._site.data, self._site.key) as store:
            _refuse_other_levels(mapping_file, store, origin.source, scales)
            _refuse_other_dimensions(mapping_file, store, mapping, taken.rows)
            file = ImportedFile(sheet.digest, path.name, len(taken.refused), scales)
            rows = self._progress(taken.rows, len(taken.rows), "Saving")
            with saving(store):
                new = Recorder(store, origin, self._survey).save_import(rows, file, self._at)
                differing = count_differing(store, taken.rows)
                gone = self._erase_again(store)["visits"]
            notes = (*imported.notes, *_kept_notes(differing), *_erased_notes(gone))
            return replace(imported, taken=imported.taken - gone, new=new - gone, notes=notes)

    def own(self, path: Path) -> Imported:
        """Takes an export of ours as it was: same visits, times and origins.

        JSON Lines bring all that the database held, a workbook the answers and the surveys, a CSV the answers.
        Raises BadInputError or StorageError, and then nothing is kept.
        """
        refuse_database(path)
        if is_lines(path):
            return self._lines(path)
        answers = Answers()
        with open_own(path) as own:
            records = iter(self._progress(answers.records(own.rows), own.total, "Taking"))
            first = next(records, None)
            if first is None:
                return Imported(path.name, 0, 0, _in_order(answers.refused), (), {})
            with open_store(self._site.data, self._site.key) as store, saving(store):
                # In a fresh folder the reports need the words of the touchpoints.
                for survey in own.surveys or [self._own_survey()]:
                    save_row(store, "surveys", survey)
                added = add_records(store, chain([first], records), self._at)
                for source, named in answers.scales.items():
                    _refuse_other_levels(path, store, source, named)
                refused = len(answers.refused)
                files = {source: ImportedFile(own.digest, path.name, refused, named)
                         for source, named in answers.scales.items()}  # fmt: skip
                keep_files(store, files, added, self._at)
                gone = self._erase_again(store)
        told = {name: words for named in answers.scales.values() for name, words in named.items()}
        rows = gone["answers"] + gone["comments"]
        notes = tuple(_erased_notes(gone["visits"]))
        taken, new = answers.taken - rows, added.total() - rows
        return Imported(path.name, taken, new, _in_order(answers.refused), notes, told)

    def _lines(self, path: Path) -> Imported:
        require_whole(path)  # no database is begun for a file that cannot be taken
        with open_store(self._site.data, self._site.key) as store:
            taken = import_lines(store, path, self._site.data, self._progress)
        notes = _erased_notes(taken.left_out)
        if gone := taken.erased - taken.left_out:
            notes.append(f"{gone} visits were erased on request where the file was made, and now here too")
        return Imported(path.name, taken.rows.total(), taken.new.total(), tuple(taken.refused), tuple(notes), {})

    def _own_survey(self) -> tuple[object, ...]:
        """The site's survey as a row; without an instant, so that it takes no other's place."""
        kept = json.dumps(definition(self._survey), ensure_ascii=False)
        return self._survey.id, self._survey.version, kept, ""

    def _erase_again(self, store: Store) -> Counter[str]:
        """Takes away what was erased before and came back with a file; how many rows of each table."""
        erasures = read_erasures(self._site.data, store.database)
        return take_out(store.database, erasures) if erasures else Counter()

    def _refuse_misfit(self, path: Path, mapping_file: Path, mapping: Mapping, day: date | None) -> None:
        """What the mapping, the survey and the command line must agree on before a row is read."""
        if mapping.date is None and day is None:
            raise BadInputError(
                f"{path}: its rows have no usable date; expected the day they count for as --date YYYY-MM-DD"
            )
        if mapping.date is not None and day is not None:
            raise BadInputError(
                f"{mapping_file}: takes the dates from column {mapping.date.column!r}; expected no --date beside it"
            )
        own = {question.id for question in self._survey.questions}
        if clash := sorted({name for group in mapping.aspects for name in group.columns} & own):
            raise BadInputError(f"{mapping_file}: aspects: {clash[0]!r} is a question of the survey; expected another")


def _in_order(refused: list[Refusal]) -> tuple[Refusal, ...]:
    return tuple(sorted(refused, key=lambda refusal: refusal.line))


def _kept_notes(differing: int) -> list[str]:
    told = "visits are here already with another day or rating: they stay as they were"
    return [f"{differing} {told}"] if differing else []


def _erased_notes(erased: int) -> list[str]:
    return [f"{erased} visits of the file are left out: they were erased on request before"] if erased else []


def _refuse_other_dimensions(mapping_file: Path, store: Store, mapping: Mapping, rows: list[Row]) -> None:
    """A corrected mapping would put the same answer of the same visit under a second item."""
    cells = [cell for asked in mapping.asked if (cell := Cell.of(asked.question))]
    dimensions = {(cell.form, cell.item): cell.dimension for cell in cells}
    visits, days = {row.visit for row in rows}, [row.day for row in rows]
    stored = read_asked_visits(store, min(days), max(days)) if dimensions else ()
    for question in (question for visit in stored if visit.visit in visits for question in visit.numbers):
        cell = Cell.of(question)
        here = dimensions.get((cell.form, cell.item)) if cell else None
        if cell and here and here != cell.dimension:
            raise BadInputError(
                f"{mapping_file}: dimensions.{cell.item}: is {here!r}, the same rows are stored with "
                f"{cell.dimension!r}; expected the same dimension"
            )


def _refuse_other_levels(path: Path, store: Store, source: str, scales: dict[str, str]) -> None:
    """One source's scale means one thing: else old and new rows would merge in the headline unseen."""
    known = scales_of(store, source)
    for name, words in scales.items():
        if known.get(name, words) != words:
            raise BadInputError(
                f"{path}: {source} already has rows with “{known[name]}”, here it is “{words}”; expected the same "
                "levels, or another name for the source or the scale"
            )
