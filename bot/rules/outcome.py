"""What becomes of a delivery after a receipt or a look at the platform. Retry policy lives here and nowhere else.

Only what provably created nothing is tried again by itself. What may be there is looked for, or a person decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whenever import Instant

from bot.model.delivery import Amending, Delivery, Next, State, StepRecord
from bot.model.receipt import Deferred, NotAccepted, Receipt, Sent, Unsure
from bot.model.settings import Idempotency

FIRST_BACKOFF, LONGEST_BACKOFF = 30, 3600
"""Seconds before the first further try, doubled for each later one up to the second figure."""

LOOK = "Look at the account"
"""How the words begin that send a person to look; who knows the account's page puts it in their place."""

AMEND_TRIES, AMEND_PAUSE = 3, 2
"""How often a deletion or an edit in doubt is called in one go, and the seconds between two calls."""

ODD_IN_A_ROW = 3
"""Answers in a row that nobody recognises, after which an account is left alone: the platform has changed, or is not itself."""

APART, APART_IN_REHEARSAL = 10, 3
"""Seconds between the two looks that prove an absence: platforms list a new post late."""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Nothing is decided yet: look at the platform at `at`, not earlier. The delivery makes no move."""

    at: Instant
    note: str


def after(
    delivery: Delivery,
    receipt: Receipt | None,
    step: int,
    total: int,
    idempotency: Idempotency,
    now: Instant,
    *,
    action: str = "post",
    optional: bool = False,
    attempt: int = 1,
    doubtful: bool = False,
) -> Next:
    """What follows the receipt that ended a run of steps: that of `step` (from 0) of `total`, or None if every step was there already.

    `action` and `optional` are the step's own, `attempt` counts its calls so far. A text refused as a duplicate at its first
    call cannot be this step's: it is another post's, so nothing is in doubt. `doubtful` says that the answer to an earlier call
    is missing: a refusal now proves nothing about that one. A refusal that is not about the content pauses the account and keeps
    the yes; a wait asked for by the platform holds the account until then; a failure in doubt is never followed by a plain repetition.
    """
    if receipt is None:
        return Next("sent")
    if isinstance(receipt, Sent):
        return _on(step, total, now)
    if isinstance(receipt, Deferred):
        return _deferred(delivery, receipt, now)
    if isinstance(receipt, Unsure):
        return _unsure(delivery, receipt.why, repeatable(action, idempotency), idempotency, now)
    if receipt.cause == "duplicate" and attempt > 1:
        return Next("doubt", f"The platform says it has this text already: {receipt.why}. {_search_words(delivery, idempotency)}")
    if receipt.cause not in {"content", "duplicate"}:
        return Next("defer", f"{receipt.why}. The yes is kept", pause=receipt.why)
    if doubtful:
        return Next("doubt", f"Refused: {receipt.why}; but an earlier call may have gone through. {_search_words(delivery, idempotency)}")
    if optional:
        return _on(step, total, now, f"Left out, as it was refused: {receipt.why}")
    return Next("refuse", _refused(delivery, receipt, step, total))


def odd_pause(account: str, in_a_row: int) -> str:
    """Why `account` pauses after that many odd answers in a row, or nothing."""
    if in_a_row < ODD_IN_A_ROW:
        return ""
    return f"{in_a_row} answers in a row that nobody recognises; look at the account, then: bot resume {account}"


def repeatable(action: str, idempotency: Idempotency) -> bool:
    """Whether a step in doubt may be called again with its old key: nobody sees an upload, and a keyed platform counts a key once."""
    return action == "upload" or idempotency == "keyed"


def amend_again(receipt: Receipt, action: Amending, attempt: int) -> bool:
    """Whether a change to what is live is called once more after its call number `attempt` (from 1).

    Deleting twice, or saying the same twice, changes nothing more. A reply is a post, so it is looked for instead.
    """
    return isinstance(receipt, Unsure) and action != "reply" and attempt < AMEND_TRIES


def in_doubt(delivery: Delivery, steps: Mapping[int, StepRecord]) -> StepRecord | None:
    """The step that has to be looked for: one without a receipt, or the one an `unsure` delivery was refused as a duplicate."""
    records = [steps[index] for index in sorted(steps)]
    open_ = next((record for record in records if record.state in {"intent", "unsure"}), None)
    if open_ is not None or delivery.state is not State.UNSURE or not records:
        return open_
    return records[-1] if records[-1].state == "refused" else None


def after_look(
    delivery: Delivery, step: StepRecord, looks: Iterable[Instant], total: int, idempotency: Idempotency, now: Instant
) -> Next | LookAgain:
    """What looks that did not find `step`, the one in doubt of `total`, prove. (One that was found needs no rule: write its receipt.)

    `looks` are the instants of all looks that found nothing, the last one included. Two of them, after the call's own deadline
    and `APART` seconds from each other, prove an absence. Where a platform can't be read, or refused the text as a duplicate,
    nothing proves it, and the move is "doubt": a person decides.
    """
    if idempotency == "blind" or step.state == "refused":
        return Next(
            "doubt",
            f"Step {step.index + 1} of {total} may be live, and bot cannot tell by looking there; you can. {_person_words(delivery)}",
        )
    apart = APART_IN_REHEARSAL if delivery.rehearsal else APART
    counted = sorted(look for look in looks if look >= step.deadline)
    if not counted:
        return LookAgain(max(step.deadline, now), "The call may still be under way; it is looked for once its time is over")
    if counted[-1] < counted[0].add(seconds=apart):
        return LookAgain(counted[0].add(seconds=apart), "It was not there at the first look; a second one decides")
    return Next("look: absent", f"Step {step.index + 1} of {total} is not there, looked for twice, so it is sent again", due=now)


def look_failed(delivery: Delivery, failures: int, now: Instant, why: str) -> LookAgain:
    """When to look again after a look that told nothing; `failures` counts such looks in a row, this one included."""
    return LookAgain(now.add(seconds=backoff(delivery.id, failures)), f"It may be live; looking for it failed: {why}")


def backoff(delivery_id: str, attempt: int) -> int:
    """Seconds to wait after try number `attempt` (from 1): doubling, and up to a quarter longer, always the same for the same try."""
    base = min(FIRST_BACKOFF * 2 ** min(max(attempt - 1, 0), 10), LONGEST_BACKOFF)
    digest = hashlib.sha256(f"{delivery_id}/{attempt}".encode()).digest()
    return int(min(base * (1 + digest[0] / 1024), LONGEST_BACKOFF))


def _on(step: int, total: int, now: Instant, note: str = "") -> Next:
    return Next("sent", note) if step + 1 >= total else Next("defer", note or "The rest goes on", due=now)


def _deferred(delivery: Delivery, receipt: Deferred, now: Instant) -> Next:
    wait = receipt.until or now.add(seconds=backoff(delivery.id, delivery.attempts))
    then = "The rest follows" if receipt.halfway else "It is tried again"
    return Next("defer", f"{receipt.why}. {then}", due=_due(delivery, wait, now))


def _due(delivery: Delivery, wait: Instant, now: Instant) -> Instant:
    """Never beyond the window of the yes: there it has to come up once more, to be held."""
    later = max(wait, now)
    return min(later, delivery.until) if delivery.until is not None else later


def _unsure(delivery: Delivery, why: str, again: bool, idempotency: Idempotency, now: Instant) -> Next:
    if not again:
        return Next("doubt", f"{why}. {_search_words(delivery, idempotency)}")
    wait = now.add(seconds=backoff(delivery.id, delivery.attempts))
    return Next("defer", f"{why}. It is tried again, which cannot make a second one", due=_due(delivery, wait, now))


def _search_words(delivery: Delivery, idempotency: Idempotency) -> str:
    return _person_words(delivery) if idempotency == "blind" else "It is looked for before anything else"


def _person_words(delivery: Delivery) -> str:
    return f"{LOOK}, then: bot resolve {delivery.id}"


def _refused(delivery: Delivery, receipt: NotAccepted, step: int, total: int) -> str:
    if not delivery.sent and receipt.cause == "duplicate":
        return f"Refused: {receipt.why}. It may have gone out before bot came, or from another post: look at the account first"
    if not delivery.sent:
        return f"Refused: {receipt.why}. Nothing is live"
    live = "Segment 1 is live" if delivery.sent == 1 else f"Segments 1 to {delivery.sent} are live"
    return f"Step {step + 1} of {total} was refused: {receipt.why}. {live}"
