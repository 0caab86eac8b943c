from __future__ import annotations

import os
import stat

import pytest

from kiosk.errors import StorageError
from kiosk.files import replacing, write_atomically


def names(folder):
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def umask():
    before = os.umask(0o027)
    yield
    os.umask(before)


def test_an_old_file_is_replaced_whole_and_nothing_else_is_left(tmp_path, umask):
    path = tmp_path / "new" / "page.pdf"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(path.parent) == ["page.pdf"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"page.pdf: cannot be written \(Not a directory\)"):
        write_atomically(tmp_path / "file" / "page.pdf", b"page")


def test_what_fails_half_way_leaves_the_old_file_and_no_crumbs(tmp_path):
    path = tmp_path / "page.pdf"
    path.write_bytes(b"old")

    def half(fault):
        with replacing(path) as part:
            part.write_bytes(b"ne")
            raise fault

    with pytest.raises(StorageError, match=r"page.pdf: cannot be written \(No space left"):
        half(OSError(28, "No space left on device"))
    with pytest.raises(ZeroDivisionError):
        half(ZeroDivisionError())
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["page.pdf"]


def test_a_link_stays_and_what_it_points_to_is_replaced(tmp_path):
    (tmp_path / "disk").mkdir()
    real, link = tmp_path / "disk" / "real.pdf", tmp_path / "page.pdf"
    link.symlink_to(real)
    for content in (b"first", b"second"):
        write_atomically(link, content)
        assert link.is_symlink()
        assert real.read_bytes() == content
    assert names(tmp_path / "disk") == ["real.pdf"]


def folder(path):
    path.mkdir()


def loop(path):
    path.symlink_to(path)


def device(path):
    path.symlink_to("/dev/null")


@pytest.mark.parametrize("make", [folder, os.mkfifo, loop, device])
def test_what_is_no_file_is_not_replaced(tmp_path, make):
    path = tmp_path / "page.pdf"
    make(path)
    before = path.lstat()
    with pytest.raises(StorageError, match=r"page.pdf: cannot be written, because what stands there is no file"):
        write_atomically(path, b"page")
    assert path.lstat() == before
    assert names(tmp_path) == ["page.pdf"]
