"""A post of a draft as the record that is sent (lexicons app.bsky.feed.post and app.bsky.embed, 2026-08), put once under its key."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.errors import Refused
from bot.http import beforehand
from bot.model.receipt import RemoteRef
from bot.platforms import _bluesky as wire
from bot.platforms import _bluesky_facets

if TYPE_CHECKING:
    from bot.model.draft import Draft, Segment
    from bot.platforms.base import Connection, Step

Record = Mapping[str, Any]
Root = Mapping[str, str]
"""`root`: the post that a thread begins with, as JSON of a strong reference; empty for that post itself."""


def approved(connection: Connection, step: Step, before: Mapping[int, RemoteRef], steps: Sequence[Step]) -> tuple[Record, Root]:
    """The post as a record but for its date, from nothing but the draft and the references before it; and its root. Raises a SendError.

    `steps` are all of the draft, to know which segment this is.
    """
    number = 1 + sum(each.action == "post" for each in steps[: step.index])
    blobs = [before.get(index) or wire.named(media) for index in step.needs if (media := steps[index].media)]
    facets = list(_bluesky_facets.sent(step.draft.fields.get("facets"), number))
    last = number == len(step.draft.segments)
    embed = _card(step.draft, blobs) if last and step.draft.fields.get("card_url") else _images(step.segment, blobs)
    made: dict[str, Any] = {"$type": wire.POSTS, "text": step.segment.wire}
    made |= {"facets": facets} if facets else {}
    made |= {"embed": embed} if embed else {}
    made |= {"langs": step.draft.fields["langs"]} if step.draft.fields.get("langs") else {}
    if step.follows is None:
        return made, {}
    parent = _strong(connection, before[step.follows])
    below = {"uri": parent.id, "cid": parent.extra["cid"]}
    root = json.loads(parent.extra["root"]) if parent.extra.get("root") else below
    return made | {"reply": {"root": root, "parent": below}}, {"root": json.dumps(root)}


def put(connection: Connection, step: Step, record: Record, root: Root, rkey: str) -> RemoteRef:
    """The post under its key, whether it was there or is now. Raises a SendError, Refused where another one stands there."""
    try:
        made = _put(connection, step, record, rkey)
    except wire.Taken as taken:
        found = there(connection, record, root, rkey)
        if found is None:
            raise Refused(taken.why, cause="duplicate", answer=taken.answer) from taken
        return found
    return replace(made, extra={**made.extra, **root})


def there(connection: Connection, record: Record, root: Root, rkey: str) -> RemoteRef | None:
    """What stands under a key of ours, if it says what `record` says; its date is its own. Raises a SendError."""
    try:
        found, value = wire.get(connection, f"at://{wire.me(connection)['did']}/{wire.POSTS}/{rkey}")
    except wire.Gone:
        return None
    same = {**value, "createdAt": ""} == {**record, "createdAt": ""}
    return replace(found, extra={**found.extra, **root}) if same else None


def _put(connection: Connection, step: Step, record: Record, rkey: str) -> RemoteRef:
    """Puts the record. A picture that went with a deleted post is given to the server anew: nothing was created without it."""
    try:
        return wire.put(connection, rkey, record)
    except wire.Unkept:
        with beforehand("the pictures could not be given anew"):
            for media in step.segment.media:
                wire.upload(connection, media)
    return wire.put(connection, rkey, record)


def _strong(connection: Connection, ref: RemoteRef) -> RemoteRef:
    """A reference with its CID: a post that a person pasted is read first. Raises a SendError, never MaybeSent."""
    if ref.extra.get("cid"):
        return ref
    with beforehand("the post before could not be read"):
        found, value = wire.get(connection, ref.id)
    root = value.get("reply", {}).get("root") if isinstance(value.get("reply"), dict) else None
    return replace(found, extra={**found.extra, **({"root": json.dumps(root)} if isinstance(root, dict) else {})})


def _card(draft: Draft, blobs: Sequence[RemoteRef]) -> dict[str, Any]:
    external: dict[str, Any] = {
        "uri": str(draft.fields["card_url"]),
        "title": str(draft.fields.get("card_title") or ""),
        "description": str(draft.fields.get("card_description") or ""),
    }
    external |= {"thumb": _blob(blobs[0])} if blobs else {}
    return {"$type": "app.bsky.embed.external", "external": external}


def _images(segment: Segment, blobs: Sequence[RemoteRef]) -> dict[str, Any]:
    images = [
        {"image": _blob(blob), "alt": media.alt, "aspectRatio": {"width": media.width, "height": media.height}}
        for media, blob in zip(segment.media, blobs, strict=True)
    ]
    return {"$type": "app.bsky.embed.images", "images": images} if images else {}


def _blob(uploaded: RemoteRef) -> dict[str, Any]:
    """A blob as the server named it."""
    size, kind = int(uploaded.extra["size"]), uploaded.extra["kind"]
    return {"$type": "blob", "ref": {"$link": uploaded.id}, "mimeType": kind, "size": size}
