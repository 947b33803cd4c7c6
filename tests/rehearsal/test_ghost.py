"""The rehearsal's Ghost: foreign tokens, changes of an older state, addresses that are taken, a mail at publication alone."""

from __future__ import annotations

import base64
import hmac
import json
import time
from typing import Any

import pytest
import requests

from tests.rehearsal.conftest import Person

ADMIN = "/ghost/ghost/api/admin"


def token(name: str, *, age: int = 0, life: int = 300, secret: str = "", audience: str = "/admin/") -> str:
    key, begin = f"rehearsal-{name}-admin_key", int(time.time()) - age
    parts = {"alg": "HS256", "typ": "JWT", "kid": key}, {"iat": begin, "exp": begin + life, "aud": audience}
    signed = ".".join(plain(json.dumps(part).encode()) for part in parts)
    return f"{signed}.{plain(hmac.digest((secret or key).encode(), signed.encode(), 'sha256'))}"


def plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def call(person: Person, method: str, path: str, body: dict[str, Any] | None = None, **more: Any) -> requests.Response:
    headers = {"Authorization": f"Ghost {token(person.name, **more)}"}
    wire = {"posts": [body]} if body is not None else None
    return person.session.request(method, f"{person.network.url}{ADMIN}{path}", json=wire, headers=headers, timeout=10)


def made(person: Person, **more: Any) -> dict[str, Any]:
    answer = call(person, "POST", "/posts/?source=html", {"title": "T", "html": "<p>x</p>", **more})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()["posts"][0]
    return found


@pytest.mark.parametrize("more", [{"secret": "x"}, {"age": 400}, {"life": 900}, {"audience": "/v3/admin/"}])
def test_a_token_is_signed_fresh_and_for_this(person: Person, more: dict[str, Any]) -> None:
    assert call(person, "GET", "/site/").status_code == 200
    assert call(person, "GET", "/site/", **more).status_code == 401


def test_html_counts_only_where_it_is_named_as_the_source(person: Person) -> None:
    answer = call(person, "POST", "/posts/", {"title": "T", "html": "<p>x</p>"})
    assert (answer.status_code, answer.json()["posts"][0]["html"]) == (201, "")


def test_an_address_that_is_taken_gets_a_figure(person: Person) -> None:
    assert [made(person, slug="same")["slug"] for _ in range(3)] == ["same", "same-2", "same-3"]


def test_a_change_names_the_state_it_is_of(person: Person) -> None:
    post = made(person)
    path = f"/posts/{post['id']}/?source=html"
    assert call(person, "PUT", path, {"title": "New"}).status_code == 422
    assert call(person, "PUT", path, {"title": "New", "updated_at": "2020-01-01T00:00:00.000Z"}).status_code == 409
    assert call(person, "PUT", path, {"title": "New", "updated_at": post["updated_at"]}).status_code == 200


def test_readers_see_what_is_published_and_get_the_mail_once(person: Person) -> None:
    post = made(person, slug="seen")
    assert person.posts() == []
    path = f"/posts/{post['id']}/?source=html&newsletter=default-newsletter"
    live = call(person, "PUT", path, {"status": "published", "updated_at": post["updated_at"]}).json()["posts"][0]
    (seen,) = person.posts()
    assert (seen.id.rpartition("/")[2], seen.text, seen.fields["mailed"]) == ("seen", "<p>x</p>", "default-newsletter")
    call(person, "PUT", path, {"html": "<p>y</p>", "updated_at": live["updated_at"]})
    (seen,) = person.posts()
    assert (seen.text, len(seen.fields["edits"])) == ("<p>y</p>", 1)  # type: ignore[arg-type]
    assert call(person, "DELETE", f"/posts/{post['id']}/").status_code == 204
    assert person.posts()[0].deleted


def test_a_newsletter_that_is_not_there_is_an_error_and_publishes_nothing(person: Person) -> None:
    post = made(person)
    path = f"/posts/{post['id']}/?source=html&newsletter=nope"
    assert call(person, "PUT", path, {"status": "published", "updated_at": post["updated_at"]}).status_code == 500
    assert person.posts() == []


def test_nobody_touches_anothers_site(person: Person) -> None:
    post = made(person)
    other = {"Authorization": f"Ghost {token('somebody-else')}"}
    answer = person.session.get(f"{person.network.url}{ADMIN}/posts/{post['id']}/", headers=other, timeout=10)
    assert answer.status_code == 404
