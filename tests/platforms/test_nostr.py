"""Nostr: what relays are sent, and what their answers prove together. Signatures are judged by code that shares nothing with ours."""

from __future__ import annotations

import hashlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from bot.errors import Limited, MaybeSent, NotSent, Refused
from bot.http import session
from bot.model.draft import Draft, FieldValue
from bot.model.receipt import RemoteRef
from bot.platforms import nostr
from bot.platforms.base import Connection, Step
from bot.rehearsal import nostr_rules
from tests.platforms.contract import NOW, TEXT, Common, segment

SECRET = "6b911fd37cdf5c81d4c0adb1ab7fa822ed253ab0ad9aa18d77257c88b29b718e"
NSEC = "nsec1dwg3l5mumawgr4xq4kc6klagytkj2w4s4kd2rrthy47g3v5mwx8qwrh7sx"
KEY = "385c3a6ec0b9d57a4330dbd6284989be5bd00e41c535f9ca39b6ae7c521b81cd"
NOTE = "https://njump.me/nevent1qqs2h2at4w46h2at4w46h2at4w46h2at4w46h2at4w46h2at4w46h2czyqu9cwnwczua27jrxrdav2zf3xl9h5qwg8znt7w28xm2ulzjrwqu6qcyqqqqqqgpz3mhxue69uhhyetvv9ujuerpd46hxtnfdutta0wf"
BEGUN = NOW.subtract(minutes=3)


@dataclass
class Relay:
    """A relay on loopback: `says` answers an event (None: nothing at all), `has` is what it shows."""

    url: str = ""
    says: Callable[[dict[str, Any]], str | None] = lambda event: json.dumps(["OK", event["id"], True, ""])
    got: list[dict[str, Any]] = field(default_factory=list)
    has: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    deaf: bool = False

    def talk(self, line: ServerConnection) -> None:
        try:
            for text in line:
                frame = json.loads(text)
                if frame[0] == "EVENT":
                    self.got.append(frame[1])
                    if (answer := self.says(frame[1])) is not None:
                        line.send(answer)
                elif not self.deaf:
                    self.asked.append(frame[2])
                    for event in self.has:
                        line.send(json.dumps(["EVENT", frame[1], event]))
                    line.send(json.dumps(["EOSE", frame[1]]))
        except ConnectionClosed:
            pass


@contextmanager
def relaying(count: int = 1) -> Iterator[list[Relay]]:
    relays = [Relay() for _ in range(count)]
    servers = [serve(relay.talk, "127.0.0.1", 0, compression=None) for relay in relays]
    threads = [threading.Thread(target=server.serve_forever) for server in servers]
    for relay, server, thread in zip(relays, servers, threads, strict=True):
        relay.url = f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
        thread.start()
    try:
        yield relays
    finally:
        for server, thread in zip(servers, threads, strict=True):
            server.shutdown()
            thread.join()


@pytest.fixture
def relays() -> Iterator[list[Relay]]:
    with relaying(2) as running:
        yield running


def way(*relays: Relay | str, secret: str = SECRET, timeout: int = 4) -> Connection:
    urls = tuple(relay if isinstance(relay, str) else relay.url for relay in relays)
    account = nostr.Account(name="me", platform="nostr", relays=urls, call_timeout=timeout)
    return Connection(account, {"secret_key": secret}, session((), None, secrets=[secret]), NOW, begun=BEGUN)


def draft(*texts: str, **fields: FieldValue) -> Draft:
    known: dict[str, FieldValue] = {"relays": ["wss://relay.example.com"], "t": ["ml"], "r": "https://example.org/a"}
    return Draft("me", "nostr", "Small", tuple(segment(text) for text in texts or (TEXT,)), known | fields)


def article(**more: FieldValue) -> Draft:
    return draft(d="small-batches", title="Small", summary="Why", image="https://example.org/a.png", **more)


def post(made: Draft | None = None) -> Step:
    return nostr.steps(made or draft())[0]


def gone() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"ws://127.0.0.1:{probe.getsockname()[1]}"


def refusing(why: str) -> Callable[[dict[str, Any]], str]:
    return lambda event: json.dumps(["OK", event["id"], False, why])


class TestNostr(Common):
    platform = nostr
    prefix = "nostr"
    options = {"relays": ("wss://relay.example.com",)}  # noqa: RUF012
    example = NOTE

    def draft(self) -> Draft:
        return draft()


# -- one event


