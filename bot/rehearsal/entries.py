"""What the ledger holds, as values. Light to import: tests and the judge read these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PictureEntry:
    """A picture as it was received: `digest` is the SHA-256 of its bytes in hex, `kind` the MIME type its bytes show."""

    id: str
    digest: str
    kind: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class PostEntry:
    """A post, reply or comment that the network accepted.

    `text` is the string that came over the wire, `seen` what a reader gets of it. `parent` is the id replied to, or empty.
    `fields` are the platform's own, `kind` always among them; `at` is an RFC 3339 instant in UTC.
    """

    seq: int
    platform: str
    account: str
    id: str
    parent: str
    text: str
    seen: str
    title: str = ""
    media: tuple[PictureEntry, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    at: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What its author did to a post: `kind` is "edited" or "deleted", `before` the post as it was until then.

    `at` is an RFC 3339 instant in UTC, or empty where nobody said it.
    """

    at: str
    kind: str
    before: PostEntry


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """A request to a platform. `path` is below the platform's prefix; `status` is 0 where no answer was given.

    `headers` and `body` carry no secret; a long body is cut, a binary one described. `fault` is the planned misbehaviour, or empty.
    """

    seq: int
    at: str
    platform: str
    account: str
    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: str
    status: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """The whole ledger at one moment, oldest first."""

    requests: tuple[RequestEntry, ...] = ()
    posts: tuple[PostEntry, ...] = ()
