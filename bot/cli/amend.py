"""`bot correct`, `bot retract`, `bot leave`: mending what is live, after showing what the platform allows and a yes of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from bot.cli import completing
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.errors import UserError
from bot.terminal import say
from bot.terminal.parts import BLANK, Grid, Part, Run

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.model.draft import Draft
    from bot.service.approve import Outcome
    from bot.service.correct import Correction
    from bot.service.retract import Retraction
    from bot.service.workspace import Workspace

_id = click.argument("id_", metavar="ID", shell_complete=completing.deliveries(*completing.LIVE))
_assumed = click.option("--yes", "assumed", is_flag=True, help="Do not ask.")


@command(examples=("bot retract 7k2", "bot retract 7k2 --yes", "bot retract 7k2 --gone"))
@_id
@_assumed
@click.option("--gone", is_flag=True, help="You deleted it there yourself: only record it.")
def retract(id_: str, assumed: bool, gone: bool) -> int:
    """Take back what is live.

    Shows what is deleted, asks, and deletes it, the last post of a thread first. What was cut short goes on when it is called
    again. Where no program may delete, it says where to do it by hand.
    """
    from bot.service import retract as service

    workspace = open_workspace()
    plan = service.plan(workspace, id_)
    say.show(_taken_back(workspace, plan))
    by_hand = plan.by_hand or gone
    if plan.by_hand:
        say.line(
            "No program may delete there. Do it yourself at ", Run(plan.page, "link"), f", then: bot retract {plan.delivery.id} --gone"
        )
        if not gone and not (say.can_ask() and say.yes("Is it gone already?")):
            return 1
    elif not _agreed("Is all of it gone?" if gone else f"Delete {_count(len(plan.live))}? It can't be brought back.", assumed):
        return _nothing()
    if by_hand:
        return _told(service.gone(workspace, plan))
    return _calling(workspace, plan.delivery, lambda: service.retract(workspace, plan, say.line))


@command(
    examples=(
        "bot correct 7k2",
        "bot correct 7k2@91fa --yes    (refuses if the file changed again)",
        'bot correct 7k2 --reply "The error is 2 %, not 20 %."',
        "bot correct 7k2 --done",
    )
)
@click.argument("reference", metavar="ID[@FINGERPRINT]", shell_complete=completing.deliveries(*completing.LIVE))
@_assumed
@click.option("--reply", "text", metavar="TEXT", help="Post this below it instead, where the platform has threads.")
@click.option("--done", is_flag=True, help="You changed it there yourself: only record it.")
def correct(reference: str, assumed: bool, text: str | None, done: bool) -> int:
    """Make what is live say what the file says now.

    Shows the difference and what the platform allows: an edit in place, a reply below it, or by hand. Only what differs is touched.
    """
    from bot.service import correct as service
    from bot.service import reply

    workspace = open_workspace()
    id_, _, print_ = reference.partition("@")
    plan = service.plan(workspace, id_)
    doubtful = reply.doubtful(workspace, plan.delivery)
    if doubtful:
        return _calling(workspace, plan.delivery, lambda: reply.settle(workspace, plan.delivery, doubtful, say.line))
    say.show(_differs(workspace, plan))
    if done:
        return _told(service.done(workspace, plan)) if _agreed("Does it stand there like that?", assumed) else _nothing()
    if text is None and plan.edits:
        return _edit(workspace, plan, assumed, print_)
    if plan.can_reply and (text or say.can_ask()):
        text = text or say.answer("A correction to post below it (empty: none): ")
        return _reply(workspace, plan, text, assumed) if text else _nothing()
    return _by_hand(workspace, plan, text)


@command(examples=("bot leave 7k2",))
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=completing.deliveries(*completing.LIVE))
def leave(ids: tuple[str, ...]) -> int:
    """Leave a half-sent thread as it is.

    What is live stays and counts as published; the rest is not sent. It also ends a correction or retraction that was not finished.
    """
    from bot.service import halfway

    workspace = open_workspace()
    return max(_told(halfway.leave(workspace, id_)) for id_ in ids)


def _edit(workspace: Workspace, plan: Correction, assumed: bool, wanted: str) -> int:
    from bot.service import correct as service

    print_ = plan.mended.fingerprint
    if not print_.startswith(wanted):
        raise UserError(f"{plan.delivery.id} would no longer become {wanted}. Look again with: bot correct {plan.delivery.id}")
    errors = [problem.message for problem in plan.mended.problems if problem.level == "error"]
    if errors:
        raise UserError(f"The text has an error, so it is not sent: {errors[0].rstrip('.')}. Mend that in the post's file.")
    say.line(Run("print  ", "faint"), print_[:12])
    if not _agreed(f"Edit {_count(len(plan.edits))} in place?", assumed):
        return _nothing()
    return _calling(workspace, plan.delivery, lambda: service.edit(workspace, plan))


def _reply(workspace: Workspace, plan: Correction, text: str, assumed: bool) -> int:
    from bot.cli.show import look
    from bot.service import reply
    from bot.terminal import draft as sheet

    said: Draft = reply.draft(workspace, plan, text)
    say.show(
        [BLANK, ("Below ", Run(plan.delivery.links[-1] if plan.delivery.links else plan.page, "link"), ":"), *sheet.parts(said, look(said))]
    )
    if said.blocked:
        raise UserError("The correction has an error, so it is not sent. Write it in other words.")
    if not _agreed("Post this correction?", assumed):
        return _nothing()
    return _calling(workspace, plan.delivery, lambda: reply.reply(workspace, plan, said))


def _by_hand(workspace: Workspace, plan: Correction, text: str | None) -> int:
    """What is left to say where nothing can be done by a program; 1, unless nothing differs."""
    if text is not None:
        raise UserError(f"{plan.delivery.account} has no replies to its own posts. Correct it by hand at {plan.page}")
    if plan.wanted is None:
        raise UserError(f"The file of {plan.delivery.id} is gone, so there is nothing to compare with. See: bot show {plan.delivery.id}")
    if plan.wanted.fingerprint == plan.live.fingerprint:
        from bot.service import correct as service

        service.nothing_left(workspace, plan)
        return 0
    id_, links = plan.delivery.id, plan.delivery.links
    say.line("Change it by hand at ", Run(links[0] if links else plan.page, "link"), f", then: bot correct {id_} --done")
    if plan.can_reply:
        say.line(f'Or post a correction below it: bot correct {id_} --reply "..."')
    say.line(f"Or take it back: bot retract {id_}")
    return 1


def _differs(workspace: Workspace, plan: Correction) -> list[Part]:
    """What is live against what the file says now, and what an edit reaches of it."""
    from bot.terminal import diff

    head = _head(workspace, plan.delivery, plan.live)
    if plan.wanted is None:
        return head
    if plan.wanted.fingerprint == plan.live.fingerprint:
        doubt = "An earlier edit may have reached it or not, so what the file says is written once more."
        return [*head, (Run(doubt, "warn"),) if plan.edits else (Run("What is live is what the file says.", "good"),)]
    stays: list[Part] = [(Run("stays  ", "warn"), f"{each} can't be edited there") for each in plan.stays]
    cannot: list[Part] = [(Run("stays  ", "warn"), "no program can edit there")]
    shown = diff.parts(plan.live, plan.wanted, ("what is live", "what the file says now"))
    return [*head, *shown, BLANK, *(stays if plan.can_edit else cannot)]


def _taken_back(workspace: Workspace, plan: Retraction) -> list[Part]:
    """What goes, in the order in which it goes."""
    one = plan.delivery
    rows = tuple(
        (record.action, Run((record.ref.url or record.ref.id) if record.ref else "", "link"), " ".join(text.split()))
        for record, text in zip(plan.live, plan.texts, strict=True)
    )
    live = workspace.store.draft(one.id, one.approved)
    return [*_head(workspace, one, live), BLANK, Grid(("goes", "where", "says"), rows, loose=2, cut=True)]


def _head(workspace: Workspace, one: Delivery, live: Draft) -> list[Part]:
    """Which delivery of which account this is, and whether in earnest."""
    from dataclasses import replace

    from bot.terminal import delivery as screen

    account = workspace.account(one.account)
    return list(screen.head(replace(one, note=""), workspace.clock.now(), account.handle, live.visibility, proposal=False))


def _calling(workspace: Workspace, delivery: Delivery, act: Callable[[], Outcome]) -> int:
    """Does what calls the platform; in rehearsal with the rehearsal network up."""
    from bot import app

    with app.rehearsal(workspace, say.note) if delivery.rehearsal else nullcontext():
        return _told(act())


def _agreed(question: str, assumed: bool) -> bool:
    """A person's yes. Raises UserError where nobody can be asked."""
    if assumed:
        return True
    if not say.can_ask():
        raise UserError("Nobody can be asked here, so nothing was done. Add --yes if you mean it.", exit_code=2)
    return say.yes(question)


def _told(outcome: Outcome) -> int:
    if outcome.ok:
        say.line(Run(outcome.id, "title"), "  ", outcome.words)
        return 0
    say.error(outcome.words)
    return 1


def _nothing() -> int:
    say.note("Nothing was done.")
    return 1


def _count(number: int) -> str:
    return "1 post" if number == 1 else f"{number} posts"
