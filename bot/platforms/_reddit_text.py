"""What a Reddit post says: title, fields and body, within its limits and its subreddit's rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from bot.model.draft import FieldValue, Problem
from bot.model.tree import Block, Heading
from bot.platforms import _reddit_rules
from bot.platforms.base import Facts
from bot.text.disclosures import DISCLOSURES
from bot.text.links import beside, canonical
from bot.text.markup import Writer
from bot.text.markup_inline import escape_label, target
from bot.text.mentions import in_blocks, marks_as
from bot.text.readers import for_reader

if TYPE_CHECKING:
    from bot.model.post import Override, Post
    from bot.model.settings import Account as AnyAccount
    from bot.platforms.reddit import Account

TRIES = 20
"""How many ends are tried for an article that is too long: only its footnotes can make the first one too long."""

_TEMPLATE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def fields(post: Post, account: AnyAccount, override: Override, facts: Facts) -> dict[str, FieldValue]:
    """Subreddit, kind, flair and link, the author's own before the account's."""
    reddit = cast("Account", account)
    kind = _field(override, "kind") or reddit.kind
    chosen: dict[str, FieldValue] = {
        "subreddit": (_field(override, "subreddit") or reddit.subreddit).removeprefix("/").removeprefix("r/").strip("/"),
        "kind": kind if kind in {"self", "link"} else "self",
    }
    if flair := _field(override, "flair") or reddit.flair:
        known = _flairs(facts)
        name = next((text for text, key in known.items() if flair in {text, key} or flair.casefold() == text.casefold()), flair)
        chosen["flair"] = name
        if key := known.get(name) or (flair if _TEMPLATE.fullmatch(flair) else ""):
            chosen["flair_id"] = key
        else:
            chosen["flair_text"] = flair
    if chosen["kind"] == "link" and post.url:
        chosen["url"] = canonical(post, "reddit", friend=account.friend)
    return chosen


def body(post: Post, account: AnyAccount, most: int) -> tuple[str, tuple[Problem, ...]]:
    """The article, its links and where it comes from; one that is too long ends at a section."""
    if post.note:
        return post.body.strip(), ()
    blocks = in_blocks(for_reader(post.blocks, {account.name, account.platform}), account.mentions)
    whole = _assembled(post, account, blocks)
    if len(whole) <= most:
        return whole, ()
    for kept in _shorter(post, blocks, most):
        shorter = _assembled(post, account, kept, cut=True)
        if len(shorter) <= most:
            line = blocks[len(kept)].line
            message = f"The article has {len(whole)} characters, Reddit takes {most}: it ends before line {line}, with the link."
            return shorter, (Problem("warning", "too-long", message, line),)
    message = f"The article has {len(whole)} characters and no section that fits into Reddit's {most}: write a shorter text for it."
    return _tail(post, account, "", cut=True), (Problem("error", "too-long", message),)


def too_long(override: Override, most: int) -> tuple[Problem, ...]:
    """A handwritten text is never cut."""
    size = len("\n\n".join(override.segments))
    if size <= most:
        return ()
    return (Problem("error", "too-long", f"Your own text has {size} characters, Reddit takes {most}: shorten it.", override.line),)


def no_link(post: Post) -> tuple[Problem, ...]:
    """A link post needs a link."""
    return () if post.url else (Problem("error", "no-url", "A link post needs the article's address: add url: to the post.", 1),)


def against(chosen: Mapping[str, FieldValue], title: str, text: str, facts: Facts) -> tuple[Problem, ...]:
    """What the subreddit would refuse."""
    link = str(chosen.get("url") or "")
    wrong = _reddit_rules.broken(facts, title, "" if chosen["kind"] == "link" else text, link, str(chosen.get("flair") or ""))
    known = _flairs(facts)
    if known and chosen.get("flair_text") and chosen["flair_text"] not in known:
        message = f"The subreddit has no flair {chosen['flair_text']!r}. It has: {', '.join(list(known)[:20])}."
        wrong = (*wrong, Problem("error", "unknown-flair", message))
    return wrong


def _assembled(post: Post, account: AnyAccount, blocks: tuple[Block, ...], *, cut: bool = False) -> str:
    """What must be disclosed, the article with its footnotes, what belongs to it, and where it comes from."""
    writer = Writer(post.footnotes, post.url)
    text = writer.blocks(blocks)
    said = "\n\n".join(part for part in (DISCLOSURES.get(post.disclosure or "", ""), text, writer.endnotes()) if part)
    said = marks_as(said, account.mentions, " ({})".format)
    return "\n\n".join(part for part in (said, _tail(post, account, said, cut=cut)) if part)


def _shorter(post: Post, blocks: tuple[Block, ...], most: int) -> list[tuple[Block, ...]]:
    """The beginnings of the article that can fit, the longest first: those that end with a section, then any."""
    writer = Writer(post.footnotes, post.url)
    size, fitting = 0, 0
    for fitting, block in enumerate(blocks):  # noqa: B007
        size += len(writer.block(block)) + 2
        if size > most:
            break
    sections = [at for at in range(fitting, 0, -1) if isinstance(blocks[at], Heading)]
    return [blocks[:at] for at in [*sections[:TRIES], *range(fitting, max(0, fitting - TRIES), -1)]]


def _tail(post: Post, account: AnyAccount, said: str, *, cut: bool = False) -> str:
    """The author's links that `said` lacks, and the last line: where the article comes from."""
    links = " · ".join(f"[{escape_label(name)}]({target(url)})" for name, url in beside(post, said))
    origin = ""
    if post.url and (cut or account.link != "none"):
        origin = f"{'Continues' if cut else 'Originally'} at {canonical(post, 'reddit', friend=account.friend)}"
    return "\n\n".join(part for part in (links, origin) if part)


def _field(override: Override, name: str) -> str:
    value = override.fields.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _flairs(facts: Facts) -> dict[str, str]:
    """The flairs one may choose, text to template id; facts hold them as "text|id"."""
    given = facts.get("flairs")
    pairs = (entry.rpartition("|") for entry in given if isinstance(entry, str)) if isinstance(given, list) else ()
    return {text: key for text, _, key in pairs if text}
