"""What the readers of this room give: articles as they will stand in `posts/`, and what could not become one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, bytes] = MappingProxyType({})

LARGEST_HTML = 2_000_000
"""Characters of one article's HTML. A longer one is no article, and what reads it takes more than linear time on some."""


class Unusable(Exception):
    """A source, or one entry of it, that cannot become a post. `why` is half a sentence: "it is no feed"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Foreign:
    """One article of somebody else's program, in markdown.

    `identity` is what its source calls it for ever (a guid, else its address), `date` ISO 8601 as the source has it or empty,
    `pictures` the bytes of pictures that came along, by the name the text gives them. `notes` are said to the person;
    a `draft` is not queued.
    """

    title: str
    body: str
    url: str = ""
    identity: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    cover: str = ""
    lang: str = ""
    slug: str = ""
    draft: bool = False
    notes: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Refused:
    """One entry of a source that did not become an article: `what` it is called there, and half a sentence of `why`."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Left:
    """One entry that is no article at all (a menu, an attachment, a deleted text), so that nothing of it is missed."""

    what: str
    why: str


Entry = Foreign | Refused | Left
