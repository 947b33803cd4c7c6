"""X's manners, over HTTP."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from tests.rehearsal.conftest import OAUTH, Person
from tests.rehearsal.pictures import picture


def tweet(person: Person, text: str, **more: Any) -> str:
    answer = person.x("POST", "/2/tweets", json={"text": text, **more})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["data"]["id"])


def uploaded(person: Person, data: bytes) -> str:
    body = {"media": base64.b64encode(data).decode(), "media_category": "tweet_image"}
    return str(person.x("POST", "/2/media/upload", json=body).json()["data"]["id"])


def test_a_post_is_in_the_ledger_with_its_exact_bytes(person: Person) -> None:
    text = "  Cafe\u0301 & <b> \U0001f9f5\n\nhttps://example.org/a?b=1&c=2 "
    name = tweet(person, text)
    (post,) = person.posts()
    assert (post.id, post.text, post.parent, post.deleted) == (name, text, "", False)
    assert post.seen == "Caf\u00e9 & <b> \U0001f9f5\n\nhttps://example.org/a?b=1&c=2"


def test_ids_tell_their_time_and_grow(person: Person) -> None:
    first, second = int(tweet(person, "one")), int(tweet(person, "two"))
    made = (first >> 22) + 1_288_834_974_657
    assert len(str(first)) == 19
    assert first < second
    assert abs(made / 1000 - float(person.x("GET", "/2/users/me").headers["x-rate-limit-reset"]) + 900) < 60


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("x" * 280, True),
        ("x" * 281, False),
        ("字" * 140, True),
        ("字" * 141, False),
        ("https://example.org/" + "a" * 400, True),
        ("", False),
    ],
)
def test_length_is_by_weight(person: Person, text: str, accepted: bool) -> None:
    answer = person.x("POST", "/2/tweets", json={"text": text})
    assert answer.status_code == (201 if accepted else 400)
    assert len(person.posts()) == accepted


def test_a_repeated_text_is_refused_without_an_id(person: Person) -> None:
    name = tweet(person, "once")
    answer = person.x("POST", "/2/tweets", json={"text": "once"})
    detail = "You are not allowed to create a Tweet with duplicate content."
    assert (answer.status_code, answer.json()["detail"]) == (403, detail)
    assert name not in answer.text
    assert len(person.posts()) == 1


def test_another_account_may_say_the_same(person: Person, network: Any, state: Any) -> None:
    tweet(person, "the same")
    other = Person(network, state)
    tweet(other, "the same")
    other.session.close()
    assert len(other.posts()) == 1


def test_a_deleted_text_may_be_said_again(person: Person) -> None:
    name = tweet(person, "again")
    assert person.x("DELETE", f"/2/tweets/{name}").json() == {"data": {"deleted": True}}
    tweet(person, "again")
    assert [post.deleted for post in person.posts()] == [True, False]


def test_a_reply_needs_a_parent_that_is_there_and_ones_own(person: Person, network: Any, state: Any) -> None:
    first = tweet(person, "one")
    second = tweet(person, "two", reply={"in_reply_to_tweet_id": first})
    assert person.posts()[1].parent == first
    assert person.x("DELETE", f"/2/tweets/{second}").status_code == 200
    for parent, words in ((second, "deleted or not visible"), ("12345", "deleted or not visible")):
        answer = person.x("POST", "/2/tweets", json={"text": "three", "reply": {"in_reply_to_tweet_id": parent}})
        assert (answer.status_code, words in answer.json()["detail"]) == (403, True)
    stranger = Person(network, state)
    answer = stranger.x("POST", "/2/tweets", json={"text": "hi", "reply": {"in_reply_to_tweet_id": first}})
    stranger.session.close()
    assert (answer.status_code, "not been mentioned" in answer.json()["detail"]) == (403, True)


def test_pictures_go_up_as_json_and_as_a_form_with_alt_text(person: Person) -> None:
    data = picture()
    one = uploaded(person, data)
    form = person.x("POST", "/2/media/upload", files={"media": ("a.jpg", picture("JPEG"))}, data={"media_category": "tweet_image"})
    two = form.json()["data"]["id"]
    described = person.x("POST", "/2/media/metadata", json={"id": one, "metadata": {"alt_text": {"text": "A chart"}}})
    assert described.json()["data"]["id"] == one
    tweet(person, "look", media={"media_ids": [one, two]})
    found = [(media.id, media.kind, media.alt) for media in person.posts()[0].media]
    assert found == [(one, "image/png", "A chart"), (two, "image/jpeg", "")]
    assert person.posts()[0].media[0].digest == hashlib.sha256(data).hexdigest()


def test_what_is_no_picture_is_refused(person: Person) -> None:
    body = {"media": base64.b64encode(b"<svg onload=alert(1)>").decode(), "media_category": "tweet_image"}
    assert person.x("POST", "/2/media/upload", json=body).status_code == 400
    assert person.x("POST", "/2/media/upload", json={"media": "%%%"}).status_code == 400
    assert person.x("POST", "/2/media/upload", data=b"--x", headers={"Content-Type": "multipart/form-data"}).status_code == 400


@pytest.mark.parametrize("ids", [["1"], ["1", "2", "3", "4", "5"], "1", [None]])
def test_unknown_pictures_are_refused(person: Person, ids: Any) -> None:
    answer = person.x("POST", "/2/tweets", json={"text": "look", "media": {"media_ids": ids}})
    assert answer.status_code == 400
    assert person.posts() == []


def test_the_timeline_gives_back_short_links_and_entities(person: Person) -> None:
    picture_id = uploaded(person, picture())
    tweet(person, "a & b <c> https://example.org/long?x=1&y=2 README.md", media={"media_ids": [picture_id]})
    me = person.x("GET", "/2/users/me").json()["data"]["id"]
    params = {"tweet.fields": "created_at,entities,referenced_tweets"}
    (post,) = person.x("GET", f"/2/users/{me}/tweets", params=params).json()["data"]
    links = [link["expanded_url"] for link in post["entities"]["urls"]]
    assert links[:2] == ["https://example.org/long?x=1&y=2", "http://README.md"]
    assert links[2].endswith("/photo/1")
    assert post["text"].startswith("a &amp; b &lt;c&gt; https://t.co/")
    assert post["text"].count("https://t.co/") == 3
    assert "example.org" not in post["text"]


def test_the_timeline_comes_in_pages_newest_first(person: Person) -> None:
    names = [tweet(person, f"number {number}") for number in range(12)]
    me = person.x("GET", "/2/users/me").json()["data"]["id"]
    seen: list[str] = []
    params: dict[str, str] = {"max_results": "5"}
    while True:
        page = person.x("GET", f"/2/users/{me}/tweets", params=params).json()
        seen += [post["id"] for post in page["data"]]
        if "next_token" not in page["meta"]:
            break
        params["pagination_token"] = page["meta"]["next_token"]
    assert seen == names[::-1]
    late = person.x("GET", f"/2/users/{me}/tweets", params={"start_time": "2999-01-01T00:00:00Z"}).json()
    assert late == {"meta": {"result_count": 0}}


def test_a_single_post_and_one_that_is_gone(person: Person) -> None:
    name = tweet(person, "here")
    assert person.x("GET", f"/2/tweets/{name}").json()["data"]["text"] == "here"
    person.x("DELETE", f"/2/tweets/{name}")
    gone = person.x("GET", f"/2/tweets/{name}")
    assert (gone.status_code, gone.json()["errors"][0]["title"]) == (200, "Not Found Error")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer rehearsal-ada-access_token",
        'OAuth oauth_token="rehearsal-ada-access_token"',
        OAUTH.format("ada") + ', oauth_consumer_key="rehearsal-bob-api_key", oauth_signature="s"',
        'OAuth oauth_consumer_key="real", oauth_token="real", oauth_nonce="1", oauth_timestamp="1", oauth_signature="s"',
    ],
)
def test_nobody_posts_without_a_signature(person: Person, header: str) -> None:
    answer = person.x("POST", "/2/tweets", json={"text": "hello"}, headers={"Authorization": header})
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json; charset=utf-8")


def test_no_secret_is_written_down(person: Person, state: Any) -> None:
    tweet(person, "signed")
    (request,) = person.requests()
    assert request.headers["authorization"] == "REDACTED"
    assert b"oauth_signature" not in b"".join(path.read_bytes() for path in sorted(state.glob("rehearsal.sqlite*")))


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b'{"text": 1}' * 2, b'{"text": "\\ud800"}', b"[" * 9000, b"\xff\xfe"])
def test_a_broken_body_is_refused_and_recorded(person: Person, body: bytes) -> None:
    answer = person.x("POST", "/2/tweets", data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert [request.status for request in person.requests()] == [400]
    assert person.posts() == []