def test_every_relay_gets_the_same_event_signed_and_dated_at_the_first_intent(relays: list[Relay]) -> None:
    ref = nostr.publish(way(*relays), post(), {}, "key")
    (event,), (other,) = relays[0].got, relays[1].got
    assert event == other
    assert nostr_rules.wrong(event, int(NOW.timestamp())) == ""
    assert (event["pubkey"], event["kind"], event["content"], event["created_at"]) == (KEY, 1, TEXT, int(BEGUN.timestamp()))
    assert event["tags"] == [["r", "https://example.org/a"], ["t", "ml"]]
    assert ref.id == event["id"] == nostr.ref(ref.url).id
    assert ref.extra == {"event": event["id"], "at": str(event["created_at"]), "missing": ""}


def test_sending_again_is_the_same_event(relays: list[Relay]) -> None:
    first = nostr.publish(way(*relays), post(), {}, "key")
    later = replace(way(*relays, secret=NSEC), now=NOW.add(hours=9))
    assert nostr.publish(later, post(), {}, "another") == first
    assert relays[0].got[0]["id"] == relays[0].got[1]["id"]


def test_a_thread_names_its_root_and_what_it_replies_to(relays: list[Relay]) -> None:
    made, before = draft("one", "two", "three"), dict[int, RemoteRef]()
    for step in nostr.steps(made)[:3]:
        before[step.index] = nostr.publish(way(*relays), step, before, "key")
    one, two, three = (event for event in relays[0].got)
    hint = "wss://relay.example.com"
    assert two["tags"] == [["e", one["id"], hint, "root"], ["p", KEY]]
    assert three["tags"] == [["e", one["id"], hint, "root"], ["e", two["id"], hint, "reply"], ["p", KEY]]


def test_an_article_has_a_name_that_it_keeps(relays: list[Relay]) -> None:
    ref = nostr.publish(way(*relays), post(article()), {}, "key")
    (event,) = relays[0].got
    assert event["kind"] == 30023
    assert event["tags"] == [
        ["d", "small-batches"], ["title", "Small"], ["summary", "Why"], ["image", "https://example.org/a.png"],
        ["r", "https://example.org/a"], ["t", "ml"], ["published_at", str(int(BEGUN.timestamp()))],
    ]  # fmt: skip
    assert ref.id == f"30023:{KEY}:small-batches" == nostr.ref(ref.url).id


# -- what answers prove


def test_one_relay_that_takes_it_is_enough_and_who_lacks_it_is_known(relays: list[Relay]) -> None:
    relays[1].says = refusing("blocked: not you")
    away = gone()
    ref = nostr.publish(way(*relays, away), post(), {}, "key")
    assert ref.extra["missing"].split() == [relays[1].url, away]


def test_the_relays_that_lacked_it_are_asked_again_and_named_where_they_stay_without(relays: list[Relay]) -> None:
    relays[1].says = refusing("blocked: not you")
    made = draft("one", "two")
    steps, before = nostr.steps(made), dict[int, RemoteRef]()
    for step in steps[:2]:
        before[step.index] = nostr.publish(way(*relays), step, before, "key")
    with pytest.raises(Refused, match=r"published, but not at 127\.0\.0\.1:\d+ \(blocked: not you\)"):
        nostr.publish(replace(way(*relays), begun=NOW), steps[2], before, "key")
    assert steps[2].optional
    relays[1].says = Relay().says
    assert nostr.publish(replace(way(*relays), begun=NOW), steps[2], before, "key") == RemoteRef("everywhere")
    assert len(relays[0].got) == 2
    assert [event["id"] for event in relays[1].got[-2:]] == [event["id"] for event in relays[0].got], "the events that the other has"


def test_a_duplicate_is_a_yes(relays: list[Relay]) -> None:
    relays[0].says = relays[1].says = refusing("duplicate: have it")
    assert nostr.publish(way(*relays), post(), {}, "key").extra["missing"] == ""


@pytest.mark.parametrize(
    "answer", [None, "", "<html>Sorry</html>", "{}", "[]", "7", '["OK"]', '["EVENT", {}]', '["OK", "other", true, ""]', "[" * 100_000]
)
def test_an_answer_that_is_none_is_in_doubt(answer: str | None) -> None:
    with relaying() as (relay,):
        relay.says = lambda event: answer
        with pytest.raises(MaybeSent):
            nostr.publish(way(relay, timeout=1), post(), {}, "key")
        assert len(relay.got) == 1


@pytest.mark.parametrize("yes", ["null", "1", '"true"', "{}"])
def test_only_true_is_a_yes(yes: str) -> None:
    with relaying() as (relay,):
        relay.says = lambda event: f'["OK", "{event["id"]}", {yes}, ""]'
        with pytest.raises(MaybeSent):
            nostr.publish(way(relay), post(), {}, "key")


