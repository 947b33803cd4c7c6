"""The two ways to a platform's secrets: a person pastes them unseen, or says yes in the browser."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from time import monotonic
from typing import TYPE_CHECKING

from bot import app, config
from bot.errors import UserError
from bot.model.guide import Grant
from bot.service import callback
from bot.service import login as service
from bot.terminal import ask, say

if TYPE_CHECKING:
    from bot.model.guide import Guide
    from bot.model.settings import Account
    from bot.service.workspace import Workspace

TRIES = 3


def pasted(asks: tuple[tuple[str, str], ...], before: Mapping[str, str]) -> dict[str, str]:
    """What a person types or pastes for each field, unseen; `before` is what Enter keeps. Raises UserError when they give up."""
    say.line("What you paste is not shown. Enter alone " + ("keeps what is saved." if before else "stops."), style="faint")
    return {field: _one(field, called, before.get(field, "")) for field, called in asks}


def by_browser(workspace: Workspace, account: Account, guide: Guide) -> Grant:
    """What the platform gives after a yes in the browser, with the app's own secrets. Raises UserError or SendError."""
    before = config.login_secrets(account.name, [field for field, _ in guide.app], workspace.settings.state)
    own = pasted(guide.app, before) if guide.app else {}
    ticket = callback.Ticket()
    with contextlib.closing(callback.Listener(guide.port, ticket)) as door:
        connection = app.trial(workspace, account, own)
        grant = service.by_browser(connection, ticket, door.redirect, _sender(door, ticket))
    return Grant({**own, **grant.secrets}, grant.scopes, grant.seconds)


def _one(field: str, called: str, before: str) -> str:
    for _ in range(TRIES):
        typed = ask.hidden(f"{called}: ") or before
        if not typed:
            break
        if typed.isprintable() and (field == "password" or (typed.isascii() and len(typed.split()) == 1)):
            return typed
        say.note("That holds a space or a letter which stands in no key. Copy it once more.")
    raise UserError("Nothing was saved. Run it again when you have what it asks for.")


def _sender(door: callback.Listener, ticket: callback.Ticket) -> Callable[[str], str]:
    """Shows an address and waits for the answer, at the door or pasted."""

    def send(address: str) -> str:
        say.line("Open this address in your browser and say yes there, within two minutes:")
        say.unbroken(address)
        say.line(
            "The answer comes back here by itself. If the browser is on another machine, it ends at a page that cannot be shown: "
            f"then paste that page's address here, which begins with {door.redirect}?",
            style="faint",
        )
        return _awaited(door, ticket)

    return send


def _awaited(door: callback.Listener, ticket: callback.Ticket) -> str:
    end = monotonic() + callback.LONGEST
    while (left := end - monotonic()) > 0:
        typed = ask.hidden_or("Waiting (Enter stops): ", door, left)
        code = door.answer() if typed is None else None
        if code:
            return code
        if typed == "":
            break
        query = callback.pasted(typed, door.redirect) if typed else None
        if query:
            return ticket.redeem(query)
        if typed:
            say.note(f"That is not the address of the page, which begins with {door.redirect}?")
    raise UserError("No answer came, so nothing was saved. Run bot login again.")
