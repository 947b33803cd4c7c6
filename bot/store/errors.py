"""What can go wrong with the memory of bot, as sentences. The service stops publishing on any of them."""

from __future__ import annotations

from typing import Literal

from bot.errors import UserError

Trouble = Literal["locked", "full", "readonly", "corrupt", "newer", "missing", "unreachable", "failing", "broken"]


class StoreError(UserError):
    """The store could not do it, and nothing of it was written. `trouble` says which of the few kinds it was.

    Only "locked", "full" and "unreachable" may pass by themselves. After "failing" (the disk could not sync) nothing that was
    written since can be trusted to be there, so the service ends.
    """

    def __init__(self, sentence: str, trouble: Trouble = "broken") -> None:
        super().__init__(sentence)
        self.trouble: Trouble = trouble


class LogbookError(StoreError):
    """The database took it, but the logbook beside it did not."""
