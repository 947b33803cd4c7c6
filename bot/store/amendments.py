"""The journal of what is done to what is live: taking back, editing, replying. Intent and receipt, as for any send."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bot.model.delivery import AMENDMENTS
from bot.store import rows
from bot.store.errors import LogbookError
from bot.store.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whenever import Instant

    from bot.model.delivery import Amending, Delivery
    from bot.model.draft import Draft
    from bot.model.receipt import RemoteRef


class Amendments(Journal):
    """What a person changes of what is live."""

    def begin_amendment(
        self,
        as_read: Delivery,
        action: Amending,
        keys: Sequence[tuple[int, str]],
        at: Instant,
        *,
        detail: str,
        who: str,
        draft: Draft | None,
    ) -> int | None:
        """A person's yes to one amendment: (index, key) of all its calls are planned, and `draft` is kept, before the first begins.

        Gives the fencing token; None when the delivery is not as it was read, or is being sent or in doubt.
        """
        with self._database.writing() as connection:
            named = self._queries("amendments")
            row = named.begin(connection, id=as_read.id, was=as_read.fence)
            if row is None:
                return None
            fence = int(row[0])
            for index, key in keys:
                named.plan(connection, delivery=as_read.id, idx=index, action=action, key=key, fence=fence, at=rows.stamp(at))
            if draft is not None:
                self._save_draft(connection, as_read.id, draft, at)
            self._append(connection, self._read(connection, as_read.id), at, f"{action}: yes", detail=detail, who=who)
        return fence

    def intend_amendment(self, id_: str, fence: int, action: Amending, index: int, deadline: Instant, at: Instant) -> bool:
        """Commits that the planned amendment `index` is about to be called. Only after True may a byte leave.

        False: the fence is stale, the delivery is being sent, a pause stands (for anything but a deletion), or it is a reply
        that may be there. When the logbook does not take it, it is called off before this raises.
        """
        try:
            return self._intend_amendment(id_, fence, action, index, deadline, at)
        except LogbookError:
            with suppress(LogbookError):
                self.amended(id_, fence, action, index, "deferred", at, why="it could not be written down, so it was not done")
            raise

    def _intend_amendment(self, id_: str, fence: int, action: Amending, index: int, deadline: Instant, at: Instant) -> bool:
        with self._database.writing() as connection:
            named = self._queries("amendments")
            if named.may_amend(connection, id=id_, fence=fence, action=action) is None:
                return False
            row = named.intend_amendment(connection, delivery=id_, idx=index, fence=fence, at=rows.stamp(at), deadline=rows.stamp(deadline))
            if row is None:
                return False
            present = self._read(connection, id_)
            self._append(connection, present, at, "intent", detail=f"{_named(action, index)}, attempt {row[0]}, fence {fence}")
            self._log(connection, present, index)
        return True

    def amended(
        self,
        id_: str,
        fence: int,
        action: Amending,
        index: int,
        state: str,
        at: Instant,
        *,
        ref: RemoteRef | None = None,
        why: str = "",
        answer: str = "",
        who: str = "",
    ) -> bool:
        """Commits what came of an amendment; a deletion that is done makes its step "retracted". False when the fence is stale."""
        with self._database.writing() as connection:
            journal = self._queries("journal")
            if journal.fence(connection, id=id_) != fence:
                return False
            said = {"delivery": id_, "at": rows.stamp(at), "why": why}
            journal.receive(connection, idx=index, state=state, answer=answer, **said, **rows.reference(ref))
            indexes = [index]
            if action == "delete" and state == "sent":
                indexes.append(index - AMENDMENTS["delete"])
                journal.receive(connection, idx=indexes[1], state="retracted", answer="", **said, **rows.reference(None))
            words = filter(None, (f"{_named(action, index)}: {'done' if state == 'sent' else state}", ref.url if ref else "", why))
            present = self._read(connection, id_)
            self._append(connection, present, at, "receipt", detail=" ".join(words), who=who, answer=answer)
            for one in indexes:
                self._log(connection, present, one)
        return True

    def drop_amendments(self, id_: str) -> None:
        """Deletions and edits that were planned and are not done will not be done."""
        with self._database.writing() as connection:
            self._queries("amendments").drop_plans(connection, delivery=id_)

    def unfinished(self) -> set[str]:
        """The deliveries with an amendment that was begun and is not done, or that was refused to be taken back."""
        with self._database.reading() as connection:
            return {row[0] for row in self._queries("amendments").unfinished(connection)}


def _named(action: Amending, index: int) -> str:
    """An amendment in words; steps count from 0, as everywhere in the history."""
    about, first = index if action == "reply" else index - AMENDMENTS[action], AMENDMENTS["reply"]
    name = f"reply {about - first}" if about >= first else f"step {about}"
    return name if action == "reply" else f"{action} of {name}"
