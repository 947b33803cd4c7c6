"""The rehearsal's relays: signatures by BIP-340's own test vectors, whose key it is, what is known, newer, deleted; plans for a frame."""

from __future__ import annotations

import hashlib
import json
import time
from typing import Any

import nostr_sdk
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from bot.rehearsal import nostr_rules
from tests.rehearsal.conftest import Person

VECTORS = [
    (
        "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9",
        "0" * 64,
        "e907831f80848d1069a5371b402410364bdf1c5f8307b0084c55f1ce2dca821525f66a4a85ea8b71e482a74f382d2ce5ebeee8fdb2172f477df4900d310536c0",
        True,
    ),
    (
        "dff1d77f2a671c5f36183726db2341be58feae1da2deced843240f7b502ba659",
        "243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89",
        "6896bd60eeae296db48a229ff71dfe071bde413e6d43f917dc8dcf8c78de33418906d11ac976abccb20b091292bff4ea897efcb639ea871cfa95f6de339e4b0a",
        True,
    ),
    (
        "eefdea4cdb677750a420fee807eacf21eb9898ae79b9768766e4faa04a2d4a34",
        "243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89",
        "6cff5c3ba86c69ea4b7376f31a9bcb4f74c1976089b2d9963da2e5543e17776969e89b4c5564d00349106b8497785dd7d1d713a8ae82b32fa79d5f7fc407d39b",
        False,
    ),
]


@pytest.mark.parametrize(("key", "message", "signature", "good"), VECTORS)
def test_signatures_are_judged_as_bip_340_says(key: str, message: str, signature: str, good: bool) -> None:
    assert nostr_rules.verified(key, message, signature) is good
    assert not nostr_rules.verified(key, message, f"{'f' * 64}{signature[64:]}")
    assert not nostr_rules.verified(key, message, f"{signature[:64]}{'f' * 64}")


def event(person: Person, content: str = "x", kind: int = 1, at: int = 0, tags: tuple[tuple[str, ...], ...] = ()) -> dict[str, Any]:
    secret = hashlib.sha256(f"rehearsal-{person.name}-secret_key".encode()).hexdigest()
    made = nostr_sdk.EventBuilder(nostr_sdk.Kind(kind), content).tags([nostr_sdk.Tag.parse(list(tag)) for tag in tags])
    dated = made.custom_created_at(nostr_sdk.Timestamp.from_secs(at or int(time.time())))
    found: dict[str, Any] = json.loads(dated.finalize(nostr_sdk.Keys.parse(secret)).as_json())
    return found


def talk(person: Person, *frames: list[Any], relay: str = "relay.example.com", account: str = "") -> list[Any]:
    """What a relay says to each frame."""
    url = f"{person.network.url.replace('http', 'ws', 1)}/nostr/{relay}?account={account or person.name}"
    with connect(url, proxy=None) as line:
        said = []
        for frame in frames:
            line.send(json.dumps(frame))
            said.append(json.loads(line.recv(timeout=10)))
    return said


def test_a_known_event_is_one_post_wherever_it_is_sent(person: Person) -> None:
    note = event(person, "a note")
    said = talk(person, ["EVENT", note], ["EVENT", note])
    assert [answer[1:] for answer in said] == [[note["id"], True, ""], [note["id"], True, "duplicate: already have this event"]]
    assert talk(person, ["EVENT", note], relay="nos.example.com") == [["OK", note["id"], True, ""]]
    assert [(post.id, post.text) for post in person.posts()] == [(note["id"], "a note")]


def test_an_articles_newest_version_counts_and_its_older_ones_are_refused(person: Person) -> None:
    now = int(time.time())
    new, old = (event(person, f"at {at}", 30023, at, (("d", "a"), ("title", "T"))) for at in (now, now - 9))
    assert [answer[2] for answer in talk(person, ["EVENT", new], ["EVENT", old])] == [True, False]
    (post,) = person.posts()
    assert (post.text, post.title, post.id) == (f"at {now}", "T", f"30023:{new['pubkey']}:a")


def test_what_was_deleted_does_not_come_back(person: Person) -> None:
    note = event(person)
    wish = event(person, "", 5, tags=(("e", note["id"]), ("k", "1")))
    said = talk(person, ["EVENT", note], ["EVENT", wish], ["EVENT", note], ["REQ", "r", {"ids": [note["id"]]}])
    assert [answer[2] for answer in said[:3]] == [True, True, False]
    assert said[3] == ["EOSE", "r"]


def test_only_the_accounts_own_key_and_only_true_events_are_taken(person: Person) -> None:
    note = event(person)
    wrong = [{**note, "sig": "0" * 128}, {**note, "content": "y"}, {**note, "more": 1}, event(person, at=int(time.time()) + 7200), {}, 7]
    assert [answer[2] for answer in talk(person, *(["EVENT", each] for each in wrong))] == [False] * len(wrong)
    assert [answer[3] for answer in talk(person, ["EVENT", note], account="somebody")] == ["blocked: this is somebody else's key"]
    assert person.posts() == []


def test_a_plan_meets_a_frame(person: Person) -> None:
    note = event(person)
    person.plan("429", platform="nostr", method="POST", path="/relay.example.com")
    assert talk(person, ["EVENT", note])[0][2:] == [False, "rate-limited: slow down"]
    person.plan("accept-then-reset", platform="nostr", method="POST", path="/relay.example.com")
    with pytest.raises(ConnectionClosed):
        talk(person, ["EVENT", note])
    assert [post.id for post in person.posts()] == [note["id"]]
    assert [(entry.method, entry.fault, entry.status) for entry in person.requests()] == [
        ("POST", "429", 200),
        ("POST", "accept-then-reset", 0),
    ]


def test_no_web_page_elsewhere_reaches_it(person: Person) -> None:
    url = f"{person.network.url.replace('http', 'ws', 1)}/nostr/relay.example.com"
    with pytest.raises(InvalidStatus), connect(url, proxy=None, origin="https://evil.example"):  # type: ignore[arg-type]
        pass
