"""What one sitting at the desk knows, without a screen: what is there to decide, what is being looked at, what was decided.

Every decision is made by `bot.service`; this only remembers and tells. A yes is given to exactly what was shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.desk.rows import TO_DECIDE
from bot.errors import UserError
from bot.model.delivery import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model.delivery import Delivery, Event, Move
    from bot.model.draft import Draft
    from bot.rules.schedule import Moment
    from bot.service.approve import Binding, Outcome
    from bot.service.workspace import Workspace

MOST_NEWS = 2000
"""Events that are read one by one; after more of them the whole list is read again."""

TOLD = {"yes": "said yes to", "no": "said no to", "undo": "took back the yes to", "defer": "moved", "retry": "brought back"}
"""What other people's decisions are called."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What lies on the desk: a delivery, the draft that is on the screen, and the draft that an earlier yes bound, if another one."""

    delivery: Delivery
    draft: Draft
    earlier: Draft | None = None


@dataclass(slots=True)
class Session:
    """One person at one desk. `everything` also lists what is approved already."""

    workspace: Workspace
    everything: bool = False
    entries: dict[str, Delivery] = field(default_factory=dict)
    decided: list[str] = field(default_factory=list)
    _own: list[tuple[str, str]] = field(default_factory=list)
    _version: int = -1
    _seen: int = 0

    def read(self) -> None:
        """Reads the list anew. What stood on it keeps its place, and what was decided at this desk stays."""
        store = self.workspace.store
        self._version, self._seen = store.version(), store.last_event()
        self._own.clear()
        states = (*TO_DECIDE, State.APPROVED) if self.everything else TO_DECIDE
        found = {one.id: one for one in store.deliveries(states=states)}
        kept = {id_: found.pop(id_, one) for id_, one in self.entries.items() if id_ in found or id_ in self.decided}
        self.entries = {**kept, **found}

    def look(self, id_: str) -> Shown:
        """The delivery as it is now. Raises UserError."""
        store = self.workspace.store
        one = store.delivery(id_)
        self.entries[one.id] = one
        draft = store.draft(one.id)
        agreed = one.approved is not None and one.approved != draft.fingerprint
        return Shown(one, draft, store.draft(one.id, one.approved) if agreed else None)

    def plan(self, shown: Shown) -> Binding:
        """What a yes to what is shown would bind."""
        from bot.service import approve

        return approve.plan(self.workspace, [f"{shown.delivery.id}@{shown.draft.fingerprint}"])[0]

    def plan_post(self, post: str) -> list[Binding]:
        """What a yes to all of a post would bind; what has an error is left out."""
        from bot.service import approve

        ids = [one.id for one in self.entries.values() if one.post == post and one.state in TO_DECIDE]
        return [each for each in approve.plan(self.workspace, ids) if each.moment is not None]

    def approve(self, bindings: Sequence[Binding]) -> list[Outcome]:
        """The yes to what was shown."""
        from bot.service import approve

        outcomes = approve.bind(self.workspace, bindings)
        self._remember(outcomes, "yes")
        return outcomes

    def at(self, binding: Binding, moment: Moment) -> Binding:
        """The same yes for another time."""
        from bot.service import times

        return times.at(self.workspace, binding, moment)

    def reject(self, id_: str) -> Outcome:
        """The no."""
        from bot.service import approve

        outcome = approve.reject(self.workspace, id_)
        self._remember([outcome], "no")
        return outcome

    def reschedule(self, id_: str, words: str) -> Outcome:
        """Another time for what has its yes. Raises UserError."""
        from bot.service import approve

        outcome = approve.reschedule(self.workspace, id_, words)
        self._remember([outcome], "defer")
        return outcome

    def take_back(self, id_: str | None) -> Outcome:
        """Takes back the decision about `id_`, or the last one that was made here. Raises UserError when there is none."""
        from bot.service import approve

        chosen = id_ if id_ is not None and self.entries[id_].state not in TO_DECIDE else next(iter(self.decided[-1:]), None)
        if chosen is None:
            raise UserError("Nothing was decided here yet, so there is nothing to take back.")
        one = self.workspace.store.delivery(chosen)
        move: Move = "retry" if one.state == State.REJECTED else "undo"
        outcome = (approve.retry if move == "retry" else approve.undo)(self.workspace, chosen)
        self._remember([outcome], move)
        self.decided = [each for each in self.decided if each != chosen]
        return outcome

    def _remember(self, outcomes: Sequence[Outcome], move: Move) -> None:
        for outcome in outcomes:
            self.entries[outcome.id] = self.workspace.store.delivery(outcome.id)
            if outcome.ok:
                self._own.append((outcome.id, move))
                self.decided = [*(each for each in self.decided if each != outcome.id), outcome.id]

    def news(self) -> list[str] | None:
        """What others did since the last look, as sentences; None when the store has not changed at all. Cheap when it has not."""
        store = self.workspace.store
        version = store.version()
        if version == self._version:
            return None
        self._version = version
        found = store.events(self._seen, MOST_NEWS)
        if len(found) >= MOST_NEWS:
            self.read()
            return ["Much has changed: the list was read again."]
        self._seen = max((number for number, _, _ in found), default=self._seen)
        for id_ in dict.fromkeys(id_ for _, id_, _ in found if id_):
            self._renew(id_)
        return [
            self._told(id_, event) for _, id_, event in found if event.event in TOLD and id_ in self.entries and self._others(id_, event)
        ]

    def _renew(self, id_: str) -> None:
        one = self.workspace.store.delivery(id_)
        if id_ in self.entries or one.state in TO_DECIDE:
            self.entries[id_] = one

    def _others(self, id_: str, event: Event) -> bool:
        """Whether somebody else decided this: each decision of this desk comes back once, as an event."""
        if (id_, event.event) not in self._own:
            return bool(event.who)
        self._own.remove((id_, event.event))
        return False

    def _told(self, id_: str, event: Event) -> str:
        one = self.entries[id_]
        return f"{event.who} {TOLD[event.event]} {one.title or one.post} on {one.account}"
