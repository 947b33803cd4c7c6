"""Accounts: pauses, waits, cached facts; and small facts about the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whenever import Instant

from bot.model.delivery import AccountState
from bot.store import rows
from bot.store.decoding import decode
from bot.store.room import Room

if TYPE_CHECKING:
    from collections.abc import Mapping

Facts = dict[str, str | int | bool | list[str]]
"""What rendering needs from the network, as plain JSON."""

CLOCK = "clock"
"""The small fact that keeps when sending last began."""


class Accounts(Room):
    """What is true of an account, in rehearsal and live apart. The account None is everything."""

    def accounts(self, rehearsal: bool | None = None) -> dict[str, AccountState]:
        """The accounts that pause or wait, by name ("" is everything), in rehearsal or live; None takes both together."""
        found: dict[str, AccountState] = {}
        with self._database.reading() as connection:
            for account, side, *rest in self._queries("accounts").accounts(connection):
                if rehearsal in (None, bool(side)):
                    found[account] = _stricter(found.get(account, AccountState()), _state(rest))
        return {account: state for account, state in found.items() if state != AccountState()}

    def pause(self, account: str | None, reason: str, at: Instant, who: str, rehearsal: bool | None = None) -> None:
        """No send starts after this returns. A person's pause holds rehearsal and live alike (`rehearsal` None)."""
        with self._database.writing() as connection:
            for side in _sides(rehearsal):
                self._queries("accounts").pause(connection, account=account or "", rehearsal=side, reason=reason)
            self._record(connection, at, "pause", account, reason, who, rehearsal)

    def resume(self, account: str | None, at: Instant, who: str, rehearsal: bool | None = None) -> None:
        """Ends a pause, where there is one."""
        with self._database.writing() as connection:
            ended = sum(self._queries("accounts").resume(connection, account=account or "", rehearsal=side) for side in _sides(rehearsal))
            if ended:
                self._record(connection, at, "resume", account, "", who, rehearsal)

    def moved(self, account: str | None, how: str, at: Instant, who: str) -> None:
        """A person hands the live `account` (None: this workspace with all of them) over to this workspace; `how` is from where."""
        with self._database.writing() as connection:
            self._record(connection, at, "move", account, how, who, False)

    def wait(self, account: str | None, until: Instant | None, reason: str, rehearsal: bool) -> None:
        """Nothing of `account` is due before `until`; None ends the waiting."""
        with self._database.writing() as connection:
            self._queries("accounts").wait(
                connection, account=account or "", rehearsal=int(rehearsal), until=rows.text(until), reason=reason
            )

    def answered(self, account: str, rehearsal: bool, *, odd: bool) -> int:
        """Counts an answer that nobody recognises (`odd`), or ends the count. Gives how many there were in a row."""
        with self._database.writing() as connection:
            named = self._queries("accounts")
            if odd:
                return int(named.odd_answer(connection, account=account, rehearsal=int(rehearsal))[0])
            named.plain_answer(connection, account=account, rehearsal=int(rehearsal))
        return 0

    def facts(self, account: str, rehearsal: bool) -> tuple[Facts, Instant] | None:
        """The facts last fetched and when, None if never."""
        with self._database.reading() as connection:
            row = self._queries("accounts").facts(connection, account=account, rehearsal=int(rehearsal))
        return None if row is None else (decode(row[0], Facts), Instant.parse_iso(row[1]))

    def save_facts(self, account: str, facts: Mapping[str, str | int | bool | list[str]], at: Instant, rehearsal: bool) -> None:
        """Keeps facts fetched at `at` instead of those before."""
        with self._database.writing() as connection:
            self._queries("accounts").save_facts(
                connection, account=account, rehearsal=int(rehearsal), body=rows.encode(facts), at=rows.stamp(at)
            )

    def meta(self, name: str) -> str | None:
        """A small fact about the workspace, None if it was never set."""
        with self._database.reading() as connection:
            found: str | None = self._queries("accounts").meta(connection, name=name)
        return found

    def metas(self, *names: str) -> tuple[str | None, ...]:
        """Several small facts as they were at one moment."""
        with self._database.reading() as connection:
            return tuple(self._queries("accounts").meta(connection, name=name) for name in names)

    def set_meta(self, name: str, value: str) -> None:
        """Keeps a small fact about the workspace."""
        with self._database.writing() as connection:
            self._queries("accounts").set_meta(connection, name=name, value=value)

    def last_claim(self) -> Instant | None:
        """What the clock said when sending last began, None if it never did; or the later word of a person, see `trust_clock`."""
        return rows.instant(self.meta(CLOCK))

    def trust_clock(self, now: Instant) -> None:
        """A person says that `now` is right, whatever time it was before."""
        self.set_meta(CLOCK, rows.stamp(now))

    def remark(self, at: Instant, event: str, detail: str) -> None:
        """A line of history that is about no single delivery."""
        with self._database.writing() as connection:
            self._remark(connection, at, event, detail, "")

    def _record(self, connection: Any, at: Instant, event: str, account: str | None, reason: str, who: str, rehearsal: bool | None) -> None:
        """A line of history without a delivery, and one of the logbook: a pause holds even where that takes nothing."""
        detail = f"{account or 'everything'}: {reason}" if reason else account or "everything"
        self._remark(connection, at, event, detail, who)
        if self._logbook is not None:
            from bot.store.logbook import Decision

            decision = Decision(event, at, detail, who, account or "", reason, rehearsal)
            self._log_entry(connection, decision, live=not rehearsal, forgiving=True)

    def _remark(self, connection: Any, at: Instant, event: str, detail: str, who: str) -> None:
        self._queries("history").append(
            connection, delivery="", at=rows.stamp(at), event=event, detail=detail, who=who, state="", fingerprint="", answer=""
        )


def _sides(rehearsal: bool | None) -> tuple[int, ...]:
    return (0, 1) if rehearsal is None else (int(rehearsal),)


def _state(row: list[Any]) -> AccountState:
    paused, pause_reason, not_before, wait_reason = row
    return AccountState(bool(paused), pause_reason if paused else wait_reason, rows.instant(not_before))


def _stricter(one: AccountState, other: AccountState) -> AccountState:
    """What both together allow."""
    latest = max((each.not_before for each in (one, other) if each.not_before), default=None)
    reason = next((each.reason for each in (one, other) if each.paused), one.reason or other.reason)
    return AccountState(one.paused or other.paused, reason, latest)
