"""Copies the licence texts of everything that is bundled: each locked dependency's, and Python's own.

    python packaging/bundle/licences.py requirements.txt build/package/root/usr/share/doc/moment-kiosk/licences
"""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

LOCKED = re.compile(r"^([a-z0-9][a-z0-9-]*)==", re.MULTILINE)
LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


def licence_files(package: Distribution) -> list[Path]:
    """The files beside a distribution's metadata that look like a licence."""
    files = [Path(str(package.locate_file(file))) for file in package.files or () if ".dist-info" in str(file)]
    return [file for file in files if LICENCE.search(file.name) and file.is_file()]


def main(lock: Path, target: Path) -> None:
    """One folder for each package that has such a file."""
    for name in LOCKED.findall(lock.read_text(encoding="utf-8")):
        try:
            files = licence_files(distribution(name))
        except PackageNotFoundError:
            continue  # for another system or Python
        for file in files:
            (target / name).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target / name / file.name)
    for folder in (Path(sysconfig.get_path("stdlib")), Path("/usr/share/doc/python3")):
        for file in (folder / "LICENSE.txt", folder / "copyright"):
            if file.is_file():
                (target / "python").mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target / "python" / file.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
