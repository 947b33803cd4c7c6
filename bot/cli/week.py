"""`bot run --fast-forward`: the coming days on one screen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.cli import shapes
from bot.cli.place import open_workspace
from bot.model.delivery import State
from bot.terminal import say, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.service.week import Happening
    from bot.service.workspace import Workspace


def forward(span: str, asleep: str | None, *, waiting: bool, as_json: bool) -> int:
    """Plays the coming `span` ("7d") and shows what would happen. Raises UserError for words that are no span."""
    from bot.service import week

    seconds, hours = week.heard(span, asleep)
    workspace = open_workspace()
    found = list(week.play(workspace, seconds, asleep=hours, waiting=waiting))
    if as_json:
        say.machine({"version": shapes.VERSION, "happenings": [_shape(each) for each in found]})
        return 0
    zone = workspace.settings.timezone
    if found:
        rows = [(when.short(one.at, zone), one.account, _what(one, zone), one.id, _words(one)) for one in found]
        say.table((f"WHEN, {zone.upper()}", "ACCOUNT", "WHAT", "ID", "POST"), rows, loose=4)
    say.line(_summary(found, span))
    for change in week.changes(zone, workspace.clock.now(), seconds):
        say.note(f"The clocks of {zone} change around {when.short(change, zone)}; times on the wall stay what they are.")
    if not waiting:
        _say_what_waits(workspace, span)
    return 0


def _what(one: Happening, zone: str) -> str:
    return f"{one.what} to {when.short(one.to, zone)}" if one.to else one.what


def _words(one: Happening) -> str:
    return f"{one.title}: {one.why}" if one.title and one.why else one.title or one.why


def _summary(found: Sequence[Happening], span: str) -> str:
    counts = Counter(one.what for one in found)
    if not counts:
        return f"Nothing would happen in the next {span}."
    return f"The next {span}: " + ", ".join(f"{what} ({count})" for what, count in counts.items()) + ". Nothing of it was done."


def _say_what_waits(workspace: Workspace, span: str) -> None:
    count = len([one for one in workspace.store.deliveries(states=(State.WAITING, State.HELD)) if workspace.serves(one)])
    if count:
        left_out = "One waits for your yes and is" if count == 1 else f"{count} wait for your yes and are"
        say.note(f"{left_out} left out. As if you had said it: bot run --fast-forward {span} --with-waiting")


def _shape(one: Happening) -> shapes.Shape:
    to = one.to.format_iso() if one.to else None
    return {"at": one.at.format_iso(), "id": one.id, "account": one.account, "title": one.title, "what": one.what, "why": one.why, "to": to}
