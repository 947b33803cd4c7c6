"""One call at a time for each account, and no more accounts than there are places."""

from __future__ import annotations

import threading

from bot.engine.local import MOST_ACCOUNTS, Local


def test_where_all_places_are_taken_nobody_begins_and_a_pass_can_tell_before_it_asks() -> None:
    over, woken = threading.Event(), threading.Event()
    engine = Local(lambda _account, _id: over.wait(30), woken)
    assert all(engine.submit(f"account-{number}", "an id") for number in range(MOST_ACCOUNTS - 1))
    assert (engine.occupied("account-0"), engine.occupied("another")) == (True, False)
    assert not engine.submit("account-0", "its next")
    assert engine.submit("another", "an id")
    assert engine.occupied("one more")
    assert not engine.submit("one more", "an id")
    over.set()
    assert engine.close(30)
    assert woken.is_set()
    assert engine.reap() == []
    assert not engine.occupied("one more")
