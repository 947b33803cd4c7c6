"""Keeping the workspace small: what nobody can ask for any more goes, after a month. The record of what was done stays."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whenever import Instant

from bot.errors import UserError
from bot.service import editing, folder
from bot.service.editor import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.service.workspace import Workspace

KEPT = 30
"""Days for which what was replaced is kept."""

EVERY = 24
"""Hours between two times that the service tidies up."""

DONE = "tidied"
"""The small fact that keeps when it was done last."""

_PICTURE = re.compile(r"[0-9a-f]{64}\.[a-z]{3}")


@dataclass(frozen=True, slots=True)
class Tidied:
    """What went: replaced texts, and files with their bytes."""

    drafts: int
    files: int
    bytes: int


def due(workspace: Workspace) -> bool:
    """Whether a day has passed since it was done."""
    last = workspace.store.meta(DONE)
    return not last or Instant.parse_iso(last).add(hours=EVERY) <= workspace.clock.now()


def tidy(workspace: Workspace) -> Tidied:
    """Forgets replaced texts, prepared pictures that nothing names, reports of crashes, and what edits left, all older than `KEPT` days.

    A picture that is wanted again is made again. Raises StoreError, and UserError where a file cannot be deleted.
    """
    before = workspace.clock.now().subtract(hours=24 * KEPT)
    drafts = workspace.store.forget_drafts(before)
    named = {name for body in workspace.store.bodies(before) for name in _PICTURE.findall(body)}
    try:
        old = [path for path in _files(workspace) if path.stat().st_mtime < before.timestamp() and path.name not in named]
        size = sum(path.stat().st_size for path in old)
        for path in old:
            path.unlink(missing_ok=True)
        for path in {path.parent for path in old if path.parent.parent.name == FOLDER}:
            with suppress(OSError):  # something younger lies in it
                path.rmdir()
    except OSError as error:
        raise UserError(f"{error.filename} cannot be tidied away ({error.strerror}). Allow it, or delete it yourself.") from error
    workspace.store.set_meta(DONE, workspace.clock.now().format_iso())
    return Tidied(drafts, len(old), size)


def unsaved(workspace: Workspace) -> list[Path]:
    """Copies that an editor left behind, such as one that was killed: what a person wrote may be in there and nowhere else. They go when
    they are older than `KEPT` days."""
    return sorted(path for path in (workspace.settings.state / FOLDER).glob("*/*") if path.is_file() and not path.is_symlink())


def _files(workspace: Workspace) -> Iterator[Path]:
    """What may go: the cache of pictures with its notes, reports of crashes, copies that editors left, and notes about sidecars that are
    gone. While the posts folder is away nobody knows which are."""
    state, posts = workspace.settings.state, workspace.settings.posts
    yield from (path for path in (state / "media").glob("*") if path.is_file() and not path.is_symlink())
    yield from state.glob("crash-*.txt")
    yield from unsaved(workspace)
    there = {editing.begun(workspace, posts.path / look.path).name for look in folder.walk(posts)}
    if there:
        yield from (path for path in (state / FOLDER).glob("begun-*") if path.name not in there)
