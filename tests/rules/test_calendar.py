"""The calendar of an account: what is free, and why the rest is not."""

from __future__ import annotations

from whenever import Date, Instant

from bot.model.settings import Rhythm
from bot.rules import rhythm as words
from bot.rules.calendar import Promise, crowded, days

LONDON = "Europe/London"
NOW = Instant("2026-12-01T10:00Z")  # a Tuesday
TWICE = Rhythm(
    zone=LONDON,
    slots=(words.slot("Mon-Fri 09:00"), words.slot("Mon-Fri 17:00"), words.slot("Sat 06:30")),
    quiet=words.quiet("22:00-07:00"),
    spacing=7200,
)


def plain(found: tuple[object, ...]) -> list[str]:
    """Each cell as a line."""
    return [
        f"{day.date} {cell.moment.instant.to_tz(LONDON).time().format_iso()[:5]} {cell.words()}"  # type: ignore[attr-defined]
        for day in found
        for cell in day.cells  # type: ignore[attr-defined]
    ]


def test_what_is_past_is_not_offered_and_the_rest_says_why_it_is_not_free() -> None:
    taken = [Promise(Instant("2026-12-02T09:00Z"), "7k2", "Small batches"), Promise(Instant("2026-12-02T16:00Z"), "c4d", "Loss curves")]
    assert plain(days(TWICE, NOW, taken, many=5)) == [
        "2026-12-01 17:00 free",
        "2026-12-02 09:00 Small batches",
        "2026-12-02 16:00 Loss curves",
        "2026-12-02 17:00 near 16:00",
        "2026-12-03 09:00 free",
        "2026-12-03 17:00 free",
        "2026-12-04 09:00 free",
        "2026-12-04 17:00 free",
        "2026-12-05 06:30 quiet",
    ]


def test_the_first_nine_free_slots_have_numbers_and_the_next_page_begins_again() -> None:
    first = days(TWICE, NOW, [], many=14)
    assert [cell.number for day in first for cell in day.cells if cell.kind == "free"] == [*range(1, 10), *[0] * 10]
    then = days(TWICE, NOW, [], start=14)
    assert then[0].date == Date(2026, 12, 15)
    assert then[0].cells[0].number == 1


def test_what_cannot_be_chosen_says_why_in_a_sentence() -> None:
    taken = [Promise(Instant("2026-12-02T09:00Z"), "7k2", "Small batches"), Promise(Instant("2026-12-02T16:00Z"))]
    wednesday = days(TWICE, NOW, taken, start=1, many=1)[0]
    assert [cell.why() for cell in wednesday.cells] == [
        "Wed 2 Dec 2026 09:00 Europe/London is promised to Small batches. Choose a free slot, or type a time.",
        "Wed 2 Dec 2026 16:00 Europe/London is promised. Choose a free slot, or type a time.",
        "Wed 2 Dec 2026 17:00 Europe/London is too near what goes out at 16:00. Choose a free slot, or type a time.",
    ]
    assert days(TWICE, NOW, [], start=2, many=1)[0].cells[0].why() == ""


def test_the_own_time_of_what_is_moved_stands_there_and_is_in_nobodys_way() -> None:
    own = Instant("2026-12-02T09:00Z")
    assert plain(days(TWICE, NOW, [], start=1, many=1, own=own)) == ["2026-12-02 09:00 is here now", "2026-12-02 17:00 free"]


def test_a_day_on_which_the_clocks_change_says_so_and_a_slot_in_the_gap_moves() -> None:
    rhythm = Rhythm(zone=LONDON, slots=(words.slot("daily 01:30"),))
    spring = days(rhythm, Instant("2026-03-28T12:00Z"), [], many=3)
    assert [day.note for day in spring] == ["", "the clocks go forward by 1 h", ""]
    assert spring[1].cells[0].moment.note == "01:30 does not exist on 29 Mar 2026 in Europe/London; it will go at 02:00"
    autumn = days(rhythm, Instant("2026-10-24T12:00Z"), [], start=1, many=1)[0]
    assert autumn.note == "the clocks go back by 1 h"
    assert "comes twice" in autumn.cells[0].moment.note


def test_an_account_without_slots_is_offered_its_mornings() -> None:
    assert plain(days(Rhythm(zone=LONDON, spacing=7200), NOW, [], many=2)) == ["2026-12-02 09:00 free"]


def test_a_time_in_words_near_a_promise_is_remarked_upon() -> None:
    promised = [Promise(Instant("2026-12-02T09:00Z"), "7k2", "Small batches")]
    assert crowded(TWICE, Instant("2026-12-02T09:00Z"), promised) == "the same time as Small batches"
    assert crowded(TWICE, Instant("2026-12-02T10:59Z"), promised) == "near Small batches at 09:00"
    assert crowded(TWICE, Instant("2026-12-02T11:00Z"), promised) == ""


def test_an_account_without_spacing_is_offered_its_slots_and_only_the_same_moment_is_near() -> None:
    close = Rhythm(zone=LONDON, slots=(words.slot("daily 09:00"),), spacing=0)
    promised = [Promise(Instant("2026-12-02T09:00Z"), "7k2", "Small batches")]
    assert plain(days(close, NOW, [], start=1, many=1)) == ["2026-12-02 09:00 free"]
    assert crowded(close, Instant("2026-12-02T09:00Z"), []) == ""
    assert crowded(close, Instant("2026-12-02T09:00Z"), promised) == "the same time as Small batches"
    assert crowded(close, Instant("2026-12-02T09:01Z"), promised) == ""
