"""`bot show`: one delivery, every segment as its reader sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from bot.cli import completing, shapes
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.model.delivery import State
from bot.terminal import delivery as screen
from bot.terminal import diff, say, when
from bot.terminal import draft as sheet
from bot.terminal.look import Look
from bot.terminal.parts import BLANK, Line, Part, Run

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.model.draft import Draft
    from bot.service.workspace import Workspace


@command(examples=("bot show 7k2", "bot show 7k2 --json", "bot show 7k2 --readers    (of a mailing: each of them)"))
@click.argument("id_", metavar="ID", shell_complete=completing.deliveries(*completing.OPEN))
@click.option("--readers", is_flag=True, help="Of a mailing: what became of each reader, by their line in your list.")
@click.option("--json", "as_json", is_flag=True, help="For programs: JSON on standard output.")
def show(id_: str, readers: bool, as_json: bool) -> int:
    """Show one delivery as it will be sent.

    Each segment as its reader sees it, problems, history and live links. For a hand-off also what you need to post it.
    """
    from bot.service import mailing

    workspace = open_workspace()
    one = _proposed(workspace, workspace.store.delivery(id_))
    if readers:
        return _each_reader(workspace, one, as_json)
    draft = mailing.told(workspace, one, workspace.store.draft(one.id, one.approved if one.sent else None))
    if as_json:
        say.machine(shapes.shown(one, draft, workspace.store.history(one.id), workspace.store.count_readers(one.id)))
        return 0
    say.show(whole(workspace, one, draft))
    say.show(_readers(workspace, one))
    say.show(_ways(workspace, one))
    if one.state == State.HANDOFF:
        from bot.cli.handoff import offer

        offer(workspace, one, draft)
    steps = screen.steps(workspace.store.steps(one.id), one.zone, rehearsed=one.rehearsal)
    say.show([BLANK, *steps, screen.history(workspace.store.history(one.id), one.zone, rehearsed=one.rehearsal)])
    return 0


def _readers(workspace: Workspace, one: Delivery) -> list[Part]:
    """What became of the readers of a mailing, counted."""
    from bot.service import mailing

    found = mailing.fates(workspace, one)
    words = ", ".join(f"{count:,} {fate}" for fate, count in found)
    return [BLANK, (Run("readers  ", "faint"), f"{words}. Each of them: ", Run(f"bot show {one.id} --readers", "title"))] if found else []


def _each_reader(workspace: Workspace, one: Delivery, as_json: bool) -> int:
    """What became of each reader. No address is kept, so the list says who stands on that line."""
    from bot.service import mailing

    found = mailing.each(workspace, one)
    if as_json:
        say.machine({"version": shapes.VERSION, "id": one.id, "readers": [shapes.reader(place, record) for place, _, record in found]})
    elif found:
        rows = [(place, fate, when.stamp(record.at, one.zone), record.why) for place, fate, record in found]
        say.table(("on the list", "what became of it", "at", "why"), rows, loose=3)
    else:
        say.note(f"{one.id} has no readers of its own: either it is no mailing, or nobody said yes to it yet. See: bot show {one.id}")
    return 0


def _proposed(workspace: Workspace, one: Delivery) -> Delivery:
    """The same delivery; while it waits, with the time that the queue shows for it."""
    from bot.service import proposals

    if one.state != State.WAITING:
        return one
    others = workspace.store.deliveries(states=(State.WAITING,), account=one.account)
    return next(each for each in proposals.proposed(workspace, others) if each.id == one.id)


def _ways(workspace: Workspace, one: Delivery) -> list[Part]:
    """What a person can do about a thread that is half there, a step nobody knows about, or a change that was cut short."""
    if one.state == State.UNSURE and workspace.serves(one):
        from bot.service import page

        return [BLANK, ("Look at ", Run(page.of(workspace, one), "link"), ", then: ", Run(f"bot resolve {one.id}", "title"))]
    begun = {step.action for step in workspace.store.steps(one.id).values() if step.open}
    if begun and one.state != State.RETRACTED:
        on = f"bot {'retract' if 'delete' in begun else 'correct'} {one.id}"
        return [BLANK, ("Not finished: ", Run(on, "title"), " goes on; ", Run(f"bot leave {one.id}", "title"), " leaves it as it is")]
    ways = screen.ways(one)
    return [BLANK, *ways] if ways else []


def whole(workspace: Workspace, one: Delivery, draft: Draft, lead: tuple[Line, ...] = ()) -> list[Part]:
    """A delivery with its draft, as parts of a screen; `lead` stands between the head and the text."""
    from bot import platforms

    account = workspace.settings.accounts.get(one.account)
    place = platforms.guide(one.platform).name
    head = screen.head(one, workspace.clock.now(), account.handle if account else "", draft.visibility, proposal=not lead, place=place)
    return [
        *head,
        *lead,
        *sheet.parts(draft, replace(look(draft), alt=0)),
        *screen.links(one),
        *screen.rest(one),
        *_changed(workspace, one, draft),
    ]


def look(draft: Draft) -> Look:
    """How the draft's platform shows it to its readers."""
    from bot import platforms
    from bot.text import commonmark

    limits = platforms.load(draft.platform).LIMITS
    return Look(limits.fold, limits.fold_lines, bool(limits.title), commonmark.read if limits.markdown else None)


def _changed(workspace: Workspace, one: Delivery, draft: Draft) -> list[Part]:
    """What differs from what an earlier yes bound."""
    if not one.approved or one.approved == draft.fingerprint:
        return []
    return [BLANK, (Run("Changed since your yes:", "warn"),), *diff.parts(workspace.store.draft(one.id, one.approved), draft)]
