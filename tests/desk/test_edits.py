"""An editor at the desk, while somebody else writes the same file, or the article below an account's text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from bot.desk.app import Desk
from bot.desk.edits import Meeting
from tests.desk.conftest import BATCHES, Office, settled, words
from tests.desk.test_desk import one

THREE = "One.\n\nTwo.\n\nThree.\n"


def sidecar(office: Office) -> Path:
    """The account's own text."""
    return office.root / "posts" / "batches.linkedin.md"


def writes(office: Office, mine: str, meanwhile: Callable[[], object]) -> Callable[[Path], None]:
    """An editor that stays open while something else happens."""

    def editor(file: Path) -> None:
        meanwhile()
        file.write_text(mine, "utf-8")
        office.settle(file)

    return editor


def kept(office: Office) -> dict[str, str]:
    """The texts that were kept beside others."""
    return {file.name: file.read_text("utf-8") for file in (office.root / "posts").glob("*.bak")}


def opens(office: Office, mine: str, theirs: str, *keys: str) -> str:
    """Both write the account's text; then some keys. Gives the screen that asks."""
    office.write("batches.linkedin.md", THREE)
    office.scan()
    seen: list[str] = []

    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        desk.open_(one(desk, "linkedin").id)
        desk.editor = writes(office, mine, lambda: office.write("batches.linkedin.md", theirs))
        await pilot.press("e")
        await settled(pilot, desk)
        assert isinstance(desk.screen, Meeting)
        seen.append(words(desk))
        await pilot.press(*keys)
        office.settle(sidecar(office))
        await settled(pilot, desk)
        assert not isinstance(desk.screen, Meeting)
        seen.append(words(desk))

    office.sit(sitting)
    return "\n".join(seen)


def test_what_both_wrote_is_shown_three_ways_and_the_other_text_is_kept(office: Office) -> None:
    screen = opens(office, THREE.replace("Two", "Two, as I see it"), THREE.replace("Two", "Two, as she sees it"), "m")
    assert "batches.linkedin.md changed while you edited it" in screen
    for said in ("both changed this, each in another way", "was     Two.", "theirs  Two, as she sees it.", "yours   Two, as I see it."):
        assert said in screen
    assert "b both" not in screen
    assert sidecar(office).read_text("utf-8") == THREE.replace("Two", "Two, as I see it")
    assert kept(office) == {"batches.linkedin.md.theirs-1.bak": THREE.replace("Two", "Two, as she sees it")}
    assert "theirs is kept in batches.linkedin.md.theirs-1.bak" in " ".join(screen.split())


def test_changes_that_do_not_touch_are_put_together(office: Office) -> None:
    screen = opens(office, THREE.replace("One", "ONE"), THREE.replace("Three", "THREE"), "b")
    assert "They do not touch each other" in screen
    assert sidecar(office).read_text("utf-8") == "ONE.\n\nTwo.\n\nTHREE.\n"
    assert kept(office) == {}


def test_escape_leaves_the_file_as_the_other_made_it_and_keeps_what_was_written(office: Office) -> None:
    opens(office, "Mine.\n", "Hers.\n", "b", "escape")
    assert sidecar(office).read_text("utf-8") == "Hers.\n"
    assert kept(office) == {"batches.linkedin.md.mine-1.bak": "Mine.\n"}


def test_what_changes_once_more_while_it_is_asked_is_left_alone(office: Office) -> None:
    office.write("batches.linkedin.md", THREE)
    office.scan()

    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        desk.open_(one(desk, "linkedin").id)
        desk.editor = writes(office, "Mine.\n", lambda: office.write("batches.linkedin.md", "Hers.\n"))
        await pilot.press("e")
        await settled(pilot, desk)
        office.write("batches.linkedin.md", "Hers, again.\n")
        await pilot.press("m")
        await settled(pilot, desk)
        assert "changed once more and was left alone" in " ".join(words(desk).split())

    office.sit(sitting)
    assert sidecar(office).read_text("utf-8") == "Hers, again.\n"
    assert kept(office) == {"batches.linkedin.md.mine-1.bak": "Mine.\n"}


def test_a_post_that_both_write_is_asked_about_as_well(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        mine, theirs = BATCHES.replace("4 data sets", "5 data sets"), BATCHES.replace("title: Small", "title: Tiny")
        desk.editor = writes(office, mine, lambda: office.write("batches.md", theirs))
        await pilot.press("E")
        await settled(pilot, desk)
        assert isinstance(desk.screen, Meeting)
        await pilot.press("b")
        office.settle(office.root / "posts" / "batches.md")
        await settled(pilot, desk)

    office.sit(sitting)
    assert (office.root / "posts" / "batches.md").read_text("utf-8") == BATCHES.replace("4 data", "5 data").replace("Small b", "Tiny b", 1)


def test_an_article_that_changed_since_the_text_was_begun_is_shown_beside_it(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        def first(file: Path) -> None:
            file.write_text("A word before.\n\n" + file.read_text("utf-8"), "utf-8")
            office.settle(file)

        desk.editor = first
        await pilot.press("e")
        await settled(pilot, desk)
        assert "A word before." in words(desk)
        office.write("batches.md", BATCHES.replace("4 data sets", "7 data sets"))
        office.scan()
        desk.editor = lambda _file: None
        await pilot.press("e")
        await settled(pilot, desk)
        screen = words(desk)
        assert "batches.linkedin.md was begun from an article that says something else now" in screen
        assert "only the other side changed this" in screen
        await pilot.press("b")
        office.settle(sidecar(office))
        await settled(pilot, desk)
        await pilot.press("e")
        await settled(pilot, desk)
        assert not isinstance(desk.screen, Meeting), "it is asked once"

    office.sit(sitting)
    text = sidecar(office).read_text("utf-8")
    assert text.startswith("A word before.")
    assert "7 data sets" in text


def test_no_copy_stays_behind(office: Office) -> None:
    opens(office, "Mine.\n", "Hers.\n", "t")
    assert [each for each in (office.root / ".bot" / "edits").iterdir() if each.is_dir()] == []


def test_an_editor_that_returns_at_once_is_told_what_it_needs(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        desk.open_(one(desk, "linkedin").id)
        await pilot.press("e")
        await settled(pilot, desk)
        seen = " ".join(words(desk).split())
        assert 'Nothing that would be sent changed. (An editor with a window of its own must wait until you close it: EDITOR="code' in seen
        desk.editor = writes(office, "Another text.\n", lambda: None)
        await pilot.press("e")
        await settled(pilot, desk)
        assert "Nothing that would be sent changed" not in words(desk)
        assert "Read again." in words(desk)

    office.sit(sitting)
