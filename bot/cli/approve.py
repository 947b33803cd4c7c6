"""`bot approve`: says in full what a yes would bind, asks once, and binds exactly that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import completing
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.cli.show import whole
from bot.errors import UserError
from bot.model.delivery import State
from bot.terminal import say, when
from bot.terminal.parts import BLANK, Line, Part, Run

if TYPE_CHECKING:
    from bot.service.approve import Binding
    from bot.service.workspace import Workspace

TYPED_ABOVE = 20
"""With more deliveries than this a person types their number: nobody reads twenty texts by pressing y."""


@command(
    examples=(
        "bot approve 7k2",
        "bot approve 7k2@91fa c4d    (refuses 7k2 if it changed)",
        "bot approve --post my-article --now",
        "bot approve --all --yes",
    )
)
@click.argument("ids", metavar="ID[@FINGERPRINT]...", nargs=-1, shell_complete=completing.deliveries(*completing.ASKING))
@click.option("--post", metavar="SLUG", help="Every waiting delivery of this post.", shell_complete=completing.posts(*completing.ASKING))
@click.option("--all", "everything", is_flag=True, help="Every waiting delivery.")
@click.option("--now", "immediate", is_flag=True, help="Send at once: waives slots, spacing, quiet hours and the undo window, never caps.")
@click.option("--yes", "assumed", is_flag=True, help="Do not ask.")
def approve(ids: tuple[str, ...], post: str | None, everything: bool, immediate: bool, assumed: bool) -> int:
    """Say yes, after seeing all that it binds.

    Shows what would be sent, where and when, asks once, and fixes exactly that. A later change of what would be sent voids
    the yes.
    """
    from bot.service import approve as deciding

    if sum((bool(ids), post is not None, everything)) != 1:
        raise click.UsageError("Name deliveries by ID, or use --post SLUG, or --all.")
    workspace = open_workspace()
    bindings = deciding.plan(workspace, ids or _chosen(workspace, post), immediate=immediate)
    for binding in bindings:
        say.show(_bound(workspace, binding))
    possible = [binding for binding in bindings if binding.moment]
    if not possible or not _agreed(len(possible), assumed):
        say.note("Nothing was approved.")
        return 1
    outcomes = deciding.bind(workspace, possible)
    for outcome in outcomes:
        say.line(Run(outcome.id, "title"), "  ", Run(outcome.words, "good" if outcome.ok else "bad"))
    return 0 if len(possible) == len(bindings) and all(outcome.ok for outcome in outcomes) else 1


def _chosen(workspace: Workspace, post: str | None) -> list[str]:
    """The ids that `--post` or `--all` mean: what waits for a yes and has no error. What has one is counted aloud."""
    from bot.service import slugs

    found = workspace.store.deliveries(states=(State.WAITING, State.HELD), post=post)
    if post is not None and not found:
        raise UserError(slugs.unknown(workspace, post) or f"Nothing of {post} waits for a yes. See how far it is: bot queue")
    blocked = sum(one.blocked for one in found)
    if blocked:
        say.note(f"{blocked} of {len(found)} have an error to mend first and stay waiting. See: bot")
    if len(found) == blocked:
        raise UserError(
            "Nothing waits for a yes. See the inbox: bot" if not blocked else "Nothing can be approved before these are mended."
        )
    return [one.id for one in found if not one.blocked]


def _bound(workspace: Workspace, binding: Binding) -> list[Part]:
    """One delivery as the yes would fix it, ending with a blank line."""
    moment, now = binding.moment, workspace.clock.now()
    if moment is None:
        lead: tuple[Line, ...] = ((Run("no yes ", "bad"), binding.refusal),)
    elif binding.immediate:
        lead = ((Run("when   ", "faint"), Run("at once", "strong")),)
    else:
        exact = f"{when.moment(moment.instant, moment.zone)} ({when.distance(moment.instant, now)})"
        lead = ((Run("when   ", "faint"), Run(exact, "strong")), *(((Run("note   ", "warn"), moment.note),) if moment.note else ()))
    return [*whole(workspace, binding.delivery, binding.draft, lead), (Run("print  ", "faint"), binding.draft.fingerprint[:12]), BLANK]


def _agreed(count: int, assumed: bool) -> bool:
    """A person's yes. Raises UserError where nobody can be asked."""
    if assumed:
        return True
    if not say.can_ask():
        raise UserError("Nobody can be asked here, so nothing was approved. Add --yes if you mean it.", exit_code=2)
    if count > TYPED_ABOVE:
        return say.answer(f"To approve all {count}, type {count}: ") == str(count)
    return say.yes("Approve this one?" if count == 1 else f"Approve these {count}?")
