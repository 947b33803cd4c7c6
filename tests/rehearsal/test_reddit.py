"""Reddit's manners, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rehearsal.reddit_rules import FLAIRS
from tests.rehearsal.conftest import Person


def submitted(person: Person, **more: Any) -> dict[str, Any]:
    answer = person.reddit("POST", "/api/submit/", data=person.submission(**more))
    assert answer.status_code == 200
    assert answer.json()["json"]["errors"] == []
    return dict(answer.json()["json"]["data"])


def errors(person: Person, **more: Any) -> list[str]:
    answer = person.reddit("POST", "/api/submit/", data=person.submission(**more))
    assert answer.status_code == 200
    assert "data" not in answer.json()["json"]
    return [error[0] for error in answer.json()["json"]["errors"]]


def token(person: Person, secret: str = "client_secret", **form: str) -> Any:
    client = (f"rehearsal-{person.name}-client_id", f"rehearsal-{person.name}-{secret}")
    return person.session.post(f"{person.network.url}/reddit/api/v1/access_token", auth=client, data=form, timeout=10)


def test_a_token_for_the_password_and_for_the_refresh_token(person: Person) -> None:
    names = {field: f"rehearsal-{person.name}-{field}" for field in ("username", "password", "refresh_token")}
    one = token(person, grant_type="password", username=names["username"], password=names["password"]).json()
    two = token(person, grant_type="refresh_token", refresh_token=names["refresh_token"]).json()
    assert one["access_token"] == two["access_token"] == f"rehearsal-{person.name}-access_token"
    assert token(person, grant_type="password", username="a", password="b").json() == {"error": "invalid_grant"}
    assert token(person, secret="wrong", grant_type="password").status_code == 401
    written = [request.body for request in person.requests()]
    assert not any(secret in body for body in written for secret in (names["password"], names["refresh_token"]))


def test_a_text_is_in_the_ledger_with_its_exact_bytes_and_may_be_repeated(person: Person) -> None:
    text = "# A title\n\n    code & <b>\n\n*words* \U0001f9f5 ü"
    one, two = (submitted(person, text=text) for _ in range(2))
    assert one["id"] != two["id"]
    assert one["url"] == f"https://www.reddit.com/r/test/comments/{one['id']}/a_title/"
    assert [(post.text, post.title, post.id) for post in person.posts()] == [(text, "A title", one["id"]), (text, "A title", two["id"])]


def test_a_link_may_be_repeated_only_on_purpose(person: Person) -> None:
    link = {"kind": "link", "url": "https://example.org/a", "text": ""}
    submitted(person, **link, resubmit="False")
    assert errors(person, **link, resubmit="False") == ["ALREADY_SUB"]
    submitted(person, **link, resubmit="True")
    submitted(person, **link, resubmit="False", sr="elsewhere")
    assert len(person.posts()) == 3


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": "x" * 301}, "TOO_LONG"),
        ({"title": "  "}, "NO_TEXT"),
        ({"text": "x" * 40_001}, "TOO_LONG"),
        ({"sr": "nosuchplace"}, "SUBREDDIT_NOEXIST"),
        ({"sr": "../etc"}, "SUBREDDIT_NOEXIST"),
        ({"sr": "closed"}, "SUBREDDIT_NOTALLOWED"),
        ({"sr": "links"}, "NO_SELFS"),
        ({"sr": "texts", "kind": "link", "url": "https://example.org"}, "NO_LINKS"),
        ({"kind": "link", "url": "javascript:alert(1)"}, "BAD_URL"),
        ({"kind": "poll"}, "INVALID_OPTION"),
        ({"flair_id": "no-such-flair"}, "BAD_FLAIR_TEMPLATE_ID"),
        ({"flair_id": FLAIRS[-1]["id"]}, "BAD_FLAIR_TEMPLATE_ID"),
    ],
)
def test_refusals_stand_inside_the_answer(person: Person, more: dict[str, str], code: str) -> None:
    assert errors(person, **more) == [code]
    assert person.posts() == []


def test_the_longest_is_accepted(person: Person) -> None:
    submitted(person, title="x" * 300, text="ü" * 40_000)
    assert len(person.posts()[0].text) == 40_000


def test_a_subreddit_may_want_a_flair_and_hate_a_word(person: Person) -> None:
    rules = person.reddit("GET", "/api/v1/flairs/post_requirements").json()
    assert (rules["is_flair_required"], rules["title_blacklisted_strings"]) == (True, ["giveaway"])
    bare = person.reddit("POST", "/api/submit/", data=person.submission(sr="flairs"))
    assert (bare.status_code, bare.json()["reason"]) == (400, "SUBMIT_VALIDATION_FLAIR_REQUIRED")
    worded = person.reddit("POST", "/api/submit/", data=person.submission(sr="flairs", flair_id=FLAIRS[0]["id"], title="A Giveaway"))
    assert worded.json()["reason"] == "SUBMIT_VALIDATION_TITLE_BLACKLISTED_STRING"
    submitted(person, sr="flairs", flair_id=FLAIRS[1]["id"])
    assert person.posts()[0].fields["flair_text"] == "Project"


def test_ones_own_list_comes_in_pages_newest_first_without_the_deleted(person: Person) -> None:
    names = [submitted(person, title=f"Number {number}")["name"] for number in range(5)]
    assert person.reddit("POST", "/api/del/", data={"id": names[2]}).json() == {}
    seen: list[str] = []
    params = {"limit": "2", "raw_json": "1"}
    while True:
        page = person.reddit("GET", f"/user/{person.name}/submitted/", params=params).json()["data"]
        seen += [child["data"]["name"] for child in page["children"]]
        if page["after"] is None:
            break
        params["after"] = page["after"]
    assert seen == [names[4], names[3], names[1], names[0]]
    assert person.reddit("GET", "/user/somebody-else/submitted/").status_code == 404
    assert person.reddit("GET", f"/user/rehearsal-{person.name}-username/submitted/").status_code == 200


def test_without_raw_json_signs_are_escaped(person: Person) -> None:
    name = submitted(person, text="a & b < c")["id"]
    escaped = person.reddit("GET", f"/comments/{name}/").json()[0]["data"]["children"][0]["data"]["selftext"]
    raw = person.reddit("GET", f"/comments/{name}/?raw_json=1").json()[0]["data"]["children"][0]["data"]["selftext"]
    assert (escaped, raw) == ("a &amp; b &lt; c", "a & b < c")


def test_a_text_can_be_changed_a_link_not(person: Person) -> None:
    text = submitted(person)["name"]
    link = submitted(person, kind="link", url="https://example.org", text="")["name"]
    changed = person.reddit("POST", "/api/editusertext/", data={"thing_id": text, "text": "New words", "api_type": "json"}).json()
    assert changed["json"]["data"]["things"][0]["data"]["selftext"] == "New words"
    assert person.reddit("POST", "/api/editusertext/", data={"thing_id": link, "text": "x"}).status_code == 403
    assert person.posts()[0].fields["edits"] == ["Words."]


def test_nobody_touches_anothers_post(person: Person, network: Any, state: Any) -> None:
    name = submitted(person)["name"]
    stranger = Person(network, state)
    answers = [
        stranger.reddit("POST", "/api/del/", data={"id": name}),
        stranger.reddit("POST", "/api/editusertext/", data={"thing_id": name}),
    ]
    stranger.session.close()
    assert [answer.status_code for answer in answers] == [403, 403]
    assert not person.posts()[0].deleted


def test_flairs_and_rules_can_be_asked_for(person: Person) -> None:
    templates = person.reddit("GET", "/r/test/api/link_flair_v2").json()
    choices = person.reddit("POST", "/r/test/api/flairselector/", data={"is_newlink": "True"}).json()["choices"]
    assert [choice["flair_template_id"] for choice in choices] == [one["id"] for one in templates if not one["mod_only"]]
    assert person.reddit("GET", "/r/test/about/").json()["data"]["display_name"] == "test"
    assert person.reddit("GET", "/r/test/about/rules").json()["rules"][0]["short_name"]


def test_the_rate_headers_never_make_praw_sleep(person: Person) -> None:
    headers = person.reddit("GET", "/api/v1/me").headers
    window, used = 600, int(headers["x-ratelimit-used"])
    total = float(headers["x-ratelimit-remaining"]) + used
    assert float(headers["x-ratelimit-reset"]) <= window - window / total * used


@pytest.mark.parametrize("header", ["", "Bearer wrong", "Basic cmVoZWFyc2FsLWFkYS1jbGllbnRfaWQ6eA==", "Basic %%%"])
def test_nobody_posts_without_a_token(person: Person, header: str) -> None:
    answer = person.reddit("POST", "/api/submit/", data=person.submission(), headers={"Authorization": header})
    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized", "error": 401})
