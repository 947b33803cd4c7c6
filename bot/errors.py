"""The failures of the house. Few kinds, and each one means an action.

`UserError` tells a person what to do. The kinds of `SendError` tell the service what a call without a reference proves:
`Refused` nothing was created and trying again is useless; `Limited` nothing was created, come back later;
`NotSent` no byte of the request left, trying again is safe; `MaybeSent` nobody knows, so look before anything else;
`Halfway` a mailing went to some of its readers, who are written down, and goes on with the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from whenever import Instant

Cause = Literal["content", "auth", "money", "version", "duplicate", "account"]
"""Why a platform refused: what is sent, who sends it, unpaid, an API version gone, already there, account blocked."""


class UserError(Exception):
    """A mistake of the person or of their machine, as one plain sentence: the thing, the reason, the next step.

    `exit_code` is 1 where something failed and 2 where the command was used wrongly.
    """

    def __init__(self, sentence: str, *, exit_code: int = 1) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


class SendError(Exception):
    """A call to a platform that gave no reference. `why` is for people; `answer` the raw reply, redacted, at most 2,000 characters."""

    def __init__(self, why: str, *, answer: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.answer = answer[:2000]


class Refused(SendError):
    """The platform said no, and provably created nothing. Never tried again unless a person asks."""

    def __init__(self, why: str, *, cause: Cause = "content", answer: str = "") -> None:
        super().__init__(why, answer=answer)
        self.cause: Cause = cause


class Limited(SendError):
    """The platform asks to wait, and provably created nothing. `until` is the first instant at which to try again."""

    def __init__(self, why: str, until: Instant, *, answer: str = "") -> None:
        super().__init__(why, answer=answer)
        self.until = until


class NotSent(SendError):
    """The request certainly did not leave (no address, no connection, TLS failed). Safe to try again."""


class Halfway(SendError):
    """A part of it is done and written down, one by one; the rest follows when it is called again, which repeats nothing.

    `until` is the first instant for that; without one it goes on at once.
    """

    def __init__(self, why: str, until: Instant | None = None) -> None:
        super().__init__(why)
        self.until = until


class MaybeSent(SendError):
    """Timeout, reset, 5xx or an answer nobody recognises, after the body left. Look before doing anything.

    `odd` is true where an answer came which nobody recognises: after a few of those in a row the platform speaks another language.
    """

    def __init__(self, why: str, *, answer: str = "", odd: bool = True) -> None:
        super().__init__(why, answer=answer)
        self.odd = odd
