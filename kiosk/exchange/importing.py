"""A CSV file into the database: somebody else's through a mapping file, our own export without one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from kiosk.errors import BadInputError
from kiosk.exchange.answers import IMPORTED_COLUMNS, read_answers
from kiosk.exchange.foreign import Questions, take
from kiosk.exchange.mapping import Mapping, load_mapping
from kiosk.exchange.progress import Progress, unwatched
from kiosk.exchange.sheet import Refusal, read_sheet
from kiosk.model import Site
from kiosk.store import ImportedFile, Recorder, Store, count_differing, open_store, save_records, scales_of
from kiosk.survey import load_survey


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file's rows. new counts visits (of our own export: answers) that were not there before.

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
        with open_store(self._site.data) as store:
            _refuse_other_levels(mapping_file, store, origin.source, scales)
            file = ImportedFile(sheet.digest, path.name, len(taken.refused), scales)
            rows = self._progress(taken.rows, len(taken.rows), "Saving")
            new = Recorder(store, origin, self._survey).save_import(rows, file, self._at)
            return replace(imported, new=new, notes=(*imported.notes, *_kept_notes(count_differing(store, taken.rows))))

    def own(self, path: Path) -> Imported:
        """Takes the answers of our own CSV export as they were: same visits, times and origins.

        Raises BadInputError or StorageError, and then nothing is kept.
        """
        sheet = read_sheet(path)
        if absent := [column for column in IMPORTED_COLUMNS if column not in sheet.columns]:
            raise BadInputError(
                f"{path}: is no CSV that `kiosk export` wrote (no column {absent[0]!r}); "
                "expected one, or --mapping FILE.toml that says what the columns mean"
            )
        taken = read_answers(sheet, self._progress(sheet.rows, len(sheet.rows), "Reading"))
        told = {name: words for named in taken.scales.values() for name, words in named.items()}
        imported = Imported(path.name, len(taken.records), 0, tuple(taken.refused), (), told)
        if not taken.records:
            return imported
        with open_store(self._site.data) as store:
            for source, named in taken.scales.items():
                _refuse_other_levels(path, store, source, named)
            # In a fresh folder the reports need the words of the touchpoints.
            Recorder(store, self._site.origin, self._survey)
            files = {
                source: ImportedFile(sheet.digest, path.name, len(taken.refused), named)
                for source, named in taken.scales.items()
            }
            begun_first = sorted(taken.records, key=lambda record: record.instant)
            saved = self._progress(begun_first, len(taken.records), "Saving")
            return replace(imported, new=save_records(store, saved, files, self._at))

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


def _kept_notes(differing: int) -> list[str]:
    told = "visits are here already with another day or rating: they stay as they were"
    return [f"{differing} {told}"] if differing else []


def _refuse_other_levels(path: Path, store: Store, source: str, scales: dict[str, str]) -> None:
    """One source's scale means one thing: else old and new rows would merge in the headline unseen."""
    known = scales_of(store, source)
    for name, words in scales.items():
        if known.get(name, words) != words:
            raise BadInputError(
                f"{path}: {source} already has rows with “{known[name]}”, here it is “{words}”; expected the same "
                "levels, or another name for the source or the scale"
            )
