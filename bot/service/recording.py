"""What a platform answered is written down, whatever the disk says at that moment: nobody else has that answer."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bot.model.receipt import Deferred, NotAccepted, Receipt, Sent, Unsure
from bot.rules import outcome
from bot.service import reserve
from bot.store import StoreError

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.platforms.base import Step
    from bot.service.workspace import Workspace

STATES: dict[type[Receipt], str] = {Sent: "sent", NotAccepted: "refused", Deferred: "deferred", Unsure: "unsure"}
"""How a receipt stands in the journal."""

OFFERED_AGAIN = (0.0, 1.0, 4.0, 10.0, 15.0, 30.0)
"""Seconds between the offers of an answer to a store that does not take it."""


def answer(workspace: Workspace, delivery: Delivery, fence: int, step: Step, receipt: Receipt, *, doubtful: bool = False) -> bool:
    """Commits what came of a step; a store that has no room or no turn for it gets both, for a minute.

    `doubtful` says that the answer to an earlier call is missing: what this one proves is true of this one alone. False when another
    run holds the delivery now. Raises StoreError, naming what went out: at least whoever reads the service's words knows it then.
    """
    for pause in OFFERED_AGAIN:
        try:
            return _commit(workspace, delivery, fence, step, receipt, doubtful)
        except StoreError as error:
            if error.trouble not in {"full", "locked", "unreachable"}:
                raise _unwritten(delivery, step, receipt, error) from error
            if not (error.trouble == "full" and reserve.give_up(workspace.settings.state)):
                workspace.clock.sleep(pause, workspace.stop)
    try:
        return _commit(workspace, delivery, fence, step, receipt, doubtful)
    except StoreError as error:
        raise _unwritten(delivery, step, receipt, error) from error


def call_off(workspace: Workspace, delivery: Delivery, fence: int, step: Step) -> None:
    """Takes back an intent of which only a half could be written: no byte left, so it must not count as a doubt."""
    reserve.give_up(workspace.settings.state)
    with suppress(StoreError):  # then it stays a doubt, which is looked for
        written = workspace.store.steps(delivery.id).get(step.index)
        if written is not None and (written.state, written.fence) == ("intent", fence):
            why = "it could not be written down, so it was not sent"
            workspace.store.receive(delivery.id, fence, step.index, "absent", workspace.clock.now(), why=why)


def _unwritten(delivery: Delivery, step: Step, receipt: Receipt, error: StoreError) -> StoreError:
    if not isinstance(receipt, Sent):
        return error
    there = receipt.ref.url or receipt.ref.id
    words = f"Step {step.index + 1} of {delivery.id} went out as {there}, but that could not be written down."
    return StoreError(f"{words} {error}", error.trouble)


def _commit(workspace: Workspace, delivery: Delivery, fence: int, step: Step, receipt: Receipt, doubtful: bool) -> bool:
    """Commits what came of a step, and what it says about the account. False when another run holds the delivery now."""
    store, now = workspace.store, workspace.clock.now()
    why, said = ("", "") if isinstance(receipt, Sent) else (receipt.why, receipt.answer)
    ref = receipt.ref if isinstance(receipt, Sent) else None
    state = STATES[type(receipt)]
    if isinstance(receipt, NotAccepted) and receipt.cause not in {"content", "duplicate"}:
        state = "deferred"  # not about the step: it is called again once the account may
    if doubtful and ref is None:
        state = "unsure"
    with store.together():
        kept = store.receive(delivery.id, fence, step.index, state, now, ref=ref, why=why, answer=said)
        if isinstance(receipt, Deferred) and receipt.until:
            store.wait(delivery.account, receipt.until, receipt.why, delivery.rehearsal)
        _mind_odd_answers(workspace, delivery, receipt)
    return kept


def _mind_odd_answers(workspace: Workspace, delivery: Delivery, receipt: Receipt) -> None:
    """Pauses the account when nobody recognises its platform's answers any more; an answer that is understood ends the count."""
    odd = isinstance(receipt, Unsure) and receipt.odd
    if not odd and not isinstance(receipt, Sent | NotAccepted):
        return
    pause = outcome.odd_pause(delivery.account, workspace.store.answered(delivery.account, delivery.rehearsal, odd=odd))
    if pause:
        workspace.store.pause(delivery.account, pause, workspace.clock.now(), "bot", delivery.rehearsal)
