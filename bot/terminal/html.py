"""A preview as one self-contained page: no script, no request to anywhere, pictures inside."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.terminal import card
from bot.terminal.draft import fields, leads_to, links
from bot.terminal.look import Look, fold_at
from bot.terminal.safe import safe

if TYPE_CHECKING:
    import jinja2

    from bot.model.draft import Draft, Media, Segment
    from bot.model.tree import Block

Sheet = tuple[str, str, Sequence[tuple["Draft", Look]]]
"""Title and path of a post, and its drafts, each with the look of its platform."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text: `style` is "link", "tag" or empty, `target` the address they lead to, if any."""

    text: str
    style: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One segment: what stands above and below the fold, or its blocks where readers see its marks rendered."""

    segment: Segment
    above: tuple[Piece, ...] = ()
    below: tuple[Piece, ...] = ()
    blocks: tuple[Block, ...] | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """One draft as the page shows it."""

    draft: Draft
    where: str
    title: str
    place: str
    flair: str
    segments: tuple[Shown, ...]
    card: tuple[str, str, str] | None
    comment: str
    leads: tuple[tuple[str, str, str], ...]
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One post with its drafts."""

    title: str
    path: str
    drafts: tuple[Whole, ...]


def page(sheets: Sequence[Sheet]) -> str:
    """The page for these posts: all escaped, what cannot be seen shown as a token. Raises OSError for a lost picture."""
    shown = [Page(title, path, tuple(_whole(draft, look) for draft, look in drafts)) for title, path, drafts in sheets]
    style = (Path(__file__).parent / "preview.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return _template().render(sheets=shown, style=style, style_digest=digest).lstrip()


@cache
def _template() -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(safe_text=safe, data_uri=_data_uri, facts=card.facts, kind=_kind, web=_web, name=_name)
    return environment.from_string((Path(__file__).parent / "preview.html").read_text(encoding="utf-8"))


def _whole(draft: Draft, look: Look) -> Whole:
    url = card.field(draft, "card_url")
    return Whole(
        draft=draft,
        where=card.where(draft),
        title=draft.title if look.titled else "",
        place=card.field(draft, "subreddit"),
        flair=card.flair(draft),
        segments=tuple(_segment(each, look, first=number == 0) for number, each in enumerate(draft.segments)),
        card=(card.field(draft, "card_title"), card.field(draft, "card_description"), url) if url else None,
        comment=card.field(draft, "first_comment"),
        leads=tuple(links(draft, look)),
        fields=tuple(fields(draft)),
    )


def is_page(beginning: bytes) -> bool:
    """Whether a file with that beginning is a page of ours."""
    return b'<meta name="generator" content="bot preview">' in beginning


def _segment(segment: Segment, look: Look, *, first: bool) -> Shown:
    if look.reading:
        return Shown(segment, blocks=look.reading(segment.text))
    fold = fold_at(segment.text, look) if first else 0
    if not fold:
        return Shown(segment, tuple(_pieces(segment, 0, len(segment.text))))
    end = len(segment.text[:fold].rstrip())
    start = len(segment.text) - len(segment.text[fold:].lstrip())
    return Shown(segment, tuple(_pieces(segment, 0, end)), tuple(_pieces(segment, start, len(segment.text))))


def _pieces(segment: Segment, low: int, high: int) -> Iterator[Piece]:
    """The text between two offsets, cut where a span begins or ends."""
    edges = {min(max(at, low), high) for span in segment.spans for at in (span.start, span.end)}
    for start, end in pairwise(sorted({low, high} | edges)):
        span = next((each for each in segment.spans if each.start <= start and end <= each.end), None)
        shown = segment.text[start:end]
        target = (leads_to(segment, span) or span.target) if span and span.kind == "link" else ""
        yield Piece(shown, card.SPAN_STYLES[span.kind], target) if span else Piece(shown)


def _data_uri(media: Media) -> str:
    return f"data:{media.kind};base64,{base64.b64encode(Path(media.path).read_bytes()).decode('ascii')}"


def _kind(node: object) -> str:
    return type(node).__name__


def _web(url: str) -> str:
    """The address if it leads to the web, else nothing: no other scheme becomes a link."""
    try:
        parts = urlsplit(safe(url).strip())
        return parts.geturl() if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def _name(word: str) -> str:
    """A word as the name of a style."""
    return re.sub(r"[^a-z0-9-]", "", word.lower())