@pytest.mark.parametrize(
    ("why", "cause"),
    [
        ("invalid: bad tags", "content"),
        ("pow: 28 bits", "content"),
        ("blocked: you", "account"),
        ("auth-required: log in", "account"),
        ("", "content"),
    ],
)
def test_a_refusal_by_all_is_final(why: str, cause: str) -> None:
    with relaying() as (relay,):
        relay.says = refusing(why)
        with pytest.raises(Refused, match="no relay takes it") as refused:
            nostr.publish(way(relay), post(), {}, "key")
        assert refused.value.cause == cause


def test_a_refusal_that_names_no_event_is_about_the_only_one_and_such_a_yes_is_none() -> None:
    with relaying() as (relay,):
        relay.says = lambda event: '["OK", "", false, "invalid: 280 characters should be enough for anybody"]'
        with pytest.raises(Refused, match="280 characters"):
            nostr.publish(way(relay), post(), {}, "key")
        relay.says = lambda event: '["OK", "", true, ""]'
        with pytest.raises(MaybeSent):
            nostr.publish(way(relay, timeout=1), post(), {}, "key")


def test_a_wish_to_wait_is_obeyed(relays: list[Relay]) -> None:
    relays[0].says, relays[1].says = refusing("rate-limited: slow down"), refusing("blocked: you")
    with pytest.raises(Limited) as limited:
        nostr.publish(way(*relays), post(), {}, "key")
    assert limited.value.until == NOW.add(seconds=300)


def test_one_in_doubt_outweighs_a_refusal(relays: list[Relay]) -> None:
    relays[0].says, relays[1].says = refusing("blocked: you"), lambda event: None
    with pytest.raises(MaybeSent):
        nostr.publish(way(*relays, timeout=1), post(), {}, "key")


def test_nobody_there_means_not_sent() -> None:
    with pytest.raises(NotSent):
        nostr.publish(way(gone()), post(), {}, "key")


def test_a_connection_that_ends_after_the_event_is_in_doubt() -> None:
    with relaying() as (relay,):

        def leave(event: dict[str, Any]) -> str | None:
            raise ConnectionClosed(None, None)

        relay.says = leave
        with pytest.raises(MaybeSent):
            nostr.publish(way(relay), post(), {}, "key")


# -- guards


@pytest.mark.parametrize("address", ["10.0.0.8", "169.254.169.254", "192.168.1.1", "::1", "127.0.0.1", "100.64.0.1"])
def test_no_private_place_is_asked_through_a_public_name(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(family, socket.SOCK_STREAM, 6, "", (address, 443))])
    with pytest.raises(NotSent, match="private address"):
        nostr.publish(way("wss://relay.example.com"), post(), {}, "key")


def test_a_relay_that_may_not_be_asked_is_not() -> None:
    with pytest.raises(Refused, match=r"holds .ws://relay"):
        nostr.publish(way("ws://relay.example.com"), post(), {}, "key")


