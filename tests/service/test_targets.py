"""Relative links to files that are not there, and problems that an author waives, in a real workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.model.settings import Posts
from bot.service.targets import missing
from tests.service.conftest import ARTICLE, Desk
from tests.text.articles import read

TEXT = "---\nurl: https://me.org/p\n---\n# T\n\n{}\n"


@pytest.fixture
def posts(tmp_path: Path) -> Posts:
    for name in ("posts/a-post.md", "posts/data/x y.csv", "static/paper.pdf", "secret.txt", "posts/sub/z.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    return Posts(path=tmp_path / "posts", static=tmp_path / "static")


@pytest.mark.parametrize(
    "href",
    ["a-post.md#part", "data/x%20y.csv", "/paper.pdf", "paper.pdf?v=1", "../other/", "gone.html", "gone", "#x", "https://a.org/gone.md"],
)
def test_what_is_there_or_is_made_elsewhere_is_no_problem(posts: Posts, href: str) -> None:
    assert missing(posts, read(TEXT.format(f"[a]({href})"))) == ()


@pytest.mark.parametrize("href", ["gone.md", "data/gone.csv", "../secret.txt", "/../secret.txt", "GONE.PDF", "x" * 300 + ".md", "a%00b.md"])
def test_a_file_that_is_not_there_is_named_with_its_line(posts: Posts, href: str) -> None:
    (problem,) = missing(posts, read(TEXT.format(f"[a]({href})")))
    assert (problem.level, problem.code, problem.line) == ("warning", "broken-link", 6)
    assert problem.message.startswith(href[:100])


def problems(desk: Desk, head: str, body: str) -> dict[str, tuple[str, int]]:
    desk.write(ARTICLE.replace("tags: ", f"{head}\ntags: ", 1) + body)
    desk.scan()
    draft = desk.workspace.store.draft(desk.of("reddit").id)
    return {problem.code: (problem.level, problem.line) for problem in draft.problems}


def test_lint_reaches_the_yes_with_its_lines(make_desk: Callable[..., Desk]) -> None:
    found = problems(make_desk(), "waive: [unfinished, broken-link]", "\nTODO: more, see /home/ada/x and [it](gone.md).\n")
    assert found["unfinished"][0] == "info"
    assert found["broken-link"][0] == "info"
    assert found["local-path"] == ("warning", found["unfinished"][1])
    assert "waiver-unused" not in found


def test_a_waiver_may_overrule_a_secret_but_no_deceit(make_desk: Callable[..., Desk]) -> None:
    found = problems(make_desk(), "waive: [secret-in-text, control-character, nonsense]", f"\nKey AKIA{'Q7' * 8} and a\u202eb.\n")
    assert found["secret-in-text"][0] == "info"
    assert found["control-character"][0] == "error"
    assert found["waiver-unused"] == ("info", 1)
