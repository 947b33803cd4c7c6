"""One delivery, step by step: check the fence, commit the intent, call, commit the receipt.

Nothing here decides what a failure means: `rules/outcome.py` does. A step whose intent has no receipt is never called again
from here; `reconcile.py` looks for it first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import Halfway, Limited, MaybeSent, NotSent, Refused, UserError
from bot.model.delivery import Delivery, State
from bot.model.receipt import Deferred, NotAccepted, Receipt, Sent, Unsure
from bot.rules import outcome
from bot.service import dates, lease, mailing, recording, reserve, waits
from bot.store import StoreError

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.delivery import StepRecord
    from bot.model.draft import Draft
    from bot.model.receipt import RemoteRef
    from bot.platforms.base import Connection, Platform, Step
    from bot.service.workspace import Workspace

MARGIN = 5
"""Seconds, at most, added to the call's own time limit before anybody looks whether it arrived (no more than that limit again)."""

UPLOAD_LIFE = 12 * 3600
"""Seconds. Uploads expire on the platforms (X: a day, 2026-08), so an older one is made again; nobody ever saw it."""


EDITED = "the post was edited while it went out; what is live is the version you approved"
"""Said of a published delivery whose present draft is not what was sent."""

DRAFTED = "as a draft, which you send there"
"""Said in the history where a yes made a draft at the platform and no more."""


@dataclass(frozen=True, slots=True)
class _Send:
    """What one run at a delivery needs at every step. `doubtful` are the steps that are sent once more, as an answer is missing."""

    workspace: Workspace
    delivery: Delivery
    draft: Draft
    platform: Platform
    fence: int
    steps: tuple[Step, ...]
    doubtful: frozenset[int] = frozenset()


def publish(workspace: Workspace, id_: str) -> Delivery:
    """Sends what is left of an approved, due delivery, and gives it as it then stands. One that changed or is paused is left alone.

    Raises StoreError when what comes of it could not be written down.
    """
    store = workspace.store
    delivery = store.delivery(id_)
    if delivery.state != State.APPROVED or delivery.approved is None:
        return delivery
    draft = store.draft(delivery.id, delivery.approved)
    tampered = _tampered(delivery, draft)
    if tampered:
        store.move(delivery.id, "changed", workspace.clock.now(), detail=tampered, note=tampered)
        _have_read_again(workspace, delivery)
        return store.delivery(delivery.id)
    if lease.take(workspace, workspace.account(delivery.account)):
        return delivery
    reserve.demand(workspace.settings.state)
    fence = store.claim(delivery.id, delivery.approved, workspace.clock.now())
    if fence is not None:
        platform = workspace.platform(delivery.account)
        _run(_Send(workspace, delivery, draft, platform, fence, platform.steps(draft)))
    return store.delivery(delivery.id)


def _tampered(delivery: Delivery, draft: Draft) -> str:
    """Why the stored draft is not what the yes bound, or nothing: the last look before anything leaves."""
    if draft.fingerprint != delivery.approved:
        return "what is stored is not what you approved"
    for media in (each for segment in draft.segments for each in segment.media):
        try:
            digest = hashlib.sha256(Path(media.path).read_bytes()).hexdigest()
        except (OSError, ValueError):  # a name that no file can have is a ValueError
            return f"the picture {Path(media.path).name} is gone"
        if digest != media.digest:
            return f"the picture {Path(media.path).name} changed"
    return ""


def _have_read_again(workspace: Workspace, delivery: Delivery) -> None:
    """Lets the next scan read the article as if it were new: its pictures are made again, or every yes to come would end like this one."""
    store = workspace.store
    store.remember_files([replace(file, mtime_ns=0) for file in store.files().values() if file.slug == delivery.post])


