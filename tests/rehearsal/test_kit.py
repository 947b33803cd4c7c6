"""Kit's manners, over HTTP, and the adapter against them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clock import SystemClock
from bot.errors import Refused
from bot.http import session
from bot.model.draft import Draft, Segment
from bot.model.receipt import RemoteRef
from bot.platforms import hosts, kit
from bot.platforms.base import Connection
from bot.rehearsal.entries import Records
from bot.rehearsal.judge import verdict
from tests.rehearsal.conftest import Person

BODY = "<p>Words &amp; more.</p>"


def call(person: Person, method: str, path: str, **more: Any) -> Any:
    headers = {"X-Kit-Api-Key": f"rehearsal-{person.name}-api_key"}
    return person.session.request(method, f"{person.network.url}/kit{path}", headers=headers, timeout=10, **more)


def approved(person: Person) -> Draft:
    return Draft(person.name, "kit", "S", (Segment("", 0, 10, "chars", BODY),), visibility="draft")


@pytest.mark.parametrize("slip", [{"send_at": "2026-11-22T00:00:00Z", "public": False}, {"public": True}, {}])
def test_a_slip_is_seen_by_the_judge(person: Person, slip: dict[str, object]) -> None:
    assert call(person, "POST", "/v4/broadcasts", json={"subject": "S", "content": BODY, **slip}).status_code == 201
    assert not verdict(Records((), tuple(person.posts())), [approved(person)]).clean
    assert call(person, "DELETE", f"/v4/broadcasts/{person.posts()[0].id}").status_code == 422


def test_the_adapter_makes_one_draft_finds_it_and_deletes_it(person: Person) -> None:
    made = kit.Account(name=person.name, platform="kit", api=f"{person.network.url}/kit")
    connection = Connection(made, {"api_key": f"rehearsal-{person.name}-api_key"}, session(hosts(made), made.api), SystemClock().now())
    (step,) = kit.steps(approved(person))
    for number in range(3):
        call(person, "POST", "/v4/broadcasts", json={"subject": f"Other {number}", "content": "x", "public": False})
    assert kit.find(connection, step, {}, "key", connection.now) is None
    ref = kit.publish(connection, step, {}, "key")
    assert kit.find(connection, step, {}, "key", connection.now) == ref
    ours = Records((), tuple(post for post in person.posts() if post.title == "S"))
    assert verdict(ours, [approved(person)]).clean
    assert kit.exists(connection, ref)
    kit.delete(connection, ref)
    with pytest.raises(Refused):
        kit.delete(connection, ref)
    assert not kit.exists(connection, ref)
    assert kit.facts(connection)["name"] == person.name
    connection.session.close()


def test_pages_follow_their_cursor(person: Person) -> None:
    for number in range(3):
        call(person, "POST", "/v4/broadcasts", json={"subject": str(number), "content": "x", "public": False})
    first = call(person, "GET", "/v4/broadcasts", params={"per_page": 2}).json()
    after = {"per_page": 2, "after": first["pagination"]["end_cursor"]}
    rest = call(person, "GET", "/v4/broadcasts", params=after).json()
    assert [row["subject"] for row in first["broadcasts"] + rest["broadcasts"]] == ["2", "1", "0"]
    assert (first["pagination"]["has_next_page"], rest["pagination"]["has_next_page"]) == (True, False)


def test_another_account_and_no_account_see_nothing(person: Person) -> None:
    number = call(person, "POST", "/v4/broadcasts", json={"subject": "S", "content": "x", "public": False}).json()["broadcast"]["id"]
    url = f"{person.network.url}/kit/v4/broadcasts/{number}"
    assert person.session.get(url, headers={"X-Kit-Api-Key": "rehearsal-somebody-api_key"}, timeout=10).status_code == 404
    assert person.session.get(url, timeout=10).status_code == 401
    assert RemoteRef(str(number)).id == person.posts()[0].id
