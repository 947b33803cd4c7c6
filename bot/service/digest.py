"""`bot digest`: a newsletter's issue as an ordinary post of what went out since the last one and of what its author noted.

Its author may edit it until it is out, so a file that was edited is never written over.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import msgspec

from bot.errors import UserError
from bot.foreign import digest
from bot.foreign.addresses import same
from bot.service import folder, gathering, issues, placing

if TYPE_CHECKING:
    from pathlib import Path

    from whenever import Date

    from bot.service.gathering import Found
    from bot.service.issues import Kept
    from bot.service.workspace import Workspace

Doing = Literal["written", "updated", "waits", "nothing"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What `bot digest` does: `text` is what the file at `path` becomes (empty: it stays), `before` what it was, `words` say why.

    `to` are the newsletters it goes to, `found` what there is, and `kept` what will be remembered of it.
    """

    doing: Doing
    words: str
    found: Found
    to: tuple[str, ...]
    path: Path | None = None
    title: str = ""
    text: str = ""
    before: str | None = None
    kept: Kept | None = None


def plan(workspace: Workspace, *, since: Date | None = None, title: str = "", add: bool = False) -> Plan:
    """What an issue would be now; writes nothing. `since` leaves out what went out before that day; `add` puts what is new at the end of
    an issue that its author edited. Raises UserError."""
    every = issues.known(workspace)
    out = [issue for issue in every if issues.went_out(workspace, issue.slug)]
    waiting = next((each for each in reversed(every) if each not in out and issues.waits(workspace, each.slug)), None)
    found = gathering.gathered(workspace, out, since, () if since or not waiting else waiting.older)
    if waiting:
        return _again(workspace, waiting, found, title, add)
    if not found.pieces and not found.links:
        words = f"Nothing new since the last issue: no article went out, and {gathering.FILE} holds no link that was in none."
        return Plan("nothing", words, found, issues.newsletters(workspace))
    date = str(workspace.clock.now().to_tz(workspace.settings.timezone).date())
    return _whole(workspace, issues.Kept(_free(workspace, f"digest-{date}"), date=date, title=title), found)


def write(workspace: Workspace, plan: Plan) -> None:
    """Remembers what the issue holds and writes its file, unless that changed meanwhile. Raises UserError."""
    if plan.path is None or plan.kept is None:
        return
    name = plan.path.name
    try:
        if _text(plan.path) != plan.before:
            raise UserError(f"{name} changed meanwhile and stays as it is. Run bot digest again.")
        issues.remember(workspace, plan.kept)
        placing.place(plan.path, plan.text, replacing=plan.before is not None)
    except FileExistsError:
        raise UserError(f"{name} came into the posts folder meanwhile and stays as it is. Run bot digest again.") from None
    except OSError as error:
        raise UserError(f"{plan.path} cannot be written ({error.strerror}). Mend that, then run bot digest again.") from error


def watched(workspace: Workspace, path: Path) -> bool:
    """Whether the file is one that the service reads."""
    return any(workspace.settings.posts.path / look.path == path for look in folder.walk(workspace.settings.posts))


def said(found: Found) -> str:
    """How much that is; empty for nothing."""
    counts = ((len(found.pieces), "article"), (len(found.links), "link"))
    return " and ".join(f"{count} {one if count == 1 else one + 's'}" for count, one in counts if count)


def _whole(workspace: Workspace, issue: Kept, found: Found, before: str | None = None) -> Plan:
    """An issue of all that was found."""
    to, path = issues.newsletters(workspace), issues.path_of(workspace, issue.slug)
    lang = digest.language(found.pieces, found.links)
    title = issue.title or digest.subject(found.pieces, found.links, _name(workspace, to), lang)
    matter = digest.matter(title, digest.preview(found.pieces, found.links, title), issue.date, to, lang)
    text = f"{matter}\n{digest.body(found.pieces, found.links, lang)}"
    if text == before:
        return Plan("waits", f"{path.name} waits for your yes, and nothing is new since it was written.", found, to, path, title)
    kept = msgspec.structs.replace(
        issue,
        digest=issues.digest_of(text),
        articles=tuple(piece.slug for piece in found.pieces),
        links=tuple(link.url for link in found.links),
        older=found.older or issue.older,
    )
    return Plan("written" if before is None else "updated", said(found), found, to, path, title, text, before, kept)


def _again(workspace: Workspace, waiting: Kept, found: Found, title: str, add: bool) -> Plan:
    """An issue that was not sent yet: made anew while it is as it was written, left alone or added to once its author edited it."""
    path = issues.path_of(workspace, waiting.slug)
    before = _text(path) or ""
    edited = issues.digest_of(before) != waiting.digest
    if not edited and not issues.under_way(workspace, waiting.slug):
        return _whole(workspace, msgspec.structs.replace(waiting, title=title or waiting.title), found, before)
    new = _new(waiting, found, before)
    plan = Plan("waits", "", new, issues.newsletters(workspace), path)
    more = f" New since: {said(new)}." if new.pieces or new.links else " Nothing is new since."
    if issues.under_way(workspace, waiting.slug):
        return replace(
            plan, words=f"{path.name} has your yes and stays as it is.{more}{' Those come with the next issue.' * bool(said(new))}"
        )
    if not add or not said(new):
        how = " Put that at its end with: bot digest --add" if said(new) else _unaddressed(before, plan.to)
        return replace(plan, words=f"{path.name} waits for your yes; you edited it, so it stays as it is.{more}{how}")
    text = f"{before.rstrip()}\n\n{digest.body(new.pieces, new.links, digest.language(found.pieces, found.links))}"
    kept = msgspec.structs.replace(
        waiting,
        articles=(*waiting.articles, *(piece.slug for piece in new.pieces)),
        links=(*waiting.links, *(link.url for link in new.links)),
    )
    return replace(plan, doing="updated", words=f"{said(new)} at its end", text=text, before=before, kept=kept)


def _new(waiting: Kept, found: Found, text: str) -> Found:
    """What is not in the issue yet, as it was written or as its author edited it."""
    held = {same(url) for url in waiting.links}
    pieces = tuple(piece for piece in found.pieces if piece.slug not in waiting.articles and not (piece.url and piece.url in text))
    return replace(found, pieces=pieces, links=tuple(link for link in found.links if same(link.url) not in held and link.url not in text))


def _unaddressed(text: str, to: tuple[str, ...]) -> str:
    """What its author must do about an issue that was written before there was a newsletter."""
    return f" To send it, write to: [{', '.join(to)}] in place of draft: true." if to and "\ndraft: true\n" in text else ""


def _name(workspace: Workspace, to: tuple[str, ...]) -> str:
    """What the newsletter calls itself, else the author's site."""
    for name in to:
        facts = workspace.store.facts(name, workspace.account(name).rehearsal)
        if facts and facts[0].get("name") not in {None, "", name}:
            return str(facts[0]["name"])
    return (urlsplit(workspace.settings.site.url).hostname or "").removeprefix("www.")


def _free(workspace: Workspace, name: str) -> str:
    """A name that no post has or ever had."""
    taken, number, free = workspace.store.posts(), 1, name
    while free in taken or os.path.lexists(workspace.settings.posts.path / f"{free}.md"):
        number += 1
        free = f"{name}-{number}"
    return free


def _text(path: Path) -> str | None:
    """What the file says, byte for byte; None when there is none. Raises UserError."""
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}). Mend that, then run bot digest again.") from error
