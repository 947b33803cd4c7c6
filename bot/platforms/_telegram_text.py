"""What a Telegram post says: an announcement of the article, or with `mode: full` all of it, as words with entities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.model.draft import Draft, FieldValue, Media, Problem, Segment
from bot.platforms import _channel, _telegram_blocks
from bot.platforms import _telegram_marks as marks
from bot.text import count
from bot.text.links import canonical
from bot.text.mentions import in_blocks, marks_as
from bot.text.pictures import Album, Room
from bot.text.readers import for_reader
from bot.text.tags import hashtags

if TYPE_CHECKING:
    from bot.model.post import Override, Post
    from bot.model.settings import Account as AnyAccount
    from bot.platforms._channel import Told
    from bot.platforms.base import Limits
    from bot.platforms.telegram import Account

CAPTION = 1024
"""UTF-16 units beside a picture (sendPhoto, 2026-11-22)."""

SIDES, RATIO = 10_000, 20
"""Pixels of a picture's width and height together, and the most that one may be of the other (sendPhoto, 2026-11-22)."""

CHAT = re.compile(r"@[A-Za-z]\w{3,31}|-[0-9]{5,20}", re.ASCII)
"""A channel or a group: by the name it is known under, or by its number."""


def draft(post: Post, account: AnyAccount, limits: Limits) -> Draft:
    """The post of `post` in the account's channel."""
    post = replace(post, blocks=for_reader(post.blocks, {account.name, account.platform}))
    override, voice = post.override(account.name, account.platform), cast("Account", account)
    album = Album(post, _room(limits, account))
    (offered,) = album.spread([_channel.figures(post)], each=None if post.note else 1, everything=post.note, wish=override.pictures)
    media, problems = _sized(offered)
    wire, told = _wire(post, voice, override, limits, CAPTION if media else limits.maximum)
    marked = marks.read(wire)
    size = count.length(marked.text, limits.counter)
    if media and size > CAPTION:
        media, told = (), [*told, _no_picture(size)]
    limit = CAPTION if media else limits.maximum
    segment = Segment(marked.text, size, limit, limits.counter, wire, marks.spans(marked), media)
    problems = [*problems, *told, *album.problems, *_checked(segment, marked, override, voice.chat)]
    return Draft(
        account.name, account.platform, post.title, (segment,), _fields(post, voice, segment, override), tuple(problems),
        wanted=tuple(album.wanted), unfit=tuple(album.unfit),
    )  # fmt: skip


def _wire(post: Post, account: Account, override: Override, limits: Limits, room: int) -> tuple[str, list[Problem]]:
    """The words: the author's own, else a note as it is, else the whole article, else the article in brief in at most `room` units."""
    if override.segments:
        return "\n\n".join(map(_telegram_blocks.typed, override.segments)), []
    if post.note:
        writer = _telegram_blocks.Writer(post.footnotes, known=tuple(account.mentions.values()))
        return _channel.joined([writer.blocks(post.blocks), writer.endnotes()]), []
    problems = _channel.no_link(post)
    if override.mode == "full":
        wire, cut = _whole(post, account, override, limits)
        if wire:
            return wire, [*problems, *cut]
        problems += cut
    return _brief(post, account, override, limits, room), problems


def _brief(post: Post, account: Account, override: Override, limits: Limits, room: int) -> str:
    """The best that fits of an announcement; its title, its link and its hashtags are in all of them."""
    code = _channel.code_names(post)
    tags = " ".join(hashtags(post, account.tags)) if account.tags else ""
    known = tuple(account.mentions.values())
    wire = ""
    for told in _channel.shorter(post, account, account, override, limits.counter):
        said = [_telegram_blocks.recoded(text, code, known) for text in told.above]
        points = "\n".join(_channel.BULLET + _telegram_blocks.recoded(text, code, known) for text in told.points)
        head = marks.around("b", marks.escape(told.title))
        wire = _channel.joined([marks.escape(told.disclosure), head, *said, points, _tail(told), tags])
        if _fits(wire, room):
            return wire
    return wire


