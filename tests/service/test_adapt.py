"""What drafts ask for is drawn, once, and goes out with them; what cannot be drawn costs a word and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.model.delivery import State
from bot.model.draft import Draft, Media
from bot.service import intake
from tests.service.conftest import ARTICLE, Desk

CODE = """
```python
def noise(batch):
    rate = schedule(batch)
    return rate / batch
noise(32)
```
"""
TABLE = """
| Batch | Test error |
| --- | --- |
| 32 | 5.1 |
| 8,192 | 7.9 |
"""


@pytest.fixture
def empty(make_desk: Callable[..., Desk]) -> Desk:
    """A desk whose folder is still empty, after its first scan."""
    desk = make_desk()
    desk.scan()
    return desk


def told(code: str = CODE) -> str:
    """The article with a table of its results and some code."""
    return ARTICLE.replace("## Why it", f"{TABLE}\n## Why it").replace("## What to do", f"{code}\n## What to do")


def draft(desk: Desk, platform: str) -> Draft:
    return desk.workspace.store.draft(desk.of(platform).id)


def media(made: Draft) -> list[Media]:
    return [picture for segment in made.segments for picture in segment.media]


def notes(desk: Desk) -> dict[Path, int]:
    """What the cache remembers, and when each was written."""
    return {path: path.stat().st_mtime_ns for path in (desk.workspace.settings.state / "media").glob("*.json")}


def test_code_and_tables_go_out_as_pictures_with_their_words(empty: Desk) -> None:
    empty.write(told())
    empty.scan()
    thread, brief = draft(empty, "x"), draft(empty, "linkedin")
    assert {picture.alt for picture in media(thread)} == {
        "Batch 32: Test error 5.1\nBatch 8,192: Test error 7.9",
        CODE.strip().strip("`").removeprefix("python\n").strip(),
    }
    assert [picture.alt for picture in media(brief)] == ["Batch 32: Test error 5.1\nBatch 8,192: Test error 7.9"]
    assert all(Path(picture.path).read_bytes().startswith(b"\x89PNG") for picture in media(thread))
    assert (thread.wanted, thread.unfit, brief.wanted) == ((), (), ())


def test_a_picture_is_drawn_once_and_the_same_post_gives_the_same_draft(empty: Desk) -> None:
    path = empty.write(told())
    empty.scan()
    before, kept = draft(empty, "x").fingerprint, notes(empty)
    path.write_text(told().replace("warm it up", "warm it all up"))
    empty.age(path)
    empty.scan()
    path.write_text(told())
    empty.age(path)
    empty.scan()
    assert draft(empty, "x").fingerprint == before
    assert notes(empty) == kept


def test_what_cannot_be_drawn_is_told_with_its_line_and_remembered(empty: Desk) -> None:
    empty.write(told(CODE.replace("noise", "no\ue000ise")))
    empty.scan()
    thread = draft(empty, "x")
    (problem,) = [problem for problem in thread.problems if problem.code == "undrawn"]
    assert (problem.level, problem.line) == ("info", told().splitlines().index("```python") + 1)
    assert "U+E000" in problem.message
    assert [picture.alt for picture in media(thread)] == ["Batch 32: Test error 5.1\nBatch 8,192: Test error 7.9"]
    assert any("U+E000" in path.read_text() for path in notes(empty))


def test_the_archive_costs_no_drawing_until_it_is_queued(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    desk.write(told().replace("title:", "date: 2024-05-01\ntitle:"))
    assert desk.scan().archived == 1
    assert (notes(desk), media(draft(desk, "x"))) == ({}, [])
    intake.add(desk.workspace, "small-batches")
    assert desk.of("x").state == State.WAITING
    assert len(media(draft(desk, "x"))) == 2


def test_drawn_pictures_are_published(empty: Desk) -> None:
    empty.write(told())
    empty.scan()
    wanted = [picture.alt for picture in media(draft(empty, "x"))]
    empty.yes(empty.of("x").id)
    empty.send()
    assert empty.of("x").state == State.PUBLISHED
    posts = empty.posts("x")
    assert sum(len(post.media) for post in posts) == len(wanted) == 2
