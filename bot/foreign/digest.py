"""A newsletter issue of what went out and of what its author noted, as the markdown of a post that its author may edit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.foreign.escaping import escape, target
from bot.foreign.written import scalar

if TYPE_CHECKING:
    from bot.foreign.noted import Noted

ARTICLES, ELSEWHERE = "Articles", "Elsewhere"
SUBJECT = 60
"""Characters of a title that a subject shows whole in most mail programs, beside the newsletter's name."""

SHOWN = 60
"""Characters of an address that is shown for want of a title and of a remark."""

_END = re.compile(r"[.:;,\s]+\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """An article of the author: where readers find it (`url`, empty where nowhere) and what it is about, in one line."""

    slug: str
    title: str
    url: str
    line: str = ""


def subject(pieces: Sequence[Piece], links: Sequence[Noted], name: str) -> str:
    """What the mail is called: the newsletter's name, the title that says most, and how many more there are."""
    titles = [piece.title for piece in pieces] or [link.title for link in links if link.title]
    best = next((title for title in titles if len(title) <= SUBJECT), titles[0] if titles else "")
    more = len(pieces) + len(links) - bool(best)
    said = f"{best} and {more} more" if best and more else best or f"{more} {'link' if more == 1 else 'links'}"
    return f"{name}: {said}" if name else said


def preview(pieces: Sequence[Piece], links: Sequence[Noted], title: str) -> str:
    """What mailboxes show beside the subject: the titles that it does not say."""
    others = [piece.title for piece in pieces if piece.title not in title] + [link.title for link in links if link.title not in title]
    return " · ".join(dict.fromkeys(filter(None, others)))[:300]


def matter(title: str, summary: str, date: str, accounts: Sequence[str]) -> str:
    """The front matter. With no account the post is a draft: without `to:` it would go to every default account."""
    lines = [f"title: {scalar(escape(title, begins=True))}", *([f"summary: {scalar(summary)}"] if summary else []), f"date: {date}"]
    lines += [f"to: [{', '.join(scalar(name, inside=True) for name in accounts)}]"] if accounts else ["draft: true"]
    return "---\n" + "\n".join([*lines, "digest: true"]) + "\n---\n"


def body(pieces: Sequence[Piece], links: Sequence[Noted]) -> str:
    """The issue: articles with one line each, then the links in their author's sections. Readers see nothing but words and links."""
    sections: dict[str, list[Noted]] = {}
    for link in links:
        sections.setdefault(link.section or ELSEWHERE, []).append(link)
    parts = [f"## {ARTICLES}"] if pieces and links else []
    parts += [text for piece in pieces for text in _piece(piece)]
    for heading, entries in sections.items():
        parts += [f"## {escape(heading, begins=False)}"] if pieces or len(sections) > 1 or heading != ELSEWHERE else []
        parts.append("\n".join(f"- {_link(entry)}" for entry in entries))
    return "\n\n".join(parts) + "\n"


def _piece(piece: Piece) -> Iterable[str]:
    yield f"### [{_label(piece.title)}]({target(piece.url)})" if piece.url else f"### {escape(piece.title, begins=False)}"
    if piece.line and piece.line != piece.title:
        yield escape(" ".join(piece.line.split()), begins=True)


def _link(link: Noted) -> str:
    """A link with its remark, which is markdown of the author's own and stays as it is."""
    if link.title:
        return f"[{link.title}]({target(link.url)}){': ' if link.remark else ''}{link.remark}"
    if link.remark:
        return f"{_END.sub('', link.remark)} ([{_label(_host(link.url))}]({target(link.url)}))"
    return f"[{_label(_short(link.url))}]({target(link.url)})"


def _label(words: str) -> str:
    """Words between the square brackets of a link."""
    brackets = {"[": "&#91;", "]": "&#93;"}
    parts = re.split(r"([\[\]])", words)
    return "".join(brackets.get(part) or escape(part, begins=False) + "\\" * part.endswith("\\") for part in parts)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _short(url: str) -> str:
    """An address as words: without its scheme, and not too long."""
    words = _host(url) + urlsplit(url).path.rstrip("/")
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
