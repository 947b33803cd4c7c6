"""approve and the other decisions, on a real workspace."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.delivery import State
from bot.model.draft import Problem
from bot.store import Store
from tests.cli.conftest import LONG_AGO, Bot, put
from tests.terminal.samples import draft, segment
from tests.terminal.screen import hostile, on_a_terminal

LINKEDIN = replace(draft(segment("For colleagues. " * 20, limit=2950)), account="linkedin", platform="linkedin")


def test_approve_says_what_it_binds_and_binds_it(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    ran = bot("approve", "7k2", "--yes")
    assert ran.code == 0, ran.err
    assert "x, public, REHEARSAL\n" in ran.out
    assert "  | Read the curve first: https://example.org/loss #MachineLearning\n" in ran.out
    assert "\nwhen   " in ran.out
    assert "Europe/London (in " in ran.out
    assert f"print  {draft().fingerprint[:12]}\n" in ran.out
    bound = store.delivery("7k2")
    assert bound.state == State.APPROVED
    assert bound.approved == draft().fingerprint


def test_now_goes_out_at_once(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    ran = bot("approve", "7k2", "--now", "--yes")
    assert "when   at once\n" in ran.out
    assert store.delivery("7k2").immediate


def test_nobody_to_ask_is_wrong_use(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    ran = bot("approve", "7k2")
    assert ran.code == 2
    assert ran.err == "bot: Nobody can be asked here, so nothing was approved. Add --yes if you mean it.\n"
    assert store.delivery("7k2").state == State.WAITING


@pytest.mark.parametrize("argv", [[], ["7k2", "--all"], ["--all", "--post", "loss"]])
def test_approve_wants_one_way_to_name_them(bot: Bot, store: Store, argv: list[str]) -> None:
    put(store, "7k2")
    ran = bot("approve", *argv, "--yes")
    assert ran.code == 2
    assert "Name deliveries by ID" in ran.err
    assert store.delivery("7k2").state == State.WAITING


def test_a_fingerprint_that_changed_refuses(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    good, bad = draft().fingerprint[:6], "0badc0de"
    assert bot("approve", f"7k2@{bad}", "--yes").code == 1
    assert store.delivery("7k2").state == State.WAITING
    assert bot("approve", f"7k2@{good}", "--yes").code == 0
    assert store.delivery("7k2").state == State.APPROVED


def test_one_refusal_does_not_stop_the_others(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    put(store, "c4d", sheet=LINKEDIN)
    ran = bot("approve", "7k2@0badc0de", "c4d", "--yes")
    assert ran.code == 1
    assert "no yes 7k2 is no longer 0badc0de" in ran.out
    assert store.delivery("c4d").state == State.APPROVED


def test_all_leaves_what_has_an_error_and_says_so(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    put(store, "c4d", sheet=replace(LINKEDIN, problems=(Problem("error", "missing-cover", "The cover is missing."),)))
    ran = bot("approve", "--all", "--yes")
    assert ran.code == 0
    assert "1 of 2 have an error to mend first" in ran.err
    assert store.delivery("7k2").state == State.APPROVED
    assert store.delivery("c4d").state == State.WAITING


def test_a_slug_that_is_none_is_answered_with_the_near_ones(bot: Bot, store: Store) -> None:
    put(store, "7k2", post="small-batches")
    for argv in (("approve", "--post", "smal-batches", "--yes"), ("queue", "add", "smal-batches")):
        ran = bot(*argv)
        assert ran.code == 1
        assert "no post with the slug smal-batches. Did you mean small-batches?" in ran.err
    bot("reject", "7k2")
    assert "Nothing of small-batches waits for a yes." in bot("approve", "--post", "small-batches", "--yes").err


def test_all_of_nothing_says_so(bot: Bot, store: Store) -> None:
    ran = bot("approve", "--all", "--yes")
    assert ran.code == 1
    assert ran.err == "bot: Nothing waits for a yes. See the inbox: bot\n"
    assert store.deliveries() == []


def test_a_changed_text_shows_its_difference(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    bot("approve", "7k2", "--yes")
    store.redraft("7k2", draft(segment("Read the curve last.")), LONG_AGO, move="changed")
    ran = bot("approve", "7k2", "--yes")
    assert "Changed since your yes:\n--- what you said yes to\n+++ what would be sent now\n" in ran.out
    assert "-Read the curve first: https://example.org/loss #MachineLearning\n+Read the curve last.\n" in ran.out


@pytest.mark.parametrize(("typed", "state"), [("y\n", State.APPROVED), ("n\n", State.WAITING), ("\n", State.WAITING)])
def test_on_a_terminal_it_asks_once(root: Path, store: Store, typed: str, state: State) -> None:
    put(store, "7k2")
    code, seen = on_a_terminal([sys.executable, "-m", "bot", "--workspace", str(root), "approve", "7k2"], typed=typed)
    assert seen.count(b"Approve this one? [y/N]") == 1
    assert code == (0 if state == State.APPROVED else 1)
    assert store.delivery("7k2").state == state
    assert hostile(seen) == set()


@pytest.mark.parametrize(("typed", "approved"), [("y\n", 0), ("21\n", 21)])
def test_above_twenty_the_number_is_typed(root: Path, store: Store, typed: str, approved: int) -> None:
    for number in range(21):
        put(store, f"a{number:02}", post=f"post-{number}")
    _, seen = on_a_terminal([sys.executable, "-m", "bot", "--workspace", str(root), "approve", "--all"], typed=typed)
    assert b"To approve all 21, type 21:" in seen
    assert len(store.deliveries(states=(State.APPROVED,))) == approved


def test_reject_retry_undo(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    assert bot("reject", "7k2").code == 0
    assert store.delivery("7k2").state == State.REJECTED
    assert bot("retry", "7k2").out == "7k2  waits for your yes again\n"
    bot("approve", "7k2", "--yes")
    assert bot("undo", "7k2").code == 0
    assert store.delivery("7k2").state == State.WAITING


def test_an_impossible_move_is_refused_in_words(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    put(store, "c4d", sheet=LINKEDIN, state=State.PUBLISHED)
    ran = bot("undo", "c4d", "7k2")
    assert ran.code == 1
    assert ran.err.startswith("bot: c4d is live, so that is not possible.")


def test_reschedule_takes_words_with_or_without_quotes(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    bot("approve", "7k2", "--yes")
    ran = bot("reschedule", "7k2", "2199-03-05", "10:00")
    assert ran.code == 0, ran.err
    due = store.delivery("7k2").due
    assert due is not None
    assert due.format_iso() == "2199-03-05T10:00:00Z"


def test_resolve_wants_one_answer(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    ran = bot("resolve", "7k2")
    assert (ran.code, ran.err) == (1, "bot: There is nothing in doubt about 7k2, which needs your yes. See: bot show 7k2\n")
    assert bot("resolve", "7k2", "--not-sent", "--sent", "https://x.com/a/status/1").code == 2
    assert "There is nothing in doubt" in bot("resolve", "7k2", "--not-sent").err


def test_resume_accepts_that_posts_vanished(bot: Bot, store: Store, root: Path) -> None:
    assert bot("resume").err == ""
    store.set_meta("folder", "All 3 posts vanished.")
    assert "count as deleted" in bot("resume").err
    assert store.meta("vanished-is-meant")


def test_resume_does_not_accept_a_missing_folder(bot: Bot, store: Store, root: Path) -> None:
    store.set_meta("folder", "The posts folder is missing.")
    (root / "posts" / "welcome.md").unlink()
    (root / "posts").rmdir()
    assert "count as deleted" not in bot("resume").err
    assert not store.meta("vanished-is-meant")


def test_pause_and_resume(bot: Bot, store: Store) -> None:
    assert bot("pause", "x", "--reason", "the release slipped").out == "x is paused. Go on with: bot resume x\n"
    assert store.accounts()["x"].paused
    assert "x is paused: the release slipped" in bot().out
    assert bot("resume", "x").code == 0
    assert store.accounts() == {}
    assert bot("pause").out == "Everything is paused. Go on with: bot resume\n"
    assert bot("resume", "x").err == "Everything is still paused. Go on with: bot resume\n"
    assert bot("pause", "nobody").code == 1


def test_what_is_not_in_doubt_is_said_in_one_sentence(bot: Bot, store: Store) -> None:
    put(store, "7k2", state=State.WITHDRAWN)
    ran = bot("resolve", "7k2", "--not-sent")
    assert ran.err == "bot: There is nothing in doubt about 7k2, which is over: the file is gone. See: bot show 7k2\n"
