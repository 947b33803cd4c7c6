"""A draft on a screen: one card as its reader sees it, then what a person should know before a yes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.terminal import prose
from bot.terminal.card import ON_THE_CARD, card, comment
from bot.terminal.look import PLAIN, Look
from bot.terminal.parts import Hang, Line, Part, Run, Style

if TYPE_CHECKING:
    from bot.model.draft import Draft, Problem, Segment, Span

SHOWN = 60
"""Characters of a link's words that name it below the card."""

WIDEST_NAME = 20
"""Letters of a field's name that get a column; a longer name pushes its value on."""

LEVEL_STYLES: dict[str, Style] = {"error": "bad", "warning": "warn", "info": "faint"}


def parts(draft: Draft, look: Look = PLAIN) -> list[Part]:
    """The whole draft, as readers meet it under `look`."""
    leads = [_beside(kind, "faint", (Run(_short(shown), "link"), f" leads to {target}")) for kind, shown, target in links(draft, look)]
    named = list(fields(draft))
    widest = max((len(name) for name, _ in named), default=0)
    own = [_beside(name, "faint", (value,), widest) for name, value in named]
    return [card(draft, look), *comment(draft), *leads, *own, *cost(draft), *problems(draft.problems)]


def cost(draft: Draft) -> list[Part]:
    """What sending it costs, where it costs anything."""
    return [_beside("cost", "faint", (f"about {draft.cost_usd:.3f} USD",))] if draft.cost_usd else []


def problems(found: tuple[Problem, ...]) -> list[Part]:
    """One entry for each problem, its words beside its level, with the line of the post's file where it is known."""
    return [_problem(each) for each in found]


def _problem(each: Problem) -> Part:
    place = f"line {each.line}: " if each.line else ""
    return _beside(each.level, LEVEL_STYLES[each.level], (f"{place}{each.message}", Run(f"  [{each.code}]", "faint")))


def _beside(name: str, style: Style, words: Line, widest: int = 0) -> Hang:
    """Words that hang beside their name, as columns do; `widest` letters has the longest name of these."""
    column = max(8, min(widest, WIDEST_NAME))
    return Hang(Run(f"{name:<{column}} ", style), Run(" " * (column + 1)), (words,))


def links(draft: Draft, look: Look) -> Iterator[tuple[str, str, str]]:
    """Kind, words and target of the links and mentions whose words do not say where they lead."""
    for segment in draft.segments:
        if look.reading:
            pairs = prose.targets(look.reading(segment.text))
            yield from (("link", shown, target) for shown, href in pairs if (target := _told(shown, href)))
        for span in segment.spans:
            if span.kind != "hashtag" and (target := leads_to(segment, span)):
                yield span.kind, segment.text[span.start : span.end], target


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1].rstrip()}…"


def leads_to(segment: Segment, span: Span) -> str:
    """The target where a reader of the text could not know it: another address, or a host in letters that only look familiar."""
    return _told(segment.text[span.start : span.end], span.target)


def _told(shown: str, target: str) -> str:
    if not target.isascii():
        return _punycode(target)
    return "" if shown in (target, f"@{target}", target.removeprefix("https://")) else target


def _punycode(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    labels = [label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in host.split(".")]
    return f"{scheme}{mark}{'.'.join(labels)}{slash}{path}"


def fields(draft: Draft) -> Iterator[tuple[str, str]]:
    """Name and value of the platform's own fields which stand nowhere on the card, as sent."""
    for name, value in draft.fields.items():
        if name not in ON_THE_CARD:
            yield name, ", ".join(value) if isinstance(value, list) else str(value)
