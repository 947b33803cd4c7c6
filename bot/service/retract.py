"""Taking back what is live: the last post first, so that what is left of a thread still reads from its beginning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import Refused, UserError
from bot.model.delivery import AMENDMENTS, Delivery, StepRecord
from bot.model.receipt import NotAccepted, Sent
from bot.service import amend, mailing, page
from bot.service.approve import Outcome

if TYPE_CHECKING:
    from bot.model.receipt import RemoteRef
    from bot.platforms.base import Connection
    from bot.service.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Retraction:
    """What taking a delivery back would do: `live` is what goes, in that order, and `texts` what each says; `by_hand` where no
    program may delete there."""

    delivery: Delivery
    live: tuple[StepRecord, ...]
    texts: tuple[str, ...]
    by_hand: bool
    page: str


def plan(workspace: Workspace, id_: str) -> Retraction:
    """What a yes would take back. Raises UserError when nothing is live, or something else comes first."""
    delivery = amend.settled(workspace, id_)
    live = tuple(sorted(amend.live(workspace, delivery), key=lambda record: record.index, reverse=True))
    if not live:
        raise UserError(f"Nothing of {delivery.id} is live, so there is nothing to take back. See: bot show {delivery.id}")
    mailing.for_good(workspace, delivery)
    can = workspace.platform(delivery.account).LIMITS.delete and workspace.account(delivery.account).mode == "api"
    return Retraction(delivery, live, _texts(workspace, delivery, live), not can, page.of(workspace, delivery))


def _texts(workspace: Workspace, delivery: Delivery, live: tuple[StepRecord, ...]) -> tuple[str, ...]:
    """What a reader sees of each; of what a person posted, what the draft says there."""
    steps = workspace.platform(delivery.account).steps(workspace.store.draft(delivery.id, delivery.approved))
    said = {step.index: step.segment.text for step in steps}
    replies = {one.index: workspace.store.draft(delivery.id, one.key).segments[0].text for one in live if one.action == "reply"}
    return tuple({**said, **replies}.get(record.index, "") for record in live)


def retract(workspace: Workspace, plan: Retraction, say: Callable[[str], None]) -> Outcome:
    """Deletes all that `plan` names. What was cut short goes on with the next `plan`: deleting twice is deleting once."""
    delivery, hindrance = plan.delivery, amend.hindrance(workspace, plan.delivery)
    if hindrance:
        return Outcome(delivery.id, False, hindrance)
    fence = _begin(workspace, plan, "the last first")
    if fence is None:
        return amend.changed(delivery)
    gone = 0
    for record in plan.live:
        receipt = amend.make(workspace, delivery, fence, _deletion(workspace, plan, record, fence))
        if isinstance(receipt, Sent):
            gone += 1
            say(f"deleted {gone} of {len(plan.live)}: {_link(record)}")
        elif record.action == "comment" and isinstance(receipt, NotAccepted):
            say(f"a comment could not be deleted by itself ({receipt.why}); it goes with its post")
        else:
            why = amend.stopped(workspace, delivery, receipt)
            hint = f"go on with: bot retract {delivery.id}; or delete it there yourself, then: bot retract {delivery.id} --gone"
            return Outcome(delivery.id, False, f"{gone} of {len(plan.live)} deleted, then {why}. It is {_link(record)}; {hint}")
    return Outcome(delivery.id, True, "is taken back")


def gone(workspace: Workspace, plan: Retraction) -> Outcome:
    """Records that a person has taken all of it back by hand."""
    fence = _begin(workspace, plan, "by hand")
    if fence is None:
        return amend.changed(plan.delivery)
    with workspace.store.together():
        _all_gone(workspace, plan, fence, plan.live, f"{workspace.who} did it by hand")
        _over(workspace, plan, "by hand")
    return Outcome(plan.delivery.id, True, "is taken back, as you say")


def _begin(workspace: Workspace, plan: Retraction, how: str) -> int | None:
    keys = [(_index(record), record.ref.id if record.ref else "") for record in plan.live]
    words = f"take back what is live ({len(keys)}), {how}"
    return workspace.store.begin_amendment(
        plan.delivery, "delete", keys, workspace.clock.now(), detail=words, who=workspace.who, draft=None
    )


def _deletion(workspace: Workspace, plan: Retraction, record: StepRecord, fence: int) -> amend.Change:
    platform, ref = workspace.platform(plan.delivery.account), record.ref
    assert ref is not None

    def delete(connection: Connection) -> RemoteRef:
        platform.delete(connection, ref)  # that it is gone already is a refusal: a look says whether that is true, or a person does
        return ref

    def look(connection: Connection) -> RemoteRef:
        if platform.exists(connection, ref):
            raise Refused("it is still there")
        return ref

    def end() -> None:
        rest = [one for one in plan.live if one.action == "comment"]
        _all_gone(workspace, plan, fence, tuple(rest), "it went with its post")
        _over(workspace, plan, f"{len(plan.live)} deleted")

    looks = platform.LIMITS.exists and record.action != "comment"
    return amend.Change("delete", _index(record), delete, look if looks else None, end if record is plan.live[-1] else None)


def _all_gone(workspace: Workspace, plan: Retraction, fence: int, records: tuple[StepRecord, ...], why: str) -> None:
    """The receipts of what is gone without a call of ours."""
    present = workspace.store.steps(plan.delivery.id)
    for record in records:
        if present[record.index].state == "sent":
            now = workspace.clock.now()
            workspace.store.amended(plan.delivery.id, fence, "delete", _index(record), "sent", now, why=why, who=workspace.who)


def _over(workspace: Workspace, plan: Retraction, detail: str) -> None:
    workspace.store.move(plan.delivery.id, "retract", workspace.clock.now(), who=workspace.who, detail=detail, note="")


def _index(record: StepRecord) -> int:
    """Where the journal keeps the deletion of `record`."""
    return AMENDMENTS["delete"] + record.index


def _link(record: StepRecord) -> str:
    return (record.ref.url or record.ref.id) if record.ref else ""
