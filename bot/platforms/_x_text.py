"""What an X thread says: segments by weight, the link once and last, pictures beside their words, and what it costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.model.draft import Draft, Problem, Segment, Span
from bot.platforms import _x_links
from bot.text import count, ending, handwritten
from bot.text.article import read
from bot.text.figures import openers
from bot.text.losses import losses
from bot.text.passages import figures_of
from bot.text.pictures import Album, Room
from bot.text.plain import block_text
from bot.text.readers import for_reader
from bot.text.split import pack
from bot.text.tags import hashtags
from bot.text.thread import Part, thread, whole

if TYPE_CHECKING:
    from bot.model.draft import Media
    from bot.model.post import Override, Post
    from bot.model.settings import Account as AnyAccount
    from bot.platforms.base import Limits
    from bot.platforms.x import Account
    from bot.text.figures import Figure

DISCLOSURES = {"affiliate": "#ad (affiliate links)", "sponsored": "#ad (sponsored)"}
"""Said in the first post, as the FTC's guides for endorsements ask (2023)."""

_MARK = re.compile(
    r"(?<![\w&/#＃@＠])[#＃](?=\w*[^\W\d_])\w+"
    r"|(?<![A-Za-z0-9_À-ÖØ-öø-ÿ!#$%&*@＠/.])[@＠][A-Za-z0-9_]{1,15}(?![A-Za-z0-9_À-ÖØ-öø-ÿ@＠]|://)"
)


def draft(post: Post, account: AnyAccount, limits: Limits, cost: tuple[float, float]) -> Draft:
    """The thread of `post` for `account`; `cost` is the price of a post without and with a link, in USD."""
    post = replace(post, blocks=for_reader(post.blocks, {account.name, account.platform}))
    override = post.override(account.name, account.platform)
    most = min(max(1, cast("Account", account).thread), limits.longest_thread)
    parts, problems = _parts(post, account, override, limits, most)
    full = override.mode == "full" or post.note
    offers = [part.images for part in parts]
    if offers and not full:
        offers[0] += openers(read(post).figures())
    if override.segments:
        parts, problems, offers = _own(override, parts[: limits.longest_thread], offers)
    elif not post.note:
        parts, defused = _x_links.finished(parts, post, account, limits)
        problems += defused
    album = Album(post, _room(limits, account))
    shown = album.spread(offers, everything=full, wish=override.pictures)
    segments = tuple(_segment(part, limits, media) for part, media in zip(parts, shown, strict=True))
    found = [count.links(segment.text) for segment in segments]
    problems += [
        *album.problems,
        *(losses(post, album.drawn) if override.mode == "full" and not override.segments else []),
        *_x_links.pseudo(segments, cost, post, override),
        *_too_long(segments, override, limits),
    ]
    price = round(sum(cost[1] if links else cost[0] for links in found), 3)
    return Draft(
        account.name,
        account.platform,
        post.title,
        segments,
        {},
        tuple(problems),
        price,
        wanted=tuple(album.wanted),
        unfit=tuple(album.unfit),
    )


def _parts(post: Post, account: AnyAccount, override: Override, limits: Limits, most: int) -> tuple[list[Part], list[Problem]]:
    """The words as they are composed: a note as it is, else the article as a thread with its link."""
    if post.note:
        texts = [packed.text for packed in pack([block_text(post.blocks).text], limits.maximum, limits.counter, post.lang)]
        return [Part(text, figures_of(post) if number == 0 else ()) for number, text in enumerate(texts)], []
    voice = cast("Account", account)
    link = _x_links.ending(post, account, most)
    problems = (
        [] if post.url else [Problem("warning", "no-link", "The post has no address, so the thread ends without a link: add url:.", 1)]
    )
    room = limits.maximum - (len(f"{limits.longest_thread}/{limits.longest_thread} ") if voice.numbering else 0)
    if override.mode == "full":
        parts = list(whole(read(post), room, limits.counter, entire=True))
        most = limits.longest_thread
    else:
        beside = [DISCLOSURES.get(post.disclosure or "", ""), link if most == 1 else ""]
        kept = sum(count.weight(f"{text}\n\n") for text in beside if text)
        hook = voice.hook if post.url or voice.hook != "finding" else "title"
        parts = list(thread(read(post), room - kept, limits.counter, max(1, most - bool(link)), hook))
    parts = ending.headed(parts, DISCLOSURES.get(post.disclosure or "", ""), room, limits.counter, post.lang)
    if len(parts) + bool(link) > max(most, 1 + bool(link)):
        problems.append(
            Problem("warning", "too-long", f"The whole text needs {len(parts)} posts; the thread ends after {most}.", override.line)
        )
        parts = parts[: most - bool(link)]
    marks = " ".join(hashtags(post, voice.tags)) if voice.tags else ""
    parts = ending.closed(parts, _endings(parts, post, link, marks), room, limits.counter, most)
    return ending.numbered(parts) if voice.numbering else parts, problems


def _own(
    override: Override, composed: list[Part], offers: list[tuple[Figure, ...]]
) -> tuple[list[Part], list[Problem], list[tuple[Figure, ...]]]:
    """The author's own words for this account as they are, with the pictures that are composed to such words."""
    kept = handwritten.beside(override.segments, [part.text for part in composed], offers)
    return [Part(text) for text in override.segments], [], kept


def _endings(parts: Sequence[Part], post: Post, link: str, marks: str) -> Sequence[Sequence[str]]:
    """The title unless it was said, hashtags, and the link last; what finds no room is left out in that order."""
    said = "\n".join(part.text for part in parts).casefold()
    title = post.title if link and post.title.casefold() not in said else ""
    return (title, marks, link), (marks, link), (link,)


def _segment(part: Part, limits: Limits, media: tuple[Media, ...]) -> Segment:
    return Segment(part.text, count.weight(part.text), limits.maximum, limits.counter, part.text, _spans(part.text), media)


def _spans(text: str) -> tuple[Span, ...]:
    """Links that are written with their scheme, hashtags and mentions, as X will make them."""
    links = [Span(link.start, link.end, "link", text[link.start : link.end]) for link in count.links(text) if link.explicit]
    marks = [
        Span(match.start(), match.end(), "hashtag" if match[0][0] in "#＃" else "mention", match[0][1:])
        for match in _MARK.finditer(text)
        if not any(link.start <= match.start() < link.end for link in links)
    ]
    return tuple(sorted((*links, *marks), key=lambda span: span.start))


def _room(limits: Limits, account: AnyAccount) -> Room:
    media = limits.media
    return Room(count=media.count, kinds=media.kinds, bytes=media.bytes, pixels=media.pixels, alt=media.alt, theme=account.theme)


def _too_long(segments: tuple[Segment, ...], override: Override, limits: Limits) -> list[Problem]:
    """Only the author's own text can be too long: it is never cut."""
    problems = [
        Problem(
            "error", "too-long", f"Post {index} of your thread weighs {segment.length}, X takes {segment.limit}: shorten it.", override.line
        )
        for index, segment in enumerate(segments, 1)
        if segment.length > segment.limit
    ]
    if len(segments) > limits.longest_thread:
        message = f"Your thread has {len(segments)} posts; the longest is {limits.longest_thread}."
        problems.append(Problem("error", "too-long", message, override.line))
    if any(not segment.text.strip() for segment in segments):
        problems.append(Problem("error", "empty", "A post of your thread is empty: write it or take it out.", override.line))
    return problems
