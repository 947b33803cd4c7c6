"""What waits is shown the slot that it would get, each its own."""

from __future__ import annotations

from whenever import Instant

from bot.model.delivery import Delivery
from bot.rules import schedule
from bot.service import proposals
from tests.service.conftest import Desk

TEXT = "---\ntitle: {title}\n---\n\nA text of its own that is called {title}."


def waiting(desk: Desk, platform: str = "x") -> list[Delivery]:
    return [d for d in proposals.proposed(desk.workspace, desk.workspace.store.deliveries()) if d.platform == platform]


def dues(found: list[Delivery]) -> list[Instant]:
    return [d.due for d in found if d.due]


def test_two_that_wait_are_shown_two_slots_and_get_them(desk: Desk) -> None:
    desk.write(TEXT.format(title="Another"), "another.md")
    desk.scan()
    shown = waiting(desk)
    assert len(set(dues(shown))) == 2
    assert all(outcome.ok for outcome in desk.yes(*(d.id for d in shown), now=False))
    assert dues(waiting(desk)) == dues(shown)


def test_a_slot_that_was_promised_meanwhile_is_proposed_to_nobody(desk: Desk) -> None:
    desk.write(TEXT.format(title="Another"), "another.md")
    desk.scan()
    first, second = waiting(desk)
    desk.yes(second.id, now=False)
    promised, proposed = desk.workspace.store.delivery(second.id).due, waiting(desk)[0].due
    assert (promised, proposed) == (first.due, second.due), "who comes first gets the first"


def test_a_proposal_is_never_past_and_a_time_of_its_own_stays(desk: Desk) -> None:
    desk.clock.advance(10 * 86_400)
    assert min(dues(waiting(desk))) > desk.clock.now()
    at = desk.clock.now().add(hours=100).round("hour")
    desk.write(TEXT.format(title="Timed").replace("---\n\n", f"publish_at: {at.format_iso()}\n---\n\n"), "timed.md")
    desk.scan()
    (timed,) = (d for d in waiting(desk) if d.post == "timed")
    assert timed.due is not None
    assert abs((timed.due - at).total("hours")) < 10, "but for the quiet hours"


def test_each_is_shown_the_first_slot_from_now_on_that_is_left(desk: Desk) -> None:
    for number in range(8):
        desk.write(TEXT.format(title=f"Number {number}"), f"number-{number}.md")
    desk.scan()
    shown, now, taken = waiting(desk), desk.clock.now(), list[Instant]()
    rhythm = desk.workspace.account(shown[0].account).rhythm
    for one in shown:
        taken.append(schedule.next_slot(rhythm, now, taken).instant)
        assert one.due == taken[-1]
    assert len(set(taken)) == 9


def test_more_than_fifty_are_not_planned_for_years(desk: Desk, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(proposals, "MOST", 1)
    desk.write(TEXT.format(title="Another"), "another.md")
    desk.scan()
    kept = {d.id: d.due for d in desk.workspace.store.deliveries()}
    first, second = waiting(desk)
    assert (second.due, first.due) == (kept[second.id], kept[first.id])
