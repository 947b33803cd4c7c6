"""Keeping the workspace small, and losing nothing that can still be asked for."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

from bot.service import upkeep
from tests.service.conftest import ARTICLE, Desk

MONTH = 31 * 86_400


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
