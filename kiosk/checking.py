"""Files that people write: which kind one is, told by what it says, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.errors import BadInputError
from kiosk.exchange.mapping import Mapping, load_mapping
from kiosk.files import is_there
from kiosk.site import SiteTable, load_site
from kiosk.survey.file import SurveyTable, load_survey
from kiosk.tomlfile import Table, read_toml, told_at


def faults_in(path: Path) -> list[str]:
    """Every fault of a site, survey or mapping file, a sentence each; none means that it can be used."""
    return _told(lambda: read_toml(path)) or CHECKS[_kind(read_toml(path))](path)


def _kind(content: dict[str, object]) -> type[Table]:
    """The kind of file that has most of these keys; a file that fits nothing is held to be a site file."""
    return max(CHECKS, key=lambda table: len(table.model_fields.keys() & content.keys()))


def _site_faults(path: Path) -> list[str]:
    """Those of the site file and of the survey that it names; where there are none, whether the two fit together."""
    faults = _told(lambda: load_site(path))
    named = read_toml(path).get("survey")
    if isinstance(named, str) and named:
        survey = path.parent / named
        if not is_there(survey):
            return [*faults, told_at(path, ("survey",), f"{survey}: no such file")]
        faults += _told(lambda: load_survey(survey))
    return faults or _told(lambda: _fit(path))


def _fit(path: Path) -> None:
    site = load_site(path)
    survey = load_survey(site.survey)
    if site.language not in survey.languages:
        raise BadInputError(
            f"{path}: language: {site.language!r} is no language of {site.survey}, "
            f"expected one of {', '.join(survey.languages)}"
        )


def _told(load: Callable[[], object]) -> list[str]:
    try:
        load()
    except BadInputError as error:
        return str(error).splitlines()
    return []


CHECKS: dict[type[Table], Callable[[Path], list[str]]] = {
    SiteTable: _site_faults,
    SurveyTable: lambda path: _told(lambda: load_survey(path)),
    Mapping: lambda path: _told(lambda: load_mapping(path)),
}
