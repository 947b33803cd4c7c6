"""`bot login`: connects an account. What is typed is shown nowhere; it is asked for, tried, and only then saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from whenever import Instant

from bot import app, config, platforms
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.errors import Refused, SendError, UserError
from bot.terminal import say, when
from bot.terminal.parts import BLANK, Line, Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model.guide import Guide
    from bot.model.settings import Account
    from bot.platforms.base import Facts
    from bot.service.workspace import Workspace

MOST = 5
"""Ids that are named one by one."""


@command(examples=("bot login mastodon", "bot login linkedin --token"))
@click.argument("account")
@click.option("--token", "paste", is_flag=True, help="Paste a token made on the platform's page, instead of a yes in the browser.")
def login(account: str, paste: bool) -> int:
    """Connect an account.

    Says what the platform needs, how long that takes and what it costs, asks for it, tries it, and saves it in .bot/secrets.json,
    which only you can read. Nothing that you type is shown.
    """
    from bot.cli import consent
    from bot.model.guide import Grant
    from bot.service import login as service

    workspace = open_workspace()
    settings = workspace.account(account)
    guide = platforms.guide(settings.platform)
    browser = guide.browser and not paste
    say.show(_introduction(settings, guide, browser=browser))
    if settings.mode == "handoff" or not guide.asks:
        return 0
    live = service.going_live(settings)
    _must_make_sense(live, guide)
    grant = consent.by_browser(workspace, live, guide) if browser else Grant(consent.pasted(guide.asks, {}))
    facts = _tried(workspace, live, guide, grant.secrets)
    if facts is None:
        return 1
    beside = service.beside(guide, grant.scopes, grant.seconds, workspace.clock.now())
    config.keep_login(account, {**grant.secrets, **beside}, workspace.settings.state)
    workspace.store.save_facts(account, facts, workspace.clock.now(), rehearsal=False)
    say.show([BLANK, *_welcome(workspace, live, guide, facts, beside), *_next(workspace, settings)])
    return 0


def _introduction(account: Account, guide: Guide, *, browser: bool) -> list[Line]:
    """What this takes and costs, the way round it, and the steps."""
    if account.mode == "handoff" or not guide.asks:
        return _by_hand(account, guide)
    steps = guide.browser_steps if browser else guide.steps
    return [
        (Run(f"{guide.name}", "strong"), f" as {account.name}"),
        (Run("takes   ", "faint"), guide.takes or "what its page in docs/platforms says"),
        (Run("costs   ", "faint"), guide.costs or "what its page in docs/platforms says"),
        *([(Run("scopes  ", "faint"), ", ".join(guide.scopes))] if guide.scopes else []),
        (Run("or      ", "faint"), "post by hand until then: add ", Run("mode: handoff", "code"), f" to {account.name} in config/bot.yaml"),
        *([(Run("note    ", "warn"), _rehearsing(account))] if account.rehearsal else []),
        BLANK,
        *((f"{number}. {step}",) for number, step in enumerate(steps, 1)),
        *([BLANK] if steps else []),
    ]


def _by_hand(account: Account, guide: Guide) -> list[Line]:
    lines: list[Line] = [(f"{account.name} needs no login: you post to {guide.name} by hand, and bot prepares everything.",)]
    if guide.asks:
        lines.append((f"To let bot post there, say `mode: api` for it in config/bot.yaml first. That takes {guide.takes}.",))
    return lines


def _rehearsing(account: Account) -> str:
    return (
        f"{account.name} is in rehearsal, so no login is needed yet. You may log in all the same; "
        "it goes live when config/bot.yaml says `rehearsal: false` for it."
    )


def _must_make_sense(account: Account, guide: Guide) -> None:
    """Raises UserError where nobody can be asked, something must be configured first, or another place would count instead."""
    from bot.service import login as service

    if lacking := service.lacking(guide, account):
        raise UserError(f"{account.name} has no `{lacking[0]}` in config/bot.yaml. Put it there, then run bot login {account.name} again.")
    fields = [field for field, _ in (*guide.asks, *guide.app)]
    for field, place in config.overruled(account.name, fields).items():
        raise UserError(
            f"{account.name} takes its {field} from {place}, which counts before anything saved here. "
            f"Take that away first, then run bot login {account.name} again."
        )
    if not say.can_ask():
        raise UserError(f"Nobody can be asked here. Run bot login {account.name} in a terminal.", exit_code=2)


def _tried(workspace: Workspace, account: Account, guide: Guide, secrets: Mapping[str, str]) -> Facts | None:
    """Who the platform says that we are, or None after saying why nothing is saved."""
    from bot.service import facts

    try:
        return facts.ask(app.trial(workspace, account, secrets))
    except Refused as refused:
        say.error(f"{guide.name} does not accept that: {refused.why.rstrip('. ')}. Nothing was saved. Try again.")
    except SendError as trouble:
        say.error(f"{guide.name} could not be asked whether that is right: {trouble.why.rstrip('. ')}. Nothing was saved. Try again later.")
    return None


def _welcome(workspace: Workspace, account: Account, guide: Guide, facts: Facts, beside: Mapping[str, str]) -> list[Line]:
    """Who we are there, what it allows, until when."""
    from bot.service import login as service

    name = service.who(guide, facts) or account.handle or account.name
    scopes = beside["scopes"].split() or guide.scopes
    lines: list[Line] = [
        (Run("You are ", "good"), Run(name, "strong"), f" on {guide.name}. What was given is saved, readable by you alone.")
    ]
    lines += [(Run("scopes  ", "faint"), ", ".join(scopes))] if scopes else []
    excess = sorted({*beside["scopes"].split()} - {*guide.scopes})
    lines += [(Run("note    ", "warn"), f"{', '.join(excess)} is more than bot needs.")] if excess and guide.scopes else []
    if beside["expires_at"]:
        lines.append((Run("expires ", "faint"), when.moment(Instant.parse_iso(beside["expires_at"]), workspace.settings.timezone)))
    return lines


def _next(workspace: Workspace, account: Account) -> list[Line]:
    """What is left to do: a pause to end, and the account's waiting deliveries."""
    from bot.service import login as service

    lines: list[Line] = []
    state = workspace.store.accounts(rehearsal=account.rehearsal).get(account.name)
    if state and state.paused:
        lines.append((f"{account.name} is still paused ({state.reason or 'by hand'}). Go on with: bot resume {account.name}",))
    waiting = service.waiting(workspace, account.name)
    if waiting:
        ids = " ".join(waiting) if len(waiting) <= MOST else "ID..."
        ways = {
            f"bot approve {ids}": "at the next free slots",
            f"bot approve --now {ids}": "now",
            f"bot queue --account {account.name}": "look at each first, with bot show ID",
        }
        widest = max(map(len, ways))
        count = "One delivery" if len(waiting) == 1 else f"{len(waiting)} deliveries"
        lines += [
            BLANK,
            (f"{count} of {account.name} {'waits' if len(waiting) == 1 else 'wait'} for your yes:",),
            *((Run(f"  {written:<{widest}}", "code"), f"   {does}") for written, does in ways.items()),
        ]
    return lines
