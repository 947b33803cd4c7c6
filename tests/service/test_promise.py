"""Ways in which the promise was once broken, each found by a reviewer and proved before it was mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot import app, config
from bot.model.delivery import State
from bot.rehearsal import launch
from bot.service import approve, due, facts, intake
from bot.service.reconcile import Looks
from tests.service.conftest import ARTICLE, SETTINGS, Desk
from tests.service.test_publish import approved

REDDIT = """\
site: {{url: "https://example.org"}}
rehearsal: true
accounts:
  reddit-{n}: {{platform: reddit, default: true, subreddit: test, mode: api, call_timeout: 20{live}}}
schedule: {{undo_window: 0s}}
"""
COMMENT = SETTINGS.replace("platform: linkedin, default: true,", "platform: linkedin, default: true, link: comment,")
LONG = " ".join(f"Sentence number {i} says something about run {i} of the experiment." for i in range(30))
OPENING = "One sentence about the curve that we measured.\n\n![The curve](curve.png)"
PICTURED = f"---\ntitle: A picture\n---\n\n{OPENING}\n\n## Another part\n\n{LONG}\n"


def turned(desk: Desk, live: bool) -> Desk:
    """The same workspace with its account live on the network's address, or in rehearsal."""
    said = f', rehearsal: false, api: "{desk.network.url}/reddit"' if live else ""
    root = desk.workspace.settings.root
    (root / "config" / "bot.yaml").write_text(REDDIT.format(n=desk.number, live=said))
    settings = config.load(root)
    workspace = replace(desk.workspace, settings=settings, connect=app.Connections(settings, desk.clock))
    return replace(desk, workspace=workspace, looks=Looks(), unsettled=intake.Unsettled())


