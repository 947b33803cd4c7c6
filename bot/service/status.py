"""What a person should know at a glance: is it running, what needs me, what is next, what is in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.model.delivery import Delivery, State
from bot.model.todo import About, Todo, of_delivery
from bot.rules import changes, outcome
from bot.service import crashes, guard, lease, lock, login, page

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.delivery import AccountState, PostRecord
    from bot.service.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Status:
    """A workspace at a glance. `running` is the service's process id, None when it is not running.

    `elsewhere` are the live accounts that another workspace holds, with the sentence that says so; `drafted` of what is published
    are drafts at their platform.
    """

    running: int | None
    rehearsal_url: str | None
    counts: dict[str, int]
    upcoming: tuple[Delivery, ...]
    recent: tuple[Delivery, ...]
    todo: tuple[Todo, ...]
    paused: dict[str, str]
    broken: tuple[PostRecord, ...]
    stuck: tuple[Delivery, ...]
    folder: str = ""
    elsewhere: dict[str, str] = field(default_factory=dict)
    drafted: int = 0


STUCK_AFTER = 600
"""Seconds. A delivery that is `sending` with no call in hand, and without a sign of life for so long, raises an alarm."""


GLANCE = 5
"""Deliveries that are shown of those to come, and of those that went out last."""


def status(workspace: Workspace) -> Status:
    """Everything `bot status` shows."""
    store, now = workspace.store, workspace.clock.now()
    counted, accounts = store.counts(), store.accounts()
    counts: Counter[str] = Counter()
    for (state, _), count in counted.items():
        counts[state.value] += count
    return Status(
        running=lock.holder(workspace.settings.state),
        rehearsal_url=lock.rehearsal_url(workspace.settings.state),
        counts=dict(counts),
        upcoming=tuple(store.nearest(State.APPROVED, GLANCE)),
        recent=tuple(store.nearest(State.PUBLISHED, GLANCE, latest=True)),
        todo=tuple(inbox(workspace)),
        paused={name: _held_by(state, now) for name, state in accounts.items() if _held_by(state, now)},
        broken=tuple(store.broken()),
        stuck=tuple(d for d in store.deliveries(states=(State.SENDING,)) if _overdue(workspace, d, now)),
        folder=guard.held(workspace),
        elsewhere=_elsewhere(workspace),
        drafted=counted.get((State.PUBLISHED, True), 0),
    )


def _elsewhere(workspace: Workspace) -> dict[str, str]:
    found = {name: lease.elsewhere(workspace, account) for name, account in workspace.settings.accounts.items()}
    return {name: words for name, words in found.items() if words}


def _held_elsewhere(workspace: Workspace) -> list[Todo]:
    """One line for each sentence: that the workspace was moved is said once for all its accounts."""
    said = [words.rpartition(": bot ") for words in dict.fromkeys(_elsewhere(workspace).values())]
    return [Todo("paused", line.rpartition(". ")[0] or rest, f"bot {rest}" if line else "bot status") for line, _, rest in said]


def _overdue(workspace: Workspace, delivery: Delivery, now: Instant) -> bool:
    """Whether a delivery that is `sending` is past the deadline of the call in hand, or between two calls for too long."""
    open_ = [record.deadline for record in workspace.store.steps(delivery.id).values() if record.state == "intent"]
    if open_:
        return max(open_) < now
    return workspace.store.history(delivery.id)[-1].at.add(seconds=STUCK_AFTER) < now


def _held_by(state: AccountState, now: Instant) -> str:
    if state.paused:
        return state.reason or "paused"
    return f"waits until {state.not_before}: {state.reason}" if state.not_before and state.not_before > now else ""


def inbox(workspace: Workspace) -> list[Todo]:
    """Everything that needs a person, the most urgent first."""
    store = workspace.store
    waiting = store.deliveries(states=(State.UNSURE, State.FAILED, State.HANDOFF, State.HELD, State.WAITING, State.SENDING))
    unfinished = store.unfinished()
    held = guard.held(workspace)
    died = "" if lock.holder(workspace.settings.state) else crashes.stopped(workspace.settings.state)
    posts, root = workspace.settings.posts.path, workspace.settings.root
    shown = str(posts.relative_to(root) if posts.is_relative_to(root) else posts)
    return [
        *([Todo("stopped", died, "bot resume")] if died else []),
        *([Todo("folder", held, "bot run")] if held else []),
        *_held_elsewhere(workspace),
        *_stuck(workspace, [d for d in waiting if d.state == State.SENDING]),
        *(_unsure(workspace, d) for d in waiting if d.state == State.UNSURE),
        *(_unfinished(workspace, d) for d in map(store.delivery, sorted(unfinished))),
        *(_halfway(d) for d in waiting if d.state == State.FAILED and d.sent and d.id not in unfinished),
        *_by_state([d for d in waiting if not d.sent], State.FAILED, "was refused", "bot show {id}"),
        *_logins(workspace),
        *_paused(store.accounts()),
        *_cut_by_a_pause(store.deliveries(states=(State.APPROVED,)), store.accounts()),
        *_by_state(waiting, State.HANDOFF, "is ready for you to post", "bot show {id}"),
        *_by_state(waiting, State.HELD, "needs a fresh yes", "bot approve {id}"),
        *(_broken(record, shown) for record in store.broken()),
        *_waiting([d for d in waiting if d.state == State.WAITING]),
        *(_differs(d) for d in store.noted(State.PUBLISHED) if d.id not in unfinished and _may_be_mended(workspace, d)),
    ]  # fmt: skip


def _broken(record: PostRecord, folder: str) -> Todo:
    why = record.problems[0].message if record.problems else "it cannot be read"
    place = f"{record.path}:{record.problems[0].line}" if record.problems and record.problems[0].line else record.path
    return Todo("broken", f"{place}: {why}", f"bot preview {folder}/{record.path}")


def _stuck(workspace: Workspace, sending: Iterable[Delivery]) -> list[Todo]:
    overdue = [d for d in sending if _overdue(workspace, d, workspace.clock.now())]
    running = lock.holder(workspace.settings.state) is not None
    command = "bot log" if running else "bot run"
    return [Todo("stuck", f"{d.id}  {d.title or d.post} on {_where(d)} is being sent for longer than its time", command) for d in overdue]


def _unsure(workspace: Workspace, delivery: Delivery) -> Todo:
    why = delivery.note.partition(outcome.LOOK)[0].rstrip(" .")
    look = f". Look at {page.of(workspace, delivery)}" if workspace.serves(delivery) else ""
    line = f"{delivery.id}  {delivery.title or delivery.post} on {_where(delivery)} may be live" + (f": {why}" if why else "") + look
    return Todo("unsure", line, f"bot resolve {delivery.id}")


def _halfway(delivery: Delivery) -> Todo:
    """A thread whose root stands alone: three ways on, and `bot show` tells them."""
    link = f", from {delivery.links[0]}" if delivery.links else ""
    line = f"{delivery.id}  {delivery.title or delivery.post} on {_where(delivery)} stopped half-way: {delivery.note}{link}"
    return Todo("failed", line, f"bot retry|leave|retract {delivery.id}")


def _unfinished(workspace: Workspace, delivery: Delivery) -> Todo:
    """What a person began to take back or to correct, and was cut short or refused."""
    back = any(step.open and step.action == "delete" for step in workspace.store.steps(delivery.id).values())
    what = f"is not taken back yet, {delivery.sent} of {delivery.segments} segments still live" if back else "is not corrected yet"
    link = f": {delivery.links[0]}" if delivery.links else ""
    line = f"{delivery.id}  {delivery.title or delivery.post} on {_where(delivery)} {what}{link}"
    return Todo("unfinished", line, f"bot {'retract' if back else 'correct'} {delivery.id}")


def _may_be_mended(workspace: Workspace, delivery: Delivery) -> bool:
    return delivery.note.startswith(changes.LIVE_DIFFERS) and workspace.serves(delivery)


def _differs(delivery: Delivery) -> Todo:
    """A post whose file was changed after it went out."""
    what = "is a draft there" if delivery.left_to_send else "is live"
    line = f"{delivery.id}  {delivery.title or delivery.post} on {_where(delivery)} {what}, and its file or the settings say otherwise now"
    return Todo("differs", line, f"bot correct {delivery.id}")


def _by_state(deliveries: Iterable[Delivery], state: State, words: str, command: str) -> list[Todo]:
    return [_of(d, state.value, words + (f": {d.note}" if d.note else ""), command) for d in deliveries if d.state == state]


def _of(delivery: Delivery, kind: str, what: str, command: str) -> Todo:
    about = About(delivery.id, delivery.post, delivery.title or delivery.post, _where(delivery), what)
    return of_delivery(kind, about, command.format(id=delivery.id))


def _where(delivery: Delivery) -> str:
    return delivery.account if delivery.rehearsal else f"{delivery.account} (LIVE)"


def _paused(accounts: dict[str, AccountState]) -> list[Todo]:
    return [
        Todo("paused", f"{name or 'everything'} is paused: {state.reason or 'by hand'}", f"bot resume {name}".rstrip())
        for name, state in accounts.items()
        if state.paused
    ]


def _logins(workspace: Workspace) -> list[Todo]:
    """Logins that are over, or will be soon: LinkedIn's last 60 days."""
    now, zone = workspace.clock.now(), workspace.settings.timezone
    return [
        Todo("login", f"the login of {name} {'is over since' if ends <= now else 'ends on'} {ends.to_tz(zone).date()}", f"bot login {name}")
        for name, ends in login.ending(workspace).items()
    ]


def _cut_by_a_pause(approved: Iterable[Delivery], accounts: dict[str, AccountState]) -> list[Todo]:
    """Threads of which a part stands there alone for as long as their account is paused."""
    stopped = {name for name, state in accounts.items() if state.paused}
    halves = [d for d in approved if 0 < d.sent < d.segments and stopped & {"", d.account}]
    return [
        Todo(
            "halfway",
            f"{d.id}  {d.title or d.post} on {_where(d)} stands half-way: {d.sent} of {d.segments} segments are live, from {d.links[0]}",
            f"bot resume {d.account}" if d.account in stopped else "bot resume",
        )
        for d in halves
        if d.links
    ]


def _waiting(deliveries: list[Delivery]) -> list[Todo]:
    blocked = [_of(d, "blocked", "has an error to mend", "bot show {id}") for d in deliveries if d.blocked]
    ready = [_of(d, "waiting", "needs your yes", "bot approve {id}") for d in deliveries if not d.blocked]
    return [*ready, *blocked]
