"""A draft on a screen: each segment framed as its reader sees it, then what a person should know before a yes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.terminal.parts import BLANK, Box, Line, Mark, Part, Run, Style

if TYPE_CHECKING:
    from bot.model.draft import Draft, Media, Problem, Segment, Span

SPAN_STYLES: dict[str, Style] = {"link": "link", "mention": "link", "hashtag": "tag"}
LEVEL_STYLES: dict[str, Style] = {"error": "bad", "warning": "warn", "info": "faint"}

THREAD: Line = (Run("    │", "faint"),)
"""The line between the segments of a thread."""


def parts(draft: Draft, fold: int = 0) -> list[Part]:
    """The whole draft. `fold` is after how many characters the platform hides the rest of the first segment (0: it does not)."""
    head: list[Part] = [(Run("title  ", "faint"), Run(draft.title, "strong"))] if draft.title else []
    total = len(draft.segments)
    boxes: list[Part] = []
    for number, segment in enumerate(draft.segments, 1):
        boxes += [THREAD] if boxes else []
        boxes.append(_box(draft, number, segment, total, fold if number == 1 else 0))
    return [*head, *boxes, *_links(draft), *_fields(draft), *cost(draft), *problems(draft.problems)]


def cost(draft: Draft) -> list[Part]:
    """What sending it costs, where it costs anything."""
    return [(Run("cost   ", "faint"), f"about {draft.cost_usd:.3f} USD")] if draft.cost_usd else []


def problems(found: tuple[Problem, ...]) -> list[Part]:
    """One line for each problem, with the line of the post's file where it is known."""
    return [_problem(each) for each in found]


def _problem(each: Problem) -> Line:
    place = f"line {each.line}: " if each.line else ""
    return (Run(f"{each.level:<9}", LEVEL_STYLES[each.level]), f"{place}{each.message}", Run(f"  [{each.code}]", "faint"))


def picture(media: Media) -> str:
    """One picture in words: what it shows, its kind and its size. Its file is named after its bytes, which tells nobody anything."""
    alt = media.alt or "no alt text"
    return f"[picture: {alt} ({media.kind.rpartition('/')[2].upper()}, {media.width}x{media.height}, {size(media.bytes)})]"


def size(count: int) -> str:
    """Bytes in a person's unit: "83 KB", "1.2 MB"."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1e3:.0f} KB" if count < 999_500 else f"{count / 1e6:.1f} MB"


def _box(draft: Draft, number: int, segment: Segment, total: int, fold: int) -> Box:
    head = f"{number} of {total}" if total > 1 else draft.account
    pictures: list[Line | Mark] = [(Run(picture(media), "faint"),) for media in segment.media]
    gap: list[Line | Mark] = [BLANK] if pictures and segment.text else []
    return Box(head, (*body(segment, fold), *gap, *pictures), segment.length, segment.limit)


def body(segment: Segment, fold: int = 0) -> list[Line | Mark]:
    """The text line by line, its links and tags in colour, with a mark where the platform folds it."""
    lines: list[Line | Mark] = []
    start = 0
    for raw in segment.text.split("\n"):
        end = start + len(raw)
        if 0 < fold < len(segment.text) and start < fold <= end + 1:
            gap = segment.text.rfind(" ", start, fold)
            cut = end if end <= fold else gap if gap > start else fold
            lines += [tuple(_runs(segment, start, cut)), Mark(f"...more: a reader sees about {fold} characters before this")]
            lines += [tuple(_runs(segment, cut + segment.text[cut : cut + 1].isspace(), end))] if cut < end else []
        else:
            lines.append(tuple(_runs(segment, start, end)))
        start = end + 1
    return lines


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


def _links(draft: Draft) -> list[Part]:
    """Where links and mentions lead, unless their text says so already."""
    return [
        (Run(f"{span.kind:<7}", "faint"), Run(segment.text[span.start : span.end], "link"), f" leads to {target}")
        for segment in draft.segments
        for span in segment.spans
        if span.kind != "hashtag" and (target := leads_to(segment, span))
    ]


def leads_to(segment: Segment, span: Span) -> str:
    """The target where a reader of the text could not know it: another address, or a host in letters that only look familiar."""
    shown = segment.text[span.start : span.end]
    if span.target.isascii():
        return "" if shown in (span.target, span.target.removeprefix("https://")) else span.target
    return _punycode(span.target)


def _punycode(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    labels = [label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in host.split(".")]
    return f"{scheme}{mark}{'.'.join(labels)}{slash}{path}"


def _fields(draft: Draft) -> list[Part]:
    """The platform's own fields, as sent."""
    return [
        (Run(f"{name:<6} ", "faint"), ", ".join(value) if isinstance(value, list) else str(value)) for name, value in draft.fields.items()
    ]
