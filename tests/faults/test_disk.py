"""The disk by which power loss is judged: what it must keep, what it may lose, and that it does lose it."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.faults.disk import Disk, Entry, Image, Size, Sync, Write

OLD = b"o" * 2048
EMPTY = Disk({"book": 0}, {0: OLD}, frozenset())


def after(disk: Disk, at: int = 99, *, ordered: bool) -> list[Image]:
    """Many cuts at one moment."""
    return [disk.cut(at, random.Random(seed), ordered=ordered) for seed in range(300)]


def disk(*asked: Write | Size | Entry | Sync) -> Disk:
    """A disk of which this was asked, in order."""
    operations = tuple(each for each in asked if not isinstance(each, Sync))
    return Disk(EMPTY.names, EMPTY.contents, EMPTY.folders, operations, tuple(each for each in asked if isinstance(each, Sync)))


@pytest.mark.parametrize("ordered", [True, False])
def test_what_was_synced_is_there_and_what_came_later_is_not(ordered: bool) -> None:
    asked = disk(Write(1, 1, 0, 0, b"n" * 2048, False), Sync(2, 3, 0), Write(5, 5, 0, 0, b"later", False))
    assert {image.files["book"] for image in after(asked, 5, ordered=ordered)} == {b"n" * 2048}


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("sync", [Sync(2, 99, 0), Sync(1, 3, 0)], ids=["not ended", "begun before the write ended"])
def test_a_write_that_no_sync_covers_stays_away_or_comes_whole_or_in_sectors(ordered: bool, sync: Sync) -> None:
    found = {image.files["book"] for image in after(disk(Write(1, 2, 0, 0, b"n" * 2048, False), sync), ordered=ordered)}
    assert {OLD, b"n" * 2048, b"n" * 512 + b"o" * 1536} <= found
    assert all(set(data[at : at + 512]) in ({ord("o")}, {ord("n")}) for data in found for at in range(0, 2048, 512))
    holes = {data for data in found if data.startswith(b"o") and data.endswith(b"n")}
    assert holes, "a later sector may come without an earlier one"


def test_a_file_that_grew_has_no_hole_on_an_ordered_disk_and_may_have_any_on_another() -> None:
    asked = disk(Write(1, 1, 0, 2048, b"a" * 512, True), Write(2, 2, 0, 2560, b"b" * 512, True))
    whole = OLD + b"a" * 512 + b"b" * 512
    assert {image.files["book"] for image in after(asked, ordered=True)} == {OLD, whole[:2560], whole}
    found = {image.files["book"] for image in after(asked, ordered=False)}
    rubbish = {data for data in found if len(data) == 3072 and data.endswith(b"b") and data[2048:2560] != b"a" * 512}
    assert OLD + bytes(512) + b"b" * 512 in rubbish
    assert len(rubbish) > 1


@pytest.mark.parametrize(
    ("sync", "ordered", "sure"),
    [(Sync(3, 3, ""), True, True), (Sync(3, 3, 1), True, True), (Sync(3, 3, 0), True, False), (Sync(3, 3, 1), False, False),
     (Sync(3, 3, ""), False, True)],
)  # fmt: skip
def test_a_new_name_is_sure_with_its_folder_and_on_an_ordered_disk_with_any_new_file(sync: Sync, ordered: bool, sure: bool) -> None:
    asked = disk(Entry(1, 1, None, "new", 1), Write(2, 2, 1, 0, b"text", True), sync)
    assert {"new" in image.files for image in after(asked, ordered=ordered)} == ({True} if sure else {True, False})


@pytest.mark.parametrize(("ordered", "alone"), [(True, False), (False, True)])
def test_names_come_in_their_order_on_an_ordered_disk_only(ordered: bool, alone: bool) -> None:
    asked = disk(Entry(1, 1, None, "first", 1), Entry(2, 2, None, "second", 2))
    found = {frozenset(image.files) for image in after(asked, ordered=ordered)}
    assert (frozenset({"book", "second"}) in found) == alone


@pytest.mark.parametrize("ordered", [True, False])
def test_a_rename_is_before_or_after_and_may_come_without_the_data(ordered: bool) -> None:
    asked = disk(Entry(1, 1, None, "temporary", 1), Write(2, 2, 1, 0, b"new", True), Entry(3, 3, "temporary", "book", 1))
    found = {(image.files["book"], "temporary" in image.files) for image in after(asked, ordered=ordered)}
    assert {(OLD, False), (OLD, True), (b"", False), (b"new", False)} <= found


def test_what_lies_in_a_folder_that_did_not_arrive_is_gone() -> None:
    asked = disk(Entry(1, 1, None, "folder", None), Entry(2, 2, None, "folder/file", 1), Sync(3, 3, "folder"))
    assert {"folder/file" in image.files for image in after(asked, ordered=False)} == {True, False}
    assert all("folder" in image.folders for image in after(asked, ordered=False) if "folder/file" in image.files)


def is_book(name: str) -> bool:
    """The file of these tests."""
    return name == "book"


@pytest.mark.parametrize(("idle", "sure"), [(is_book, False), (lambda name: not is_book(name), True)])
def test_a_sync_that_does_nothing_keeps_nothing(idle: Callable[[str], bool], sure: bool) -> None:
    asked = disk(Size(1, 1, 0, 0), Sync(2, 2, 0)).without(idle)
    assert {image.files["book"] for image in after(asked, ordered=True)} == ({b""} if sure else {b"", OLD})
