"""The real application with a shopper in front of it; what is acknowledged is what the thanks screen was shown for."""

from __future__ import annotations

from pathlib import Path
from random import Random

from kiosk.model import Answer
from kiosk.site import load_site
from kiosk.survey import load_survey
from tests.crash.powercut.check import DATA
from tests.crash.powercut.said import Voice, asked, row_of, thanked
from tests.crash.powercut.works.taps import prepare
from tests.crash.powercut.works.work import Broken, Work

VISITS = 12


def run(disk: Path, voice: Voice, broken: Broken) -> None:
    """Opens the kiosk, taps whole visits, and closes it."""
    import ui.app  # noqa: PLC0415
    from tests.crash.kiosk_process import PATIENT, visit  # noqa: PLC0415
    from ui.hand import Hand, wait_until  # noqa: PLC0415

    site = load_site(None, disk / DATA)
    survey = load_survey(site.survey)
    ui.app.application()
    kiosk = ui.app.Kiosk(site, survey, timings=PATIENT, motion=False)
    tapped: list[Answer] = []

    def shown() -> None:
        if kiosk.session.screen == "thanks":
            voice.say(thanked(map(row_of, tapped)))
            tapped.clear()

    kiosk.session.save.connect(tapped.append)
    kiosk.session.save.connect(lambda answer: voice.say(asked([row_of(answer)])))
    kiosk.session.screenChanged.connect(shown)
    kiosk.window.show()
    wait_until(lambda: kiosk.painted, "the first frame")
    hand, chance = Hand(kiosk.window, rest=0.0), Random(1)
    for _ in range(VISITS):
        visit(hand, survey, chance)
    kiosk.close()


KIOSK = Work(prepare, run)
