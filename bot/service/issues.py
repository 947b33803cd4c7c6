"""The issues of a newsletter's digest that there were: what each held is remembered, what became of it is what the history says."""

from __future__ import annotations

import hashlib
import html
import re
from typing import TYPE_CHECKING

import msgspec

from bot import platforms
from bot.foreign.addresses import same
from bot.model.delivery import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.model.delivery import Delivery
    from bot.service.workspace import Workspace

REMEMBERED = "digests"
"""Under this name the store remembers what each issue held."""

OWN = re.compile(r"digest-\d{4}-\d\d-\d\d(?:-\d{1,3})?")
"""How an issue is named, so that one is known for what it is even where the store forgot what it held."""

UNDER_WAY = frozenset({State.APPROVED, State.SENDING, State.UNSURE, State.HANDOFF})
OVER = frozenset({State.REJECTED, State.WITHDRAWN, State.RETRACTED, State.ARCHIVED})

_HREF = re.compile(r'href="([^"]{1,4000})"')


class Kept(msgspec.Struct, frozen=True):
    """What the store remembers of an issue: the slug of its post, the SHA-256 of the file as it was written, its date, what it held
    (slugs and addresses), which articles were left out as too old, and the title that its author asked for."""

    slug: str
    digest: str = ""
    date: str = ""
    articles: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    title: str = ""


def digest_of(text: str) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def newsletters(workspace: Workspace) -> tuple[str, ...]:
    """The accounts that mail their readers, in the order of the configuration."""
    accounts = workspace.settings.accounts.items()
    return tuple(name for name, account in accounts if platforms.load(account.platform).LIMITS.newsletter)


def earnest(workspace: Workspace) -> bool:
    """Whether an issue goes to real readers: then what was only rehearsed was not published."""
    accounts = [workspace.account(name) for name in newsletters(workspace)]
    return not all(account.rehearsal for account in accounts) if accounts else not workspace.settings.rehearsal


def known(workspace: Workspace) -> list[Kept]:
    """Every issue, the oldest first, those too of which only the name is known."""
    remembered = {issue.slug: issue for issue in _remembered(workspace)}
    named = {slug for slug in workspace.store.posts() if OWN.fullmatch(slug)}
    named |= {path.stem for path in workspace.settings.posts.path.glob("digest-*.md") if OWN.fullmatch(path.stem)}
    return [*(Kept(slug) for slug in sorted(named - remembered.keys())), *remembered.values()]


def remember(workspace: Workspace, issue: Kept) -> None:
    """Remembers an issue, in place of what was remembered under its slug."""
    kept = [each for each in _remembered(workspace) if each.slug != issue.slug]
    workspace.store.set_meta(REMEMBERED, msgspec.json.encode([*kept, issue]).decode())


def _remembered(workspace: Workspace) -> list[Kept]:
    return msgspec.json.decode(workspace.store.meta(REMEMBERED) or "[]", type=list[Kept])


def path_of(workspace: Workspace, slug: str) -> Path:
    """Where the issue's file is, or would be."""
    record = workspace.store.post(slug)
    return workspace.settings.posts.path / (record.path if record else f"{slug}.md")


def went_out(workspace: Workspace, slug: str) -> bool:
    """Whether any newsletter got the issue, if only as a draft that its author sends there."""
    return any(each.sent or each.state is State.PUBLISHED for each in _deliveries(workspace, slug))


def waits(workspace: Workspace, slug: str) -> bool:
    """Whether the issue lies there and may still go out: nobody said no to all of it."""
    deliveries = _deliveries(workspace, slug)
    over = bool(deliveries) and all(each.state in OVER for each in deliveries)
    return path_of(workspace, slug).is_file() and not over


def under_way(workspace: Workspace, slug: str) -> bool:
    """Whether somebody said yes to it already."""
    return any(each.state in UNDER_WAY for each in _deliveries(workspace, slug))


def sent_addresses(workspace: Workspace, slugs: Iterable[str]) -> set[str]:
    """Every address in those issues as they went out, as `same` compares them: what their authors added counts as well."""
    found: set[str] = set()
    for each in (each for slug in slugs for each in _deliveries(workspace, slug) if each.sent):
        draft = workspace.store.draft(each.id, each.approved)
        found |= {same(html.unescape(href)) for segment in draft.segments for href in _HREF.findall(segment.wire)}
    return found


def _deliveries(workspace: Workspace, slug: str) -> list[Delivery]:
    """Its deliveries to newsletters, on the side (rehearsal or live) that counts."""
    live = earnest(workspace)
    return [each for each in workspace.store.deliveries(post=slug) if each.rehearsal != live]
