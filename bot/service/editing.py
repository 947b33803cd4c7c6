"""The text of one account, or the post itself, in an author's hands: which file that is, and reading it again afterwards."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.delivery import State
from bot.service import editor
from bot.service.editor import FOLDER, Clash

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model.delivery import Delivery
    from bot.model.draft import Draft
    from bot.service.workspace import Workspace

LOOKS = 12
"""How often the folder is looked at after the editor closed; every half second, until the file has settled."""

BETWEEN = "\n---\n"

UNCHANGED = 'Nothing that would be sent changed. (An editor with a window of its own must wait until you close it: EDITOR="code --wait".)'
"""What an edit without a difference is told: the editor may have returned before anything was written."""


def demand(delivery: Delivery) -> None:
    """Raises UserError where the text of `delivery` can no longer change."""
    if delivery.state in (State.SENDING, State.PUBLISHED, State.UNSURE):
        raise UserError(f"{delivery.id} {delivery.meaning()}, so its text is fixed. See: bot show {delivery.id}")


def file_of(workspace: Workspace, delivery: Delivery) -> Path:
    """The file of its post. Raises UserError when that is gone."""
    record = workspace.store.post(delivery.post)
    path = workspace.settings.posts.path / (record.path if record else delivery.post)
    if not path.is_file():
        raise UserError(f"The file of {delivery.id}, {path}, is gone. Bring it back, or reject it with: bot reject {delivery.id}")
    return path


def sidecar_of(workspace: Workspace, delivery: Delivery) -> Path:
    """Where the author's own text for its account stands, or would stand. Raises UserError when the post is gone."""
    post = file_of(workspace, delivery)
    return post.with_name(f"{post.stem}.{delivery.account}{post.suffix}")


def edit(workspace: Workspace, delivery: Delivery, draft: Draft, open_: Callable[[Path], object], *, whole: bool = False) -> Clash | None:
    """Opens the account's sidecar, filled with the present text where there is none yet, or the `whole` post, for a person.

    Gives what is to be decided where somebody else wrote that file meanwhile, or where the article has changed since the sidecar was
    begun. Raises UserError or OSError.
    """
    demand(delivery)
    if whole:
        return editor.edit(workspace, file_of(workspace, delivery), open_)
    sidecar, text = sidecar_of(workspace, delivery), filled(draft)
    fresh = not sidecar.exists()
    clash = editor.edit(workspace, sidecar, open_, text)
    if fresh and sidecar.exists():
        _begin(workspace, sidecar, text)
    return clash or _outdated(workspace, delivery, sidecar)


def settle(workspace: Workspace, clash: Clash, choice: editor.Choice) -> Path | None:
    """Does what the person chose; gives the file in which the other text is kept, if one is. Raises UserError or OSError."""
    if not clash.outdated:
        return editor.settle(clash, choice)
    editor.demand_unchanged(clash.file, clash.mine)
    if choice == "theirs":
        kept = editor.keep(clash.file, "mine", clash.mine)
        clash.file.unlink()
        begun(workspace, clash.file).unlink(missing_ok=True)
        return kept
    if choice == "merged":
        editor.put(clash.file, editor.demand_merged(clash))
    _begin(workspace, clash.file, clash.theirs or "")
    return None


def filled(draft: Draft) -> str:
    """The text of a draft as a sidecar says it."""
    # A line of dashes divides segments in a sidecar, so a rule within a text is written with stars.
    return BETWEEN.join(re.sub(r"^---$", "***", segment.text, flags=re.MULTILINE) for segment in draft.segments) + "\n"


def begun(workspace: Workspace, sidecar: Path) -> Path:
    """Where it stands from which text of the article a sidecar was begun."""
    return workspace.settings.state / FOLDER / f"begun-{hashlib.sha256(os.fsencode(sidecar)).hexdigest()[:32]}"


def _begin(workspace: Workspace, sidecar: Path, text: str) -> None:
    editor.put(begun(workspace, sidecar), text)


def _outdated(workspace: Workspace, delivery: Delivery, sidecar: Path) -> Clash | None:
    """What is to be decided where the article would now say something else than what the sidecar was begun from."""
    from bot.service import adapt, preview

    was, mine = editor.read(begun(workspace, sidecar)), editor.read(sidecar)
    if was is None or mine is None:
        return None
    try:
        post = preview.read(workspace, file_of(workspace, delivery), without=delivery.account)
        now = filled(adapt.drafts(workspace, post, (delivery.account,))[delivery.account])
    except UserError:  # an article that cannot be read says nothing else; that it cannot is said where it is read
        return None
    why = "was begun from an article that says something else now"
    return Clash(sidecar, was, mine, now, why, outdated=True) if now != was else None


def read_again(workspace: Workspace) -> None:
    """Looks at the folder until what was written there is read."""
    from bot.service import intake

    unsettled = intake.Unsettled()
    for _ in range(LOOKS):
        intake.scan(workspace, unsettled)
        if not unsettled:
            return
        workspace.clock.sleep(0.5)
