"""Pictures on the desk: they come when they are made, above their words, and only where the terminal has the colours for them."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from bot.desk.app import Desk
from bot.desk.palette import Name
from bot.desk.thumbs import fitted
from tests.desk.conftest import CURVES, Office, cells, hung, open_pictures, words
from tests.desk.test_screens import same


@pytest.mark.usefixtures("colours")
def test_a_picture_stands_above_its_words_when_it_is_made(pictures: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        open_pictures(desk)
        await pilot.pause()
        assert "A red curve that falls" in words(desk)
        empty = next(number for number, line in enumerate(words(desk).split("\n")) if "A red curve that falls" in line)
        await hung(pilot, desk)
        assert cells(desk) == {("#cc0000", "#cc0000"), ("#ffffff", "#ffffff")} | {("#cc0000", "#ffffff")} & cells(desk)
        lines = words(desk).split("\n")
        assert [n for n, line in enumerate(lines) if "▀" in line][-1] + 1 == next(
            n for n, line in enumerate(lines) if "A red curve" in line
        )
        assert words(desk).index("A red curve that falls") >= empty, "nothing jumped: its place was kept"

    pictures.sit(sitting, size=(120, 60))


@pytest.mark.usefixtures("colours")
def test_what_nobody_described_is_marked_below_its_picture(pictures: Office) -> None:
    (pictures.root / "posts" / "curves.md").write_text(CURVES.replace("A red curve that falls", ""), "utf-8")
    pictures.settle(pictures.root / "posts" / "curves.md")
    pictures.scan()

    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        open_pictures(desk)
        await hung(pilot, desk)
        assert "no alt text" in words(desk)
        assert "[alt-missing]" in words(desk)
        assert cells(desk)

    pictures.sit(sitting, size=(120, 60))


@pytest.mark.usefixtures("colours")
def test_a_picture_that_is_gone_leaves_its_words_and_says_why(pictures: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        for file in (pictures.root / ".bot" / "media").glob("*.png"):
            file.write_bytes(b"\x89PNG\r\n\x1a\nno longer")
        open_pictures(desk)
        await hung(pilot, desk)
        assert "A red curve that falls" in words(desk)
        assert "The picture cannot be shown here: its file is not the one" in words(desk)
        assert not cells(desk)

    pictures.sit(sitting, size=(120, 60))


@pytest.mark.parametrize(
    ("palette", "environ"),
    [("bare", {}), ("dark", {"COLORTERM": "", "TERM": "xterm"}), ("dark", {"COLORTERM": "", "TERM": "xterm-16color"})],
)
@pytest.mark.usefixtures("colours")
def test_without_the_colours_there_are_words_alone(
    pictures: Office, monkeypatch: pytest.MonkeyPatch, palette: str, environ: dict[str, str]
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        open_pictures(desk)
        await hung(pilot, desk)
        assert "A red curve that falls" in words(desk)
        assert not cells(desk)
        assert not desk.thumbs.busy

    pictures.sit(sitting, size=(120, 60), palette="bare" if palette == "bare" else "dark")


@pytest.mark.usefixtures("colours")
def test_two_hundred_and_fifty_six_colours_are_enough(pictures: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "")

    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        open_pictures(desk)
        await hung(pilot, desk)
        assert cells(desk)

    pictures.sit(sitting, size=(80, 50))


@pytest.mark.usefixtures("colours")
def test_all_of_a_post_is_shown_with_its_pictures(pictures: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        open_pictures(desk)
        await pilot.press("A")
        await hung(pilot, desk)
        assert "Approve these 2?" in words(desk)
        assert cells(desk) == {("#cc0000", "#cc0000"), ("#ffffff", "#ffffff")}

    pictures.sit(sitting, size=(120, 60))


@pytest.mark.usefixtures("colours")
def test_no_child_is_left_when_the_desk_is_closed(pictures: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        open_pictures(desk)
        await hung(pilot, desk)
        threads.append(desk.thumbs._thread)

    threads: list[object] = []
    pictures.sit(sitting)
    (thread,) = threads
    thread.join(10)  # type: ignore[attr-defined]
    assert not thread.is_alive()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "size", "palette", "keys"),
    [
        ("picture-narrow-dark", (80, 24), "dark", ("enter", "space")),
        ("picture-narrow-light", (80, 24), "light", ("enter", "space")),
        ("picture-wide-dark", (160, 40), "dark", ()),
        ("picture-wide-light", (160, 40), "light", ()),
        ("picture-wide-bare", (160, 40), "bare", ()),
    ],
)
@pytest.mark.usefixtures("colours")
def test_a_draft_with_a_picture_looks_as_it_did(
    pictures: Office, name: str, size: tuple[int, int], palette: Name, keys: tuple[str, ...]
) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        open_pictures(desk)
        await pilot.press(*keys)
        await hung(pilot, desk)
        same(name, desk)

    pictures.sit(sitting, size=size, palette=palette)


def test_a_picture_keeps_its_shape_and_is_never_made_larger() -> None:
    assert fitted(1200, 675, 56, 14) == (50, 28)
    assert fitted(1200, 200, 56, 14) == (56, 9)
    assert fitted(10, 10, 56, 14) == (10, 10)
    assert fitted(1, 40_000, 56, 14) == (1, 28)
