"""What a Discord post says: an announcement of the article, or with `mode: full` all of it, in Discord's markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.model.draft import Draft, FieldValue, Media, Problem, Segment, Span
from bot.platforms import _channel, _discord_blocks
from bot.text import count
from bot.text.pictures import Album, Room
from bot.text.readers import for_reader

if TYPE_CHECKING:
    from bot.model.post import Override, Post
    from bot.model.settings import Account as AnyAccount
    from bot.platforms._channel import Told
    from bot.platforms.base import Limits
    from bot.platforms.discord import Account


def draft(post: Post, account: AnyAccount, limits: Limits) -> Draft:
    """The post of `post` in the account's channel."""
    post = replace(post, blocks=for_reader(post.blocks, {account.name, account.platform}))
    override, voice = post.override(account.name, account.platform), cast("Account", account)
    album = Album(post, _room(limits, account))
    whole = post.note or override.mode == "full"
    (media,) = album.spread([_channel.figures(post)], each=None if whole else 1, everything=whole, wish=override.pictures)
    text, problems = _text(post, voice, override, limits, media)
    size = count.length(text, limits.counter)
    segment = Segment(text, size, limits.maximum, limits.counter, text, _spans(text, post, voice), media)
    problems = [*problems, *album.problems, *_checked(segment, override)]
    said: dict[str, FieldValue] = {"username": voice.username, "thread": voice.thread, "silent": voice.silent}
    fields: dict[str, FieldValue] = {name: value for name, value in said.items() if value}
    return Draft(
        account.name,
        account.platform,
        post.title,
        (segment,),
        fields,
        tuple(problems),
        wanted=tuple(album.wanted),
        unfit=tuple(album.unfit),
    )


def _text(post: Post, account: Account, override: Override, limits: Limits, media: tuple[Media, ...]) -> tuple[str, list[Problem]]:
    """The words: the author's own as they are, else a note, else the whole article, else the article in brief."""
    if override.segments:
        return "\n\n".join(override.segments).strip(), []
    if post.note:
        writer = _discord_blocks.Writer(post.footnotes, cards=not media)
        return _channel.joined([writer.blocks(post.blocks), writer.endnotes()]), []
    problems = _channel.no_link(post)
    if override.mode == "full":
        text, cut = _whole(post, account, override, limits, media)
        if text:
            return text, [*problems, *cut]
        problems += cut
    return _brief(post, account, override, limits, media), problems


def _brief(post: Post, account: Account, override: Override, limits: Limits, media: tuple[Media, ...]) -> str:
    """The best that fits of an announcement."""
    names, text = _channel.code_names(post), ""
    for told in _channel.shorter(post, account, account, override, limits.counter):
        said = [_discord_blocks.recoded(each, names) for each in told.above]
        points = "\n".join(f"- {_discord_blocks.recoded(each, names)}" for each in told.points)
        text = _channel.joined([*_head(told), *said, points, *_tail(told, media)])
        if count.length(text, limits.counter) <= limits.maximum:
            return text
    return text


def _whole(post: Post, account: Account, override: Override, limits: Limits, media: tuple[Media, ...]) -> tuple[str, list[Problem]]:
    """The whole article; one that is too long ends at a section, with its link. Empty where nothing of it fits."""
    told = _channel.told(post, account, account, override, limits.counter, "short")

    def whole(blocks: Sequence[str], notes: str = "") -> str:
        return _channel.joined([*_head(told), *blocks, notes, *_tail(told, media)])

    def fits(text: str) -> bool:
        return count.length(text, limits.counter) <= limits.maximum

    writer = _discord_blocks.Writer(post.footnotes)
    written = [writer.block(block) for block in post.blocks]
    everything = whole(written, writer.endnotes())
    if fits(everything):
        return everything, []
    writer = _discord_blocks.Writer({})
    written = [writer.block(block) for block in post.blocks]
    kept = _channel.beginning(post.blocks, written, lambda text: fits(whole([text])))
    words = _channel.cut_short("Discord", count.length(everything, limits.counter), limits.maximum, post.blocks, kept)
    return whole(written[:kept]) if kept else "", [Problem("warning", "too-long", words, override.line)]


def _head(told: Told) -> tuple[str, ...]:
    return _discord_blocks.escape(told.disclosure), f"## {_discord_blocks.escape(told.title)}" if told.title else ""


def _tail(told: Told, media: tuple[Media, ...]) -> tuple[str, ...]:
    """Where to read on: the article's address, with its card where no picture stands for it, and what belongs to it behind its names."""
    others = " · ".join(_discord_blocks.link(_discord_blocks.escape(name), url) for name, url in told.others)
    return f"<{told.link}>" if media and told.link else told.link, others


def _spans(text: str, post: Post, account: Account) -> tuple[Span, ...]:
    """The article's own link."""
    link = _channel.link_of(post, account)
    at = text.rfind(link) if link else -1
    return (Span(at, at + len(link), "link", link),) if at >= 0 else ()


def _room(limits: Limits, account: AnyAccount) -> Room:
    media = limits.media
    return Room(count=media.count, kinds=media.kinds, bytes=media.bytes, pixels=media.pixels, alt=media.alt, theme=account.theme)


def _checked(segment: Segment, override: Override) -> list[Problem]:
    problems = []
    if not segment.text.strip():
        problems.append(Problem("error", "empty", "The post is empty, so there is nothing to send: write something.", override.line))
    if segment.length > segment.limit:
        words = f"Your text has {segment.length:,} characters, Discord takes {segment.limit:,}: shorten it."
        problems.append(Problem("error", "too-long", words, override.line))
    return problems
