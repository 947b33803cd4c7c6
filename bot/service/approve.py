"""What a person decides about a delivery: yes, no, undo, again, later, posted by hand, what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Unpack

from bot.errors import UserError
from bot.model.delivery import Delivery, Move, State
from bot.rules import approval, changes, outcome
from bot.service import budget, lease, mailing, publish, times

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.delivery import StepRecord
    from bot.model.draft import Draft
    from bot.model.receipt import RemoteRef
    from bot.platforms.base import Step
    from bot.rules.schedule import Moment
    from bot.service.workspace import Workspace
    from bot.store.deliveries import Changes


@dataclass(frozen=True, slots=True)
class Binding:
    """What a yes would bind. Without a `moment` there can be no yes, and `refusal` says why and what to do.

    `earlier` is the draft an earlier yes bound, where there was one: the difference is what a person should read. `to` are the readers
    of a mailing, whose number stands among the draft's problems. `by_hand`: at its time a person posts it.
    """

    delivery: Delivery
    draft: Draft
    moment: Moment | None = None
    refusal: str = ""
    earlier: Draft | None = None
    immediate: bool = False
    to: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one decision, in words for the person."""

    id: str
    ok: bool
    words: str


def plan(workspace: Workspace, ids: Sequence[str], *, immediate: bool = False) -> list[Binding]:
    """What a yes to `ids` would bind, slot after slot for each account. An id may carry `@FINGERPRINT`. Raises UserError."""
    promised: dict[str, list[Instant]] = defaultdict(list)
    return [_binding(workspace, each, immediate, promised) for each in ids]


def _binding(workspace: Workspace, reference: str, immediate: bool, promised: dict[str, list[Instant]]) -> Binding:
    store, now = workspace.store, workspace.clock.now()
    id_, _, prefix = reference.partition("@")
    delivery = store.delivery(id_)
    draft = store.draft(delivery.id)
    if delivery.sent and delivery.approved and delivery.state in {State.WAITING, State.HELD}:
        frozen = changes.freeze(store.draft(delivery.id, delivery.approved), draft, delivery.sent)
        if frozen.fingerprint != draft.fingerprint:
            store.redraft(delivery.id, frozen, now, move=None, detail="what is live stays as it went out")
            delivery, draft = store.delivery(delivery.id), frozen
    earlier = store.draft(delivery.id, delivery.approved) if delivery.approved and delivery.approved != delivery.fingerprint else None
    if not workspace.serves(delivery):
        side = "rehearsal" if delivery.rehearsal else "live"
        refusal = f"{delivery.id} was prepared for {delivery.account} {side}, and the configuration no longer has that. See: bot queue"
        return Binding(delivery, draft, refusal=refusal, earlier=earlier)
    locked = _locked_out(workspace, delivery.account)
    if locked:
        return Binding(delivery, draft, refusal=locked, earlier=earlier)
    if prefix and not delivery.fingerprint.startswith(prefix):
        refusal = f"{delivery.id} is no longer {prefix}: what would be sent has changed. Look again with: bot show {delivery.id}"
        return Binding(delivery, draft, refusal=refusal, earlier=earlier)
    account = workspace.account(delivery.account)
    try:
        draft, to = mailing.named(workspace, delivery, draft)
    except UserError as error:
        return Binding(delivery, draft, refusal=f"{delivery.id} cannot be approved: {error}", earlier=earlier)
    taken = [*store.taken(account.name, now, account.rehearsal), *promised[account.name]]
    record = store.post(delivery.post)
    wanted = record.publish_at if record else None
    bound = approval.bind(delivery, account.rhythm, now, taken, wanted, immediate)
    if isinstance(bound, approval.Refusal):
        return Binding(delivery, draft, refusal=bound.sentence, earlier=earlier)
    costly = budget.overdrawn(workspace, draft, bound.instant, delivery.id)
    if costly:
        return Binding(
            delivery, draft, refusal=f"{delivery.id} cannot be approved: {costly}. Raise monthly_budget_usd, or wait.", earlier=earlier
        )
    if not immediate:
        promised[account.name].append(bound.instant)
    return Binding(delivery, draft, bound, earlier=earlier, immediate=immediate, to=to, by_hand=account.mode == "handoff")


def _locked_out(workspace: Workspace, name: str) -> str:
    """Why a live account could not publish at all, such as a secret that is missing; empty when it could."""
    account = workspace.account(name)
    if account.rehearsal or account.mode == "handoff":
        return ""
    try:
        workspace.connect(account)
    except UserError as error:
        return str(error)
    return ""


def bind(workspace: Workspace, bindings: Sequence[Binding]) -> list[Outcome]:
    """The yes: fixes due and window of every binding that has a moment, unless what would be sent changed since it was shown."""
    if any(each.moment and lease.needed(workspace.account(each.delivery.account)) for each in bindings):
        lease.identify(workspace)
    return [_yes(workspace, each) for each in bindings]