def _run(send: _Send) -> None:
    journal = journal_of(send.workspace, send.delivery, send.steps)
    open_ = [record for record in journal.values() if record.state in {"intent", "unsure"}]
    if not all(outcome.repeatable(record.action, send.platform.LIMITS.idempotency) for record in open_):
        return  # still `sending`, so the look after doubts takes it from here
    if send.platform.LIMITS.mails:
        open_ = mailing.reopen(send.workspace, send.delivery, send.fence, open_)
    send = replace(send, doubtful=frozenset(record.index for record in open_ if record.action != "upload"))
    before = _there(send, journal)
    receipt: Receipt | None = None
    step = send.steps[-1]
    for step in (each for each in send.steps if each.index not in before and not _passed_over(each, journal)):
        receipt = _attempts(send, step, before)
        if receipt is None:
            return
        if isinstance(receipt, Sent):
            before[step.index] = receipt.ref
        elif step.index in send.doubtful or not (step.optional and isinstance(receipt, NotAccepted) and receipt.cause == "content"):
            break
    settle(send, step, receipt)


def _passed_over(step: Step, journal: dict[int, StepRecord]) -> bool:
    return step.optional and step.index in journal and journal[step.index].state == "refused"


def _there(send: _Send, journal: dict[int, StepRecord]) -> dict[int, RemoteRef]:
    """The references of the steps that need not be made again: live posts, and fresh uploads made under this very yes."""
    oldest = send.workspace.clock.now().subtract(seconds=UPLOAD_LIFE)
    found = {}
    for step in send.steps:
        record = journal.get(step.index)
        if record is None or record.ref is None or record.state != "sent" or record.action != step.action:
            continue
        if step.action != "upload" or (record.key == key_of(send.delivery, step) and record.intent_at > oldest):
            found[step.index] = record.ref
    return found


def journal_of(workspace: Workspace, delivery: Delivery, steps: tuple[Step, ...]) -> dict[int, StepRecord]:
    """The journal as far as it is about `steps`: an edit after a failure leaves lines of steps that are no more."""
    return {
        index: record
        for index, record in workspace.store.steps(delivery.id).items()
        if index < len(steps)
        and record.action == steps[index].action
        and (record.state != "refused" or record.key == key_of(delivery, steps[index]))
    }


def left(workspace: Workspace, delivery: Delivery) -> int:
    """How many steps a reader would miss: neither there nor, where they are optional, refused under this yes."""
    steps = workspace.platform(delivery.account).steps(workspace.store.draft(delivery.id, delivery.approved))
    journal = journal_of(workspace, delivery, steps)
    over = {i for i, r in journal.items() if r.state == "sent" or (steps[i].optional and r.state == "refused")}
    return sum(step.action != "upload" and step.index not in over for step in steps)


def key_of(delivery: Delivery, step: Step) -> str:
    """The key of a step: the same for every attempt at the same bytes, another for anything else."""
    return hashlib.sha256(f"{delivery.id}:{delivery.round}:{step.index}:{delivery.approved}".encode()).hexdigest()[:32]


def _attempts(send: _Send, step: Step, before: dict[int, RemoteRef]) -> Receipt | None:
    """One step as `attempt` does it, once more as long as it only got a part of the way and may go on at once."""
    while True:
        receipt = attempt(send, step, before)
        if not (isinstance(receipt, Deferred) and receipt.halfway and receipt.until is None):
            return receipt
        send.workspace.store.set_note(send.delivery.id, receipt.why)


def attempt(send: _Send, step: Step, before: dict[int, RemoteRef]) -> Receipt | None:
    """One step, once: intent, call, receipt, each committed. None when it may not begin, or another run holds the delivery now."""
    clock = send.workspace.clock
    if send.workspace.stop.is_set():
        _put_back(send, "the service was stopped; the rest goes on when it runs again")
        return None
    if not reserve.keep(send.workspace.settings.state):
        _put_back(send, "the disk is full; the rest goes on when there is room")
        return None
    account, key = send.workspace.account(send.delivery.account), key_of(send.delivery, step)
    lost = lease.take(send.workspace, account)
    if lost:
        _put_back(send, lost)
        return None
    deadline = clock.now().add(seconds=account.call_timeout + min(MARGIN, account.call_timeout))
    if not _intended(send, step, key, deadline):
        return None
    begun = send.workspace.store.steps(send.delivery.id)[step.index].intent_at

    def ask(way: Connection) -> RemoteRef:
        to = mailing.readers(send.workspace, send.delivery, send.fence)
        return send.platform.publish(replace(way, begun=begun, readers=to), step, before, key)

    receipt = call(send.workspace, send.delivery.account, step.index, ask)
    kept = recording.answer(send.workspace, send.delivery, send.fence, step, receipt, doubtful=step.index in send.doubtful)
    dates.mind(send.workspace, account)
    return receipt if kept else None


