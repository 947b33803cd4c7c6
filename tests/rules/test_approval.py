"""What a yes binds, and what becomes of one that was missed."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Instant

from bot.model.delivery import MOVES, Delivery, State
from bot.model.settings import Rhythm
from bot.rules.approval import GRACE, Refusal, bind, late, rederived, until
from bot.rules.moments import Moment, shown
from bot.rules.rhythm import slot
from tests.rules.samples import NOW, delivery

RHYTHM = Rhythm(zone="Europe/London", slots=(slot("daily 09:00"),), quiet=(1320, 420))


def bound(**arguments: object) -> Moment:
    """What a yes to a waiting delivery binds."""
    moment = bind(delivery(), RHYTHM, NOW, [], **arguments)  # type: ignore[arg-type]
    assert isinstance(moment, Moment)
    return moment


@pytest.mark.parametrize("state", list(State))
def test_a_yes_is_given_exactly_where_the_table_of_moves_allows_it(state: State) -> None:
    answer = bind(delivery(state=state), RHYTHM, NOW, [])
    if (state, "yes") in MOVES:
        assert isinstance(answer, Moment)
    else:
        assert isinstance(answer, Refusal)
        assert answer.sentence.startswith("d1 cannot be approved, because it ")
        assert "`bot " in answer.sentence or "bring the file back" in answer.sentence
        assert "{" not in answer.sentence


def test_a_draft_with_an_error_cannot_be_approved_even_now() -> None:
    answer = bind(delivery(blocked=True), RHYTHM, NOW, [], immediate=True)
    assert isinstance(answer, Refusal)
    assert "bot show d1" in answer.sentence


def test_a_yes_takes_the_next_free_slot() -> None:
    assert bound().wall == "Tue 1 Dec 2026 09:00 Europe/London"
    taken = bind(delivery(), RHYTHM, NOW, [Instant("2026-12-01T09:00:00Z")])
    assert isinstance(taken, Moment)
    assert taken.wall == "Wed 2 Dec 2026 09:00 Europe/London"


def test_immediate_is_now_whatever_else_is_promised() -> None:
    night = Instant("2026-12-01T23:30:00Z")
    answer = bind(delivery(), RHYTHM, night, [night], publish_at="2027-01-01 10:00", immediate=True)
    assert isinstance(answer, Moment)
    assert (answer.instant, answer.note) == (night, "")


def test_a_cap_moves_even_an_immediate_one() -> None:
    later = NOW.add(minutes=40)
    moment = bound(immediate=True, not_before=later)
    assert moment.instant == later
    assert moment.note == "not possible before Tue 1 Dec 2026 08:40 Europe/London"
    assert bound(not_before=NOW.add(hours=2)).wall == "Wed 2 Dec 2026 09:00 Europe/London"
    assert bound(publish_at="2026-12-01 08:30", not_before=later).instant == later


def test_publish_at_ignores_slots_and_spacing() -> None:
    wanted = Instant("2026-12-01T13:37:00Z")
    answer = bind(delivery(), RHYTHM, NOW, [wanted], publish_at="2026-12-01 13:37")
    assert isinstance(answer, Moment)
    assert (answer.instant, answer.note) == (wanted, "")


def test_publish_at_in_quiet_hours_is_shifted_visibly() -> None:
    moment = bound(publish_at="2026-12-01 23:15 Europe/London")
    assert moment.wall == "Wed 2 Dec 2026 07:00 Europe/London"
    assert "23:15 is in the quiet hours" in moment.note


def test_publish_at_that_has_passed_takes_the_next_slot_and_says_so() -> None:
    moment = bound(publish_at="2026-11-30 10:00")
    assert moment.wall == "Tue 1 Dec 2026 09:00 Europe/London"
    assert moment.note == "its time, Mon 30 Nov 2026 10:00 Europe/London, has passed, so it takes the next free slot"


@pytest.mark.parametrize("text", ["2026-02-30 10:00", "tomorrow 9:00", "2026-12-01 09:00 Europe/Lodnon"])
def test_publish_at_that_cannot_be_read_is_never_now(text: str) -> None:
    answer = bind(delivery(), RHYTHM, NOW, [], publish_at=text)
    assert isinstance(answer, Refusal)
    assert answer.sentence.startswith("d1 cannot be approved, because its time cannot be read: ")


def test_the_window_begins_when_it_is_due() -> None:
    assert until(bound(), RHYTHM) == Instant("2026-12-04T09:00:00Z")


# Late -----------------------------------------------------------------------------------------------------------------


def promised(due: Instant, **changes: object) -> object:
    """An approved delivery, due at `due`, with the usual window."""
    wall = shown(due, "Europe/London").wall
    return delivery(state=State.APPROVED, due=due, until=due.add(seconds=RHYTHM.window), zone="Europe/London", wall=wall, **changes)


def test_one_that_is_on_time_goes_at_its_own_moment() -> None:
    due = NOW.subtract(seconds=GRACE + RHYTHM.undo_window)
    moment = late(promised(due), RHYTHM, NOW, [due])  # type: ignore[arg-type]
    assert moment == Moment(due, "Europe/London", shown(due, "Europe/London").wall)
    assert late(delivery(state=State.APPROVED), RHYTHM, NOW, []) == Moment(NOW, "UTC", "")


def test_a_late_one_takes_the_next_free_slot_and_says_so() -> None:
    due = NOW.subtract(seconds=GRACE + RHYTHM.undo_window + 1)
    moment = late(promised(due), RHYTHM, NOW, [])  # type: ignore[arg-type]
    assert moment is not None
    assert moment.wall == "Tue 1 Dec 2026 09:00 Europe/London"
    assert moment.note == "it was late (due Tue 1 Dec 2026 07:53 Europe/London), so it takes the next free slot"


def test_its_own_old_due_does_not_stand_in_its_way() -> None:
    due = Instant("2026-12-01T07:30:00Z")
    moment = late(promised(due), RHYTHM, NOW, [due])  # type: ignore[arg-type]
    assert moment is not None
    assert moment.instant == Instant("2026-12-01T09:00:00Z")
    other = late(promised(due), RHYTHM, NOW, [due, due])  # type: ignore[arg-type]
    assert other is not None
    assert other.instant == Instant("2026-12-02T09:00:00Z")


def test_begun_or_immediate_goes_on_at_once() -> None:
    due = NOW.subtract(hours=20)
    for changes in ({"sent": 1}, {"immediate": True}):
        moment = late(promised(due, **changes), RHYTHM, NOW, [])  # type: ignore[arg-type]
        assert moment is not None
        assert moment.instant == due


@pytest.mark.parametrize("changes", [{}, {"sent": 1}, {"immediate": True}])
def test_past_the_window_it_is_held_whatever_it_was(changes: dict[str, object]) -> None:
    due = NOW.subtract(seconds=RHYTHM.window)
    assert late(promised(due, **changes), RHYTHM, NOW, []) is None  # type: ignore[arg-type]
    assert late(promised(due.add(seconds=1), sent=1), RHYTHM, NOW, []) is not None  # type: ignore[arg-type]


def test_without_a_slot_left_inside_the_window_it_is_held() -> None:
    due = Instant("2026-12-01T09:00:00Z").subtract(seconds=RHYTHM.window)
    assert late(promised(due), RHYTHM, NOW, []) is None  # type: ignore[arg-type]
    assert late(promised(due.add(seconds=1)), RHYTHM, NOW, []) is not None  # type: ignore[arg-type]


@given(st.lists(st.integers(0, 7 * 86_400), min_size=1, max_size=50), st.booleans(), st.integers(600, 6 * 3600))
@settings(max_examples=50, deadline=None)
def test_a_week_off_never_ends_in_a_burst(ages: list[int], with_slots: bool, spacing: int) -> None:
    rhythm = Rhythm(zone="Europe/London", slots=RHYTHM.slots if with_slots else (), spacing=spacing, window=9 * 86_400)
    dues = [NOW.subtract(seconds=age + 2 * GRACE) for age in ages]
    taken = list(dues)
    given_out: list[Instant] = []
    for due in dues:
        found = delivery(state=State.APPROVED, due=due, until=due.add(seconds=rhythm.window))
        moment = late(found, rhythm, NOW, taken)
        taken.remove(due)
        if moment is not None:
            assert moment.instant >= NOW
            taken.append(moment.instant)
            given_out.append(moment.instant)
    ordered = sorted(given_out)
    assert all((later - earlier).total("seconds") >= spacing for earlier, later in itertools.pairwise(ordered))


def kept(**changes: object) -> Delivery:
    """A promise as its yes made it: Tuesday, nine in London."""
    due = Instant("2026-12-01T09:00:00Z")
    whole = {"due": due, "until": due.add(seconds=RHYTHM.window), "zone": "Europe/London", "wall": shown(due, "Europe/London").wall}
    return delivery(state=State.APPROVED, **(whole | changes))


def test_a_promise_keeps_its_wall_clock_only_while_it_is_the_one_of_the_yes() -> None:
    def later(**more: object) -> Delivery:
        return kept(due=kept().due.add(hours=1), until=kept().until.add(hours=1), **more)  # type: ignore[union-attr]

    assert rederived(kept(), RHYTHM) is None
    moved = rederived(later(), RHYTHM)
    assert moved
    assert moved.instant == kept().due
    for changes in ({"immediate": True}, {"wall": ""}, {"zone": "No/Where", "wall": "2026-12-01 09:00"}, {"until": None}):
        assert rederived(replace(later(), **changes), RHYTHM) is None, changes  # type: ignore[arg-type]
    assert rederived(replace(kept(), due=None, until=None), RHYTHM) is None


@pytest.mark.parametrize(("seconds", "moves"), [(59, False), (60, True), (-59, False), (-60, True)])
def test_less_than_a_minute_is_no_other_wall_clock(seconds: int, moves: bool) -> None:
    due = Instant("2026-12-01T09:00:00Z").add(seconds=seconds)
    assert (rederived(kept(due=due, until=due.add(seconds=RHYTHM.window)), RHYTHM) is not None) == moves
