"""A post adapted to accounts: each platform's own rendering, with the problems of the post and those seen only side by side."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.rules import changes, lint

if TYPE_CHECKING:
    from bot.model.draft import Draft, Problem
    from bot.model.post import Post
    from bot.service.workspace import Workspace


def drafts(workspace: Workspace, post: Post, only: Collection[str] = ()) -> dict[str, Draft]:
    """What each account the post goes to (or of `only`) would publish. Pure but for the cached facts it reads."""
    targets, problems = changes.targets(post, workspace.settings)
    rendered = {name: _render(workspace, post, name) for name in (only or targets)}
    refusing = {draft.platform for draft in rendered.values() if workspace.platform(draft.account).LIMITS.identical_refused}
    beside = lint.across(rendered, refusing)
    return {name: _with(draft, (*post.problems, *problems), beside.get(name, ())) for name, draft in rendered.items()}


def _render(workspace: Workspace, post: Post, name: str) -> Draft:
    account = workspace.account(name)
    cached = workspace.store.facts(name, account.rehearsal)
    return workspace.platform(name).render(post, account, cached[0] if cached else {})


def _with(draft: Draft, of_post: tuple[Problem, ...], beside: tuple[Problem, ...]) -> Draft:
    every = dict.fromkeys((*of_post, *draft.problems, *beside))
    order = {"error": 0, "warning": 1, "info": 2}
    return replace(draft, problems=tuple(sorted(every, key=lambda problem: (order[problem.level], problem.line))))
