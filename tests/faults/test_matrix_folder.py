"""The fault matrix, folder and files: what a folder, an editor and a synchroniser can do, with the real thing."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.model.delivery import State
from bot.service import due, intake
from tests.faults import matrix
from tests.faults.matrix import PATHS
from tests.service.conftest import ARTICLE, Desk, desk, make_desk, network

__all__ = ["desk", "make_desk", "network"]

TEXT = "---\ntitle: {title}\n---\n\nA text of its own that is called {title}."


@pytest.fixture
def empty(make_desk: Callable[..., Desk]) -> Desk:
    """A desk whose folder was scanned once, empty."""
    made = make_desk()
    made.scan()
    return made


def posts(desk: Desk) -> Path:
    """The folder."""
    return desk.workspace.settings.posts.path


def approved(desk: Desk, platform: str) -> str:
    """The yes to the delivery to `platform`, due now; gives its id."""
    id_ = desk.of(platform).id
    assert desk.yes(id_)[0].ok
    return id_


def known(desk: Desk) -> dict[str, str]:
    """The posts that are known, by path, and their state."""
    return {record.path: record.state for record in desk.workspace.store.posts().values()}


@pytest.mark.parametrize("pause", [0.1, 1.5], ids=["without a rest", "with rests of more than a second"])
def test_slow_copy_is_never_read_half_whatever_the_moment(empty: Desk, pause: float) -> None:
    whole = ARTICLE.encode()
    place = posts(empty) / "slow.md"
    for end in range(0, len(whole), 97):
        with place.open("ab") as file:
            file.write(whole[end : end + 97])
        empty.age(place, pause)
        empty.scan()
        empty.clock.advance(pause + 0.3)
        assert known(empty) == {}
    empty.clock.advance(2)
    empty.scan()
    assert known(empty) == {"slow.md": "active"}
    segments = empty.workspace.store.draft(empty.of("reddit").id).segments
    assert "keeps the noise and the speed" in segments[0].text


@pytest.mark.parametrize(
    "name",
    [
        "copy.sync-conflict-20261122-093000-ABCDEFG.md",
        "copy (conflicted copy 2026-11-22).md",
        "copy (Ada's conflicted copy 2026-11-22).md",
        "copy (conflict from laptop).md",
        "copy-conflict-2.md",
    ],
)
def test_conflict_copies_of_every_synchroniser_are_flagged_and_not_queued(desk: Desk, name: str) -> None:
    desk.write(name=name)
    assert desk.scan().broken == 1
    assert {delivery.post for delivery in desk.workspace.store.deliveries()} == {"small-batches"}
    assert "conflict copy" in str(desk.workspace.store.posts()[name].problems)


@pytest.mark.parametrize("name", [".syncthing.post.md.tmp", "~syncthing~post.md.tmp", ".~lock.post.md#", "post.md.crdownload", ".DS_Store"])
def test_temporary_files_of_synchronisers_are_ignored(empty: Desk, name: str) -> None:
    empty.write(TEXT.format(title="Temporary"), name)
    empty.scan()
    assert known(empty) == {}


def test_folder_unmounted_with_an_empty_mount_point_holds_all(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    if not matrix.mountable(tmp_path_factory.mktemp("tried")):
        pytest.skip("this user may not mount a disk in memory; test_posts_that_all_vanish_at_once_are_not_withdrawn empties the folder")
    desk.write(TEXT.format(title="Another"), "another.md")
    desk.scan()
    ids = [d.id for d in desk.workspace.store.deliveries() if d.platform == "x"]
    assert all(outcome.ok for outcome in desk.yes(*ids))
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(posts(desk))], check=True)
    try:
        for _ in range(3):
            assert "vanished" in desk.scan().trouble
            desk.send()
    finally:
        subprocess.run(["umount", str(posts(desk))], check=True)
    assert desk.live("x") == []
    assert {desk.workspace.store.delivery(each).state for each in ids} == {State.APPROVED}
    assert desk.scan().trouble == ""
    desk.send()
    assert {desk.workspace.store.delivery(each).state for each in ids} == {State.PUBLISHED}


@pytest.mark.parametrize("change", ["deleted", "edited", "moved"])
def test_file_that_changes_while_it_is_sent_is_finished_as_approved_and_recorded(desk: Desk, change: str) -> None:
    desk.fault("x", "late", path=PATHS["x"], skip=1, seconds=1)
    id_ = approved(desk, "x")
    wanted = matrix.wires(desk, id_)
    engine = desk.engine()
    due.pass_(desk.workspace, engine)
    while len(desk.live("x")) < 2:
        threading.Event().wait(0.02)
    place = posts(desk) / "small-batches.md"
    if change == "deleted":
        place.unlink()
    elif change == "edited":
        desk.write(ARTICLE.replace("five epochs", "six epochs").replace("Training with", "Learning with"))
    else:
        place.rename(posts(desk) / "elsewhere.md")
    for _ in range(3):
        desk.scan()
    assert engine.close(30)
    desk.send()
    delivery = desk.workspace.store.delivery(id_)
    assert (delivery.state, delivery.sent) == (State.PUBLISHED, delivery.segments)
    assert desk.live("x") == wanted
    assert len(desk.workspace.store.deliveries(account=delivery.account)) == 1
    if change == "edited":
        assert "edited while it went out" in delivery.note or "differs" in delivery.note


def test_file_deleted_while_queued_is_cancelled_and_says_so(desk: Desk) -> None:
    id_ = approved(desk, "x")
    desk.write(TEXT.format(title="Another"), "another.md")
    desk.scan()
    (posts(desk) / "small-batches.md").unlink()
    desk.scan()
    desk.scan()
    desk.send()
    delivery = desk.workspace.store.delivery(id_)
    assert (delivery.state, delivery.note) == (State.WITHDRAWN, "the file is gone")
    assert desk.live("x") == []


def test_file_renamed_and_edited_after_publishing_is_not_posted_again(desk: Desk) -> None:
    id_ = approved(desk, "reddit")
    desk.send()
    (posts(desk) / "small-batches.md").rename(posts(desk) / "renamed.md")
    for _ in range(3):
        desk.scan()
    desk.write(ARTICLE.replace("five epochs", "seven epochs"), "renamed.md")
    desk.scan()
    desk.send()
    assert [d.id for d in desk.workspace.store.deliveries(account=desk.of("reddit").account)] == [id_]
    assert desk.of("reddit").state == State.PUBLISHED
    assert len(desk.live("reddit")) == 1


def test_copied_under_a_new_name_is_an_error_until_waived(desk: Desk) -> None:
    desk.write(name="copy.md")
    desk.scan()
    copied = [d for d in desk.workspace.store.deliveries(post="copy") if d.platform == "reddit"]
    assert copied[0].blocked
    assert not desk.yes(copied[0].id)[0].ok
    both = ARTICLE.replace("tags:", "waive: [duplicate-post, same-address]\ntags:")
    for name in ("small-batches.md", "copy.md"):
        desk.write(both, name)
    desk.scan()
    copied = [d for d in desk.workspace.store.deliveries(post="copy") if d.platform == "reddit"]
    assert not copied[0].blocked, desk.workspace.store.draft(copied[0].id).problems


def test_hundreds_of_files_dropped_are_all_queued_and_none_is_sent(empty: Desk) -> None:
    folder = posts(empty)
    for number in range(400):
        (folder / f"{number}.md").write_text(f"---\ntitle: Number {number}\nto: [x-{empty.number}]\n---\n\nWhat number {number} says.")
        empty.age(folder / f"{number}.md")
    found = empty.scan()
    assert found.read == 400
    assert len(empty.workspace.store.deliveries()) == 400
    empty.send()
    assert empty.live("x") == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("utf16.md", "\ufeff# Hello\n\nText.".encode("utf-16-le"), "UTF-8"),
        ("utf16be.md", "\ufeff# Hello\n\nText.".encode("utf-16-be"), "UTF-8"),
        ("latin.md", b"# Caf\xe9\n\nText.", "byte"),
        ("cut.md", "# Café".encode()[:-1], "byte"),
    ],
)
def test_bytes_that_are_no_utf8_are_refused_with_their_place(empty: Desk, name: str, content: bytes, words: str) -> None:
    (posts(empty) / name).write_bytes(content)
    empty.age(posts(empty) / name)
    assert empty.scan().broken == 1
    assert words in str(empty.workspace.store.posts()[name].problems)
    assert empty.workspace.store.deliveries() == []


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbf---\r\ntitle: Mark\r\n---\r\n\r\nOne line.\r\nAnother \x00 line.\r\n", b"# Mark\r\rOne line.\rAnother line."]
)
def test_bom_crlf_and_nul_never_reach_a_platform(empty: Desk, content: bytes) -> None:
    (posts(empty) / "mark.md").write_bytes(content)
    empty.age(posts(empty) / "mark.md")
    empty.scan()
    for delivery in empty.workspace.store.deliveries():
        for segment in empty.workspace.store.draft(delivery.id).segments:
            assert not set(segment.wire) & {"\ufeff", "\r", "\x00"}


@pytest.mark.parametrize(
    "matter",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]",
        "title: " + "[" * 5000,
        "title: !!python/object/apply:os.system ['true']",
        "title: One\ntitle: Two",
    ],
    ids=["bomb", "brackets", "tag", "twice"],
)
def test_yaml_bombs_and_traps_are_quarantined_and_others_go_on(empty: Desk, matter: str) -> None:
    empty.write(f"---\n{matter}\n---\n\nText.", "trap.md")
    empty.write(TEXT.format(title="Honest"), "honest.md")
    empty.scan()
    assert known(empty)["honest.md"] == "active"
    trap = next(record for record in empty.workspace.store.posts().values() if record.path == "trap.md")
    assert any(problem.level == "error" for problem in trap.problems)
    assert all(d.blocked for d in empty.workspace.store.deliveries(post=trap.slug))


@pytest.mark.parametrize(
    ("value", "shown"), [("1:30", "1:30"), ("NO", "NO"), ("0x1F", "0x1F"), ("1_000", "1_000"), ("2026-02-30", "2026-02-30")]
)
def test_yaml_scalars_stay_the_words_they_are(empty: Desk, value: str, shown: str) -> None:
    empty.write(f"---\ntitle: {value}\n---\n\nA text with a title that traps.", "trap.md")
    empty.scan()
    assert empty.of("reddit").title == shown


def test_yaml_date_that_does_not_exist_is_never_now(empty: Desk) -> None:
    empty.write("---\ntitle: Trap\npublish_at: 2026-02-30 09:00\n---\n\nA text for a day that is none.", "trap.md")
    empty.scan()
    assert all(delivery.blocked for delivery in empty.workspace.store.deliveries())


@pytest.fixture
def near(tmp_path: Path) -> Iterator[None]:
    """The present folder is the test's own: a socket's path must be short."""
    before = Path.cwd()
    os.chdir(tmp_path)
    yield
    os.chdir(before)


def test_fifo_socket_and_device_are_refused_and_nothing_hangs(empty: Desk, near: None) -> None:
    folder = posts(empty)
    os.mkfifo(folder / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(folder / "socket.md"))
        names = {"pipe.md", "socket.md"}
        if os.geteuid() == 0:
            os.mknod(folder / "zero.md", 0o600 | 0o020000, os.makedev(1, 5))
            names.add("zero.md")
        for name in names:
            empty.age(folder / name)
        empty.write(TEXT.format(title="Honest"), "honest.md")
        found = empty.scan()
    assert (found.read, found.broken) == (1, len(names))
    assert {name for name, state in known(empty).items() if state == "broken"} == names


def test_pipe_that_takes_the_place_of_a_file_between_look_and_open_does_not_hang(empty: Desk) -> None:
    from bot.service import folder as room
    from bot.service import reading

    place = empty.write(TEXT.format(title="Honest"), "honest.md")
    (look,) = room.walk(empty.workspace.settings.posts)
    place.unlink()
    os.mkfifo(place)
    with pytest.raises(reading.NotReadable, match=r"regular file|being written"):
        reading.content(posts(empty), look)


def test_hard_link_is_a_copy_and_symlink_loop_is_nothing(desk: Desk) -> None:
    folder = posts(desk)
    os.link(folder / "small-batches.md", folder / "linked.md")
    (folder / "loop.md").symlink_to(folder / "loop2.md")
    (folder / "loop2.md").symlink_to(folder / "loop.md")
    (folder / "up").symlink_to(folder.parent)
    desk.scan()
    assert all(d.blocked for d in desk.workspace.store.deliveries(post="linked"))
    assert {d.post for d in desk.workspace.store.deliveries()} == {"small-batches", "linked"}


def test_nfc_and_nfd_twin_names_are_two_files_and_neither_is_lost(empty: Desk) -> None:
    for number, form in enumerate(("NFC", "NFD")):
        empty.write(TEXT.format(title=f"Twin {number}"), f"{unicodedata.normalize(form, 'café')}.md")  # type: ignore[arg-type]
    empty.write(TEXT.format(title="Large"), "CAFE.md")
    empty.write(TEXT.format(title="Small"), "cafe.md")
    empty.scan()
    assert len({delivery.post for delivery in empty.workspace.store.deliveries()}) == 4
    assert set(known(empty).values()) == {"active"}
    for _ in range(2):
        assert empty.scan() == intake.Scan()


def test_names_of_255_bytes_with_newlines_and_escapes_are_handled_and_escaped(empty: Desk) -> None:
    names = ["a" * 252 + ".md", "new\nline.md", "esc\x1b[31m.md", "\u202egnp.md", "-rf.md"]
    for number, name in enumerate(names):
        empty.write(TEXT.format(title=f"Name {number}"), name)
    raw = os.fsencode(posts(empty)) + b"/latin-\xe9.md"
    Path(os.fsdecode(raw)).write_text(TEXT.format(title="Bytes"))
    os.utime(raw, (1_700_000_000, 1_700_000_000))
    empty.scan()
    from bot.service import status

    for _ in range(2):
        empty.scan()
    assert known(empty)["latin-\\xe9.md"] == "broken"
    assert any("no UTF-8; rename" in todo.line for todo in status.inbox(empty.workspace))
    assert sum(state == "active" for state in known(empty).values()) == len(names)
    assert not any(set(delivery.post) & {"\n", "\x1b", "\u202e", "/"} for delivery in empty.workspace.store.deliveries())
