"""A feed in conversations: each post with what hangs below it, what its edits changed, and what was taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.rehearsal import mail_view
from bot.rehearsal.difference import difference
from bot.rehearsal.feed import Conversation, Revision, Withdrawn
from bot.rehearsal.wire import text_in

if TYPE_CHECKING:
    from bot.rehearsal.entries import Change, PostEntry
    from bot.rehearsal.feed import Entry, Source

Look = Callable[[list["PostEntry"], "Source"], Iterable["Entry"]]
Changes = Mapping[str, list["Change"]]
HTML = frozenset({"buttondown", "kit", "mailchimp", "smtp", "medium", "ghost"})
"""Platforms whose posts are HTML."""


def conversations(posts: list[PostEntry], changes: Changes, look: Look, source: Source) -> Iterator[Conversation]:
    """The conversations of an account, newest first, made one at a time. `posts` are all of them, newest first, deleted ones too."""
    for group in _groups(posts):
        there = [post for post in group if not post.deleted]
        oldest = list(reversed(group))
        parts = {post.id: place for place, post in enumerate(oldest, 1)} if len(oldest) > 1 else {}
        entries = tuple(look(there, source))
        revisions = tuple(revision for post in oldest for revision in _revisions(post, changes.get(post.id, []), parts.get(post.id, 0)))
        gone = tuple(_withdrawn(post, changes.get(post.id, []), parts.get(post.id, 0)) for post in oldest if post.deleted)
        yield Conversation(entries, revisions, gone)


def _groups(posts: list[PostEntry]) -> Iterator[list[PostEntry]]:
    """Posts with those below them, and the copies of a mail; a group stands where its first post does, newest first."""
    roots: dict[str, str] = {}
    groups: dict[str, list[PostEntry]] = {}
    for post in reversed(posts):
        root = roots.get(post.parent or text_in(post.fields, "same_as"), post.id)
        roots[post.id] = root
        groups.setdefault(root, []).append(post)
    return (list(reversed(group)) for group in reversed(groups.values()))


def _revisions(post: PostEntry, changes: list[Change], part: int) -> Iterator[Revision]:
    """What each edit changed of what a reader sees. What had no words before was not there for a reader."""
    edits = [change for change in changes if change.kind == "edited"]
    versions = [*(change.before for change in edits), post]
    for change, (before, now) in zip(edits, pairwise(versions), strict=True):
        said, says = words(before), words(now)
        if before.seen and said != says:
            yield Revision(change.at, part, difference(said, says))


def _withdrawn(post: PostEntry, changes: list[Change], part: int) -> Withdrawn:
    at = next((change.at for change in reversed(changes) if change.kind == "deleted"), "")
    return Withdrawn(at, post.at, part, post.title, words(post, titled=False))


def words(post: PostEntry, *, titled: bool = True) -> str:
    """All that a reader gets of a post as plain words: its title, its text, its pictures' descriptions."""
    text = mail_view.plain(post.seen) if post.platform in HTML else post.seen
    shown = [f"[picture: {picture.alt}]" for picture in post.media]
    return "\n\n".join(part for part in (post.title if titled else "", text.strip(), "\n".join(shown)) if part)
