"""The pages for people: each account's feed as its reader would see it, its pictures, the style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

if TYPE_CHECKING:
    from bot.rehearsal.ledger import Ledger


def routes(ledger: Ledger) -> list[BaseRoute]:
    """The routes of the page, over this ledger."""
    return []
