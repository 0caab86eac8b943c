"""Files that people write: which kind one is, told by what it says, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.errors import BadInputError
from kiosk.exchange.mapping import Mapping, load_mapping
from kiosk.site import SiteTable, load_site
from kiosk.survey.file import SurveyTable, load_survey
from kiosk.tomlfile import Table, read_toml


def faults_in(path: Path) -> list[str]:
    """Every fault of a site, survey or mapping file, a sentence each; none means that it can be used."""
    try:
        kind = _kind(read_toml(path))
        CHECKS[kind](path)
    except BadInputError as error:
        return str(error).splitlines()
    return []


def _kind(content: dict[str, object]) -> type[Table]:
    """The kind of file that has most of these keys; a file that fits nothing is held to be a site file."""
    return max(CHECKS, key=lambda table: len(table.model_fields.keys() & content.keys()))


def _check_site(path: Path) -> None:
    """The site file, the survey that it names, and that the two fit together."""
    site = load_site(path)
    survey = load_survey(site.survey)
    if site.language not in survey.languages:
        raise BadInputError(
            f"{path}: language: {site.language!r} is no language of {site.survey}, "
            f"expected one of {', '.join(survey.languages)}"
        )


CHECKS: dict[type[Table], Callable[[Path], object]] = {
    SiteTable: _check_site,
    SurveyTable: load_survey,
    Mapping: load_mapping,
}
