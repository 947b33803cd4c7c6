"""What a Mastodon thread says: a summary, or whole with `mode: full`, by the limits that the account's server tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast, get_args

from bot.model.draft import Draft, FieldValue, Problem, Segment, Span
from bot.platforms.mastodon import Visibility
from bot.text import count, ending, handwritten
from bot.text.article import read
from bot.text.figures import openers
from bot.text.losses import losses
from bot.text.mentions import code_of, mention
from bot.text.passages import figures_of
from bot.text.pictures import Album, Room
from bot.text.plain import block_text
from bot.text.readers import for_reader
from bot.text.split import pack
from bot.text.tags import hashtags
from bot.text.thread import Part, thread, whole

if TYPE_CHECKING:
    from bot.model.draft import Counter, Media
    from bot.model.post import Override, Post
    from bot.model.settings import Account as AnyAccount
    from bot.platforms.base import Facts, Limits
    from bot.platforms.mastodon import Account

DISCLOSURES = {"affiliate": "#ad (affiliate links)", "sponsored": "#ad (sponsored)"}
"""Said in the first post, as the FTC's guides for endorsements ask (2023)."""

LONGEST_PART = 500
"""Characters of a composed post, also on servers that take more: a thread is read in pieces of the usual size."""

LONGEST_WARNING = 100
"""Characters of a content warning, which count with every post."""

_MARK = re.compile(
    r"(?<![\w&/#])#(?=\w*[^\W\d_])\w+"
    r"|(?<![=/\w])@[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?(?![\w@]|://)"
)


@dataclass(frozen=True, slots=True)
class _Server:
    """What the account's server takes in one post, and how it counts."""

    maximum: int
    counter: Counter
    room: Room
    longest: int

    def length(self, text: str) -> int:
        return count.length(text, self.counter)


def draft(post: Post, account: AnyAccount, limits: Limits, facts: Facts) -> Draft:
    """The thread of `post` for `account`; `facts` are of its server, empty before it was asked."""
    post = replace(post, blocks=for_reader(post.blocks, {account.name, account.platform}))
    override, voice = post.override(account.name, account.platform), cast("Account", account)
    cw = " ".join(_field(override, "cw", voice.cw).split())
    server = _server(limits, facts, account, min(warned := len(count.graphemes(cw)), LONGEST_WARNING))
    parts, problems = _parts(post, voice, override, server)
    full = override.mode == "full" or post.note
    offers = [part.images for part in parts]
    if offers and not full:
        offers[0] += openers(read(post).figures())
    if override.segments:
        offers = handwritten.beside(override.segments, [part.text for part in parts], offers)
        parts, problems = [Part(text) for text in override.segments], []
    album = Album(post, server.room)
    shown = album.spread(offers, everything=full, wish=override.pictures)
    segments = tuple(_segment(part, server, media) for part, media in zip(parts, shown, strict=True))
    visibility, unknown = _visibility(override, voice)
    problems += [
        *album.problems,
        *(losses(post, album.drawn) if override.mode == "full" and not override.segments else []),
        *unknown,
        *([_long_warning(warned, override)] if warned > LONGEST_WARNING else []),
        *_too_long(segments, override, server, cw),
    ]
    return Draft(
        account.name,
        account.platform,
        post.title,
        segments,
        _fields(post, voice, cw),
        tuple(problems),
        visibility=visibility,
        wanted=tuple(album.wanted),
        unfit=tuple(album.unfit),
    )


def _server(limits: Limits, facts: Facts, account: AnyAccount, warning: int) -> _Server:
    """The limits as the server tells them; a content warning of `warning` characters counts with every post."""
    media = limits.media
    told = {name: value for name, value in facts.items() if isinstance(value, int) and value > 0}
    maximum, counter, reserved = told.get("max_characters", limits.maximum), limits.counter, facts.get("characters_reserved_per_url")
    if reserved not in (None, count.LINK_WEIGHT):  # not Mastodon itself: nobody knows how it counts links, so every letter counts
        maximum, counter = maximum - (reserved if isinstance(reserved, int) else 0), "chars"
    kinds = facts.get("supported_mime_types")
    room = Room(
        count=min(told.get("max_media_attachments", media.count), 16),
        kinds=[kind for kind in media.kinds if kind in kinds] if isinstance(kinds, list) and kinds else media.kinds,
        bytes=told.get("image_size_limit", media.bytes),
        pixels=told.get("image_matrix_limit", media.pixels),
        alt=min(told.get("description_limit", media.alt), media.alt),
        theme=account.theme,
    )
    return _Server(max(maximum - warning, 1), counter, room, limits.longest_thread)


def _fields(post: Post, account: Account, cw: str) -> dict[str, FieldValue]:
    """Where it goes, in which language it is, and the warning before it, if there is one."""
    said: dict[str, FieldValue] = {"server": account.server.lower(), "language": post.lang}
    return said | ({"cw": cw} if cw else {})


def _field(override: Override, name: str, otherwise: str) -> str:
    said = override.fields.get(name, otherwise)
    return said if isinstance(said, str) else " ".join(said)


