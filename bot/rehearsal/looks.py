"""How each platform shows posts to a reader. One function for each, in `LOOKS`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.rehearsal import bluesky_view, devto_view, discord_view, ghost_view, little, mail_view, mastodon_view, nostr_view, telegram_view
from bot.rehearsal.entries import PostEntry
from bot.rehearsal.feed import Article, Entry, Run, Source, fold, linked, pictures, safe_href, short
from bot.rehearsal.reddit_shapes import username
from bot.rehearsal.wire import text_in
from bot.rehearsal.x_view import handle

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

FOLD_CHARACTERS = 200
FOLD_LINES = 3
"""LinkedIn names no figures; quality.md's 200 characters, and the three lines its pages show."""

Look = Callable[[list[PostEntry], Source], Iterator[Entry]]
"""From posts, newest first, to entries, newest first; one at a time, as only the first are shown."""

One = Callable[..., Entry]
"""From a post, its pictures' source and the replies below it to an entry."""

X_WORDS = re.compile(r"(?<![\w&/])([#＃]\w*[^\W\d]\w*|@[A-Za-z0-9_]{1,15})(?!\w)")


def linkedin(posts: list[PostEntry], source: Source) -> Iterator[Entry]:
    """Cards with their fold, their article or pictures, and the comments below them."""
    comments: dict[str, list[Entry]] = {}
    for post in reversed(posts):
        if post.parent:
            comments.setdefault(post.parent, []).append(Entry(post.id, post.account, "", post.at, tuple(linked(post.seen))))
    return (_card(post, comments.get(post.id, []), source) for post in posts if not post.parent)


def _card(post: PostEntry, replies: list[Entry], source: Source) -> Entry:
    reading = little.read(post.text)
    runs: list[Run] = []
    for run in reading.runs:
        tag = f"https://www.linkedin.com/feed/hashtag/{run.target}"
        runs += linked(run.text) if run.kind == "text" else [Run(run.kind, run.text, tag if run.kind == "hashtag" else "")]
    lost = "" if reading.cut is None else f"LinkedIn cut the text here, at an unescaped {post.text[reading.cut]}"
    content = post.fields.get("content")
    article = _article(post, content, source) if text_in(content, "article", "source") else None
    return Entry(
        post.id,
        post.account,
        "organisation" if text_in(post.fields.get("author")).startswith("urn:li:organization") else "",
        post.at,
        tuple(runs),
        fold(runs, FOLD_CHARACTERS, FOLD_LINES),
        () if article else pictures(post, source),
        article,
        tuple(replies),
        warning=lost,
        edited="edits" in post.fields,
    )


def _article(post: PostEntry, content: object, source: Source) -> Article:
    url = text_in(content, "article", "source")
    shown = pictures(post, source)
    words = text_in(content, "article", "title"), text_in(content, "article", "description")
    return Article(*words, short(url).partition("/")[0], safe_href(url), shown[0] if shown else None)


def x(posts: list[PostEntry], source: Source) -> Iterator[Entry]:
    """Threads of short posts."""
    return _threads(posts, source, _tweet)


def mastodon(posts: list[PostEntry], source: Source) -> Iterator[Entry]:
    """Threads, each post with its content warning and with who may see it."""
    return _threads(posts, source, _toot)


def bluesky(posts: list[PostEntry], source: Source) -> Iterator[Entry]:
    """Threads, each post with its facets, and with pictures or a card."""
    return _threads(posts, source, bluesky_view.entry)


def nostr(posts: list[PostEntry], source: Source) -> Iterator[Entry]:
    """Threads of notes, and whole articles."""
    return _threads(posts, source, nostr_view.entry)


def devto(posts: list[PostEntry], source: Source) -> Iterator[Entry]:
    """Whole articles."""
    return (devto_view.entry(post, source) for post in posts)


def _toot(post: PostEntry, source: Source, replies: tuple[Entry, ...] = ()) -> Entry:
    warning, seen_by = text_in(post.fields, "spoiler_text"), text_in(post.fields, "visibility")
    return Entry(
        post.id,
        post.account,
        mastodon_view.username(post.account),
        post.at,
        tuple(mastodon_view.runs(post.seen)),
        pictures=pictures(post, source),
        replies=replies,
        title=warning,
        place={"public": "", "unlisted": "unlisted", "private": "followers only"}.get(seen_by, seen_by),
        edited="edits" in post.fields,
    )


