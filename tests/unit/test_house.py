"""What holds the project together: the lock, the lists of system packages, the linters that must be able to fail."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from kiosk.assets import ASSETS

ROOT = ASSETS.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pins(lock):
    """Name → (version, number of hashes)."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.findall(r"^([a-z0-9-]+)==(\S+)((?: +--hash=sha256:[0-9a-f]{64})+) *$", text, re.MULTILINE)
    entries = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(found) == len(entries)
    return {name: (version, hashes.count("--hash")) for name, version, hashes in found}


def named(requirements):
    return {re.match(r"[A-Za-z0-9-]+", text)[0].lower() for text in requirements}


def test_every_dependency_is_pinned_with_hashes():
    run, dev = (pins(lock) for lock in LOCKS)
    assert named(PROJECT["dependencies"]) <= run.keys()
    assert named(PROJECT["optional-dependencies"]["dev"]) <= dev.keys()
    assert "setuptools" in run
    assert {name: dev[name] for name in run} == run


def test_qt_is_the_version_that_python_3_11_survives():
    assert {pins(lock)[name][0] for lock in LOCKS for name in ("pyside6-essentials", "pyside6-addons")} == {"6.11.3"}
    assert not {"pyside6", "pyside6-webengine"} & pins(LOCKS[1]).keys()


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_no_address_and_no_path(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|find-links|index-url|^-e |(^|\s)/\w", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["apt-run.txt", "apt-dev.txt"])
def test_each_system_package_says_how_to_tell_that_it_is_there(name):
    lines = (ROOT / "packaging" / name).read_text(encoding="utf-8").splitlines()
    for line in lines:
        assert line.startswith("#") or re.fullmatch(r"(lib\S+\.so\.\d+|/usr/\S+|[A-Za-z-]+) +[a-z0-9.+-]+", line), line


@pytest.mark.parametrize("script", [*sorted(ROOT.glob("packaging/*.sh")), ROOT / ".ci" / "run"], ids=str)
def test_scripts_are_sound_shell(script):
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    assert script.stat().st_mode & 0o111


def lint(qml: Path) -> subprocess.CompletedProcess[str]:
    """Runs the project's QML linter over a folder of modules."""
    tools = Path(sys.executable).parent
    return subprocess.run(
        [ROOT / "packaging" / "qmllint.sh", tools, qml], capture_output=True, text=True, check=False
    )  # fmt: skip


@pytest.mark.parametrize(("body", "told"), [
    ("Item { required property Session session; property string word: session.nothing }", "nothing"),
    ("Item { Component.onCompleted: undeclared() }", "undeclared"),
])  # fmt: skip
def test_the_qml_linter_sees_a_fault(tmp_path, body, told):
    qml = Path(shutil.copytree(ROOT / "ui" / "qml", tmp_path / "qml"))
    (qml / "Kiosk" / "Wrong.qml").write_text(f"import QtQuick\nimport Moment\n{body}\n", encoding="utf-8")
    found = lint(qml)
    assert found.returncode != 0
    assert "Wrong.qml" in found.stdout + found.stderr
    assert told in found.stdout + found.stderr


@pytest.mark.parametrize("bench", ["commit", "start", "page", "taps"])
def test_the_benches_still_find_what_they_measure(bench):
    assert callable(import_module(f"tests.bench.{bench}").main)
