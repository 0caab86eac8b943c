"""What may be on a disk after a power cut, on the smallest recordings."""

from __future__ import annotations

from random import Random

from tests.crash.powercut.disk import Change, Disk, File, Part, by_sector
from tests.crash.powercut.events import Copy, Event, Name, Sync, SyncFolder, Truncate, Write
from tests.crash.powercut.fates import Fate, fates

MANY = 60
"""Random fates, so that each that is possible here comes up."""

Left = tuple[tuple[str, bytes | None], ...]
"""A disk: content by path, None for a folder."""


def outcomes(*events: Event, before: dict[str, bytes | None] | None = None) -> set[Left]:
    """All the disks that a cut after these events may leave."""
    disk = Disk(before or {})
    for event in events:
        disk.take(event)
    return {left(disk, fate) for fate in fates(disk, Random(1), MANY)}


def left(disk: Disk, fate: Fate) -> Left:
    tree = disk.tree(fate.names)
    return tuple(
        (path, None if file is None else bytes(disk.files[file].with_parts(fate.parts.get(file, []))))
        for path, file in sorted(tree.items())
    )


def test_a_write_is_there_or_not_until_it_is_synced() -> None:
    write = Write(0, 0, b"new")
    assert outcomes(write, before={"a": b"old"}) == {(("a", b"old"),), (("a", b"new"),)}
    assert outcomes(write, Sync(0), before={"a": b"old"}) == {(("a", b"new"),)}


def test_the_later_of_two_writes_may_arrive_alone() -> None:
    found = outcomes(Write(0, 0, b"1"), Write(0, 1, b"2"), before={"a": b".."})
    assert found == {(("a", content),) for content in (b"..", b"1.", b".2", b"12")}


def test_a_write_is_torn_between_sectors_and_nowhere_else() -> None:
    found = {content for ((_, content),) in outcomes(Write(0, 500, b"x" * 600), before={"a": bytes(1200)})}
    sectors = ((500, 512), (512, 1024), (1024, 1100))
    for content in found:
        assert content is not None
        assert all(set(content[begin:end]) in ({0}, {ord("x")}) for begin, end in sectors)
    assert len(found) > 3
    assert [len(each.data) for each in by_sector(Write(0, 500, b"x" * 600))] == [12, 512, 76]


def test_a_new_name_may_be_there_without_the_content_that_was_not_synced() -> None:
    events = (Name(None, "part", 1), Write(1, 0, b"new"), Name("part", "a", 1))
    found = outcomes(*events, before={"a": b"old"})
    assert (("a", b""),) in found
    synced = (*events[:2], Sync(1), events[2])
    assert {dict(each)["a"] for each in outcomes(*synced, before={"a": b"old"})} == {b"old", b"new"}
    assert outcomes(*synced, SyncFolder("."), before={"a": b"old"}) == {(("a", b"new"),)}


def test_nothing_is_there_without_its_folder() -> None:
    events = (Name(None, "folder", None), Name(None, "folder/a", 1), Write(1, 0, b"1"), Sync(1), SyncFolder("folder"))
    assert outcomes(*events) == {(), (("folder", None), ("folder/a", b"1"))}
    assert outcomes(*events, SyncFolder(".")) == {(("folder", None), ("folder/a", b"1"))}


def test_a_removed_file_comes_back_until_its_folder_is_synced() -> None:
    gone = Name("a", None, 0)
    assert outcomes(gone, before={"a": b"1"}) == {(), (("a", b"1"),)}
    assert outcomes(gone, SyncFolder("."), before={"a": b"1"}) == {()}


def test_a_file_cut_short_and_a_copy_made_by_the_kernel() -> None:
    assert outcomes(Truncate(0, 1), Sync(0), before={"a": b"123"}) == {(("a", b"1"),)}
    assert outcomes(Copy(1, 0, 0, 1, 2), Sync(1), before={"a": b"123", "b": b""}) == {(("a", b"123"), ("b", b"23"))}


def test_what_lies_between_two_places_is_zero() -> None:
    assert File().with_parts([Part(Change(0, Write(0, 3, b"x")))]) == b"\0\0\0x"


def test_fates_that_leave_the_same_disk_have_the_same_key() -> None:
    disk = Disk({"a": b"old"})
    disk.take(Write(0, 0, b"new"))
    keys = {left(disk, fate): fate.key(disk) for fate in fates(disk, Random(1), MANY)}
    assert len(keys) == len(set(keys.values())) == 2
    disk.take(Sync(0))
    assert Fate((), {}).key(disk) == keys[(("a", b"new"),)]
