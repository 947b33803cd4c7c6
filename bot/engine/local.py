"""One process: a thread for each account that has something to do, so that a slow account never delays another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_ACCOUNTS = 16
"""Accounts served at the same moment; the others wait their turn."""


@dataclass(slots=True)
class _Call:
    id: str
    thread: threading.Thread | None = None
    error: list[BaseException] = field(default_factory=list)


class Local:
    """Runs `serve(account, id)` with at most one call in hand for each account. `woken` is set whenever one ends.

    The `id` is a delivery's; an empty one stands for an errand about the account itself.

    Threads are daemons: a process that must end leaves the call in hand to the journal, which knows its intent.
    `thread` makes one; a simulation hands in its own, which take turns.
    """

    def __init__(
        self, serve: Callable[[str, str], object], woken: threading.Event, thread: Callable[..., threading.Thread] = threading.Thread
    ) -> None:
        self._serve = serve
        self._woken = woken
        self._thread = thread
        self._calls: dict[str, _Call] = {}

    def submit(self, account: str, id_: str) -> bool:
        """Starts delivery `id_` unless its account is busy or too many are. Says whether it started."""
        if self.occupied(account):
            return False
        call = _Call(id_)
        call.thread = self._thread(target=self._run, args=(account, call), name=f"serve-{account}", daemon=True)
        self._calls[account] = call
        call.thread.start()
        return True

    def _run(self, account: str, call: _Call) -> None:
        try:
            self._serve(account, call.id)
        except BaseException as error:  # noqa: BLE001 - handed to the service, which says it and counts it
            call.error.append(error)
        finally:
            self._woken.set()

    def occupied(self, account: str) -> bool:
        """Whether no call of `account` can begin now: one is in hand, or so many of others are."""
        return account in self._calls or len(self._calls) >= MOST_ACCOUNTS

    def reap(self) -> list[tuple[str, BaseException]]:
        """Forgets what has ended; gives the errors that escaped it, each with the id it was about."""
        ended = [account for account, call in self._calls.items() if call.thread is not None and not call.thread.is_alive()]
        calls = [self._calls.pop(account) for account in ended]
        return [(call.id, error) for call in calls for error in call.error]

    @property
    def busy(self) -> set[str]:
        """The deliveries in hand."""
        return {call.id for call in self._calls.values()}

    def close(self, seconds: float) -> bool:
        """Waits at most `seconds` for all calls in hand together; True when all ended. Their errors stay for `reap`."""
        end = time.monotonic() + seconds
        for call in self._calls.values():
            if call.thread is not None:
                call.thread.join(max(0.0, end - time.monotonic()))
        return all(call.thread is None or not call.thread.is_alive() for call in self._calls.values())
