"""A post of a draft as the record that is sent (lexicons app.bsky.feed.post and app.bsky.embed, 2026-08)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.platforms import _bluesky_facets
from bot.platforms._bluesky import POSTS

if TYPE_CHECKING:
    from bot.model.draft import Draft, Segment
    from bot.model.receipt import RemoteRef
    from bot.platforms.base import Step


def record(
    step: Step, blobs: Sequence[RemoteRef], steps: Sequence[Step], parent: RemoteRef | None
) -> tuple[dict[str, Any], dict[str, str]]:
    """The record without its date, from nothing but the draft and references; and `root`, the post that its thread begins with.

    `steps` are all of the draft, to know which segment this is; `parent` is the post it replies to, with its CID.
    """
    number = 1 + sum(each.action == "post" for each in steps[: step.index])
    last = number == len(step.draft.segments)
    facets = list(_bluesky_facets.sent(step.draft.fields.get("facets"), number))
    embed = _card(step.draft, blobs) if last and step.draft.fields.get("card_url") else _images(step.segment, blobs)
    made: dict[str, Any] = {"$type": POSTS, "text": step.segment.wire}
    made |= {"facets": facets} if facets else {}
    made |= {"embed": embed} if embed else {}
    made |= {"langs": step.draft.fields["langs"]} if step.draft.fields.get("langs") else {}
    if parent is None:
        return made, {}
    below = {"uri": parent.id, "cid": parent.extra["cid"]}
    root = json.loads(parent.extra["root"]) if parent.extra.get("root") else below
    return made | {"reply": {"root": root, "parent": below}}, {"root": json.dumps(root)}


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
