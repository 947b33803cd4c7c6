"""Correcting what is live in its place, where the platform has edits, by a yes to exactly the text that will stand there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.delivery import AMENDMENTS, Delivery, State
from bot.model.receipt import Sent
from bot.rules import changes
from bot.service import amend, mailing, page, preview
from bot.service.approve import Outcome

if TYPE_CHECKING:
    from bot.model.draft import Draft
    from bot.model.receipt import RemoteRef
    from bot.platforms.base import Connection, Step
    from bot.service.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Correction:
    """What is `live`, what the file says now (`wanted`; None without a file), and what would be live after an edit (`mended`).

    `edits` are the segments, from 0, that an edit writes. `stays` is what differs and can't be edited; `can_edit` and `can_reply`
    say what the platform has.
    """

    delivery: Delivery
    live: Draft
    wanted: Draft | None
    mended: Draft
    edits: tuple[int, ...]
    stays: tuple[str, ...]
    can_edit: bool
    can_reply: bool
    page: str


def plan(workspace: Workspace, id_: str) -> Correction:
    """What could be corrected, and how. Raises UserError when it is not live as a whole."""
    delivery = amend.settled(workspace, id_)
    if delivery.state != State.PUBLISHED:
        next_ = "Half of it is live; see the ways on with:" if delivery.sent else "See how far it is:"
        raise UserError(f"{delivery.id} {delivery.meaning()}, so there is nothing live to correct. {next_} bot show {delivery.id}")
    mailing.for_good(workspace, delivery)
    limits, by_api = workspace.platform(delivery.account).LIMITS, workspace.account(delivery.account).mode == "api"
    live, wanted = workspace.store.draft(delivery.id, delivery.approved), _wanted(workspace, delivery)
    can_edit = limits.update and by_api
    mended = changes.mend(live, wanted, limits.fixed_by) if can_edit and wanted else live
    doubtful = _doubtful(workspace, delivery, live)
    edits = tuple(at for at, segment in enumerate(mended.segments) if segment.wire != live.segments[at].wire or at in doubtful)
    stays = changes.stays(mended, wanted) if wanted else ()
    can_reply = limits.threads and limits.find and by_api
    return Correction(delivery, live, wanted, mended, edits, stays, can_edit, can_reply, page.of(workspace, delivery))


def _doubtful(workspace: Workspace, delivery: Delivery, live: Draft) -> set[int]:
    """The segments of which nobody knows whether an earlier edit reached them: they are written again, whatever the file says."""
    journal = workspace.store.steps(delivery.id)
    records = ((at, journal.get(AMENDMENTS["edit"] + step.index)) for at, step in enumerate(_posts(workspace, delivery, live)))
    return {at for at, record in records if record and record.state in {"intent", "unsure"}}


def _wanted(workspace: Workspace, delivery: Delivery) -> Draft | None:
    """What the post's file makes of it now; None when it is gone."""
    record = workspace.store.post(delivery.post)
    path = workspace.settings.posts.path / record.path if record else None
    if path is None or not path.is_file():
        return None
    _, drafts = preview.preview(workspace, path, (delivery.account,))
    return next((draft for draft in drafts if draft.account == delivery.account), None)


def edit(workspace: Workspace, plan: Correction) -> Outcome:
    """Makes what is live say what `plan.mended` says, segment by segment, and touches nothing else."""
    delivery, hindrance = plan.delivery, amend.hindrance(workspace, plan.delivery)
    if hindrance:
        return Outcome(delivery.id, False, hindrance)
    made_of = _edits(workspace, plan)
    keys = [(change.index, plan.mended.fingerprint) for change in made_of]
    words = f"edit what is live, fingerprint {plan.mended.fingerprint[:12]}"
    fence = workspace.store.begin_amendment(
        delivery, "edit", keys, workspace.clock.now(), detail=words, who=workspace.who, draft=plan.mended
    )
    if fence is None:
        return amend.changed(delivery)
    for number, change in enumerate(made_of):
        receipt = amend.make(workspace, delivery, fence, change)
        if not isinstance(receipt, Sent):
            done = f"{number} of {len(made_of)} segments are changed, then " if number else ""
            why = amend.stopped(workspace, delivery, receipt)
            return Outcome(delivery.id, False, f"{done}{why}. Look at {_link(delivery)}; go on with: bot correct {delivery.id}")
    return Outcome(delivery.id, True, "is corrected")


def _edits(workspace: Workspace, plan: Correction) -> list[amend.Change]:
    """The calls of an edit. With each receipt, what is bound says what is live: an edit that is cut short leaves no lie."""
    delivery, live, found = plan.delivery, list(plan.live.segments), []
    journal, posts = workspace.store.steps(delivery.id), _posts(workspace, delivery, plan.live)
    for at in plan.edits:
        ref = journal[posts[at].index].ref
        if ref is None:
            raise UserError(
                f"{delivery.id} has no reference to segment {at + 1}. Change it by hand, then: bot correct {delivery.id} --done"
            )
        live[at] = plan.mended.segments[at]
        after = partial(_corrected, workspace, plan, replace(plan.mended, segments=tuple(live)), f"segment {at + 1} edited")
        found.append(amend.Change("edit", AMENDMENTS["edit"] + posts[at].index, _editing(workspace, plan, at, ref), after=after))
    return found


def _editing(workspace: Workspace, plan: Correction, at: int, ref: RemoteRef) -> Callable[[Connection], RemoteRef]:
    platform = workspace.platform(plan.delivery.account)

    def change(connection: Connection) -> RemoteRef:
        platform.update(connection, ref, plan.mended.segments[at])
        return ref

    return change


def done(workspace: Workspace, plan: Correction) -> Outcome:
    """Records that a person has made what is live say what the file says. Raises UserError when there is no file."""
    if plan.wanted is None:
        raise UserError(f"The file of {plan.delivery.id} is gone, so nobody can say what is live now.")
    with workspace.store.together():
        if workspace.store.delivery(plan.delivery.id) != plan.delivery:
            return amend.changed(plan.delivery)
        workspace.store.drop_amendments(plan.delivery.id)
        _corrected(workspace, plan, plan.wanted, "changed by hand")
    return Outcome(plan.delivery.id, True, "is corrected, as you say")


def nothing_left(workspace: Workspace, plan: Correction) -> None:
    """The file came back to what is live: an edit that was planned and never called is none any more."""
    workspace.store.drop_amendments(plan.delivery.id)


def _corrected(workspace: Workspace, plan: Correction, live: Draft, how: str) -> None:
    """What is live is `live` from now on; where the file says still more, a note says so."""
    delivery, now, print_ = plan.delivery, workspace.clock.now(), live.fingerprint
    note = changes.live_note(replace(delivery, approved=print_, fingerprint=print_), plan.wanted or live)
    workspace.store.redraft(
        delivery.id, live, now, move="correct", detail=f"{how}, fingerprint {print_[:12]}", who=workspace.who,
        approved=print_, approved_by=workspace.who, approved_at=now, note=note,
    )  # fmt: skip


def _posts(workspace: Workspace, delivery: Delivery, live: Draft) -> list[Step]:
    """The step of each segment."""
    return [step for step in workspace.platform(delivery.account).steps(live) if step.action == "post"]


def _link(delivery: Delivery) -> str:
    return delivery.links[0] if delivery.links else "the account"
