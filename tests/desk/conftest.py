"""A real workspace with real posts in its queue, and a person at the desk in front of it."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image
from textual.pilot import Pilot
from whenever import Instant

from bot import app
from bot.cli.show import look
from bot.clock import FixedClock
from bot.desk import decisions, gallery
from bot.desk.app import Desk
from bot.desk.palette import Name
from bot.desk.session import Session
from bot.service import intake
from bot.service.workspace import Workspace
from tests.commands import make_workspace

NOW = Instant.from_utc(2026, 11, 20, 9, 30)
SETTINGS = """\
site: {url: https://example.org}
posts: {path: ../posts}
timezone: Europe/London
rehearsal: true
accounts:
  linkedin: {platform: linkedin, default: true}
  x: {platform: x, default: true}
schedule: {slots: ["Mon-Fri 09:00"], spacing: 2h}
"""
CURVE = """\
---
title: Reading a loss curve
url: https://example.org/loss
linkedin: "[bold]Most people[/bold] look at the curve at the end. TODO: how many?"
---

A loss curve tells you within 200 steps whether the learning rate is too high. Most people look at it only at the end.

## What to look for

Look at the first 200 steps: a spike there means that warm-up was too short.
"""
BATCHES = """\
---
title: Small batches
url: https://example.org/batches
---

Small batches find flatter minima, and flatter minima generalise better. We measured it on 4 data sets.
"""

CURVES = """\
---
title: Three curves
url: https://example.org/curves
---

The red curve falls within 200 steps, and the loss is 1.2 at the end.

![A red curve that falls](curves/red.png)

## Blue

The blue curve needs 800 steps for the same loss, which costs four times as much.

![](curves/blue.png)
"""

Sitting = Callable[[Pilot[None], Desk], Awaitable[None]]


@dataclass
class Office:
    """A workspace, and whoever sits down in front of it."""

    root: Path
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    opened: list[Workspace] = field(default_factory=list)
    written: int = 0

    def workspace(self, who: str = "anna@home") -> Workspace:
        """The workspace as `who` opens it, with a store of their own."""
        made = replace(app.open_workspace(self.root, clock=self.clock), who=who)
        self.opened.append(made)
        return made

    def write(self, name: str, text: str) -> Path:
        """A file in the posts folder, long settled."""
        file = self.root / "posts" / name
        file.write_text(text, "utf-8")
        self.settle(file)
        return file

    def settle(self, file: Path) -> None:
        """As if it was written a while ago, yet after what was there before."""
        self.written += 1
        at = int(self.clock.now().subtract(seconds=3600).timestamp()) + self.written
        os.utime(file, (at, at))

    def scan(self) -> None:
        """What the service does when it looks."""
        workspace = self.workspace("service")
        intake.scan(workspace, intake.Unsettled())

    def sit(self, *sittings: Sitting, size: tuple[int, int] = (120, 40), palette: Name = "dark", who: str = "anna@home") -> None:
        """One person at a desk, for as long as `sittings` take."""

        async def work() -> None:
            desk = self.desk(palette, who)
            async with desk.run_test(size=size) as pilot:
                await settled(pilot, desk)
                for each in sittings:
                    await each(pilot, desk)
            if desk.trouble is not None:
                raise desk.trouble

        asyncio.run(work())

    def desk(self, palette: Name = "dark", who: str = "anna@home", editor: Callable[[Path], object] = lambda _file: None) -> Desk:
        """A desk that nobody sits at yet."""

        def prepare() -> Session:
            session = Session(self.workspace(who))
            session.read()
            return session

        return Desk(prepare, look, editor, palette)


async def settled(pilot: Pilot[None], desk: Desk) -> None:
    """Waits until everything was painted, and the folder was read."""
    await pilot.pause()
    while not desk.ready or desk.running is None or desk.reading:
        if desk.trouble is not None:
            raise desk.trouble
        await pilot.pause(0.01)
    await pilot.pause()


async def hung(pilot: Pilot[None], desk: Desk) -> None:
    """Waits until every picture that was asked for hangs."""
    await settled(pilot, desk)
    while desk.thumbs.busy or desk._hanging:
        await pilot.pause(0.01)
    await pilot.pause(2 * gallery.SOON)


def words(desk: Desk) -> str:
    """What stands on the screen, line by line."""
    return "\n".join(strip.text.rstrip() for strip in desk.screen._compositor.render_strips())


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two posts for two accounts wait for a yes: read once, for all tests."""
    made = Office(make_workspace(tmp_path_factory.mktemp("desk") / "w", SETTINGS))
    made.write("curve.md", CURVE)
    made.write("batches.md", BATCHES)
    made.scan()
    for each in made.opened:
        each.store.close()
    return made.root


@pytest.fixture
def office(scanned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A copy of that, where what comes up by itself may be approved at once."""
    monkeypatch.delenv("BOT_WORKSPACE", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state-home"))
    monkeypatch.setattr(decisions, "GLANCE", 0.0)
    made = Office(Path(shutil.copytree(scanned, tmp_path / "w")), written=2)
    yield made
    for each in made.opened:
        each.store.close()


@pytest.fixture
def pictures(office: Office) -> Office:
    """An article with pictures waits as well, in flat colours so that a screen of it has few."""
    (office.root / "posts" / "curves").mkdir()
    for name, colours in (("red", ("#cc0000", "#ffffff")), ("blue", ("#0000cc", "#ffffff"))):
        picture = Image.new("RGB", (320, 160), colours[0])
        picture.paste(colours[1], (0, 80, 160, 160))
        office.settle(_saved(picture, office.root / "posts" / "curves" / f"{name}.png"))
    office.write("curves.md", CURVES)
    office.scan()
    return office


def _saved(picture: Image.Image, file: Path) -> Path:
    picture.save(file)
    return file


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with all of them."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


def cells(desk: Desk) -> set[tuple[str, str]]:
    """The colours of the upper and lower halves of all cells of pictures."""
    strips = desk.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if "▀" in segment.text and segment.style]
    return {(style.color.name if style.color else "-", style.bgcolor.name if style.bgcolor else "-") for style in styles}


def open_pictures(desk: Desk, account: str = "linkedin") -> None:
    """The article with pictures."""
    desk.open_(next(one.id for one in desk.session.entries.values() if (one.post, one.account) == ("curves", account)))
