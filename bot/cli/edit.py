"""`bot edit`: the author's own text for one account, or the post itself, in an editor; then everything is rendered again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.errors import UserError
from bot.model.delivery import MEANING, State
from bot.terminal import diff, say
from bot.terminal.parts import Run

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model.delivery import Delivery
    from bot.model.draft import Draft
    from bot.service.workspace import Workspace

LOOKS = 12
"""How often the folder is looked at after the editor closed; every half second, until the file has settled."""

BETWEEN = "\n---\n"


@command(examples=("bot edit 7k2", "bot edit 7k2 --post"))
@click.argument("id_", metavar="ID")
@click.option("--post", "whole_post", is_flag=True, help="Edit the post itself, for every account.")
def edit(id_: str, whole_post: bool) -> int:
    """Edit the text for one account, or the whole post.

    Opens SLUG.ACCOUNT.md beside the post in $VISUAL or $EDITOR, filled with the present text, with a line --- between segments.
    Then everything is rendered again, and you see what changed.
    """
    workspace = open_workspace()
    one = workspace.store.delivery(id_)
    if one.state in (State.SENDING, State.PUBLISHED, State.UNSURE):
        raise UserError(f"{one.id} {MEANING[one.state]}, so its text is fixed. See: bot show {one.id}")
    before = workspace.store.draft(one.id)
    post = _post(workspace, one)
    try:
        if whole_post:
            click.edit(filename=str(post))
        else:
            _edit_sidecar(post.with_name(f"{post.stem}.{one.account}{post.suffix}"), before)
    except click.ClickException as error:
        raise UserError(f"The editor could not be started ({error.message}). Set $EDITOR to one that is there, such as nano.") from error
    read_again(workspace)
    tell(workspace, one, before)
    return 0


def _post(workspace: Workspace, one: Delivery) -> Path:
    record = workspace.store.posts()[one.post]
    path = workspace.settings.posts.path / record.path
    if not path.is_file():
        raise UserError(f"The file of {one.id}, {path}, is gone. Bring it back, or reject it with: bot reject {one.id}")
    return path


def _edit_sidecar(sidecar: Path, draft: Draft) -> None:
    """Opens the sidecar, filled with the present text where there is none yet. One left unchanged is taken away again."""
    # A line of dashes divides segments in a sidecar, so a rule within a text is written with stars.
    filled = BETWEEN.join(re.sub(r"^---$", "***", segment.text, flags=re.MULTILINE) for segment in draft.segments) + "\n"
    made = not sidecar.exists()
    if made:
        sidecar.write_text(filled, encoding="utf-8")
    try:
        click.edit(filename=str(sidecar))
    finally:
        if made and sidecar.read_text(encoding="utf-8", errors="replace") == filled:
            sidecar.unlink()


def read_again(workspace: Workspace) -> None:
    """Looks at the folder until what was written there is read."""
    from bot.service import intake

    unsettled = intake.Unsettled()
    for _ in range(LOOKS):
        intake.scan(workspace, unsettled)
        if not unsettled:
            return
        workspace.clock.sleep(0.5)


def tell(workspace: Workspace, one: Delivery, before: Draft) -> None:
    """The difference that the edit made, and what became of the yes."""
    present = workspace.store.delivery(one.id)
    changes = diff.parts(before, workspace.store.draft(one.id))
    say.show(changes or [(Run("Nothing that would be sent changed.", "faint"),)])
    if present.state != one.state:
        say.line(Run(one.id, "title"), f"  {MEANING[present.state]} again: bot approve {one.id}")
