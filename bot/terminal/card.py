"""A draft as one card, the way its reader meets it: where, title, text up to the fold and beyond, pictures, the line of a thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.terminal import prose
from bot.terminal.look import PLAIN, Look, fold_at
from bot.terminal.parts import BLANK, Box, Ends, Hang, Inner, Line, Mark, Run, Style, Words

if TYPE_CHECKING:
    from bot.model.draft import Draft, Media, Segment

SPAN_STYLES: dict[str, Style] = {"link": "link", "mention": "link", "hashtag": "tag"}

ON_THE_CARD = frozenset(
    {"subreddit", "kind", "flair", "flair_text", "card_url", "card_title", "card_description", "first_comment", "facets"}
)
"""The fields that a reader meets on the card itself, or sees the effect of; docs/architecture.md says what they mean."""


def card(draft: Draft, look: Look = PLAIN) -> Box:
    """All segments in one frame: a single one with its meter on the edge, a thread along its line."""
    top = tuple(_top(draft, look))
    if len(draft.segments) != 1:
        return Box(where(draft), (*top, *_thread(draft, look)))
    (only,) = draft.segments
    return Box(where(draft), (*top, *_said(only, look), *_link_card(draft)), only.length, only.limit)


def comment(draft: Draft) -> list[Box]:
    """The first comment, a card of its own below the post; nothing where there is none."""
    text = field(draft, "first_comment")
    return [Box("first comment", tuple((each,) for each in text.split("\n")))] if text else []


def where(draft: Draft) -> str:
    """The account, its platform where the name does not say it, and who may see it."""
    place = draft.account if draft.account == draft.platform else f"{draft.account} on {draft.platform}"
    return f"{place}, {draft.visibility.lower()}"


def flair(draft: Draft) -> str:
    """The words of its flair, or nothing."""
    return field(draft, "flair") or field(draft, "flair_text")


def field(draft: Draft, name: str) -> str:
    """A field of the platform as words, or nothing."""
    return str(draft.fields.get(name) or "")


def facts(media: Media) -> str:
    """Kind and size of a picture: "PNG, 1200x800, 83 KB"."""
    return f"{media.kind.rpartition('/')[2].upper()}, {media.width}x{media.height}, {size(media.bytes)}"


def size(count: int) -> str:
    """Bytes in a person's unit: "83 KB", "1.2 MB"."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1e3:.0f} KB" if count < 999_500 else f"{count / 1e6:.1f} MB"


def body(segment: Segment, look: Look = PLAIN) -> list[Line | Mark]:
    """The text line by line, its links and tags in colour, with a mark where the platform folds it."""
    fold = fold_at(segment.text, look)
    if not fold:
        return list(_between(segment, 0, len(segment.text)))
    above, below = segment.text[:fold].rstrip(), segment.text[fold:].lstrip()
    *first, last = _between(segment, 0, len(above))
    more = (*last, Run(" …more", "faint"))
    return [*first, more, Mark("shown after …more"), *_between(segment, len(segment.text) - len(below), len(segment.text))]


def _top(draft: Draft, look: Look) -> Iterator[Inner]:
    """Where it stands, its flair and its title, on platforms which have those."""
    place, chip = field(draft, "subreddit"), flair(draft)
    said: tuple[Words, ...] = (Run(f"r/{place}", "faint"), "  ") if place else ()
    if said or chip:
        yield (*said, Run(f" {chip} ", "chip")) if chip else said
    if look.titled and draft.title:
        yield (Run(draft.title, "title"),)
    if said or chip or (look.titled and draft.title):
        yield BLANK


def _thread(draft: Draft, look: Look) -> Iterator[Inner]:
    """Each segment beside the line that joins it with the next one."""
    total = len(draft.segments)
    for number, segment in enumerate(draft.segments, 1):
        last = number == total
        shown = _said(segment, look if number == 1 else replace(look, fold=0))
        head = Ends((Run(f"{number} of {total}", "faint"),), _meter(segment))
        after = _link_card(draft) if last else [BLANK]
        yield Hang(Run("● ", "faint"), Run("  " if last else "│ ", "faint"), (head, *shown, *after))


def _meter(segment: Segment) -> Line:
    over = segment.length > segment.limit
    return (Run(f"{segment.length:,}/{segment.limit:,}", "bad" if over else "faint"),)


def _said(segment: Segment, look: Look) -> tuple[Inner, ...]:
    """What one segment shows: its words and its pictures."""
    words: tuple[Inner, ...] = ()
    if segment.text:
        words = prose.parts(look.reading(segment.text)) if look.reading else tuple(body(segment, look))
    gap = (BLANK,) if words and segment.media else ()
    return (*words, *gap, *(_picture(media, look) for media in segment.media)) or (BLANK,)


def _picture(media: Media, look: Look) -> Box:
    """Its words, below the picture in small where that can be shown."""
    small = look.small(media) if look.small else ()
    alt = media.alt.split("\n") if media.alt else ["no alt text"]
    return Box("picture", (*small, *((Run(each, "" if media.alt else "warn"),) for each in alt)), foot=facts(media), most=look.alt)


def _link_card(draft: Draft) -> list[Box]:
    url = field(draft, "card_url")
    words = (Run(field(draft, "card_title"), "strong"), Run(field(draft, "card_description")), Run(url, "link"))
    return [Box("link", tuple((run,) for run in words if run.text))] if url else []


def _between(segment: Segment, start: int, end: int) -> Iterator[Line]:
    """The lines of the text between two offsets."""
    for raw in segment.text[start:end].split("\n"):
        yield tuple(_runs(segment, start, start + len(raw)))
        start += len(raw) + 1


def _runs(segment: Segment, start: int, end: int) -> Iterator[str | Run]:
    """The words between two offsets, cut where a span begins or ends."""
    at = start
    for span in sorted(segment.spans, key=lambda each: each.start):
        low, high = max(span.start, at), min(span.end, end)
        if low >= high:
            continue
        yield segment.text[at:low]
        yield Run(segment.text[low:high], SPAN_STYLES[span.kind])
        at = high
    yield segment.text[at:end]