def _whole(post: Post, account: Account, override: Override, limits: Limits) -> tuple[str, list[Problem]]:
    """The whole article; one that is too long ends at a section, with its link. Empty where nothing of it fits."""
    told = _channel.told(post, account, account, override, limits.counter, "short")
    tags = " ".join(hashtags(post, account.tags)) if account.tags else ""
    head, tail = (marks.escape(told.disclosure), marks.around("b", marks.escape(told.title))), (_tail(told), tags)
    handles = account.mentions

    def whole(blocks: Sequence[str], notes: str = "") -> str:
        return _channel.joined([*head, *blocks, notes, *tail])

    writer = _telegram_blocks.Writer(post.footnotes, known=tuple(handles.values()))
    blocks = in_blocks(post.blocks, handles)
    written = [marks_as(writer.block(block), handles, " ({})".format) for block in blocks]
    everything = whole(written, writer.endnotes())
    if _fits(everything, limits.maximum):
        return everything, []
    writer = _telegram_blocks.Writer({}, known=tuple(handles.values()))
    written = [marks_as(writer.block(block), handles, " ({})".format) for block in blocks]
    kept = _channel.beginning(blocks, written, lambda text: _fits(whole([text]), limits.maximum))
    size = count.length(marks.plain(everything), limits.counter)
    words = _channel.cut_short("Telegram", size, limits.maximum, blocks, kept)
    return whole(written[:kept]) if kept else "", [Problem("warning", "too-long", words, override.line)]


def _tail(told: Told) -> str:
    """Where to read on: the article's address, which Telegram opens without a question, and what belongs to it behind its names."""
    others = " · ".join(marks.link(marks.escape(name), url) for name, url in told.others)
    return "\n".join(filter(None, (marks.escape(told.link), others)))


def _fits(wire: str, room: int) -> bool:
    marked = marks.read(wire)
    return count.length(marked.text, "utf16") <= room and len(marked.entities) <= marks.MOST


def _fields(post: Post, account: Account, segment: Segment, override: Override) -> dict[str, FieldValue]:
    """Where it goes, and whose card stands below it: that of the article, else of the first address in the author's own words."""
    links = [span.target for span in segment.spans if span.kind == "link"]
    own = bool(override.segments) or post.note
    link = next(iter(links), "") if own else canonical(post, account.platform, friend=account.friend)
    preview = link if account.link != "none" and not segment.media else ""
    said: dict[str, FieldValue] = {"chat": account.chat, "preview": preview, "topic": account.topic, "silent": account.silent}
    return {name: value for name, value in said.items() if value}


def _room(limits: Limits, account: AnyAccount) -> Room:
    media = limits.media
    return Room(count=media.count, kinds=media.kinds, bytes=media.bytes, pixels=media.pixels, alt=media.alt, theme=account.theme)


def _sized(media: tuple[Media, ...]) -> tuple[tuple[Media, ...], list[Problem]]:
    """The pictures that Telegram shows as such: none that is a mere strip."""
    fit = tuple(
        each for each in media if each.width + each.height <= SIDES and max(each.width, each.height) <= RATIO * min(each.width, each.height)
    )
    words = f"A picture that is more than {RATIO} times as wide as high, or the other way round, is left out: Telegram takes none."
    return fit, [Problem("warning", "picture-unfit", words)] if len(fit) < len(media) else []


def _no_picture(size: int) -> Problem:
    words = f"The text has {size:,} characters and Telegram takes {CAPTION:,} beside a picture, so it goes without."
    return Problem("info", "picture-left-out", words)


def _checked(segment: Segment, marked: marks.Marked, override: Override, chat: str) -> list[Problem]:
    problems = []
    if not CHAT.fullmatch(chat):
        words = f"`chat: {chat[:60]}` is no channel: write its name as @name, or its number, such as -1001234567890."
        problems.append(Problem("error", "chat", words))
    if not segment.text.strip():
        problems.append(Problem("error", "empty", "The post is empty, so there is nothing to send: write something.", override.line))
    if segment.length > segment.limit:
        words = f"Your text has {segment.length:,} characters, Telegram takes {segment.limit:,}: shorten it."
        problems.append(Problem("error", "too-long", words, override.line))
    if len(marked.entities) > marks.MOST:
        words = f"Your text has {len(marked.entities)} places that are bold, code or links, and Telegram shows {marks.MOST}: use fewer."
        problems.append(Problem("error", "too-long", words, override.line))
    return problems
