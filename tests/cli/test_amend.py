"""correct, retract, leave and resolve as a person types them, on a real network."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest

from bot.cli.errors import guarded
from bot.model.delivery import State
from tests.cli.conftest import Ran
from tests.service.conftest import SETTINGS, Desk, desk, make_desk, network  # noqa: F401 - fixtures
from tests.service.test_correct import SORRY, rewritten
from tests.service.test_publish import approved, wires
from tests.service.test_retract import halved, published, spoil
from tests.terminal.screen import hostile, on_a_terminal

Run = Callable[..., Ran]


@pytest.fixture
def run(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Run:  # noqa: F811
    """The command in this process, on the desk's workspace; nobody can be asked."""

    def run(*argv: str) -> Ran:
        capsys.readouterr()
        code = guarded(["--workspace", str(desk.workspace.settings.root), *argv])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run


def typed(desk: Desk, keys: str, *argv: str) -> tuple[int, str]:  # noqa: F811
    """The command on a terminal, where `keys` are typed; its exit code and its screen without colours."""
    command = [sys.executable, "-m", "bot", "--workspace", str(desk.workspace.settings.root), *argv]
    code, seen = on_a_terminal(command, typed=keys, columns=110)
    assert hostile(seen) == set()
    return code, re.sub(r"\x1b\[[0-9;]*m", "", seen.decode())


# -- retract


def test_retract_shows_what_goes_asks_once_and_deletes(desk: Desk) -> None:  # noqa: F811
    id_ = published(desk, "x")
    links = desk.of("x").links
    code, seen = typed(desk, "n\n", "retract", id_)
    assert (code, len(desk.live("x"))) == (1, len(links))
    assert [seen.index(link) for link in links] == sorted((seen.index(link) for link in links), reverse=True), "the last goes first"
    code, seen = typed(desk, "y\n", "retract", id_)
    assert seen.count(f"Delete {len(links)} posts? It can't be brought back. [y/N]") == 1
    assert "is taken back" in seen
    assert "␤" not in seen
    assert (code, desk.live("x"), desk.of("x").state) == (0, [], State.RETRACTED)


def test_retract_without_anybody_to_ask_needs_a_yes(desk: Desk, run: Run) -> None:  # noqa: F811
    id_ = published(desk, "reddit")
    ran = run("retract", id_)
    assert (ran.code, ran.err) == (2, "bot: Nobody can be asked here, so nothing was done. Add --yes if you mean it.\n")
    assert len(desk.live("reddit")) == 1
    assert run("retract", id_, "--yes").code == 0
    assert desk.live("reddit") == []
    assert "nothing to take back" in run("retract", id_, "--yes").err


def test_a_retraction_that_stops_says_what_is_left_and_how_to_go_on(desk: Desk, run: Run) -> None:  # noqa: F811
    id_ = published(desk, "x")
    spoil(desk, "x", "403", skip=1)
    ran = run("retract", id_, "--yes")
    assert ran.code == 1
    assert "1 of" in ran.err
    assert desk.of("x").links[-1] in ran.err
    assert f"bot retract {id_} --gone" in ran.err
    assert f"{desk.of('x').sent} of {desk.of('x').segments} segments still live" in run().out
    assert f"Not finished: bot retract {id_} goes on; bot leave {id_}" in run("show", id_).out
    assert run("retract", id_, "--gone", "--yes").code == 0
    assert desk.of("x").state == State.RETRACTED
    assert "Not finished" not in run("show", id_).out


