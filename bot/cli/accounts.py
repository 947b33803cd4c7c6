"""`bot accounts`: who we are where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot import config
from bot.cli import shapes
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.terminal import say
from bot.terminal.parts import Run, Words

if TYPE_CHECKING:
    from whenever import Instant

    from bot.service.accounts import Row


@command(examples=("bot accounts", "bot accounts --json"))
@click.option("--json", "as_json", is_flag=True, help="For programs: JSON on standard output.")
def accounts(as_json: bool) -> int:
    """List your accounts: who you are there, what they may do.

    Until when each login holds, where it is kept, its caps, and what was spent this month.
    """
    from bot.service import accounts as service

    workspace = open_workspace()
    state = workspace.settings.state
    found = service.rows(workspace, lambda account, fields: config.origins(account, fields, state))
    if as_json:
        say.machine({"version": shapes.VERSION, "accounts": [_shape(row) for row in found]})
    elif found:
        now, zone = workspace.clock.now(), workspace.settings.timezone
        columns = ("account", "platform", "is", "you are", "login", "kept in", "posts at most", "this month")
        say.table(columns, [_cells(row, now, zone) for row in found], loose=3)
    else:
        say.note("There are no accounts yet. Add one to config/bot.yaml.")
    return 0


def _cells(row: Row, now: Instant, zone: str) -> tuple[Words, ...]:
    side = Run("paused", "bad") if row.paused else Run(row.side, "strong" if row.side == "live" else "")
    spent = f"{row.spent:.2f} of {row.budget:.2f} USD" if row.budget else f"{row.spent:.2f} USD" if row.spent else ""
    return row.name, row.platform, side, _who(row), _login(row, now, zone), _kept(row), _caps(row), spent


def _who(row: Row) -> Words:
    return row.who or ("" if row.side == "by hand" else Run("not asked yet", "faint"))


def _login(row: Row, now: Instant, zone: str) -> Words:
    if row.expires is None:
        return ", ".join(row.scopes)
    day = row.expires.to_tz(zone).date().format_iso()
    return Run(f"over since {day}", "bad") if row.expires <= now else Run(f"until {day}", "warn" if row.ends_soon else "")


def _kept(row: Row) -> Words:
    return Run("cannot be read", "bad") if row.trouble else ", ".join(config.in_words(row.secrets.values()))


def _caps(row: Row) -> str:
    return "" if row.side == "by hand" else f"{row.hourly_cap}/h {row.daily_cap}/day"


def _shape(row: Row) -> shapes.Shape:
    return {
        "account": row.name,
        "platform": row.platform,
        "is": row.side,
        "default": row.default,
        "who": row.who,
        "scopes": list(row.scopes),
        "secrets": dict(row.secrets),
        "expires": shapes.time(row.expires),
        "hourly_cap": row.hourly_cap,
        "daily_cap": row.daily_cap,
        "spent_usd": round(row.spent, 4),
        "monthly_budget_usd": row.budget,
        "paused": row.paused,
    }
