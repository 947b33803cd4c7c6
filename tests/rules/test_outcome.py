"""What follows a receipt or a look. Nothing that may be there is ever simply sent again."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Cause
from bot.model.delivery import MOVES, Amending, Delivery, Next, State
from bot.model.receipt import Deferred, NotAccepted, Receipt, RemoteRef, Sent, Unsure
from bot.model.settings import Idempotency
from bot.rules import outcome
from bot.rules.outcome import LookAgain, after, after_look, backoff, in_doubt, look_failed, repeatable
from tests.rules.samples import NOW, delivery, step

CLASSES: tuple[Idempotency, ...] = get_args(Idempotency)
SENDING = delivery(state=State.SENDING, attempts=1, until=NOW.add(hours=48))
PROVES_NOTHING = ("readable", "refusing", "blind")


def test_sent_with_the_last_step_is_published() -> None:
    assert after(SENDING, Sent(RemoteRef("1")), 2, 3, "blind", NOW) == Next("sent")
    assert after(SENDING, None, 0, 3, "blind", NOW) == Next("sent")


def test_a_run_that_ended_early_never_counts_as_published() -> None:
    assert after(SENDING, Sent(RemoteRef("1")), 1, 3, "blind", NOW) == Next("defer", "The rest goes on", due=NOW)


@pytest.mark.parametrize("idempotency", CLASSES)
def test_an_answer_in_doubt_is_repeated_only_where_the_platform_counts_keys(idempotency: Idempotency) -> None:
    then = after(SENDING, Unsure("no answer", 0), 0, 3, idempotency, NOW)
    if idempotency == "keyed":
        assert then.move == "defer"
        assert then.due is not None
        assert then.due > NOW
    else:
        assert (then.move, then.due) == ("doubt", None)
        assert ("bot resolve d1" in then.note) == (idempotency == "blind")


@pytest.mark.parametrize("idempotency", CLASSES)
def test_an_upload_in_doubt_is_made_again(idempotency: Idempotency) -> None:
    then = after(SENDING, Unsure("no answer", 0), 0, 3, idempotency, NOW, action="upload")
    assert then.move == "defer"
    assert then.due is not None
    assert then.due > NOW


@pytest.mark.parametrize("idempotency", CLASSES)
def test_a_duplicate_refused_at_the_first_call_is_somebody_elses_text(idempotency: Idempotency) -> None:
    assert after(SENDING, NotAccepted("duplicate content", "duplicate"), 0, 3, idempotency, NOW, attempt=1).move == "refuse"


@pytest.mark.parametrize("idempotency", CLASSES)
def test_a_refused_duplicate_is_probably_live_and_never_a_success(idempotency: Idempotency) -> None:
    then = after(SENDING, NotAccepted("duplicate content", "duplicate"), 0, 3, idempotency, NOW, attempt=2)
    assert (then.move, then.due) == ("doubt", None)


@pytest.mark.parametrize(("cause", "optional"), [("content", False), ("content", True), ("duplicate", False)])
def test_a_refusal_proves_nothing_about_an_earlier_call(cause: Cause, optional: bool) -> None:
    """Found by the simulation: what had gone out at the first call was forgotten when the second was refused."""
    then = after(SENDING, NotAccepted("not allowed", cause), 0, 3, "keyed", NOW, optional=optional, attempt=2, doubtful=True)
    assert (then.move, "may have gone through" in then.note or cause == "duplicate") == ("doubt", True)


@pytest.mark.parametrize("cause", ["auth", "money", "version", "account"])
def test_a_refusal_of_the_account_pauses_it_and_keeps_the_yes(cause: Cause) -> None:
    then = after(SENDING, NotAccepted("the token has expired", cause), 0, 3, "readable", NOW, optional=True)
    assert (then.move, then.pause) == ("defer", "the token has expired")
    assert "The yes is kept" in then.note


def test_a_refused_text_failed_and_says_what_is_live() -> None:
    refused = NotAccepted("too long")
    assert after(SENDING, refused, 0, 3, "readable", NOW) == Next("refuse", "Refused: too long. Nothing is live")
    one = delivery(state=State.SENDING, sent=1)
    assert "Step 2 of 3 was refused: too long. Segment 1 is live" in after(one, refused, 1, 3, "readable", NOW).note
    two = delivery(state=State.SENDING, sent=2)
    assert "Segments 1 to 2 are live" in after(two, refused, 2, 3, "readable", NOW).note


def test_an_optional_step_that_is_refused_is_left_out() -> None:
    then = after(SENDING, NotAccepted("no comments here"), 2, 3, "readable", NOW, optional=True)
    assert then == Next("sent", "Left out, as it was refused: no comments here")
    assert after(SENDING, NotAccepted("no"), 1, 3, "readable", NOW, optional=True).move == "defer"


def test_a_platform_that_asks_to_wait_is_obeyed_to_the_second() -> None:
    until = NOW.add(seconds=901)
    then = after(SENDING, Deferred("slow down", until), 0, 3, "blind", NOW)
    assert (then.move, then.due) == ("defer", until)


def test_a_mailing_that_got_a_part_of_the_way_goes_on_and_is_not_tried_again() -> None:
    until = NOW.add(hours=1)
    then = after(SENDING, Deferred("400 of 500 readers are done with", until, halfway=True), 0, 1, "keyed", NOW)
    assert (then.move, then.due, then.note) == ("defer", until, "400 of 500 readers are done with. The rest follows")


def test_without_a_connection_the_back_off_grows() -> None:
    dues = []
    for attempts in (1, 2, 3):
        then = after(delivery(state=State.SENDING, attempts=attempts), Deferred("no network"), 0, 1, "blind", NOW)
        assert then.due is not None
        dues.append((then.due - NOW).total("seconds"))
    assert 30 <= dues[0] < 40 <= dues[1] - dues[0] + 15
    assert 60 <= dues[1] < 76
    assert 120 <= dues[2] < 151


def test_a_wait_never_reaches_beyond_the_window_so_that_it_is_held_there() -> None:
    then = after(SENDING, Deferred("come back next year", NOW.add(hours=9000)), 0, 3, "blind", NOW)
    assert then.due == SENDING.until
    past = after(SENDING, Deferred("stale", NOW.subtract(hours=1)), 0, 3, "blind", NOW)
    assert past.due == NOW


@given(st.text(max_size=12), st.integers(-3, 10_000))
@settings(deadline=None)
def test_back_off_is_bounded_and_always_the_same_for_the_same_try(id_: str, attempt: int) -> None:
    seconds = backoff(id_, attempt)
    assert 30 <= seconds <= 3600
    assert seconds == backoff(id_, attempt)
    if attempt >= 8:
        assert seconds == 3600


def test_back_off_is_spread_between_deliveries() -> None:
    assert len({backoff(f"d{number}", 3) for number in range(50)}) > 10


receipts = st.one_of(
    st.builds(Sent, st.builds(RemoteRef, st.text(max_size=3))),
    st.builds(NotAccepted, st.text(max_size=5), st.sampled_from(get_args(Cause))),
    st.builds(Deferred, st.text(max_size=5), st.none() | st.integers(-10_000, 10_000_000).map(lambda s: NOW.add(seconds=s))),
    st.builds(Unsure, st.text(max_size=5), st.just(0)),
    st.none(),
)


@given(
    receipts, st.integers(0, 4), st.integers(1, 5), st.sampled_from(CLASSES), st.sampled_from(["post", "upload", "comment"]), st.booleans()
)
@settings(deadline=None)
def test_every_receipt_leads_to_a_move_of_the_table_and_doubt_never_to_a_repetition(
    receipt: Receipt | None, index: int, total: int, idempotency: Idempotency, action: str, optional: bool
) -> None:
    then = after(SENDING, receipt, index, total, idempotency, NOW, action=action, optional=optional)
    assert (State.SENDING, then.move) in MOVES
    if isinstance(receipt, Unsure) and action != "upload" and idempotency in PROVES_NOTHING:
        assert MOVES[State.SENDING, then.move] is State.UNSURE
    if isinstance(receipt, NotAccepted) and receipt.cause == "content" and not optional:
        assert MOVES[State.SENDING, then.move] is State.FAILED
    if then.due is not None:
        assert NOW <= then.due <= NOW.add(hours=48)


# Looking --------------------------------------------------------------------------------------------------------------


def look(*seconds: float, of: Delivery = SENDING, idempotency: Idempotency = "readable", **changes: object) -> Next | LookAgain:
    """What looks so many seconds after the deadline prove, the last one just now."""
    looked = step(**changes)
    looks = [looked.deadline.add(seconds=second) for second in seconds]
    return after_look(of, looked, looks, 3, idempotency, looks[-1])


@pytest.mark.parametrize("idempotency", ["readable", "refusing"])
def test_two_looks_after_the_deadline_and_apart_prove_an_absence(idempotency: Idempotency) -> None:
    then = look(0, 10, idempotency=idempotency)
    assert isinstance(then, Next)
    assert (then.move, then.due) == ("look: absent", step().deadline.add(seconds=10))
    assert isinstance(look(0, 9.9, idempotency=idempotency), LookAgain)
    assert isinstance(look(5, idempotency=idempotency), LookAgain)


def test_a_look_before_the_deadline_proves_nothing() -> None:
    assert look(-20, -10) == LookAgain(step().deadline, "The call may still be under way; it is looked for once its time is over")
    assert look(-10, 0) == LookAgain(step().deadline.add(seconds=10), "It was not there at the first look; a second one decides")


def test_in_rehearsal_the_looks_may_be_nearer() -> None:
    rehearsing = delivery(state=State.SENDING, rehearsal=True)
    assert isinstance(look(0, 2.9, of=rehearsing), LookAgain)
    assert isinstance(look(0, 3, of=rehearsing), Next)


@pytest.mark.parametrize("idempotency", CLASSES)
@given(seconds=st.lists(st.integers(-100, 100_000), min_size=1, max_size=6))
@settings(deadline=None)
def test_the_blind_and_the_refused_duplicate_are_never_proved_absent(idempotency: Idempotency, seconds: list[int]) -> None:
    refused = look(*sorted(seconds), idempotency=idempotency, state="refused")
    assert isinstance(refused, Next)
    assert refused.move == "doubt"
    blind = look(*sorted(seconds), idempotency="blind")
    assert isinstance(blind, Next)
    assert blind.move == "doubt"
    assert "bot resolve d1" in blind.note


@given(st.lists(st.integers(-100, 300), min_size=1, max_size=6).map(sorted))
@settings(deadline=None)
def test_an_absence_is_proved_by_the_clock_alone(seconds: list[int]) -> None:
    after_deadline = [second for second in seconds if second >= 0]
    proved = len(after_deadline) > 1 and after_deadline[-1] - after_deadline[0] >= outcome.APART
    then = look(*seconds)
    assert isinstance(then, Next) == proved
    if isinstance(then, LookAgain):
        assert then.at >= step().deadline


def test_looking_that_fails_backs_off() -> None:
    first, tenth = look_failed(SENDING, 1, NOW, "no network"), look_failed(SENDING, 10, NOW, "no network")
    assert NOW.add(seconds=30) <= first.at < NOW.add(seconds=40)
    assert tenth.at == NOW.add(seconds=3600)
    assert first.note.endswith("no network")


def test_the_step_in_doubt_is_the_one_without_a_receipt() -> None:
    sent, open_ = step(index=0, state="sent"), step(index=1, state="intent")
    assert in_doubt(SENDING, {1: open_, 0: sent}) is open_
    assert in_doubt(SENDING, {0: sent, 1: step(index=1, state="unsure")}) == step(index=1, state="unsure")
    assert in_doubt(SENDING, {0: sent, 1: step(index=1, state="refused")}) is None
    assert in_doubt(SENDING, {0: sent}) is None
    assert in_doubt(SENDING, {}) is None


def test_of_an_unsure_delivery_it_may_be_the_refused_duplicate() -> None:
    unsure = delivery(state=State.UNSURE)
    refused = step(index=1, state="refused")
    assert in_doubt(unsure, {0: step(state="sent"), 1: refused}) is refused
    assert in_doubt(unsure, {0: step(state="sent")}) is None
    assert in_doubt(unsure, {}) is None


def test_only_uploads_and_keys_are_repeatable() -> None:
    assert {(action, kind) for action in ("post", "comment", "upload") for kind in CLASSES if repeatable(action, kind)} == {
        ("post", "keyed"),
        ("comment", "keyed"),
        *(("upload", kind) for kind in CLASSES),
    }


@pytest.mark.parametrize("action", ["delete", "edit", "reply"])
def test_only_a_deletion_or_an_edit_in_doubt_is_called_again_and_not_for_ever(action: Amending) -> None:
    doubt, proofs = Unsure("?", 0), (Sent(RemoteRef("1")), NotAccepted("no"), Deferred("later"))
    assert [outcome.amend_again(doubt, action, attempt) for attempt in (1, 2, 3, 4)] == [action != "reply"] * 2 + [False] * 2
    assert not any(outcome.amend_again(receipt, action, 1) for receipt in proofs)


def test_the_distance_of_looks_counts_from_the_first() -> None:
    looks = [NOW.subtract(seconds=4), NOW.subtract(seconds=1)]
    found = outcome.after_look(delivery(state=State.UNSURE), step(), looks, 3, "readable", NOW)
    assert isinstance(found, outcome.LookAgain)
    assert found.at == looks[0].add(seconds=outcome.APART)


@pytest.mark.parametrize(("in_a_row", "pauses"), [(2, False), (3, True), (4, True)])
def test_three_odd_answers_in_a_row_pause_an_account(in_a_row: int, pauses: bool) -> None:
    said = outcome.odd_pause("x", in_a_row)
    assert (bool(said), said.endswith("bot resume x")) == (pauses, pauses)


def test_a_duplicate_in_the_middle_of_a_thread_names_what_is_live() -> None:
    said = after(delivery(state=State.SENDING, sent=1), NotAccepted("a duplicate", "duplicate"), 1, 3, "refusing", NOW)
    assert (said.move, said.note) == ("refuse", "Step 2 of 3 was refused: a duplicate. Segment 1 is live")
    first = after(SENDING, NotAccepted("a duplicate", "duplicate"), 0, 3, "refusing", NOW)
    assert (first.move, "look at the account first" in first.note) == ("refuse", True)
    assert after(SENDING, NotAccepted("too long"), 0, 3, "refusing", NOW).note == "Refused: too long. Nothing is live"
