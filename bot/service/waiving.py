"""A person has seen a problem and means it so: the post's `waive:` gets its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.rules.lint import WAIVABLE_ERRORS
from bot.service import editing, editor
from bot.text import waiver

if TYPE_CHECKING:
    from pathlib import Path

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
    editor.put(file, changed)
    return file
