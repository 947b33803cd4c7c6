"""The Nostr adapter against a real relay, and the rehearsal's relay compared with it."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nostr_sdk
import pytest
from websockets.sync.client import connect

from bot.clock import SystemClock
from bot.errors import Refused
from bot.http import session
from bot.model.draft import Draft
from bot.model.receipt import RemoteRef
from bot.platforms import nostr
from bot.platforms.base import Connection
from bot.rehearsal import launch, nostr_rules
from tests.corpus.posts import needs_posts, post_of, rows
from tests.counterparts import more, relay
from tests.platforms.contract import TEXT, segment


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with relay.running(tmp_path_factory.mktemp("nostr") / "relay") as running:
        yield running


def way(*relays: str, secret: str = "") -> Connection:
    key = secret or secrets.token_hex(32)
    account = nostr.Account(name="me", platform="nostr", relays=relays, call_timeout=20)
    now = SystemClock().now()
    return Connection(account, {"secret_key": key}, session((), None, secrets=[key]), now, begun=now)


def thread() -> Draft:
    return Draft("me", "nostr", "", tuple(map(segment, (TEXT, "two", "three 日本 🧑‍🔬"))), {"relays": ["wss://nos.lol"], "t": ["ml"]})


def article(text: str = TEXT, name: str = "small") -> Draft:
    return Draft("me", "nostr", "Small", (segment(text),), {"d": name, "title": "Small & “batches”", "summary": "Why"})


def publish(connection: Connection, draft: Draft) -> dict[int, RemoteRef]:
    before: dict[int, RemoteRef] = {}
    for step in nostr.steps(draft):
        before[step.index] = nostr.publish(connection, step, before, "key")
    return before


def has(url: str, connection: Connection) -> list[dict[str, Any]]:
    """All events of an account, asked for without anything of ours in between."""
    key = nostr_sdk.Keys.parse(connection.secrets["secret_key"]).public_key().to_hex()
    with connect(url, proxy=None) as line:
        line.send(json.dumps(["REQ", "all", {"authors": [key]}]))
        found = []
        while (frame := json.loads(line.recv(timeout=10)))[0] != "EOSE":
            found.append(frame[2])
    return found


@pytest.mark.parametrize("made", [thread(), article()], ids=["thread", "article"])
def test_every_write_said_again_makes_nothing_new(url: str, made: Draft) -> None:
    me = way(url)
    first = publish(me, made)
    assert publish(replace(me, now=me.now.add(hours=3)), made) == first
    events = has(url, me)
    assert len(events) == len(made.segments)
    assert {event["content"] for event in events} == {segment.wire for segment in made.segments}
    for event in events:
        assert nostr_rules.wrong(event, int(time.time())) == ""
    for step in nostr.steps(made)[:-1]:
        assert nostr.find(me, step, first, "key", me.now.subtract(hours=1)) == first[step.index]
    assert nostr.exists(me, nostr.ref(first[0].url))


def test_a_thread_hangs_together_on_the_relay(url: str) -> None:
    me = way(url)
    refs = publish(me, thread())
    three = next(event for event in has(url, me) if event["id"] == refs[2].id)
    marks = {tag[3]: tag[1] for tag in three["tags"] if tag[0] == "e"}
    assert marks == {"root": refs[0].id, "reply": refs[1].id}


def test_what_is_not_there_is_not_found_and_does_not_exist(url: str) -> None:
    me = way(url)
    assert nostr.find(me, nostr.steps(thread())[0], {}, "key", me.now.subtract(hours=1)) is None
    assert not nostr.exists(me, RemoteRef("ab" * 32))


def test_an_edited_article_replaces_the_old_one(url: str) -> None:
    me = way(url)
    refs = publish(me, article())
    nostr.update(me, refs[0], segment("new words"))
    (event,) = has(url, me)
    assert (event["content"], ["d", "small"] in event["tags"]) == ("new words", True)


@pytest.mark.parametrize("made", [thread(), article()], ids=["thread", "article"])
def test_a_wish_to_delete_is_obeyed_by_this_relay(url: str, made: Draft) -> None:
    me = way(url)
    refs = publish(me, made)
    nostr.delete(me, refs[0])
    assert not nostr.exists(me, refs[0])
    nostr.delete(me, refs[0])


def test_one_of_two_relays_is_enough_and_the_other_is_named(url: str) -> None:
    away = f"ws://127.0.0.1:{more.free()}"
    me = way(away, url)
    steps = nostr.steps(article())
    made = nostr.publish(me, steps[0], {}, "key")
    assert made.extra["missing"] == away
    with pytest.raises(Refused, match=r"published, but not at 127\.0\.0\.1"):
        nostr.publish(me, steps[1], {0: made}, "key")
    assert len(has(url, me)) == 1


def test_a_relay_that_refuses_says_why(tmp_path: Path) -> None:
    with relay.running(tmp_path / "small", largest=50) as small:
        me = way(small)
        with pytest.raises(Refused, match="characters should be enough"):
            publish(me, article("x" * 60))
        assert has(small, me) == []


@needs_posts
def test_real_articles_come_back_letter_by_letter(url: str) -> None:
    me = way(url)
    account = nostr.Account(name="me", platform="nostr", relays=(url,), form="article")
    drafts = [nostr.render(post_of(row), account, {}) for row in rows()[::60]]
    for draft in drafts:
        if not draft.blocked:
            publish(me, draft)
    assert {event["content"] for event in has(url, me)} == {draft.segments[0].wire for draft in drafts if not draft.blocked}
    assert len(drafts) > 5


# -- the rehearsal's relay beside the real one


def event(secret: str, content: str = "x", at: int = 0, **more: Any) -> dict[str, Any]:
    made = nostr_sdk.EventBuilder(nostr_sdk.Kind(1), content).custom_created_at(nostr_sdk.Timestamp.from_secs(at or int(time.time())))
    return {**json.loads(made.finalize(nostr_sdk.Keys.parse(secret)).as_json()), **more}


def answers(url: str, events: list[dict[str, Any]]) -> list[bool]:
    """Whether a relay takes each event; one connection for each, as some relays slow down who erred."""
    said = []
    for each in events:
        with connect(url, proxy=None) as line:
            line.send(json.dumps(["EVENT", each]))
            frame = json.loads(line.recv(timeout=10))
            said.append(frame[0] == "OK" and (frame[2] is True or str(frame[3]).startswith("duplicate")))
    return said


def test_the_rehearsal_takes_and_refuses_what_the_real_relay_does(url: str, tmp_path: Path) -> None:
    secret = hashlib.sha256(b"rehearsal-me-secret_key").hexdigest()
    good = event(secret, "good")
    tried = [
        good,
        good,
        event(secret, '日本 🧑‍🔬 \\ " \n\t'),
        {**good, "sig": "0" * 128},
        {**good, "content": "other words"},
        event(secret, "later", at=int(time.time()) + 7200),
        event(secret, "x" * 70_000),
    ]
    network = launch.ensure(tmp_path, port=0)
    try:
        rehearsed = f"{network.url.replace('http', 'ws')}/nostr/relay.example.com?account=me"
        ours = answers(rehearsed, tried)
        stricter = answers(rehearsed, [{**good, "id": "0" * 64}])  # which the real one corrects
    finally:
        network.stop()
    assert ours == answers(url, tried) == [True, True, True, False, False, False, False]
    assert stricter == [False]
