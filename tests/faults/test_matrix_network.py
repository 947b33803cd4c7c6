"""The fault matrix, network and platform: real requests to the rehearsal network, whose ledger is the judge."""

from __future__ import annotations

import copy
import random
import socket
from collections.abc import Callable

import msgspec
import pytest
import requests

from bot import app, platforms
from bot.errors import SendError
from bot.model.delivery import State
from bot.platforms.base import Connection, Step
from bot.rehearsal import launch
from bot.service import status
from tests.faults import matrix
from tests.faults.matrix import EVERYWHERE, PATHS
from tests.service.conftest import ARTICLE, Desk, desk, make_desk, network

__all__ = ["desk", "make_desk", "network"]

HOUR = 3600


def approved(desk: Desk, platform: str) -> str:
    """The yes to the delivery to `platform`, due now; gives its id."""
    id_ = desk.of(platform).id
    assert desk.yes(id_)[0].ok
    return id_


def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def elsewhere(desk: Desk, platform: str, api: str) -> Desk:
    """The same desk, whose account on `platform` is at another address."""
    settings = desk.workspace.settings
    accounts = {n: msgspec.structs.replace(a, api=api) if a.platform == platform else a for n, a in settings.accounts.items()}
    settings = msgspec.structs.replace(settings, accounts=accounts)
    return matrix.with_workspace(desk, settings=settings, connect=app.Connections(settings, desk.clock))


