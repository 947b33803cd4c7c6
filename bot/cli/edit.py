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
from bot.terminal import draft as sheet
from bot.terminal.parts import Run

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model.delivery import Delivery, PostRecord
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
    Then everything is rendered again, and you see what changed and what is wrong with it: exit code 1 where it can't be sent.
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
    return tell(workspace, one, before)


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


def tell(workspace: Workspace, one: Delivery, before: Draft) -> int:
    """The difference that the edit made to `before`, what is wrong with the text now, and the next step. Gives the exit code.

    `one` is the delivery as it was before the edit.
    """
    record = workspace.store.posts()[one.post]
    if record.state == "broken":
        return _broken(workspace, record, one)
    present, draft = workspace.store.delivery(one.id), workspace.store.draft(one.id)
    earlier = diff.AGREED if before.fingerprint == one.approved else "the text before"
    changes = diff.parts(before, draft, (earlier, diff.PRESENT))
    say.show([*(changes or [(Run("Nothing that would be sent changed.", "faint"),)]), *sheet.problems(draft.problems)])
    if draft.blocked:
        where = " --post" if all(each in record.problems for each in draft.problems if each.level == "error") else ""
        say.error(f"{one.id} cannot be sent as it is. Mend what is marked error, with: bot edit {one.id}{where}")
        return 1
    _next(one, present)
    return 0


def _next(one: Delivery, present: Delivery) -> None:
    """What became of the yes, and what to do now."""
    if present.state != one.state:
        say.line(Run(one.id, "title"), f"  {MEANING[present.state]} again: bot approve {one.id}")
    elif present.state in (State.WAITING, State.HELD):
        say.line(f"Say yes with: bot approve {one.id}")
    else:
        say.line(Run(one.id, "title"), f"  {MEANING[present.state]}. See: bot show {one.id}")


def _broken(workspace: Workspace, record: PostRecord, one: Delivery) -> int:
    """Says why no text can be made of the post any more, and where."""
    path, (problem, *_) = workspace.settings.posts.path / record.path, record.problems
    place = f"{path}:{problem.line}" if problem.line else str(path)
    # A record without a digest was never read; one that was goes to no account.
    trouble = "goes to nobody" if record.digest else "cannot be read"
    where = "" if f"{path.stem}.{one.account}{path.suffix}:" in problem.message else " --post"
    say.error(f"{place}: the post {trouble}. {problem.message}\nMend it with: bot edit {one.id}{where}")
    return 1