def test_a_redirect_leads_nowhere(relays: list[Relay]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:

        def point_elsewhere() -> None:
            line, _ = door.accept()
            with line:
                line.recv(4096)
                line.sendall(f"HTTP/1.1 302 Found\r\nLocation: {relays[0].url}\r\nContent-Length: 0\r\n\r\n".encode())

        thread = threading.Thread(target=point_elsewhere)
        thread.start()
        with pytest.raises(NotSent):
            nostr.publish(way(f"ws://127.0.0.1:{door.getsockname()[1]}"), post(), {}, "key")
        thread.join()
    assert relays[0].got == []


def test_a_relay_without_end_costs_its_time_and_no_more() -> None:
    with relaying() as (relay,):
        flood = json.dumps(["NOTICE", "x" * 1000])
        relay.says = lambda event: flood

        begin = time.monotonic()
        with pytest.raises(MaybeSent):
            nostr.publish(way(relay, timeout=1), post(), {}, "key")
        assert time.monotonic() - begin < 5


@pytest.mark.parametrize("secret", ["", "nsec1xyz", "0" * 64, "f" * 64, "my secret"])
def test_what_is_no_key_is_said_without_showing_it(secret: str) -> None:
    with pytest.raises(Refused, match="neither nsec1") as refused:
        nostr.facts(way("ws://127.0.0.1:9", secret=secret))
    assert refused.value.cause == "auth"
    assert not secret or secret not in refused.value.why + refused.value.answer


@pytest.mark.parametrize("secret", [SECRET, NSEC])
def test_a_relay_that_repeats_the_key_tells_nobody(secret: str) -> None:
    with relaying() as (relay,):
        relay.says = refusing(f"invalid: {SECRET} {NSEC}")
        with pytest.raises(Refused) as refused:
            nostr.publish(way(relay, secret=secret), post(), {}, "key")
        said = refused.value.why + refused.value.answer
        assert SECRET not in said
        assert NSEC not in said


# -- looking, changing, taking back


def test_it_is_found_on_any_relay_whenever_it_was_made(relays: list[Relay]) -> None:
    ref = nostr.publish(way(*relays), post(article()), {}, "key")
    relays[1].has = relays[0].got
    look = replace(way(*relays), begun=None)
    found = nostr.find(look, post(article()), {}, "key", BEGUN)
    assert found is not None
    assert (found.id, found.url, found.extra["event"]) == (ref.id, ref.url, ref.extra["event"])
    assert relays[0].asked == [{"kinds": [30023], "authors": [KEY], "since": int(BEGUN.timestamp()), "limit": 500}]
    assert nostr.find(look, post(draft("other")), {}, "key", BEGUN) is None


def test_a_forged_event_proves_nothing(relays: list[Relay]) -> None:
    nostr.publish(way(*relays), post(), {}, "key")
    relays[0].has = [{**relays[0].got[0], "sig": "0" * 128}, {**relays[0].got[0], "id": "0" * 64}, {}, {"id": 1}]
    assert nostr.find(way(*relays), post(), {}, "key", BEGUN) is None


def test_a_relay_that_does_not_tell_proves_no_absence(relays: list[Relay]) -> None:
    relays[1].deaf = True
    look = way(*relays, timeout=1)
    with pytest.raises(MaybeSent):
        nostr.find(look, post(), {}, "key", BEGUN)
    with pytest.raises(NotSent):
        nostr.exists(look, RemoteRef("ab" * 32))


def test_an_edit_is_a_later_article_of_the_same_name(relays: list[Relay]) -> None:
    ref = nostr.publish(way(*relays), post(article()), {}, "key")
    relays[0].has = [{**relays[0].got[0]}]
    nostr.update(way(*relays), ref, segment("new words"))
    old, new = relays[0].got
    assert (new["content"], new["tags"]) == ("new words", old["tags"])
    assert new["created_at"] == int(NOW.timestamp()) > old["created_at"]
    assert nostr_rules.wrong(new, int(NOW.timestamp())) == ""


def test_a_note_can_not_be_edited_and_says_so(relays: list[Relay]) -> None:
    ref = nostr.publish(way(*relays), post(), {}, "key")
    relays[0].has = list(relays[0].got)
    with pytest.raises(Refused, match="a note can't be changed"):
        nostr.update(way(*relays), ref, segment("new"))
    with pytest.raises(Refused, match=r"\(404\)"):
        nostr.update(way(*relays), RemoteRef(f"30023:{KEY}:other"), segment("new"))


@pytest.mark.parametrize(("made", "kind"), [(draft(), "1"), (article(), "30023")])
def test_a_deletion_is_a_wish_to_all_relays(relays: list[Relay], made: Draft, kind: str) -> None:
    ref = nostr.publish(way(*relays), post(made), {}, "key")
    nostr.delete(way(*relays), ref)
    for relay in relays:
        wish = relay.got[-1]
        assert (wish["kind"], wish["content"]) == (5, "")
        assert wish["tags"] == [["a" if kind == "30023" else "e", ref.id], ["k", kind]]


def test_a_deletion_of_an_article_names_the_version_that_is_there_and_is_later(relays: list[Relay]) -> None:
    ref = nostr.publish(way(*relays), post(article()), {}, "key")
    relays[0].has = [relays[0].got[0]]
    nostr.update(way(*relays), ref, segment("new words"))
    relays[0].has = [relays[0].got[-1]]
    nostr.delete(way(*relays), ref)
    wish, newest = relays[1].got[-1], relays[0].has[0]
    assert wish["tags"] == [["a", ref.id], ["e", newest["id"]], ["k", "30023"]]
    assert wish["created_at"] > newest["created_at"]


def test_facts_tell_who_we_are_and_who_answers(relays: list[Relay]) -> None:
    told = nostr.facts(way(relays[0], gone()))
    assert told == {
        "pubkey": KEY,
        "npub": "npub18pwr5mkqh82h5sesm0tzsjvfhedaqrjpc56lnj3ek6h8c5sms8xsn5yj00",
        "relays": [relays[0].url.removeprefix("ws://")],
    }
    with pytest.raises(NotSent, match="none of the relays answers"):
        nostr.facts(way(gone()))


def test_a_rehearsal_signs_with_a_key_that_follows_from_its_secret(relays: list[Relay]) -> None:
    nostr.publish(way(relays[0], secret="rehearsal-me-secret_key"), post(), {}, "key")
    assert relays[0].got[0]["pubkey"] == nostr_rules.public(hashlib.sha256(b"rehearsal-me-secret_key").hexdigest())
