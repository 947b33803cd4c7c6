"""Bluesky: what goes over the wire, and what is made of the answers. Shapes as the real server gives them (PDS 0.4.217)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Limited, MaybeSent, NotSent, Refused
from bot.model.draft import Draft, Span
from bot.model.receipt import RemoteRef
from bot.platforms import _bluesky as wire
from bot.platforms import bluesky
from bot.platforms.base import Connection
from tests.loopback import Answer, Loopback, Reply, Seen
from tests.platforms.contract import NOW, TEXT, Contract, media, segment

DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
CID = "bafyreibjifzpqj6o6wcq3hejh7y4z4z2vmiklkvykc57tw3pcbx3kxifpm"
RKEY = "3l6oveex3ii2l"
URI = f"at://{DID}/app.bsky.feed.post/{RKEY}"
PUT, GET, DELETE = (f"/xrpc/com.atproto.repo.{name}Record" for name in ("put", "get", "delete"))
LOGIN, REFRESH = (f"/xrpc/com.atproto.server.{name}Session" for name in ("create", "refresh"))


def error(status: int, name: str, words: str = "") -> Reply:
    return Reply(status, {"error": name, "message": words or name})


class TestBluesky(Contract):
    platform = bluesky  # type: ignore[assignment]
    prefix = "bluesky"
    options: ClassVar[Mapping[str, Any]] = {"handle": "@ada.bsky.social"}
    write = ("POST", PUT)
    example = f"https://bsky.app/profile/{DID}/post/{RKEY}"
    removal = ("POST", DELETE)

    @pytest.fixture(autouse=True)
    def nothing_there(self) -> None:
        self.there: dict[str, dict[str, Any]] = {}
        self.tokens = 0
        self.size = 0

    def draft(self, *texts: str) -> Draft:
        return Draft("me", "bluesky", "", tuple(segment(text) for text in texts or (TEXT,)))

    def good(self, seen: Seen) -> Answer:
        path = urlsplit(seen.path).path
        if path in (LOGIN, REFRESH):
            self.tokens += 1
            made = {"accessJwt": f"access-{self.tokens}", "refreshJwt": f"refresh-{self.tokens}"}
            return Reply(200, {"did": DID, "handle": "ada.bsky.social", **made, "active": True})
        if path == PUT:
            uri = f"at://{seen.json['repo']}/{seen.json['collection']}/{seen.json['rkey']}"
            self.there[uri] = seen.json["record"]
            return Reply(200, {"uri": uri, "cid": CID, "commit": {"cid": CID, "rev": RKEY}, "validationStatus": "valid"})
        if path == GET:
            uri = "at://{repo}/{collection}/{rkey}".format(**seen.query)
            found = self.there.get(uri, {"text": TEXT} if uri == URI else None)
            return Reply(200, {"uri": uri, "cid": CID, "value": found}) if found else error(400, "RecordNotFound")
        if path == DELETE:
            return Reply(200, {"commit": {"cid": CID, "rev": RKEY}})
        if path.endswith("resolveHandle"):
            known = {"bsky.app": "did:plc:z72i7hdynmk6r22z27h6tvur"}
            name = parse_qs(urlsplit(seen.path).query)["handle"][0]
            return Reply(200, {"did": known[name]}) if name in known else error(400, "InvalidRequest", "Unable to resolve handle")
        assert path == "/xrpc/com.atproto.repo.uploadBlob"
        link = "b" + base64.b32encode(bytes((1, 0x55, 0x12, 0x20)) + hashlib.sha256(seen.body).digest()).decode().rstrip("=").lower()
        kind = seen.headers["content-type"]
        return Reply(200, {"blob": {"$type": "blob", "ref": {"$link": link}, "mimeType": kind, "size": len(seen.body)}})

    def refusal(self, status: int, words: str) -> Reply:
        return error(status, "InvalidRequest" if status == 400 else "SomethingElse", words)

    def text_of(self, seen: Seen) -> str:
        return str(seen.json["record"]["text"])

    def paths(self, server: Loopback) -> list[str]:
        return [urlsplit(seen.path).path.rpartition(".")[2] for seen in server.seen]

    # -- posting

    def test_a_post_is_put_where_nothing_is_with_nothing_but_its_text_and_date(self, server: Loopback) -> None:
        ref = self.publish(server)
        rkey = wire.record_key("key")
        assert ref == RemoteRef(f"at://{DID}/app.bsky.feed.post/{rkey}", f"https://bsky.app/profile/{DID}/post/{rkey}", {"cid": CID})
        login, put = server.seen
        assert login.json == {"identifier": "ada.bsky.social", "password": "rehearsal-me-app_password"}
        assert put.headers["authorization"] == "Bearer access-1"
        assert put.headers["user-agent"].startswith("bot/")
        record = {"$type": "app.bsky.feed.post", "text": TEXT, "createdAt": "2026-11-21T09:00:00.000Z"}
        assert put.json == {"repo": DID, "collection": "app.bsky.feed.post", "rkey": rkey, "record": record, "swapRecord": None}

    def test_a_step_in_doubt_is_called_again_with_the_very_same_bytes(self, server: Loopback) -> None:
        first = replace(self.connection(server.url), begun=NOW.add(milliseconds=7))
        for way in (first, replace(first, now=NOW.add(hours=9), memo={})):
            bluesky.publish(way, self.post_step(), {}, "key")
        one, two = self.writes(server)
        assert one.body == two.body
        assert one.json["record"]["createdAt"] == "2026-11-21T09:00:00.007Z"

    def test_other_bytes_under_the_key_are_ours_if_only_the_date_differs(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        first = bluesky.publish(connection, self.post_step(), {}, "key")
        self.answering(server, error(400, "InvalidSwap", f"Record was at {CID}"))
        assert self.there[first.id]["text"] == TEXT
        self.there[first.id] = {**self.there[first.id], "createdAt": "2026-11-20T00:00:00.000Z"}
        good = self.good
        self.good = lambda seen: good(seen) if PUT not in seen.path else error(400, "InvalidSwap")  # type: ignore[method-assign]
        assert bluesky.publish(connection, self.post_step(), {}, "key") == first

    @pytest.mark.parametrize("there", [None, {"text": "another"}, {"$type": "app.bsky.feed.post", "text": TEXT, "langs": ["en"]}])
    def test_other_bytes_under_the_key_are_another_post(self, server: Loopback, there: dict[str, Any] | None) -> None:
        if there is not None:
            self.there[f"at://{DID}/app.bsky.feed.post/{wire.record_key('key')}"] = there
        good = self.good
        self.good = lambda seen: good(seen) if PUT not in seen.path else error(400, "InvalidSwap")  # type: ignore[method-assign]
        refused = self.failing(server)
        assert isinstance(refused, Refused)
        assert refused.cause == "duplicate"
        assert len(self.writes(server)) == 1

    def test_what_stands_under_the_key_is_in_doubt_where_it_cannot_be_read(self, server: Loopback) -> None:
        good = self.good
        answers = {PUT: error(400, "InvalidSwap"), GET: Reply(502, b"")}
        self.good = lambda seen: answers.get(urlsplit(seen.path).path) or good(seen)  # type: ignore[method-assign]
        assert isinstance(self.failing(server), MaybeSent)

    def test_a_thread_names_root_and_parent_and_its_pictures(self, server: Loopback, tmp_path: Path) -> None:
        pictures = (media(tmp_path), media(tmp_path, "b.jpg", "", "image/jpeg"))
        fields: dict[str, Any] = {"facets": ["1 0 3 tag one", "3 0 5 link https://example.org/a b"], "langs": ["en"]}
        fields |= {"card_url": "https://example.org/", "card_title": "T", "card_description": "D"}
        texts = (segment("#one"), segment("two", media=pictures), segment("three", media=pictures[:1]))
        steps = bluesky.steps(Draft("me", "bluesky", "", texts, fields))
        assert [(step.action, step.follows, step.needs) for step in steps] == [
            ("post", None, ()),
            ("upload", None, ()),
            ("upload", None, ()),
            ("post", 0, (1, 2)),
            ("upload", None, ()),
            ("post", 3, (4,)),
        ]
        connection, before = self.connection(server.url), {}
        for step in steps:
            before[step.index] = bluesky.publish(connection, step, before, f"key{step.index}")
        one, two, three = (seen.json["record"] for seen in self.writes(server))
        first, second = ({"uri": before[index].id, "cid": CID} for index in (0, 3))
        assert "reply" not in one
        assert two["reply"] == {"root": first, "parent": first}
        assert three["reply"] == {"root": first, "parent": second}
        tag = {"$type": "app.bsky.richtext.facet#tag", "tag": "one"}
        assert one["facets"] == [{"index": {"byteStart": 0, "byteEnd": 3}, "features": [tag]}]
        assert "facets" not in two
        assert three["facets"][0]["features"] == [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/a b"}]
        shape = {"width": 10, "height": 10}
        assert [(image["alt"], image["aspectRatio"]) for image in two["embed"]["images"]] == [("A chart & more", shape), ("", shape)]
        assert [image["image"]["mimeType"] for image in two["embed"]["images"]] == ["image/png", "image/jpeg"]
        card = three["embed"]["external"]
        assert (card["uri"], card["title"], card["description"]) == ("https://example.org/", "T", "D")
        assert card["thumb"] == two["embed"]["images"][0]["image"]
        assert [record["langs"] for record in (one, two, three)] == [["en"]] * 3

    def test_two_equal_segments_do_not_both_get_the_card(self, server: Loopback) -> None:
        draft = Draft("me", "bluesky", "", (segment("same"), segment("same")), {"card_url": "https://example.org", "card_title": "T"})
        connection, before = self.connection(server.url), {}
        for step in bluesky.steps(draft):
            before[step.index] = bluesky.publish(connection, step, before, f"key{step.index}")
        assert ["embed" in seen.json["record"] for seen in self.writes(server)] == [False, True]

    def test_a_reply_below_a_pasted_post_reads_it_first(self, server: Loopback) -> None:
        root = {"uri": f"at://{DID}/app.bsky.feed.post/3l6oveex3aaaa", "cid": "bafyroot"}
        self.there[URI] = {"text": "pasted", "reply": {"root": root, "parent": root}}
        step = replace(self.post_step(), follows=7)
        made = bluesky.publish(self.connection(server.url), step, {7: bluesky.ref(self.example)}, "key")
        (write,) = self.writes(server)
        assert write.json["record"]["reply"] == {"root": root, "parent": {"uri": URI, "cid": CID}}
        assert "root" in made.extra

    def test_a_parent_that_cannot_be_read_means_not_sent(self, server: Loopback) -> None:
        good = self.good
        self.good = lambda seen: good(seen) if GET not in seen.path else Reply(500, b"")  # type: ignore[method-assign]
        step = replace(self.post_step(), follows=7)
        with pytest.raises(NotSent):
            bluesky.publish(self.connection(server.url), step, {7: bluesky.ref(self.example)}, "key")
        assert self.writes(server) == []

    def test_a_picture_that_changed_here_or_there_is_not_used(self, server: Loopback, tmp_path: Path) -> None:
        step = bluesky.steps(Draft("me", "bluesky", "", (segment(media=(media(tmp_path),)),)))[0]
        good = self.good
        self.good = lambda seen: good(seen) if "upload" not in seen.path else good(replace(seen, body=b"shrunk"))  # type: ignore[method-assign]
        with pytest.raises(Refused, match="another picture"):
            bluesky.publish(self.connection(server.url), step, {}, "key")
        (tmp_path / "a.png").write_bytes(b"something else")
        with pytest.raises(Refused, match="is not the one that was approved"):
            bluesky.publish(self.connection(server.url), step, {}, "key")
        assert self.paths(server).count("uploadBlob") == 1

    @pytest.mark.parametrize(
        "body", [{}, {"blob": 1}, {"blob": {"ref": 1}}, {"blob": {"ref": {"$link": "b"}, "mimeType": "a", "size": "x"}}]
    )
    def test_a_picture_that_is_not_named_is_in_doubt(self, server: Loopback, tmp_path: Path, body: object) -> None:
        step = bluesky.steps(Draft("me", "bluesky", "", (segment(media=(media(tmp_path),)),)))[0]
        good = self.good
        self.good = lambda seen: good(seen) if "upload" not in seen.path else Reply(200, body)  # type: ignore[method-assign]
        with pytest.raises(MaybeSent):
            bluesky.publish(self.connection(server.url), step, {}, "key")

    @pytest.mark.parametrize("uri", ["", "https://a.org/b", f"at://{DID}/app.bsky.feed.post/3l6oveex3aaaa", "at://ada.org/c/"])
    def test_a_yes_to_another_record_is_in_doubt(self, server: Loopback, uri: str) -> None:
        self.answering(server, Reply(200, {"uri": uri, "cid": CID}))
        assert isinstance(self.failing(server), MaybeSent)

    # -- the session

    def test_one_login_serves_all_calls(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        for number in range(3):
            bluesky.publish(replace(connection, now=NOW.add(seconds=number)), self.post_step(), {}, f"key{number}")
        assert self.paths(server) == ["createSession", "putRecord", "putRecord", "putRecord"]

    def expired(self, *names: str) -> None:
        """The first call of each name meets a token that is over."""
        left, good = list(names), self.good

        def answer(seen: Seen) -> Answer:
            name = urlsplit(seen.path).path.rpartition(".")[2]
            if name in left:
                left.remove(name)
                return error(400, "ExpiredToken", "Token has expired")
            return good(seen)

        self.good = answer  # type: ignore[method-assign]

    def test_a_token_that_is_over_is_refreshed_and_the_call_made_once_more(self, server: Loopback) -> None:
        self.expired("putRecord")
        assert self.publish(server).id
        assert self.paths(server) == ["createSession", "putRecord", "refreshSession", "putRecord"]
        assert [seen.headers.get("authorization") for seen in server.seen] == [
            None,
            "Bearer access-1",
            "Bearer refresh-1",
            "Bearer access-2",
        ]

    def test_a_refreshing_that_fails_is_a_new_login(self, server: Loopback) -> None:
        self.expired("putRecord", "refreshSession")
        assert self.publish(server).id
        assert self.paths(server) == ["createSession", "putRecord", "refreshSession", "createSession", "putRecord"]

    def test_a_token_that_is_over_at_once_is_no_endless_circle(self, server: Loopback) -> None:
        self.expired("putRecord", "putRecord")
        refused = self.failing(server)
        assert isinstance(refused, Refused)
        assert refused.cause == "auth"
        assert self.paths(server).count("putRecord") == 2

    @pytest.mark.parametrize(
        ("answer", "kind", "cause"),
        [
            (error(401, "AuthenticationRequired", "Invalid identifier or password"), Refused, "auth"),
            (error(401, "AuthFactorTokenRequired", "A sign in code has been sent to your email address"), Refused, "auth"),
            (error(400, "InvalidRequest", "Input/identifier must be a string"), Refused, "auth"),
            (error(401, "AccountTakedown", "Account has been taken down"), Refused, "account"),
            (error(500, "InternalServerError"), NotSent, ""),
            (Reply(200, b"<html>"), NotSent, ""),
            (Reply(200, {"did": DID, "handle": "a.b", "accessJwt": ""}), NotSent, ""),
        ],
    )
    def test_a_login_that_fails_has_sent_nothing(self, server: Loopback, answer: Reply, kind: type, cause: str) -> None:
        good = self.good
        self.good = lambda seen: answer if LOGIN in seen.path else good(seen)  # type: ignore[method-assign]
        failure = self.failing(server)
        assert isinstance(failure, kind)
        assert getattr(failure, "cause", "") == cause
        assert self.writes(server) == []

    def test_too_many_logins_are_waited_out(self, server: Loopback) -> None:
        good = self.good
        limit = Reply(
            429, {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}, {"ratelimit-reset": str(NOW.timestamp() + 240)}
        )
        self.good = lambda seen: limit if LOGIN in seen.path else good(seen)  # type: ignore[method-assign]
        limited = self.failing(server)
        assert isinstance(limited, Limited)
        assert limited.until == NOW.add(seconds=240)

    def test_an_account_without_a_handle_is_told_so(self, server: Loopback) -> None:
        way = self.connection(server.url, handle="", rehearsal=False)
        with pytest.raises(Refused, match="handle: ada") as refused:
            bluesky.publish(way, self.post_step(), {}, "key")
        assert refused.value.cause == "auth"
        assert server.seen == []

    def test_no_token_comes_back_in_an_error(self, server: Loopback) -> None:
        self.answering(server, error(400, "InvalidRequest", "you sent access-1 and refresh-1"))
        refused = self.failing(server)
        assert "you sent" in refused.answer
        assert not re.search("access-1|refresh-1", refused.answer + refused.why)

    # -- finding

    def look(self, connection: Connection, draft: Draft) -> RemoteRef | None:
        return bluesky.find(connection, bluesky.steps(draft)[0], {}, "key", NOW)

    def test_a_post_is_found_under_its_key_and_only_with_its_text(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        assert self.look(connection, self.draft()) is None
        made = bluesky.publish(connection, self.post_step(), {}, "key")
        assert self.look(connection, self.draft()) == made
        assert self.look(connection, self.draft("another")) is None
        assert self.look(connection, replace(self.draft(), fields={"langs": ["en"]})) is None

    def test_an_upload_is_never_looked_for(self, server: Loopback, tmp_path: Path) -> None:
        assert self.look(self.connection(server.url), Draft("me", "bluesky", "", (segment(media=(media(tmp_path),)),))) is None
        assert server.seen == []

    @pytest.mark.parametrize("body", [b"{}", b"[]", b"<html>", b'{"value": 1}', b'{"value": {}, "uri": "at://did:a/b/c"}'])
    def test_a_look_whose_answer_makes_no_sense_proves_nothing(self, server: Loopback, body: bytes) -> None:
        good = self.good
        self.good = lambda seen: Reply(200, body) if GET in seen.path else good(seen)  # type: ignore[method-assign]
        with pytest.raises(MaybeSent):
            self.look(self.connection(server.url), self.draft())

    # -- the rest

    def test_who_we_are_and_who_may_be_mentioned(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        account = self.platform.Account(
            name="me", platform="bluesky", api=connection.account.api, handle="@ada.bsky.social",
            mentions={"Bluesky": "@bsky.app", "Nobody": "@Nobody.example.org", "Again": "@BSKY.app"},
        )  # fmt: skip
        told = bluesky.facts(replace(connection, account=account))
        people = ["bsky.app did:plc:z72i7hdynmk6r22z27h6tvur", "nobody.example.org"]
        assert told == {"did": DID, "handle": "ada.bsky.social", "people": people}
        assert bluesky.account_url(account, told) == "https://bsky.app/profile/ada.bsky.social"

    def test_what_is_there_is_said_to_be_and_what_is_gone_is_not(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        assert bluesky.exists(connection, RemoteRef(URI))
        assert not bluesky.exists(connection, RemoteRef(URI[:-1] + "m"))

    @pytest.mark.parametrize("body", [b"{}", b'{"commit": {"cid": "a", "rev": "b"}}'])
    def test_a_deletion_is_believed_whether_or_not_there_was_something(self, server: Loopback, body: bytes) -> None:
        self.answering(server, Reply(200, body))
        bluesky.delete(self.connection(server.url), RemoteRef(URI))
        (seen,) = self.writes(server)
        assert seen.json == {"repo": DID, "collection": "app.bsky.feed.post", "rkey": RKEY}

    @pytest.mark.parametrize(
        ("url", "id_"),
        [
            (f"https://bsky.app/profile/ada.bsky.social/post/{RKEY}", f"at://ada.bsky.social/app.bsky.feed.post/{RKEY}"),
            (f"https://bsky.app/profile/did:web:ada.org/post/{RKEY}/", f"at://did:web:ada.org/app.bsky.feed.post/{RKEY}"),
            (URI, URI),
            (f" {URI}?x=1#y", URI),
        ],
    )
    def test_pasted_addresses(self, url: str, id_: str) -> None:
        assert bluesky.ref(url).id == id_

    def test_the_form_is_filled_with_the_whole_addresses(self) -> None:
        said = replace(
            segment("see example.org/a… & #b"), spans=(Span(4, 18, "link", "https://example.org/abc"), Span(21, 23, "hashtag", "b"))
        )
        url = bluesky.submit_url(Draft("me", "bluesky", "", (said,)), self.connection("http://127.0.0.1:9").account)
        assert parse_qs(urlsplit(url).query) == {"text": ["see https://example.org/abc & #b"]}


@given(st.text())
def test_a_record_key_is_a_tid_of_the_past_and_the_same_for_the_same_key(key: str) -> None:
    made = wire.record_key(key)
    assert re.fullmatch("[234567abcdefghij][2-7a-z]{12}", made)
    assert made == wire.record_key(key)
    number = 0
    for letter in made:
        number = number * 32 + wire.LETTERS.index(letter)
    assert 1_704_067_200 <= (number >> 10) / 1e6 < 1_740_000_000


def test_other_keys_make_other_record_keys() -> None:
    assert len({wire.record_key(str(number)) for number in range(20_000)}) == 20_000
