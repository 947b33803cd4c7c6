"""What the right side says of a delivery: where and when it goes, the draft as its readers meet it, what is wrong with it. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk.rows import TO_DECIDE
from bot.model.delivery import State
from bot.terminal import delivery as screen
from bot.terminal import diff, when
from bot.terminal import draft as sheet
from bot.terminal.parts import BLANK, Line, Part, Run

if TYPE_CHECKING:
    from whenever import Instant

    from bot.desk.session import Shown
    from bot.model.delivery import Delivery
    from bot.model.draft import Draft
    from bot.service.approve import Binding
    from bot.terminal.look import Look

BEFORE = "what you were looking at"


def head(shown: Shown, handle: str, *, brief: bool = False) -> list[Part]:
    """The title, unless it must be `brief`, and where it goes as whom."""
    one = shown.delivery
    known = f" as {handle}" if handle and handle != one.account else ""
    place = f"{screen.where(one.account, one.platform)}{known}, {shown.draft.visibility.lower()}, "
    title: list[Part] = [] if brief else [(Run(one.title or one.post, "strong"),)]
    return [*title, (Run(one.id, "title"), "  ", place, screen.earnest(one))]


def fate(one: Delivery, binding: Binding | None, now: Instant) -> Line:
    """When it goes out if it gets its yes; what became of it where it has one; why it can have none."""
    if one.state not in TO_DECIDE:
        return _decided(one, now)
    if binding is None:
        return (Run("…", "faint"),)
    if binding.moment is None:
        return (Run("no yes  ", "bad"), binding.refusal)
    moment = binding.moment
    at = f"{when.moment(moment.instant, moment.zone)} ({when.distance(moment.instant, now)})"
    note = (Run(f"  {moment.note}", "warn"),) if moment.note else ()
    fresh = (Run("a fresh yes: ", "warn"), *((f"{one.note}. ",) if one.note else ())) if one.state == State.HELD else ()
    would = "would be ready for you to post " if binding.by_hand else "would go out "
    return (*fresh, Run(would, "faint"), Run(at, "strong"), *note)


def _decided(one: Delivery, now: Instant) -> Line:
    style = screen.STATE_STYLES.get(one.state, "faint")
    by = f" by {one.approved_by}" if one.state == State.APPROVED and one.approved_by else ""
    at = f", goes out {when.moment(one.due, one.zone)} ({when.distance(one.due, now)})" if one.state == State.APPROVED and one.due else ""
    note = f". {one.note}" if one.note else ""
    return (Run(f"{one.state.value}{by}", style), f"{at or ': ' + one.meaning()}{note}")


def bound(binding: Binding, look: Look, now: Instant) -> list[Part]:
    """One of several that a single yes would bind, whole."""
    one, draft = binding.delivery, binding.draft
    return [
        (Run(one.id, "title"), "  ", screen.earnest(one), "  ", *fate(one, binding, now)),
        *sheet.parts(draft, replace(look, alt=0)),
        *screen.rest(one),
        BLANK,
    ]


def body(shown: Shown, look: Look, before: Draft | None = None, why: str = "") -> list[Part]:
    """The draft as its readers meet it, below what changed: since `before`, which `why` explains, or since an earlier yes."""
    draft = shown.draft
    rest = screen.rest(shown.delivery)
    return [
        *changes(shown, before, why),
        *sheet.parts(replace(draft, problems=()), replace(look, alt=0)),
        *screen.links(shown.delivery),
        *rest,
    ]


def changes(shown: Shown, before: Draft | None, why: str) -> list[Part]:
    """The difference to what was seen or agreed to before, under a line that says so; nothing where there is none."""
    if before is not None and before.fingerprint != shown.draft.fingerprint:
        title, names, old = why, (BEFORE, diff.PRESENT), before
    elif shown.earlier is not None:
        title, names, old = "Changed since the last yes:", (diff.AGREED, diff.PRESENT), shown.earlier
    else:
        return []
    return [(Run(title, "warn"),), *diff.parts(old, shown.draft, names), BLANK]


def problems(draft: Draft) -> list[Part]:
    """What is wrong with it, with the lines of the post's file."""
    return sheet.problems(draft.problems) or [(Run("Nothing wrong was found.", "faint"),)]
