"""Changing what is live, whichever change it is: intent, call, receipt, as for any send, and under a yes of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.delivery import Delivery, State, StepRecord
from bot.model.receipt import Deferred, NotAccepted, Receipt, Sent, Unsure
from bot.rules import outcome
from bot.service import lease, publish, recording
from bot.service.approve import Outcome

if TYPE_CHECKING:
    from bot.model.delivery import Amending
    from bot.model.receipt import RemoteRef
    from bot.platforms.base import Connection
    from bot.service.workspace import Workspace

SEEN = frozenset({"post", "comment", "reply"})
"""What of the journal a reader can see."""

NOT_NOW = {
    State.UNSURE: "Settle that first with: bot resolve {id}",
    State.SENDING: "Wait until it has ended, or stop it with: bot pause",
    State.APPROVED: "Take the yes back first with: bot undo {id}",
    State.HANDOFF: "If you posted it, record that first with: bot done {id} URL",
}
"""What comes before any change to what is live."""


@dataclass(frozen=True, slots=True)
class Change:
    """One call: `ask` makes the change and gives its reference; `look` gives it if the change is made already, else raises a SendError.

    `after` is written in the same transaction as the receipt of a change that was made.
    """

    action: Amending
    index: int
    ask: Callable[[Connection], RemoteRef]
    look: Callable[[Connection], RemoteRef] | None = None
    after: Callable[[], object] | None = None


def settled(workspace: Workspace, id_: str) -> Delivery:
    """The delivery, of which nothing is under way or in doubt. Raises UserError with what comes first."""
    delivery = workspace.store.delivery(id_)
    if not workspace.serves(delivery):
        raise UserError(
            f"{delivery.id} went out by {delivery.account}, which the configuration no longer has like that. See: bot show {id_}"
        )
    if delivery.state in NOT_NOW:
        raise UserError(f"{delivery.id} {delivery.meaning()}. {NOT_NOW[delivery.state].format(id=delivery.id)}")
    return delivery


def live(workspace: Workspace, delivery: Delivery) -> list[StepRecord]:
    """What a reader can see of it, the oldest first."""
    records = workspace.store.steps(delivery.id).values()
    return [record for record in records if record.state == "sent" and record.action in SEEN and record.ref is not None]


def hindrance(workspace: Workspace, delivery: Delivery) -> str:
    """Why the account may not be called now, empty when it may: a platform that asked to wait is obeyed, another holder respected."""
    lost = lease.take(workspace, workspace.account(delivery.account))
    if lost:
        return lost
    account = workspace.store.accounts(delivery.rehearsal).get(delivery.account)
    if account is None or account.not_before is None or account.not_before <= workspace.clock.now():
        return ""
    return f"{delivery.account} has to wait until {account.not_before} ({account.reason}). Try again then."


def make(workspace: Workspace, delivery: Delivery, fence: int, change: Change) -> Receipt | None:
    """One planned change, each of its calls journalled. None when it may not begin any more: somebody else is at it, or a pause stands."""
    receipt: Receipt | None = None
    for attempt in range(1, outcome.AMEND_TRIES + 1):
        if receipt is not None:
            workspace.clock.sleep(outcome.AMEND_PAUSE)
        account, now = workspace.account(delivery.account), workspace.clock.now()
        deadline = now.add(seconds=account.call_timeout + min(publish.MARGIN, account.call_timeout))
        if not workspace.store.intend_amendment(delivery.id, fence, change.action, change.index, deadline, now):
            return None
        receipt = publish.call(workspace, account.name, change.index, change.ask)
        looked: Receipt | None = None
        if change.look and isinstance(receipt, Unsure | NotAccepted):
            looked = publish.call(workspace, account.name, change.index, change.look)
            receipt = looked if isinstance(looked, Sent) else receipt
        if not _write(workspace, delivery, fence, change, receipt):
            return None
        if _told_to_wait(workspace, delivery, looked) or not outcome.amend_again(receipt, change.action, attempt):
            break
    return receipt


def _told_to_wait(workspace: Workspace, delivery: Delivery, looked: Receipt | None) -> bool:
    """Whether the platform wants to be left alone; then no further call is made, and the account waits."""
    if not isinstance(looked, Deferred) or looked.until is None:
        return False
    workspace.store.wait(delivery.account, looked.until, looked.why, delivery.rehearsal)
    return True


def _write(workspace: Workspace, delivery: Delivery, fence: int, change: Change, receipt: Receipt) -> bool:
    store, now = workspace.store, workspace.clock.now()
    why, answer = ("", "") if isinstance(receipt, Sent) else (receipt.why, receipt.answer)
    state = recording.STATES[type(receipt)]
    if isinstance(receipt, NotAccepted) and receipt.cause not in {"content", "duplicate"}:
        state = "deferred"
    ref = receipt.ref if isinstance(receipt, Sent) else None
    with store.together():
        kept = store.amended(delivery.id, fence, change.action, change.index, state, now, ref=ref, why=why, answer=answer)
        if isinstance(receipt, Deferred) and receipt.until:
            store.wait(delivery.account, receipt.until, receipt.why, delivery.rehearsal)
        if kept and isinstance(receipt, Sent) and change.after:
            change.after()
    return kept


def stopped(workspace: Workspace, delivery: Delivery, receipt: Receipt | None) -> str:
    """Why an amendment could not go on, in words."""
    if isinstance(receipt, NotAccepted):
        return f"it was refused: {receipt.why}"
    if isinstance(receipt, Deferred):
        return receipt.why + (f", until {receipt.until}" if receipt.until else "")
    if isinstance(receipt, Unsure):
        return f"nobody knows what became of it: {receipt.why}"
    paused = workspace.store.accounts(delivery.rehearsal)
    if any(state.paused for name, state in paused.items() if name in {"", delivery.account}):
        return f"{delivery.account} is paused; go on with: bot resume {delivery.account}"
    return "somebody else is at it"


def changed(delivery: Delivery) -> Outcome:
    """Somebody else was first."""
    return Outcome(delivery.id, False, f"changed while you looked. Look again with: bot show {delivery.id}")
