"""The queue as rows of the left side: the deliveries of each post below its title. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model.delivery import Delivery, State
from bot.terminal.parts import Style

TO_DECIDE = (State.WAITING, State.HELD)
"""What a yes can be given to."""

SIGNS: dict[State, tuple[str, Style]] = {
    State.WAITING: ("○", "warn"),
    State.HELD: ("◐", "warn"),
    State.APPROVED: ("✓", "good"),
    State.REJECTED: ("✗", "faint"),
    State.SENDING: ("↑", "good"),
    State.PUBLISHED: ("●", "good"),
    State.HANDOFF: ("☞", "warn"),
    State.UNSURE: ("?", "bad"),
    State.FAILED: ("!", "bad"),
}
"""How a row shows its state at a glance; the words stand on the right."""

BLOCKED: tuple[str, Style] = ("!", "bad")
OVER: tuple[str, Style] = ("·", "faint")


@dataclass(frozen=True, slots=True)
class Head:
    """The line of a post: its title, and how many of its deliveries want a decision."""

    post: str
    title: str
    left: int


@dataclass(frozen=True, slots=True)
class Entry:
    """The line of one delivery."""

    delivery: Delivery


Row = Head | Entry


def rows(deliveries: Iterable[Delivery], wanted: str = "") -> list[Row]:
    """Post after post, in the order in which their first delivery comes; only what holds all words of `wanted`."""
    words = wanted.casefold().split()
    posts: dict[str, list[Delivery]] = {}
    for one in deliveries:
        if not words or _holds(one, words):
            posts.setdefault(one.post, []).append(one)
    found: list[Row] = []
    for post, several in posts.items():
        left = sum(one.state in TO_DECIDE for one in several)
        found.append(Head(post, several[0].title or post, left))
        found += map(Entry, several)
    return found


def sign(delivery: Delivery) -> tuple[str, Style]:
    """The sign of a delivery's row, and its style."""
    if delivery.blocked and delivery.state in TO_DECIDE:
        return BLOCKED
    return SIGNS.get(delivery.state, OVER)


def _holds(one: Delivery, words: list[str]) -> bool:
    text = f"{one.id} {one.title} {one.post} {one.account} {one.platform} {one.state.value}{' error' * one.blocked}".casefold()
    return all(word in text for word in words)
