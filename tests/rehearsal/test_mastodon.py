"""Mastodon's manners, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from whenever import Instant

from bot.rehearsal import mastodon_rules, mastodon_view
from bot.rehearsal.entries import PostEntry
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.mastodon import create
from bot.rehearsal.wire import Asked, Call
from tests.rehearsal.conftest import Person
from tests.rehearsal.pictures import picture

GIF = b"GIF89a" + b"\0" * 30


def toot(person: Person, text: str, **more: Any) -> requests.Response:
    return person.mastodon("POST", "/api/v1/statuses", data={"status": text, **more})


def made(person: Person, text: str, **more: Any) -> str:
    answer = toot(person, text, **more)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def uploaded(person: Person, data: bytes, **more: str) -> requests.Response:
    return person.mastodon("POST", "/api/v2/media", files={"file": ("a", data)}, data=more)


def test_a_post_is_in_the_ledger_with_its_exact_bytes_and_seen_as_html(person: Person) -> None:
    text = " Cafe\u0301 & <b>\n\nhttps://example.org/a/very/long/path?b=1 @ada@b.example #Tag example.org "
    answer = toot(person, text, visibility="unlisted", spoiler_text="Eyes", language="de").json()
    (post,) = person.posts()
    assert (post.id, post.text, post.seen) == (answer["id"], text, text.strip())
    assert (answer["visibility"], answer["spoiler_text"], answer["sensitive"], answer["language"]) == ("unlisted", "Eyes", True, "de")
    assert answer["content"].startswith("<p>Cafe\u0301 &amp; &lt;b&gt;</p><p><a href=")
    assert '<span class="ellipsis">example.org/a/very/long/path?b</span><span class="invisible">=1</span>' in answer["content"]
    assert ([one["acct"] for one in answer["mentions"]], [one["name"] for one in answer["tags"]]) == (["ada"], ["tag"])
    assert answer["content"].endswith(" example.org</p>"), "only addresses with their scheme are links"


@pytest.mark.parametrize(
    ("text", "warning", "accepted"),
    [
        ("x" * 500, "", True),
        ("x" * 501, "", False),
        ("x" * 490, "x" * 11, False),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467" * 500, "", True),
        ("x" * 476 + " https://example.org/" + "a" * 400, "", True),
        ("x" * 498 + " @a@" + "b" * 60 + ".example", "", False),
        ("x" * 497 + " @a@" + "b" * 60 + ".example", "", True),
        ("  ", "", False),
    ],
)
def test_length_is_what_readers_see_with_the_warning(person: Person, text: str, warning: str, accepted: bool) -> None:
    answer = toot(person, text, spoiler_text=warning)
    assert answer.status_code == (200 if accepted else 422), answer.text
    assert len(person.posts()) == accepted


def test_a_key_counts_for_an_hour_and_its_text_is_not_compared(person: Person, tmp_path: Any) -> None:
    headers = {"Idempotency-Key": "k"}
    first = person.mastodon("POST", "/api/v1/statuses", data={"status": "one"}, headers=headers).json()
    again = person.mastodon("POST", "/api/v1/statuses", data={"status": "two"}, headers=headers).json()
    assert (again["id"], again["content"]) == (first["id"], "<p>one</p>")
    person.mastodon("DELETE", f"/api/v1/statuses/{first['id']}")
    assert person.mastodon("POST", "/api/v1/statuses", data={"status": "one"}, headers=headers).status_code == 404
    ledger, now = Ledger(tmp_path / "ledger"), Instant.from_utc(2026, 11, 21, 9)
    asked = Asked("POST", "/api/v1/statuses", {}, {"idempotency-key": "k"}, b"status=one", "")
    ids = [create(Call(asked, "ada", ledger, now.add(seconds=at))).body for at in (0, 3600, 3601, 3602)]
    assert [ids.index(one) for one in ids] == [0, 0, 2, 2]
    ledger.close()


def test_threads_hang_together_and_gone_parents_are_refused(person: Person) -> None:
    root = made(person, "root")
    reply = made(person, "reply", in_reply_to_id=root)
    last = made(person, "last", in_reply_to_id=reply)
    context = person.mastodon("GET", f"/api/v1/statuses/{reply}/context").json()
    assert ([one["id"] for one in context["ancestors"]], [one["id"] for one in context["descendants"]]) == ([root], [last])
    person.mastodon("DELETE", f"/api/v1/statuses/{root}")
    assert toot(person, "late", in_reply_to_id=root).status_code == 404
    assert person.mastodon("GET", f"/api/v1/statuses/{root}").status_code == 404


def test_a_picture_is_there_at_once_and_a_moving_one_later(person: Person) -> None:
    ready, moving = uploaded(person, picture(), description=" A chart "), uploaded(person, GIF)
    assert (ready.status_code, ready.json()["description"], moving.status_code, moving.json()["url"]) == (200, "A chart", 202, None)
    assert person.mastodon("GET", f"/api/v1/media/{moving.json()['id']}").status_code == 206
    early = toot(person, "words", **{"media_ids[]": [ready.json()["id"], moving.json()["id"]]})
    assert (early.status_code, person.posts()) == (422, [])
    made(person, "words", **{"media_ids[]": [ready.json()["id"]]})
    assert toot(person, "again", **{"media_ids[]": [ready.json()["id"]]}).status_code == 422
    assert person.mastodon("GET", f"/api/v1/media/{ready.json()['id']}").status_code == 404


def test_what_is_no_picture_or_too_much_is_refused(person: Person) -> None:
    assert uploaded(person, b"text").status_code == 422
    assert uploaded(person, picture(), description="x" * 1501).status_code == 422
    five = [uploaded(person, picture(colour=(number, 0, 0))).json()["id"] for number in range(5)]
    assert toot(person, "five", **{"media_ids[]": five}).status_code == 422
    assert made(person, "four", **{"media_ids[]": five[:4]})


def test_an_edit_takes_away_what_it_does_not_name(person: Person) -> None:
    first, second = (uploaded(person, picture(colour=(number, 0, 0))).json()["id"] for number in range(2))
    name = made(person, "old", spoiler_text="Eyes", **{"media_ids[]": [first]})
    kept = person.mastodon(
        "PUT", f"/api/v1/statuses/{name}", json={"status": "new", "spoiler_text": "Eyes", "media_ids": [first, second]}
    ).json()
    assert ([one["id"] for one in kept["media_attachments"]], kept["spoiler_text"]) == ([first, second], "Eyes")
    assert kept["edited_at"]
    bare = person.mastodon("PUT", f"/api/v1/statuses/{name}", data={"status": "newer"}).json()
    assert (bare["media_attachments"], bare["spoiler_text"]) == ([], "")
    (post,) = person.posts()
    assert (post.text, post.fields["edits"]) == ("newer", ["old", "new"])


def test_nobody_changes_the_post_of_another(person: Person, network: Any, state: Any) -> None:
    name, other = made(person, "mine"), Person(network, state)
    assert other.mastodon("GET", f"/api/v1/statuses/{name}").status_code == 200
    for method in ("DELETE", "PUT"):
        assert other.mastodon(method, f"/api/v1/statuses/{name}", data={"status": "x"}).status_code == 404
    other.session.close()


def test_the_own_list_comes_in_pages(person: Person) -> None:
    names = [made(person, str(number)) for number in range(5)]
    me = person.mastodon("GET", "/api/v1/accounts/verify_credentials").json()["id"]
    found, last = [], ""
    while True:
        page = person.mastodon("GET", f"/api/v1/accounts/{me}/statuses", params={"limit": 2, **({"max_id": last} if last else {})})
        found += [one["id"] for one in page.json()]
        if 'rel="next"' not in page.headers.get("link", ""):
            break
        last = found[-1]
    assert found == names[::-1]
    assert person.mastodon("GET", "/api/v1/accounts/1/statuses").status_code == 404


def test_refusals_are_in_the_language_of_the_account_and_name_an_instant(person: Person) -> None:
    person.plan("429", platform="mastodon", seconds=60)
    limited = toot(person, "words")
    assert (limited.status_code, limited.json()) == (429, {"error": "Too many requests"})
    assert limited.headers["x-ratelimit-remaining"] == "0"
    assert Instant.parse_iso(limited.headers["x-ratelimit-reset"]) > Instant.parse_iso("2026-01-01T00:00:00Z")
    person.name += "-ja"
    assert toot(person, "").json() == {"error": "バリデーションに失敗しました: Textを入力してください"}
    wrong = person.mastodon("POST", "/api/v1/statuses", headers={"Authorization": "Bearer no"})
    assert (wrong.status_code, wrong.json()) == (401, {"error": "The access token is invalid"})


def test_a_reader_meets_links_cut_and_mentions_without_their_host() -> None:
    post = PostEntry(1, "mastodon", "ada", "1", "", "", "hi @j.doe@b.example: https://www.example.org/" + "a" * 40)
    runs = [(run.kind, run.text) for run in mastodon_view.runs(post.seen)]
    assert runs == [("text", "hi "), ("mention", "@j.doe"), ("text", ": "), ("link", f"example.org/{'a' * 18}…")]
    assert mastodon_rules.length(post.seen) == len("hi @j.doe: ") + 23