def _intended(send: _Send, step: Step, key: str, deadline: Instant) -> bool:
    """Whether the step may be called now: its intent is on the disk. Raises StoreError where it could not be written, and nothing left."""
    store, now = send.workspace.store, send.workspace.clock.now()
    try:
        taken = store.intend(send.delivery.id, send.fence, step.index, step.action, key, deadline, now)
    except StoreError:
        if not outcome.repeatable("post", send.platform.LIMITS.idempotency):
            recording.call_off(send.workspace, send.delivery, send.fence, step)
        raise
    if not taken:
        _not_intended(send, step)
    return taken


def _not_intended(send: _Send, step: Step) -> None:
    """The store took no intent: a pause stands, and the rest waits for its end; or the journal says otherwise, and a person looks."""
    store = send.workspace.store
    paused = store.accounts(send.delivery.rehearsal)
    if any(state.paused for name, state in paused.items() if name in {"", send.delivery.account}):
        _put_back(send, "paused; the rest goes on after `bot resume`")
        return
    present = store.delivery(send.delivery.id)
    if present.state == State.SENDING and present.fence == send.fence:
        why = f"the journal has step {step.index + 1} of an earlier text; look at the account, then: bot resolve {present.id}"
        store.move(present.id, "doubt", send.workspace.clock.now(), detail=why, note=why)


def _put_back(send: _Send, why: str) -> None:
    """Leaves the rest for later under the same yes, unless somebody else holds the delivery now."""
    store, now = send.workspace.store, send.workspace.clock.now()
    present = store.delivery(send.delivery.id)
    if present.state == State.SENDING and present.fence == send.fence:
        store.move(present.id, "defer", now, detail=why, note=why, due=now)


def call(workspace: Workspace, name: str, index: int, ask: Callable[[Connection], RemoteRef]) -> Receipt:
    """Asks one thing of the platform of the account `name`, once and in its time, and says what that proves; `index` is the step's."""
    from bot.transport import within

    begun = workspace.clock.now()
    try:
        account = workspace.account(name)
        with within(account.call_timeout):
            return Sent(ask(workspace.connect(account)))
    except StoreError:  # of a journal that is kept while the call goes on
        raise
    except Refused as error:
        return NotAccepted(error.why, error.cause, error.answer)
    except Limited as error:
        return Deferred(error.why, waits.until(workspace, account, begun, error), error.answer)
    except NotSent as error:
        return Deferred(error.why, None, error.answer)
    except Halfway as error:
        return Deferred(error.why, error.until, halfway=True)
    except MaybeSent as error:
        return Unsure(error.why, index, error.answer, error.odd)
    except UserError as error:  # a secret that is missing, say: found before the connection was opened
        return NotAccepted(str(error), "auth")
    except Exception as error:  # noqa: BLE001 - the outermost loop of a call: whatever this was, the body may have left
        return Unsure(f"an error nobody expected ({type(error).__name__}: {error})", index, odd=True)


def settle(send: _Send, step: Step, receipt: Receipt | None) -> None:
    """Moves the delivery on after `step`, the last one tried (None: every step was there already), as `rules/outcome.py` decides."""
    store, now = send.workspace.store, send.workspace.clock.now()
    present = store.delivery(send.delivery.id)
    journal = store.steps(present.id)
    doubtful = any(each.state in {"intent", "unsure"} and each.action in {"post", "comment"} for each in journal.values())
    then = outcome.after(
        present, receipt, step.index, len(send.steps), send.platform.LIMITS.idempotency, now,
        action=step.action, optional=step.optional, attempt=journal[step.index].attempt, doubtful=doubtful,
    )  # fmt: skip
    if then.pause:
        store.pause(present.account, then.pause, now, "bot", present.rehearsal)
    edited = EDITED if then.move == "sent" and present.fingerprint != present.approved else ""
    note = then.note or "; ".join(filter(None, (mailing.summary(send.workspace, present), edited)))
    detail = then.note or (DRAFTED if then.move == "sent" and present.as_draft else "")
    store.move(present.id, then.move, now, detail=detail, note=note, due=then.due or present.due)
