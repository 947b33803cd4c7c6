"""Which pictures go out: the dialog, what it writes into the account's sidecar, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from bot.desk.app import Desk
from bot.desk.hanging import Pictures
from bot.desk.palette import Name
from bot.errors import UserError
from bot.model.delivery import Delivery, State
from bot.service import choosing
from tests.desk.conftest import CURVES, Office, cells, hung, open_pictures, settled, words
from tests.desk.test_screens import same

RED, BLUE = "curves/red.png", "curves/blue.png"


def one(office: Office, account: str) -> Delivery:
    """The delivery of the article with pictures."""
    return office.workspace().store.deliveries(post="curves", account=account)[0]


def going(office: Office, account: str) -> list[str]:
    """The pictures that go out, as the store has the draft now."""
    draft = office.workspace().store.draft(one(office, account).id)
    return [media.name for segment in draft.segments for media in segment.media]


async def asked(pilot: Pilot[None], desk: Desk) -> Pictures:
    """The dialog, once it is there."""
    await pilot.press("p")
    while not isinstance(desk.screen, Pictures):
        assert desk.trouble is None, desk.trouble
        await pilot.pause(0.01)
    await hung(pilot, desk)
    assert isinstance(desk.screen, Pictures)
    return desk.screen


async def read(pilot: Pilot[None], desk: Desk, office: Office, file: Path) -> None:
    """Waits until the desk has read what it wrote."""
    await pilot.pause()
    if file.exists():
        office.settle(file)
    await settled(pilot, desk)


@pytest.mark.usefixtures("colours")
def test_another_picture_is_swapped_in_and_asked_again(pictures: Office) -> None:
    sidecar = pictures.root / "posts" / "curves.linkedin.md"

    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        open_pictures(desk)
        await pilot.pause()
        await asked(pilot, desk)
        screen = words(desk)
        assert f"▌ 1  ✓ {RED}  post 1  A red curve that falls" in screen
        assert f"  2    {BLUE}  no alt text" in screen
        assert cells(desk) == {("#cc0000", "#cc0000"), ("#ffffff", "#ffffff")}
        await pilot.press("s")
        await hung(pilot, desk)
        assert cells(desk) == {("#0000cc", "#0000cc"), ("#ffffff", "#ffffff")}
        await pilot.press("enter")
        await read(pilot, desk, pictures, sidecar)
        assert sidecar.read_text("utf-8") == f"---\npictures: [{BLUE}]\n---\n"
        assert going(pictures, "linkedin") == [BLUE]
        screen = words(desk)
        assert "would be sent now" in screen
        assert "[alt-missing]" in screen
        assert one(pictures, "linkedin").state == State.WAITING
        await pilot.press("u")
        await read(pilot, desk, pictures, sidecar)
        assert not sidecar.exists()
        assert going(pictures, "linkedin") == [RED]

    pictures.sit(sitting, size=(120, 60))


def test_pictures_are_brought_in_ordered_and_taken_out(pictures: Office) -> None:
    sidecar = pictures.root / "posts" / "curves.linkedin.md"

    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        open_pictures(desk)
        await pilot.pause()
        over = await asked(pilot, desk)
        await pilot.press("j", "space", "K")
        assert [each.name for each in over.chosen] == [BLUE, RED]
        await pilot.press("enter")
        await read(pilot, desk, pictures, sidecar)
        assert going(pictures, "linkedin") == [BLUE, RED]
        await asked(pilot, desk)
        await pilot.press("n", "enter")
        await read(pilot, desk, pictures, sidecar)
        assert sidecar.read_text("utf-8") == "---\npictures: none\n---\n"
        assert going(pictures, "linkedin") == []
        await asked(pilot, desk)
        await pilot.press("o")
        await read(pilot, desk, pictures, sidecar)
        assert not sidecar.exists()
        assert going(pictures, "linkedin") == [RED]
        for _ in range(3):
            await pilot.press("u")
            await read(pilot, desk, pictures, sidecar)
        assert not sidecar.exists()
        await pilot.press("u")
        assert "Nothing was decided here yet" in words(desk)

    pictures.sit(sitting, size=(120, 60))


def test_escape_and_a_look_change_nothing(pictures: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        open_pictures(desk)
        await pilot.pause()
        for keys in (("s", "escape"), ("enter",), ("j", "s", "s", "q")):
            await asked(pilot, desk)
            await pilot.press(*keys)
            await pilot.pause()
        assert not (pictures.root / "posts" / "curves.linkedin.md").exists()

    pictures.sit(sitting)


@pytest.mark.parametrize(
    ("name", "size", "palette"),
    [
        ("pictures-narrow-dark", (80, 24), "dark"), ("pictures-narrow-light", (80, 24), "light"),
        ("pictures-wide-dark", (160, 40), "dark"), ("pictures-wide-light", (160, 40), "light"),
        ("pictures-wide-bare", (160, 40), "bare"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("colours")
def test_the_dialog_looks_as_it_did(pictures: Office, name: str, size: tuple[int, int], palette: Name) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        open_pictures(desk)
        await pilot.pause()
        await asked(pilot, desk)
        same(name, desk)

    pictures.sit(sitting, size=size, palette=palette)


def test_not_a_word_of_the_authors_own_text_is_touched(pictures: Office) -> None:
    workspace, delivery = pictures.workspace(), one(pictures, "x")
    sidecar = pictures.root / "posts" / "curves.x.md"
    sidecar.write_text("---\ntitle: Mine\n---\nMy own.\n---\nAnd a second.\n", "utf-8")
    written = choosing.choose(workspace, delivery, ["curves/blue.png"])
    assert sidecar.read_text("utf-8") == "---\npictures: [curves/blue.png]\ntitle: Mine\n---\nMy own.\n---\nAnd a second.\n"
    sidecar.write_text("Other words.\n", "utf-8")
    with pytest.raises(UserError, match=r"curves\.x\.md was changed since"):
        choosing.restore(written)
    assert sidecar.read_text("utf-8") == "Other words.\n"


def test_a_picture_that_the_article_does_not_have_is_an_error_with_the_line_of_the_sidecar(pictures: Office) -> None:
    pictures.write("curves.x.md", "---\ntitle: Mine\npictures: [curves/bleu.png]\n---\n")
    pictures.scan()
    draft = pictures.workspace().store.draft(one(pictures, "x").id)
    assert draft.blocked
    assert [problem.message for problem in draft.problems if problem.code == "unknown-picture"] == [
        "curves.x.md:3: pictures names curves/bleu.png, which is not in the article: did you mean curves/blue.png?"
    ]
    pictures.write("curves.x.md", "---\npictures: none\n---\n")
    pictures.write("curves.md", CURVES.replace("---\n\nThe red", "x:\n  pictures: [nothing.png]\n---\n\nThe red"))
    pictures.scan()
    (problem,) = (each for each in pictures.workspace().store.draft(one(pictures, "x").id).problems if each.code == "unknown-picture")
    assert (problem.line, problem.message.startswith("x.pictures names nothing.png")) == (5, True)


def test_where_a_platform_carries_no_pictures_that_is_said(pictures: Office) -> None:
    settings = pictures.root / "config" / "bot.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("accounts:\n", "accounts:\n  hn: {platform: hackernews, default: true}\n"), "utf-8"
    )
    pictures.scan()
    with pytest.raises(UserError, match="hn carries no pictures of its own"):
        choosing.candidates(pictures.workspace(), one(pictures, "hn"))
