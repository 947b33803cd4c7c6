"""An upgrade in the middle of a send: what an older program left on its way is looked for, goes on, and is never sent twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.model.delivery import State
from bot.rehearsal import launch
from bot.rehearsal.entries import PostEntry
from bot.service.publish import key_of
from bot.service.recover import recover
from tests.service.conftest import SETTINGS, Desk, make_desk, network
from tests.store.in_flight import FIRST, PLATFORMS, draft
from tests.store.test_old_databases import OLD, made

__all__ = ["make_desk", "network"]

MORE = {"mastodon": ", server: mastodon.example", "linkedin": "", "x": "", "bluesky": ""}
LINES = "".join(
    f"  {name}-{kind}: {{{{platform: {name}, default: true, call_timeout: 20{MORE[name]}}}}}\n"
    for name in PLATFORMS
    for kind in ("old", "paused")
)
BEFORE, _, REST = SETTINGS.partition("accounts:\n")
WORKSPACE = f"{BEFORE}accounts:\n{LINES}schedule:{REST.partition('schedule:')[2]}"


class Upgraded:
    """A workspace whose database an older program wrote, and a network that took what that program had sent."""

    def __init__(self, desk: Desk, old: Path) -> None:
        self.desk, self.name, self.old = desk, old.stem, old
        self.platforms = [name for name in PLATFORMS if f"'{name}-approved'" in old.read_text(encoding="utf-8")]

    def post(self, platform: str, kind: str) -> str:
        """The first call of a delivery as the old program made it; the id it got."""
        workspace, said = self.desk.workspace, draft(self.name, kind, platform)
        delivery = workspace.store.delivery(f"{platform[0]}{kind}")
        room = workspace.platform(delivery.account)
        step = room.steps(said)[0]
        return room.publish(workspace.connect(workspace.account(delivery.account)), step, {}, key_of(delivery, step)).id

    def live(self, platform: str, kind: str) -> list[PostEntry]:
        """What the network took of a delivery, in order."""
        wires = {segment.wire for segment in draft(self.name, kind, platform).segments}
        return [post for post in launch.read_ledger(self.desk.home).posts if post.platform == platform and post.text in wires]

    def state(self, platform: str, kind: str) -> State:
        """What is said of it."""
        return self.desk.workspace.store.delivery(f"{platform[0]}{kind}").state


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def upgraded(request: pytest.FixtureRequest, make_desk: Callable[..., Desk]) -> Upgraded:
    """The service has run on the old database until nothing was left to do."""
    desk = make_desk(WORKSPACE)
    desk.workspace.store.close()
    place = desk.workspace.settings.state / "bot.sqlite"
    for file in place.parent.glob("bot.sqlite*"):
        file.unlink()
    made(request.param, place)
    found = Upgraded(desk.again(), request.param)
    for platform in found.platforms:
        for kind in ("sent", "doubted"):
            found.post(platform, kind)
        first = FIRST.format(f"{platform[0]}half")
        with found.desk.workspace.store._database.writing() as connection:
            connection.execute("UPDATE steps SET ref_id = ? WHERE ref_id = ?", (found.post(platform, "half"), first))
    found.desk = found.desk.again()
    assert recover(found.desk.workspace, print) is None
    for _ in range(4):
        found.desk.look()
        found.desk.send()
        found.desk.clock.advance(60)
    return found


def test_what_was_on_its_way_goes_on_and_nothing_else(upgraded: Upgraded) -> None:
    for platform in upgraded.platforms:
        for kind in ("approved", "claimed", "sent", "lost", "doubted", "half"):
            live = upgraded.live(platform, kind)
            assert len({post.text for post in live}) == len(live), f"twice: {live}"
            lost = platform == "linkedin" and kind in {"sent", "lost", "doubted"}
            assert upgraded.state(platform, kind) == (State.UNSURE if lost else State.PUBLISHED), (platform, kind)
            wanted = [segment.wire for segment in draft(upgraded.name, kind, platform).segments] if not (lost and kind == "lost") else []
            assert [post.text for post in live] == wanted, (platform, kind)
            assert [post.parent for post in live[1:]] == [post.id for post in live[:-1]], (platform, kind)
    states = {
        "waits": "waiting",
        "paused": "approved",
        "refused": "failed",
        "late": "held",
        "rejected": "rejected",
        "retracted": "retracted",
    }
    for kind, state in states.items():
        assert upgraded.state("x", kind) == state
        assert upgraded.live("x", kind) == []
