"""The store's settings: site.toml, validated, with a sensible value for whatever it leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import AfterValidator, Field, StringConstraints

from kiosk.assets import SURVEYS
from kiosk.comfort import TEXT_SIZES, Comfort, Look
from kiosk.files import is_there
from kiosk.keys import Credential, Key, KeyFile
from kiosk.model import Language, Paper, Retention, Rotation, SaidDid, Scheduled, Site, Text, Verdict
from kiosk.site_hours import HoursTable, ScheduleTable, opening_hours, scheduled_hours
from kiosk.tomlfile import Place, Table, load_table, read_toml, shaped
from kiosk.words import REFERENCE, available, reporting

SYSTEM_FILE = Path("/etc/kiosk/site.toml")
USER_FILE = platformdirs.user_config_path("kiosk") / "site.toml"
USER_DATA = platformdirs.user_data_path("kiosk")


def _language_of_ours(code: str) -> str:
    if code not in available():
        raise ValueError(f"{code!r} is no language of ours, expected one of {', '.join(available())}")
    return code


def _language_of_reports(code: str) -> str:
    if code not in reporting():
        raise ValueError(f"there is no weekly page in {code!r}, expected one of {', '.join(reporting())}")
    return code


def _each_once(codes: list[str]) -> list[str]:
    if len(set(codes)) < len(codes):
        raise ValueError("a language stands twice, expected each once")
    return codes


def is_local(name: str) -> bool:
    """Whether a name is that of a file, not an address in the net."""
    return bool(name) and not re.match("[A-Za-z][A-Za-z0-9+.-]+:", name)


def _on_this_machine(name: str) -> str:
    if not is_local(name):
        raise ValueError(f"must be a file on this machine, such as \"logo.svg\", not {name!r}")
    return name


def _mounted(name: str) -> str:
    if not is_local(name):
        raise ValueError(f"must be a folder on this machine, such as \"/media/usb/moment\", not {name!r}")
    return name


Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=140)]
File = Annotated[str, Field(min_length=1)]
Code = Annotated[str, AfterValidator(_language_of_ours)]


KIOSK_ID = re.compile("[A-Za-z0-9._-]{1,40}")
KioskId = Annotated[str, shaped(
    KIOSK_ID.pattern, 'up to 40 letters, digits, dots, dashes or underscores, such as "corner-1"'
)]  # fmt: skip
CREDENTIAL = shaped("[A-Za-z0-9_-]{1,60}", 'the name of a systemd credential, such as "moment-key"')
COLOUR = shaped("#[0-9a-fA-F]{6}", 'a colour such as "#1f7a70"')


class ScreenTable(Table):
    """[screen]: the display's true size, where it does not tell or tells wrongly."""

    width_mm: float = Field(gt=50, lt=3000)
    height_mm: float = Field(gt=30, lt=3000)


class SaidDidTable(Table):
    """[[said_did]]: what shoppers said, what was done about it, and whether it helped."""

    said: dict[Code, Line]
    did: dict[Code, Line]
    verdict: Literal["better", "no_change", "worse", "too_early"]


class ComfortTable(Table):
    """[comfort]: what every visit begins with."""

    text_size: int = Field(default=0, ge=0, lt=len(TEXT_SIZES))
    theme: Literal["default", "dark", "contrast_light", "contrast_dark"] = "default"
    speech: bool = False
    low_reach: bool = False
    less_motion: bool = False
    more_time: bool = False


class SpeechTable(Table):
    """[speech]: where the voice may be heard."""

    output: Literal["any", "headphones"] = "any"


class RetentionTable(Table):
    """[retention]: for how many days addresses and comments are kept."""

    contacts_days: int = Field(default=90, ge=1, le=365)
    comments_days: int = Field(default=730, ge=30, le=3650)


class BackupTable(Table):
    """[backup]: where backups are carried to, besides the data folder."""

    second: Annotated[File, AfterValidator(_mounted)]


class EncryptionTable(Table):
    """[encryption]: where the key of the database comes from."""

    key_file: File | None = None
    credential: Annotated[str, CREDENTIAL] | None = None


class ItemsTable(Table):
    """[items]: in which share of visits an item takes the place of the reasons, and the store's own items."""

    share: float = Field(default=0.0, ge=0, le=1)
    two: float = Field(default=0.5, ge=0, le=1)
    file: Annotated[File, AfterValidator(_on_this_machine)] | None = None