def secrets(monkeypatch: pytest.MonkeyPatch, desk: Desk, platform: str) -> None:
    """An account with an address of its own reads real secrets: those of the rehearsal."""
    name = f"{platform}-{desk.number}"
    for field in platforms.load(platform).LIMITS.secrets:
        monkeypatch.setenv(f"BOT_{name.upper().replace('-', '_')}_{field.upper()}", f"rehearsal-{name}-{field}")


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_platform_down_for_three_days_waits_in_its_window_then_is_held_and_others_go_on(
    desk: Desk, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets(monkeypatch, desk, platform)
    id_ = approved(desk, platform)
    other = approved(desk, "x" if platform != "x" else "reddit")
    down = elsewhere(desk, platform, f"http://127.0.0.1:{free_port()}")
    waits = []
    for _ in range(200):
        down.send()
        delivery = down.workspace.store.delivery(id_)
        if delivery.state != State.APPROVED:
            break
        assert delivery.due
        waits.append((delivery.due - down.clock.now()).total("seconds"))
        assert delivery.note
        down.clock.advance(waits[-1] + 1)
    assert delivery.state == State.HELD
    assert 60 < len(waits) < 110, "a pause that grows to an hour and no further"
    assert max(waits) <= HOUR
    assert sum(waits) >= 71 * HOUR
    assert down.workspace.store.delivery(other).state == State.PUBLISHED
    assert desk.yes(id_)[0].ok, "a fresh yes brings it back"
    desk.send()
    assert desk.live(platform) == matrix.wires(desk, id_)


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_dns_failure_before_any_byte_is_tried_again_under_the_same_yes(desk: Desk, platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(monkeypatch, desk, platform)
    id_ = approved(desk, platform)
    elsewhere(desk, platform, "https://no-such-host.invalid").send()
    delivery = desk.workspace.store.delivery(id_)
    assert (delivery.state, delivery.sent) == (State.APPROVED, 0)
    desk.clock.advance(3 * HOUR)
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED
    assert desk.live(platform) == matrix.wires(desk, id_)


def in_earnest(desk: Desk, budget: float) -> Desk:
    """The same desk, its X account live at the network's address with a monthly budget in US dollars."""
    settings, name = desk.workspace.settings, f"x-{desk.number}"
    live = msgspec.structs.replace(settings.accounts[name], rehearsal=False, api=f"{desk.network.url}/x", monthly_budget_usd=budget)
    settings = msgspec.structs.replace(settings, accounts={name: live})
    return matrix.with_workspace(desk, settings=settings, connect=app.Connections(settings, desk.clock))


def test_whole_thread_budget_is_checked_before_its_first_post(make_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk()
    secrets(monkeypatch, desk, "x")
    poor = in_earnest(desk, 0.001)
    poor.write()
    poor.write(ARTICLE.replace("batch", "step").replace("noise", "error"), "steps.md")
    poor.scan()
    first, second = (d.id for d in poor.workspace.store.deliveries())
    refused = poor.yes(first)[0]
    assert not refused.ok
    assert "it costs 0." in refused.words
    cost = poor.workspace.store.draft(first).cost_usd
    enough_for_one = in_earnest(desk, cost * 1.5)
    assert [outcome.words for outcome in enough_for_one.yes(first, second)] == ["goes out now", "goes out now"]
    enough_for_one.send()
    store = poor.workspace.store
    assert (store.delivery(first).state, store.delivery(second).state) == (State.PUBLISHED, State.HELD)
    assert "are spent" in store.delivery(second).note
    assert len(poor.live("x")) == store.delivery(first).segments, "not one post of a thread that cannot be paid whole"


@pytest.mark.parametrize("fault", ["429", "429-bare"])
def test_429_in_the_middle_of_a_thread_waits_and_goes_on_under_the_right_parent(desk: Desk, fault: str) -> None:
    id_ = approved(desk, "x")
    desk.fault("x", fault, path=PATHS["x"], skip=2, seconds=300)
    desk.send()
    asked = len([r for r in launch.read_ledger(desk.home).requests if r.account == f"x-{desk.number}"])
    for _ in range(4):
        desk.clock.advance(20)
        desk.send()
    assert len([r for r in launch.read_ledger(desk.home).requests if r.account == f"x-{desk.number}"]) == asked, "not one request too early"
    desk.clock.advance(HOUR)
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED
    posts = desk.posts("x")
    assert [post.parent or None for post in posts] == [None, *(post.id for post in posts[:-1])]
    assert desk.live("x") == matrix.wires(desk, id_)


def posts_tried(desk: Desk, platform: str) -> int:
    """How often the platform was asked to take a post of this desk's account."""
    found = [r.path.rstrip("/") for r in launch.read_ledger(desk.home).requests if r.account == f"{platform}-{desk.number}"]
    return sum(path.endswith(PATHS[platform].rstrip("/")) for path in found)


def test_429_holds_all_that_its_account_has_due_and_nothing_of_the_others(desk: Desk) -> None:
    other = approved(desk, "linkedin")
    desk.write("---\ntitle: Another\n---\n\nA second text of the same account, which must not go out before the time either.", "another.md")
    desk.scan()
    ids = [d.id for d in desk.workspace.store.deliveries() if d.platform == "reddit"]
    assert all(outcome.ok for outcome in desk.yes(*ids))
    desk.fault("reddit", "429", path=PATHS["reddit"], seconds=300)
    for _ in range(5):
        desk.send()
        desk.clock.advance(59)
    assert desk.live("reddit") == []
    assert posts_tried(desk, "reddit") == 1, "not one request before the time, whatever else is due"
    assert desk.workspace.store.delivery(other).state == State.PUBLISHED
    desk.clock.advance(HOUR)
    desk.send()
    assert sorted(desk.live("reddit")) == sorted(wire for id_ in ids for wire in matrix.wires(desk, id_))


def test_401_in_the_middle_of_a_thread_holds_the_rest_and_shows_the_link(desk: Desk) -> None:
    id_ = approved(desk, "x")
    desk.fault("x", "401", path=PATHS["x"], skip=2)
    desk.send()
    delivery = desk.workspace.store.delivery(id_)
    assert (delivery.state, delivery.sent) == (State.APPROVED, 2)
    todo = [todo for todo in status.inbox(desk.workspace) if id_ in todo.line]
    assert len(todo) == 1
    assert f"2 of {delivery.segments} segments" in todo[0].line
    assert delivery.links[0] in todo[0].line
    assert todo[0].command == f"bot resume {delivery.account}"
    desk.workspace.store.resume(delivery.account, desk.clock.now(), "tester")
    desk.send()
    assert desk.live("x") == matrix.wires(desk, id_)
    assert [todo for todo in status.inbox(desk.workspace) if id_ in todo.line] == []


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_403_of_a_suspended_account_stops_it_wholly_and_tells(desk: Desk, platform: str) -> None:
    desk.write("---\ntitle: Another\n---\n\nA second text of the same account, which must not even be tried.", "another.md")
    desk.scan()
    ids = [d.id for d in desk.workspace.store.deliveries() if d.platform == platform]
    assert all(outcome.ok for outcome in desk.yes(*ids))
    desk.fault(platform, "403", path=PATHS[platform], times=9)
    desk.send()
    desk.clock.advance(HOUR)
    desk.send()
    account = f"{platform}-{desk.number}"
    assert posts_tried(desk, platform) == 1
    assert {desk.workspace.store.delivery(id_).state for id_ in ids} == {State.APPROVED}
    assert desk.workspace.store.accounts()[account].paused
    assert any(todo.kind == "paused" and account in todo.line for todo in status.inbox(desk.workspace))


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_success_without_id_or_url_is_in_doubt_and_found_by_reading_back(desk: Desk, platform: str) -> None:
    id_ = approved(desk, platform)
    desk.fault(platform, "no-id", path=PATHS[platform])
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.UNSURE
    end = matrix.settled(desk, id_)
    assert end == (State.UNSURE if platform == "linkedin" else State.PUBLISHED)
    assert desk.live(platform) == matrix.wires(desk, id_)
    assert platform == "linkedin" or desk.workspace.store.delivery(id_).links


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_human_deleted_the_post_and_it_is_never_posted_again(desk: Desk, platform: str) -> None:
    id_ = approved(desk, platform)
    desk.send()
    delivery = desk.workspace.store.delivery(id_)
    refs = [record.ref for record in desk.workspace.store.steps(id_).values() if record.ref and record.action == "post"]
    way = desk.workspace.connect(desk.workspace.account(delivery.account))
    for ref in reversed(refs):
        platforms.load(platform).delete(way, ref)
    assert desk.live(platform) == []
    for _ in range(3):
        desk.scan()
        desk.look()
        desk.send()
        desk.clock.advance(86_400)
    assert desk.again().workspace.store.delivery(id_).state == State.PUBLISHED
    assert desk.live(platform) == []


def test_media_upload_ok_and_publish_fails_reuses_the_upload(make_desk: Callable[..., Desk]) -> None:
    from PIL import Image

    desk = make_desk()
    Image.new("RGB", (600, 400), "teal").save(desk.workspace.settings.posts.path / "curve.png")
    desk.age(desk.workspace.settings.posts.path / "curve.png", 90)
    desk.write("---\ntitle: A picture\n---\n\nOne sentence about the curve that we measured.\n\n![The curve](curve.png)\n", "picture.md")
    desk.scan()
    id_ = approved(desk, "x")
    desk.fault("x", "500-before", path=PATHS["x"])
    desk.send()
    assert matrix.settled(desk, id_) == State.PUBLISHED
    uploads = [record for record in desk.workspace.store.steps(id_).values() if record.action == "upload"]
    assert uploads
    assert all(record.attempt == 1 for record in uploads)
    assert len(desk.posts("x")[0].media) == 1


VARIANTS = 1000
"""Answers tried, spread over the platforms."""


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_error_format_changes_never_crash_and_a_success_always_names_a_post(desk: Desk, platform: str) -> None:
    """A recorded answer with bytes, status and type changed is one of the four kinds of failure, or it still names the post."""
    approved(desk, platform)
    account = desk.of(platform).account
    step = desk.workspace.platform(account).steps(desk.workspace.store.draft(desk.of(platform).id))[0]
    opened, chance = desk.workspace.connect(desk.workspace.account(account)), random.Random(f"20261122 {platform}")
    adapter = opened.session.get_adapter("https://api.example")
    plain, recorded = adapter.send, list[requests.Response]()
    echo = " ".join(f"rehearsal-{account}-{field}" for field in platforms.load(platform).LIMITS.secrets)

    def send(request: requests.PreparedRequest, **named: object) -> requests.Response:
        if request.method != "POST" or PATHS[platform].rstrip("/") not in str(request.url):
            return plain(request, **named)  # type: ignore[arg-type]
        if not recorded:
            recorded.append(plain(request, **named))  # type: ignore[arg-type]
            return recorded[0]
        return garbled(recorded[0], chance, echo)

    for each in opened.session.adapters.values():
        each.send = send  # type: ignore[method-assign,assignment]
    tried = [asked(desk, opened, platform, step) for _ in range(1 + VARIANTS // len(EVERYWHERE))]
    kinds = {kind: [name for name, _ in tried].count(kind) for kind in sorted({name for name, _ in tried})}
    print(f"\n{platform}: {kinds}")
    assert tried[0][0] == "sent"
    assert kinds["MaybeSent"] > VARIANTS // len(EVERYWHERE) // 3
    assert set(kinds) <= {"sent", "MaybeSent", "Refused", "Limited"}
    assert all(len(words) <= 4500 and "rehearsal-" not in words for _, words in tried)


def asked(desk: Desk, opened: Connection, platform: str, step: Step) -> tuple[str, str]:
    """What came of one call, and the words that would be kept of it."""
    try:
        ref = desk.workspace.platform(f"{platform}-{desk.number}").publish(opened, step, {}, "key")
    except SendError as error:
        return type(error).__name__, f"{error} {error.answer}"
    return ("sent" if ref.id else "a success that names nothing"), ""


def garbled(recorded: requests.Response, chance: random.Random, echo: str) -> requests.Response:
    """The answer as a changed platform, a bad line, or a proxy that says at length what it was sent, with its secrets, would give it."""
    answer, body = copy.copy(recorded), bytearray(recorded.content)
    answer.headers = requests.structures.CaseInsensitiveDict(recorded.headers)
    match chance.randrange(6):
        case 0:
            body = bytearray(
                chance.choice([b"", b"null", b"[]", b"0", b'"ok"', b"<html>Sorry</html>", b"{}", b'{"error":"no"}', b"\xff\xfe"])
            )
        case 1:
            del body[chance.randrange(len(body) + 1) :]
        case 2:
            for _ in range(chance.randrange(1, 9) if body else 0):
                body[chance.randrange(len(body))] = chance.randrange(256)
        case 3:
            body = bytearray(b"[" * chance.randrange(1, 50_000))
        case 4:
            answer.status_code = chance.choice([202, 204, 206, 299, 302, 500, 502, 503, 504, 520, 599])
            body = bytearray(f"<html>Bad gateway, you sent {echo} {'and more ' * 1000}</html>".encode())
        case 5:
            answer.headers["Content-Type"] = chance.choice(["text/html", "", "application/xml"])
            body = body[::-1]
    if chance.random() < 0.7:
        answer.headers.pop("x-restli-id", None)
    answer._content = bytes(body)
    return answer
