"""An address of the rehearsal looks like the platform's own, so that it says what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from whenever import Instant

from bot.model.delivery import Delivery, Event, State, StepRecord
from bot.model.receipt import RemoteRef
from bot.terminal import delivery as screen

AT = Instant("2026-11-22T09:00:00Z")
URL = "https://x.com/i/status/1"
ONE = Delivery("abcd", "tea", "x", "x", True, 1, State.PUBLISHED, "f", links=(URL,))
STEP = StepRecord(0, "post", "sent", "k", 1, 1, AT, AT, ref=RemoteRef("1", URL, {}))
TOLD = Event(AT, "receipt", f"step 0: sent {URL}")


@pytest.mark.parametrize("rehearsal", [True, False])
def test_an_address_says_that_it_is_a_rehearsed_one_and_a_live_one_does_not(rehearsal: bool) -> None:
    parts = [
        screen.links(replace(ONE, rehearsal=rehearsal)),
        screen.steps({0: STEP}, "UTC", rehearsed=rehearsal),
        screen.history([TOLD], "UTC", rehearsed=rehearsal),
        screen.log_line("abcd", "tea", "x", TOLD, "UTC", rehearsed=rehearsal),
    ]
    for part in parts:
        assert URL in repr(part)
        assert ("(rehearsed)" in repr(part)) is rehearsal


def test_other_addresses_of_the_history_are_real_ones() -> None:
    waits = Event(AT, "defer", "https://example.org/tea is not live yet")
    assert "(rehearsed)" not in repr(screen.history([waits], "UTC", rehearsed=True))
