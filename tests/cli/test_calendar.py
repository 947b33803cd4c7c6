"""`bot queue --calendar`: the coming days of the accounts, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot import app
from bot.clock import FixedClock
from bot.service import approve
from bot.service.workspace import Workspace
from tests.cli.conftest import Bot
from tests.desk.conftest import NOW, Office
from tests.desk.conftest import office as _office
from tests.desk.conftest import scanned as _scanned

office, scanned = _office, _scanned


@pytest.fixture
def root(office: Office, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace at a fixed time, in which one delivery of two has its yes."""
    workspace = office.workspace()
    one = next(each for each in workspace.store.deliveries(post="batches") if each.account == "linkedin")
    assert approve.bind(workspace, approve.plan(workspace, [one.id]))[0].ok
    opened = app.open_workspace

    def at_that_time(folder: Path, **given: object) -> Workspace:
        return replace(opened(folder), clock=FixedClock(NOW))

    monkeypatch.setattr(app, "open_workspace", at_that_time)
    return office.root


def test_the_calendar_says_what_is_promised_and_what_is_free(bot: Bot, root: Path) -> None:
    ran = bot("queue", "--calendar", "--account", "linkedin")
    lines = ran.out.splitlines()
    assert (ran.code, lines[0]) == (0, "linkedin  Europe/London")
    assert lines[2].split(maxsplit=4) == ["Mon", "23", "Nov", "09:00", "Small batches"]
    assert lines[3].split(maxsplit=4) == ["Tue", "24", "Nov", "09:00", "free"]
    assert "x  Europe" not in ran.out
    assert "x  Europe/London" in bot("queue", "--calendar").out


def test_a_program_reads_the_same(bot: Bot, root: Path) -> None:
    found = json.loads(bot("queue", "--calendar", "--json").out)
    assert found["version"] == 1
    (linkedin, x) = found["calendars"]
    assert (linkedin["account"], linkedin["zone"], linkedin["rehearsal"]) == ("linkedin", "Europe/London", True)
    first = linkedin["days"][0]
    assert (first["date"], first["slots"][0]["state"], first["slots"][0]["at"]) == ("2026-11-23", "taken", "2026-11-23T09:00:00Z")
    assert first["slots"][0]["delivery"]
    assert [slot["state"] for day in x["days"] for slot in day["slots"]] == ["free"] * 9


def test_a_calendar_is_of_accounts(bot: Bot, root: Path) -> None:
    ran = bot("queue", "--calendar", "--state", "waiting")
    assert (ran.code, ran.out) == (2, "")
    assert "--calendar shows accounts, not deliveries" in ran.err
