"""A mailing: whom a yes fixes, the journal a platform writes while mails leave one by one, and what came of it in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.delivery import State
from bot.model.draft import Problem
from bot.model.mailing import SETTLED
from bot.service import reserve
from bot.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from whenever import Instant

    from bot.model.delivery import Delivery, StepRecord
    from bot.model.draft import Draft
    from bot.model.mailing import ReaderRecord
    from bot.platforms.base import Fate
    from bot.service.workspace import Workspace

PUT_OFF, TRIES = 15 * 60, 5
"""Seconds before somebody who was put off is tried again, and how often in all: servers that know a sender not make it wait a little."""

NAMED = 5
"""Readers whose trouble a summary names; `bot show` has the history with more of them."""

LISTED = 100
"""Readers whose trouble one line of history names."""


FATES: Mapping[str, str] = MappingProxyType(
    {
        "unsure": "in doubt, and never mailed again",
        "refused": "refused",
        "left out": "left out",
        "intent": "being mailed",
        "later": "put off",
        "planned": "to be mailed",
        "sent": "mailed",
    }
)
"""What became of a reader, for a person; what needs one first."""


@dataclass(slots=True)
class Journal:
    """What a platform is given as `Connection.readers`: the rows of one delivery, under one claim."""

    workspace: Workspace
    delivery: Delivery
    fence: int

    def left(self) -> Sequence[str]:
        """Those planned, then those put off long enough ago."""
        records = self.workspace.store.readers(self.delivery.id)
        ripe = self.workspace.clock.now().subtract(seconds=PUT_OFF)
        planned = [record.reader for record in records if record.state == "planned"]
        return planned + [record.reader for record in records if record.state == "later" and record.at <= ripe]

    def intend(self, reader: str, where: str) -> bool:
        """Whether the mail to `reader` may leave now: its intent is on the disk, nothing is paused, nobody stopped the service."""
        if self.workspace.stop.is_set() or not reserve.keep(self.workspace.settings.state):
            return False
        return self.workspace.store.intend_reader(self.delivery.id, self.fence, reader, self.workspace.clock.now(), where)

    def receive(self, reader: str, state: Fate, why: str = "") -> None:
        """Commits what came of it, on a full disk out of what stands aside. Somebody put off too often is refused."""
        if state == "later" and self._tries(reader) >= TRIES:
            return self._write(reader, "refused", f"{why}; put off {TRIES} times")
        return self._write(reader, state, why)

    def _write(self, reader: str, state: str, why: str) -> None:
        store, now = self.workspace.store, self.workspace.clock.now()
        try:
            store.receive_reader(self.delivery.id, reader, state, now, why)
        except StoreError as error:
            if not (error.trouble == "full" and reserve.give_up(self.workspace.settings.state)):
                raise
            store.receive_reader(self.delivery.id, reader, state, now, why)

    def _tries(self, reader: str) -> int:
        record = self.workspace.store.reader(self.delivery.id, reader)
        return record.attempt if record else 0

    def mailed(self, hours: int) -> Sequence[Instant]:
        """Mails of the account, of any delivery."""
        since = self.workspace.clock.now().subtract(hours=hours)
        return self.workspace.store.mailed_at(self.delivery.account, since, self.delivery.rehearsal)

    def progress(self) -> tuple[int, int]:
        """How many are done with, and how many there are."""
        counts = self.workspace.store.count_readers(self.delivery.id)
        return sum(counts.values()) - counts.get("planned", 0) - counts.get("later", 0), sum(counts.values())


def reopen(workspace: Workspace, delivery: Delivery, fence: int, open_: Sequence[StepRecord]) -> list[StepRecord]:
    """Lets the step without a receipt be called anew, with another text too: what is in doubt is each reader's. Gives no doubt."""
    for record in open_:
        why = "the mailing was cut short; each reader is journalled"
        workspace.store.receive(delivery.id, fence, record.index, "deferred", workspace.clock.now(), why=why)
    return []


def readers(workspace: Workspace, delivery: Delivery, fence: int) -> Journal | None:
    """The journal of a delivery that is mailed, None for any other. Who was intended by a run before this one is in doubt for good."""
    if not _is_one(workspace, delivery):
        return None
    workspace.store.doubt_readers(delivery.id)
    return Journal(workspace, delivery, fence)


def _is_one(workspace: Workspace, delivery: Delivery) -> bool:
    return workspace.platform(delivery.account).LIMITS.mails and workspace.account(delivery.account).mode == "api"


