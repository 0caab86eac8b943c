"""A kiosk in a process of its own, with shoppers: `python -m tests.faults.tapping DATA VISITS PATIENCE [OPTION]`.

PATIENCE is how many seconds shoppers wait for the disk. Prints a line for each visit, with the screen that it ended on:
`thanks VISIT` or `kept VISIT`. Then it waits until everything is stored and says `stored`. OPTION `leave`: it ends at
once instead, as at a power cut; `slow`: shoppers are told early that the disk takes its time.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

import ui.app
from kiosk.flow import Timings
from kiosk.site import load_site
from kiosk.survey import load_survey
from ui.hand import Hand, wait_until

TIMINGS = Timings(still_there_after=3600, thanks_lasts=3600, retry_every=0.05, kept_lasts=3600)


def visits(data: Path, number: int, patience: float, option: str) -> None:
    site = load_site(None, data)
    ui.app.application()
    timings = replace(TIMINGS, trouble_lasts=patience, slow_after=0.2 if option == "slow" else 3600.0)
    kiosk = ui.app.Kiosk(site, load_survey(site.survey), timings=timings, motion=False)
    kiosk.window.show()
    wait_until(lambda: kiosk.painted, "the first frame")
    hand, session = Hand(kiosk.window, rest=0.0), kiosk.session
    for _ in range(number):
        visit = session._state.visit
        hand.tap("face1")
        wait_until(lambda: session.screen in {"choices", "kept"}, "the next screen")
        if session.screen == "choices":
            hand.tap("choice-queue")
            wait_until(lambda: session.screen == "kept" or not session.trouble, "the disk")
            if session.screen == "choices":
                hand.tap("finish")
        wait_until(lambda: session.screen in {"thanks", "kept"}, "the end of the visit")
        say(f"{session.screen} {visit}")
        session.next()
        wait_until(lambda: hand.find("face1"), "the first screen")
    if option == "leave":
        os._exit(0)
    wait_until(lambda: session.saved, "everything to be stored")
    say("stored")
    kiosk.close()


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    visits(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), "".join(sys.argv[4:]))
