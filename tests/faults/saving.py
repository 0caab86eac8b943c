"""The kiosk's writer without a screen: `python -m tests.faults.saving DATA FIRST LAST [trusting]`.

Has the answers of visits FIRST to LAST saved, each tried again until it is taken, and prints the number of each visit
whose answer is said to be on the disk. Ends as a power cut ends it. `trusting` is the fault that must be found: a
writer that takes what it reads after a failed sync for what is on the disk.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from queue import SimpleQueue

from PySide6.QtCore import Qt

from kiosk.model import Answer
from kiosk.site import load_site
from kiosk.survey import load_survey
from tests.unit.builders import rated
from ui.writer import Writer


class Trusting(Writer):
    def _be_certain(self) -> None:
        self._certain = True


def save(data: Path, first: int, last: int, kind: type[Writer]) -> None:
    site = load_site(None, data)
    writer = kind(site, load_survey(site.survey))
    heard: SimpleQueue[bool] = SimpleQueue()

    def refused(_: Answer) -> None:
        heard.put(False)

    def saved(_: Answer) -> None:
        heard.put(True)

    writer.failed.connect(refused, Qt.ConnectionType.DirectConnection)
    writer.saved.connect(saved, Qt.ConnectionType.DirectConnection)
    writer.open()
    for visit in range(first, last + 1):
        writer.save(rated(1, visit=f"v{visit}"))
        while not heard.get():
            if kind is Trusting:  # as one does who opens everything anew after an error
                again = [sys.executable, "-m", "tests.faults.saving", str(data), str(visit), str(last), "trusting"]
                os.execv(sys.executable, again)  # noqa: S606
            writer.save(rated(1, visit=f"v{visit}"))
        os.write(1, f"{visit}\n".encode())
    os._exit(0)


if __name__ == "__main__":
    save(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Trusting if "trusting" in sys.argv else Writer)
