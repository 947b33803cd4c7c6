"""What is sent to Nostr's relays, and what their answers prove together (NIPs 01, 09, 10 and 23; tried on nostr-relay 1.14, 2026-11-22)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from bot.errors import Cause, Limited, MaybeSent, NotSent, Refused
from bot.http import moved_to, shown
from bot.model.receipt import RemoteRef
from bot.platforms import _nostr_ref as names
from bot.platforms import _nostr_relay as relays
from bot.platforms._nostr_ref import ARTICLE

if TYPE_CHECKING:
    import nostr_sdk
    from whenever import Instant

    from bot.platforms._nostr_relay import Told
    from bot.platforms.base import Connection, Facts, Step
    from bot.platforms.nostr import Account

NOTE, DELETION = 1, 5
WAIT = 300
"""Seconds to stay away when relays ask to wait: none of them says how long."""
LISTED = 500
"""Events of one's own that a look asks for; a relay that gives as many has proved nothing."""
MINE = frozenset({"blocked", "restricted", "auth-required", "mute"})
"""The words with which a relay refuses an author, not a text (NIP-01 and NIP-42)."""

Tags = list[list[str]]


@dataclass(frozen=True, slots=True)
class Event:
    """A signed event: its identity, when it says it was made, and itself as JSON."""

    id: str
    at: int
    text: str


def me(connection: Connection) -> Facts:
    """`pubkey` and `npub`, and which `relays` answer. Raises NotSent where none does, Refused for what is no key."""
    key = _keys(connection).public_key()
    wanted = {"kinds": [0], "authors": [key.to_hex()], "limit": 1}
    found = relays.everywhere(_relays(connection), lambda relay: _ask(connection, relay, wanted))
    up = [relays.name(relay) for relay, events in zip(_relays(connection), found, strict=True) if events is not None]
    if not up:
        raise NotSent("none of the relays answers")
    return {"pubkey": key.to_hex(), "npub": key.to_bech32(), "relays": up}


def send(connection: Connection, step: Step, before: Mapping[int, RemoteRef]) -> RemoteRef:
    """The event of a step at all relays, and once more at those that could not be reached. Raises a SendError where none took it."""
    at = int((connection.begun or connection.now).timestamp())
    event = _signed(connection, *_approved(connection, step, before, at), step.segment.wire, at)
    told = _everywhere(connection, event, _relays(connection))
    return _published(connection, step, event, _taken(connection, told))


def spread(connection: Connection, step: Step, before: Mapping[int, RemoteRef]) -> RemoteRef:
    """The same events once more to the relays that lacked any. Raises Refused with who lacks them still; readers have them elsewhere."""
    from bot.platforms.nostr import steps

    lacking: dict[str, str] = {}
    for post in steps(step.draft)[: len(step.needs)]:
        made = before[post.index]
        missing = tuple(relay for relay in _relays(connection) if relay in made.extra.get("missing", "").split())
        if missing:
            at = int(made.extra["at"])
            event = _signed(connection, *_approved(connection, post, before, at), post.segment.wire, at)
            lacking |= {each.relay: each.why for each in _everywhere(connection, event, missing) if each.state != "took"}
    if lacking:
        said = "; ".join(f"{relays.name(relay)} ({why})" for relay, why in lacking.items())
        raise Refused(f"published, but not at {_clean(connection, said)}")
    return RemoteRef("everywhere")


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], since: Instant) -> RemoteRef | None:
    """The event on any relay that says what the step says. Raises MaybeSent where one that did not answer might have it."""
    kind, tags = _approved(connection, step, before, 0)
    wanted = {"kinds": [kind], "authors": [_pubkey(connection)], "since": int(since.timestamp()), "limit": LISTED}
    all_, complete = _asked(connection, wanted)
    mine = [event for event in all_ if event["content"] == step.segment.wire and _undated(event["tags"]) == _undated(tags)]
    if mine:
        first = min(mine, key=lambda event: (event["created_at"], event["id"]))
        return _published(connection, step, Event(first["id"], first["created_at"], ""), ())
    if not complete:
        raise MaybeSent("some relays did not show what they have", odd=False)
    return None


