"""A preview as one self-contained page: no script, no request to anywhere, pictures inside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from bot.terminal.card import SPAN_STYLES, size
from bot.terminal.draft import leads_to
from bot.terminal.look import Look, fold_at
from bot.terminal.safe import safe

if TYPE_CHECKING:
    import jinja2

    from bot.model.draft import Draft, Media, Segment

Sheet = tuple[str, str, Sequence[tuple["Draft", Look]]]
"""Title and path of a post, and its drafts, each with the look of its platform."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text: `style` is "link", "tag" or empty, `target` where they lead, `hidden` whether the fold hides them."""

    text: str
    style: str
    target: str
    hidden: bool


def page(sheets: Sequence[Sheet]) -> str:
    """The page for these posts: all escaped, what cannot be seen shown as a token. Raises OSError for a lost picture."""
    template = _template()
    shown = [(title, path, [(draft, list(_segments(draft, look))) for draft, look in drafts]) for title, path, drafts in sheets]
    style = (Path(__file__).parent / "preview.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return template.render(sheets=shown, style=style, style_digest=digest)


@cache
def _template() -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(safe_text=safe, data_uri=_data_uri, bytes=size)
    return environment.from_string((Path(__file__).parent / "preview.html").read_text(encoding="utf-8"))


def _segments(draft: Draft, look: Look) -> Iterator[tuple[Segment, list[Piece]]]:
    for number, segment in enumerate(draft.segments):
        yield segment, list(_pieces(segment, fold_at(segment.text, look) if number == 0 else 0))


def _pieces(segment: Segment, fold: int) -> Iterator[Piece]:
    """The text cut where a span begins or ends, and at the fold."""
    fold = fold or len(segment.text)
    cuts = sorted({0, fold, len(segment.text), *(at for span in segment.spans for at in (span.start, span.end))})
    for start, end in pairwise(cuts):
        span = next((each for each in segment.spans if each.start <= start and end <= each.end), None)
        style = SPAN_STYLES[span.kind] if span else ""
        yield Piece(segment.text[start:end], style, leads_to(segment, span) if span and span.kind != "hashtag" else "", start >= fold)


def _data_uri(media: Media) -> str:
    return f"data:{media.kind};base64,{base64.b64encode(Path(media.path).read_bytes()).decode('ascii')}"
