"""What a post's new rendering does to its deliveries: added, drafted again, voided, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model.delivery import Delivery, PostRecord, State
from bot.rules import changes, schedule
from bot.service import adapt
from bot.store import new_id

if TYPE_CHECKING:
    from bot.model.draft import Draft, Problem
    from bot.model.post import Post
    from bot.service.workspace import Workspace


def queue(workspace: Workspace, post: Post, drafts: Mapping[str, Draft], *, archived: bool = False) -> None:
    """Brings the queue to what `post` now says. `drafts` by account; an account that is missing from it is no longer a target."""
    nowhere = () if drafts or post.draft else _why_nowhere(workspace, post)
    state = "draft" if post.draft else "broken" if nowhere else "archived" if archived else "active"
    before = workspace.store.post(post.slug)
    workspace.store.save_post(
        PostRecord(
            slug=post.slug,
            path=post.path,
            title=post.title,
            url=post.url,
            digest=post.digest,
            state=state,
            problems=nowhere or post.problems,
            publish_at=post.publish_at,
        )
    )
    present = _latest(workspace, post.slug)
    asked = before.publish_at if before else None
    for name, draft in drafts.items():
        if name in present:
            redraft(workspace, present[name], draft, post.title)
            if asked != post.publish_at:
                _retime(workspace, post, present[name])
        else:
            _add(workspace, post, draft, State.ARCHIVED if archived else State.WAITING)
    for delivery in workspace.store.deliveries(post=post.slug):
        why = _why_gone(workspace, delivery, drafts)
        if why:
            workspace.store.move(delivery.id, "gone", workspace.clock.now(), detail=why, note=why)


def _why_nowhere(workspace: Workspace, post: Post) -> tuple[Problem, ...]:
    """What is wrong with a post that goes to nobody, the reason first."""
    found = (*changes.targets(post, workspace.settings)[1], *post.problems)
    return tuple(sorted(found, key=lambda problem: (problem.level != "error", "unknown" not in problem.code)))


def _why_gone(workspace: Workspace, delivery: Delivery, drafts: Mapping[str, Draft]) -> str:
    """Why this delivery is no longer wanted, or nothing."""
    if not workspace.serves(delivery):
        return f"{delivery.account} is no longer what it was (renamed, removed, or turned from rehearsal to live or back)"
    return "" if delivery.account in drafts else f"the post no longer goes to {delivery.account}"


def _latest(workspace: Workspace, slug: str) -> dict[str, Delivery]:
    """The last round of each account, on the side (rehearsal or live) where the account is now."""
    accounts = workspace.settings.accounts
    found = [d for d in workspace.store.deliveries(post=slug) if d.account in accounts and d.rehearsal == accounts[d.account].rehearsal]
    return {d.account: d for d in sorted(found, key=lambda d: d.round)}


def _add(workspace: Workspace, post: Post, draft: Draft, state: State) -> None:
    now, account = workspace.clock.now(), workspace.account(draft.account)
    proposed = None if state == State.ARCHIVED else _proposal(workspace, post, draft.account)
    delivery = Delivery(
        id=new_id(),
        post=post.slug,
        account=draft.account,
        platform=draft.platform,
        rehearsal=account.rehearsal,
        round=1,
        state=state,
        fingerprint=draft.fingerprint,
        segments=len(draft.segments),
        title=post.title,
        blocked=draft.blocked,
        due=proposed.instant if proposed else None,
        zone=account.rhythm.zone,
        wall=proposed.wall if proposed else "",
    )
    added = workspace.store.add_delivery(delivery, draft, now, workspace.who)
    if added:
        _remember_texts(workspace, added, draft)


def _remember_texts(workspace: Workspace, id_: str, draft: Draft) -> None:
    if workspace.platform(draft.account).LIMITS.identical_refused:
        workspace.store.remember_texts(id_, adapt.digests(draft))


def _retime(workspace: Workspace, post: Post, delivery: Delivery) -> None:
    """The post asks for another time: a proposal follows it; a promise made by a yes stays, and says so."""
    store, present = workspace.store, workspace.store.delivery(delivery.id)
    if present.state == State.APPROVED and not present.immediate:
        store.set_note(present.id, f"the post now asks for {post.publish_at or 'no time'}; for that: bot undo {present.id}, then approve")
    elif present.state == State.WAITING:
        moment = _proposal(workspace, post, present.account)
        if moment:
            store.redraft(present.id, store.draft(present.id), workspace.clock.now(), move=None, due=moment.instant, wall=moment.wall)


def _proposal(workspace: Workspace, post: Post, account: str) -> schedule.Moment | None:
    rhythm, now = workspace.account(account).rhythm, workspace.clock.now()
    wanted = schedule.resolve(post.publish_at, rhythm.zone, slots=rhythm.slots) if post.publish_at else None
    if wanted and wanted.instant >= now:
        return schedule.after_quiet(rhythm, wanted)
    return schedule.next_slot(rhythm, now, workspace.store.taken(account, now, workspace.account(account).rehearsal))


def redraft(workspace: Workspace, delivery: Delivery, draft: Draft, title: str) -> None:
    """Stores a new rendering. A yes survives it only if not a byte of what would be sent changed; what is live stays frozen."""
    store, now = workspace.store, workspace.clock.now()
    if delivery.state == State.PUBLISHED:
        if delivery.note != changes.live_note(delivery, draft):
            store.set_note(delivery.id, changes.live_note(delivery, draft))
        return
    if delivery.sent and delivery.approved:
        draft = changes.freeze(store.draft(delivery.id, delivery.approved), draft, delivery.sent)
    move = changes.redraft(delivery, draft)
    same = move is None and delivery.fingerprint == draft.fingerprint and delivery.blocked == draft.blocked and delivery.title == title
    if same and store.draft(delivery.id).problems == draft.problems:
        return
    detail = "what would be sent changed" if move else ""
    store.redraft(delivery.id, draft, now, move=move, detail=detail, title=title)
    _remember_texts(workspace, delivery.id, draft)


def break_off(workspace: Workspace, record: PostRecord) -> None:
    """A post that can no longer be read: no yes stands for a text nobody can see."""
    store, now = workspace.store, workspace.clock.now()
    store.save_post(record)
    words = record.problems[0].message
    for delivery in store.deliveries(post=record.slug, states=(State.APPROVED, State.HELD, State.HANDOFF, State.WAITING)):
        store.move(delivery.id, "changed", now, detail=words, note=words, blocked=True)


def withdraw(workspace: Workspace, slug: str) -> None:
    """The post's file is gone: what was not sent is withdrawn; what is being sent finishes and is recorded."""
    store, now = workspace.store, workspace.clock.now()
    record = store.post(slug)
    if record:
        store.save_post(replace(record, state="gone"))
    for delivery in store.deliveries(post=slug):
        live = f"; {delivery.sent} of its {delivery.segments} segments are live" if delivery.sent else ""
        store.move(delivery.id, "gone", now, detail=f"the file is gone{live}", note=f"the file is gone{live}")


def forget_broken(workspace: Workspace, path: str) -> None:
    """A file that could not be read had no name but its path; now that it can be, it has one of its own."""
    record = workspace.store.post(path)
    if record and record.state == "broken":
        workspace.store.save_post(replace(record, state="gone"))
