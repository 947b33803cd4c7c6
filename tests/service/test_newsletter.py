"""A newsletter from the yes to its readers: what a yes means there, and what it says before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.model.delivery import State
from bot.rehearsal import launch
from bot.rehearsal.entries import Records
from bot.rehearsal.judge import verdict
from bot.service import facts, publish, retract
from tests.service.conftest import SETTINGS, Desk

MAILCHIMP = "platform: mailchimp, server: us21.api.mailchimp.com, audience: 0a1b2c3d4e"


def letter(make_desk: Callable[[str], Desk], send: str) -> Desk:
    """A desk with one newsletter, whose facts are known, and one article queued for it."""
    account = f"  buttondown-{{n}}: {{{{platform: buttondown, send: {send}, default: true, call_timeout: 20}}}}\nschedule:"
    desk = make_desk(SETTINGS.replace("default: true", "default: false").replace("schedule:", account))
    for name in desk.workspace.settings.accounts:
        facts.fetch(desk.workspace, desk.workspace.account(name), print)
    desk.write()
    desk.scan()
    return desk


def campaign(make_desk: Callable[[str], Desk], send: str) -> Desk:
    """The same with an audience on Mailchimp."""
    return letter(lambda settings: make_desk(settings.replace("platform: buttondown", MAILCHIMP).replace("buttondown", "mailchimp")), send)


def there(desk: Desk) -> Records:
    """Every email of the desk's newsletter, deleted ones too."""
    records = launch.read_ledger(desk.home)
    return Records((), tuple(post for post in records.posts if post.account in desk.workspace.settings.accounts and "-" in post.account))


def test_a_yes_makes_a_draft_and_shows_where_it_is(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk, "draft")
    waiting = desk.of("buttondown")
    draft = desk.workspace.store.draft(waiting.id)
    assert "recipients" not in {problem.code for problem in draft.problems}
    desk.yes(waiting.id)
    desk.send()
    done = desk.of("buttondown")
    assert (done.state, len(done.links)) == (State.PUBLISHED, 1)
    assert done.links[0].startswith("https://buttondown.com/emails/em_")
    assert done.left_to_send
    assert desk.workspace.store.history(done.id)[-1].detail == publish.DRAFTED
    assert verdict(there(desk), [draft]).clean
    taken = retract.retract(desk.workspace, retract.plan(desk.workspace, done.id), print)
    assert taken.ok, taken
    assert [post.deleted for post in there(desk).posts] == [True]


def test_a_mail_is_ordered_by_a_yes_that_names_its_readers_and_is_never_taken_back(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk, "now")
    waiting = desk.of("buttondown")
    draft = desk.workspace.store.draft(waiting.id)
    (problem,) = (problem for problem in draft.problems if problem.code == "recipients")
    assert "about" in problem.message
    assert "subscribers" in problem.message
    desk.yes(waiting.id)
    desk.send()
    done = desk.of("buttondown")
    assert (done.state, done.sent, done.left_to_send) == (State.PUBLISHED, 1, False)
    assert "/archive/" in done.links[0]
    assert verdict(there(desk), [draft]).clean
    taken = retract.retract(desk.workspace, retract.plan(desk.workspace, done.id), print)
    assert not taken.ok
    assert "no mail can be taken back" in taken.words
    assert [post.deleted for post in there(desk).posts] == [False]


@pytest.mark.parametrize("send", ["draft", "now"])
@pytest.mark.parametrize("fault", ["accept-then-reset", "reset", "500-after"])
def test_an_answer_that_is_lost_makes_no_second_one(make_desk: Callable[[str], Desk], send: str, fault: str) -> None:
    desk = letter(make_desk, send)
    draft = desk.workspace.store.draft(desk.of("buttondown").id)
    desk.yes(desk.of("buttondown").id)
    desk.fault("buttondown", fault, method="PATCH" if send == "now" else "POST", path="/v1/emails*")
    desk.send()
    desk.look()
    desk.send()
    assert desk.of("buttondown").state == State.PUBLISHED
    assert verdict(there(desk), [draft]).clean


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/3.0/campaigns"), ("PUT", "/3.0/campaigns/*/content"), ("POST", "/3.0/campaigns/*/actions/send")],
)
@pytest.mark.parametrize("fault", ["accept-then-reset", "reset", "500-after"])
def test_no_lost_answer_of_a_campaign_makes_a_second_one(make_desk: Callable[[str], Desk], method: str, path: str, fault: str) -> None:
    desk = campaign(make_desk, "now")
    draft = desk.workspace.store.draft(desk.of("mailchimp").id)
    assert "recipients" in {problem.code for problem in draft.problems}
    desk.yes(desk.of("mailchimp").id)
    desk.fault("mailchimp", fault, method=method, path=path)
    desk.send()
    desk.look()
    desk.clock.advance(60)
    desk.send()
    done = desk.of("mailchimp")
    assert (done.state, done.left_to_send) == (State.PUBLISHED, False)
    assert done.links[0].startswith("https://mailchi.mp/")
    assert verdict(there(desk), [draft]).clean


def test_a_campaign_that_is_a_draft_can_be_taken_back(make_desk: Callable[[str], Desk]) -> None:
    desk = campaign(make_desk, "draft")
    draft = desk.workspace.store.draft(desk.of("mailchimp").id)
    desk.yes(desk.of("mailchimp").id)
    desk.send()
    done = desk.of("mailchimp")
    assert (done.state, done.left_to_send) == (State.PUBLISHED, True)
    assert verdict(there(desk), [draft]).clean
    taken = retract.retract(desk.workspace, retract.plan(desk.workspace, done.id), print)
    assert taken.ok, taken
    assert [post.deleted for post in there(desk).posts] == [True]
