"""A platform that asked to be left alone is left alone, by sends, looks and questions. Found by the simulation, each of them."""

from __future__ import annotations

from typing import NoReturn

import pytest

from bot.errors import Limited
from bot.model.delivery import State
from bot.model.receipt import Deferred
from bot.platforms.base import Connection
from bot.rehearsal import launch
from bot.service import facts, publish
from tests.service.conftest import Desk
from tests.service.test_reconcile import doubtful, looks_made


def requests_made(desk: Desk) -> int:
    """How often X was asked anything for this desk."""
    return sum(r.account == f"x-{desk.number}" for r in launch.read_ledger(desk.home).requests)


@pytest.mark.parametrize(("took", "counted"), [(1, 1), (0, 0), (-3600, 0), (3600, 20)])
def test_a_wait_counts_from_the_answer_and_no_jump_of_the_clock_makes_it_longer(desk: Desk, took: int, counted: int) -> None:
    begun = desk.clock.now()

    def answers_late(way: Connection) -> NoReturn:
        desk.clock.advance(took)
        raise Limited("slow down", way.now.add(seconds=60))

    receipt = publish.call(desk.workspace, desk.of("x").account, 0, answers_late)
    assert isinstance(receipt, Deferred)
    assert receipt.until == begun.add(seconds=60 + counted)


def test_a_look_that_is_told_to_wait_holds_the_whole_account(desk: Desk) -> None:
    id_ = doubtful(desk)
    desk.clock.advance(30)
    desk.fault("x", "429", method="GET", path="*", seconds=900)
    desk.look_once()
    asked = requests_made(desk)
    state = desk.workspace.store.accounts(rehearsal=True)[desk.of("x").account]
    assert state.not_before is not None
    assert (state.not_before - desk.clock.now()).total("seconds") in range(900, 903)
    desk.clock.advance(890)
    assert desk.look_once() == 0, "nobody waits for it"
    facts.fetch(desk.workspace, desk.workspace.account(desk.of("x").account), print)
    assert requests_made(desk) == asked
    desk.clock.advance(15)
    desk.look(3)
    assert (desk.workspace.store.delivery(id_).state, looks_made(desk) > 1) == (State.APPROVED, True)
    assert len(desk.live("x")) == 1


def test_a_question_that_is_told_to_wait_holds_the_account(desk: Desk) -> None:
    account = desk.workspace.account(desk.of("x").account)
    desk.fault("x", "429", method="GET", path="*", seconds=900)
    facts.fetch(desk.workspace, account, print)
    asked = requests_made(desk)
    facts.fetch(desk.workspace, account, print)
    assert (requests_made(desk), desk.workspace.store.accounts(rehearsal=True)[account.name].reason) == (asked, "asked to wait (429)")
