"""The contract of a platform file, on one screen. `docs/platforms/` tells how to add one.

A file holds, in this order: docstring, `LIMITS`, `GUIDE`, `Account`, `facts`, `render`, `steps`, `publish`, `find`, `ref`, then
`update`, `delete`, `exists`, `metrics`, `renew`, `login`, `submit_url` where its powers say so, then private helpers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import urlsplit

from bot.errors import Refused
from bot.model.draft import Counter, Draft, Media, Segment
from bot.model.settings import Account as AnyAccount
from bot.model.settings import Mode, Spared

if TYPE_CHECKING:
    import requests
    from whenever import Instant

    from bot.model.guide import Consent, Grant, Guide
    from bot.model.post import Post
    from bot.model.receipt import RemoteRef

Facts = Mapping[str, str | int | bool | list[str]]
"""What rendering needs from the network, as plain JSON; empty until it was fetched."""

Idempotency = Literal["keyed", "readable", "refusing", "blind"]
"""After an answer in doubt: send again with the same key; look; look, as a repeat is refused; ask a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaLimits:
    """Pictures a segment may carry; `bytes` and `pixels` for each; `alt` in characters (0: no alt text there)."""

    count: int
    kinds: tuple[str, ...]
    bytes: int
    pixels: int
    alt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a platform allows and can do, as data: callers ask it, no method says no.

    `hosts` are the addresses its calls may reach, empty where each account names its own `server`; `pages` are others that only a
    browser is sent to, at a login; `secrets` the fields an
    account must have, and `spared` those that another one makes needless, `unasked` the account's key and its value with which none is
    wanted; `default_mode` how it
    publishes unless the account says otherwise; caps are posts an hour and a day that we never exceed. `fold` is after how
    many characters a reader must ask for more (0: never), `fold_lines` after how many lines; `markdown` is whether readers
    see the text's markdown rendered. `handle` is the pattern of what calls a person there, and an example (empty: nobody can be called).
    `update` edits a live text, unless its draft has the field `fixed_by` (of a link post, say); `delete` takes a live thing back;
    `exists` says whether it is still there. `public` says that `find` reads without secrets, so that what a person posted by hand is found.
    `rich` says that the wire text is HTML, which a person pastes into an editor.
    `renew` says that a login which has a `refresh_token` ends soon and is made new by `renew`, each time with another refresh token.
    `identity` are the facts or secrets that say which account it is, such as its id; with none of them known its credentials do.
    `newsletter` says that it mails its readers, so that `bot digest` writes for it.
    `mails` says that a post goes to readers one by one: `readers` names them, a yes fixes them, and each is journalled by itself.
    """

    counter: Counter
    maximum: int
    media: MediaLimits
    hosts: tuple[str, ...]
    pages: tuple[str, ...] = ()
    secrets: tuple[str, ...]
    idempotency: Idempotency
    spared: Spared = ()
    unasked: tuple[str, str] = ("", "")
    title: int = 0
    longest_thread: int = 1
    threads: bool = False
    find: bool = False
    public: bool = False
    rich: bool = False
    update: bool = False
    fixed_by: str = ""
    delete: bool = False
    exists: bool = False
    metrics: bool = False
    renew: bool = False
    default_mode: Mode = "api"
    hourly_cap: int = 10
    daily_cap: int = 30
    identical_refused: bool = False
    fold: int = 0
    fold_lines: int = 0
    markdown: bool = False
    handle: tuple[str, str] = ("", "")
    identity: tuple[str, ...] = ()
    newsletter: bool = False
    mails: bool = False


Fate = Literal["sent", "refused", "later", "unsure", "left out", "planned"]
"""What became of one reader's mail: "later" is put off by their server, "planned" as if nothing had been tried, both provably not sent."""


class Readers(Protocol):
    """To whom a step goes where `LIMITS.mails`, as the journal has them: each is a key that tells no address.

    One whose mail may have left is never given again. Any method may raise a StoreError.
    """

    def left(self) -> Sequence[str]:
        """Those of the yes to whom nothing was sent yet, the ones to be tried again last."""

    def intend(self, reader: str, where: str) -> bool:
        """Commits that the mail to `reader` is about to leave; only after True may it. False: for now nothing more may be sent.

        `where` is how a person finds them, such as "line 14"."""

    def receive(self, reader: str, state: Fate, why: str = "") -> None:
        """Commits what came of it; `why` names no address."""

    def mailed(self, hours: int) -> Sequence[Instant]:
        """When mails of this account left in the last `hours`, whatever they were, the oldest first."""

    def progress(self) -> tuple[int, int]:
        """How many of the yes's readers are done with, and how many there are."""


