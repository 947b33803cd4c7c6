"""A post: one file of the posts folder, read and understood, and nothing yet adapted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from bot.model.draft import Problem
from bot.model.tree import Block

EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Picture:
    """A local picture, decoded, stripped of its metadata and kept by content.

    `path` is the prepared file, absolute; `kind` its MIME type; `digest` the SHA-256 of its bytes in hex.
    """

    path: str
    kind: str
    bytes: int
    width: int
    height: int
    digest: str


@dataclass(frozen=True, slots=True)
class Override:
    """What an author wrote by hand for one account or platform: front matter, or a sidecar file.

    `segments` are verbatim texts (one or several); `fields` are the platform's own (subreddit, flair ...), as strings
    or tuples of strings; `line` is where it stands, `lines` where each of its keys does.
    """

    segments: tuple[str, ...] = ()
    title: str | None = None
    mode: str | None = None
    fields: Mapping[str, str | tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def pictures(self) -> tuple[str, ...] | None:
        """The pictures that the author wants with it, by name and in order: none of `pictures: none`; None where nothing is said."""
        wish = self.fields.get("pictures")
        if wish is None:
            return None
        names = tuple(name.strip() for name in ((wish,) if isinstance(wish, str) else wish) if name.strip())
        return () if [name.casefold() for name in names] == ["none"] else names

    def over(self, base: Override) -> Override:
        """This one, with what `base` says where this one is silent: a sidecar is about the text, its post about the rest."""
        fields = MappingProxyType({**base.fields, **self.fields})
        return replace(
            self, segments=self.segments or base.segments, title=self.title or base.title, mode=self.mode or base.mode, fields=fields
        )


@dataclass(frozen=True, slots=True)
class Post:
    """One article or note.

    `slug` is its identity in the workspace; `path` is relative to the posts folder, with `/`. `publish_at` is the wall
    clock text as written (zone last, where given), `date` the informative date as written. `pictures` is keyed by the
    source as written in the text, or by the `src` of what is drawn or fitted; `unmade` says why others cannot be
    made. `body` is the markdown below the front matter, as written. `note` marks a short text without title or heading, which
    goes out verbatim. `digest` is the SHA-256 of everything the post
    was made from (file, sidecars, pictures), in hex. `body_line` is the file's line on which `body` begins, `relative` the
    relative links as written with their lines, `waived` the codes of problems the author has seen and wants to keep,
    `imported` what the source it was imported from calls it, empty for one that was written here, `gathers` whether it is a
    newsletter's digest of other articles (`digest: true`): it stands nowhere on the web.
    """

    slug: str
    path: str
    title: str
    blocks: tuple[Block, ...]
    summary: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    lang: str = "en"
    cover: str | None = None
    cover_alt: str = ""
    publish_at: str | None = None
    publish_at_line: int = 0
    date: str | None = None
    to: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    disclosure: str | None = None
    overrides: Mapping[str, Override] = field(default_factory=lambda: MappingProxyType({}))
    footnotes: Mapping[str, tuple[Block, ...]] = field(default_factory=lambda: MappingProxyType({}))
    pictures: Mapping[str, Picture] = field(default_factory=lambda: MappingProxyType({}))
    unmade: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    draft: bool = False
    note: bool = False
    utm: bool = False
    body: str = ""
    body_line: int = 1
    relative: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    waived: tuple[str, ...] = ()
    imported: str = ""
    gathers: bool = False
    digest: str = ""
    problems: tuple[Problem, ...] = ()

    def override(self, account: str, platform: str) -> Override:
        """The author's own version for `account`, else for its platform, else an empty one."""
        return self.overrides.get(account) or self.overrides.get(platform) or Override()
