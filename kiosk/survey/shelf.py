"""The surveys of a store: which one is asked now, and the latest good state of each one's file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kiosk.errors import BadInputError
from kiosk.model import QuestionId, Site
from kiosk.questions import ChoiceQuestion, ScaleQuestion, Survey
from kiosk.survey.file import load_survey
from kiosk.tomlfile import told_at

Looks = tuple[int, int, int, int]


class Shelf:
    """The survey files that a site names, read again when they change; a broken one never replaces a good one.

    Made to be asked between any two visits: while nothing changes, that costs a `stat` of each file. Touchpoints come
    with the program and are read with each survey; a change of theirs alone is not looked for.
    """

    def __init__(self, site: Site) -> None:
        """Reads all files. Raises BadInputError with every fault of the store's own survey."""
        self._site = site
        self._faults: list[str] = []
        self._seen: dict[Path, Looks | None] = {site.survey: _look(site.survey)}
        self._good: dict[Path, Survey] = {site.survey: load_survey(site.survey)}
        self._read_changed()

    def current(self, now: datetime) -> Survey:
        """The survey to ask at an aware moment; the same object as long as nothing changes."""
        self._read_changed()
        for each in self._site.schedule:
            if each.survey in self._good and each.when.open_at(now):
                return self._good[each.survey]
        return self._good[self._site.survey]

    def faults(self) -> list[str]:
        """What was wrong with the files read since this was last asked, a sentence each."""
        told, self._faults = self._faults, []
        return told

    def _read_changed(self) -> None:
        for path in dict.fromkeys((self._site.survey, *(each.survey for each in self._site.schedule))):
            looks = _look(path)
            if path not in self._seen or looks != self._seen[path]:
                # Looked at before it is read: what changes in between is seen as changed the next time.
                self._seen[path] = looks
                self._read(path)

    def _read(self, path: Path) -> None:
        good = self._good.get(path)
        try:
            survey = load_survey(path)
            if good and (survey.id, survey.version) == (good.id, good.version):
                _refuse_lost_answers(path, good, survey)
        except BadInputError as error:
            self._faults += str(error).splitlines()
        else:
            if survey != good:
                self._good[path] = survey


def _refuse_lost_answers(path: Path, old: Survey, new: Survey) -> None:
    """Under one version words may be mended; answers already given must keep their question and their choice."""
    kept = _answers(new)
    if not all(answers <= kept.get(question, frozenset()) for question, answers in _answers(old).items()):
        told = f"a question or an answer of version {old.version} is gone, expected a higher version"
        raise BadInputError(told_at(path, ("version",), told))


def _answers(survey: Survey) -> dict[QuestionId, frozenset[str]]:
    """By question, its kind and the choices there can be."""
    return {
        question.id: frozenset({question.scale.value}) if isinstance(question, ScaleQuestion)
        else frozenset(each.id for offered in question.choices.values() for each in offered)
        if isinstance(question, ChoiceQuestion) else frozenset({type(question).__name__})
        for question in survey.questions
    }  # fmt: skip


def _look(path: Path) -> Looks | None:
    """What changes with a file's content, however it is written; None where there is no file to be seen."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
