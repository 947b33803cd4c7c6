"""`bot queue --calendar`: the coming two weeks of each account, what is promised and which slots are free."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.cli import shapes
from bot.service import times
from bot.terminal import say, when
from bot.terminal.parts import BLANK, Grid, Part, Run, Words

if TYPE_CHECKING:
    from bot.model.settings import Account
    from bot.service.times import Cell, Day
    from bot.service.workspace import Workspace


def show(workspace: Workspace, account: str | None, *, as_json: bool) -> None:
    """The calendar of one account, or of all. Raises UserError where there is no such account."""
    accounts = [workspace.account(account)] if account is not None else list(workspace.settings.accounts.values())
    found = [(each, times.coming(workspace, each)) for each in accounts]
    if as_json:
        say.machine(shapes.calendars(found))
        return
    say.show([part for each, days in found for part in _of(each, days)][:-1])
    say.note('Another time for one: bot reschedule ID "tomorrow 9:00", or t in bot review')


def _of(account: Account, days: Iterable[Day]) -> list[Part]:
    rows: list[tuple[Words, ...]] = []
    for day in days:
        lines = [(_at(cell), cell.words()) for cell in day.cells]
        lines += [(Run("", ""), day.note)] if day.note else []
        name = when.day(day.date)
        rows += [(name if not number else "", at, words) for number, (at, words) in enumerate(lines)]
    heading = (Run(account.name, "strong"), Run(f"  {account.rhythm.zone}", "faint"))
    nothing = (Run("nothing is promised in these two weeks, and there is no slot", "faint"),)
    return [heading, Grid(("day", "at", "what"), tuple(rows), loose=2, cut=True) if rows else nothing, BLANK]


def _at(cell: Cell) -> Run:
    time = cell.moment.instant.to_tz(cell.moment.zone).time()
    return Run(f"{time.hour:02}:{time.minute:02}", "good" if cell.kind == "free" else "faint")
