"""The text of one account, or the post itself, in an author's hands: which file that is, and reading it again afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.delivery import State

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model.delivery import Delivery
    from bot.model.draft import Draft
    from bot.service.workspace import Workspace

LOOKS = 12
"""How often the folder is looked at after the editor closed; every half second, until the file has settled."""

BETWEEN = "\n---\n"

BARE = "---\npictures: none\n---\n"
"""A sidecar that changes nothing but that."""


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


def edit_sidecar(sidecar: Path, draft: Draft, editor: Callable[[Path], object]) -> None:
    """Opens the sidecar, filled with the present text where there is none yet. One left unchanged is taken away again."""
    # A line of dashes divides segments in a sidecar, so a rule within a text is written with stars.
    filled = BETWEEN.join(re.sub(r"^---$", "***", segment.text, flags=re.MULTILINE) for segment in draft.segments) + "\n"
    made = not sidecar.exists()
    if made:
        sidecar.write_text(filled, encoding="utf-8")
    try:
        editor(sidecar)
    finally:
        if made and sidecar.read_text(encoding="utf-8", errors="replace") == filled:
            sidecar.unlink()


def leave_out_pictures(workspace: Workspace, delivery: Delivery) -> bool:
    """Has the account's text go without pictures, by a sidecar that says just that; a second time takes it away. Says whether it goes
    without now. Raises UserError where the author's own sidecar stands, or OSError."""
    demand(delivery)
    sidecar = sidecar_of(workspace, delivery)
    try:
        with sidecar.open("x", encoding="utf-8") as file:
            file.write(BARE)
    except FileExistsError:
        if sidecar.read_bytes() != BARE.encode():
            raise UserError(
                f"{sidecar.name} is your own text. Write pictures: none into its front matter, or take it out: e opens it."
            ) from None
        sidecar.unlink()
        return False
    return True


def read_again(workspace: Workspace) -> None:
    """Looks at the folder until what was written there is read."""
    from bot.service import intake

    unsettled = intake.Unsettled()
    for _ in range(LOOKS):
        intake.scan(workspace, unsettled)
        if not unsettled:
            return
        workspace.clock.sleep(0.5)
