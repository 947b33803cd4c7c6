"""What a LinkedIn post says, and its wire form: little text, where everything reserved is escaped but links, hashtags and mentions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.model.draft import Draft, FieldValue, Problem, Segment, Span
from bot.platforms._linkedin_links import lines, plain_link, wire_link, with_mentions
from bot.text import count, summary
from bot.text.article import read as read_article
from bot.text.brief import brief
from bot.text.figures import KEY, Figure
from bot.text.links import canonical
from bot.text.losses import losses
from bot.text.pictures import Album, Room
from bot.text.plain import Words, block_text
from bot.text.readers import for_reader
from bot.text.split import pieces
from bot.text.tags import hashtags
from bot.text.thread import whole

if TYPE_CHECKING:
    from bot.model.post import Override, Post
    from bot.model.settings import Account as AnyAccount
    from bot.platforms.base import Limits
    from bot.platforms.linkedin import Account

RESERVED = "\\|{}@[]()<>#*_~"
"""Characters of little text that mean something (Microsoft Learn, little text format, 2026-05)."""

DISCLOSURES = {"affiliate": "#ad (affiliate links)", "sponsored": "#ad (sponsored)"}
"""Said in the first line, as the FTC's guides for endorsements ask (2023)."""

_ELEMENT = re.compile(
    r"@\[(?P<name>[^\[\]\n]{1,200})\]\((?P<urn>urn:li:[\w:.-]{1,200})\)"
    r"|(?P<link>https?://[^\s<>\"“”]+)"
    r"|(?<![\w&/#])(?P<tag>#(?=[^\W_]*[^\W\d_])[^\W_]+)(?!\w)"
)
_AFTER_LINK = re.compile(r"[.,;:!?'’»…]+$")


def draft(post: Post, account: AnyAccount, limits: Limits) -> Draft:
    """The LinkedIn post of `post` for `account`."""
    post = replace(post, blocks=for_reader(post.blocks, {account.name, account.platform}))
    override = post.override(account.name, account.platform)
    link = "" if post.note else canonical(post, "linkedin", friend=account.friend)
    raw, problems = _raw(post, account, override, link, limits)
    album = Album(post, _room(limits, account, alone=bool(link) and account.link == "card"))
    said = read(raw)
    (media,) = album.spread([_figures(post)], each=None if post.note else 1, everything=post.note, wish=override.pictures)
    size = count.length(said.text, limits.counter)
    segment = Segment(said.text, size, limits.maximum, limits.counter, little(said), said.spans, media)
    lost = losses(post, album.drawn) if override.mode == "full" and not override.segments else []
    problems += [*album.problems, *lost, *_checked(segment, override)]
    visibility = str(getattr(account, "visibility", "PUBLIC")).lower()
    fields = _fields(post, account, link)
    return Draft(
        account.name,
        account.platform,
        override.title or post.title,
        (segment,),
        fields,
        tuple(problems),
        visibility=visibility,
        wanted=tuple(album.wanted),
        unfit=tuple(album.unfit),
    )


def read(raw: str) -> Words:
    """Text as an author or we write it, with `@[Name](urn:li:...)` for mentions, as readers see it, with spans."""
    parts: list[str] = []
    spans: list[Span] = []
    at = done = 0
    for match in _ELEMENT.finditer(raw):
        shown, target, end = _element(match)
        parts += [raw[done : match.start()], shown]
        at += match.start() - done
        spans.append(Span(at, at + len(shown), "mention" if match["urn"] else "link" if match["link"] else "hashtag", target))
        at, done = at + len(shown), end
    parts.append(raw[done:])
    return Words("".join(parts), tuple(spans))


def _element(match: re.Match[str]) -> tuple[str, str, int]:
    """How a mention, link or hashtag shows, what it points at, and where it ends in the source."""
    if match["urn"]:
        return match["name"], match["urn"], match.end()
    if match["tag"]:
        return match["tag"], match["tag"][1:], match.end()
    bare = _AFTER_LINK.sub("", match["link"])
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = _AFTER_LINK.sub("", bare[:-1])
    shown = plain_link(bare)
    return shown, shown, match.start() + len(bare)


def little(said: Words) -> str:
    """The wire form: hashtags as they are, mentions as elements, every other reserved character escaped or encoded."""
    parts: list[str] = []
    done = 0
    for span in said.spans:
        shown = said.text[span.start : span.end]
        parts.append(escape(said.text[done : span.start]))
        element = wire_link(shown) if span.kind == "link" else shown
        parts.append(f"@[{escape(shown)}]({span.target})" if span.kind == "mention" else element)
        done = span.end
    return "".join((*parts, escape(said.text[done:])))


