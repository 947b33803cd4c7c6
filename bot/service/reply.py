"""A correction below what is live, for platforms that cannot edit. It is a post: in doubt it is looked for, never posted again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import Limited, SendError, UserError
from bot.model.delivery import AMENDMENTS, StepRecord
from bot.model.receipt import Sent, Unsure
from bot.rules import outcome
from bot.service import adapt, amend, budget, page, waits
from bot.service.approve import Outcome
from bot.service.reconcile import earliest
from bot.text import source

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.model.draft import Draft
    from bot.model.receipt import RemoteRef
    from bot.platforms.base import Connection, Step
    from bot.service.correct import Correction
    from bot.service.workspace import Workspace

OPEN = frozenset({"intent", "unsure"})
"""States of a reply that may be there."""

FREE = frozenset({"deferred", "absent", "refused"})
"""States of a reply that is certainly not there: its place in the journal may be used again."""

FIRST = AMENDMENTS["reply"]


def draft(workspace: Workspace, plan: Correction, text: str) -> Draft:
    """A correction as it would stand below what is live, to be read before the yes. Raises UserError when it is no single post."""
    settings, name = workspace.settings, plan.delivery.account
    try:
        data = text.encode("utf-8", "surrogateescape")
        post = source.read_post(data, f"correction-of-{plan.delivery.id}.md", settings.site, settings.posts, set(settings.accounts))
    except source.Unreadable as error:
        raise UserError(f"The correction can't be read: {error.problem.message}") from error
    if not post.note:
        raise UserError("A correction is a short text without a heading. Write it in one or two sentences.")
    made = adapt.drafts(workspace, post, (name,), drawing=False)[name]
    if len(made.segments) != 1:
        raise UserError(f"The correction makes {len(made.segments)} posts on {name}. Make it short enough for one.")
    return made


def reply(workspace: Workspace, plan: Correction, said: Draft) -> Outcome:
    """Posts `said` below the last post of what is live, once."""
    delivery, store = plan.delivery, workspace.store
    hindrance = amend.hindrance(workspace, delivery) or budget.overdrawn(workspace, said, workspace.clock.now())
    if hindrance:
        return Outcome(delivery.id, False, hindrance)
    there = _replies(workspace, delivery)
    index = next(at for at in range(FIRST, FIRST + len(there) + 1) if at not in there or there[at].state in FREE)
    words = f"reply below it, fingerprint {said.fingerprint[:12]}"
    fence = store.begin_amendment(
        delivery, "reply", [(index, said.fingerprint)], workspace.clock.now(), detail=words, who=workspace.who, draft=said
    )
    if fence is None:
        return amend.changed(delivery)
    step, before, platform = _step(workspace, delivery, said), _before(workspace, delivery), workspace.platform(delivery.account)

    def ask(connection: Connection) -> RemoteRef:
        return platform.publish(connection, step, before, _key(delivery, index, said))

    receipt = amend.make(workspace, delivery, fence, amend.Change("reply", index, ask, after=lambda: _over(workspace, delivery)))
    if isinstance(receipt, Sent):
        return Outcome(delivery.id, True, f"is corrected by a reply: {receipt.ref.url}")
    why = amend.stopped(workspace, delivery, receipt)
    hint = f"`bot correct {delivery.id}` looks for it before anything else" if isinstance(receipt, Unsure) else "nothing was posted"
    return Outcome(delivery.id, False, f"{why}; {hint}")


def doubtful(workspace: Workspace, delivery: Delivery) -> StepRecord | None:
    """The reply of which nobody knows whether it is there."""
    return next((one for one in _replies(workspace, delivery).values() if one.state in OPEN), None)


def settle(workspace: Workspace, delivery: Delivery, record: StepRecord, say: Callable[[str], None]) -> Outcome:
    """Looks for the reply in doubt; what is not there at two looks after its call is over was not posted."""
    clock, looks = workspace.clock, []
    limits = workspace.platform(delivery.account).LIMITS
    say(f"A reply is in doubt ({record.why or 'its answer never came'}). It is looked for, which may take a minute.")
    while True:
        now = clock.now()
        try:
            found = _find(workspace, delivery, record)
        except (SendError, UserError) as error:
            if isinstance(error, Limited):
                waits.obey(workspace, workspace.account(delivery.account), now, error)
            return Outcome(delivery.id, False, f"looking for it failed ({error}). Look at {page.of(workspace, delivery)}, or try again")
        if found is not None:
            return _there(workspace, delivery, record, found)
        looks.append(now)
        then = outcome.after_look(delivery, record, looks, 1, limits.idempotency, now)
        if not isinstance(then, outcome.LookAgain):
            break
        clock.sleep(max(then.at.timestamp() - now.timestamp(), 1))
    if then.move != "look: absent":
        return Outcome(delivery.id, False, f"nobody can say whether it is there. Look at {page.of(workspace, delivery)}")
    workspace.store.amended(delivery.id, record.fence, "reply", record.index, "absent", clock.now(), why="looked for twice")
    return Outcome(delivery.id, True, "has no such reply: it was not posted")


def _there(workspace: Workspace, delivery: Delivery, record: StepRecord, found: RemoteRef) -> Outcome:
    store, now = workspace.store, workspace.clock.now()
    with store.together():
        store.amended(delivery.id, record.fence, "reply", record.index, "sent", now, ref=found, why="found on the platform")
        _over(workspace, delivery)
    return Outcome(delivery.id, True, f"is corrected: the reply is there, at {found.url}")


def _find(workspace: Workspace, delivery: Delivery, record: StepRecord) -> RemoteRef | None:
    said = workspace.store.draft(delivery.id, record.key)
    connection = workspace.connect(workspace.account(delivery.account))
    since = earliest(workspace, record.intent_at)
    step, key = _step(workspace, delivery, said), _key(delivery, record.index, said)
    return workspace.platform(delivery.account).find(connection, step, _before(workspace, delivery), key, since)


def _over(workspace: Workspace, delivery: Delivery) -> None:
    workspace.store.move(delivery.id, "correct", workspace.clock.now(), who=workspace.who, detail="by a reply below it", note=delivery.note)


def _replies(workspace: Workspace, delivery: Delivery) -> dict[int, StepRecord]:
    return {index: record for index, record in workspace.store.steps(delivery.id).items() if record.action == "reply"}


def _step(workspace: Workspace, delivery: Delivery, said: Draft) -> Step:
    """The reply as a step that follows the last live post."""
    (step,) = (step for step in workspace.platform(delivery.account).steps(said) if step.action == "post")
    return replace(step, follows=max(_before(workspace, delivery)))


def _before(workspace: Workspace, delivery: Delivery) -> dict[int, RemoteRef]:
    return {record.index: record.ref for record in amend.live(workspace, delivery) if record.action == "post" and record.ref}


def _key(delivery: Delivery, index: int, said: Draft) -> str:
    """The key for platforms that honour one: the same for every call of this reply."""
    return hashlib.sha256(f"{delivery.id}:{delivery.round}:{index}:{said.fingerprint}".encode()).hexdigest()[:32]