def test_what_no_program_may_delete_is_told_with_its_place(make_desk: Callable[..., Desk], capsys: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    made = make_desk(SETTINGS.replace("mode: api", "mode: handoff"))
    made.write()
    made.scan()
    id_ = approved(made, "reddit")
    made.send()
    root, link = str(made.workspace.settings.root), "https://www.reddit.com/r/test/comments/1abcde/"
    assert guarded(["--workspace", root, "done", id_, link]) == 0
    capsys.readouterr()
    assert guarded(["--workspace", root, "retract", id_, "--yes"]) == 1
    out = capsys.readouterr().out
    assert link in out
    assert f"bot retract {id_} --gone" in out
    assert made.of("reddit").state == State.PUBLISHED
    assert guarded(["--workspace", root, "retract", id_, "--gone"]) == 0
    assert made.of("reddit").state == State.RETRACTED


# -- correct


def test_correct_shows_the_difference_and_edits_after_a_yes(desk: Desk) -> None:  # noqa: F811
    id_ = published(desk, "reddit")
    before = desk.live("reddit")
    rewritten(desk)
    code, seen = typed(desk, "n\n", "correct", id_)
    assert (code, desk.live("reddit")) == (1, before)
    assert "--- what is live" in seen
    assert "+++ what the file says now" in seen
    code, seen = typed(desk, "y\n", "correct", id_)
    assert (code, desk.live("reddit")) == (0, wires(desk, "reddit"))
    assert desk.live("reddit") != before
    assert "climbed" in desk.live("reddit")[0]
    assert typed(desk, "", "correct", id_)[0] == 0


def test_correct_takes_a_yes_to_one_fingerprint_only(desk: Desk, run: Run) -> None:  # noqa: F811
    id_ = published(desk, "linkedin")
    rewritten(desk)
    print_ = run("correct", id_).out.partition("print  ")[2][:12]
    before = desk.live("linkedin")
    refused = run("correct", f"{id_}@0badc0de", "--yes")
    assert (refused.code, desk.live("linkedin")) == (1, before)
    assert run("correct", f"{id_}@{print_}", "--yes").code == 0
    assert desk.of("linkedin").approved is not None
    assert str(desk.of("linkedin").approved).startswith(print_)


def test_where_nothing_can_be_edited_correct_names_the_other_ways(desk: Desk, run: Run) -> None:  # noqa: F811
    id_ = published(desk, "x")
    rewritten(desk, "---\ntitle: Another one\nurl: https://example.org/small-batches\n---\n\nAnother text, which is quite short.\n")
    ran = run("correct", id_)
    assert ran.code == 1
    for way in (desk.of("x").links[0], f"bot correct {id_} --done", f"bot correct {id_} --reply", f"bot retract {id_}"):
        assert way in ran.out
    assert run("correct", id_, "--done", "--yes").code == 0
    assert "What is live is what the file says." in run("correct", id_).out


def test_a_reply_is_shown_whole_before_its_yes(desk: Desk) -> None:  # noqa: F811
    id_ = published(desk, "x")
    code, seen = typed(desk, f"{SORRY}\nn\n", "correct", id_)
    assert (code, SORRY in desk.live("x")) == (1, False)
    code, seen = typed(desk, f"{SORRY}\ny\n", "correct", id_)
    assert (code, desk.live("x")[-1]) == (0, SORRY)
    assert "0.015 USD" in seen


def test_a_reply_in_doubt_is_looked_for_first(desk: Desk, run: Run) -> None:  # noqa: F811
    id_ = published(desk, "x")
    desk.fault("x", "500-after", path="/2/tweets")
    ran = run("correct", id_, "--reply", SORRY, "--yes")
    assert (ran.code, desk.live("x").count(SORRY)) == (1, 1)
    assert f"bot correct {id_}" in run().out
    ran = run("correct", id_, "--reply", SORRY, "--yes")
    assert (ran.code, desk.live("x").count(SORRY)) == (0, 1)
    assert "the reply is there" in ran.out


# -- a half thread, and a doubt


def test_a_half_thread_is_shown_with_three_ways_and_may_be_left(desk: Desk, run: Run) -> None:  # noqa: F811
    id_ = halved(desk)
    shown = run("show", id_).out
    for way in (f"bot retry {id_}", f"bot leave {id_}", f"bot retract {id_}", *desk.of("x").links):
        assert way in shown
    whole = desk.of("x").segments
    assert run("retry", id_).out == f"{id_}  waits for your yes again; it covers the rest, as 2 of {whole} segments are live\n"
    assert f"2 of {whole} segments are live already; a yes covers" in run("show", id_).out
    assert run("leave", id_).code == 0
    assert (desk.of("x").state, len(desk.live("x"))) == (State.PUBLISHED, 2)
    assert "nothing is half-way" in run("leave", id_).err


def doubtful(desk: Desk, *, there: bool) -> str:  # noqa: F811
    """A LinkedIn post of which nobody knows whether it is there; its id."""
    desk.fault("linkedin", "500-after" if there else "500-before", path="/rest/posts")
    id_ = approved(desk, "linkedin")
    desk.send()
    assert desk.of("linkedin").state == State.UNSURE
    return id_


def test_a_doubt_is_settled_in_two_keystrokes(desk: Desk) -> None:  # noqa: F811
    id_ = doubtful(desk, there=False)
    first_words = wires(desk, "linkedin")[0].split("\n")[0][:40].replace("\\", "")
    code, seen = typed(desk, "n\n", "resolve", id_)
    assert code == 0
    assert first_words in seen
    assert f"Look at {desk.network.url}/" in seen
    assert desk.of("linkedin").state == State.APPROVED
    desk.clock.advance(300)  # the command had the machine's own clock
    desk.send()
    assert len(desk.live("linkedin")) == 1


def test_a_doubt_that_is_there_takes_its_address_and_asks_again_for_a_wrong_one(desk: Desk) -> None:  # noqa: F811
    id_ = doubtful(desk, there=True)
    link = f"https://www.linkedin.com/feed/update/{desk.posts('linkedin')[0].id}/"
    code, seen = typed(desk, f"y\nnonsense\n{link}\n", "resolve", id_)
    assert code == 0
    assert "This is no address of a LinkedIn post" in seen.replace("\r\n", " ")
    assert (desk.of("linkedin").state, desk.of("linkedin").links) == (State.PUBLISHED, (link,))


@pytest.mark.parametrize("keys", ["l\n", "\n", "y\n\n"])
def test_a_doubt_may_be_left_for_later(desk: Desk, keys: str) -> None:  # noqa: F811
    id_ = doubtful(desk, there=True)
    assert "stays in doubt" in typed(desk, keys, "resolve", id_)[1]
    assert desk.of("linkedin").state == State.UNSURE


def test_show_and_inbox_of_a_doubt_say_where_to_look(desk: Desk, run: Run) -> None:  # noqa: F811
    id_ = doubtful(desk, there=True)
    page = f"{desk.network.url}/?account={desk.of('linkedin').account}"
    assert f"Look at {page}, then: bot resolve {id_}" in " ".join(run("show", id_).out.split())
    assert f"Look at {page}" in " ".join(run().out.split())
    assert run("resolve", id_).code == 2, "nobody can be asked"
