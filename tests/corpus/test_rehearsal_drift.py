"""The rehearsal does not drift into our own imagination: its answers have the shape of recorded ones.

For every recorded call that the rehearsal also speaks: the same status, the recorded header names, and at least the recorded
keys, with values of the recorded types. Error answers quoted in public issues are given back exactly.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.rehearsal.conftest import Person
from tests.rehearsal.pictures import picture

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
X, REDDIT, ERRORS = DATA / "x-tweepy-recordings", DATA / "reddit-praw-recordings", DATA / "wire-errors" / "errors.json"
pytestmark = pytest.mark.skipif(not ERRORS.exists(), reason="the recordings are not in this checkout (../shared/data)")

OF_ANOTHER_TIME = {"from", "from_id", "from_kind", "brand_safe", "steward_reports"}
OF_OTHER_POSTS = {"poll_data", "media_metadata", "gallery_data", "is_gallery", "preview", "post_hint", "crosspost_parent"}
OF_OTHER_READERS = {"crosspost_parent_list", "rtjson", "is_richtext_preview", "mod_reports_dismissed"}
"""Keys of a submission that Reddit gave until 2020, gives for pictures, polls and crossposts, or to moderators and editors."""

MEDIA = {"media", "secure_media", "media_embed", "secure_media_embed", "gildings", "features"}
"""Objects that are empty unless a post has a video or an award, or a user takes part in an experiment."""

VARYING = {"edited", "removed_by_category", "num_reports", "report_reasons", "approved_at_utc", "approved_by", "likes"}
"""Values whose type depends on what happened to the post: false or a time, null or a name."""


def interactions(folder: Path, *names: str) -> list[dict[str, Any]]:
    """The recorded requests and answers of these sessions, all of the folder where none is named."""
    paths = [folder / f"{name}.json" for name in names] or sorted(folder.glob("*.json"))
    return [one for path in paths for one in json.loads(path.read_text("utf-8"))["interactions"]]


def calls(folder: Path, method: str, path: str) -> list[dict[str, Any]]:
    """The recorded answers to one call, whatever the session."""
    found = [one for one in interactions(folder) if one["request"]["method"] == method]
    return [one for one in found if re.fullmatch(path, urlsplit(one["request"]["uri"]).path)]


def same_shape(ours: Any, recorded: Any, at: str = "") -> None:
    """At least the recorded keys, with values of the recorded types; null says nothing about a type."""
    key = at.rpartition(".")[2]
    if recorded is None or key in VARYING:
        return
    if isinstance(recorded, dict):
        assert isinstance(ours, dict), at
        known = {name.replace("<TEST_SUBREDDIT>", "test") for name in recorded} - OF_ANOTHER_TIME - OF_OTHER_POSTS - OF_OTHER_READERS
        assert known <= set(ours), f"{at} lacks {sorted(known - set(ours))}"
        for name, value in recorded.items():
            if name in ours and name not in MEDIA:
                same_shape(ours[name], value, f"{at}.{name}")
    elif isinstance(recorded, list):
        assert isinstance(ours, list), at
        if recorded and ours:
            same_shape(ours[0], recorded[0], f"{at}[]")
    elif ours is not None:
        kinds = (int, float) if isinstance(recorded, int | float) and not isinstance(recorded, bool) else type(recorded)
        assert isinstance(ours, kinds), f"{at}: {ours!r} for {recorded!r}"


def like(ours: requests.Response, recorded: dict[str, Any]) -> None:
    """Status, header names and body of an answer against the recorded ones."""
    answer = recorded["response"]
    assert ours.status_code == answer["status"]
    told = {name for name in answer["headers"] if name not in {"location", "content-type"}}
    assert told <= set(map(str.lower, ours.headers)), told
    kinds = [headers["content-type"].partition(";")[0] for headers in (ours.headers, answer["headers"])]
    assert kinds[0] == kinds[1]
    same_shape(ours.json(), answer["body"]["json"])


# -- X


def test_x_create_and_delete(person: Person) -> None:
    created, deleted = interactions(X, "test_asyncclient_create_and_delete_tweet")
    ours = person.x("POST", "/2/tweets", json={"text": "Test Tweet"})
    like(ours, created)
    assert ours.json()["data"]["text"] == created["response"]["body"]["json"]["data"]["text"]
    assert ours.headers["location"].startswith("https://api.twitter.com/2/tweets/")
    like(person.x("DELETE", f"/2/tweets/{ours.json()['data']['id']}"), deleted)


def test_x_me(person: Person) -> None:
    found = calls(X, "GET", "/2/users/me")
    assert found
    for recorded in found:
        ours = person.x("GET", "/2/users/me")
        like(ours, recorded)
        assert ours.json()["data"]["username"] == person.name.replace("-", "_")


def test_x_one_post(person: Person) -> None:
    name = person.x("POST", "/2/tweets", json={"text": "Words https://example.org"}).json()["data"]["id"]
    recorded = calls(X, "GET", r"/2/tweets/\d+")
    assert recorded
    for one in recorded:
        like(person.x("GET", f"/2/tweets/{name}"), one)


def test_x_upload_tells_what_the_older_call_told(person: Person) -> None:
    (recorded,) = [one for one in interactions(X, "testmediauploadpng") if "upload" in one["request"]["uri"]]
    old = recorded["response"]["body"]["json"]
    ours = person.x("POST", "/2/media/upload", files={"media": ("a.png", picture())}).json()["data"]
    assert (ours["expires_after_secs"], type(ours["size"])) == (old["expires_after_secs"], type(old["size"]))
    assert len(ours["id"]) == len(old["media_id_string"])


# -- Reddit


def forms(recorded: dict[str, Any]) -> dict[str, str]:
    """A recorded form, as it was sent."""
    return {name: values[0] for name, values in parse_qs(recorded["request"]["body"]["text"], keep_blank_values=True).items()}


def test_reddit_token(person: Person) -> None:
    client = tuple(f"rehearsal-{person.name}-{field}" for field in ("client_id", "client_secret"))
    names = {field: f"rehearsal-{person.name}-{field}" for field in ("username", "password", "refresh_token")}
    grants = {
        "password": {"grant_type": "password", "username": names["username"], "password": names["password"]},
        "refresh_token": {"grant_type": "refresh_token", "refresh_token": names["refresh_token"]},
    }
    seen = set()
    for recorded in calls(REDDIT, "POST", "/api/v1/access_token"):
        grant = forms(recorded)["grant_type"]
        if grant in grants:
            ours = person.session.post(f"{person.network.url}/reddit/api/v1/access_token", auth=client, data=grants[grant], timeout=10)
            assert ours.status_code == 200
            same_shape(ours.json(), recorded["response"]["body"]["json"])
            seen.add(grant)
    assert seen == set(grants)


def test_reddit_submissions_as_recorded_are_accepted_with_the_recorded_answer(person: Person) -> None:
    done = 0
    for recorded in calls(REDDIT, "POST", "/api/submit/"):
        form = forms(recorded)
        if form.get("kind") in {"self", "link"} and "crosspost" not in json.dumps(form) and "richtext_json" not in form:
            form["sr"] = "test"
            form.pop("flair_id", None)
            like(person.reddit("POST", "/api/submit/?raw_json=1", data=form), recorded)
            done += 1
    assert done >= 5


def test_reddit_pages_of_submissions(person: Person) -> None:
    forms = person.submission(), person.submission(kind="link", url="https://example.org/a")
    names = [person.reddit("POST", "/api/submit/", data=form).json()["json"]["data"]["id"] for form in forms]
    text, link = (person.reddit("GET", f"/comments/{name}/?limit=2048&sort=confidence&raw_json=1") for name in names)
    pages = [one for one in calls(REDDIT, "GET", "/comments/[^/]+/") if "json" in one["response"]["body"]]
    assert len(pages) > 20
    for recorded in pages:
        post, comments = (one["data"]["children"] for one in recorded["response"]["body"]["json"])
        if not comments:
            like(text if post[0]["data"]["is_self"] else link, recorded)
    page = person.reddit("GET", f"/user/{person.name}/submitted/?raw_json=1").json()
    same_shape(page, pages[-1]["response"]["body"]["json"][0])


def test_reddit_me_with_a_token_and_without(person: Person) -> None:
    for recorded in calls(REDDIT, "GET", "/api/v1/me"):
        bad = recorded["response"]["status"] == 401
        ours = person.reddit("GET", "/api/v1/me", headers={"Authorization": "bearer wrong"} if bad else {})
        like(ours, recorded)
        assert not bad or ours.json() == recorded["response"]["body"]["json"]


def test_reddit_rules_and_flairs(person: Person) -> None:
    subreddit = "(?:<TEST_SUBREDDIT>|subreddit_stats)"
    for method, path, recorded_path in (
        ("GET", "/api/v1/test/post_requirements", f"/api/v1/{subreddit}/post_requirements"),
        ("GET", "/r/test/api/link_flair_v2", f"/r/{subreddit}/api/link_flair_v2"),
        ("POST", "/r/test/api/flairselector/", f"/r/{subreddit}/api/flairselector/"),
        ("GET", "/r/test/about/rules", f"/r/{subreddit}/about/rules"),
    ):
        found = calls(REDDIT, method, recorded_path)
        assert found, path
        for recorded in found:
            like(person.reddit(method, path, data={"is_newlink": "True"} if method == "POST" else None), recorded)


def test_reddit_edit(person: Person) -> None:
    (recorded,) = [one for one in interactions(REDDIT, "TestSubmission.test_edit__experimental") if "editusertext" in one["request"]["uri"]]
    name = person.reddit("POST", "/api/submit/", data=person.submission()).json()["json"]["data"]["name"]
    ours = person.reddit("POST", "/api/editusertext/?raw_json=1", data=forms(recorded) | {"thing_id": name})
    like(ours, recorded)
    (thing,) = ours.json()["json"]["data"]["things"]
    assert (thing["data"]["name"], thing["data"]["selftext"]) == (name, forms(recorded)["text"])
    assert [post.seen for post in person.posts()] == [forms(recorded)["text"]]


def test_reddit_validation(person: Person) -> None:
    recorded = [one for one in calls(REDDIT, "POST", "/api/submit/") if one["response"]["status"] == 400]
    assert recorded
    for one in recorded:
        ours = person.reddit("POST", "/api/submit/", data=person.submission(sr="flairs", flair_id=flair(person), title="giveaway"))
        like(ours, one)
        theirs = one["response"]["body"]["json"]
        varying = {"explanation"}
        assert {key: ours.json()[key] for key in theirs if key not in varying} == {
            key: value for key, value in theirs.items() if key not in varying
        }
        assert ours.json()["explanation"] == theirs["explanation"].replace("gdfgfdgdgdgfgfdgdfgfdgfdg", "giveaway")


def flair(person: Person) -> str:
    return str(person.reddit("GET", "/r/flairs/api/link_flair_v2").json()[0]["id"])


# -- error answers, exactly


def quoted(platform: str, status: int, words: str) -> Any:
    """The body of a quoted error answer."""
    found = [one for one in json.loads(ERRORS.read_text("utf-8")) if (one["platform"], one["status"]) == (platform, status)]
    (body,) = [one["body"] for one in found if words in json.dumps(one["body"])]
    return body


def test_the_errors_of_x(person: Person) -> None:
    person.x("POST", "/2/tweets", json={"text": "twice"})
    duplicate = person.x("POST", "/2/tweets", json={"text": "twice"})
    assert (duplicate.status_code, duplicate.json()) == (403, quoted("x", 403, "duplicate"))
    assert duplicate.headers["x-rate-limit-limit"] == "100"
    person.plan("429-bare", platform="x")
    limited = person.x("POST", "/2/tweets", json={"text": "more"})
    assert (limited.status_code, limited.json()) == (429, quoted("x", 429, "Too Many"))
    person.plan("402", platform="x")
    assert person.x("POST", "/2/tweets", json={"text": "more"}).status_code == 402


def test_the_errors_of_linkedin(person: Person) -> None:
    def share(body: Any, **more: Any) -> tuple[int, Any]:
        answer = person.linkedin("POST", "/rest/posts", json=body, **more)
        return answer.status_code, json.loads(re.sub(r"urn:li:share:\d+", "urn:li:share:<ID>", answer.text or "null"))

    share(person.share("twice"))
    assert share(person.share("twice")) == (422, quoted("linkedin", 422, "DUPLICATE_POST"))
    bare = {"visibility": "PUBLIC", "distribution": {}, "lifecycleState": "PUBLISHED"}
    assert share(bare) == (422, quoted("linkedin", 422, "/author"))
    assert share([]) == (400, quoted("linkedin", 400, "data map"))
    old = quoted("linkedin", 426, "NONEXISTENT")
    assert share({}, headers={"LinkedIn-Version": "202504"}) == (426, old)
    assert share({}, headers={"Authorization": "Bearer no"}) == (401, quoted("linkedin", 401, "Invalid access token"))
    person.plan("401", platform="linkedin")
    assert share({}) == (401, quoted("linkedin", 401, "revoked"))


def test_the_errors_of_reddit(person: Person) -> None:
    person.plan("ratelimit", platform="reddit", seconds=14 * 60)
    answer = person.reddit("POST", "/api/submit/", data=person.submission())
    assert (answer.status_code, answer.json()) == (200, quoted("reddit", 200, "RATELIMIT"))
