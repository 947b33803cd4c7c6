"""What happened to deliveries and accounts, as the running service's log tells it; `bot log` and the history have every step of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.delivery import EVENT_WORDS
from bot.model.said import Level, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.model.delivery import Event
    from bot.service.workspace import Workspace

PAGE = 200
"""Events read at once."""

SILENT = frozenset({"queued", "changed", "drafted again", "gone", "claim", "intent", "receipt", "announced", "late", "reminded", "readers"})
"""What is a step on the way, or what the service says in words of its own: ten thousand new files are one line."""

GRAVE: Mapping[str, Level] = {"refuse": "warning", "doubt": "warning", "past window": "warning", "pause": "warning", "recovered": "warning"}
"""What a person has to look after."""

LIVE = frozenset({"sent", "done", "look: there", "resolve: there", "correct"})
"""After which it says where it is live."""


def since(workspace: Workspace, after: int) -> Iterator[tuple[int, Said | None]]:
    """Every event after number `after`, with its number; None where the log passes it over."""
    while found := workspace.store.events(after, PAGE):
        for number, id_, event in found:
            yield number, None if event.event in SILENT else _said(workspace, id_, event)
        after = found[-1][0]


def _said(workspace: Workspace, id_: str, event: Event) -> Said:
    title, account, link = _about(workspace, id_)
    held = event.detail.partition(":")[0] if event.event in {"pause", "resume"} else ""
    words = EVENT_WORDS.get(event.event, event.event)
    by = f" by {event.who}" if event.who and event.event != "sent" else ""
    detail = ", ".join(part for part in (event.detail, link if event.event in LIVE else "") if part)
    sentence = f"{title} on {account}: {words}{by}" if account else f"{words[:1].upper()}{words[1:]}{by}"
    return Said(
        f"{sentence}{', ' if account else ': '}{detail}" if detail else sentence,
        event.event,
        level=GRAVE.get(event.event, "info"),
        account=account or (held if held in workspace.settings.accounts else ""),
        delivery=id_,
        at=event.at,
    )


def _about(workspace: Workspace, id_: str) -> tuple[str, str, str]:
    """Title, account and first link of a delivery; empty for an event that is about none."""
    if not id_:
        return "", "", ""
    try:
        one = workspace.store.delivery(id_)
    except UserError:  # the history of one that a restored database does not have
        return id_, "an account", ""
    return one.title or one.post, one.account, next(iter(one.links), "")