@dataclass(frozen=True, slots=True)
class Step:
    """One remote change, journalled by the service.

    `action` is "post", "upload" or "comment". `follows` is the index of the step it replies to; `needs` are the uploads it
    uses. An upload shows nothing to anybody, so it may be repeated. An `optional` step that is refused leaves a note.
    """

    index: int
    action: Literal["post", "upload", "comment"]
    segment: Segment
    draft: Draft
    media: Media | None = None
    follows: int | None = None
    needs: tuple[int, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Connection:
    """The way to one account: its settings, its secrets by field, and the session of `http.py` that every library is given.

    `memo` keeps what a platform wants to reuse between calls in this process: a library's client, a token. `begun` is when the
    step in hand was first intended under its key, in every further call while it is in doubt; None where nothing is sent. `readers`
    are those it goes to, where `LIMITS.mails`. `ends` is when its token is over (None: never, or nobody knows); `renewed` gives the same
    way with a fresh one, kept already, and raises a SendError, never MaybeSent.
    """

    account: AnyAccount
    secrets: Mapping[str, str]
    session: requests.Session
    now: Instant
    memo: dict[str, object] = field(default_factory=dict)
    begun: Instant | None = None
    ends: Instant | None = None
    renewed: Callable[[], Connection] | None = field(default=None, repr=False, compare=False)
    readers: Readers | None = None


def picture(media: Media) -> bytes:
    """The bytes of a picture, which are those that were approved. Raises Refused when they are gone or have changed."""
    import hashlib  # only a send needs it; every listing loads this file

    try:
        data = Path(media.path).read_bytes()
    except OSError as error:
        raise Refused(f"the picture {media.path} can't be read ({error.strerror})") from error
    if hashlib.sha256(data).hexdigest() != media.digest:
        raise Refused(f"the picture {media.path} is not the one that was approved")
    return data


def says_gone(refused: Refused) -> bool:
    """Whether a refusal says that the thing asked for is not there any more (404, 410)."""
    return refused.why.endswith(("(404)", "(410)"))


def pasted(url: str) -> tuple[str, str]:
    """Host, without `www.`, and path of an address that a person pasted; two empty strings when it is no web address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "", ""
    return ((parts.hostname or "").removeprefix("www."), parts.path) if parts.scheme in ("http", "https") else ("", "")


class Platform(Protocol):
    """What a platform module offers. `GUIDE` tells how an account is connected, and `login` does it where the guide says `browser`."""

    LIMITS: Limits
    GUIDE: Guide
    Account: type[AnyAccount]

    def facts(self, connection: Connection) -> Facts:
        """What rendering needs from the network: handles, rules of a subreddit, limits of an instance. Raises a SendError."""

    def render(self, post: Post, account: AnyAccount, facts: Facts) -> Draft:
        """The post as this account would publish it. Pure; never raises for what a post holds, but names problems."""

    def steps(self, draft: Draft) -> tuple[Step, ...]:
        """The remote changes that publish `draft`, in order, `index` counting from 0. Pure."""

    def readers(self, account: AnyAccount) -> Mapping[str, str]:
        """To whom a post goes now, where `LIMITS.mails`: a key for each, and where the list has it. Raises UserError for a bad list."""

    def publish(self, connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:
        """One remote change, with the references of the steps done before. Never sleeps, retries or stores. Raises a SendError."""

    def find(self, connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:
        """The step's result if it is already there, created at `since` or later; None if provably not. Raises a SendError."""

    def ref(self, url: str) -> RemoteRef:
        """What a person pasted, as a reference. Raises UserError when it is no post of this platform."""

    def update(self, connection: Connection, ref: RemoteRef, segment: Segment) -> None:
        """Makes the live thing `ref` say what `segment` says, where `LIMITS.update`. Raises a SendError."""

    def delete(self, connection: Connection, ref: RemoteRef) -> None:
        """Takes one live thing back. Raises a SendError: Refused as in `says_gone` where there is no such thing any more."""

    def exists(self, connection: Connection, ref: RemoteRef) -> bool:
        """Whether a live post is still there, where `LIMITS.exists`. Reads only. Raises a SendError."""

    def renew(self, connection: Connection) -> Grant:
        """Fresh tokens for the connection's refresh token, where `LIMITS.renew`. One at a time asks. Raises a SendError."""

    def login(self, connection: Connection, consent: Consent) -> Grant:
        """Asks the platform for a token with a person's consent, where `GUIDE.browser`. Raises a SendError or UserError."""

    def submit_url(self, draft: Draft, account: AnyAccount) -> str:
        """The address of the platform's own form, filled in as far as it allows, for posting by hand."""

    def account_url(self, account: AnyAccount, facts: Facts) -> str:
        """Where a person looks at the account."""
