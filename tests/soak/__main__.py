"""`make soak`: a line an hour, and a verdict."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

WARM_UP_HOURS = 12
ALLOWED_KB = 4096
"""From the end of the warm-up to the end of the day."""


def main(hours: int) -> int:
    """0 where memory is flat, no window was opened and nothing unknown was said."""
    from tests.soak.day import live  # noqa: PLC0415 - Qt reads the environment first

    said: list[str] = []
    with tempfile.TemporaryDirectory() as data:
        report = []
        for hour in live(hours, Path(data), said):
            report.append(hour)
            print(f"hour {hour.number:3}: {hour.memory_kb / 1024:6.1f} MB, {hour.visits} visits", flush=True)
    start = report[min(WARM_UP_HOURS, len(report)) - 1]
    growth = report[-1].memory_kb - start.memory_kb
    windows = {hour.windows for hour in report}
    for message in dict.fromkeys(said):
        print(f"said {said.count(message)} times: {message}")
    print(f"{hours} hours, {report[-1].visits} visits: memory grew by {growth} kB after hour {start.number}; "
          f"windows {sorted(windows)}; {len(said)} unknown messages")
    return int(growth > ALLOWED_KB or len(windows) > 1 or bool(said))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=int, default=24)
    sys.exit(main(parser.parse_args().hours))
