"""What a scan does to deliveries: where a post goes, and what an edit, a dropped target or a deleted file means."""

from __future__ import annotations

import difflib
from dataclasses import replace

from bot.model.delivery import MOVES, Delivery, Move, State
from bot.model.draft import Draft, Problem
from bot.model.post import Post
from bot.model.settings import Settings

_BOUND = (State.APPROVED, State.HANDOFF, State.HELD)


def targets(post: Post, settings: Settings) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The accounts `post` goes to, each once, in the order written, and errors for names that are neither account nor group.

    Without `to:` those are the accounts with `default: true`.
    """
    if not post.to:
        names = tuple(name for name, account in settings.accounts.items() if account.default)
        missing = Problem("warning", "no-target", "No account says `default: true`, so name some: write `to:` in the front matter.")
        return names, () if names else (missing,)
    found: dict[str, None] = {}
    problems: list[Problem] = []
    for name in post.to:
        members = settings.groups.get(name, (name,) if name in settings.accounts else ())
        found.update(dict.fromkeys(members))
        if not members:
            problems.append(_unknown_target(name, settings))
    return tuple(found), tuple(problems)


def redraft(delivery: Delivery, draft: Draft) -> Move | None:
    """What a new rendering does to a delivery: "changed" where it voids the yes or brings the delivery back, else None.

    A withdrawn one comes back whatever its text, as its file (or target) is there again. An error that appears without a
    change of text (a missing picture, say) voids a yes too.
    """
    if (delivery.state, "changed") not in MOVES:
        return None
    if delivery.state is State.WITHDRAWN:
        return "changed"
    bound = delivery.approved if delivery.state in _BOUND and delivery.approved else delivery.fingerprint
    if draft.fingerprint != bound:
        return "changed"
    return "changed" if draft.blocked and delivery.state in _BOUND else None


def live_note(delivery: Delivery, draft: Draft) -> str:
    """Words for a published delivery whose file now says something else; empty where nothing differs."""
    if delivery.state is not State.PUBLISHED or draft.fingerprint == (delivery.approved or delivery.fingerprint):
        return ""
    return "live version differs from the file; nothing was sent. Change it on the platform by hand if you want it there"


def freeze(live: Draft, draft: Draft, sent: int) -> Draft:
    """`draft` with the first `sent` segments as they went out in `live`, so that a yes covers only the rest.

    Where the author changed one of those, a warning says that readers keep the old words; where nothing is left, an error.
    """
    if not sent:
        return draft
    segments = live.segments[:sent] + draft.segments[sent:]
    problems = draft.problems
    if segments[:sent] != draft.segments[:sent]:
        words = f"The first {sent} of {len(segments)} segments are live already and stay as they are; the yes covers the rest."
        problems += (Problem("warning", "live-segments", words),)
    if len(segments) == sent:
        problems += (Problem("error", "nothing-left", "All segments of this text are live already, so nothing is left to send."),)
    return replace(draft, title=live.title, segments=segments, problems=problems)


def _unknown_target(name: str, settings: Settings) -> Problem:
    known = [*settings.accounts, *settings.groups]
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known) or 'none'}."
    return Problem("error", "unknown-target", f"`to:` names {name!r}, which is neither an account nor a group. {hint}")
