"""What is wrong with this kiosk, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from kiosk.brand import logo_fault
from kiosk.doctor.backups import backups, second_place
from kiosk.doctor.data import database, erasures, folder
from kiosk.doctor.encryption import encryption
from kiosk.doctor.finding import Finding, Grade, fail, ok, warn
from kiosk.doctor.machine import display, fonts, keyboard, languages, libraries, python, qt, speech, sqlite
from kiosk.errors import KnownError
from kiosk.model import Site
from kiosk.survey import load_survey

__all__ = ["Finding", "Grade", "examine"]

Probe = Callable[[], Finding | Iterable[Finding]]


def examine(site: Callable[[], Site], now: datetime) -> list[Finding]:
    """Everything that can be told about this kiosk. Changes nothing but a temporary file in the data folder."""
    machine: dict[str, Probe] = {
        "python": python, "sqlite": sqlite, "qt": qt, "keyboard": keyboard, "libraries": libraries,
        "display": display, "fonts": fonts, "languages": languages, "speech": speech,
    }  # fmt: skip
    findings = [finding for name, probe in machine.items() for finding in probed(name, probe)]
    try:
        settings = site()
    except KnownError as error:
        return [*findings, fail("site", str(error), "correct the site file; `kiosk check` lists every fault")]
    return [
        *findings,
        ok("site", f"{settings.store}, {settings.place}, {settings.kiosk_id}"),
        *probed("survey", lambda: survey(settings)),
        *probed("logo", lambda: logo(settings)),
        *probed("folder", lambda: folder(settings.data)),
        *probed("encryption", lambda: encryption(settings.data, settings.key)),
        *probed("database", lambda: database(settings.data, settings.key, now, settings.second_backups)),
        *probed("erasures", lambda: erasures(settings.data)),
        *probed("backups", lambda: backups(settings.data, settings.key, now.date())),
        *probed("second", lambda: second_place(settings.data, settings.second_backups, now.date())),
    ]


def probed(name: str, probe: Probe) -> Iterator[Finding]:
    """What a probe finds. What keeps it from looking is a finding too, not the end of the examination."""
    try:
        found = probe()
        yield from [found] if isinstance(found, Finding) else found
    except KnownError as error:
        yield fail(name, str(error), error.mend or "mend that first, then run `kiosk doctor` again")


def logo(site: Site) -> Iterator[Finding]:
    """The picture on the first screen, where the store has one."""
    if site.logo is None:
        return
    told = logo_fault(site.logo)
    yield warn("logo", told, "the screen shows the store's name; mend the file") if told else ok("logo", str(site.logo))


def survey(site: Site) -> Finding:
    """The survey that the site names."""
    try:
        found = load_survey(site.survey)
    except KnownError as error:
        return fail("survey", str(error), "correct the survey file; `kiosk check` lists every fault")
    return ok("survey", f"{found.id}, version {found.version}, {', '.join(found.languages)}")
