"""A mailing as a person meets it: its list, its login, and what became of each reader."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.delivery import State
from bot.model.draft import Problem
from bot.platforms._smtp_list import key_of
from bot.store import Store
from tests.cli.conftest import LATER, LONG_AGO, Bot, put
from tests.terminal.samples import draft, segment

SETTINGS = """\
posts: {path: ../posts}
timezone: Europe/London
rehearsal: REHEARSAL
accounts:
  letters: {platform: smtp, host: mail.example.org, sender: Ada <ada@example.org>MORE}
"""
PEOPLE = "# mine\nada@example.org\nBob <bob@example.org>\ncleo@example.org\n"


@pytest.fixture
def letters(root: Path) -> Path:
    """A workspace with one list of three."""
    return written(root)


def written(root: Path, rehearsal: str = "true", more: str = "", people: str = PEOPLE) -> Path:
    (root / "config" / "bot.yaml").write_text(SETTINGS.replace("REHEARSAL", rehearsal).replace("MORE", more))
    (root / "config" / "subscribers.txt").write_text(people)
    return root


def issue(store: Store, state: State) -> None:
    """An issue in `state`, whose warning says what was known when it was adapted."""
    warned = draft(segment("An issue."), problems=(Problem("warning", "recipients", "A yes mails this to everybody on the list."),))
    put(store, "7k2", sheet=replace(warned, account="letters", platform="smtp"), state=state, until=LATER, zone="Europe/London")


def mailed(store: Store) -> None:
    """The issue went out: one has it, one may have it, and one was refused and is no longer on the list."""
    issue(store, State.PUBLISHED)
    store.plan_readers("7k2", [key_of(f"{name}@example.org") for name in ("ada", "bob", "zoe")], LONG_AGO)
    for name, state, why in (("ada", "sent", ""), ("bob", "unsure", "line 3: the answer was lost"), ("zoe", "refused", "no such mailbox")):
        assert store.receive_reader("7k2", key_of(f"{name}@example.org"), state, LONG_AGO, why)


def test_what_became_of_the_readers_is_counted_and_listed(letters: Path, bot: Bot, store: Store) -> None:
    mailed(store)
    shown = bot("show", "7k2").out
    assert "readers  1 in doubt, and never mailed again, 1 refused, 1 mailed. Each of them: bot show 7k2 --readers\n" in shown
    assert "A yes mails this" not in shown
    lines = [line.split("  ") for line in bot("show", "7k2", "--readers").out.splitlines()[1:]]
    assert [line[0] for line in lines] == ["line 3", "no longer on it", "line 2"]
    assert "no such mailbox" in lines[1][-1]


def test_programs_get_the_same(letters: Path, bot: Bot, store: Store) -> None:
    mailed(store)
    assert json.loads(bot("show", "7k2", "--json").out)["readers"] == {"refused": 1, "sent": 1, "unsure": 1}
    rows = json.loads(bot("show", "7k2", "--readers", "--json").out)["readers"]
    assert [(row["on_list"], row["state"]) for row in rows] == [("line 3", "unsure"), ("no longer on it", "refused"), ("line 2", "sent")]
    assert "example.org" not in json.dumps(rows)


def test_before_the_yes_the_number_is_the_true_one(letters: Path, bot: Bot, store: Store) -> None:
    issue(store, State.WAITING)
    assert "A yes mails this to 3 people at its time" in " ".join(bot("show", "7k2").out.split())
    written(letters, people="nobody\n")
    assert "Line 1 of subscribers.txt can't be read." in bot("show", "7k2").out


def test_what_is_no_mailing_has_no_readers(letters: Path, bot: Bot, store: Store) -> None:
    put(store, "7k2")
    ran = bot("show", "7k2", "--readers")
    assert (ran.code, ran.out) == (0, "")
    assert "it is no mailing" in ran.err


def test_the_doctor_reads_the_list(root: Path, bot: Bot) -> None:
    written(root)
    assert "Its list has 3 readers." in bot("doctor", "--offline").out
    written(root, people=PEOPLE + "not an address\n")
    ran = bot("doctor", "--offline")
    assert ran.code == 1
    assert "Line 5 of subscribers.txt can't be read." in ran.out


def test_a_server_that_wants_no_login_is_asked_for_none(root: Path, bot: Bot) -> None:
    written(root, "false", ", user: none")
    ran = bot("login", "letters")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "letters needs no login, as config/bot.yaml says. See whether it is let in: bot doctor\n"
    assert "password" not in bot("doctor", "--offline").out
    written(root, "false")
    assert "It has no password. Run: bot login letters" in bot("doctor", "--offline").out