def _threads(posts: list[PostEntry], source: Source, one: One) -> Iterator[Entry]:
    """Each root with what hangs below it, in order."""
    below: dict[str, list[PostEntry]] = {}
    there = {post.id for post in posts}
    for post in reversed(posts):
        below.setdefault(post.parent if post.parent in there else "", []).append(post)
    return (_thread(root, below, source, one) for root in reversed(below.get("", [])))


def _thread(root: PostEntry, below: Mapping[str, list[PostEntry]], source: Source, one: One) -> Entry:
    replies: list[Entry] = []
    waiting = list(reversed(below.get(root.id, [])))
    while waiting:
        post = waiting.pop()
        replies.append(one(post, source))
        waiting += reversed(below.get(post.id, []))
    top = one(root, source, tuple(replies))
    return replace(top, warning="Replies to a post that is gone") if root.parent else top


def _tweet(post: PostEntry, source: Source, replies: tuple[Entry, ...] = ()) -> Entry:
    return Entry(post.id, post.account, handle(post.account), post.at, tuple(_x_runs(post.seen)), (), pictures(post, source), None, replies)


def _x_runs(text: str) -> list[Run]:
    from twitter_text import extract_urls_with_indices

    runs: list[Run] = []
    at = 0
    for found in extract_urls_with_indices(text):
        start, end = found["indices"]
        url = found["url"]
        full = url if urlsplit(url).scheme in {"http", "https"} else f"http://{url}"
        runs += [*_x_words(text[at:start]), Run("link", short(url), safe_href(full))]
        at = end
    return [run for run in [*runs, *_x_words(text[at:])] if run.text]


def _x_words(text: str) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for found in X_WORDS.finditer(text):
        word = found[1]
        href = f"https://x.com/{word[1:]}" if word.startswith("@") else f"https://x.com/hashtag/{word[1:]}"
        runs += [Run("text", text[at : found.start()]), Run("mention" if word.startswith("@") else "hashtag", word, href)]
        at = found.end()
    return [*runs, Run("text", text[at:])]


def reddit(posts: list[PostEntry], _: Source) -> Iterator[Entry]:
    """Submissions with their markdown rendered."""
    return map(_submission, posts)


def _submission(post: PostEntry) -> Entry:
    from markupsafe import Markup

    link = text_in(post.fields.get("url"))
    article = Article(short(link), "", short(link).partition("/")[0], safe_href(link), None) if link else None
    body = Markup(_markdown().render(post.seen)) if post.seen else None  # noqa: S704 - rendered with HTML off
    place, flair = text_in(post.fields.get("subreddit")), text_in(post.fields.get("flair_text"))
    name = username(post.account)
    return Entry(
        post.id, name, name, post.at, article=article, title=post.title, place=place, flair=flair, body=body, edited="edits" in post.fields
    )


@cache
def _markdown() -> MarkdownIt:
    """Reddit's markdown as far as its reader notices: tables, strike-through, bare addresses; no HTML, no pictures."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable(["table", "strikethrough", "linkify"]).disable("image")
    made.validateLink = lambda url: bool(safe_href(url))  # type: ignore[method-assign]
    plain = made.parse

    def parse(text: str, env: dict[str, object] | None = None) -> list[object]:
        tokens = plain(text, env)
        for token in tokens:
            align = str(token.attrs.pop("style", ""))
            if align:  # inline styles are against the page's policy
                token.attrSet("class", align.rpartition(":")[2])
        return list(tokens)

    made.parse = parse  # type: ignore[method-assign,assignment]
    return made


LOOKS: Mapping[str, tuple[str, Look]] = {
    "linkedin": ("LinkedIn", linkedin),
    "x": ("X", x),
    "mastodon": ("Mastodon", mastodon),
    "bluesky": ("Bluesky", bluesky),
    "devto": ("dev.to", devto),
    "reddit": ("Reddit", reddit),
    "medium": ("Medium", mail_view.stories),
    "buttondown": ("Buttondown", mail_view.mails),
    "kit": ("Kit", mail_view.mails),
    "mailchimp": ("Mailchimp", mail_view.mails),
    "smtp": ("Mail", mail_view.mailings),
    "telegram": ("Telegram", telegram_view.posts),
    "discord": ("Discord", discord_view.posts),
    "ghost": ("Ghost", ghost_view.posts),
    "nostr": ("Nostr", nostr),
}
"""Platform to its label and look, in the order of the columns."""
