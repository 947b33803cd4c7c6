"""What events are called for people: NIP-19's words, and a page that shows them (njump.me, 2026-11-22)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.model.receipt import RemoteRef
from bot.platforms.base import pasted

if TYPE_CHECKING:
    from collections.abc import Sequence

ARTICLE = 30023
PAGE = "https://njump.me/"
_WORD = re.compile(r"(?:nevent|note|naddr)1[02-9ac-hj-np-z]{20,1500}")


def read(text: str) -> RemoteRef | None:
    """The event of a pasted address or word; None for anything else."""
    host, path = pasted(text)
    word = path.rstrip("/").rpartition("/")[2] if host else text.strip().partition("?")[0].partition("#")[0].removeprefix("nostr:")
    if not _WORD.fullmatch(word):
        return None
    import nostr_sdk as nostr

    try:
        if word.startswith("naddr"):
            named = nostr.Nip19Coordinate.from_bech32(word).coordinate()
            return RemoteRef(f"{named.kind().as_u16()}:{named.public_key().to_hex()}:{named.identifier()}", f"{PAGE}{word}")
        event = nostr.EventId.parse(word) if word.startswith("note") else nostr.Nip19Event.from_bech32(word).event_id()
        return RemoteRef(event.to_hex(), f"{PAGE}{word}")
    except nostr.NostrSdkError:
        return None


def event(id_: str, author: str, relays: Sequence[str]) -> RemoteRef:
    """A note as a reference, with where it is to be had."""
    import nostr_sdk as nostr

    hints = [nostr.RelayUrl.parse(relay) for relay in relays[:2]]
    word = nostr.Nip19Event(nostr.EventId.parse(id_), nostr.PublicKey.parse(author), nostr.Kind(1), hints).to_bech32()
    return RemoteRef(id_, f"{PAGE}{word}")


def article(author: str, name: str, relays: Sequence[str]) -> RemoteRef:
    """An article as a reference: it keeps its name when it is edited."""
    import nostr_sdk as nostr

    hints = [nostr.RelayUrl.parse(relay) for relay in relays[:2]]
    word = nostr.Nip19Coordinate(nostr.Coordinate(nostr.Kind(ARTICLE), nostr.PublicKey.parse(author), name), hints).to_bech32()
    return RemoteRef(f"{ARTICLE}:{author}:{name}", f"{PAGE}{word}")
