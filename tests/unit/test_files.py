from __future__ import annotations

import os
import stat

import pytest

from kiosk.errors import StorageError
from kiosk.files import FOR_OWNER, replacing, write_atomically
from kiosk.parts import PART, folder_of, part_beside, parts_of


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


def test_what_is_being_written_is_the_owners_only_and_says_of_which_file_it_is(tmp_path, umask):
    path = tmp_path / "page.pdf"
    with replacing(path) as part:
        assert PART.fullmatch(part.name)["name"] == path.name
        assert stat.S_IMODE(part.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    with replacing(path, FOR_OWNER):
        pass
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["n" * 255, "한" * 85, "\udcff" * 255])
def test_the_longest_name_is_written_and_its_parts_found(tmp_path, name):
    path = tmp_path / name
    with replacing(path) as part:
        part.with_name(f"{part.name}-journal").touch()
        assert parts_of(path) == [part, part.with_name(f"{part.name}-journal")]
    assert path.exists()


def test_what_a_killed_process_left_is_removed_by_the_next_try(tmp_path):
    path = tmp_path / "page.pdf"
    old, young, others = part_beside(path), part_beside(path), part_beside(tmp_path / "other.pdf")
    for part in (old, young, others, folder_of(old) / "sheet"):
        part.parent.mkdir(exist_ok=True)
        part.write_bytes(b"personal")
    for part in (old, folder_of(old), others):
        os.utime(part, (0, 0))
    write_atomically(path, b"page")
    assert sorted(names(tmp_path)) == sorted([young.name, others.name, "page.pdf"])


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
