"""A newsletter issue of what went out and of what its author noted, as the markdown of a post that its author may edit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from bot.foreign.escaping import escape, target
from bot.foreign.written import scalar
from bot.model.tree import Paragraph
from bot.text.inline import flat
from bot.text.language import detect
from bot.text.markdown import read

if TYPE_CHECKING:
    from bot.foreign.noted import Noted

PREVIEW = 300
"""Characters of the words that mailboxes show beside a subject."""

SUBJECT = 60
"""Characters of a title that a subject shows whole in most mail programs, beside the newsletter's name."""

SHOWN = 60
"""Characters of an address that is shown for want of a title and of a remark."""

_END = re.compile(r"[.:;,\s]+\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """An article of the author: where readers find it (`url`, empty where nowhere), what it is about, in one line, and its language."""

    slug: str
    title: str
    url: str
    line: str = ""
    lang: str = ""


class Words(NamedTuple):
    """What an issue says by itself, in one language: two headings, and what stands in a subject, with a place for a number."""

    articles: str
    elsewhere: str
    more: str
    link: str
    links: str


WORDS = {
    "en": Words("Articles", "Elsewhere", "{} and {} more", "{} link", "{} links"),
    "de": Words("Artikel", "Anderswo", "{} und {} mehr", "{} Link", "{} Links"),
    "es": Words("Artículos", "En otros sitios", "{} y {} más", "{} enlace", "{} enlaces"),
    "fr": Words("Articles", "Ailleurs", "{} et {} de plus", "{} lien", "{} liens"),
    "it": Words("Articoli", "Altrove", "{} e {} in più", "{} link", "{} link"),
    "ja": Words("記事", "ほかのリンク", "{}、ほか{}件", "リンク{}件", "リンク{}件"),
    "ko": Words("글", "다른 링크", "{} 외 {}건", "링크 {}개", "링크 {}개"),
    "nl": Words("Artikelen", "Elders", "{} en nog {}", "{} link", "{} links"),
    "pt": Words("Artigos", "Em outros lugares", "{} e mais {}", "{} link", "{} links"),
    "ru": Words("Статьи", "Другие ссылки", "{} и ещё {}", "ссылок: {}", "ссылок: {}"),
    "zh": Words("文章", "其他链接", "{}，另有 {} 篇", "{} 个链接", "{} 个链接"),
}
"""By language; English stands for all others."""


def language(pieces: Sequence[Piece], links: Sequence[Noted]) -> str:
    """The language of most of the articles, the newest first where that is undecided; without any, of what is said of the links."""
    spoken = Counter(piece.lang for piece in pieces if piece.lang)
    return spoken.most_common(1)[0][0] if spoken else detect("\n".join(f"{link.section} {link.title} {link.remark}" for link in links))


def subject(pieces: Sequence[Piece], links: Sequence[Noted], name: str, lang: str = "en") -> str:
    """What the mail is called: the newsletter's name, the title that says most, and how many more there are."""
    words = WORDS.get(lang, WORDS["en"])
    titles = [piece.title for piece in pieces] or [link.title for link in links if link.title]
    best = next((title for title in titles if len(title) <= SUBJECT), titles[0] if titles else "")
    more = len(pieces) + len(links) - bool(best)
    said = words.more.format(best, more) if best and more else best or (words.link if more == 1 else words.links).format(more)
    return f"{name}: {said}" if name else said


def preview(pieces: Sequence[Piece], links: Sequence[Noted], title: str) -> str:
    """What mailboxes show beside the subject: the titles of articles that it does not say, for a single one what that is about, and
    without any article the titles or remarks of the links."""
    others = [piece.title for piece in pieces if piece.title not in title] or [piece.line for piece in pieces if piece.line != piece.title]
    noted = [] if pieces else [_bare(link.title or link.remark) for link in links if not link.title or link.title not in title]
    return _cut(" · ".join(dict.fromkeys(filter(None, (*others, *noted)))))


def matter(title: str, summary: str, date: str, accounts: Sequence[str], lang: str = "en") -> str:
    """The front matter. With no account the post is a draft: without `to:` it would go to every default account."""
    lines = [f"title: {scalar(escape(title, begins=True))}", *([f"summary: {scalar(summary)}"] if summary else []), f"date: {date}"]
    lines += [f"to: [{', '.join(scalar(name, inside=True) for name in accounts)}]"] if accounts else ["draft: true"]
    lines += [f"lang: {lang}"] if lang != "en" else []
    return "---\n" + "\n".join([*lines, "digest: true"]) + "\n---\n"


def body(pieces: Sequence[Piece], links: Sequence[Noted], lang: str = "en") -> str:
    """The issue: articles with one line each, then the links in their author's sections. Readers see nothing but words and links."""
    words = WORDS.get(lang, WORDS["en"])
    sections: dict[str, list[Noted]] = {}
    for link in links:
        sections.setdefault(link.section or words.elsewhere, []).append(link)
    parts = [f"## {words.articles}"] if pieces and links else []
    parts += [text for piece in pieces for text in _piece(piece)]
    for heading, entries in sections.items():
        parts += [f"## {escape(heading, begins=False)}"] if pieces or len(sections) > 1 or heading != words.elsewhere else []
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


def _bare(remark: str) -> str:
    """What a reader sees of the author's markdown, in one line."""
    return " ".join(flat(block.children) for block in read(remark)[0] if isinstance(block, Paragraph))


def _cut(words: str) -> str:
    """As much as a mailbox may show, up to the end of a word."""
    return words if len(words) <= PREVIEW else f"{words[: PREVIEW - 1].rpartition(' ')[0]}…"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _short(url: str) -> str:
    """An address as words: without its scheme, and not too long."""
    words = _host(url) + urlsplit(url).path.rstrip("/")
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
