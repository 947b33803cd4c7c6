"""The other decisions of a person: no, not yet, again, later, posted by hand, looked and found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from bot.cli import completing
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.terminal import say
from bot.terminal.parts import Run

if TYPE_CHECKING:
    from bot.service.approve import Outcome


def _tell(outcomes: Iterable[Outcome]) -> int:
    """One line for each; 1 if any was refused."""
    code = 0
    for outcome in outcomes:
        if outcome.ok:
            say.line(Run(outcome.id, "title"), "  ", outcome.words)
        else:
            say.error(outcome.words)
            code = 1
    return code


def _each(ids: tuple[str, ...], decide: Callable[..., Outcome]) -> int:
    workspace = open_workspace()
    return _tell(decide(workspace, id_) for id_ in ids)


_ids = click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=completing.deliveries(*completing.OPEN))
_id = click.argument("id_", metavar="ID", shell_complete=completing.deliveries(*completing.OPEN))


@command(examples=("bot reject 7k2", "bot reject 7k2 c4d"))
@_ids
def reject(ids: tuple[str, ...]) -> int:
    """Say no; `bot retry` brings them back."""
    from bot.service import approve

    return _each(ids, approve.reject)


@command(examples=("bot undo 7k2",))
@_ids
def undo(ids: tuple[str, ...]) -> int:
    """Take a yes back, as long as nothing was sent."""
    from bot.service import approve

    return _each(ids, approve.undo)


@command(examples=("bot retry 7k2",))
@_ids
def retry(ids: tuple[str, ...]) -> int:
    """Bring back what was refused, rejected or withdrawn.

    It then waits for your yes.
    """
    from bot.service import approve

    return _each(ids, approve.retry)


@command(examples=('bot reschedule 7k2 "tomorrow 9:00"', 'bot reschedule 7k2 "2026-12-01 09:00 Europe/London"'))
@_id
@click.argument("when", nargs=-1, required=True)
def reschedule(id_: str, when: tuple[str, ...]) -> int:
    """Move an approved delivery to another time.

    Your yes stays.
    """
    from bot.service import approve

    return _tell([approve.reschedule(open_workspace(), id_, " ".join(when))])


@command(examples=("bot done 7k2 https://www.reddit.com/r/test/comments/1abcde/title/",))
@_id
@click.argument("url")
def done(id_: str, url: str) -> int:
    """Record where you posted a hand-off."""
    from bot.service import approve

    return _tell([approve.done(open_workspace(), id_, url)])


@command(
    examples=(
        "bot resolve 7k2",
        "bot resolve 7k2 --sent https://www.linkedin.com/feed/update/urn:li:share:7000000000000000000",
        "bot resolve 7k2 --not-sent",
    )
)
@_id
@click.option("--sent", metavar="URL", help="It is there: at this address.")
@click.option("--not-sent", is_flag=True, help="You looked, and it is not there: it is sent again.")
def resolve(id_: str, sent: str | None, not_sent: bool) -> int:
    """Decide what became of a step in doubt.

    Look at the account first. What is there is recorded, what is not there is sent again. On a terminal it shows the step and
    where to look, and asks.
    """
    from bot.service import approve

    if sent is not None and not_sent:
        raise click.UsageError("Say either --sent URL or --not-sent.")
    workspace = open_workspace()
    if sent is None and not not_sent:
        if not say.can_ask():
            approve.doubt(workspace, id_)
            raise click.UsageError("Look at the account first, then say --sent URL or --not-sent.")
        from bot.cli import doubt

        return _tell(doubt.ask(workspace, id_))
    return _tell([approve.resolve(workspace, id_, sent)])
