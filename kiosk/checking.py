"""Files that people write: which kind one is, told by what it says, and everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from kiosk.book import load_book
from kiosk.book_tables import BookTable
from kiosk.brand import logo_fault
from kiosk.errors import BadInputError, StorageError
from kiosk.exchange.mapping import Mapping, load_mapping
from kiosk.exchange.operations import OperationsTable, load_operations_mapping
from kiosk.files import is_there
from kiosk.keys import KeyFile, lies_in
from kiosk.model import Site
from kiosk.questions import ContactQuestion, Survey
from kiosk.site import SiteTable, is_local, load_site
from kiosk.survey.file import SurveyTable, load_survey
from kiosk.survey.items import OwnItemsTable, load_bank
from kiosk.survey.tags import TagSetTable, load_tag_set, tag_sets
from kiosk.tomlfile import Place, Table, read_toml, told_at

DAYS = re.compile(
    r"(?<![\d.,月])(?<!月 )(\d{1,4})[ \xa0-]?(?:days?\b|일|天|日|Tagen?\b|Tage\b|jours?\b|días?\b|ngày|วัน|يوما?|أيام)",
    re.IGNORECASE,
)
"""So many days, in the eleven languages."""


def faults_in(path: Path) -> list[str]:
    """Every fault of a site, survey, items, mapping, book or tags file, a sentence each; none: it can be used."""
    return _told(lambda: read_toml(path)) or CHECKS[_kind(read_toml(path))](path)


def _kind(content: dict[str, object]) -> type[Table]:
    """The kind of file that has most of these keys; a file that fits nothing is held to be a site file."""
    return max(CHECKS, key=lambda table: len(table.model_fields.keys() & content.keys()))


def _site_faults(path: Path) -> list[str]:
    """Those of the site file and of every file that it names; where there are none, whether they fit together."""
    content = read_toml(path)
    faults = _told(lambda: load_site(path))
    for survey, place in _surveys_named(path, content).items():
        faults += _survey_faults(survey) if is_there(survey) else [told_at(path, place, f"{survey}: no such file")]
    faults += [*_item_faults(path, content), *_book_faults(path, content)]
    logo = content.get("logo")
    if isinstance(logo, str) and is_local(logo) and (fault := logo_fault(path.parent / logo)):
        faults.append(told_at(path, ("logo",), fault))
    return faults or list(_misfits(path))


def _item_faults(path: Path, content: dict[str, object]) -> list[str]:
    """Those of the store's own items, which a site file names."""
    table = content.get("items")
    name = table.get("file") if isinstance(table, dict) else None
    if not isinstance(name, str) or not is_local(name):
        return []
    own = path.parent / name
    if not is_there(own):
        return [told_at(path, ("items", "file"), f"{own}: no such file")]
    return _told(lambda: load_bank(own))


def _book_faults(path: Path, content: dict[str, object]) -> list[str]:
    """Those of the manager's book, which a site file names."""
    name = content.get("book")
    if not isinstance(name, str) or not is_local(name):
        return []
    book = path.parent / name
    return _told_of_book(book) if is_there(book) else [told_at(path, ("book",), f"{book}: no such file")]


def _told_of_book(path: Path) -> list[str]:
    """Those of a book, or else of the tag sets that it names."""
    return _told(lambda: load_book(path)) or _told(lambda: tag_sets(load_book(path).tags))


def _survey_faults(path: Path) -> list[str]:
    return _told(lambda: load_survey(path))


def _surveys_named(path: Path, content: dict[str, object]) -> dict[Path, Place]:
    """The survey files that a site file names, and where first; of a site file with faults as well."""
    schedule = content.get("schedule")
    entries = [entry for entry in schedule if isinstance(entry, dict)] if isinstance(schedule, list) else []
    named: list[tuple[Place, object]] = [(("survey",), content.get("survey"))]
    named += [(("schedule", number, "survey"), entry.get("survey")) for number, entry in enumerate(entries)]
    found: dict[Path, Place] = {}
    for place, name in named:
        if isinstance(name, str) and name:
            found.setdefault(path.parent / name, place)
    return found


def _misfits(path: Path) -> Iterator[str]:
    """Where good files do not fit: a language that a survey lacks, two surveys under one name, a key among the data."""
    site = load_site(path)
    yield from _misplaced(path, site)
    places = _surveys_named(path, read_toml(path))
    surveys = {file: load_survey(file) for file in (site.survey, *(each.survey for each in site.schedule))}
    yield from _told(lambda: load_bank(site.rotation.own, site.languages or surveys[site.survey].languages))
    for file, survey in surveys.items():
        place = places.get(file, ("language",))
        for code in dict.fromkeys((site.language, *site.languages)):
            if code not in survey.languages:
                told = f"{file} has no {code!r}, expected a survey in every language offered"
                yield told_at(path, place, f"{told} (it has {', '.join(survey.languages)})")
        for promised in sorted(_days_promised(survey)):
            if promised < site.retention.contacts_days:
                told = f"is {site.retention.contacts_days}, but a consent in {file} promises {promised} days"
                yield told_at(path, ("retention", "contacts_days"), f"{told}, expected no more than that")
        twin = next((other for other, its in surveys.items() if (its.id, its.version) == (survey.id, survey.version)))
        if survey != surveys[twin]:
            told = f"is another survey with the id and the version of {twin}, expected an id of its own"
            yield told_at(path, place, f"{file} {told}")


def _misplaced(path: Path, site: Site) -> Iterator[str]:
    """The key and the second place where they do not protect, and a key that is not there."""
    if isinstance(site.key, KeyFile) and lies_in(site.key.path, site.data):
        yield told_at(path, ("encryption", "key_file"), "lies in the data folder, expected the key elsewhere")
    elif isinstance(site.key, KeyFile) and not _may_be_there(site.key.path):
        told = f"{site.key.path}: no such file, expected the key (`kiosk encrypt --new-key` makes one)"
        yield told_at(path, ("encryption", "key_file"), told)
    if site.second_place and lies_in(site.second_place, site.data):
        yield told_at(path, ("backup", "second"), "lies in the data folder, expected a folder on another disk")


def _may_be_there(path: Path) -> bool:
    """Whether a file is there, or in a folder that only the kiosk's user may look into."""
    try:
        return is_there(path)
    except StorageError:
        return True


def _days_promised(survey: Survey) -> set[int]:
    """The numbers of days that the wordings agreed to speak of; of weeks and months nothing is known."""
    consents = (each.consent for each in survey.questions if isinstance(each, ContactQuestion))
    return {int(found[1]) for consent in consents for text in consent.values() for found in DAYS.finditer(text)}


def _told(load: Callable[[], object]) -> list[str]:
    try:
        load()
    except BadInputError as error:
        return str(error).splitlines()
    return []


CHECKS: dict[type[Table], Callable[[Path], list[str]]] = {
    SiteTable: _site_faults,
    SurveyTable: _survey_faults,
    Mapping: lambda path: _told(lambda: load_mapping(path)),
    OwnItemsTable: lambda path: _told(lambda: load_bank(path)),
    OperationsTable: lambda path: _told(lambda: load_operations_mapping(path)),
    BookTable: _told_of_book,
    TagSetTable: lambda path: _told(lambda: load_tag_set(path)),
}