class SiteTable(Table):
    """A site file."""

    store: Short = "Moment"
    place: Short = "checkout"
    kiosk_id: KioskId = "kiosk-1"
    data_dir: File | None = None
    survey: File | None = None
    language: Code | None = None
    languages: Annotated[list[Code], Field(min_length=1), AfterValidator(_each_once)] | None = None
    report_language: Annotated[Code, AfterValidator(_language_of_reports)] | None = None
    paper: Literal["a4", "letter"] = "a4"
    accent: Annotated[str, COLOUR] = "#1f7a70"
    logo: Annotated[File, AfterValidator(_on_this_machine)] | None = None
    sounds: bool = False
    target: int | None = Field(default=None, ge=1, le=100)
    screen: ScreenTable | None = None
    hours: HoursTable | None = None
    schedule: list[ScheduleTable] = Field(default_factory=list, max_length=50)
    said_did: list[SaidDidTable] = Field(default_factory=list, max_length=20)
    comfort: ComfortTable = ComfortTable()
    speech: SpeechTable = SpeechTable()
    retention: RetentionTable = RetentionTable()
    backup: BackupTable | None = None
    encryption: EncryptionTable | None = None
    items: ItemsTable = ItemsTable()
    book: Annotated[File, AfterValidator(_on_this_machine)] | None = None

    @property
    def home(self) -> Language:
        """The idle screen's language."""
        return Language(self.language or (self.languages[0] if self.languages else REFERENCE))

    @property
    def page(self) -> Language:
        """The language of the weekly page."""
        return Language(self.report_language) if self.report_language else page_language(self.home)


def page_language(home: Language) -> Language:
    """The language of a store's weekly page where none is set: its own, or English where there is no such page."""
    return home if home in reporting() else REFERENCE


def find_site(given: Path | None) -> Path | None:
    """The site file to read: the one given, else the machine's, else the user's; None where there is none.

    Raises StorageError where the folder of one may not be looked into.
    """
    if given is not None:
        return given
    return next((path for path in (SYSTEM_FILE, USER_FILE) if is_there(path)), None)


def load_site(path: Path | None, data: Path | None = None) -> Site:
    """The settings of a site file, or the defaults where path is None; data overrides its data folder.

    Relative paths are taken from the file's own folder. Raises BadInputError that lists every fault. The files that it
    names are not looked into: surveys are read by Shelf, a logo is judged by logo_fault.
    """
    table = SiteTable() if path is None else load_table(path, SiteTable, None, _faults_between(read_toml(path)))
    base = Path() if path is None else path.parent
    return Site(
        store=table.store,
        place=table.place,
        kiosk_id=table.kiosk_id,
        data=data or (base / table.data_dir if table.data_dir else USER_DATA),
        survey=base / table.survey if table.survey else SURVEYS / "checkout.toml",
        language=table.home,
        report_language=table.page,
        paper=Paper(table.paper),
        accent=table.accent,
        target=table.target,
        screen_mm=(table.screen.width_mm, table.screen.height_mm) if table.screen else None,
        languages=tuple(map(Language, table.languages or ())),
        logo=base / table.logo if table.logo else None,
        sounds=table.sounds,
        hours=opening_hours(table.hours),
        schedule=tuple(Scheduled(base / each.survey, scheduled_hours(each)) for each in table.schedule),
        said_did=tuple(SaidDid(_text(each.said), _text(each.did), Verdict(each.verdict)) for each in table.said_did),
        comfort=_comfort(table.comfort),
        headphones_only=table.speech.output == "headphones",
        retention=Retention(table.retention.contacts_days, table.retention.comments_days),
        second_place=base / table.backup.second if table.backup else None,
        key=_key(table.encryption, base),
        rotation=_rotation(table.items, base),
        book=base / table.book if table.book else None,
    )


def _text(texts: Mapping[str, str]) -> Text:
    return {Language(code): text for code, text in texts.items()}


def _comfort(table: ComfortTable) -> Comfort:
    return Comfort(
        text_size=table.text_size,
        look=Look(table.theme),
        speech=table.speech,
        low_reach=table.low_reach,
        less_motion=table.less_motion,
        more_time=table.more_time,
    )


def _rotation(table: ItemsTable, base: Path) -> Rotation:
    return Rotation(table.share, table.two, base / table.file if table.file else None)


def _key(table: EncryptionTable | None, base: Path) -> Key | None:
    match table:
        case EncryptionTable(key_file=str(name)):
            return KeyFile(base / name)
        case EncryptionTable(credential=str(name)):
            return Credential(name)
        case _:
            return None


def _faults_between(content: Mapping[str, object]) -> Iterator[tuple[Place, str]]:
    """Those that show only between one key and another, looked for in the raw file."""
    home, offered = content.get("language"), content.get("languages")
    codes = [code for code in offered if isinstance(code, str)] if isinstance(offered, list) else []
    if isinstance(home, str) and codes and home not in codes:
        yield ("language",), f"{home!r} is none of the languages offered, expected one of {', '.join(codes)}"
    encryption = content.get("encryption")
    if isinstance(encryption, dict) and ("key_file" in encryption) == ("credential" in encryption):
        yield ("encryption",), "must have either key_file or credential, one of them"
    needed = codes or [home if isinstance(home, str) else REFERENCE]
    lines = content.get("said_did")
    for number, line in enumerate(lines if isinstance(lines, list) else []):
        for key in ("said", "did"):
            texts = line.get(key) if isinstance(line, dict) else None
            lacking = [code for code in needed if code not in texts] if isinstance(texts, dict) else []
            if lacking:
                told = ", ".join(map(repr, lacking))
                yield ("said_did", number, key), f"has no text in {told}, expected one in every language offered"
