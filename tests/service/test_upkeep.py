"""Keeping the workspace small, and losing nothing that can still be asked for."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from bot.model.delivery import Event
from bot.service import approve, editing, upkeep
from tests.service.conftest import ARTICLE, Desk

MONTH = 31 * 86_400
BY_HAND = """\
timezone: UTC
rehearsal: true
accounts:
  linkedin-{n}: {{platform: linkedin, mode: handoff, default: true}}
"""


def media(desk: Desk) -> Path:
    folder = desk.workspace.settings.state / "media"
    folder.mkdir(exist_ok=True)
    return folder


def picture(desk: Desk, letter: str, days: float) -> Path:
    path = media(desk) / f"{letter * 64}.png"
    path.write_bytes(b"picture")
    then = desk.clock.now().timestamp() - days * 86_400
    os.utime(path, (then, then))
    return path


def test_replaced_texts_go_after_a_month_and_what_a_yes_bound_stays(desk: Desk) -> None:
    delivery = desk.of("x")
    first = delivery.fingerprint
    desk.yes(delivery.id, now=False)
    for number in range(3):
        desk.clock.advance(60)
        desk.write(ARTICLE.replace("five epochs", f"{number + 6} epochs").replace("Small batches find", f"All {number} small batches find"))
        desk.scan()
    present = desk.of("x")
    assert present.fingerprint != first
    assert upkeep.tidy(desk.workspace).drafts == 0
    desk.clock.advance(MONTH)
    assert upkeep.tidy(desk.workspace).drafts > 0
    assert upkeep.tidy(desk.workspace).drafts == 0
    assert desk.workspace.store.draft(present.id).fingerprint == present.fingerprint
    if present.approved:
        assert desk.workspace.store.draft(present.id, present.approved).fingerprint == present.approved
    assert len(desk.workspace.store.history(present.id)) > 3


def test_it_is_due_once_a_day(desk: Desk) -> None:
    assert upkeep.due(desk.workspace)
    upkeep.tidy(desk.workspace)
    desk.clock.advance(23 * 3600)
    assert not upkeep.due(desk.workspace)
    desk.clock.advance(3600)
    assert upkeep.due(desk.workspace)


def test_a_picture_goes_when_it_is_old_and_nothing_names_it(desk: Desk) -> None:
    old, young = picture(desk, "a", 40), picture(desk, "b", 10)
    found = upkeep.tidy(desk.workspace)
    assert (found.files, found.bytes) == (1, 7)
    assert not old.exists()
    assert young.exists()


def test_a_picture_of_what_may_still_go_out_stays_however_old(desk: Desk) -> None:
    plot = desk.write("", "plot.png")
    Image.linear_gradient("L").resize((600, 400)).save(plot)
    desk.age(plot)
    desk.write(ARTICLE.replace("## Why it happens", "![Test error over batch size](plot.png)\n\n## Why it happens"))
    desk.scan()
    named = {
        media.path for each in desk.workspace.store.deliveries() for s in desk.workspace.store.draft(each.id).segments for media in s.media
    }
    assert named
    for path in named:
        os.utime(path, (1, 1))
    upkeep.tidy(desk.workspace)
    assert all(Path(path).exists() for path in named)


def test_the_database_gives_its_gaps_back(desk: Desk) -> None:
    store = desk.workspace.store
    for number in range(200):
        store.set_meta(f"gap-{number}", "x" * 20_000)
    for number in range(200):
        store.set_meta(f"gap-{number}", "")
    file = desk.workspace.settings.state / "bot.sqlite"
    before = file.stat().st_size + file.with_name("bot.sqlite-wal").stat().st_size
    store.compact()
    assert file.stat().st_size + file.with_name("bot.sqlite-wal").stat().st_size < before / 4
    assert store.check() == ""


def size_of(desk: Desk) -> int:
    """Bytes of the database, with what stands beside it."""
    return sum(path.stat().st_size for path in desk.workspace.settings.state.glob("bot.sqlite*"))


def rows_of(desk: Desk, table: str) -> int:
    with sqlite3.connect(desk.workspace.settings.state / "bot.sqlite") as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def a_week(desk: Desk, number: int) -> str:
    """An article with a picture is written, mended three times, approved and posted by hand; a picture nobody uses and a crash remain."""
    Image.new("L", (64, 48), number * 4).save(plot := desk.write("", f"plot-{number}.png"))
    desk.age(plot)
    words = ARTICLE.replace("small-batches", f"run-{number}").replace("Small batches", f"In run {number} small batches")
    for turn in range(4):
        desk.write(
            words.replace("five epochs", f"{turn + 5} epochs").replace("## Why", f"![Loss of run {number}](plot-{number}.png)\n\n## Why"),
            f"run-{number}.md",
        )
        desk.clock.advance(60)
        desk.scan()
    [one] = [each for each in desk.workspace.store.deliveries() if each.post == f"run-{number}"]
    assert desk.yes(one.id)[0].ok
    desk.send()
    assert approve.done(desk.workspace, one.id, f"https://www.linkedin.com/feed/update/urn:li:share:{number}/").ok
    left = [media(desk) / f"{number:064x}.png", desk.workspace.settings.state / f"crash-{number}.txt"]
    for path in left:
        path.write_bytes(b"left behind" * 1000)
        os.utime(path, (desk.clock.now().timestamp(),) * 2)
    return one.id


def test_after_a_year_nothing_has_grown_but_the_record_of_what_was_done(make_desk: Callable[[str], Desk]) -> None:
    desk = make_desk(BY_HAND)
    ids, sizes, histories = list[str](), list[int](), dict[str, tuple[Event, ...]]()
    for week in range(52):
        ids.append(a_week(desk, week))
        histories[ids[-1]] = desk.workspace.store.history(ids[-1])
        desk.clock.advance(7 * 86_400)
        assert upkeep.due(desk.workspace)
        upkeep.tidy(desk.workspace)
        sizes.append(size_of(desk))
    store = desk.workspace.store
    assert {id_: store.history(id_)[: len(past)] for id_, past in histories.items()} == histories
    assert all(store.delivery(id_).links for id_ in ids)
    assert all(store.draft(id_, store.delivery(id_).approved).segments for id_ in ids)
    replaced_lately = 3 * 5  # of the month that is kept
    assert rows_of(desk, "drafts") <= len(ids) + replaced_lately
    assert sizes[-1] - sizes[25] <= (sizes[25] - sizes[0]) * 1.3
    remain = [path.name for path in media(desk).iterdir() if path.read_bytes().startswith(b"left")]
    assert len(remain) <= 5
    assert len(list(desk.workspace.settings.state.glob("crash-*.txt"))) <= 5


def left(desk: Desk, name: str, days: float) -> Path:
    """Something that an edit left in the private folder."""
    path = desk.workspace.settings.state / "edits" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("what somebody wrote")
    then = desk.clock.now().timestamp() - days * 86_400
    os.utime(path, (then, then))
    return path


def test_what_a_killed_editor_left_stays_a_month_and_is_named_meanwhile(desk: Desk) -> None:
    old, young = left(desk, "tmpa/small-batches.md", 31), left(desk, "tmpb/small-batches.md", 29)
    assert upkeep.unsaved(desk.workspace) == [old, young]
    assert upkeep.tidy(desk.workspace).files == 1
    assert not old.parent.exists()
    assert upkeep.unsaved(desk.workspace) == [young]


def test_from_what_a_sidecar_was_begun_is_known_as_long_as_there_is_one(desk: Desk) -> None:
    own = desk.write("A text of my own.\n", "small-batches.x.md")
    kept = left(desk, editing.begun(desk.workspace, own).name, 400)
    gone, young = left(desk, "begun-" + "0" * 32, 31), left(desk, "begun-" + "1" * 32, 29)
    upkeep.tidy(desk.workspace)
    assert (kept.exists(), gone.exists(), young.exists()) == (True, False, True)
    own.unlink()
    upkeep.tidy(desk.workspace)
    assert not kept.exists()


def test_while_the_posts_folder_is_away_nothing_about_its_files_is_forgotten(desk: Desk) -> None:
    note = left(desk, "begun-" + "0" * 32, 400)
    folder = desk.workspace.settings.posts.path
    folder.rename(folder.with_name("unplugged"))
    upkeep.tidy(desk.workspace)
    assert note.exists()
