"""An issue by mail, from the yes that names how many people to the last of them: nobody twice, nobody forgotten, whatever happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import UserError
from bot.model.delivery import State
from bot.platforms._smtp_list import key_of
from bot.rehearsal import launch
from bot.rehearsal.entries import PostEntry, Records
from bot.rehearsal.judge import verdict
from bot.service import approve, correct, facts, mailing, recover, retract
from bot.store import Store, StoreError
from bot.store.errors import Trouble
from tests.service.conftest import SETTINGS, Desk

FIVE = "ada@example.org\nBob <bob@example.org>\ncleo@example.org\ndan@example.org\neva@example.org\n"
EVERYBODY = frozenset({"ada@example.org", "bob@example.org", "cleo@example.org", "dan@example.org", "eva@example.org"})


def letter(make_desk: Callable[[str], Desk], people: str = FIVE, more: str = "") -> Desk:
    """A desk with one list of readers and one article queued for it."""
    options = f"platform: smtp, host: mail.example.org, sender: Ada <ada@example.com>, default: true, call_timeout: 4{more}"
    desk = make_desk(
        SETTINGS.replace("default: true", "default: false").replace("schedule:", f"  smtp-{{n}}: {{{{{options}}}}}\nschedule:")
    )
    write(desk, people)
    account = desk.workspace.account(f"smtp-{desk.number}")
    facts.fetch(desk.workspace, account, print)
    desk.write()
    desk.scan()
    return desk


def write(desk: Desk, people: str) -> None:
    (desk.workspace.settings.root / "config" / "subscribers.txt").write_text(people)


def mails(desk: Desk) -> list[PostEntry]:
    """Every mail that the server took for this desk."""
    return [post for post in launch.read_ledger(desk.home).posts if post.account == f"smtp-{desk.number}"]


def reached(desk: Desk) -> Counter[str]:
    """How often each address was mailed."""
    return Counter(str(post.fields["to"]) for post in mails(desk))


def states(desk: Desk) -> dict[str, int]:
    return desk.workspace.store.count_readers(desk.of("smtp").id)


def said(desk: Desk) -> str:
    """What a person reads before the yes."""
    (binding,) = approve.plan(desk.workspace, [desk.of("smtp").id], immediate=True)
    return binding.refusal or next(problem.message for problem in binding.draft.problems if problem.code == "recipients")


def test_a_yes_names_its_people_and_each_gets_one_mail(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk, FIVE + "ADA@example.org\n# nobody@example.org\n[unsubscribed]\nEva@Example.org\n")
    assert said(desk) == "A yes mails this to 4 people at its time, and no mail can be taken back."
    draft = desk.workspace.store.draft(desk.of("smtp").id)
    desk.yes(desk.of("smtp").id)
    desk.send()
    done = desk.of("smtp")
    assert (done.state, done.sent, done.note) == (State.PUBLISHED, 1, "4 mailed")
    assert reached(desk) == dict.fromkeys(EVERYBODY - {"eva@example.org"}, 1)
    assert verdict(Records((), tuple(mails(desk))), [draft]).clean
    assert len({post.fields["message_id"] for post in mails(desk)}) == 4
    for plan in (retract.plan, correct.plan):
        with pytest.raises(UserError, match="no mail can be taken back or changed"):
            plan(desk.workspace, done.id)


def test_who_leaves_after_the_yes_gets_nothing_and_who_joins_waits_for_the_next(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk)
    desk.yes(desk.of("smtp").id)
    write(desk, f"{FIVE}new@example.org\n[unsubscribed]\nBOB@example.org\n")
    desk.send()
    assert reached(desk) == dict.fromkeys(EVERYBODY - {"bob@example.org"}, 1)
    assert desk.of("smtp").note == "4 mailed; 1 left out (no longer on the list, or unsubscribed)"


def test_a_list_that_is_not_fit_is_refused_before_the_yes_without_an_address(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk)
    write(desk, "ada@example.org\nnot an address\nbob@\n")
    assert said(desk).endswith(
        "Lines 2 and 3 of subscribers.txt can't be read. Write one address a line: ada@example.org or Ada <ada@example.org>."
    )
    assert not desk.yes(desk.of("smtp").id)[0].ok
    desk.send()
    assert reached(desk) == {}


@pytest.mark.parametrize(
    ("fault", "note"),
    [
        ("404", "4 mailed; 1 refused (line {}: 550 5.1.1 No such user)"),
        ("accept-then-reset", "4 mailed; 1 in doubt, and never mailed again (line {}: the connection broke)"),
        ("html-after", "4 mailed; 1 in doubt, and never mailed again (line {}: the connection broke)"),
    ],
)
def test_what_happens_to_one_reader_stops_no_other(make_desk: Callable[[str], Desk], fault: str, note: str) -> None:
    desk = letter(make_desk)
    desk.yes(desk.of("smtp").id)
    desk.fault("smtp", fault, path="/mails/cleo@example.org")
    desk.send()
    assert desk.of("smtp").state == State.PUBLISHED
    if fault != "html-after":
        assert desk.of("smtp").note == note.format(3)
    assert states(desk) == {"sent": 4, "refused" if fault == "404" else "unsure": 1}
    assert {reader: count for reader, count in reached(desk).items() if reader != "cleo@example.org"} == dict.fromkeys(
        EVERYBODY - {"cleo@example.org"}, 1
    )
    assert reached(desk)["cleo@example.org"] <= 1


def test_an_answer_that_comes_too_late_is_a_doubt_and_no_second_mail(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk, more=", security: none")
    desk.yes(desk.of("smtp").id)
    desk.fault("smtp", "late", path="/mails/cleo@example.org", seconds=6)
    desk.send()
    assert desk.of("smtp").note == "4 mailed; 1 in doubt, and never mailed again (line 3: no answer in time)"
    assert reached(desk) == dict.fromkeys(EVERYBODY, 1)


def test_a_server_that_is_busy_is_asked_again_later(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk)
    desk.yes(desk.of("smtp").id)
    desk.fault("smtp", "500-before", path="/mails/cleo@example.org")
    desk.send()
    assert (desk.of("smtp").state, states(desk)) == (State.APPROVED, {"sent": 4, "later": 1})
    assert desk.of("smtp").note == "4 of 5 readers are done with; the others were put off by their servers. The rest follows"
    desk.clock.advance(901)
    desk.send()
    assert (desk.of("smtp").state, reached(desk)) == (State.PUBLISHED, dict.fromkeys(EVERYBODY, 1))


def test_who_is_put_off_five_times_is_left_and_named(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk)
    desk.yes(desk.of("smtp").id)
    desk.fault("smtp", "500-before", path="/mails/cleo@example.org", times=9)
    for _ in range(5):
        desk.send()
        desk.clock.advance(901)
    assert desk.of("smtp").state == State.PUBLISHED
    assert desk.of("smtp").note == "4 mailed; 1 refused (line 3: 451 4.3.0 Try again later; put off 5 times)"


def test_a_server_that_closes_midway_is_connected_to_once_more(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk)
    desk.yes(desk.of("smtp").id)
    desk.fault("smtp", "429", skip=2)
    desk.send()
    assert (desk.of("smtp").state, reached(desk)) == (State.PUBLISHED, dict.fromkeys(EVERYBODY, 1))


def test_the_caps_of_the_provider_hold_over_restarts(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk, more=", mails_per_hour: 2, mails_per_day: 4")
    desk.yes(desk.of("smtp").id)
    desk.send()
    assert (sum(reached(desk).values()), desk.of("smtp").note) == (
        2,
        "2 of 5 readers are done with; 2 mails an hour are the cap. The rest follows",
    )
    desk = desk.again()
    desk.send()
    assert sum(reached(desk).values()) == 2
    desk.clock.advance(3602)
    desk.send()
    assert sum(reached(desk).values()) == 4
    desk.clock.advance(7200)
    desk.send()
    assert (sum(reached(desk).values()), desk.of("smtp").state) == (4, State.APPROVED)
    desk.clock.advance(86_400)
    desk.send()
    assert (reached(desk), desk.of("smtp").state) == (dict.fromkeys(EVERYBODY, 1), State.PUBLISHED)


@pytest.mark.parametrize(("fault", "times", "kept"), [("accept-then-reset", 9, {"unsure": 3, "planned": 9}), ("404", 11, {"planned": 12})])
def test_several_in_a_row_pause_the_account(make_desk: Callable[[str], Desk], fault: str, times: int, kept: dict[str, int]) -> None:
    desk = letter(make_desk, "".join(f"reader{number}@example.org\n" for number in range(12)))
    desk.yes(desk.of("smtp").id)
    desk.fault("smtp", fault, times=times)
    desk.send()
    paused = desk.workspace.store.accounts(True)[f"smtp-{desk.number}"]
    assert paused.paused
    assert "in a row" in paused.reason
    assert (states(desk), desk.of("smtp").state) == (kept, State.APPROVED)
    desk.clear()
    desk.workspace.store.resume(f"smtp-{desk.number}", desk.clock.now(), "tester")
    desk.clock.advance(1)
    desk.send()
    assert desk.of("smtp").state == State.PUBLISHED
    assert set(reached(desk).values()) == {1}
    assert sum(reached(desk).values()) == 12


def test_a_process_that_died_between_intent_and_answer_mails_nobody_twice(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk)
    id_ = desk.of("smtp").id
    desk.yes(id_)
    store, now = desk.workspace.store, desk.clock.now()
    fence = store.claim(id_, desk.of("smtp").fingerprint, now)
    assert fence
    store.intend(id_, fence, 0, "post", "a key of another text", now, now)
    assert store.intend_reader(id_, fence, key_of("cleo@example.org"), now, "line 3")
    desk = desk.again()
    desk.look()
    desk.send()
    assert desk.of("smtp").note == "4 mailed; 1 in doubt, and never mailed again (line 3)"
    assert reached(desk) == dict.fromkeys(EVERYBODY - {"cleo@example.org"}, 1)


def test_an_edit_after_half_of_it_needs_a_yes_that_names_the_rest(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk, more=", mails_per_hour: 2")
    desk.yes(desk.of("smtp").id)
    desk.send()
    desk.write(desk.workspace.settings.posts.path.joinpath("small-batches.md").read_text().replace("five epochs", "six epochs"))
    desk.scan()
    assert desk.of("smtp").state == State.WAITING
    assert said(desk) == (
        "A yes mails this to 3 people at its time, and no mail can be taken back. 2 more on the list were sent it before and get nothing."
    )
    desk.yes(desk.of("smtp").id)
    desk.clock.advance(7300)
    desk.send()
    desk.clock.advance(7300)
    desk.send()
    assert (desk.of("smtp").state, reached(desk)) == (State.PUBLISHED, dict.fromkeys(EVERYBODY, 1))


class Full:
    """A store whose disk is full, or broken, the first time that an answer is written."""

    def __init__(self, store: Store, trouble: Trouble) -> None:
        self.store, self.trouble, self.refused = store, trouble, False

    def receive_reader(self, *given: Any) -> bool:
        if not self.refused:
            self.refused = True
            raise StoreError("no room", self.trouble)
        return self.store.receive_reader(*given)


def test_an_answer_finds_the_room_that_stands_aside_and_a_stop_comes_before_the_next(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk)
    desk.yes(desk.of("smtp").id)
    delivery, store = desk.of("smtp"), desk.workspace.store
    fence, reader = store.claim(delivery.id, delivery.fingerprint, desk.clock.now()), key_of("ada@example.org")
    assert fence
    journal = mailing.Journal(desk.workspace, delivery, fence)
    assert journal.intend(reader, "line 1")
    full = mailing.Journal(replace(desk.workspace, store=Full(store, "full")), delivery, fence)  # type: ignore[arg-type]
    full.receive(reader, "sent")
    assert states(desk) == {"sent": 1, "planned": 4}
    assert not (desk.workspace.settings.state / "reserve").exists()
    broken = mailing.Journal(replace(desk.workspace, store=Full(store, "broken")), delivery, fence)  # type: ignore[arg-type]
    with pytest.raises(StoreError):
        broken.receive(reader, "sent")
    desk.workspace.stop.set()
    assert not journal.intend(key_of("bob@example.org"), "line 2")


def test_a_lost_database_mails_nobody_again(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk, more=", mails_per_hour: 2")
    desk.yes(desk.of("smtp").id)
    desk.send()
    desk.workspace.store.close()
    for file in desk.workspace.settings.state.glob("bot.sqlite*"):
        file.unlink()
    desk = desk.again()
    recover.recover(desk.workspace, print)
    desk.look(8)
    desk.send()
    assert (desk.of("smtp").state, sum(reached(desk).values())) == (State.HELD, 2)
    desk.scan()
    assert said(desk).startswith("A yes mails this to 3 people at its time")
    desk.yes(desk.of("smtp").id)
    for _ in range(2):
        desk.clock.advance(7300)
        desk.send()
    assert (desk.of("smtp").state, reached(desk)) == (State.PUBLISHED, dict.fromkeys(EVERYBODY, 1))


def test_a_pause_stops_it_before_the_next_reader(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk)
    desk.yes(desk.of("smtp").id)
    desk.workspace.store.pause(f"smtp-{desk.number}", "wait", desk.clock.now(), "tester")
    desk.send()
    assert reached(desk) == {}


def test_no_address_of_a_reader_is_in_the_database_or_the_logbook(make_desk: Callable[[str], Desk]) -> None:
    desk = letter(make_desk)
    desk.yes(desk.of("smtp").id)
    desk.fault("smtp", "404", path="/mails/cleo@example.org")
    desk.send()
    state = desk.workspace.settings.state
    kept = b"".join(path.read_bytes() for path in state.iterdir() if path.is_file())
    assert b"smtp" in kept
    assert [reader for reader in EVERYBODY if reader.encode() in kept] == []
