"""The publishing pass: what is due now goes to the engine; what is late, capped or unpaid moves on, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model.delivery import Delivery, State
from bot.model.said import Said
from bot.rules import approval, limits
from bot.service import budget, guard, lease

if TYPE_CHECKING:
    from collections.abc import Callable

    from whenever import Instant

    from bot.engine.local import Local
    from bot.service.workspace import Workspace


def pass_(workspace: Workspace, engine: Local, say: Callable[[str], None] | None = None) -> int:
    """One publishing pass. Gives how many deliveries are due but still in their undo window or waiting for their account's turn."""
    if guard.held(workspace):
        return 0
    held_back, late = 0, list[Delivery]()
    for delivery in workspace.store.due(workspace.clock.now()):
        # One call an account at a time: what waits behind it is not even looked at, or a long queue would cost every pass.
        if engine.occupied(delivery.account):
            held_back += 1
            continue
        if not workspace.serves(delivery):
            why = f"{delivery.account} is no longer what it was when you said yes (renamed, removed, or turned from rehearsal to live)"
            workspace.store.move(delivery.id, "gone", workspace.clock.now(), detail=why, note=why)
            continue
        if lease.take(workspace, workspace.account(delivery.account)):
            continue  # another workspace holds the account: as in a pause, it waits and its yes stays
        held_back += _start(workspace, engine, delivery, late)
    _sum_up(workspace, late, say)
    return held_back


def _sum_up(workspace: Workspace, late: list[Delivery], say: Callable[[str], None] | None) -> None:
    """One line for all that was late at once, after a night or an outage."""
    if len(late) < 2:
        return
    present = [workspace.store.delivery(delivery.id) for delivery in late]
    held = sum(delivery.state == State.HELD for delivery in present)
    slots = len(late) - held
    parts = [f"{slots} {'takes' if slots == 1 else 'take'} the next free slots"] * bool(slots)
    parts += [f"{held} {'needs' if held == 1 else 'need'} a fresh yes"] * bool(held)
    words = f"{len(late)} deliveries came due while nothing could be sent, the first {late[0].wall}: {', '.join(parts)}"
    workspace.store.remark(workspace.clock.now(), "late", words)
    if say:
        say(Said(f"{words}. See: bot queue", "late", level="warning"))


def _start(workspace: Workspace, engine: Local, delivery: Delivery, late: list[Delivery]) -> bool:
    """Whether the delivery is still due afterwards. What was not sent in its time joins `late`."""
    store, now = workspace.store, workspace.clock.now()
    account = workspace.account(delivery.account)
    if delivery.approved != delivery.fingerprint:
        why = "what would be sent changed since your yes"
        store.move(delivery.id, "changed", now, detail=why, note=why, as_read=delivery)
        return False
    if not delivery.immediate and delivery.due is not None and now < delivery.due.add(seconds=account.rhythm.undo_window):
        return True
    if _moved_on(workspace, delivery, now, late):
        return False
    return not engine.submit(delivery.account, delivery.id)


def _moved_on(workspace: Workspace, delivery: Delivery, now: Instant, late: list[Delivery]) -> bool:
    """Whether the delivery got another time, or was held, instead of going out now."""
    store, account = workspace.store, workspace.account(delivery.account)
    if delivery.until is not None and now >= delivery.until:
        late.append(delivery)
        return _held(workspace, delivery, f"its time was {delivery.wall}; the window of your yes is over")
    if not delivery.immediate:
        taken = store.taken(account.name, now, account.rehearsal, but=delivery.id)
        then = approval.late(delivery, account.rhythm, now, taken)
        late += [delivery] * (then is None or then.instant > now)
        if then is None:
            return _held(workspace, delivery, f"its time was {delivery.wall}; no slot is left in the window of your yes")
        if then.instant > now:
            return _defer(workspace, delivery, then.instant, then.note, wall=then.wall)
    sent_at = store.sent_at(account.name, now.subtract(hours=24), account.rehearsal)
    room = limits.room(workspace.platform(account.name).LIMITS, account, sent_at, now, coming=delivery.segments)
    if room > now and not delivery.sent:
        return _defer(workspace, delivery, room, "the account's cap is reached")
    costly = budget.overdrawn(workspace, store.draft(delivery.id), now, delivery.id) if account.monthly_budget_usd else ""
    return bool(costly) and _held(workspace, delivery, costly)


def hold_back(workspace: Workspace, id_: str, error: BaseException) -> None:
    """Holds the delivery `id_` if it never came to its first call: it would meet the same error at every pass, for ever."""
    delivery = next((each for each in workspace.store.deliveries(states=(State.APPROVED,)) if each.id == id_), None)
    if delivery is not None:
        words = f"bot met an error nobody expected before anything was sent ({type(error).__name__}); see the log; a fresh yes tries again"
        _held(workspace, delivery, words)


def _held(workspace: Workspace, delivery: Delivery, why: str) -> bool:
    """Always true. A delivery that somebody changed meanwhile is left for the next pass."""
    workspace.store.move(delivery.id, "past window", workspace.clock.now(), note=why, as_read=delivery)
    return True


def _defer(workspace: Workspace, delivery: Delivery, due: Instant, note: str, *, wall: str = "") -> bool:
    """Always true. A delivery that somebody changed meanwhile is left for the next pass."""
    now = workspace.clock.now()
    workspace.store.move(delivery.id, "defer", now, detail=note, note=note, due=due, wall=wall or delivery.wall, as_read=delivery)
    return True
