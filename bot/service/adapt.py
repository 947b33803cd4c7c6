"""A post adapted to accounts: each platform's own rendering, with the problems of the post and those seen only side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model.draft import Problem
from bot.rules import changes, lint
from bot.service import pictures

if TYPE_CHECKING:
    from bot.model.draft import Draft
    from bot.model.drawing import Drawing, Fitting
    from bot.model.post import Post
    from bot.service.workspace import Workspace


ROUNDS = 2
"""How often pictures are made for one post: drawings, then what takes the place of one that failed or was too large."""


def drafts(workspace: Workspace, post: Post, only: Collection[str] = (), *, drawing: bool = True) -> dict[str, Draft]:
    """What each account the post goes to (or of `only`) would publish, with the pictures that these drafts ask for.

    It reads cached facts and writes nothing but the picture cache; without `drawing` not even that, and what is not made is left out.
    """
    targets, problems = changes.targets(post, workspace.settings)
    rendered = _rendered(workspace, post, only or targets, ROUNDS if drawing else 0)
    refusing = {draft.platform for draft in rendered.values() if workspace.platform(draft.account).LIMITS.identical_refused}
    beside = lint.across(rendered, refusing, post)
    repeats = {name: _said_before(workspace, post.slug, draft) for name, draft in rendered.items() if draft.platform in refusing}
    empty = {name: _empty(draft) for name, draft in rendered.items()}
    made = {
        name: _with(draft, (*post.problems, *problems), (*beside.get(name, ()), *repeats.get(name, ()), *empty[name]), post.waived)
        for name, draft in rendered.items()
    }
    idle = () if only else lint.unused(post.waived, {problem for draft in made.values() for problem in draft.problems})
    return {name: replace(draft, problems=(*draft.problems, *idle)) for name, draft in made.items()}


def _rendered(workspace: Workspace, post: Post, names: Collection[str], rounds: int) -> dict[str, Draft]:
    """Every account's draft; as long as one asks for pictures and there are `rounds` left, they are made and all is rendered again."""
    for _ in range(rounds):
        found = {name: _render(workspace, post, name) for name in names}
        wanted: list[Drawing | Fitting] = []
        for draft in found.values():
            wanted += (*draft.wanted, *draft.unfit)
        if not wanted:
            return found
        made, unmade = pictures.make(wanted, workspace.settings.state / "media")
        post = replace(post, pictures={**post.pictures, **made}, unmade={**post.unmade, **unmade})
    return {name: replace(_render(workspace, post, name), wanted=(), unfit=()) for name in names}


def _empty(draft: Draft) -> tuple[Problem, ...]:
    """An error when there is nothing to send: no segment, or one with neither words nor pictures."""
    said = [segment for segment in draft.segments if segment.text.strip() or segment.media]
    if said and len(said) == len(draft.segments):
        return ()
    return (Problem("error", "empty", f"There is nothing to send to {draft.account}: write a text, or take {draft.account} out of to:."),)


def digests(draft: Draft) -> tuple[str, ...]:
    """Each segment's wire text as SHA-256 in hex: how a repeat is recognised."""
    return tuple(hashlib.sha256(segment.wire.encode("utf-8", "surrogatepass")).hexdigest() for segment in draft.segments)


def _said_before(workspace: Workspace, slug: str, draft: Draft) -> tuple[Problem, ...]:
    """Errors for segments that this account says in another post already: the platform would refuse the thread half-way."""
    rehearsal = workspace.account(draft.account).rehearsal
    found = [workspace.store.said_in(draft.account, rehearsal, digest, slug) for digest in digests(draft)]
    return tuple(
        Problem(
            "error", "said-before", f"Segment {number} is word for word one of {other} on this account, and a repeat is refused. Change it."
        )
        for number, other in enumerate(found, 1)
        if other
    )


def _render(workspace: Workspace, post: Post, name: str) -> Draft:
    account = workspace.account(name)
    cached = workspace.store.facts(name, account.rehearsal)
    return workspace.platform(name).render(post, account, cached[0] if cached else {})


def _with(draft: Draft, of_post: tuple[Problem, ...], beside: tuple[Problem, ...], waived: Collection[str]) -> Draft:
    every = lint.waive(dict.fromkeys((*of_post, *draft.problems, *beside)), waived)
    order = {"error": 0, "warning": 1, "info": 2}
    return replace(draft, problems=tuple(sorted(every, key=lambda problem: (order[problem.level], problem.line))))
