"""The Bluesky adapter, and the whole service, against a real Bluesky server; and the rehearsal's server compared with it."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from whenever import Instant

from bot.clock import SystemClock
from bot.errors import Limited, MaybeSent, Refused
from bot.http import session
from bot.model.delivery import State
from bot.model.draft import Draft, Media, Segment
from bot.model.receipt import RemoteRef
from bot.model.settings import Posts, Site
from bot.platforms import _bluesky as wire
from bot.platforms import bluesky, hosts
from bot.platforms.base import Connection
from bot.rehearsal import launch
from bot.store import open_store
from bot.text.source import read_post
from tests.corpus import facets
from tests.counterparts.bluesky import Person, Server, running
from tests.loopback import Answer, Reply, Reset, Seen, serving
from tests.rehearsal.pictures import picture
from tests.service.conftest import ARTICLE

PUT = "/xrpc/com.atproto.repo.putRecord"
SETTINGS = """\
site: {{url: https://example.org}}
timezone: UTC
rehearsal: false
accounts:
  bluesky: {{platform: bluesky, default: true, handle: {handle}, api: "{api}", call_timeout: 5, thread: 6}}
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("pds") / "data") as up:
        yield up


@pytest.fixture
def person(server: Server) -> Person:
    return server.person()


def connection(person: Person, *, password: str = "", api: str = "", now: Instant | None = None) -> Connection:
    account = bluesky.Account(name="me", platform="bluesky", handle=person.handle, rehearsal=False, api=api or person.server.url)
    secret = {"app_password": password or person.password}
    return Connection(account, secret, session(hosts(account), account.api, secrets=secret.values()), now or SystemClock().now())


def media(folder: Path, name: str, alt: str) -> Media:
    data = picture(colour=(len(name), 20, 30))
    (folder / name).write_bytes(data)
    return Media(str(folder / name), "image/png", alt, len(data), 8, 6, hashlib.sha256(data).hexdigest())


def thread(folder: Path) -> Draft:
    """An article as we render it, with a picture of every place: in the thread, and on the card."""
    text = ARTICLE.replace("tags:", "links: {paper: https://arxiv.org/abs/2401.00001}\ntags:")
    post = read_post(text.encode(), "small-batches.md", Site(), Posts(), ())
    draft = bluesky.render(post, bluesky.Account(name="me", platform="bluesky", handle="ada.test"), {})
    first, *middle, last = draft.segments
    pictures = media(folder, "a.png", "Ein Bild: 日本語 🧑‍🔬"), media(folder, "bb.png", "")
    return replace(draft, segments=(replace(first, media=pictures), *middle, replace(last, media=(media(folder, "cover.png", ""),))))


def publish(way: Connection, draft: Draft) -> dict[int, RemoteRef]:
    before: dict[int, RemoteRef] = {}
    for step in bluesky.steps(draft):
        before[step.index] = bluesky.publish(replace(way, begun=way.now.add(milliseconds=step.index)), step, before, f"key{step.index}")
    return before


def says(record: Mapping[str, Any], draft: Draft, number: int) -> None:
    """Asserts that a record as the server gives it back is what was approved, by its bytes."""
    segment = draft.segments[number - 1]
    assert record["text"] == segment.wire
    data, found = segment.wire.encode(), []
    for facet in record.get("facets", []):
        (feature,) = facet["features"]
        start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        assert data[start:end].decode()
        kind = feature["$type"].rpartition("#")[2]
        found.append(f"{number} {start} {end} {kind} {feature.get('uri') or feature.get('tag') or feature.get('did')}")
    field = draft.fields.get("facets", [])
    assert isinstance(field, list)
    assert found == [each for each in field if each.startswith(f"{number} ")]
    assert list(facets.wrong(draft, str(draft.fields["card_url"]))) == []


# -- login


def test_an_app_password_logs_in_and_a_wrong_one_does_not(person: Person) -> None:
    assert bluesky.facts(connection(person)) == {"did": person.did, "handle": person.handle, "people": []}
    with pytest.raises(Refused, match="Invalid identifier or password") as refused:
        bluesky.facts(connection(person, password="aaaa-bbbb-cccc-dddd"))
    assert refused.value.cause == "auth"


def test_a_token_that_is_over_is_refreshed_and_a_spent_refreshing_logs_in_again(person: Person) -> None:
    way = connection(person)
    first = dict(wire.me(way))
    aged = person.server.ask("GET", "com.atproto.server.getSession", person.server.aged(first["accessJwt"]))
    assert (aged.status_code, aged.json()["error"]) == (400, "ExpiredToken")
    for refresh in (first["refreshJwt"], person.server.aged(first["refreshJwt"]), "nonsense"):
        spent = person.server.aged(first["accessJwt"])
        way.memo["session"] = {**first, "accessJwt": spent, "refreshJwt": refresh}
        assert not bluesky.exists(way, RemoteRef(f"at://{person.did}/app.bsky.feed.post/3l6oveex3ii2l"))
        bluesky.delete(way, RemoteRef(f"at://{person.did}/app.bsky.feed.post/3l6oveex3ii2l"))
        assert wire.me(way)["accessJwt"] != spent


def test_the_thirty_first_login_is_told_when_to_come_back(person: Person) -> None:
    for _ in range(30):
        bluesky.facts(connection(person))
    with pytest.raises(Limited) as limited:
        bluesky.facts(connection(person))
    wait = limited.value.until.timestamp() - SystemClock().now().timestamp()
    assert 0 < wait <= 301


# -- a thread, as it was approved


def test_a_thread_reads_back_as_it_was_approved(person: Person, tmp_path: Path) -> None:
    draft = thread(tmp_path)
    refs = publish(connection(person), draft)
    posts = [refs[step.index] for step in bluesky.steps(draft) if step.action == "post"]
    records = person.records()
    assert [(record["uri"], record["cid"]) for record in records] == [(ref.id, ref.extra["cid"]) for ref in posts]
    strong = [{"uri": ref.id, "cid": ref.extra["cid"]} for ref in posts]
    for number, record in enumerate(records, 1):
        says(record["value"], draft, number)
        parent = {"root": strong[0], "parent": strong[number - 2]} if number > 1 else None
        assert record["value"].get("reply") == parent
    images = records[0]["value"]["embed"]["images"]
    assert [(image["alt"], image["aspectRatio"]) for image in images] == [
        (m.alt, {"width": 8, "height": 6}) for m in draft.segments[0].media
    ]
    card = records[-1]["value"]["embed"]["external"]
    assert (card["uri"], card["title"]) == ("https://example.org/small-batches", draft.fields["card_title"])
    for blob, shown in zip(
        [*(image["image"] for image in images), card["thumb"]], (m for s in draft.segments for m in s.media), strict=True
    ):
        kept = person.server.ask("GET", "com.atproto.sync.getBlob", params={"did": person.did, "cid": blob["ref"]["$link"]})
        assert hashlib.sha256(kept.content).hexdigest() == shown.digest


def test_any_letters_come_back_as_they_went(person: Person) -> None:
    texts = ["e\u0301 é 語 🧑‍🔬 שלום\u200f https://a.org/é?q=1&r=<b>", "👨‍👩‍👧‍👦" * 120, "é" * 300, "\u0000\u2028 \\ \" '"]
    for number, text in enumerate(texts):
        said = Segment(text, 0, 300, "graphemes", text)
        (step,) = bluesky.steps(Draft("me", "bluesky", "", (said,)))
        bluesky.publish(connection(person, now=Instant.from_utc(2026, 11, 21, 9, number)), step, {}, text)
    assert [record["value"]["text"] for record in person.records()] == texts


# -- never twice


def test_every_write_twice_makes_nothing_double(person: Person, tmp_path: Path) -> None:
    draft, way = thread(tmp_path), connection(person)
    first = publish(way, draft)
    assert publish(replace(way, memo={}), draft) == first, "the same bytes are no change"
    later = replace(way, now=way.now.add(hours=1))
    assert publish(later, draft) == first, "another date is proof that it is there"
    assert len(person.records()) == len(draft.segments)
    for step in bluesky.steps(draft):
        found = bluesky.find(way, step, first, f"key{step.index}", way.now)
        assert found == (first[step.index] if step.action == "post" else None)
    other = replace(draft, segments=(replace(draft.segments[0], text="other", wire="other", media=()),))
    (step,) = (step for step in bluesky.steps(other) if step.action == "post")
    with pytest.raises(Refused) as refused:
        bluesky.publish(way, step, {}, f"key{next(s.index for s in bluesky.steps(draft) if s.action == 'post')}")
    assert refused.value.cause == "duplicate"
    assert [record["value"]["text"] for record in person.records()] == [segment.wire for segment in draft.segments]


def test_what_is_deleted_is_gone_and_may_be_deleted_again(person: Person, tmp_path: Path) -> None:
    draft, way = thread(tmp_path), connection(person)
    refs = publish(way, draft)
    last = refs[max(refs)]
    assert bluesky.exists(way, last)
    for _ in range(2):
        bluesky.delete(way, last)
        assert not bluesky.exists(way, last)
    assert len(person.records()) == len(draft.segments) - 1
    step = bluesky.steps(draft)[-1]
    assert bluesky.publish(way, step, refs, f"key{step.index}").id == last.id, "what was taken back may be posted again"


def test_a_reply_stands_below_a_post_that_a_person_pasted(person: Person, tmp_path: Path) -> None:
    draft, way = thread(tmp_path), connection(person)
    refs = publish(way, draft)
    posts = [refs[step.index] for step in bluesky.steps(draft) if step.action == "post"]
    rkey = posts[1].id.rpartition("/")[2]
    pasted = bluesky.ref(f"https://bsky.app/profile/{person.handle}/post/{rkey}")
    said = Segment("A correction", 12, 300, "graphemes", "A correction")
    (step,) = bluesky.steps(Draft("me", "bluesky", "", (said,)))
    bluesky.publish(replace(way, now=way.now.add(hours=1)), replace(step, follows=9), {9: pasted}, "reply")
    reply = person.records()[-1]["value"]["reply"]
    assert [reply["root"]["uri"], reply["parent"]["uri"]] == [posts[0].id, posts[1].id]


def forwarded(server: Server, seen: Seen) -> Reply:
    """The real server's answer to a request."""
    kept = {name: value for name, value in seen.headers.items() if name in ("authorization", "content-type")}
    with requests.Session() as way:
        way.trust_env = False
        answer = way.request(seen.method, server.url + seen.path, data=seen.body, headers=kept, timeout=30)
    return Reply(answer.status_code, answer.content, {"Content-Type": answer.headers.get("content-type", "")})


@pytest.fixture
def workspace(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Lays out a workspace with one article, whose account asks at an address."""
    monkeypatch.setenv("BOT_BLUESKY_APP_PASSWORD", person.password)

    def lay(api: str) -> Path:
        (tmp_path / "config").mkdir()
        (tmp_path / "posts").mkdir()
        (tmp_path / "config" / "bot.yaml").write_text(SETTINGS.format(handle=person.handle, api=api))
        (tmp_path / "posts" / "small-batches.md").write_text(ARTICLE)
        os.utime(tmp_path / "posts" / "small-batches.md", (time.time() - 60,) * 2)
        return tmp_path

    return lay


def bot(root: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bot", "--workspace", str(root), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def done(root: Path, *words: str) -> str:
    process = bot(root, *words)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return said


def settled(root: Path, person: Person) -> None:
    """Runs the service until all is there, and compares that with what was approved."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        done(root, "run", "--until-idle")
        with open_store(str(root / ".bot" / "bot.sqlite"), readonly=True) as store:
            (delivery,) = store.deliveries()
            draft = store.draft(delivery.id, delivery.approved)
        if delivery.state == State.PUBLISHED:
            break
        time.sleep(1)
    assert delivery.state == State.PUBLISHED, delivery
    records = person.records()
    assert [record["value"]["text"] for record in records] == [segment.wire for segment in draft.segments]
    for number, record in enumerate(records, 1):
        says(record["value"], draft, number)
        assert record["value"].get("reply", {}).get("parent", {}).get("uri") == (records[number - 2]["uri"] if number > 1 else None)


@pytest.mark.parametrize("accepted", [True, False], ids=["after", "before"])
def test_every_call_whose_answer_is_lost_is_made_again_with_the_same_bytes(person: Person, tmp_path: Path, accepted: bool) -> None:
    draft, met = thread(tmp_path), set()

    def script(seen: Seen) -> Answer:
        if "Session" in seen.path or seen.body in met:
            return forwarded(person.server, seen)
        met.add(seen.body)
        if accepted:
            assert forwarded(person.server, seen).status == 200
        return Reset()

    before: dict[int, RemoteRef] = {}
    with serving(script) as between:
        way = connection(person, api=between.url)
        for step in bluesky.steps(draft):
            begun = replace(way, begun=way.now.add(milliseconds=step.index))
            with pytest.raises(MaybeSent):
                bluesky.publish(begun, step, before, f"key{step.index}")
            before[step.index] = bluesky.publish(replace(begun, now=way.now.add(hours=9)), step, before, f"key{step.index}")
    assert len(met) == len(bluesky.steps(draft))
    assert [record["value"]["text"] for record in person.records()] == [segment.wire for segment in draft.segments]


@pytest.mark.parametrize("accepted", [True, False], ids=["after", "before"])
def test_a_service_that_dies_at_every_post_of_a_thread_goes_on_and_it_is_there_once(
    person: Person, workspace: Callable[[str], Path], accepted: bool
) -> None:
    """The whole service is killed at the first call of every record, before the server took it or after."""
    met: set[str] = set()
    services: list[subprocess.Popen[str]] = []

    def script(seen: Seen) -> Answer:
        if seen.path != PUT or seen.json["rkey"] in met:
            return forwarded(person.server, seen)
        met.add(seen.json["rkey"])
        if accepted:
            assert forwarded(person.server, seen).status == 200
        services[-1].send_signal(signal.SIGKILL)
        return Reset()

    with serving(script) as between:
        root = workspace(between.url)
        done(root, "run", "--once")
        done(root, "approve", "--all", "--now", "--yes")
        while not services or services[-1].returncode == -signal.SIGKILL:
            services.append(bot(root, "run", "--until-idle"))
            services[-1].communicate(timeout=120)
        settled(root, person)
        puts: dict[str, set[bytes]] = {}
        for seen in between.seen:
            if seen.path == PUT:
                puts.setdefault(seen.json["rkey"], set()).add(seen.body)
    assert len(services) - 1 == len(puts) == len(person.records()) > 2
    assert {len(bodies) for bodies in puts.values()} == {1}, "a replay has the same bytes"


def test_a_limit_holds_the_account_until_the_time_that_the_server_names(person: Person, workspace: Callable[[str], Path]) -> None:
    root = workspace(person.server.url)
    done(root, "run", "--once")
    done(root, "approve", "--all", "--now", "--yes")
    login = {"identifier": person.handle, "password": person.password}
    while person.server.ask("POST", "com.atproto.server.createSession", json=login).status_code == 200:
        pass
    done(root, "run", "--once")
    with open_store(str(root / ".bot" / "bot.sqlite"), readonly=True) as store:
        (delivery,) = store.deliveries()
        until = store.accounts(False)["bluesky"].not_before
    assert delivery.state == State.APPROVED
    assert until is not None
    assert 0 < until.timestamp() - time.time() <= 301
    assert person.records() == []


# -- the rehearsal's server beside the real one


def post(**more: Any) -> dict[str, Any]:
    return {"$type": "app.bsky.feed.post", "text": "plain words", "createdAt": "2026-11-21T09:00:00.000Z", **more}


def facet(feature: dict[str, Any], start: int = 0, end: int = 5) -> list[dict[str, Any]]:
    return [{"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}]


LINK, TAG = "app.bsky.richtext.facet#link", "app.bsky.richtext.facet#tag"
CARD = {"$type": "app.bsky.embed.external", "external": {"uri": "https://a.org", "title": "T", "description": ""}}
REF = {
    "uri": "at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3l6oveex3ii2l",
    "cid": "bafyreibjifzpqj6o6wcq3hejh7y4z4z2vmiklkvykc57tw3pcbx3kxifpm",
}
RECORDS: dict[str, dict[str, Any]] = {
    "plain": post(),
    "300 graphemes": post(text="é" * 300),
    "301 graphemes": post(text="é" * 301),
    "120 families": post(text="👨‍👩‍👧‍👦" * 120),
    "121 families": post(text="👨‍👩‍👧‍👦" * 121),
    "no text": {"$type": "app.bsky.feed.post", "createdAt": "2026-11-21T09:00:00.000Z"},
    "empty text": post(text=""),
    "a text that is none": post(text=7),
    "no date": {"$type": "app.bsky.feed.post", "text": "a"},
    "a date without a zone": post(createdAt="2026-11-21T09:00:00.000"),
    "a date that is none": post(createdAt="2026-13-21T09:00:00.000Z"),
    "a date with an offset": post(createdAt="2026-11-21T09:00:00+01:00"),
    "three languages": post(langs=["en", "de-AT", "zh-Hans"]),
    "four languages": post(langs=["en", "de", "fr", "it"]),
    "a language that is none": post(langs=["English!"]),
    "eight tags": post(tags=list("abcdefgh")),
    "nine tags": post(tags=list("abcdefghi")),
    "a link": post(facets=facet({"$type": LINK, "uri": "https://example.org/é"})),
    "a link that is none": post(facets=facet({"$type": LINK, "uri": "example"})),
    "a facet past the end": post(facets=facet({"$type": TAG, "tag": "a"}, 3, 999)),
    "a facet backwards": post(facets=facet({"$type": TAG, "tag": "a"}, 5, 3)),
    "a facet before the beginning": post(facets=facet({"$type": TAG, "tag": "a"}, -1, 3)),
    "a tag of 64": post(facets=facet({"$type": TAG, "tag": "é" * 64})),
    "a tag of 65": post(facets=facet({"$type": TAG, "tag": "é" * 65})),
    "a mention": post(facets=facet({"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:z72i7hdynmk6r22z27h6tvur"})),
    "a mention of nobody": post(facets=facet({"$type": "app.bsky.richtext.facet#mention", "did": "ada.test"})),
    "facets that are none": post(facets="x"),
    "a card": post(embed=CARD),
    "a card without description": post(embed={**CARD, "external": {"uri": "https://a.org", "title": "T"}}),
    "a card that leads nowhere": post(embed={**CARD, "external": {"uri": "nowhere", "title": "T", "description": ""}}),
    "five pictures": post(embed={"$type": "app.bsky.embed.images", "images": [{"image": "BLOB", "alt": ""}] * 5}),
    "four pictures": post(embed={"$type": "app.bsky.embed.images", "images": [{"image": "BLOB", "alt": ""}] * 4}),
    "a picture without alt": post(embed={"$type": "app.bsky.embed.images", "images": [{"image": "BLOB"}]}),
    "a picture that is not there": post(embed={"$type": "app.bsky.embed.images", "images": [{"image": "LOST", "alt": ""}]}),
    "a picture of another kind": post(embed={"$type": "app.bsky.embed.images", "images": [{"image": "OTHER", "alt": ""}]}),
    "a picture too large": post(embed={"$type": "app.bsky.embed.images", "images": [{"image": "LARGE", "alt": ""}]}),
    "a reply": post(reply={"root": REF, "parent": REF}),
    "a reply without a root": post(reply={"parent": REF}),
    "a reply without a cid": post(reply={"root": REF, "parent": {"uri": REF["uri"]}}),
    "another kind of record": {**post(), "$type": "app.bsky.feed.like"},
}


class Side:
    """One of the two servers, and somebody there."""

    def __init__(self, ask: Callable[..., requests.Response], handle: str, password: str, picture_: bytes) -> None:
        self.ask, self.password = ask, password
        login = ask("POST", "com.atproto.server.createSession", json={"identifier": handle, "password": password}).json()
        self.did, self.handle, self.token, self.refresh = login["did"], handle, login["accessJwt"], login["refreshJwt"]
        self.blob, self.fresh = self.upload(picture_), self.upload(picture_ + b"fresh")

    def upload(self, data: bytes) -> Any:
        """A picture on the server."""
        answer = self.ask("POST", "com.atproto.repo.uploadBlob", self.token, data=data, headers={"Content-Type": "image/png"})
        return answer.json()["blob"]

    def filled(self, value: Any) -> Any:
        """A record with its pictures named."""
        lost = {**self.blob, "ref": {"$link": "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"}}
        named = {
            "BLOB": self.blob,
            "LOST": lost,
            "OTHER": {**self.fresh, "mimeType": "image/jpeg"},
            "LARGE": {**self.blob, "size": 1_000_001},
        }
        if isinstance(value, dict):
            return {key: self.filled(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.filled(each) for each in value]
        return named.get(value, value) if isinstance(value, str) else value

    def put(self, rkey: str, record: Any, token: str | None = None, **more: Any) -> tuple[int, str, list[str]]:
        body = {"repo": self.did, "collection": "app.bsky.feed.post", "rkey": rkey, "record": self.filled(record), **more}
        return outcome(self.ask("POST", "com.atproto.repo.putRecord", self.token if token is None else token, json=body))


def outcome(answer: requests.Response) -> tuple[int, str, list[str]]:
    """Status, error name, and the fields of a yes."""
    said = answer.json() if answer.content else {}
    return answer.status_code, said.get("error", ""), sorted(said) if answer.status_code == 200 else []


@pytest.fixture(scope="module")
def sides(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Side, Side]]:
    network = launch.ensure(tmp_path_factory.mktemp("rehearsal"), port=0)
    rehearsal = Server(f"{network.url}/bluesky", "")
    person, data = server.person(), picture(colour=(1, 2, 3))
    yield (
        Side(server.ask, person.handle, person.password, data),
        Side(rehearsal.ask, "ada.bsky.social", "rehearsal-ada-app_password", data),
    )
    network.stop()


@pytest.mark.parametrize("name", RECORDS)
def test_both_judge_a_record_alike(sides: tuple[Side, Side], name: str) -> None:
    rkey = wire.record_key(name)
    real, ours = (side.put(rkey, RECORDS[name], swapRecord=None) for side in sides)
    assert ours == real


def test_both_answer_every_kind_of_writing_alike(sides: tuple[Side, Side]) -> None:
    rkey, other = wire.record_key("kinds"), wire.record_key("other")
    seen = []
    for side in sides:
        where = {"repo": side.did, "collection": "app.bsky.feed.post", "rkey": rkey}
        got = [side.put(rkey, post(), swapRecord=None), side.put(rkey, post(), swapRecord=None)]
        got += [side.put(rkey, post(text="changed"), swapRecord=None), side.put("not-a-tid", post()), side.put(other, post(), token="")]
        got += [side.put(other, post(), token=side.refresh), side.put(other, post(), token="nonsense"), side.put("", post())]
        got += [side.put(other, post(), swapRecord=REF["cid"]), side.put(rkey, post(text="changed"))]
        got += [outcome(side.ask("GET", "com.atproto.repo.getRecord", params=where))]
        got += [outcome(side.ask("GET", "com.atproto.repo.getRecord", params={**where, "repo": side.handle}))]
        got += [outcome(side.ask("GET", "com.atproto.repo.getRecord", params={**where, "rkey": other}))]
        got += [outcome(side.ask("GET", "com.atproto.repo.listRecords", params={"repo": side.did, "collection": "app.bsky.feed.post"}))]
        got += [outcome(side.ask("POST", "com.atproto.repo.deleteRecord", side.token, json=where)) for _ in range(2)]
        got += [outcome(side.ask("POST", "com.atproto.repo.deleteRecord", side.token, json={**where, "repo": REF["uri"][5:37]}))]
        got += [side.put(rkey, post(), swapRecord=None)]
        seen.append(got)
    assert seen[1] == seen[0]


def test_both_answer_logins_uploads_and_handles_alike(sides: tuple[Side, Side]) -> None:
    seen = []
    for side in sides:
        asked = [{"identifier": side.handle, "password": "wrong"}, {"identifier": side.handle}, {}]
        got = [outcome(side.ask("POST", "com.atproto.server.createSession", json=body)) for body in asked]
        got += [outcome(side.ask("POST", "com.atproto.server.refreshSession", token)) for token in ("", side.token, "nonsense")]
        got += [
            outcome(side.ask("GET", "com.atproto.server.getSession", token))[:2] for token in ("", side.refresh, "nonsense", side.token)
        ]
        kind = {"Content-Type": "image/png"}
        got += [outcome(side.ask("POST", "com.atproto.repo.uploadBlob", "", data=b"x", headers=kind))]
        got += [outcome(side.ask("POST", "com.atproto.repo.uploadBlob", side.token, data=bytes(6_000_000), headers=kind))]
        names = (side.handle, "nobody.invalid")
        got += [outcome(side.ask("GET", "com.atproto.identity.resolveHandle", params={"handle": name})) for name in names]
        seen.append(got)
    assert seen[1] == seen[0]