def _visibility(override: Override, account: Account) -> tuple[Visibility, list[Problem]]:
    said = _field(override, "visibility", account.visibility).strip().lower()
    if said in get_args(Visibility):
        return cast("Visibility", said), []
    words = f"visibility is {said[:40]!r}; write {', '.join(get_args(Visibility))}."
    return account.visibility, [Problem("error", "visibility", words, override.line)]


def _parts(post: Post, account: Account, override: Override, server: _Server) -> tuple[list[Part], list[Problem]]:
    """The words as they are composed: a note as it is, else the article as a thread with its hashtags and its link."""
    if post.note:
        texts = [packed.text for packed in pack([block_text(post.blocks).text], server.maximum, server.counter, post.lang)]
        return [Part(text, figures_of(post) if number == 0 else ()) for number, text in enumerate(texts)], []
    full = override.mode == "full"
    most = server.longest if full else account.thread
    link = ending.links(post, "mastodon", friend=account.friend, others=most > 1) if account.link != "none" else ""
    problems = [] if post.url else [_no_link()]
    room = server.maximum if full else min(server.maximum, LONGEST_PART)
    room -= len(f"{server.longest}/{server.longest} ") if account.numbering else 0
    marks = hashtags(post, account.tags) if account.tags else ()
    if full:
        parts = list(whole(read(post), room, server.counter, entire=True))
    else:
        around = [DISCLOSURES.get(post.disclosure or "", ""), " ".join(marks), link if most == 1 else ""]
        kept = sum(server.length(f"{text}\n\n") for text in around if text)
        hook = account.hook if post.url or account.hook != "finding" else "title"
        parts = list(thread(read(post), max(room - kept, room // 2), server.counter, max(1, most - bool(link)), hook))
    parts = ending.headed(parts, DISCLOSURES.get(post.disclosure or "", ""), room, server.counter, post.lang)
    if len(parts) + bool(link) > max(most, 1 + bool(link)):
        words = f"The whole text needs {len(parts)} posts; the thread ends after {most}."
        problems.append(Problem("warning", "too-long", words, override.line))
        parts = parts[: most - bool(link)]
    parts = ending.marked(parts, marks, room, server.counter)
    parts = ending.closed(parts, _endings(parts, post, link), room, server.counter, most)
    parts = _mentioned(parts, post, account, room, server)
    return ending.numbered(parts) if account.numbering else parts, problems


def _long_warning(size: int, override: Override) -> Problem:
    words = f"The content warning has {size} characters, at most {LONGEST_WARNING} leave room for the posts: shorten cw."
    return Problem("error", "too-long", words, override.line)


def _no_link() -> Problem:
    return Problem("warning", "no-link", "The post has no address, so the thread ends without a link: add url:.", 1)


def _endings(parts: Sequence[Part], post: Post, link: str) -> Sequence[Sequence[str]]:
    """The title above the link unless it was said, else the link alone."""
    said = "\n".join(part.text for part in parts).casefold()
    return ((post.title, link), (link,)) if link and post.title.casefold() not in said else ((link,),)


def _mentioned(parts: Sequence[Part], post: Post, account: Account, room: int, server: _Server) -> list[Part]:
    texts = mention(
        [part.text for part in parts],
        account.mentions,
        lambda _, handle: handle,
        lambda text: server.length(text) <= room,
        code_of(post.blocks, list(account.mentions)),
    )
    return [replace(part, text=text) for part, text in zip(parts, texts, strict=True)]


def _segment(part: Part, server: _Server, media: tuple[Media, ...]) -> Segment:
    return Segment(part.text, server.length(part.text), server.maximum, server.counter, part.text, _spans(part.text), media)


def _spans(text: str) -> tuple[Span, ...]:
    """Links that are written with their scheme, hashtags and mentions, as Mastodon will make them."""
    links = [Span(link.start, link.end, "link", text[link.start : link.end]) for link in count.links(text) if link.explicit]
    marks = [
        Span(match.start(), match.end(), "hashtag" if match[0][0] == "#" else "mention", match[0][1:])
        for match in _MARK.finditer(text)
        if not any(link.start <= match.start() < link.end for link in links)
    ]
    return tuple(sorted((*links, *marks), key=lambda span: span.start))


def _too_long(segments: Sequence[Segment], override: Override, server: _Server, cw: str) -> list[Problem]:
    """Only the author's own text can be too long: it is never cut."""
    beside = " beside its content warning" if cw else ""
    problems = [
        Problem(
            "error",
            "too-long",
            f"Post {index} of your thread has {segment.length} characters, the server takes {segment.limit}{beside}: shorten it.",
            override.line,
        )
        for index, segment in enumerate(segments, 1)
        if segment.length > segment.limit
    ]
    if len(segments) > server.longest:
        words = f"Your thread has {len(segments)} posts; the longest is {server.longest}."
        problems.append(Problem("error", "too-long", words, override.line))
    if any(not segment.text.strip() for segment in segments):
        problems.append(Problem("error", "empty", "A post of your thread is empty: write it or take it out.", override.line))
    return problems
