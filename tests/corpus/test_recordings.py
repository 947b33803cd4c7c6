"""Every recorded answer of the real platforms, given to our adapters over loopback as the answer to a publishing call."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from whenever import Instant

from bot.errors import Limited, MaybeSent, Refused, SendError
from bot.http import session
from bot.model.draft import Draft
from bot.model.receipt import RemoteRef
from bot.platforms import linkedin, reddit, x
from bot.platforms.base import Connection, Platform
from tests.loopback import Loopback, Reply, Seen, serving
from tests.platforms.contract import NOW, segment

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the recordings are not here: {DATA} is missing")

PLATFORMS: dict[str, Any] = {"x": x, "linkedin": linkedin, "reddit": reddit}
TOKEN = {"access_token": "token-1", "token_type": "bearer", "expires_in": 3600, "scope": "*"}
WRITES = {"x": "/2/tweets", "linkedin": "/rest/posts", "reddit": "/api/submit/"}


def recorded(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted((DATA / folder).glob("*.json")):
        for place, interaction in enumerate(json.loads(file.read_text())["interactions"]):
            yield f"{file.stem}-{place}", interaction


def reply(response: dict[str, Any]) -> Reply:
    body = response.get("body") or {}
    raw = json.dumps(body["json"]).encode() if "json" in body else str(body.get("text", body.get("head", ""))).encode()
    headers = {name: value for name, value in response["headers"].items() if name.startswith("x-rate") or name == "content-type"}
    return Reply(response["status"], raw, headers)


def answers(folder: str) -> list[Any]:
    return [pytest.param(reply(interaction["response"]), id=name) for name, interaction in recorded(folder)]


def errors() -> list[dict[str, Any]]:
    file = DATA / "wire-errors" / "errors.json"
    return json.loads(file.read_text()) if file.is_file() else []  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    with serving(lambda seen: Reply(500)) as running:
        yield running


def outcome(server: Loopback, name: str, answer: Reply) -> RemoteRef | SendError:
    """What publishing ends as when the platform answers so. Any other exception is a fault of ours. One request, always."""
    platform: Platform = PLATFORMS[name]

    def script(seen: Seen) -> Reply:
        if WRITES[name] in seen.path:
            return answer
        if "/submitted" in seen.path:
            return Reply(200, {"kind": "Listing", "data": {"after": None, "before": None, "children": []}})
        return Reply(200, TOKEN if "access_token" in seen.path else {"sub": "a1"})

    server.script = script
    server.seen.clear()
    options = {"subreddit": "test", "mode": "api"} if name == "reddit" else {}
    account = platform.Account(name="me", platform=name, api=f"{server.url}/{name}", **options)
    secrets = {field: f"rehearsal-me-{field}" for field in platform.LIMITS.secrets}
    connection = Connection(account, secrets, session(platform.LIMITS.hosts, account.api), NOW)
    step = platform.steps(Draft("me", name, "Test Title", (segment("Test text."),)))[0]
    try:
        return platform.publish(connection, step, {}, "key")
    except SendError as error:
        return error
    finally:
        assert len([seen for seen in server.seen if WRITES[name] in seen.path]) in ((1, 3) if answer.status == 426 else (1,))


# X ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", answers("x-tweepy-recordings"))
def test_an_answer_of_x_is_a_post_only_when_it_names_an_id_in_its_data(server: Loopback, answer: Reply) -> None:
    body = json.loads(answer.body) if answer.body.startswith(b"{") else {}
    data = body.get("data")
    found = outcome(server, "x", answer)
    if isinstance(data, dict) and "id" in data and str(data["id"]).isdigit():
        assert isinstance(found, RemoteRef)
        assert found.id == data["id"]
    else:
        assert isinstance(found, MaybeSent)


# Reddit -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", answers("reddit-praw-recordings"))
def test_an_answer_of_reddit_is_what_its_body_says(server: Loopback, answer: Reply) -> None:
    found = outcome(server, "reddit", answer)
    try:
        body = json.loads(answer.body)
    except ValueError:
        body = None
    inner = body.get("json") if isinstance(body, dict) and isinstance(body.get("json"), dict) else {}
    if answer.status >= 400:
        assert isinstance(found, Refused)
        assert found.cause == ("auth" if answer.status == 401 else "content")
    elif isinstance(inner.get("data"), dict) and "url" in inner["data"] and "id" in inner["data"]:
        assert isinstance(found, RemoteRef)
        assert (found.id, found.url) == (inner["data"]["id"].removeprefix("t3_"), inner["data"]["url"])
    elif inner.get("errors"):
        assert isinstance(found, Refused)
        assert found.why == f"{inner['errors'][0][1].rstrip('. ')} ({inner['errors'][0][0]})"
    else:
        assert isinstance(found, MaybeSent)


def submissions() -> list[Any]:
    found = []
    for name, interaction in recorded("reddit-praw-recordings"):
        body = (interaction["response"].get("body") or {}).get("json")
        if interaction["request"]["method"] == "GET" and "/comments/" in interaction["request"]["uri"] and isinstance(body, list):
            found.append(pytest.param(body[0]["data"]["children"][0], id=name))
    return found


@pytest.mark.parametrize("child", submissions())
def test_a_recorded_submission_is_found_again_by_what_was_submitted(server: Loopback, child: dict[str, Any]) -> None:
    post = child["data"]
    listing = {"kind": "Listing", "data": {"after": None, "before": None, "dist": 1, "modhash": None, "children": [child]}}
    server.script = lambda seen: Reply(200, TOKEN if "access_token" in seen.path else listing)
    account = reddit.Account(name="me", platform="reddit", api=server.url, subreddit=post["subreddit"].lower(), mode="api")
    secrets = {field: f"rehearsal-me-{field}" for field in reddit.LIMITS.secrets}
    connection = Connection(account, secrets, session(reddit.LIMITS.hosts, account.api), NOW)
    fields: dict[str, Any] = {} if post["is_self"] else {"url": post["url"]}
    wire = post["selftext"] if post["is_self"] else post["url"]
    step = reddit.steps(Draft("me", "reddit", post["title"], (segment(wire),), fields))[0]
    made = Instant.from_timestamp(int(post["created_utc"]))
    found = reddit.find(connection, step, {}, "key", made)
    assert found is not None
    assert (found.id, found.url) == (post["id"], f"https://www.reddit.com{post['permalink']}")
    assert reddit.find(connection, step, {}, "key", made.add(seconds=10)) is None


def test_recorded_requirements_and_flairs_become_facts(server: Loopback) -> None:
    def of(name: str) -> Any:
        return dict(recorded("reddit-praw-recordings"))[name]["response"]["body"]["json"]

    requirements, flairs = of("TestSubreddit.test_post_requirements-1"), of("TestSubredditLinkFlairTemplates.test_user_selectable-1")
    server.script = lambda seen: Reply(200, TOKEN if "access_token" in seen.path else flairs if "flair" in seen.path else requirements)
    account = reddit.Account(name="me", platform="reddit", api=server.url, subreddit="test", mode="api")
    secrets = {field: f"rehearsal-me-{field}" for field in reddit.LIMITS.secrets}
    facts = reddit.facts(Connection(account, secrets, session(reddit.LIMITS.hosts, account.api), NOW))
    assert facts["flairs"] == ["test 1|ca999154-c1b0-11e7-b30b-0eb8423d5ed8", "test 2|865ba524-692d-11e9-9811-0e2f1d7746a8"]
    assert {name: value for name, value in facts.items() if name != "flairs"} == {k: v for k, v in requirements.items() if v is not None}


# Errors that strangers got ----------------------------------------------------------------------------------------------

EXPECTED: dict[tuple[str, int, str], tuple[type[SendError], str]] = {
    ("linkedin", 422, "DUPLICATE_POST"): (Refused, "duplicate"),
    ("linkedin", 426, "NONEXISTENT_VERSION"): (Refused, "version"),
    ("linkedin", 401, "REVOKED_ACCESS_TOKEN"): (Refused, "auth"),
    ("linkedin", 401, "65600"): (Refused, "auth"),
    ("linkedin", 422, "/author"): (Refused, "content"),
    ("linkedin", 400, "ILLEGAL_ARGUMENT"): (Refused, "content"),
    ("x", 403, "duplicate content"): (Refused, "duplicate"),
    ("x", 429, "Too Many"): (Limited, "2026-11-21T09:15:00Z"),
    ("x", 403, "oauth1-permissions"): (Refused, "auth"),
    ("x", 402, "null"): (Refused, "money"),
    ("reddit", 200, "RATELIMIT"): (Limited, "2026-11-21T09:14:01Z"),
    ("reddit", 200, "QUOTA_FILLED"): (Limited, "2026-11-21T10:00:00Z"),
}


@pytest.mark.parametrize("error", errors(), ids=lambda error: f"{error['platform']}-{error['status']}")
def test_an_error_that_a_stranger_got_is_understood(server: Loopback, error: dict[str, Any]) -> None:
    words = json.dumps(error["body"])
    kind, more = next(
        expected
        for (name, status, said), expected in EXPECTED.items()
        if (name, status) == (error["platform"], error["status"]) and said in words
    )
    found = outcome(server, error["platform"], Reply(error["status"], error["body"]))
    assert isinstance(found, kind)
    assert (found.until.format_iso() if isinstance(found, Limited) else getattr(found, "cause", "")) == more


def test_each_line_of_the_table_was_used() -> None:
    words = [(error["platform"], error["status"], json.dumps(error["body"])) for error in errors()]
    assert all(any((name, status) == seen[:2] and said in seen[2] for seen in words) for name, status, said in EXPECTED)
    assert len(words) == len(EXPECTED)


# A thousand broken ones -------------------------------------------------------------------------------------------------


def cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw))]


def flip(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :]


def swap(raw: bytes, chance: random.Random) -> bytes:
    """Another JSON value in the place of one that is there."""
    try:
        value = json.loads(raw)
    except ValueError:
        return raw
    node, steps = value, chance.randrange(1, 4)
    for depth in range(steps):
        keys = list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
        if not keys:
            break
        key = chance.choice(keys)
        if depth + 1 == steps or not isinstance(node[key], dict | list):
            node[key] = chance.choice([None, 0, "", [], {}, "x", [[]], [None], {"id": None}, True])
            break
        node = node[key]
    return json.dumps(value).encode()


@pytest.mark.parametrize("change", [cut, flip, swap])
def test_a_broken_answer_is_never_more_than_it_proves(server: Loopback, change: Callable[[bytes, random.Random], bytes]) -> None:
    chance = random.Random(20261121)
    material = [("x", reply(one["response"])) for _, one in recorded("x-tweepy-recordings")]
    material += [("reddit", reply(one["response"])) for _, one in recorded("reddit-praw-recordings") if "submit" in one["request"]["uri"]]
    material += [(one["platform"], Reply(one["status"], json.dumps(one["body"]).encode())) for one in errors() for _ in range(6)]
    for _ in range(350):
        name, answer = chance.choice([(name, answer) for name, answer in material if answer.body])
        broken = Reply(answer.status, change(answer.body[:20_000], chance), answer.headers)
        found = outcome(server, name, broken)
        if isinstance(found, RemoteRef):
            assert found.id.encode() in broken.body
        elif isinstance(found, Refused):
            bare = found.cause == "money" and not broken.body
            assert bare or isinstance(json.loads(broken.body.decode(errors="replace")), dict)
