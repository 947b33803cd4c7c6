"""What a Bluesky thread says: segments by graphemes, the link as short words and as a card at the end, pictures beside their words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.model.draft import Draft, FieldValue, Problem, Segment
from bot.platforms import _bluesky_facets as facets
from bot.text import count, ending, handwritten, summary
from bot.text.article import read
from bot.text.figures import openers
from bot.text.links import beside, canonical
from bot.text.losses import losses
from bot.text.mentions import code_of, mention
from bot.text.named import wished
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
    from bot.platforms.base import Facts, Limits
    from bot.platforms.bluesky import Account
    from bot.text.figures import Figure

DISCLOSURES = {"affiliate": "#ad (affiliate links)", "sponsored": "#ad (sponsored)"}
"""Said in the first post, as the FTC's guides for endorsements ask (2023)."""

People = Mapping[str, str]
"""DIDs by lower-case handle; an empty one is nobody's."""


def draft(post: Post, account: AnyAccount, limits: Limits, most_bytes: int, known: Facts) -> Draft:
    """The thread of `post` for `account`; `known` says who may be mentioned."""
    post = replace(post, blocks=for_reader(post.blocks, {account.name, account.platform}))
    override = post.override(account.name, account.platform)
    people = _people(known)
    parts, problems = _parts(post, account, override, limits, people)
    offers = _offers(parts, post, override)
    if override.segments:
        offers = handwritten.beside(override.segments, [part.text for part in parts[: limits.longest_thread]], offers)
        parts = [Part(text) for text in override.segments]
    elif not post.note:
        parts = _named(parts, post, account, people, limits.maximum)
        parts = [Part(text.text, part.images) for part in parts for text in pack([part.text], most_bytes, "bytes", post.lang)]
        offers += [()] * (len(parts) - len(offers))
    said = [facets.read(part.text, people, short=not (post.note or override.segments)) for part in parts]
    link = "" if post.note else canonical(post, "bluesky", friend=account.friend)
    card = _card(post, account, override, link, {span.target for span in said[-1].spans})
    albums = [Album(post, _room(limits, account)), Album(post, _room(limits, account))]
    shown = _shown(albums, offers, post, override, card=bool(card))
    segments = tuple(
        Segment(words.text, _size(words.text), limits.maximum, limits.counter, words.text, words.spans, media)
        for words, media in zip(said, shown, strict=True)
    )
    found = facets.of(segments)
    fields: dict[str, FieldValue] = {**({"facets": found} if found else {}), **card, **_langs(post)}
    problems += [
        *albums[0].problems,
        *(losses(post, albums[0].drawn) if override.mode == "full" and not override.segments else []),
        *_nobody(account, known),
        *_too_long(segments, override, limits, most_bytes),
    ]
    return Draft(
        account.name,
        account.platform,
        post.title,
        segments,
        fields,
        tuple(problems),
        wanted=tuple(albums[0].wanted),
        unfit=tuple(dict.fromkeys([*albums[0].unfit, *albums[1].unfit])),
    )


def _parts(post: Post, account: AnyAccount, override: Override, limits: Limits, people: People) -> tuple[list[Part], list[Problem]]:
    """The words as they are composed: a note as it is, else the article as a thread with its link."""
    if post.note:
        texts = [packed.text for packed in pack([block_text(post.blocks).text], limits.maximum, limits.counter, post.lang)]
        return [Part(text, figures_of(post) if number == 0 else ()) for number, text in enumerate(texts)], []
    voice = cast("Account", account)
    most = min(max(1, voice.thread), limits.longest_thread)
    problems = (
        [] if post.url else [Problem("warning", "no-link", "The post has no address, so the thread ends without a link: add url:.", 1)]
    )
    room = limits.maximum - (len(f"{limits.longest_thread}/{limits.longest_thread} ") if voice.numbering else 0)
    if override.mode == "full":
        parts, most = list(whole(read(post), room, limits.counter, entire=True)), limits.longest_thread
    else:
        said = DISCLOSURES.get(post.disclosure or "", "")
        hook = voice.hook if post.url or voice.hook != "finding" else "title"
        parts = list(thread(read(post), room - (_size(f"{said}\n\n") if said else 0), limits.counter, most, hook))
    parts = ending.headed(parts, DISCLOSURES.get(post.disclosure or "", ""), room, limits.counter, post.lang)
    if len(parts) > most:
        words = f"The whole text needs {len(parts)} posts; the thread ends after {most}."
        problems.append(Problem("warning", "too-long", words, override.line))
        parts = parts[:most]
    parts = _closed(parts, _lines(post, account, voice), room, most, people)
    return ending.numbered(parts) if voice.numbering else parts, problems


def _lines(post: Post, account: AnyAccount, voice: Account) -> tuple[str, str, str]:
    """What may stand at the end: hashtags, the article's link, and the links beside it."""
    marks = " ".join(hashtags(post, voice.tags, least=min(2, voice.tags))) if voice.tags else ""
    if account.link == "none":
        return marks, "", ""
    link = canonical(post, "bluesky", friend=account.friend) if account.link != "card" else ""
    return marks, link, "\n".join(f"{name}: {url}" for name, url in beside(post))


