"""What a watching program reads."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import msgspec
import pytest

from bot.service import health
from tests.service.conftest import Desk


def test_the_health_file_says_that_all_is_well_or_why_not(desk: Desk) -> None:
    state = desk.workspace.settings.state
    health.tell(desk.workspace)
    told = json.loads((state / health.FILE).read_text())
    assert (told["ok"], told["why"], told["deliveries"]) == (True, "", {"waiting": 3})
    assert (state / health.FILE).stat().st_mode & 0o777 == 0o600
    health.tell(desk.workspace, "The folder is gone.")
    told = json.loads((state / health.FILE).read_text())
    assert (told["ok"], told["why"]) == (False, "The folder is gone.")


def test_the_numbers_are_in_the_format_of_prometheus(desk: Desk) -> None:
    place = desk.workspace.settings.root / "bot.prom"
    settings = msgspec.structs.replace(desk.workspace.settings, metrics=place)
    name = f"x-{desk.number}"
    desk.workspace.store.pause(name, "by hand", desk.clock.now(), "tester")
    health.tell(replace(desk.workspace, settings=settings))
    lines = place.read_text().splitlines()
    line = re.compile(r'# (HELP|TYPE) bot_[a-z_]+ .+|bot_[a-z_]+(\{[a-z]+="[^"]*"\})? \d+')
    assert [one for one in lines if not line.fullmatch(one)] == []
    assert {"bot_ok 1", 'bot_deliveries{state="waiting"} 3', f'bot_paused{{account="{name}"}} 1', 'bot_paused{account="*"} 0'} <= set(lines)


def test_a_place_that_cannot_be_written_is_named(desk: Desk) -> None:
    settings = msgspec.structs.replace(desk.workspace.settings, metrics=desk.workspace.settings.root / "none" / "bot.prom")
    with pytest.raises(OSError, match=re.escape("bot.prom")):
        health.tell(replace(desk.workspace, settings=settings))
