"""A mail as its reader sees it: the few tags that every mail program shows, and nothing a browser could be made to do."""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from bot.rehearsal.feed import Entry, Run, Source, safe_href
from bot.rehearsal.wire import text_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from bot.rehearsal.entries import PostEntry

SHOWN = frozenset(
    "p h1 h2 h3 h4 h5 h6 a strong em s sup sub code pre blockquote ol ul li table thead tbody tr th td br hr figure figcaption".split()  # noqa: SIM905
)
EMPTY = frozenset({"br", "hr"})
SILENT = frozenset({"script", "style", "title", "template", "textarea", "iframe", "noscript", "xmp", "svg", "math"})
SIDES = frozenset({"left", "right", "center"})
_END = re.compile(r"<[bh]r>|</(?:p|h[1-6]|li|tr|pre|blockquote|figure|figcaption)>")
_TAG = re.compile(r"<[^<>]*>")


class _Mail(HTMLParser):
    """Writes what it reads once more: tags of `SHOWN` alone, closed in order, without attributes but safe links and sides."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent.append(tag)
        elif not self.silent and tag == "img":
            self.parts.append(f'<em class="remote">Picture: {escape(dict(attrs).get("alt") or "without words")}</em>')
        elif not self.silent and tag in SHOWN:
            self.parts.append(f"<{tag}{_kept(tag, dict(attrs))}>")
            if tag not in EMPTY:
                self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass
        while tag in self.open and not self.silent:
            last = self.open.pop()
            self.parts.append(f"</{last}>")
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(escape(data))


def _kept(tag: str, attributes: dict[str, str | None]) -> str:
    if tag == "a" and (href := safe_href(attributes.get("href") or "")):
        return f' href="{escape(href)}" rel="nofollow noopener noreferrer"'
    side = attributes.get("align") or ""
    return f' class="{side}"' if tag in {"td", "th"} and side in SIDES else ""


def shown(html: str) -> Markup:
    """A mail's HTML, made harmless. Pictures from elsewhere are named, not fetched."""
    from markupsafe import Markup

    return Markup(_harmless(html))  # noqa: S704 - every part is escaped, every tag one of ours


def plain(html: str) -> str:
    """The words of a mail's HTML, a paragraph a line."""
    return unescape(_TAG.sub("", _END.sub("\n", _harmless(html)))).strip()


def _harmless(html: str) -> str:
    mail = _Mail()
    mail.feed(html)
    mail.close()
    return "".join((*mail.parts, *(f"</{tag}>" for tag in reversed(mail.open))))


def mails(posts: list[PostEntry], _: Source) -> Iterator[Entry]:
    """Issues with subject, preview text and body, and to whom they went."""
    return map(_mail, posts)


def stories(posts: list[PostEntry], _: Source) -> Iterator[Entry]:
    """Stories of a blog that takes HTML: who sees them, their tags, and where they were first."""
    for post in posts:
        place = "a draft, seen by its author alone" if text_in(post.fields, "status") == "draft" else ""
        tags = post.fields.get("tags")
        marks = " ".join(f"#{tag}" for tag in tags) if isinstance(tags, list) else ""
        yield Entry(post.id, post.account, "", post.at, (), title=post.title, flair=marks, place=place, body=shown(post.seen))


def mailings(posts: list[PostEntry], _: Source) -> Iterator[Entry]:
    """Issues that were mailed to their readers one by one: each once, with how many got it."""
    copies = Counter(text_in(post.fields, "same_as") for post in posts)
    for post in posts:
        if "same_as" not in post.fields:
            people = copies[post.id] + 1
            place = f"mailed to {people:,} people" if people > 1 else "mailed to one person"
            yield Entry(post.id, post.account, "", post.at, (), title=post.title, place=place, body=shown(post.seen))


def _mail(post: PostEntry) -> Entry:
    preview = text_in(post.fields, "description")
    draft = text_in(post.fields, "status") == "draft"
    runs = (Run("text", preview),) if preview else ()
    place = "draft, seen by nobody" if draft else "sent to every subscriber"
    return Entry(post.id, post.account, "", post.at, runs, title=post.title, place=place, body=shown(post.seen))
