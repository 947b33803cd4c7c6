"""The desk as a person uses it: keys and mouse, over a real store and the real functions of the service."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from bot.desk import decisions
from bot.desk.app import Desk
from bot.desk.listing import Listing
from bot.model.delivery import Delivery, State
from tests.desk.conftest import BATCHES, CURVE, Office, settled, words


def one(desk: Desk, account: str, post: str = "batches") -> Delivery:
    """A delivery as the store has it now."""
    return next(each for each in desk.session.workspace.store.deliveries(post=post) if each.account == account)


def shown(desk: Desk) -> str:
    """Which account's draft lies on the desk."""
    assert desk.shown
    return f"{desk.shown.delivery.post} {desk.shown.delivery.account}"


def test_a_yes_binds_what_is_on_the_screen_and_the_next_one_comes_up(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        assert shown(desk) == "batches linkedin"
        assert "would go out Mon 23 Nov 2026 09:00 Europe/London" in words(desk)
        fingerprint = desk.shown.draft.fingerprint if desk.shown else ""
        await pilot.press("a")
        await pilot.pause()
        bound = one(desk, "linkedin")
        assert (bound.state, bound.approved, bound.approved_by) == (State.APPROVED, fingerprint, "anna@home")
        assert shown(desk) == "batches x"
        assert "✓ linkedin" in words(desk)
        assert "linkedin goes out Mon 23 Nov 2026 09:00 Europe/London   (u takes it back)" in words(desk)
        await pilot.press("u")
        await pilot.pause()
        assert one(desk, "linkedin").state == State.WAITING
        assert shown(desk) == "batches linkedin"

    office.sit(sitting)


def test_a_key_that_is_held_down_approves_nothing_unread(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions, "GLANCE", 60.0)

    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await pilot.press("a", "a", "a", "a")
        await pilot.pause()
        assert one(desk, "linkedin").state == State.APPROVED
        assert one(desk, "x").state == State.WAITING
        assert "Look at this one first" in words(desk)
        await pilot.press("k", "j", "a")
        await pilot.pause()
        assert one(desk, "x").state == State.APPROVED

    office.sit(sitting)


def test_what_changes_under_the_eyes_is_shown_and_asked_again(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        office.write("batches.md", BATCHES.replace("4 data sets", "7 data sets"))
        office.scan()
        await pilot.press("a")
        await pilot.pause()
        assert one(desk, "linkedin").state == State.WAITING, "the text that was agreed to is no longer the one there is"
        screen = words(desk)
        assert "Changed while you looked:" in screen
        assert "4 data sets" in screen
        assert "7 data sets" in screen
        await pilot.press("a")
        await pilot.pause()
        bound = one(desk, "linkedin")
        assert bound.state == State.APPROVED
        assert "7 data sets" in desk.session.workspace.store.draft(bound.id, bound.approved).segments[0].text

    office.sit(sitting)


def test_a_file_that_is_written_meanwhile_is_read_by_the_desk_itself(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        office.write("batches.md", BATCHES.replace("4 data sets", "9 data sets"))
        desk.hear()
        assert desk.reading
        desk.action_approve()  # at once: a key takes a while to arrive, and the folder may have been read by then
        assert one(desk, "linkedin").state == State.WAITING
        assert "Its file changed" in str(desk.paper("says")._parts)
        await settled(pilot, desk)
        assert "9 data sets" in words(desk)
        assert "Changed while you looked:" in words(desk)

    office.sit(sitting)


def test_another_configuration_counts_at_once(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        file = office.root / "config" / "bot.yaml"
        file.write_text(file.read_text("utf-8").replace("09:00", "17:45"), "utf-8")
        desk.hear()
        await settled(pilot, desk)
        await pilot.press("j", "k")
        await pilot.pause()
        assert "would go out Fri 20 Nov 2026 17:45" in words(desk)

    office.sit(sitting)


def test_two_desks_see_each_other_and_who_said_yes(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        other = office.desk(who="bela@work")
        async with other.run_test(size=(120, 40)) as second:
            await settled(second, other)
            await second.press("a")
            await second.pause()
        desk.hear()
        await pilot.pause()
        screen = words(desk)
        assert "bela@work said yes to Small batches on linkedin" in screen
        assert "approved by bela@work, goes out Mon 23 Nov 2026 09:00 Europe/London" in screen
        await pilot.press("a")
        await pilot.pause()
        assert one(desk, "linkedin").approved_by == "bela@work"

    office.sit(sitting)


def test_two_who_press_at_once_bind_once(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        other = office.desk(who="bela@work")
        async with other.run_test(size=(120, 40)) as second:
            await settled(second, other)
            await second.press("a")
            await pilot.press("a")
            await pilot.pause()
        bound = one(desk, "linkedin")
        assert bound.approved_by == "bela@work"
        assert "so there is no yes" in words(desk) or "approved by bela@work" in words(desk)
        assert sum(event.event == "yes" for event in desk.session.workspace.store.history(bound.id)) == 1

    office.sit(sitting)


def test_a_no_and_its_way_back(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await pilot.press("r")
        await pilot.pause()
        assert one(desk, "linkedin").state == State.REJECTED
        assert shown(desk) == "batches x"
        await pilot.press("u")
        await pilot.pause()
        assert one(desk, "linkedin").state == State.WAITING

    office.sit(sitting)


def test_another_time_in_words_is_echoed_and_kept(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await pilot.press("t")
        await pilot.pause()
        assert "Mon 23 Nov ▌1 09:00 free" in words(desk)
        await pilot.press(*"nonsense")
        await pilot.pause()
        await pilot.press("enter")
        assert one(desk, "linkedin").state == State.WAITING, "words that mean nothing are not taken"
        await pilot.press(*["backspace"] * 8, *"tomorrow 9:30")
        await pilot.pause()
        assert "→ Sat 21 Nov 2026 09:30 Europe/London" in words(desk)
        await pilot.press("enter")
        await pilot.pause()
        bound = one(desk, "linkedin")
        assert (bound.state, bound.wall) == (State.APPROVED, "Sat 21 Nov 2026 09:30 Europe/London")

    office.sit(sitting)


def test_a_time_is_not_for_what_changed_under_the_question(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await pilot.press("t")
        await pilot.pause()
        office.write("batches.md", BATCHES.replace("4 data sets", "7 data sets"))
        office.scan()
        desk.hear()
        await pilot.press("enter")
        await pilot.pause()
        assert one(desk, "linkedin").state == State.WAITING
        assert "It changed meanwhile" in words(desk)

    office.sit(sitting)


def test_a_free_slot_for_what_has_its_yes(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await pilot.press("a", "k", "t")
        await pilot.pause()
        assert "Mon 23 Nov    09:00 is here now" in words(desk)
        await pilot.press("down", "enter")
        await pilot.pause()
        moved = one(desk, "linkedin")
        assert (moved.state, moved.wall) == (State.APPROVED, "Wed 25 Nov 2026 09:00 Europe/London")

    office.sit(sitting)


def test_all_of_a_post_is_shown_before_it_is_asked(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await pilot.press("A")
        await pilot.pause()
        screen = words(desk)
        assert "Approve these 2?" in screen
        assert "linkedin, public" in screen
        await pilot.press("escape")
        assert one(desk, "x").state == State.WAITING
        await pilot.press("A", "enter")
        await pilot.pause()
        assert {one(desk, name).state for name in ("linkedin", "x")} == {State.APPROVED}
        assert shown(desk) == "curve linkedin"

    office.sit(sitting)


def test_a_problem_is_waived_in_the_file_of_the_post(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        desk.open_(one(desk, "linkedin", "curve").id)
        await pilot.pause()
        assert "[unfinished]" in words(desk)
        await pilot.press("w", "1")
        office.settle(office.root / "posts" / "curve.md")
        await settled(pilot, desk)
        assert "waive: [unfinished]" in (office.root / "posts" / "curve.md").read_text("utf-8")
        assert "Waived:" in words(desk)

    office.sit(sitting)


def test_an_edit_comes_back_with_its_difference(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        def editor(file: Path) -> None:
            assert file.name == "batches.linkedin.md"
            file.write_text("Small batches are worth it.\n", "utf-8")
            office.settle(file)

        desk.editor = editor
        await pilot.press("e")
        await settled(pilot, desk)
        assert "Changed by your edit:" in words(desk)
        assert "+Small batches are worth it." in words(desk)
        await pilot.press("a")
        await pilot.pause()
        bound = one(desk, "linkedin")
        assert desk.session.workspace.store.draft(bound.id, bound.approved).segments[0].text == "Small batches are worth it."

    office.sit(sitting)


def test_marks_of_others_show_as_they_are_written(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        desk.open_(one(desk, "linkedin", "curve").id)
        await pilot.pause()
        assert "[bold]Most people[/bold]" in words(desk)
        await pilot.press("slash", *"[b]no[/b] \\", "enter")
        await pilot.pause()
        assert "only: [b]no[/b]" in words(desk)

    office.sit(sitting)


def test_only_what_holds_the_words_is_listed(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await pilot.press("slash", *"curve linkedin", "enter")
        await pilot.pause()
        assert desk.query_one(Listing).ids == [one(desk, "linkedin", "curve").id]
        assert shown(desk) == "curve linkedin"
        await pilot.press("escape")
        await pilot.pause()
        assert len(desk.query_one(Listing).ids) == 4

    office.sit(sitting)


def test_the_mouse_chooses_and_decides(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await pilot.click("#queue", offset=(6, 3))
        await pilot.pause()
        assert shown(desk) == "batches x"
        await pilot.click("#keys", offset=(3, 0))
        await pilot.pause()
        assert one(desk, "x").state == State.APPROVED

    office.sit(sitting)


def test_what_is_approved_already_can_be_looked_at_and_taken_back(office: Office) -> None:
    async def before(pilot: Pilot[None], desk: Desk) -> None:
        await pilot.press("a")

    async def after(pilot: Pilot[None], desk: Desk) -> None:
        assert len(desk.query_one(Listing).ids) == 3
        await pilot.press("v")
        await pilot.pause()
        desk.open_(one(desk, "linkedin").id)
        await pilot.press("u")
        await pilot.pause()
        assert one(desk, "linkedin").state == State.WAITING

    office.sit(before)
    office.sit(after, who="bela@work")


def test_when_all_is_decided_the_desk_says_so(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await pilot.press("A", "enter", "A", "enter")
        await pilot.pause()
        assert "nothing waits for your yes" in words(desk)
        office.write("new.md", CURVE.replace("loss", "new").replace("Reading", "Writing"))
        office.scan()
        desk.hear()
        await pilot.pause()
        assert "Writing a new curve" in words(desk)

    office.sit(sitting)


def test_what_is_refused_is_said_whole(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        (office.root / "posts" / "batches.md").unlink()
        await pilot.press("e")
        await pilot.pause()
        assert "is gone. Bring it back, or reject it with: bot reject" in " ".join(words(desk).split())

    office.sit(sitting)


def test_another_width_is_fitted_at_once(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        for columns, narrow in ((80, True), (120, False), (60, True)):
            await pilot.resize_terminal(columns, 40)
            await pilot.pause()
            assert desk.screen.has_class("-narrow") == narrow, columns

    office.sit(sitting)


def test_a_problem_that_a_small_terminal_cuts_off_is_shown_in_full(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        wrong = next(id_ for id_ in desk.session.entries if desk.session.look(id_).draft.problems)
        desk.open_(wrong)
        await pilot.press("i")
        await pilot.pause()
        message = desk.session.look(wrong).draft.problems[0].message
        assert "What is wrong" in words(desk)
        assert "".join(message.split()) in "".join(words(desk).replace("│", "").split())

    office.sit(sitting, size=(60, 20))