def escape(text: str) -> str:
    """Plain words as little text."""
    return "".join(f"\\{character}" if character in RESERVED else character for character in text)


def _raw(post: Post, account: AnyAccount, override: Override, link: str, limits: Limits) -> tuple[str, list[Problem]]:
    """The words: the author's own as they are, else a note as it is, else the article in brief."""
    if override.segments:
        return "\n\n".join(override.segments), []
    if post.note:
        return _with_mentions(block_text(post.blocks)), []
    problems = [] if link else [Problem("warning", "no-link", "The post has no address, so nobody can read on: add url:.", 1)]
    article = read_article(post)
    voice = cast("Account", account)
    head = [DISCLOSURES[post.disclosure]] if post.disclosure in DISCLOSURES else []
    if override.mode == "full":
        body = [part.text for part in whole(article, limits.maximum // 4, limits.counter, entire=True)]
    else:
        hook = voice.hook if post.url or voice.hook != "finding" else "title"
        body = brief(article, limits.fold, limits.counter, hook, voice.shape, voice.length)
    others = lines(post, "\n".join(body)) if account.link in {"text", "card"} else []
    closing = link if post.title in body else f"{post.title}\n{link}"
    foot = [closing if link and account.link == "text" else "", *others]
    tail = ["\n".join(filter(None, foot))] if any(foot) else []
    if voice.tags and (tags := hashtags(post, voice.tags)):
        tail.append(" ".join(tags))
    kept = _fitting(head, body, tail, limits)
    if len(kept) < len(body) and override.mode == "full":
        problems.append(
            Problem("warning", "too-long", f"LinkedIn takes {limits.maximum} characters: the end of the text is left out.", override.line)
        )
    return with_mentions("\n\n".join((*head, *kept, *tail)), post, account), problems


def _fitting(head: list[str], body: list[str], tail: list[str], limits: Limits) -> list[str]:
    """As many paragraphs of `body` as fit; a single one that does not is cut at a sentence."""
    kept = list(body)
    while len(kept) > 1 and count.length("\n\n".join((*head, *kept, *tail)), limits.counter) > limits.maximum:
        kept.pop()
    room = limits.maximum - count.length("\n\n".join((*head, "", *tail)), limits.counter)
    return [pieces(kept[0], room, limits.counter)[0], *kept[1:]] if kept and room > 0 else kept


def _with_mentions(said: Words) -> str:
    text = said.text
    for span in reversed([span for span in said.spans if span.kind == "mention"]):
        text = f"{text[: span.start]}@[{text[span.start : span.end]}]({span.target}){text[span.end :]}"
    return text


def _fields(post: Post, account: AnyAccount, link: str) -> dict[str, FieldValue]:
    """Who speaks, when it is not the member: a yes is for that voice. A card or a first comment, where the link goes there."""
    author = str(getattr(account, "author", "person"))
    speaker: dict[str, FieldValue] = {} if author == "person" else {"author": author}
    if link and account.link == "card":
        return speaker | {"card_url": link, "card_title": post.title, "card_description": summary.description(post)}
    return speaker | ({"first_comment": "\n".join((link, *lines(post, "")))} if link and account.link == "comment" else {})


def _figures(post: Post) -> list[Figure]:
    """What the article shows and what could stand alone, whoever wrote the words."""
    return [figure for figure in read_article(post).figures() if figure.drawing is None or figure.worth >= KEY or post.note]


def _room(limits: Limits, account: AnyAccount, *, alone: bool) -> Room:
    """What there is room for; a card has a single picture."""
    media = limits.media
    return Room(
        count=1 if alone else media.count, kinds=media.kinds, bytes=media.bytes, pixels=media.pixels, alt=media.alt, theme=account.theme
    )


def _checked(segment: Segment, override: Override) -> list[Problem]:
    first = segment.text.split("\n", 1)[0]
    problems = []
    if not any(unicodedata.category(character)[0] not in "ZC" for character in first):
        problems.append(
            Problem("error", "empty", "The post's first line is empty, so readers see nothing: begin with words.", override.line)
        )
    if segment.length > segment.limit:
        message = f"Your text has {segment.length} characters, LinkedIn takes {segment.limit}: shorten it."
        problems.append(Problem("error", "too-long", message, override.line))
    return problems