def edit(connection: Connection, ref: RemoteRef, text: str) -> None:
    """The newest event of an article's name, with another text and a later date. Raises a SendError."""
    newest = max(there(connection, ref), key=lambda event: event["created_at"], default=None)
    if newest is None or newest["kind"] != ARTICLE:
        raise Refused("there is no such article any more (404)" if newest is None else "a note can't be changed on Nostr")
    at = max(int(connection.now.timestamp()), newest["created_at"] + 1)
    _taken(connection, _everywhere(connection, _signed(connection, ARTICLE, newest["tags"], text, at), _relays(connection)))


def delete(connection: Connection, ref: RemoteRef) -> None:
    """A wish to delete (kind 5), at all relays. Raises a SendError where none took it."""
    shown, _ = _shown(connection, ref)
    article = ":" in ref.id
    ids = [event["id"] for event in shown] if article else [ref.id]  # some relays know no names (nostr-relay 1.14)
    tags = [*([["a", ref.id]] if article else []), *(["e", id_] for id_ in ids), ["k", str(ARTICLE if article else NOTE)]]
    at = max([int(connection.now.timestamp()), *(event["created_at"] + 1 for event in shown)])
    event = _signed(connection, DELETION, tags, "", at)
    _taken(connection, _everywhere(connection, event, _relays(connection)))


def there(connection: Connection, ref: RemoteRef) -> list[dict[str, Any]]:
    """The events of a reference that relays show. Raises NotSent where none shows one and not all answer."""
    found, complete = _shown(connection, ref)
    if not found and not complete:
        raise NotSent("some relays did not show what they have")
    return found


def _shown(connection: Connection, ref: RemoteRef) -> tuple[list[dict[str, Any]], bool]:
    kind, _, rest = ref.id.partition(":")
    author, _, name = rest.partition(":")
    wanted = {"kinds": [int(kind)], "authors": [author], "#d": [name]} if rest else {"ids": [ref.id]}
    given, complete = _asked(connection, wanted)
    return [event for event in given if (ref.id == event["id"] if not rest else ["d", name] in event["tags"])], complete


def _published(connection: Connection, step: Step, event: Event, missing: Sequence[str]) -> RemoteRef:
    """The event as a reference, with when it was made and which relays lack it, for the steps after it."""
    author, at = _pubkey(connection), _relays(connection)
    name = str(step.draft.fields.get("d") or "")
    made = names.article(author, name, at) if name else names.event(event.id, author, at)
    return replace(made, extra={"event": event.id, "at": str(event.at), "missing": " ".join(missing)})


def _taken(connection: Connection, told: Sequence[Told]) -> tuple[str, ...]:
    """The relays that lack an event which another one took. Raises what all their answers prove where none did."""
    if any(each.state == "took" for each in told):
        return tuple(each.relay for each in told if each.state != "took")
    words = _clean(connection, "; ".join(f"{relays.name(each.relay)}: {each.why}" for each in told))
    if any(each.state == "unsure" for each in told):
        raise MaybeSent("no relay said yes, and some may have it", answer=words, odd=any("nobody recognises" in each.why for each in told))
    if any(each.state == "later" for each in told):
        raise Limited(f"the relays ask to wait ({words})", connection.now.add(seconds=WAIT), answer=words)
    if any(each.state == "unreached" for each in told):
        raise NotSent(f"no relay took it ({words})", answer=words)
    kinds = {each.why.partition(":")[0].strip() for each in told}
    cause: Cause = "account" if kinds <= MINE else "content"
    raise Refused(f"no relay takes it ({words})", cause=cause, answer=words)


def _everywhere(connection: Connection, event: Event, to: tuple[str, ...]) -> list[Told]:
    """What each relay says of an event, those that could not be reached asked twice."""

    def one(relay: str) -> Told:
        return relays.send(relay, _url(connection, relay), event.text, event.id, _seconds(connection))

    told = {each.relay: each for each in relays.everywhere(to, one)}
    again = tuple(relay for relay, each in told.items() if each.state == "unreached")
    if again and len(again) < len(to):
        told |= {each.relay: each for each in relays.everywhere(again, one)}
    return list(told.values())


