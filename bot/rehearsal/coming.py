"""A draft as the post that it would become, so that the calendar shows it in its platform's look. What a network adds is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bot.rehearsal import buttondown, ghost, kit, mailchimp
from bot.rehearsal.entries import PictureEntry, PostEntry
from bot.rehearsal.feed import Entry, Run, Source, linked, safe_href
from bot.rehearsal.looks import LOOKS

if TYPE_CHECKING:
    from bot.model.draft import Draft, Segment

Fields = dict[str, Any]


def entries(name: str, draft: Draft, at: str, source: Source) -> tuple[Entry, ...]:
    """What the account's readers would see of `draft`, published `at`; `name` keeps the elements of several drafts on a page apart."""
    if draft.platform in LOOKS:
        return tuple(LOOKS[draft.platform][1](list(reversed(list(posts(name, draft, at)))), source))
    return tuple(_plainly(f"{name}-{place}", draft, at, segment) for place, segment in enumerate(draft.segments))


def posts(name: str, draft: Draft, at: str) -> Iterator[PostEntry]:
    """The posts that the ledger would hold once the draft was published `at`, in order."""
    parent = ""
    for place, segment in enumerate(draft.segments):
        fields = FIELDS.get(draft.platform, _same)(draft, segment, place)
        media = tuple(_pictures(f"{name}-{place}", draft, segment, fields))
        title = draft.title if not place else ""
        id_, seen = f"{name}-{place}", _seen(draft, segment)
        yield PostEntry(0, draft.platform, draft.account, id_, parent, segment.wire, seen, title, media, fields, at)
        parent = id_
    if comment := str(draft.fields.get("first_comment") or ""):
        yield PostEntry(0, draft.platform, draft.account, f"{name}-comment", parent, comment, comment, at=at)


def _pictures(name: str, draft: Draft, segment: Segment, fields: Fields) -> Iterator[PictureEntry]:
    """A segment's pictures, without descriptions where the platform takes none: Telegram, and Bluesky's cards."""
    silent = draft.platform == "telegram" or "embed" in fields.get("record", {})
    for at, media in enumerate(segment.media):
        yield PictureEntry(f"{name}-{at}", media.digest, media.kind, "" if silent else media.alt)


def _plainly(id_: str, draft: Draft, at: str, segment: Segment) -> Entry:
    """For who posts by hand where the network has no page: title and words."""
    url = str(draft.fields.get("url") or "")
    runs = tuple(linked(segment.text)) or ((Run("link", url, safe_href(url)),) if url else ())
    return Entry(id_, draft.account, "", at, runs, title=draft.title, place="posted by hand")


def _seen(draft: Draft, segment: Segment) -> str:
    """The words that a reader gets of what is sent."""
    if draft.platform in SEEN:
        return SEEN[draft.platform](segment.wire)
    if draft.platform == "reddit":
        return "" if segment.wire == draft.fields.get("url") else segment.wire
    return segment.text if draft.platform in ("linkedin", "telegram") else segment.wire.strip()


def _same(draft: Draft, _: Segment, place: int) -> Fields:
    """The draft's own fields, where the network keeps them under the same names."""
    return {**draft.fields, "kind": "reply" if place else "post"}


def _linkedin(draft: Draft, _: Segment, __: int) -> Fields:
    names = ("card_url", "source"), ("card_title", "title"), ("card_description", "description")
    card = {after: draft.fields[before] for before, after in names if draft.fields.get(before)}
    return {"kind": "post", **({"content": {"article": card}} if "source" in card else {})}


def _mastodon(draft: Draft, _: Segment, place: int) -> Fields:
    below = "unlisted" if place and draft.visibility == "public" else draft.visibility
    return {"spoiler_text": draft.fields.get("cw") or "", "visibility": below}


def _bluesky(draft: Draft, segment: Segment, place: int) -> Fields:
    said = draft.fields.get("facets")
    mine = [facet.split(" ", 4) for facet in (said if isinstance(said, list) else ()) if facet.split(" ", 1)[0] == str(place + 1)]
    names = {"link": "uri", "mention": "did", "tag": "tag"}
    facets = [
        {"index": {"byteStart": int(start), "byteEnd": int(end)}, "features": [{"$type": f"#{kind}", names[kind]: target}]}
        for _, start, end, kind, target in mine
    ]
    card = {after: draft.fields.get(f"card_{before}") or "" for before, after in (("url", "uri"), ("title", "title"))}
    about = {"external": {**card, "description": draft.fields.get("card_description") or ""}}
    shown = {"embed": about} if card["uri"] and place == len(draft.segments) - 1 else {}
    return {"record": {"text": segment.wire, "facets": facets, **shown}}


def _telegram(draft: Draft, _: Segment, __: int) -> Fields:
    chat = str(draft.fields.get("chat") or "")
    name = chat[1:] if chat.startswith("@") else "A private channel"
    card = {"url": draft.fields["preview"]} if draft.fields.get("preview") else {}
    return {"chat": name, "card": card, "topic": draft.fields.get("topic") or 0, "silent": draft.fields.get("silent") is True}


def _discord(draft: Draft, _: Segment, __: int) -> Fields:
    return {"username": draft.fields.get("username") or draft.account}


def _mail(draft: Draft, _: Segment, __: int) -> Fields:
    return {**draft.fields, "status": "draft" if draft.visibility == "draft" else "sent"}


def _medium(draft: Draft, _: Segment, __: int) -> Fields:
    return {"status": draft.visibility, "tags": draft.fields.get("topics")}


def _nostr(draft: Draft, _: Segment, __: int) -> Fields:
    named = [[name, str(draft.fields[name])] for name in ("d", "title", "summary", "image", "r") if draft.fields.get(name)]
    return {"kind": 30023 if draft.fields.get("d") else 1, "tags": named}


FIELDS: Mapping[str, Callable[[Draft, Segment, int], Fields]] = {
    "linkedin": _linkedin,
    "mastodon": _mastodon,
    "bluesky": _bluesky,
    "telegram": _telegram,
    "discord": _discord,
    "nostr": _nostr,
    "medium": _medium,
    **dict.fromkeys(("buttondown", "kit", "mailchimp", "smtp"), _mail),
}
"""How the network keeps what a draft holds beside its words, where that is not under the same names."""

SEEN: Mapping[str, Callable[[str], str]] = {
    "buttondown": buttondown.seen,
    "kit": lambda text: kit.TEMPLATE.sub("", text),
    "mailchimp": lambda text: mailchimp.TAG.sub(lambda tag: mailchimp.KNOWN.get(tag[1], ""), text),
    "ghost": lambda text: ghost.CARD.sub("", text),
}
"""What a platform makes of a text before anybody reads it."""
