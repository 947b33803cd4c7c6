"""Asking about a step in doubt: its text, where to look, one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.service import approve, page
from bot.terminal import say, when
from bot.terminal.parts import BLANK, Box, Run

if TYPE_CHECKING:
    from bot.service.approve import Outcome
    from bot.service.workspace import Workspace


def ask(workspace: Workspace, id_: str) -> list[Outcome]:
    """What the person decided; nothing when they decide later. Raises UserError when nothing is in doubt."""
    delivery, record, step = approve.doubt(workspace, id_)
    name = f"step {record.index + 1} ({record.action}), sent {when.stamp(record.intent_at, delivery.zone)}"
    text = tuple((line,) for line in step.segment.text.split("\n"))
    say.show(
        [
            (Run(delivery.id, "title"), "  ", Run(delivery.title or delivery.post, "strong"), f" on {delivery.account} may be live."),
            Box(name, text),
            ("Look at ", Run(page.of(workspace, delivery), "link")),
            BLANK,
        ]
    )
    match say.answer("Is it there? [y]es, [n]o: send it again, [l]ater: ").lower():
        case "y" | "yes":
            return _there(workspace, delivery.id)
        case "n" | "no":
            return [approve.resolve(workspace, id_, None)]
    return _later(delivery.id)


def _there(workspace: Workspace, id_: str) -> list[Outcome]:
    """Asks for the address until it is one of that platform, or none is given."""
    while url := say.answer("Its address (empty: later): "):
        try:
            return [approve.resolve(workspace, id_, url)]
        except UserError as error:
            say.error(str(error))
    return _later(id_)


def _later(id_: str) -> list[Outcome]:
    say.note(f"Nothing was decided. {id_} stays in doubt, and nothing is sent.")
    return []
