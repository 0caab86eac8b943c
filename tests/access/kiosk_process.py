"""A kiosk that asks everything there is, on a real display, and tells what its own screen holds.

    python -m tests.access.kiosk_process DATA_FOLDER

A line on standard input is answered with one line of JSON: {"screen": …, "buttons": [{"name", "object"}, …]} for what
can be tapped by a finger as soon as the screen has come to rest. A line that is the name of one of PLANS has the coming
visits asked that in its turn; any other line, such as "look", has them asked the survey.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtQuick import QQuickItem

from kiosk.flow import Timings
from kiosk.site import load_site
from tests.everything import everything
from tests.plans import PLANS
from ui.app import Kiosk, application
from ui.hand import Hand, descendants, read, wait_until

HOUR = 3600.0


def is_button(item: QQuickItem) -> bool:
    """Whether a finger can press it: it is one of Qt's buttons, whatever it looks like."""
    return item.isEnabled() and item.inherits("QQuickAbstractButton")


def within_keyboard(item: QQuickItem) -> bool:
    parent: QQuickItem | None = item
    while parent is not None and parent.objectName() != "keyboard":
        parent = parent.parentItem()
    return parent is not None


def look(kiosk: Kiosk) -> dict[str, object]:
    """What is on the screen, once it can be used."""
    hand = Hand(kiosk.window)
    wait_until(lambda: kiosk.session.saved and not kiosk.session.busy, "the answers to be saved")
    wait_until(lambda: any(map(is_button, descendants(kiosk.window.contentItem()))), "something to tap")
    hand.place_of(kiosk.window.contentItem())
    buttons = [
        {"name": str(read(item, "text")), "object": item.objectName()}
        for item in descendants(kiosk.window.contentItem())
        if is_button(item) and item.objectName() and not within_keyboard(item)
    ]
    return {"screen": kiosk.session.screen, "buttons": buttons}


def main(data: Path) -> None:
    """Serves until standard input ends."""
    app = application()
    site_file = data / "site.toml"
    patient = Timings(HOUR, HOUR, HOUR, language_returns_after=HOUR, thanks_lasts=HOUR, number_lasts=HOUR)
    kiosk = Kiosk(load_site(site_file, data), everything(), timings=patient, motion=False)
    kiosk.window.show()
    kiosk.window.requestActivate()

    def serve() -> None:
        line = sys.stdin.readline()
        if not line:
            app.quit()
            return
        plan = PLANS.get(line.strip())
        kiosk.session.plan_with(lambda _: plan)
        sys.stdout.write(json.dumps(look(kiosk)) + "\n")
        sys.stdout.flush()

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(serve)
    app.exec()
    kiosk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
