"""Replaces PyInstaller's own hook, which takes every QML module of Qt: only those that our screens import go along."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from PyInstaller.utils.hooks.qt import add_qt6_dependencies, pyside6_library_info

OURS = Path("ui/qml")
QT_QML = Path(pyside6_library_info.location["QmlImportsPath"])
SCANNER = Path(pyside6_library_info.location["LibraryExecutablesPath"], "qmlimportscanner")


def imported_folders() -> set[Path]:
    """Folders of Qt's modules that our QML files import, of those that these import, and of the folders above them."""
    command = [SCANNER, "-rootPath", OURS, "-importPath", QT_QML, "-importPath", OURS]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    folders = [Path(entry["path"]) for entry in found if "path" in entry]
    below = [folder.relative_to(QT_QML) for folder in folders if folder.is_relative_to(QT_QML)]
    return {QT_QML / part for folder in below for part in (folder, *folder.parents) if part.parts}


hiddenimports, binaries, datas = add_qt6_dependencies(__file__)
for folder in sorted(imported_folders()):
    target = str(Path(pyside6_library_info.qt_rel_dir, "qml", folder.relative_to(QT_QML)))
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.suffix != ".qmltypes":
            (binaries if file.suffix == ".so" else datas).append((str(file), target))
