"""`kiosk run`, told to say when its first frame is out, and then to end. Its arguments are those of `kiosk run`."""

from __future__ import annotations

import os
import sys
import time

# In the order in which the command line imports them.
import kiosk.cli
import kiosk.commands.run_
import ui.app

FRAME_SEEN = "frame"


class Kiosk(ui.app.Kiosk):
    """The very kiosk, with an ear at its window."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.window.frameSwapped.connect(self._seen)

    def _seen(self) -> None:
        """The moment, on the clock that all processes share."""
        print(FRAME_SEEN, time.monotonic_ns(), flush=True)
        os._exit(0)


if __name__ == "__main__":
    ui.app.Kiosk = Kiosk  # type: ignore[misc]
    sys.argv[1:1] = ["run"]
    kiosk.cli.main()
