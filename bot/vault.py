"""Writing logins down, in the private file or the system keyring; and tokens that are renewed, by one process at a time.

What is no secret (`secrets.BESIDE`) stands in the private file wherever the secrets are, so that a listing needs no keyring. A renewal
leaves a mark before it asks: where the answer never got here, the next one can say so.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal

from whenever import Instant

from bot import secrets
from bot.errors import UserError
from bot.model.login import Kept

LOG = logging.getLogger("bot.service")

Where = Literal["file", "keyring"]
"""Where a login is kept: `.bot/secrets.json` or the system keyring."""

FIRST = "refresh_token"
"""Written before the others: with it alone all others can be had again."""

PROBE = "bot_probe"
"""The name under which it is tried whether a keyring takes anything."""


def where(account: str, state: Path) -> Where:
    """Where the login of `account` is kept, or would be. Raises UserError."""
    return "keyring" if in_keyring(account, state) else "file"


def keep(account: str, values: Mapping[str, str], state: Path, place: Where) -> None:
    """Keeps `values` of `account` at `place`, and its secrets nowhere else of the two. An empty value takes a field away.

    Raises UserError where the keyring or the file will not have it, and OSError.
    """
    fresh = {field: value for field, value in values.items() if field not in secrets.BESIDE}
    beside = {field: value for field, value in values.items() if field in secrets.BESIDE}
    before = in_keyring(account, state)
    if place == "keyring":
        for each in sorted(fresh, key=lambda name: name != FIRST):
            _put(account, each, fresh[each])
        inside = {*before, *fresh} - {each for each, value in fresh.items() if not value}
        secrets.keep(account, {**dict.fromkeys(fresh, ""), **beside, "keyring": " ".join(sorted(inside))}, state)
        return
    secrets.keep(account, {**values, "keyring": " ".join(sorted(before - fresh.keys()))}, state)
    for each in before & fresh.keys():
        _put(account, each, "")


def keyring_trouble() -> str:
    """Why the system keyring takes nothing, as half a sentence; empty where it does. It is tried with a word that is no secret."""
    import keyring
    from keyring.errors import KeyringError

    trouble = secrets.from_keyring(PROBE)[1]
    if trouble:
        return trouble
    try:
        keyring.set_password("bot", PROBE, "probe")
        keyring.delete_password("bot", PROBE)
    except (KeyringError, OSError, RuntimeError) as error:
        return f"which takes nothing ({type(error).__name__})"
    return ""


@contextmanager
def alone(account: str, state: Path) -> Iterator[None]:
    """Only one process, and one thread of it, changes the login of `account` while the block runs. Raises OSError."""
    descriptor = os.open(state / f"login-{account}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@dataclass(frozen=True, slots=True)
class Keeper:
    """What is kept of one login whose tokens are renewed: the `fields` of `account`, wherever they stand.

    `unsaved` are tokens that came and could not be written; they count as long as this process lives, and every look tries again.
    """

    account: str
    fields: tuple[str, ...]
    state: Path
    environ: Mapping[str, str] = field(repr=False)
    unsaved: dict[str, str] = field(default_factory=dict, repr=False)

    def over(self, found: Mapping[str, str]) -> dict[str, str]:
        """The secrets `found`, with those that could not be saved yet in the place of old ones."""
        return {**found, **{field: value for field, value in self.unsaved.items() if field in self.fields}}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else renews this login while the block runs. Raises UserError where that cannot be made sure of."""
        try:
            with alone(self.account, self.state):
                yield
        except OSError as error:
            raise UserError(
                f"{self.state} cannot be written ({error.strerror}), so the login of {self.account} is not renewed. Make it writable."
            ) from None

    def read(self) -> Kept:
        """What is kept now. Raises UserError."""
        if self.unsaved:
            self.save(self.unsaved)
        found = {field: secrets.found(self.account, field, self.environ, self.state) for field in self.fields}
        places = [secrets.overruled(self.account, field, self.environ) for field in self.fields if found[field]]
        fixed = [place for place in places if place and not place.startswith(secrets.KEYRING)]
        at, _, digest = secrets.kept(self.state).get(self.account, {}).get("renewing", "").partition(" ")
        begun = at if digest and digest == _digest(found.get(FIRST, "")) else ""
        return Kept(self.over({field: value for field, value in found.items() if value}), "".join(fixed[:1]), begun)

    def ends(self) -> Instant | None:
        """When the present access token is over; None where nobody knows. Raises UserError."""
        said = self.unsaved.get("token_ends") or secrets.kept(self.state).get(self.account, {}).get("token_ends", "")
        try:
            return Instant.parse_iso(said) if said else None
        except ValueError:  # edited by hand: the platform says when it is over
            return None

    def begin(self, kept: Kept, at: str) -> None:
        """Marks at `at` (ISO 8601) that a renewal begins, where its outcome will stand. Raises UserError where that cannot be written."""
        place = self._place()
        again = {FIRST: kept.secrets[FIRST]} if place == "keyring" else {}  # proves that it takes what it holds already
        self._keep({**again, "renewing": f"{at} {_digest(kept.secrets[FIRST])}"}, place)

    def save(self, values: Mapping[str, str]) -> None:
        """Keeps renewed tokens where the old ones were, and takes the mark away; what nobody takes is kept in this process and logged."""
        fresh = dict(values)
        try:
            self._keep({**fresh, "renewing": ""}, self._place())
            self.unsaved.clear()
        except UserError as error:
            self.unsaved.update(fresh)
            LOG.error("The renewed login of %s could not be saved, and is lost if bot ends now. %s", self.account, error)

    def _place(self) -> Where:
        return "keyring" if secrets.overruled(self.account, FIRST, self.environ).startswith(secrets.KEYRING) else "file"

    def _keep(self, values: Mapping[str, str], place: Where) -> None:
        try:
            keep(self.account, values, self.state, place)
        except OSError as error:
            raise UserError(f"{self.state / secrets.FILE} cannot be written ({error.strerror}). Mend that first.") from None


def in_keyring(account: str, state: Path) -> set[str]:
    """The secrets of `account` that a login put into the system keyring. Raises UserError."""
    return {*secrets.kept(state).get(account, {}).get("keyring", "").split()}


def in_words(places: Iterable[str]) -> list[str]:
    """Places of secrets in a word or two each, for a listing."""
    short = {secrets.KEYRING: "keyring", "the systemd": "systemd", "$": "environment", "/": "private file"}
    return sorted({next(word for start, word in short.items() if place.startswith(start)) for place in places if place})


def _put(account: str, each: str, value: str) -> None:
    """Sets one secret in the keyring, or takes it out. Raises UserError."""
    import keyring
    from keyring.errors import KeyringError, NoKeyringError, PasswordDeleteError

    name = secrets.variable(account, each).lower()
    try:
        if value:
            keyring.set_password("bot", name, value)
        else:
            keyring.delete_password("bot", name)
    except PasswordDeleteError:  # it was not there
        return
    except (KeyringError, OSError, RuntimeError) as error:
        if isinstance(error, NoKeyringError) and not value:  # a machine without one has nothing to take away
            return
        raise UserError(
            f"The system keyring does not take the {each} of {account} ({type(error).__name__}). Unlock it and try again."
        ) from None


def _digest(token: str) -> str:
    """Which refresh token a mark is about, without saying it."""
    return sha256(token.encode()).hexdigest()[:16] if token else ""
