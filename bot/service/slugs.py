"""A post asked for by its slug that is not there: which ones a person may have meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.service.workspace import Workspace


def unknown(workspace: Workspace, slug: str) -> str:
    """Why `slug` names no post, with up to three that are near and how to list all; empty where it names one."""
    known = [post.slug for post in workspace.store.posts().values() if post.state != "gone"]
    if slug in known:
        return ""
    near = difflib.get_close_matches(slug[:200], known, n=3)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no post with the slug {slug}.{hint} The column post lists the slugs in: bot queue"
