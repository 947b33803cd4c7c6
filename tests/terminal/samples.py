"""Deliveries and drafts to look at."""

from __future__ import annotations

from whenever import Instant

from bot.model.delivery import Delivery, State
from bot.model.draft import Draft, Media, Problem, Segment, Span

NOW = Instant.from_utc(2026, 12, 1, 6, 50)
HERO = Media("/site/hero.png", "image/png", "A loss curve", 83_211, 1200, 800, "ab" * 32)
TEXT = "Read the curve first: https://example.org/loss #MachineLearning"
SPANS = (Span(22, 46, "link", "https://example.org/loss"), Span(47, 63, "hashtag", "MachineLearning"))


def segment(text: str = TEXT, spans: tuple[Span, ...] = (), media: tuple[Media, ...] = (), limit: int = 280) -> Segment:
    """A segment whose wire form is its text."""
    return Segment(text, len(text), limit, "x-weighted", text, spans, media)


def draft(*segments: Segment, problems: tuple[Problem, ...] = (), title: str = "", cost: float = 0.0) -> Draft:
    """A draft for X."""
    return Draft("x", "x", title, segments or (segment(spans=SPANS),), {}, problems, cost)


def delivery(state: State = State.WAITING, **changes: object) -> Delivery:
    """A delivery due in two hours and ten minutes."""
    fields: dict[str, object] = {
        "id": "7k2",
        "post": "loss",
        "account": "x",
        "platform": "x",
        "rehearsal": True,
        "round": 1,
        "state": state,
        "fingerprint": "f" * 64,
        "due": NOW.add(hours=2, minutes=10),
        "zone": "Europe/London",
        "segments": 1,
        "title": "Reading a loss curve",
    }
    return Delivery(**(fields | changes))  # type: ignore[arg-type]