def _approved(connection: Connection, step: Step, before: Mapping[int, RemoteRef], at: int) -> tuple[int, Tags]:
    """Kind and tags of a step's event made at `at`: an article's names, or the places of a note in its thread (NIP-10)."""
    fields, hashtags = step.draft.fields, step.draft.fields.get("t")
    tags = [[name, str(fields[name])] for name in ("d", "title", "summary", "image", "r") if fields.get(name)]
    tags += [["t", tag] for tag in hashtags] if isinstance(hashtags, list) else []
    if fields.get("d"):
        return ARTICLE, [*tags, ["published_at", str(at)]]
    if step.follows is None:
        return NOTE, tags
    known, root, parent = fields.get("relays"), before[0].extra["event"], before[step.follows].extra["event"]
    hint = known[0] if isinstance(known, list) and known else ""
    places = [["e", root, hint, "root"], *([["e", parent, hint, "reply"]] if parent != root else [])]
    return NOTE, [*places, ["p", _pubkey(connection)]]


def _undated(tags: Tags) -> Tags:
    return [tag for tag in tags if tag[:1] != ["published_at"]]


def _asked(connection: Connection, wanted: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
    """Our own events of all relays, each looked at once and its signature verified; and whether every relay told all it has."""
    import nostr_sdk as nostr

    answers = relays.everywhere(_relays(connection), lambda relay: _ask(connection, relay, wanted))
    found: dict[str, dict[str, Any]] = {}
    for event in (event for events in answers for event in events or ()):
        try:
            good = nostr.Event.from_json(json.dumps(event)).verify()
        except nostr.NostrSdkError:
            continue
        if good and event["pubkey"] == _pubkey(connection):
            found[event["id"]] = event
    return list(found.values()), all(events is not None and len(events) < LISTED for events in answers)


def _ask(connection: Connection, relay: str, wanted: dict[str, Any]) -> list[dict[str, Any]] | None:
    return relays.ask(_url(connection, relay), wanted, _seconds(connection))


def _signed(connection: Connection, kind: int, tags: Tags, content: str, at: int) -> Event:
    """The event, signed. Raises Refused should the library have changed a letter of it."""
    import nostr_sdk as nostr

    made = nostr.EventBuilder(nostr.Kind(kind), content).tags([nostr.Tag.parse(tag) for tag in tags])
    text = made.custom_created_at(nostr.Timestamp.from_secs(at)).finalize(_keys(connection)).as_json()
    event = json.loads(text)
    if (event["content"], event["tags"], event["created_at"], event["kind"]) != (content, tags, at, kind):
        raise Refused("the event could not be made as it was approved")
    return Event(event["id"], at, text)


def _keys(connection: Connection) -> nostr_sdk.Keys:
    """The account's keys; those of a rehearsal follow from its made-up secret. Raises Refused for what is no key."""
    import nostr_sdk as nostr

    secret = connection.secrets["secret_key"].strip()
    known = connection.memo.get("keys")
    if isinstance(known, nostr.Keys):
        return known
    if secret.startswith("rehearsal-"):
        secret = hashlib.sha256(secret.encode()).hexdigest()
    try:
        keys = nostr.Keys.parse(secret)
    except nostr.NostrSdkError:
        raise Refused("the secret key is neither nsec1... nor 64 hexadecimal digits", cause="auth") from None
    connection.memo["keys"] = keys
    return keys


def _pubkey(connection: Connection) -> str:
    return str(_keys(connection).public_key().to_hex())


def _relays(connection: Connection) -> tuple[str, ...]:
    """The relays of the account, each once. Raises Refused where one may not be asked."""
    from bot.platforms._nostr_text import wrong_relays

    relays = tuple(dict.fromkeys(cast("Account", connection.account).relays))
    if said := wrong_relays(relays):
        raise Refused(said.rstrip("."), cause="auth")
    return relays


def _url(connection: Connection, relay: str) -> str:
    """Where a relay is really asked: below `api`, where there is one, which is told whose events these are."""
    api = moved_to(connection.session)
    name = quote(connection.account.name, safe="")
    if not api:
        return relay
    return f"ws{api.removeprefix('http').rstrip('/')}/{quote(relays.name(relay), safe=':')}?account={name}"


def _seconds(connection: Connection) -> float:
    """What one round may take: half of the time for a call, as there may be two."""
    return max(connection.account.call_timeout / 2 - 0.5, connection.account.call_timeout / 4)


def _clean(connection: Connection, words: str) -> str:
    key = _keys(connection).secret_key()
    return shown(words, [*connection.secrets.values(), key.to_hex(), key.to_bech32()])
