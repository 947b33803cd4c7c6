"""`bot edit`: the author's own text for one account, or the post itself, in an editor; then everything is rendered again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import completing
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.errors import UserError
from bot.model.delivery import State
from bot.service import editing
from bot.terminal import diff, say
from bot.terminal import draft as sheet
from bot.terminal.parts import Run

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model.delivery import Delivery, PostRecord
    from bot.model.draft import Draft
    from bot.service.workspace import Workspace

NO_EDITOR = "There is no terminal to edit on, and neither $VISUAL nor $EDITOR says what else to use."


@command(examples=("bot edit 7k2", "bot edit 7k2 --post"))
@click.argument("id_", metavar="ID", shell_complete=completing.deliveries(*completing.OPEN))
@click.option("--post", "whole_post", is_flag=True, help="Edit the post itself, for every account.")
def edit(id_: str, whole_post: bool) -> int:
    """Edit the text for one account, or the whole post.

    Opens SLUG.ACCOUNT.md beside the post in $VISUAL or $EDITOR, filled with the present text, with a line --- between segments.
    Then everything is rendered again, and you see what changed and what is wrong with it: exit code 1 where it can't be sent.
    """
    workspace = open_workspace()
    one = workspace.store.delivery(id_)
    before = workspace.store.draft(one.id)
    open_for(workspace, one, before, whole=whole_post)
    editing.read_again(workspace)
    return tell(workspace, one, before)


def open_for(workspace: Workspace, one: Delivery, before: Draft, *, whole: bool = False) -> None:
    """Has the person edit the account's text, or the `whole` post, and decide where somebody else changed it. Raises UserError."""
    from bot import config
    from bot.cli import meeting

    editing.demand(one)
    file = editing.file_of(workspace, one) if whole else editing.sidecar_of(workspace, one)
    if not say.can_ask() and not config.editor():
        raise UserError(f"{NO_EDITOR} Write {file} with any editor, or run this on a terminal.", exit_code=2)
    clash = editing.edit(workspace, one, before, open_editor, whole=whole)
    if clash is not None:
        meeting.decide(workspace, clash)


def open_editor(file: Path) -> None:
    """Has the person edit `file` in $VISUAL or $EDITOR. Raises UserError where that cannot be started."""
    try:
        click.edit(filename=str(file))
    except click.ClickException as error:
        raise UserError(f"The editor could not be started ({error.message}). Set $EDITOR to one that is there, such as nano.") from error


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
    say.show([*(changes or [(Run(editing.UNCHANGED, "faint"),)]), *sheet.problems(draft.problems)])
    if draft.blocked:
        where = " --post" if all(each in record.problems for each in draft.problems if each.level == "error") else ""
        say.error(f"{one.id} cannot be sent as it is. Mend what is marked error, with: bot edit {one.id}{where}")
        return 1
    _next(one, present)
    return 0


def _next(one: Delivery, present: Delivery) -> None:
    """What became of the yes, and what to do now."""
    if present.state != one.state:
        say.line(Run(one.id, "title"), f"  {present.meaning()} again: bot approve {one.id}")
    elif present.state in (State.WAITING, State.HELD):
        say.line(f"Say yes with: bot approve {one.id}")
    else:
        say.line(Run(one.id, "title"), f"  {present.meaning()}. See: bot show {one.id}")


def _broken(workspace: Workspace, record: PostRecord, one: Delivery) -> int:
    """Says why no text can be made of the post any more, and where."""
    path, (problem, *_) = workspace.settings.posts.path / record.path, record.problems
    place = f"{path}:{problem.line}" if problem.line else str(path)
    # A record without a digest was never read; one that was goes to no account.
    trouble = "goes to nobody" if record.digest else "cannot be read"
    where = "" if f"{path.stem}.{one.account}{path.suffix}:" in problem.message else " --post"
    say.error(f"{place}: the post {trouble}. {problem.message}\nMend it with: bot edit {one.id}{where}")
    return 1
