"""Kiosks as the screens' tests open them, and disks that can be filled, taken away and made read-only."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.conftest import open_shop, qapp_cls, site

__all__ = ["open_shop", "qapp_cls", "site"]


def mount(*options: str, at: Path) -> None:
    """Mounts, or skips the test where that is not allowed."""
    at.mkdir(exist_ok=True)
    run = subprocess.run(["mount", *options, str(at)], capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip(f"a file system cannot be mounted here: {run.stderr.strip()}")


def unmount(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def ram_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte in memory."""
    folder = tmp_path / "ram"
    mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", at=folder)
    yield folder
    unmount(folder)


@pytest.fixture
def small_ext4(tmp_path: Path) -> Iterator[Path]:
    """A file system as kiosks have it, of four megabytes."""
    image, folder = tmp_path / "image", tmp_path / "ext4"
    image.write_bytes(b"")
    with image.open("r+b") as file:
        file.truncate(4 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", "-m", "0", str(image)], check=True)
    mount("-o", "loop", str(image), at=folder)
    yield folder
    unmount(folder)
