"""A data folder with answers in it, to begin with."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from kiosk.keys import Key
from kiosk.model import Contacted, Origin
from kiosk.site import load_site
from kiosk.store import Recorder, open_store
from kiosk.survey import load_survey
from tests.crash.powercut.said import Row, row_of
from tests.crash.powercut.works.taps import visits

VISITS = 60
AGO = timedelta(days=30)


def filled(
    data: Path, *, contacts: bool = True, ago: timedelta = AGO, prefix: str = "visit-", address: str = "",
    key: Key | None = None,
) -> list[Row]:  # fmt: skip
    """Puts visits of one day, that long ago, into a data folder; their rows."""
    answers = [
        answer
        for answer in visits(VISITS, datetime.now().astimezone() - ago, prefix, address)
        if contacts or not isinstance(answer.value, Contacted)
    ]
    site = load_site(None, data)
    with open_store(data, key) as store:
        Recorder(store, Origin("kiosk-1", "checkout"), load_survey(site.survey)).save_all(answers)
    return [row_of(answer) for answer in answers]
