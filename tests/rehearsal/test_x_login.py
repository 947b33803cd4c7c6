"""The rehearsed X is a strict judge of logins: no yes is sent elsewhere, no code or refresh token is good twice."""

from __future__ import annotations

import pytest
from whenever import Instant

from bot.clock import FixedClock
from bot.rehearsal import x, x_login
from bot.rehearsal.launch import read_ledger
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.wire import Asked, Call
from tests.rehearsal.conftest import Person
from tests.rehearsal.oauth2 import Browser


@pytest.fixture
def browser(person: Person) -> Browser:
    return Browser(person.network.url, person.name)


def test_a_yes_gives_a_code_and_that_a_token_which_posts(browser: Browser, person: Person) -> None:
    assert "tweet.write" in browser.opens().text
    back = browser.says()
    assert back["state"] == "s"
    answer = browser.changes(back["code"])
    given = answer.json()
    assert (given["token_type"], given["expires_in"], given["scope"]) == (
        "bearer",
        7200,
        "tweet.read tweet.write users.read media.write offline.access",
    )
    bearer = {"Authorization": f"Bearer {given['access_token']}"}
    posted = browser.session.post(f"{browser.url}/x/2/tweets", headers=bearer, json={"text": "hello"}, timeout=10)
    assert posted.status_code == 201
    assert [post.text for post in person.posts()] == ["hello"]
    secrets = [given["access_token"], given["refresh_token"], back["code"], browser.verifier]
    assert [one for one in secrets if one in repr(read_ledger(person.state).requests)] == []


def test_a_no_gives_none(browser: Browser) -> None:
    assert browser.says("no") == {"state": "s", "error": "access_denied"}


@pytest.mark.parametrize(
    "other",
    [
        {"redirect_uri": "http://localhost:8789/callback"},
        {"redirect_uri": "https://evil.example/callback"},
        {"redirect_uri": "http://127.0.0.1:8789/callback?next=//evil.example"},
        {"state": ""},
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
        {"code_challenge": "short"},
        {"scope": ""},
        {"scope": "tweet.read dm.write"},
        {"response_type": "token"},
        {"client_id": "somebody"},
    ],
)
def test_nobody_is_asked_where_the_answer_could_go_astray(browser: Browser, other: dict[str, str]) -> None:
    page = browser.opens(**other)
    assert page.status_code == 400
    assert "<form" not in page.text


@pytest.mark.parametrize(
    "other",
    [
        {"code_verifier": "a" * 64},
        {"code_verifier": ""},
        {"redirect_uri": "http://127.0.0.1:8790/callback"},
        {"client_id": "rehearsal-another-client_id"},
        {"code": "guessed"},
        {"grant_type": "password"},
        {"client_id": ""},
    ],
)
def test_a_code_without_its_proof_gives_nothing_and_is_spent(browser: Browser, other: dict[str, str]) -> None:
    code = browser.says()["code"]
    assert browser.changes(**{"code": code, **other}).status_code == 400
    spent = not {"code", "grant_type"} & other.keys() and other.get("client_id") != ""
    assert browser.changes(code).status_code == (400 if spent else 200)


def test_a_code_that_comes_twice_takes_back_what_it_gave(browser: Browser) -> None:
    code = browser.says()["code"]
    given = browser.changes(code).json()
    assert browser.me(given["access_token"]) == 200
    assert browser.changes(code).status_code == 400
    assert browser.me(given["access_token"]) == 401
    assert browser.renews(given["refresh_token"]).status_code == 400


def test_a_refresh_token_changes_and_the_old_one_takes_the_login_back(browser: Browser) -> None:
    first = browser.tokens()
    second = browser.renews(first["refresh_token"]).json()
    assert second["refresh_token"] != first["refresh_token"]
    assert (browser.me(first["access_token"]), browser.me(second["access_token"])) == (200, 200)
    refused = browser.renews(first["refresh_token"])
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_request")
    assert browser.me(second["access_token"]) == 401
    assert browser.renews(second["refresh_token"]).status_code == 400


def test_without_offline_access_nothing_is_renewed(browser: Browser) -> None:
    given = browser.changes(browser.says(scope="tweet.read users.read")["code"]).json()
    assert "refresh_token" not in given
    bearer = {"Authorization": f"Bearer {given['access_token']}"}
    assert browser.me(given["access_token"]) == 200
    assert browser.session.post(f"{browser.url}/x/2/tweets", headers=bearer, json={"text": "no"}, timeout=10).status_code == 403


def test_codes_and_tokens_end(tmp_path) -> None:  # type: ignore[no-untyped-def]
    ledger, clock = Ledger(tmp_path / "ledger.sqlite"), FixedClock(Instant.from_utc(2026, 11, 22, 12))
    browser = Browser("http://127.0.0.1:1", "ada")

    def call(path: str, method: str = "POST", token: str = "", **form: str):  # type: ignore[no-untyped-def]
        from urllib.parse import urlencode

        headers = {"content-type": "application/x-www-form-urlencoded", "authorization": f"Bearer {token}"}
        asked = Asked(method, path, {}, headers, urlencode(form).encode(), "")
        return x.answer(Call(asked, x.account(asked), ledger, clock.now()))

    def code() -> str:
        location = call(x_login.PAGE, **browser.asked(), answer="yes").headers["location"]
        return str(location.partition("code=")[2])

    import json

    proof = {"grant_type": "authorization_code", "redirect_uri": browser.asked()["redirect_uri"], "code_verifier": browser.verifier}
    late = code()
    clock.advance(31)
    assert call(x_login.TOKEN, client_id="rehearsal-ada-client_id", code=late, **proof).status == 400
    given = json.loads(call(x_login.TOKEN, client_id="rehearsal-ada-client_id", code=code(), **proof).body)
    clock.advance(7199)
    assert call("/2/users/me", "GET", given["access_token"]).status == 200
    clock.advance(2)
    assert call("/2/users/me", "GET", given["access_token"]).status == 401
    ledger.close()