def _is_known(workspace: Workspace, delivery: Delivery) -> bool:
    """Whether it is a mailing of an account that is still there."""
    return delivery.account in workspace.settings.accounts and _is_one(workspace, delivery)


def named(workspace: Workspace, delivery: Delivery, draft: Draft) -> tuple[Draft, tuple[str, ...]]:
    """To whom a yes now would send: the draft with their number said, and their keys. Raises UserError when the list is not fit.

    Whoever had the issue already, or may have it, is none of them.
    """
    if not _is_one(workspace, delivery):
        return draft, ()
    found = workspace.platform(delivery.account).readers(workspace.account(delivery.account))
    had = {record.reader for record in workspace.store.readers(delivery.id) if record.state in SETTLED}
    to = tuple(reader for reader in found if reader not in had)
    others = tuple(problem for problem in draft.problems if problem.code != "recipients")
    words = counted(len(to), sum(reader in had for reader in found))
    return replace(draft, problems=(*others, Problem("warning", "recipients", words))), to


def told(workspace: Workspace, delivery: Delivery, draft: Draft) -> Draft:
    """The draft with the warning that is true now: how many a yes would mail it to, or, once there is a yes, none."""
    if not _is_known(workspace, delivery):
        return draft
    if delivery.state not in (State.WAITING, State.HELD):
        return replace(draft, problems=tuple(problem for problem in draft.problems if problem.code != "recipients"))
    try:
        return named(workspace, delivery, draft)[0]
    except UserError as error:  # a list that cannot be read is no reason to show nothing
        return replace(draft, problems=(*draft.problems, Problem("error", "recipients", str(error))))


def fates(workspace: Workspace, delivery: Delivery) -> list[tuple[str, int]]:
    """What became of the readers of a mailing, in words, and of how many of them; empty for any other delivery."""
    counts = workspace.store.count_readers(delivery.id)
    return [(words, counts[state]) for state, words in FATES.items() if counts.get(state)]


def each(workspace: Workspace, delivery: Delivery) -> list[tuple[str, str, ReaderRecord]]:
    """Every reader of a mailing: where the list has them now, and what became of them. Raises UserError where the list can't be read."""
    places = workspace.platform(delivery.account).readers(workspace.account(delivery.account)) if _is_known(workspace, delivery) else {}
    records = workspace.store.readers(delivery.id)
    found = [(places.get(one.reader, "no longer on it"), FATES.get(one.state, one.state), one) for one in records]
    order = list(FATES.values())
    return sorted(found, key=lambda row: (order.index(row[1]) if row[1] in order else len(order), len(row[0]), row[0]))


def for_good(workspace: Workspace, delivery: Delivery) -> None:
    """Raises UserError where what went out are mails: nobody takes them back, and nobody edits them."""
    if _is_one(workspace, delivery):
        raise UserError(f"{delivery.id} went out by mail, and no mail can be taken back or changed. Put it right in the next issue.")


def counted(count: int, had: int = 0) -> str:
    """What a yes does, in words that name the number of people; `had` are those on the list who were sent it before."""
    people = f"{count:,} people" if count != 1 else "one person"
    before = f" {had:,} more on the list were sent it before and get nothing." if had else ""
    return f"A yes mails this to {people} at its time, and no mail can be taken back.{before}"


def plan(workspace: Workspace, delivery: Delivery, to: Sequence[str]) -> None:
    """The yes: these readers and no others. In the transaction of the move."""
    if _is_one(workspace, delivery):
        workspace.store.plan_readers(delivery.id, to, workspace.clock.now())


def summary(workspace: Workspace, delivery: Delivery) -> str:
    """What came of a mailing: how many have it, and who does not, or may; empty for any other delivery, and where all went well."""
    if not _is_one(workspace, delivery):
        return ""
    records = workspace.store.readers(delivery.id)
    parts = [f"{sum(record.state == 'sent' for record in records):,} mailed"]
    for state, words in (("unsure", "in doubt, and never mailed again"), ("refused", "refused"), ("left out", "left out")):
        found = sorted(record.why for record in records if record.state == state)
        if found:
            more = f", and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
            parts.append(f"{len(found):,} {words} ({'; '.join(filter(None, found[:NAMED]))}{more})")
            detail = f"{len(found):,} {words}: {'; '.join(filter(None, found[:LISTED]))}"
            workspace.store.note(delivery.id, workspace.clock.now(), "readers", detail)
    return "; ".join(parts)
