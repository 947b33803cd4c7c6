"""A person has seen a problem and means it so: the post's `waive:` gets its code."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.rules.lint import WAIVABLE_ERRORS
from bot.service import editing
from bot.store.durable import keep_names
from bot.text import waiver

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.model.draft import Draft, Problem
    from bot.service.workspace import Workspace


def waivable(draft: Draft) -> list[Problem]:
    """The problems of a draft that its author may overrule, one of each code."""
    found = [each for each in draft.problems if each.level == "warning" or (each.level == "error" and each.code in WAIVABLE_ERRORS)]
    return list({each.code: each for each in found}.values())


def waive(workspace: Workspace, delivery: Delivery, code: str) -> Path:
    """Writes `code` into the front matter of the delivery's post, for all its accounts; gives the file. Raises UserError or OSError."""
    file = editing.file_of(workspace, delivery).resolve()
    try:
        text = file.read_bytes().decode("utf-8")
        changed = waiver.waive(text, code)
    except UnicodeDecodeError:
        raise UserError(f"{file.name} is not UTF-8, so it is left alone. Save it as UTF-8, or waive by hand.") from None
    except ValueError as error:
        raise UserError(str(error)) from error
    _replace(file, changed)
    return file


def _replace(file: Path, text: str) -> None:
    """Writes the file whole or not at all, with the mode it has."""
    handle, name = tempfile.mkstemp(prefix=".waive-", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        shutil.copymode(file, name)
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
    keep_names(file.parent)
