"""Snapshots of the desk at 80 and 160 columns, light, dark and without colours, as text that a person can read in a diff.

Below the words of a screen stands a second one, a letter for each style, and what the letters mean. To write them anew after a change
that is meant: BOT_SNAPSHOTS=write pytest tests/desk/test_screens.py
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.style import Style
from textual.pilot import Pilot

from bot.desk.app import Desk
from bot.desk.palette import Name
from tests.desk.conftest import BATCHES, Office, settled

FOLDER = Path(__file__).parent / "screens"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

CASES: list[tuple[str, tuple[int, int], Name, tuple[str, ...]]] = [
    ("narrow-dark", (80, 24), "dark", ("j",)),
    ("narrow-light", (80, 24), "light", ("j",)),
    ("tiny", (60, 20), "dark", ()),
    ("wide-dark", (160, 40), "dark", ("a", "j", "j")),
    ("wide-light", (160, 40), "light", ("a", "j", "j")),
    ("wide-bare", (160, 40), "bare", ("a", "j", "j")),
    ("time", (100, 30), "dark", ("t", *"fri 9am")),
    ("time-narrow", (80, 24), "light", ("a", "j", "t", "down")),
    ("time-wide", (160, 40), "dark", ("a", "j", "t", "up")),
    ("keys", (100, 30), "light", ("question_mark",)),
]


def drawn(desk: Desk, ids: Iterable[str]) -> str:
    """The screen as words, styles and what the styles are. Ids are drawn by lot, so each becomes a fixed one."""
    styles: dict[str, str] = {}
    texts, maps = [], []
    for strip in desk.screen._compositor.render_strips():
        text, letters = "", ""
        for segment in strip:
            name = _named(segment.style)
            text += segment.text
            letters += styles.setdefault(name, LETTERS[len(styles)]) * len(segment.text)
        texts.append(text.rstrip())
        maps.append(re.sub(r"(.)\1{9,}", lambda run: f"{run[1]}({len(run[0])})", letters))
    screen = "\n".join(texts)
    for number, id_ in enumerate(ids):
        screen = screen.replace(f"{id_}  ", f"{f'id{number}':{len(id_)}}  ")
    return "\n".join([screen, "", *maps, "", *(f"{letter}: {name}" for name, letter in styles.items())]) + "\n"


def same(name: str, desk: Desk) -> None:
    """Compares the screen with the one that is kept under `name`."""
    file, seen = FOLDER / f"{name}.txt", drawn(desk, desk.session.entries)
    if os.environ.get("BOT_SNAPSHOTS") == "write":
        file.write_text(seen, "utf-8")
    assert seen == file.read_text("utf-8")


def _named(style: Style | None) -> str:
    if style is None:
        return "none"
    flags = [name for name in ("bold", "dim", "italic", "underline", "reverse", "strike") if getattr(style, name)]
    return " ".join([*flags, f"{style.color.name if style.color else '-'} on {style.bgcolor.name if style.bgcolor else '-'}"])


@pytest.mark.parametrize(("name", "size", "palette", "keys"), CASES, ids=[case[0] for case in CASES])
def test_the_desk_looks_as_it_did(office: Office, name: str, size: tuple[int, int], palette: Name, keys: tuple[str, ...]) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause(0.05)
        same(name, desk)

    office.sit(sitting, size=size, palette=palette)


@pytest.mark.parametrize(("name", "size", "palette"), [("two-texts-narrow", (80, 24), "light"), ("two-texts-wide", (160, 40), "dark")])
def test_the_question_which_of_two_texts_stands_looks_as_it_did(office: Office, name: str, size: tuple[int, int], palette: Name) -> None:
    def editor(file: Path) -> None:
        office.write("batches.md", BATCHES.replace("flatter minima, and", "wider minima, and").replace("title: Small", "title: Tiny"))
        file.write_text(BATCHES.replace("flatter minima, and", "flat minima, and"), "utf-8")

    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        desk.editor = editor
        await pilot.press("E")
        await settled(pilot, desk)
        await pilot.pause(0.05)
        same(name, desk)

    office.sit(sitting, size=size, palette=palette)