def _yes(workspace: Workspace, binding: Binding) -> Outcome:
    delivery, moment = binding.delivery, binding.moment
    if moment is None:
        return Outcome(delivery.id, False, binding.refusal)
    with workspace.store.together():
        if _taken_meanwhile(workspace, binding):
            return Outcome(delivery.id, False, f"the slot {moment.wall} was taken meanwhile. Ask again with: bot approve {delivery.id}")
        done = _commit(workspace, binding, moment)
        if done:
            mailing.plan(workspace, delivery, binding.to)
    if not done:
        return Outcome(delivery.id, False, _not_bound(workspace, binding))
    goes = "is ready for you to post" if binding.by_hand else "goes out"
    words = f"{goes} now" if binding.immediate else f"{goes} {moment.wall}"
    return Outcome(delivery.id, True, _paused(workspace, delivery) or words)


def _not_bound(workspace: Workspace, binding: Binding) -> str:
    """Why a yes came too late: somebody else gave it, or what would be sent is no longer what was shown."""
    present = workspace.store.delivery(binding.delivery.id)
    if present.state == State.APPROVED and present.approved == binding.draft.fingerprint:
        whose = present.approved_by or "somebody else"
        return f"has the yes of {whose} already, so there is no yes of yours: it goes out {present.wall}"
    return f"changed while you looked, so there is no yes. Look again with: bot show {present.id}"


def _paused(workspace: Workspace, delivery: Delivery) -> str:
    """What a yes does while the account, or everything, is paused, or another workspace holds it; empty where nothing is in its way."""
    states = workspace.store.accounts(delivery.rehearsal)
    stopped = [name for name in (delivery.account, "") if name in states and states[name].paused]
    commands = ", then ".join(f"bot resume {name}".rstrip() for name in stopped)
    if not stopped:
        lost = lease.elsewhere(workspace, workspace.account(delivery.account))
        return f"is approved and waits. {lost}" if lost else ""
    return f"is approved and waits, as {stopped[0] or 'everything'} is paused. To let it go out: {commands}"


def _taken_meanwhile(workspace: Workspace, binding: Binding) -> bool:
    """Whether somebody else's yes got this very instant since it was shown. A time that the post asks for is nobody's slot."""
    delivery, moment = binding.delivery, binding.moment
    record = workspace.store.post(delivery.post)
    if moment is None or binding.immediate or (record and record.publish_at):
        return False
    return moment.instant in workspace.store.taken(delivery.account, moment.instant, delivery.rehearsal, but=delivery.id)


def _commit(workspace: Workspace, binding: Binding, moment: Moment) -> bool:
    delivery, now = binding.delivery, workspace.clock.now()
    until = approval.until(moment, workspace.account(delivery.account).rhythm)
    return workspace.store.move(
        delivery.id, "yes", now, who=workspace.who, expect_fingerprint=binding.draft.fingerprint,
        detail=f"{moment.wall}, fingerprint {binding.draft.fingerprint[:12]}",
        due=moment.instant, until=until, zone=moment.zone, wall=moment.wall, approved=binding.draft.fingerprint,
        approved_by=workspace.who, approved_at=now, immediate=binding.immediate, note=moment.note,
    )  # fmt: skip


def reject(workspace: Workspace, id_: str) -> Outcome:
    """A person's no. `retry` brings it back."""
    return _move(workspace, id_, "no", f"is rejected; bot retry {id_} brings it back", note="")


def undo(workspace: Workspace, id_: str) -> Outcome:
    """Takes a yes back, as long as no byte was sent."""
    return _move(workspace, id_, "undo", "waits for your yes again", note="", due=None, until=None)


def retry(workspace: Workspace, id_: str) -> Outcome:
    """Brings a failed, rejected or withdrawn delivery back to waiting; steps already live stay as they are."""
    delivery = workspace.store.delivery(id_)
    rest = f"; it covers the rest, as {delivery.sent} of {delivery.segments} segments are live" if delivery.sent else ""
    return _move(workspace, id_, "retry", f"waits for your yes again{rest}", note="")


def reschedule(workspace: Workspace, id_: str, when: str) -> Outcome:
    """Moves an approved delivery to `when` ("tomorrow 9:00", "2026-12-01 09:00 Europe/London"); the yes stays. Raises UserError."""
    store, now = workspace.store, workspace.clock.now()
    delivery = store.delivery(id_)
    moment = times.heard(workspace, delivery, when)
    until = approval.until(moment, workspace.account(delivery.account).rhythm)
    if delivery.state != State.APPROVED:
        raise UserError(f"{delivery.id} {delivery.meaning()}, so it has no time to move. Say yes first with: bot approve {delivery.id}")
    if delivery.until is not None and now >= delivery.until:
        raise UserError(
            f"The window of {delivery.id}'s yes is over, so it needs a fresh one: bot undo {delivery.id}, then bot approve {delivery.id}"
        )
    words = f"goes out {moment.wall}" + (f" ({moment.note})" if moment.note else "")
    return _move(
        workspace, id_, "defer", words, delivery,
        due=moment.instant, until=until, zone=moment.zone, wall=moment.wall, note=moment.note, immediate=False,
    )  # fmt: skip


