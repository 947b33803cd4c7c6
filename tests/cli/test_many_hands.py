"""Two people at once, each on a terminal of their own: one yes is bound, and both learn whose it is."""

from __future__ import annotations

import json
import os
import sys
from contextlib import AbstractContextManager
from pathlib import Path

from bot.model.delivery import State
from bot.store import Store
from tests.cli.conftest import Bot, put
from tests.terminal.talk import Talk, talking


def sitting(root: Path, who: str, *argv: str) -> AbstractContextManager[Talk]:
    """`bot ARGV` on a terminal, as the person `who`."""
    env = {"TERM": "xterm-256color", **os.environ, "COLUMNS": "120", "LOGNAME": who, "XDG_STATE_HOME": str(root / "state-home")}
    return talking([sys.executable, "-m", "bot", "--workspace", str(root), *argv], env=env, columns=120)


def test_two_who_are_asked_at_once_bind_one_yes(root: Path, store: Store, bot: Bot) -> None:
    put(store, "7k2")
    with sitting(root, "anna", "approve", "7k2") as anna, sitting(root, "bela", "approve", "7k2") as bela:
        anna.hears("Approve this one? [y/N] ")
        bela.hears("Approve this one? [y/N] ")
        bela.types("y")
        assert bela.ends() == 0
        anna.types("y")
        assert anna.ends() == 1
    host = os.uname().nodename
    assert f"7k2  has the yes of bela@{host} already, so there is no yes of yours: it goes out " in anna.seen
    bound = store.delivery("7k2")
    assert (bound.state, bound.approved_by) == (State.APPROVED, f"bela@{host}")
    assert [event.who for event in store.history("7k2") if event.event == "yes"] == [f"bela@{host}"]
    assert f"yes    by bela@{host}\n" in bot("show", "7k2").out
    (line,) = [each for each in bot("log").out.splitlines() if " approved " in each]
    assert f"by bela@{host}" in line
    (said,) = [each for each in map(json.loads, bot("log", "--json").out.splitlines()) if each["event"] == "yes"]
    assert said["who"] == f"bela@{host}"


def test_a_no_meanwhile_is_no_yes(root: Path, store: Store) -> None:
    put(store, "7k2")
    with sitting(root, "anna", "approve", "7k2") as anna:
        anna.hears("Approve this one? [y/N] ")
        with sitting(root, "bela", "reject", "7k2") as bela:
            assert bela.ends() == 0
        anna.types("y")
        assert anna.ends() == 1
    assert "7k2  changed while you looked, so there is no yes. Look again with: bot show 7k2" in anna.seen
    assert store.delivery("7k2").state == State.REJECTED


def test_one_takes_back_what_another_said(root: Path, store: Store, bot: Bot) -> None:
    put(store, "7k2")
    with sitting(root, "anna", "approve", "7k2", "--yes") as anna:
        assert anna.ends() == 0
    with sitting(root, "bela", "undo", "7k2") as bela:
        assert bela.ends() == 0
    host = os.uname().nodename
    history = [(event.event, event.who) for event in store.history("7k2")]
    assert history[-2:] == [("yes", f"anna@{host}"), ("undo", f"bela@{host}")]
    assert "yes    by" not in bot("show", "7k2").out
