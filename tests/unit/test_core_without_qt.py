"""The core is one thing, the screens another: every module of kiosk can be imported where there is no Qt."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kiosk.assets import ASSETS

ROOT = ASSETS.parent
OPEN_A_SCREEN = {"kiosk.commands.run_", "kiosk.commands.demo_"}
"""They import ui, but only once they are called."""
IMPORT_ALL = """
import sys, importlib, pkgutil
for name in ("PySide6", "shiboken6", "ui"):
    sys.modules[name] = None
import kiosk
names = sorted(found.name for found in pkgutil.walk_packages(kiosk.__path__, "kiosk."))
for name in names:
    if name != "kiosk.__main__":
        importlib.import_module(name)
print("\\n".join(names))
"""


def test_every_module_of_the_core_imports_without_qt():
    run = subprocess.run([sys.executable, "-c", IMPORT_ALL], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert OPEN_A_SCREEN | {"kiosk.flow", "kiosk.report", "kiosk.store.visits"} <= set(run.stdout.split())


@pytest.mark.parametrize("name", ["PySide6", "PySide6.QtCore"])
def test_the_check_would_see_an_import_of_qt(name):
    code = IMPORT_ALL.replace("import kiosk\n", f"import kiosk, {name}\n", 1)
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False).returncode != 0
