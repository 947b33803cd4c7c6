"""`bot notify`: where notices go. An address of one is a secret, so it is asked for unseen, tried, and only then kept."""

from __future__ import annotations

import click

from bot import config
from bot.cli import shapes
from bot.cli.grammar import command
from bot.cli.place import named, open_workspace
from bot.errors import UserError
from bot.service import notify as service
from bot.service.workspace import Workspace
from bot.terminal import ask, say
from bot.terminal.parts import BLANK, Line, Run

NOBODY = "Nobody is told anything. Run bot notify phone, then add `notify: [phone]` to config/bot.yaml."

DOWN = {
    "told": "Told: {}",
    "runs": "The service runs, so nobody is told.",
    "known": "Told before: {}",
    "later": "Not told yet, as these are quiet hours or it is not an hour since the last notice. Call it again later. {}",
}

HINTS: tuple[tuple[str, str], ...] = (
    ("ntfys://ntfy.sh/a-topic-nobody-guesses", "the ntfy app, no account"),
    ("tgram://BOT_TOKEN/CHAT_ID", "Telegram"),
    ("mailtos://USER:APP_PASSWORD@mail.example?to=you@example.org", "mail"),
    ("https://appriseit.com/services/", "a hundred others"),
)


@command(examples=("bot notify", "bot notify phone", "bot notify --test", "bot notify --down", "bot notify --json"))
@click.argument("name", required=False)
@click.option("--test", "test", is_flag=True, help="Send a test notice to every place.")
@click.option("--down", "down", is_flag=True, help="Tell it when no service runs; for a timer, and for systemd.")
@click.option("--json", "as_json", is_flag=True, help="For programs: JSON on standard output.")
def notify(name: str | None, test: bool, down: bool, as_json: bool) -> int:
    """Be told where you are of what needs you.

    Alone it lists the places of `notify:` in config/bot.yaml. With a NAME it asks for the address of that place, tries it and keeps
    it: it is never shown. Told are posts that wait for a yes or for your hands, doubts, logins that end, pauses and a service that died:
    once an hour of a kind, never in quiet hours.
    """
    if down:
        return _down()
    workspace = open_workspace()
    if name is not None:
        return _connect(workspace, name)
    if not workspace.settings.notify:
        say.note(NOBODY)
        return 0
    if test:
        return _test(workspace, as_json)
    return _list(workspace, as_json)


def _down() -> int:
    """Exit code 1 asks whoever called to try again later."""
    from bot.clock import SystemClock
    from bot.service import down

    settings = config.load(config.find_workspace(named()))
    if not settings.notify:
        say.note(NOBODY)
        return 0
    answer, words = down.tell(settings, config.notify_addresses(settings.notify, settings.state), SystemClock().now())
    say.line(DOWN[answer].format(words))
    return 1 if answer == "later" else 0


def _connect(workspace: Workspace, name: str) -> int:
    """Asks for the address of the place `name`, tries it, keeps it."""
    service.must_be_a_name(name)
    if not say.can_ask():
        raise UserError(f"Nobody can be asked here. Run bot notify {name} in a terminal.", exit_code=2)
    lines: list[Line] = [(f"An address for {name}, as apprise writes it:",)]
    say.show([*lines, *((Run(f"  {address}", "code"), f"   {what}") for address, what in HINTS), BLANK])
    say.line("What you paste is not shown. Enter alone stops.", style="faint")
    address = ask.hidden("Address: ")
    if not address:
        raise UserError(f"Nothing was saved. When you have the address: bot notify {name}")
    if not service.send(address, "A test", f"Notices for {name} arrive here."):
        raise UserError(f"No notice could be given to that address. Nothing was saved. Look it up and run bot notify {name} again.")
    place = config.login_place(config.notify_owner(name), workspace.settings.state)
    config.keep_login(config.notify_owner(name), {"url": address}, workspace.settings.state, place)
    more = "" if name in workspace.settings.notify else f" Now add {name} to `notify:` in config/bot.yaml, such as: notify: [{name}]"
    say.line(f"A test notice was sent, and {name} is kept.{more}", style="good")
    return 0


def _test(workspace: Workspace, as_json: bool) -> int:
    """Sends a test notice to every place; which took it."""
    places = workspace.addresses(workspace.settings.notify)
    taken = {place: service.send(address, "A test", "Notices from bot arrive here.") for place, address in places.items()}
    if as_json:
        say.machine({"version": shapes.VERSION, "places": [{"place": place, "took": took} for place, took in taken.items()]})
    else:
        say.table(
            ("place", ""), [(place, Run("took it", "good") if took else Run("did not take it", "bad")) for place, took in taken.items()]
        )
    return 0 if all(taken.values()) else 1


def _list(workspace: Workspace, as_json: bool) -> int:
    """The places, never their addresses; and whether this is a time to be told."""
    places = list(workspace.addresses(workspace.settings.notify))
    quiet = service.quiet(workspace)
    if as_json:
        say.machine({"version": shapes.VERSION, "places": [{"place": place} for place in places], "quiet": quiet})
    else:
        say.line(
            f"Notices go to {', '.join(places)}." + (" It is quiet now, so nobody is told before the quiet hours end." if quiet else "")
        )
    return 0
