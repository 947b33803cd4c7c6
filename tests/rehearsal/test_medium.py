"""Medium's old API as rehearsed, and the adapter against it: what it believes is in the ledger, and the feed shows what is public."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.errors import MaybeSent, Refused
from bot.http import session
from bot.model.draft import Draft, Segment
from bot.platforms import hosts, medium
from bot.platforms.base import Connection
from bot.rehearsal.entries import Records
from bot.rehearsal.judge import verdict
from tests.rehearsal.conftest import Person

WIRE = "<h2>S</h2>\n<p>Words &amp; <code>x</code>.</p>"


def way(person: Person) -> Connection:
    api = f"{person.network.url}/medium"
    account = medium.Account(name=person.name, platform="medium", api=api, mode="api", handle=f"@{person.name}")
    secrets = {"api_token": f"rehearsal-{person.name}-api_token"}
    return Connection(account, secrets, session(hosts(account), api, secrets=secrets.values()), SystemClock().now())


def story(person: Person, kind: str = "public") -> Draft:
    fields: dict[str, Any] = {"topics": ["ml"], "canonical_url": "https://example.org/a"}
    return Draft(person.name, "medium", f"Small & large {kind}", (Segment("Words", 5, 9, "chars", WIRE),), fields, visibility=kind)


@pytest.mark.parametrize("kind", ["public", "draft"])
def test_what_is_published_is_what_was_approved_and_the_feed_shows_what_is_public(person: Person, kind: str) -> None:
    there, draft = way(person), story(person, kind)
    [step] = medium.steps(draft)
    since = there.now.subtract(hours=1)
    assert medium.find(there, step, {}, "", since) is None
    ref = medium.publish(there, step, {}, "key")
    assert verdict(Records((), tuple(person.posts())), [draft]).clean
    assert ref.url == f"https://medium.com/@{person.name}/{ref.id}"
    found = medium.find(there, step, {}, "", since)
    assert (found.id if found else None) == (ref.id if kind == "public" else None)


def test_an_answer_that_is_lost_is_a_doubt_and_there(person: Person) -> None:
    person.plan("accept-then-reset", platform="medium", method="POST", path="/v1/users/*")
    with pytest.raises(MaybeSent):
        medium.publish(way(person), medium.steps(story(person))[0], {}, "key")
    assert len(person.posts()) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"content": "<p>no title</p>"},
        {"content": "<h1>T</h1>\n<table></table>"},
        {"contentFormat": "word"},
        {"tags": ["a", "b", "c", "d"]},
        {"tags": ["x" * 26]},
        {"publishStatus": "secret"},
        {"publish_status": "draft"},
        {"title": ""},
    ],
)
def test_a_slip_is_refused(person: Person, change: dict[str, Any]) -> None:
    bearer = {"Authorization": f"Bearer rehearsal-{person.name}-api_token"}
    url = f"{person.network.url}/medium/v1"
    owner = person.session.get(f"{url}/me", headers=bearer, timeout=10).json()["data"]["id"]
    body = {"title": "T", "contentFormat": "html", "content": "<h1>T</h1>\n<p>x</p>", "publishStatus": "draft"}
    assert person.session.post(f"{url}/users/{owner}/posts", headers=bearer, json=body | change, timeout=10).status_code == 400
    assert person.session.post(f"{url}/users/another/posts", headers=bearer, json=body, timeout=10).status_code == 403
    assert person.session.post(f"{url}/users/{owner}/posts", headers=bearer, json=body, timeout=10).status_code == 201
    assert len(person.posts()) == 1


def test_a_token_that_is_none_is_refused(person: Person, tmp_path: Path) -> None:
    there = way(person)
    bad = Connection(there.account, {"api_token": "nobody"}, there.session, there.now)
    with pytest.raises(Refused, match="Token was invalid"):
        medium.facts(bad)
