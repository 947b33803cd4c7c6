"""`bot login`: connects an account. What is typed is shown nowhere; it is asked for, tried, and only then saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click
from whenever import Instant

from bot import app, config, platforms
from bot.cli import completing
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.errors import Refused, SendError, UserError
from bot.terminal import say, when
from bot.terminal.parts import BLANK, Line, Run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.model.guide import Guide
    from bot.model.settings import Account
    from bot.platforms.base import Facts
    from bot.service.workspace import Workspace

MOST = 5
"""Ids that are named one by one."""


@command(examples=("bot login mastodon", "bot login linkedin --token", "bot login x --browser", "bot login devto --where keyring"))
@click.argument("account", shell_complete=completing.accounts)
@click.option("--token", "paste", is_flag=True, help="Paste what the platform's page gives, instead of a yes in the browser.")
@click.option("--browser", is_flag=True, help="A yes in the browser, where pasting is the usual way.")
@click.option(
    "--where",
    type=click.Choice(["file", "keyring"]),
    help="Where it is kept: in .bot/secrets.json, or in the system keyring, which a service that starts at boot may find locked.",
)
def login(account: str, paste: bool, browser: bool, where: Literal["file", "keyring"] | None) -> int:
    """Connect an account.

    Says what the platform needs, how long that takes and what it costs, asks for it, tries it, and saves it: the way and where the
    last login did, else in .bot/secrets.json, which only you can read. Nothing that you type is shown.
    """
    from bot.cli import consent
    from bot.model.guide import Grant
    from bot.service import login as service

    workspace = open_workspace()
    settings, state = workspace.account(account), workspace.settings.state
    guide = platforms.guide(settings.platform)
    if guide.asks and not platforms.secrets(settings):
        say.line(f"{account} needs no login, as config/bot.yaml says. See whether it is let in: bot doctor")
        return 0
    before = bool(guide.pasting and config.login_secrets(account, ("refresh_token",), state))
    by_browser = _by_browser(guide, paste=paste, browser=browser, before=before)
    say.show(_introduction(settings, guide, browser=by_browser))
    if settings.mode == "handoff" or not guide.asks:
        return 0
    live = service.going_live(settings)
    place = where or config.login_place(account, state)
    _must_make_sense(live, guide, state, place, browser=by_browser)
    try:
        grant = consent.by_browser(workspace, live, guide) if by_browser else Grant(consent.pasted(guide.asks, {}))
    except SendError as trouble:
        why = f"{guide.name} gave no login: {trouble.why.rstrip('. ')}. Nothing was saved. Check the network, then: bot login {account}"
        raise UserError(why) from trouble
    facts = _tried(workspace, live, guide, grant.secrets)
    if facts is None:
        return 1
    beside = service.beside(guide, grant, workspace.clock.now())
    config.keep_login(account, {**service.replaced(live, grant), **grant.secrets, **beside}, state, place)
    workspace.store.save_facts(account, facts, workspace.clock.now(), rehearsal=False)
    say.show([BLANK, *_welcome(workspace, live, guide, facts, beside), *_kept(workspace, place), *_next(workspace, settings)])
    return 0


def _by_browser(guide: Guide, *, paste: bool, browser: bool, before: bool) -> bool:
    """Whether the browser is asked, as it was `before` where nobody says anything else. Raises UserError where that cannot be."""
    if browser and (paste or not guide.browser):
        why = (
            "--token and --browser are two ways; name one." if paste else f"{guide.name} has no login in the browser. Leave --browser out."
        )
        raise UserError(why, exit_code=2)
    return guide.browser and not paste and (browser or before or not guide.pasting)


def _introduction(account: Account, guide: Guide, *, browser: bool) -> list[Line]:
    """What this takes and costs, the way round it, and the steps."""
    if account.mode == "handoff" or not guide.asks:
        return _by_hand(account, guide)
    steps, scopes = (guide.browser_steps, guide.browser_scopes or guide.scopes) if browser else (guide.steps, guide.scopes)
    return [
        (Run(f"{guide.name}", "strong"), f" as {account.name}"),
        (Run("takes   ", "faint"), guide.takes or "what its page in docs/platforms says"),
        (Run("costs   ", "faint"), guide.costs or "what its page in docs/platforms says"),
        *([(Run("scopes  ", "faint"), ", ".join(scopes))] if scopes else []),
        *_other_way(account, guide, browser=browser),
        (Run("or      ", "faint"), "post by hand until then: add ", Run("mode: handoff", "code"), f" to {account.name} in config/bot.yaml"),
        *([(Run("note    ", "warn"), _rehearsing(account))] if account.rehearsal else []),
        BLANK,
        *((f"{number}. {step}",) for number, step in enumerate(steps, 1)),
        *([BLANK] if steps else []),
    ]


def _other_way(account: Account, guide: Guide, *, browser: bool) -> list[Line]:
    """The way that was not taken, where both are good ones, and what speaks for the usual one."""
    if not guide.pasting:
        return []
    if browser:
        return [(Run("or      ", "faint"), Run(f"bot login {account.name} --token", "code"), f", which we recommend: {guide.pasting}")]
    words = f", a yes in the browser that may do less: {', '.join(guide.browser_scopes)}"
    return [(Run("or      ", "faint"), Run(f"bot login {account.name} --browser", "code"), words)]


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


def _must_make_sense(account: Account, guide: Guide, state: Path, place: Literal["file", "keyring"], *, browser: bool) -> None:
    """Raises UserError where nobody can be asked, something must be configured first, or another place would count instead."""
    from bot.service import login as service

    if lacking := service.lacking(guide, account):
        raise UserError(f"{account.name} has no `{lacking[0]}` in config/bot.yaml. Put it there, then run bot login {account.name} again.")
    for field, elsewhere in config.overruled(account.name, service.fields(account, guide, browser=browser), state, place).items():
        renewed = ", and where a renewed one could not be written" if service.renews(account) and field.endswith("_token") else ""
        raise UserError(
            f"{account.name} takes its {field} from {elsewhere}, which counts before anything saved here{renewed}. "
            f"Take that away first, then run bot login {account.name} again."
        )
    if not say.can_ask():
        raise UserError(f"Nobody can be asked here. Run bot login {account.name} in a terminal.", exit_code=2)
    if place == "keyring" and (trouble := config.keyring_trouble()):
        raise UserError(f"Nothing can be kept in the system keyring, {trouble}. Unlock it, or add --where file.")


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
    lines: list[Line] = [(Run("You are ", "good"), Run(name, "strong"), f" on {guide.name}.")]
    lines += [(Run("scopes  ", "faint"), ", ".join(scopes))] if scopes else []
    excess = guide.excess(beside["scopes"].split())
    lines += [(Run("note    ", "warn"), f"{', '.join(excess)} is more than bot needs.")] if excess else []
    if beside["expires_at"]:
        lines.append((Run("expires ", "faint"), when.moment(Instant.parse_iso(beside["expires_at"]), workspace.settings.timezone)))
    if beside["token_ends"]:
        lines.append((Run("renewed ", "faint"), "by itself, every few hours, and kept in the same place"))
    return lines


def _kept(workspace: Workspace, place: Literal["file", "keyring"]) -> list[Line]:
    """Where it is now, and that it is renewed."""
    root, path = workspace.settings.root, workspace.settings.state / "secrets.json"
    file = str(path.relative_to(root) if path.is_relative_to(root) else path)
    words = "in the system keyring" if place == "keyring" else f"in {file}, readable by you alone"
    return [(Run("kept    ", "faint"), words)]


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