def test_a_live_doubt_is_not_looked_for_in_rehearsal(make_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk()
    for field in ("client_id", "client_secret", "username", "password"):
        monkeypatch.setenv(f"BOT_REDDIT_{desk.number}_{field.upper()}", f"rehearsal-live{desk.number}-{field}")
    live = turned(desk, True)
    live.write()
    live.scan()
    id_ = live.of("reddit").id
    live.fault("reddit", "accept-then-reset", path="/api/submit/")
    live.yes(id_)
    live.send()
    rehearsal = turned(live, False)
    for _ in range(6):
        rehearsal.look(1, seconds=6)
    assert rehearsal.workspace.store.delivery(id_).state == State.UNSURE
    turned(rehearsal, True).send()
    assert len([post for post in launch.read_ledger(desk.home).posts if post.account == f"live{desk.number}"]) == 1


@pytest.mark.parametrize("fault", ["accept-then-reset", "ratelimit-after"])
def test_a_clock_ahead_of_the_platforms_doubles_nothing(make_desk: Callable[..., Desk], fault: str) -> None:
    desk = make_desk()
    desk.clock.advance(90)
    for name in facts.stale(desk.workspace):
        facts.fetch(desk.workspace, desk.workspace.account(name), print)
    desk.write()
    desk.scan()
    desk.fault("reddit", fault, path="/api/submit/", seconds=30)
    approved(desk, "reddit")
    desk.send()
    desk.look(6)
    desk.clock.advance(4000)
    desk.send()
    assert len(desk.live("reddit")) == 1


def test_a_comment_that_was_not_tried_before_a_kill_follows(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(COMMENT)
    desk.write()
    desk.scan()
    id_ = approved(desk, "linkedin")
    store, now = desk.workspace.store, desk.clock.now()
    fence = store.claim(id_, store.delivery(id_).approved or "", now)
    assert fence is not None
    platform = desk.workspace.platform(desk.of("linkedin").account)
    step = platform.steps(store.draft(id_))[0]
    store.intend(id_, fence, 0, "post", "key", now.add(seconds=4), now)
    ref = platform.publish(desk.workspace.connect(desk.workspace.account(desk.of("linkedin").account)), step, {}, "key")
    store.receive(id_, fence, 0, "sent", now, ref=ref)
    later = desk.again()
    later.look()
    later.send()
    assert later.workspace.store.delivery(id_).state == State.PUBLISHED
    assert later.workspace.store.steps(id_)[1].state == "sent"


def test_a_comment_refused_for_the_login_follows_after_resume(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(COMMENT)
    desk.write()
    desk.scan()
    id_ = approved(desk, "linkedin")
    desk.fault("linkedin", "401", path="/rest/socialActions/*")
    desk.send()
    desk.workspace.store.resume(desk.of("linkedin").account, desk.clock.now(), "tester")
    desk.send()
    assert desk.workspace.store.steps(id_)[1].state == "sent"


def pictured(desk: Desk) -> str:
    """A thread with a picture, refused at its first post, whose upload is in the journal."""
    from PIL import Image

    folder = desk.workspace.settings.posts.path
    Image.new("RGB", (600, 400), "teal").save(folder / "curve.png")
    desk.age(folder / "curve.png", 90)
    desk.write(PICTURED, "picture.md")
    desk.scan()
    desk.fault("x", "403", path="/2/tweets")
    id_ = approved(desk, "x")
    desk.send()
    desk.workspace.store.resume(desk.of("x").account, desk.clock.now(), "tester")
    return id_


def test_what_an_earlier_text_left_in_the_journal_is_no_step_of_the_new_one(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    id_ = pictured(desk)
    path = desk.write(PICTURED.replace("![The curve](curve.png)", ""), "picture.md")
    desk.age(path, 20)
    desk.scan()
    desk.fault("x", "500-after", path="/2/tweets")
    approved(desk, "x")
    desk.send()
    post = desk.posts("x")[-1]
    outcome = approve.resolve(desk.workspace, id_, f"https://x.com/i/status/{post.id}")
    assert outcome.ok, outcome.words
    desk.send()
    delivery = desk.workspace.store.delivery(id_)
    assert delivery.state == State.PUBLISHED
    assert len(desk.live("x")) == delivery.segments


def test_a_shorter_text_after_a_failure_stops_nobody(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    pictured(desk)
    path = desk.write("---\ntitle: A picture\n---\n\nOne short sentence about the curve.\n", "picture.md")
    desk.age(path, 20)
    desk.scan()
    desk.fault("x", "duplicate", path="/2/tweets")
    approved(desk, "x")
    desk.send()
    assert desk.look_once() in {0, 1}


def test_a_half_sent_thread_is_not_stopped_by_its_own_cap(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(SETTINGS.replace("platform: x, default: true,", "platform: x, default: true, daily_cap: 1,"))
    desk.write()
    desk.scan()
    desk.fault("x", "429", path="/2/tweets", skip=1, seconds=60)
    id_ = approved(desk, "x")
    desk.send()
    desk.clock.advance(120)
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED


def test_every_post_of_a_thread_counts_for_the_cap(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(SETTINGS.replace("platform: x, default: true,", "platform: x, default: true, hourly_cap: 5,"))
    desk.write()
    desk.scan()
    first = approved(desk, "x")
    desk.send()
    assert desk.workspace.store.delivery(first).segments == 5
    desk.write("A short note, and nothing more than that.", "note.md")
    desk.scan()
    (second,) = (d.id for d in desk.workspace.store.deliveries() if d.platform == "x" and d.id != first)
    desk.yes(second)
    desk.send()
    assert desk.workspace.store.delivery(second).note == "the account's cap is reached"
    desk.clock.advance(3601)
    desk.send()
    assert desk.workspace.store.delivery(second).state == State.PUBLISHED


def test_after_a_night_one_line_sums_up_what_was_late(desk: Desk) -> None:
    desk.yes(*(d.id for d in desk.workspace.store.deliveries()), now=False)
    first = min(d.due for d in desk.workspace.store.deliveries() if d.due)
    desk.clock.advance((first - desk.clock.now()).total("seconds") + 8 * 3600)
    said = list[str]()
    for _ in range(2):
        due.pass_(desk.workspace, desk.engine(), said.append)
    assert [words.partition(", the first ")[0] for words in said] == ["3 deliveries came due while nothing could be sent"]
    assert said[0].endswith(": 3 take the next free slots. See: bot queue")
    desk.clock.advance(30 * 86_400)
    due.pass_(desk.workspace, desk.engine(), said.append)
    assert said[1].endswith(": 3 need a fresh yes. See: bot queue")
    lines = [event.detail for _, id_, event in desk.workspace.store.events() if event.event == "late" and not id_]
    assert [f"{line}. See: bot queue" for line in lines] == said


def test_a_published_post_that_is_renamed_and_edited_stays_one_post(desk: Desk) -> None:
    approved(desk, "linkedin")
    desk.send()
    (desk.workspace.settings.posts.path / "small-batches.md").unlink()
    desk.write(ARTICLE.replace("rose steadily", "climbed"), "small-batches-2.md")
    for _ in range(3):
        desk.scan()
    assert len([d for d in desk.workspace.store.deliveries() if d.platform == "linkedin"]) == 1


def test_a_yes_for_an_account_that_is_gone_does_not_stand_for_ever(desk: Desk) -> None:
    import msgspec

    id_ = approved(desk, "x")
    settings = desk.workspace.settings
    others = {name: account for name, account in settings.accounts.items() if account.platform != "x"}
    without = replace(desk, workspace=replace(desk.workspace, settings=msgspec.structs.replace(settings, accounts=others)))
    without.send()
    assert desk.workspace.store.delivery(id_).state == State.WITHDRAWN
    assert "no longer" in desk.workspace.store.delivery(id_).note


def test_two_people_never_promise_one_slot(desk: Desk) -> None:
    desk.write(ARTICLE.replace("Small batches generalise", "Large ones do not").replace("small-batches", "large"), "large.md")
    desk.scan()
    first, second = (d.id for d in desk.workspace.store.deliveries() if d.platform == "linkedin")
    mine, theirs = approve.plan(desk.workspace, [first]), approve.plan(desk.workspace, [second])
    assert approve.bind(desk.workspace, mine)[0].ok
    refused = approve.bind(desk.workspace, theirs)[0]
    assert not refused.ok
    assert "meanwhile" in refused.words
