"""Misbehaviour: what each fault answers, what it leaves in the ledger, and which requests it meets."""

from __future__ import annotations

import pytest
import requests

from bot.rehearsal.faults import Faults, read_plan
from tests.rehearsal.conftest import OAUTH, Person

SIGNED = OAUTH + ', oauth_signature="s"'

CALLS = {
    "x": lambda person, words: person.x("POST", "/2/tweets", json={"text": words}),
    "linkedin": lambda person, words: person.linkedin("POST", "/rest/posts", json=person.share(words)),
    "reddit": lambda person, words: person.reddit("POST", "/api/submit/", data=person.submission(text=words)),
}


def call(platform: str, person: Person, words: str) -> requests.Response | None:
    """The answer, or None when the connection broke without one."""
    try:
        return CALLS[platform](person, words)
    except requests.ConnectionError:
        return None


@pytest.mark.parametrize("platform", CALLS)
@pytest.mark.parametrize(
    ("fault", "status", "accepted"),
    [
        ("reset", None, False),
        ("accept-then-reset", None, True),
        ("500-before", 500, False),
        ("500-after", 500, True),
        ("429", 429, False),
        ("429-bare", 429, False),
        ("401", 401, False),
        ("403", 403, False),
        ("html", 200, False),
        ("html-after", 200, True),
        ("empty", 200, False),
    ],
)
def test_a_fault_happens_once_and_the_ledger_knows_the_truth(
    person: Person, platform: str, fault: str, status: int | None, accepted: bool
) -> None:
    person.plan(fault, platform=platform, method="POST")
    answer = call(platform, person, "words")
    assert (answer.status_code if answer is not None else None) == status
    assert [post.text for post in person.posts()] == (["words"] if accepted else [])
    assert [(request.fault, request.status) for request in person.requests()] == [(fault, status or 0)]
    after = call(platform, person, "other words")
    assert after is not None
    assert after.status_code in {200, 201}


def test_a_late_answer_comes_after_the_ledger_knows(person: Person) -> None:
    person.plan("late", platform="x", seconds=30)
    with pytest.raises(requests.ReadTimeout):
        person.session.post(
            f"{person.network.url}/x/2/tweets",
            json={"text": "slow"},
            timeout=0.3,
            headers={"Authorization": SIGNED.format(person.name)},
        )
    assert [post.text for post in person.posts()] == ["slow"]


def test_one_late_answer_does_not_hold_up_others(person: Person) -> None:
    person.plan("late", platform="x", path="/2/tweets", seconds=30)
    with pytest.raises(requests.ReadTimeout):
        person.session.post(
            f"{person.network.url}/x/2/tweets", json={"text": "a"}, timeout=0.2, headers={"Authorization": SIGNED.format(person.name)}
        )
    answer = call("linkedin", person, "b")
    assert answer is not None
    assert answer.elapsed.total_seconds() < 5


def test_a_waiting_time_is_told_in_each_platforms_way_or_not_at_all(person: Person) -> None:
    for fault, present in (("429", True), ("429-bare", False)):
        for platform, name in (("x", "x-rate-limit-reset"), ("linkedin", "retry-after"), ("reddit", "retry-after")):
            person.plan(fault, platform=platform, seconds=120)
            answer = call(platform, person, "words")
            assert answer is not None
            assert (name in answer.headers) == present
            assert ("retry-after" in answer.headers) == present


def test_duplicates_are_refused_in_each_platforms_words(person: Person) -> None:
    words = {"x": "duplicate content", "linkedin": "DUPLICATE_POST", "reddit": "ALREADY_SUB"}
    for platform, said in words.items():
        person.plan("duplicate", platform=platform)
        answer = call(platform, person, "new words")
        assert answer is not None
        assert said in answer.text
    assert person.posts() == []


def test_reddits_ratelimit_may_come_with_a_post(person: Person) -> None:
    for fault, there in (("ratelimit", 0), ("ratelimit-after", 1)):
        person.plan(fault, platform="reddit", seconds=840)
        answer = call("reddit", person, "words")
        assert answer is not None
        assert answer.json()["json"]["errors"][0][:2] == [
            "RATELIMIT",
            "Looks like you've been doing that a lot. Take a break for 14 minutes before trying again.",
        ]
        assert len(person.posts()) == there


def test_a_success_without_an_id(person: Person) -> None:
    person.plan("no-id", platform="x")
    answer = call("x", person, "words")
    assert answer is not None
    assert (answer.status_code, answer.json()) == (201, {})
    assert len(person.posts()) == 1


def test_plans_count_what_fits_them() -> None:
    faults = Faults()
    faults.plans.append(read_plan({"fault": "401", "platform": "x", "method": "post", "path": "/2/tweets", "times": 2, "skip": 1}))
    asked: list[tuple[str, str, str]] = [
        ("linkedin", "POST", "/2/tweets"),
        ("x", "GET", "/2/tweets"),
        ("x", "POST", "/2/media/upload"),
        ("x", "POST", "/2/tweets"),
        ("x", "POST", "/2/tweets/"),
        ("x", "POST", "/2/tweets"),
        ("x", "POST", "/2/tweets"),
    ]
    assert [faults.take(*one) is not None for one in asked] == [False, False, False, False, True, True, False]
    assert faults.plans == []


@pytest.mark.parametrize("path", ["/x/2/tweets", "/2/*", "*"])
def test_paths_may_be_patterns_with_the_prefix_or_without(path: str) -> None:
    faults = Faults()
    faults.plans.append(read_plan({"fault": "reset", "path": path}))
    assert faults.take("x", "POST", "/2/tweets") is not None


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"fault": "nap"}',
        '{"fault": ["401"]}',
        '{"fault": "401", "times": 0}',
        '{"fault": "401", "times": Infinity}',
        '{"fault": "401", "seconds": "soon"}',
        '{"fault": "late", "seconds": 1e9}',
    ],
)
def test_a_plan_that_is_none_is_refused(person: Person, raw: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = person.session.post(f"{person.network.url}/_faults", data=raw, headers=headers, timeout=10)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


def test_plans_can_be_seen_and_cleared(person: Person) -> None:
    person.plan("401", times=3)
    address = f"{person.network.url}/_faults"
    assert [plan["times"] for plan in person.session.get(address, timeout=10).json()["plans"]] == [3]
    assert person.session.delete(address, timeout=10).json() == {"plans": []}


def test_a_web_page_elsewhere_can_not_plan_or_read(person: Person) -> None:
    address = f"{person.network.url}/_faults"
    simple = person.session.post(address, data='{"fault": "401"}', headers={"Content-Type": "text/plain"}, timeout=10)
    foreign = person.session.post(address, json={"fault": "401"}, headers={"Origin": "https://evil.example"}, timeout=10)
    rebound = person.session.get(f"{person.network.url}/_ledger", headers={"Host": "evil.example:8765"}, timeout=10)
    assert [simple.status_code, foreign.status_code, rebound.status_code] == [415, 421, 421]
    assert person.session.get(address, timeout=10).json() == {"plans": []}
