"""What a scan does to deliveries: where a post goes, and what an edit, a dropped target or a deleted file means."""

from __future__ import annotations

import difflib
from dataclasses import replace

from bot.model.delivery import MOVES, Delivery, Move, State
from bot.model.draft import Draft, Problem
from bot.model.post import Post
from bot.model.settings import Settings

LIVE_DIFFERS = "live version differs from the file"
"""How the note of a published delivery begins whose file now says something else."""

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
        if not members and not _said(post, name):
            problems.append(_unknown_target(name, settings))
    return tuple(found), tuple(problems)


def _said(post: Post, name: str) -> bool:
    """Whether reading the post found that already, with its line."""
    return any(problem.code == "unknown-account" and problem.message.startswith(f"to: {name} is no ") for problem in post.problems)


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
    """Words for a published delivery whose file or settings now say something else; empty where nothing differs."""
    if delivery.state is not State.PUBLISHED or draft.fingerprint == (delivery.approved or delivery.fingerprint):
        return ""
    return f"{LIVE_DIFFERS}, or from what the settings make of it; nothing was sent. To see and mend it: bot correct {delivery.id}"


def mend(live: Draft, wanted: Draft, fixed_by: str) -> Draft:
    """What may be live after an edit: `live` with the texts of `wanted`, all else as it is.

    Nothing can be mended where the number of segments differs, or where `live` has the field `fixed_by`.
    """
    if len(live.segments) != len(wanted.segments) or (fixed_by and live.fields.get(fixed_by)):
        return live
    segments = tuple(replace(new, media=old.media) for old, new in zip(live.segments, wanted.segments, strict=True))
    return replace(live, segments=segments, problems=wanted.problems)


def stays(mended: Draft, wanted: Draft) -> tuple[str, ...]:
    """What an edit leaves as it is although the file says otherwise, in words."""
    if len(mended.segments) != len(wanted.segments):
        return (f"the number of segments ({len(mended.segments)} live, {len(wanted.segments)} in the file)",)
    pairs = list(zip(mended.segments, wanted.segments, strict=True))
    names = sorted(name for name in {*mended.fields, *wanted.fields} if mended.fields.get(name) != wanted.fields.get(name))
    found = {
        "the title": mended.title != wanted.title,
        "the text": any(old.wire != new.wire for old, new in pairs),
        "the pictures": any(old.media != new.media for old, new in pairs),
        "who may see it": mended.visibility != wanted.visibility,
        **{name.replace("_", " "): True for name in names},
    }
    return tuple(name for name, differs in found.items() if differs)


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
