"""The store's settings: site.toml, validated, with a sensible value for whatever it leaves out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import AfterValidator, Field, StringConstraints

from kiosk.assets import SURVEYS
from kiosk.files import is_there
from kiosk.model import Language, Paper, Site
from kiosk.tomlfile import Table, load_table, shaped
from kiosk.words import available

SYSTEM_FILE = Path("/etc/kiosk/site.toml")
USER_FILE = platformdirs.user_config_path("kiosk") / "site.toml"
USER_DATA = platformdirs.user_data_path("kiosk")


def _language_of_ours(code: str) -> str:
    if code not in available():
        raise ValueError(f"{code!r} is no language of ours, expected one of {', '.join(available())}")
    return code


Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
File = Annotated[str, Field(min_length=1)]
Code = Annotated[str, AfterValidator(_language_of_ours)]


KIOSK_ID = re.compile("[A-Za-z0-9._-]{1,40}")
KioskId = Annotated[str, shaped(
    KIOSK_ID.pattern, 'up to 40 letters, digits, dots, dashes or underscores, such as "corner-1"'
)]  # fmt: skip
COLOUR = shaped("#[0-9a-fA-F]{6}", 'a colour such as "#1f7a70"')


class ScreenTable(Table):
    """[screen]: the display's true size, where it does not tell or tells wrongly."""

    width_mm: float = Field(gt=50, lt=3000)
    height_mm: float = Field(gt=30, lt=3000)


class SiteTable(Table):
    """A site file."""

    store: Short = "Moment"
    place: Short = "checkout"
    kiosk_id: KioskId = "kiosk-1"
    data_dir: File | None = None
    survey: File | None = None
    language: Code = "en"
    report_language: Code | None = None
    paper: Literal["a4", "letter"] = "a4"
    accent: Annotated[str, COLOUR] = "#1f7a70"
    target: int | None = Field(default=None, ge=1, le=100)
    screen: ScreenTable | None = None


def find_site(given: Path | None) -> Path | None:
    """The site file to read: the one given, else the machine's, else the user's; None where there is none.

    Raises StorageError where the folder of one may not be looked into.
    """
    if given is not None:
        return given
    return next((path for path in (SYSTEM_FILE, USER_FILE) if is_there(path)), None)


def load_site(path: Path | None, data: Path | None = None) -> Site:
    """The settings of a site file, or the defaults where path is None; data overrides its data folder.

    Relative paths are taken from the file's own folder. Raises BadInputError that lists every fault.
    """
    table = SiteTable() if path is None else load_table(path, SiteTable)
    base = Path() if path is None else path.parent
    return Site(
        store=table.store,
        place=table.place,
        kiosk_id=table.kiosk_id,
        data=data or (base / table.data_dir if table.data_dir else USER_DATA),
        survey=base / table.survey if table.survey else SURVEYS / "checkout.toml",
        language=Language(table.language),
        report_language=Language(table.report_language or table.language),
        paper=Paper(table.paper),
        accent=table.accent,
        target=table.target,
        screen_mm=(table.screen.width_mm, table.screen.height_mm) if table.screen else None,
    )
