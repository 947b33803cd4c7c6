"""Keeping the workspace small: what nobody can ask for any more goes, after a month. The record of what was done stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whenever import Instant

from bot.errors import UserError

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
    """Forgets replaced texts, prepared pictures that nothing names, and reports of crashes, all older than `KEPT` days.

    A picture that is wanted again is made again. Raises StoreError, and UserError where a file cannot be deleted.
    """
    before = workspace.clock.now().subtract(hours=24 * KEPT)
    drafts = workspace.store.forget_drafts(before)
    named = {name for body in workspace.store.bodies(before) for name in _PICTURE.findall(body)}
    try:
        old = [path for path in _files(workspace.settings.state) if path.stat().st_mtime < before.timestamp() and path.name not in named]
        size = sum(path.stat().st_size for path in old)
        for path in old:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"{error.filename} cannot be tidied away ({error.strerror}). Allow it, or delete it yourself.") from error
    workspace.store.set_meta(DONE, workspace.clock.now().format_iso())
    return Tidied(drafts, len(old), size)


def _files(state: Path) -> Iterator[Path]:
    """What may go: the cache of pictures with its notes, and reports of crashes."""
    yield from (path for path in (state / "media").glob("*") if path.is_file() and not path.is_symlink())
    yield from state.glob("crash-*.txt")
