"""A day at the real screens with the log at its fullest: `python -m tests.logs.day DATA`.

Comments in four languages on the real keyboard, an address, a disk that refuses an answer, a day whose retention
deletes, and in the end a fault of ours with a comment in its hands.
"""

from __future__ import annotations

import logging
import os
import resource
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Never, assert_never, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QTimer

from kiosk.model import Language, Level, Origin, Site, Wrote
from kiosk.questions import ContactQuestion, Survey
from kiosk.site import load_site
from kiosk.store import Recorder, open_store
from kiosk.survey import load_survey
from tests.everything import everything
from tests.faults.shops import QUICK
from tests.unit.builders import COMMENT, SURVEY, answer
from ui.app import Kiosk, application, crash_loudly, logging_to
from ui.hand import Hand, Keys, turn, wait_until
from ui.shoppers import TWELVE, Shopper, visit

WRITTEN = "Quokkas guard Zanzibar"
FORGOTTEN = "Wombats sleep sideways"
REFUSED = "Platypus stampede"
HELD = "Axolotl orchestra"
ADDRESS = "quentin.quokka@zanzibar.example"
SHOPPERS = (Shopper(Language("en"), Level.BAD, (), WRITTEN, (Keys(WRITTEN),)), *TWELVE[1:4])


def shop(site: Site) -> None:
    """The checkout's survey: four shoppers, and one whose answer the disk refuses for a while."""
    kiosk = opened(site, load_survey(site.survey))
    hand = Hand(kiosk.window)
    for shopper in SHOPPERS:
        visit(hand, shopper)
    hand.tap("language-en")
    hand.tap("face1")
    hand.tap("addComment")
    hand.wait_for("comment")
    hand.type([Keys(REFUSED)])
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, most))
    hand.tap("send")
    wait_until(lambda: kiosk.session.trouble, "the disk's refusal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    wait_until(lambda: not kiosk.session.trouble, "the disk")
    hand.wait_for("thanks")
    kiosk.close()


def be_asked_for_an_address(site: Site) -> None:
    survey = everything()
    contact = next(each for each in survey.questions if isinstance(each, ContactQuestion))
    kiosk = opened(site, replace(survey, questions=(survey.headline, contact)))
    hand = Hand(kiosk.window)
    hand.tap("face1")
    field = hand.wait_for("contact")
    hand.type([Keys("quentin")])
    field.setProperty("text", ADDRESS)
    turn()
    hand.tap("agree")
    hand.wait_for("thanks")
    kiosk.close()


def opened(site: Site, survey: Survey) -> Kiosk:
    kiosk = Kiosk(site, survey, timings=QUICK, motion=False)
    kiosk.window.resize(1280, 800)
    kiosk.window.show()
    wait_until(lambda: kiosk.painted, "the first frame")
    return kiosk


def fault() -> None:
    assert_never(cast(Never, Wrote(HELD)))


def main(data: Path) -> None:
    site = load_site(None, data)
    with open_store(data) as store:
        today = datetime.now().astimezone()
        Recorder(store, Origin("k", "p"), SURVEY).save_all([
            answer(Wrote(FORGOTTEN), COMMENT, "old", at=today - timedelta(days=731)),
            answer(Wrote("fine"), COMMENT, "new", at=today),
        ])  # fmt: skip
    application()
    with logging_to(data):
        logging.getLogger().setLevel(logging.DEBUG)
        crash_loudly()
        shop(site)
        be_asked_for_an_address(site)
        QTimer.singleShot(0, fault)
        turn(50)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
