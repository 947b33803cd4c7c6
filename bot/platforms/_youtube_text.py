"""What a YouTube community post or a video's description says."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from bot.model.draft import Draft, Problem, Segment, Span
from bot.text import count
from bot.text.article import read
from bot.text.brief import brief
from bot.text.links import beside, canonical
from bot.text.plain import block_text
from bot.text.readers import for_reader
from bot.text.tags import hashtags

if TYPE_CHECKING:
    from bot.model.post import Override, Post
    from bot.model.settings import Account as AnyAccount
    from bot.platforms.base import Limits
    from bot.platforms.youtube import Account

DISCLOSURES = {"affiliate": "This text contains affiliate links.", "sponsored": "Includes paid promotion."}
"""Said in the first line, as the FTC's guides for endorsements ask (2023); the video's own switch is yours to set."""

_CHAPTER = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})\s+\S.*")
_LINK = re.compile(r"https?://[^\s<>]+")


def draft(post: Post, account: AnyAccount, limits: Limits, community: int) -> Draft:
    """The text of `post` for `account`; `community` is how many bytes a community post may have."""
    post = replace(post, blocks=for_reader(post.blocks, {account.name, account.platform}))
    override, channel = post.override(account.name, account.platform), cast("Account", account)
    kind = str(override.fields.get("kind") or channel.kind)
    most = limits.maximum if kind == "description" else community
    title = override.title or post.title
    text, problems = _text(post, channel, override, kind, most)
    size = count.length(text, limits.counter)
    spans = tuple(Span(each.start(), each.end(), "link", each[0]) for each in _LINK.finditer(text))
    segment = Segment(text, size, most, limits.counter, text, spans)
    if size > most:
        problems.append(Problem("error", "too-long", f"Your text has {size} bytes, YouTube takes {most}: shorten it.", override.line))
    if kind == "description" and len(title) > limits.title:
        words = f"The title has {len(title)} characters, YouTube takes {limits.title}: set youtube: {{title: ...}} in the post."
        problems.append(Problem("error", "title-too-long", words, override.line or 1))
    return Draft(account.name, account.platform, title, (segment,), {"kind": kind}, tuple(problems))


def _text(post: Post, account: Account, override: Override, kind: str, most: int) -> tuple[str, list[Problem]]:
    """The words: the author's own as they are, else a note as it is, else the article in brief, its links, chapters and hashtags."""
    if override.segments:
        return "\n\n".join(override.segments), []
    if post.note:
        return block_text(post.blocks).text, []
    link = canonical(post, "youtube", friend=account.friend)
    problems = [] if link else [Problem("warning", "no-link", "The post has no address, so nobody can read on: add url:.", 1)]
    chapters, wrong = _chapters(override) if kind == "description" else ([], [])
    head = [DISCLOSURES[post.disclosure]] if post.disclosure in DISCLOSURES else []
    article = read(post)
    body = brief(article, 150, "chars", account.hook, "prose", "medium" if kind == "description" else "short")
    links = [f"Read more: {link}"] if link else []
    links += [f"{name}: {url}" for name, url in beside(post, "\n".join(body))]
    tags = " ".join(hashtags(post, account.tags)) if account.tags else ""
    foot = [part for part in ("\n".join(links), "\n".join(chapters), tags) if part]
    while len(body) > 1 and count.length("\n\n".join((*head, *body, *foot)), "bytes") > most:
        body.pop()
    return _unbracketed("\n\n".join((*head, *body, *foot))), problems + wrong


def _chapters(override: Override) -> tuple[list[str], list[Problem]]:
    """The author's chapters, and what would keep YouTube from showing them (YouTube Help, 2026-11)."""
    given = override.fields.get("chapters", ())
    lines = [line.strip() for line in ([given] if isinstance(given, str) else given) if line.strip()]
    if not lines:
        return [], []
    found = [_CHAPTER.fullmatch(line) for line in lines]
    times = [int(each[1] or 0) * 3600 + int(each[2]) * 60 + int(each[3]) for each in found if each]
    wrong = next((line for line, each in zip(lines, found, strict=True) if not each), "")
    why = ""
    if wrong:
        why = f"{wrong!r} is none: write 1:05 Title"
    elif times[0] or len(times) < 3:
        why = "the first must stand at 0:00, and there must be three"
    elif any(after - before < 10 for before, after in pairwise(times)):
        why = "each must begin ten seconds or more after the one before"
    return lines, [Problem("warning", "chapters", f"YouTube will not show these chapters: {why}.", override.line)] if why else []


def _unbracketed(text: str) -> str:
    """Text without angle brackets, which YouTube refuses."""
    return text.replace("<", "‹").replace(">", "›")
