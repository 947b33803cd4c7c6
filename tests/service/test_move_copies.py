"""A copy of a workspace has the yeses of the one it was made of, and knows nothing of what that sent since. The ledger is the judge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.model.delivery import State
from bot.service import facts, move
from tests.service.conftest import SETTINGS, Desk
from tests.service.test_lease import LAPTOP, SERVER, account, copied, make, opened
from tests.service.test_publish import approved, wires

__all__ = ["make"]


@pytest.fixture
def blind(make_desk: Callable[..., Desk], tmp_path, monkeypatch: pytest.MonkeyPatch) -> Desk:  # type: ignore[no-untyped-def]
    """A desk with a live account on LinkedIn, which takes the same text twice, and a yes to one article."""
    desk = make_desk(SETTINGS)
    monkeypatch.setenv("BOT_FEED_ACCESS_TOKEN", f"rehearsal-linkedin-{desk.number + 1}-access_token")
    live = f'feed: {{{{platform: linkedin, default: true, rehearsal: false, api: "{desk.network.url}/linkedin", call_timeout: 20}}}}'
    desk = make_desk(SETTINGS.replace("linkedin-{n}: {{platform: linkedin, default: true, call_timeout: 20}}", live))
    desk = replace(desk, workspace=replace(desk.workspace, host=LAPTOP, holders=tmp_path / "home"))
    facts.fetch(desk.workspace, account(desk), print)
    desk.write()
    desk.scan()
    approved(desk, "linkedin")
    assert not account(desk).rehearsal
    return desk


def moved(desk: Desk) -> move.Handover:
    plan = move.plan(desk.workspace, None)
    move.take_over(desk.workspace, plan)
    return plan


def state(desk: Desk, platform: str = "linkedin") -> State:
    """How its delivery stands after a pass."""
    desk.send()
    return desk.of(platform).state


@pytest.mark.parametrize("host", [LAPTOP, SERVER])
def test_what_the_original_sent_after_the_copy_was_made_is_not_sent_by_the_copy(blind: Desk, host) -> None:  # type: ignore[no-untyped-def]
    copy = copied(blind, host)
    first = blind.again()
    assert state(first) == State.PUBLISHED
    assert state(copy) == State.APPROVED, "it holds nothing yet"
    assert moved(copy).yeses == 1
    assert (state(copy), blind.live("linkedin")) == (State.HELD, wires(first, "linkedin"))
    assert copy.of("linkedin").note == (
        f"your yes ended with `bot move`: {blind.workspace.settings.root}{' on laptop-a' if host == SERVER else ''} may have sent this "
        "already; look at the account before you say yes again"
    )


def test_what_the_copy_sent_is_not_sent_by_the_original_when_the_account_comes_back(blind: Desk) -> None:
    copy = copied(blind)
    first = blind.again()
    assert first.workspace.store.deliveries(states=(State.APPROVED,))
    moved(copy)
    assert copy.yes(copy.of("linkedin").id)[0].ok
    assert state(copy) == State.PUBLISHED
    assert moved(first).yeses == 1
    assert (state(first), blind.live("linkedin")) == (State.HELD, wires(copy, "linkedin"))


def test_the_rest_of_a_thread_that_the_original_finished_is_not_sent_by_the_copy(make: Callable[..., Desk]) -> None:
    first = make()
    id_ = approved(first, "x")
    first.fault("x", "500-before", path="/2/tweets", skip=1)
    first.send()
    assert first.workspace.store.delivery(id_).state == State.UNSURE
    copy = copied(first)
    first = first.again()
    first.look(6)
    assert state(first, "x") == State.PUBLISHED
    moved(copy)
    copy.clock.advance(60)
    for _ in range(4):
        copy.look(1, seconds=20)
        copy.send()
    assert copy.of("x").state == State.HELD
    assert copy.live("x") == first.live("x")


def test_another_workspace_with_articles_of_its_own_keeps_its_yes(make: Callable[..., Desk]) -> None:
    first, second = make(), make("Another text, as the platform refuses a repeat.")
    assert (approved(first, "x"), state(first, "x"))[1] == State.PUBLISHED
    approved(second, "x")
    assert state(second, "x") == State.APPROVED
    assert moved(second).yeses == 0
    assert state(second, "x") == State.PUBLISHED


def test_a_workspace_that_was_copied_before_families_were_written_down_is_still_kin(blind: Desk) -> None:
    from bot.service import lease

    assert lease.take(blind.workspace, account(blind)) == ""
    old = lease.holders.encode(replace(lease.at_home(blind.workspace), family="")).replace(',"family":""', "")
    blind.workspace.store.set_meta(lease.HOME, old)
    (blind.workspace.settings.state / lease.FILE).write_text(old)
    copy = copied(blind)
    moved(copy)
    assert (state(copy), moved(opened(blind, blind.workspace.settings.root, LAPTOP)).yeses) == (State.HELD, 1)
