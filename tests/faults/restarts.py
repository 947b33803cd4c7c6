"""The starts after a death: the service goes on until nothing is left to do, a person settles what it cannot know."""

from __future__ import annotations

import time
from dataclasses import replace

from bot.errors import UserError
from bot.model.delivery import Delivery, State
from bot.rehearsal.ledger import Ledger
from bot.service import approve
from tests.faults.platforms import PLATFORMS, idempotency
from tests.service.conftest import Desk

ROUNDS = 12
"""Looks and passes, a quarter of an hour apart, in which everything must have come to an end."""


def settled(desk: Desk, id_: str, *, linger: float = 0, clear: bool = True) -> Delivery:
    """The next starts of the service, until nothing is left to do.

    `linger` are seconds on the wall that a late answer may take; with `clear` the network behaves from now on.
    """
    after = desk.again()
    if clear:
        after.clear()
    for _ in range(ROUNDS):
        # Three odd answers in a row pause the account; here a person has looked and lets it go on.
        after.workspace.store.resume(after.workspace.store.delivery(id_).account, after.clock.now(), "tester")
        after.look(1, seconds=20)
        after.send()
        time.sleep(linger)
        found = after.workspace.store.delivery(id_)
        if found.state in {State.PUBLISHED, State.FAILED} or (found.state == State.UNSURE and idempotency(found.platform) == "blind"):
            break
        after.clock.advance(900)
    after.workspace.store.close()
    desk.workspace = replace(desk.workspace, store=desk.workspace.open_store())
    return found


def resolved(desk: Desk, delivery: Delivery) -> Delivery:
    """A person looks at what nobody else can know, says what is there, and the service goes on; again where that leaves another doubt."""
    for _ in range(ROUNDS):
        if delivery.state != State.UNSURE:
            break
        try:
            _, _, step = approve.doubt(desk.workspace, delivery.id)
        except UserError:
            break
        ledger = Ledger(desk.home / "rehearsal.sqlite", readonly=True)
        there = ledger.with_text(delivery.platform, delivery.account, step.segment.wire)
        ledger.close()
        address = PLATFORMS[delivery.platform].live(there[0].id) if there else None
        assert approve.resolve(desk.workspace, delivery.id, address).ok
        delivery = settled(desk, delivery.id)
    return delivery