def _closed(parts: list[Part], lines: tuple[str, str, str], room: int, most: int, people: People) -> list[Part]:
    """The end of the thread, below the last words where it fits; a post of its own only for links that stand nowhere else.

    The article's own link may be left out, as the card leads there.
    """
    marks, link, others = lines
    closings = [
        "\n".join(filter(None, each)) for each in ((marks, link, others), (link, others), (others,), (marks, link), (link,), (marks,))
    ]
    for closing in filter(None, dict.fromkeys(closings)):
        if others and others not in closing and len(parts) < most:
            return [*parts, Part("\n".join(filter(None, (link, others))))]
        joined = f"{parts[-1].text}\n\n{closing}" if parts else closing
        if _size(facets.read(joined, people, short=True).text) <= room:
            return [*parts[:-1], replace(parts[-1], text=joined)] if parts else [Part(joined)]
    return parts


def _named(parts: list[Part], post: Post, account: AnyAccount, people: People, room: int) -> list[Part]:
    """`parts` with the names of those who are there as mentions, as long as that fits."""
    handles = {name: handle for name, handle in account.mentions.items() if people.get(handle.lstrip("@").lower())}
    texts = mention(
        [part.text for part in parts],
        handles,
        lambda _, handle: handle,
        lambda text: _size(facets.read(text, people, short=True).text) <= room,
        code_of(post.blocks, list(handles)),
    )
    return [replace(part, text=text) for part, text in zip(parts, texts, strict=True)]


def _offers(parts: list[Part], post: Post, override: Override) -> list[tuple[Figure, ...]]:
    offers = [part.images for part in parts]
    if offers and not (override.mode == "full" or post.note):
        offers[0] += openers(read(post).figures())
    return offers


def _card(post: Post, account: AnyAccount, override: Override, link: str, targets: set[str]) -> dict[str, FieldValue]:
    """The card that stands below the last segment; below the author's own words where they hold the link, or the account wants it."""
    wanted = account.link != "none" if not override.segments else link in targets or account.link == "card"
    if not link or not wanted:
        return {}
    return {"card_url": link, "card_title": override.title or post.title, "card_description": summary.description(post)}


def _shown(
    albums: Sequence[Album], offers: list[tuple[Figure, ...]], post: Post, override: Override, *, card: bool
) -> list[tuple[Media, ...]]:
    """The pictures of each segment; that of the card alone, where one ends the thread: a post holds pictures or a card."""
    full, wish = override.mode == "full" or post.note, override.pictures
    if not card:
        return albums[0].spread(offers, everything=full, wish=wish)
    figures = [figure for figure in openers(read(post).figures()) if figure.drawing is None]
    best = wish and [figure.src for figure in wished(post, wish) if figure.drawing is None][:1]
    thumb = albums[1].spread([figures], each=1, wish=best)[0]
    if len(offers) > 1:
        return [*albums[0].spread(offers[:-1], everything=full, wish=wish), thumb]
    if wish and len(wish) > 1:
        words = "A post holds pictures or a card: of pictures: only the first goes out, on the card."
        albums[0].problems.append(Problem("warning", "picture-left-out", words, override.line))
    return [thumb]


def _people(known: Facts) -> dict[str, str]:
    said = known.get("people")
    pairs = (str(one).partition(" ") for one in said) if isinstance(said, list) else ()
    return {handle: did for handle, _, did in pairs}


def _nobody(account: AnyAccount, known: Facts) -> list[Problem]:
    """Handles of the settings that Bluesky does not know."""
    people = _people(known)
    lost = sorted({handle for handle in account.mentions.values() if people.get(handle.lstrip("@").lower()) == ""})
    return [Problem("warning", "nobody", f"Nobody on Bluesky is {', '.join(lost)}: correct `mentions:` in the settings.")] if lost else []


def _langs(post: Post) -> dict[str, FieldValue]:
    return {"langs": [post.lang]} if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", post.lang) else {}


def _room(limits: Limits, account: AnyAccount) -> Room:
    media = limits.media
    return Room(count=media.count, kinds=media.kinds, bytes=media.bytes, pixels=media.pixels, alt=media.alt, theme=account.theme)


def _size(text: str) -> int:
    return len(count.graphemes(text))


def _too_long(segments: tuple[Segment, ...], override: Override, limits: Limits, most_bytes: int) -> list[Problem]:
    """Only the author's own text can be too long: it is never cut."""
    found = []
    for index, segment in enumerate(segments, 1):
        size = len(segment.wire.encode("utf-8", "surrogatepass"))
        if segment.length > segment.limit:
            found.append(f"Post {index} of your thread has {segment.length} characters, Bluesky takes {segment.limit}: shorten it.")
        elif size > most_bytes:
            found.append(f"Post {index} of your thread has {size} bytes, Bluesky takes {most_bytes}: use fewer joined emoji.")
    if len(segments) > limits.longest_thread:
        found.append(f"Your thread has {len(segments)} posts; the longest is {limits.longest_thread}.")
    problems = [Problem("error", "too-long", words, override.line) for words in found]
    if any(not segment.text.strip() for segment in segments):
        problems.append(Problem("error", "empty", "A post of your thread is empty: write it or take it out.", override.line))
    return problems