def done(workspace: Workspace, id_: str, url: str) -> Outcome:
    """Records where the person posted a hand-off. Raises UserError when `url` is no post of that platform."""
    delivery = workspace.store.delivery(id_)
    ref = workspace.platform(delivery.account).ref(url)
    if delivery.state != State.HANDOFF:
        raise UserError(f"{delivery.id} {delivery.meaning()}, so there is nothing to record. See: bot show {delivery.id}")
    _must_be_free(workspace, delivery, ref)
    workspace.store.record_by_hand(delivery.id, ref, workspace.clock.now(), workspace.who)
    return _move(workspace, id_, "done", f"is live at {ref.url}", note="")


def doubt(workspace: Workspace, id_: str) -> tuple[Delivery, StepRecord, Step]:
    """A delivery in doubt, with the step nobody knows about, as it stands in the journal and as it was to be made. Raises UserError."""
    delivery = workspace.store.delivery(id_)
    if delivery.state != State.UNSURE:
        raise UserError(f"There is nothing in doubt about {delivery.id}, which {delivery.meaning()}. See: bot show {delivery.id}")
    steps = workspace.platform(delivery.account).steps(workspace.store.draft(delivery.id, delivery.approved))
    doubtful = outcome.in_doubt(delivery, publish.journal_of(workspace, delivery, steps))
    if doubtful is None:
        raise UserError(f"Nothing in the journal of {delivery.id} is in doubt; the running service settles it by itself: bot run")
    return delivery, doubtful, steps[doubtful.index]


def resolve(workspace: Workspace, id_: str, sent: str | None) -> Outcome:
    """A person settles the step in doubt: `sent` is its address, None means it is not there. Raises UserError."""
    store, now = workspace.store, workspace.clock.now()
    delivery, doubtful, _ = doubt(workspace, id_)
    if sent is None:
        store.receive(delivery.id, delivery.fence, doubtful.index, "absent", now, why=f"{workspace.who} looked")
        return _move(workspace, id_, "resolve: absent", "goes out again, as it is not there", note="", due=now)
    ref = workspace.platform(delivery.account).ref(sent)
    _must_be_free(workspace, delivery, ref)
    store.receive(delivery.id, delivery.fence, doubtful.index, "sent", now, ref=ref, why=f"{workspace.who} found it")
    left = publish.left(workspace, delivery)
    if left:
        return _move(workspace, id_, "resolve: absent", f"is there; the other {left} follow", note="", due=now)
    return _move(workspace, id_, "resolve: there", f"is live at {ref.url}", note="")


def _must_be_free(workspace: Workspace, delivery: Delivery, ref: RemoteRef) -> None:
    """Raises UserError when that post is the one of another delivery, a copy of the article say: the rest would go below it."""
    other = workspace.store.delivery_of(delivery, ref.id)
    if other is not None:
        raise UserError(
            f"{ref.url or ref.id} is what {other} put there (bot show {other}), so it can't be that of {delivery.id}. "
            "Look for another post that says the same; if there is none, it is not there."
        )


NEXT_COMMAND: MappingProxyType[State, str] = MappingProxyType(
    {
        State.WAITING: "To say yes: bot approve {id}",
        State.APPROVED: "To take the yes back: bot undo {id}",
        State.PUBLISHED: "To take it back: bot retract {id}; to mend it: bot correct {id}",
        State.HANDOFF: "Once you posted it: bot done {id} URL; to take the yes back: bot undo {id}",
        State.HELD: "To say yes again: bot approve {id}",
        State.UNSURE: "Settle that first: bot resolve {id}",
        State.FAILED: "To bring it back: bot retry {id}",
        State.REJECTED: "To bring it back: bot retry {id}",
        State.WITHDRAWN: "To bring it back: bot retry {id}",
        State.RETRACTED: "To bring it back: bot retry {id}",
        State.ARCHIVED: "To queue it: bot queue add {post}",
    }
)
"""What a person can do instead of what was refused, by state; `bot show` serves any other."""


MAY_BE_LIVE = "may be live already: the running service looks for it first. Your yes is over, so nothing more of it is sent"
"""What is said instead when the answer to the last call is missing."""


def _instead(delivery: Delivery) -> str:
    return NEXT_COMMAND.get(delivery.state, "See: bot show {id}").format(id=delivery.id, post=delivery.post)


def _move(workspace: Workspace, id_: str, move: Move, words: str, as_read: Delivery | None = None, **changes: Unpack[Changes]) -> Outcome:
    delivery = workspace.store.delivery(id_)
    if workspace.store.move(delivery.id, move, workspace.clock.now(), who=workspace.who, as_read=as_read, **changes):
        in_doubt = delivery.state == State.APPROVED and workspace.store.delivery(delivery.id).state == State.UNSURE
        return Outcome(delivery.id, True, MAY_BE_LIVE if in_doubt else words)
    return Outcome(delivery.id, False, f"{delivery.id} {delivery.meaning()}, so that is not possible. {_instead(delivery)}")
