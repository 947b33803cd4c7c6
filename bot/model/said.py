"""A sentence of the running service that knows what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from whenever import Instant

Level = Literal["error", "warning", "info"]
"""How grave it is: something is broken, needs an eye, or simply happened."""


class Said(str):
    """Words for a person, which they remain wherever words are wanted; the service's log keeps what they are about as well.

    `event` is one word or two for programs that never change their meaning; `account` and `delivery` are empty where it is about none, and
    `at` is when it happened, where that was not just now.
    """

    __slots__ = ("account", "at", "delivery", "event", "level")

    level: Level
    event: str
    account: str
    delivery: str
    at: Instant | None

    def __new__(
        cls, words: str, event: str = "said", *, level: Level = "info", account: str = "", delivery: str = "", at: Instant | None = None
    ) -> Self:
        """The sentence `words`. Said already, it stays what it is about."""
        if isinstance(words, cls):
            return words
        made = super().__new__(cls, words)
        made.level, made.event, made.account, made.delivery, made.at = level, event, account, delivery, at
        return made
