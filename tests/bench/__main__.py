"""Runs the benches named on the command line, or all; prints Markdown."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from datetime import datetime

from tests.bench import commit, history, measures, page, search, start, taps

BENCHES: dict[str, Callable[[], None]] = {
    "commit": commit.main, "start": start.main, "page": page.main, "taps": taps.main,
    "history": history.main, "search": search.main, "measures": measures.main,
}  # fmt: skip


def main() -> None:
    names = sys.argv[1:] or list(BENCHES)
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    print(
        f"{datetime.now().astimezone():%Y-%m-%d}, {system}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before. "
        "Sides take turns, so that noise hits all alike: read the ratios."
    )
    for name in names:
        BENCHES[name]()


if __name__ == "__main__":
    main()
