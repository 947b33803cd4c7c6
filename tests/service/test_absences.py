"""Pictures that are not there: said once with their line, and nobody is sent to one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from bot import platforms
from bot.model.post import Post
from bot.model.settings import Posts, Settings, Site
from bot.service import folder, reading
from tests.corpus.posts import account

HEAD = "---\ntitle: Tidy tables\nurl: https://me.org/tidy\n---\n"
WORDS = "Words that say something of the curve which fell for an hour and then rose again.\n\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "posts/images").mkdir(parents=True)
    Image.new("RGB", (400, 300)).save(tmp_path / "posts/images/there is.png")
    return tmp_path


def read(home: Path, text: str, *, site: str = "", static: bool = False) -> Post:
    path = home / "posts/tidy.md"
    path.write_text(text)
    posts = Posts(path=home / "posts", static=home / "static" if static else None)
    settings = Settings(root=home, state=home / ".bot", posts=posts, site=Site(url=site))
    about = path.stat()
    return reading.read(settings, folder.Look("tidy.md", about.st_size, about.st_mtime_ns)).post


def said(post: Post) -> list[tuple[str, str, int]]:
    return [(p.level, p.code, p.line) for p in post.problems if p.code.startswith("picture-")]


def sent(post: Post, platform: str) -> str:
    draft = platforms.load(platform).render(post, account(platform), {})
    return "\n".join([*(segment.wire + segment.text for segment in draft.segments), str(draft.fields)])


@pytest.mark.parametrize("platform", platforms.names())
def test_no_reader_is_sent_to_a_picture_that_is_not_there(home: Path, platform: str) -> None:
    post = read(home, HEAD + WORDS + "![A curve](images/gone.svg)\n\nAnd [![A plot](gone.png)](https://me.org/plot) in a link.\n")
    assert said(post) == [("warning", "picture-missing", 7)]
    assert "gone" not in sent(post, platform)
    own = platforms.load(platform).render(post, account(platform), {}).problems
    assert not [problem for problem in own if problem.code in {"picture-missing", "pictures-left-out"}], "it is said once"


def test_every_missing_picture_is_named_with_its_line_in_one_sentence(home: Path) -> None:
    lines = "\n\n".join(f"![c](c{n}.png)" for n in range(7))
    (problem,) = [p for p in read(home, HEAD + lines + "\n\n![again](c0.png)\n").problems if p.code == "picture-missing"]
    assert problem.line == 5
    assert problem.message == (
        "The pictures c0.png (line 5), c1.png (line 7), c2.png (line 9), c3.png (line 11), c4.png (line 13) and 2 more are missing, so they"
        " are left out: put them there, or correct the links."
    )


@pytest.mark.parametrize("link", ["images/there%20is.png", "<images/there is.png>", "/images/there%20is.png?v=2"])
def test_a_picture_that_is_there_is_no_problem_however_it_is_written(home: Path, link: str) -> None:
    post = read(home, HEAD + WORDS + f"![A curve]({link})\n")
    assert said(post) == []
    assert len(post.pictures) == 1


@pytest.mark.parametrize("link", ["https://me.org/gone.png", "//me.org/gone.png", "data:image/png;base64,AAAA"])
def test_what_lies_elsewhere_is_not_missing(home: Path, link: str) -> None:
    assert said(read(home, HEAD + WORDS + f"![A curve]({link})\n")) == []


def test_a_picture_of_the_site_is_shown_from_there_and_that_is_said(home: Path) -> None:
    text = "---\ntitle: Tidy tables\n---\n" + WORDS + "![A curve](/assets/gone.svg)\n\n![Another](/assets/more.svg)\n"
    post = read(home, text, site="https://me.org")
    assert said(post) == [("info", "picture-on-site", 6)]
    (problem,) = [p for p in post.problems if p.code == "picture-on-site"]
    assert problem.message == (
        "The pictures /assets/gone.svg (line 6) and /assets/more.svg (line 8) are not in the folder: readers are shown https://me.org/assets/"
        "gone.svg, which nobody looked at. posts.static in config/bot.yaml names the folder of such files."
    )
    assert 'src="https://me.org/assets/gone.svg"' in sent(post, "ghost")
    own = platforms.load("x").render(post, account("x"), {}).problems
    assert not [problem for problem in own if problem.code == "picture-missing"], "it is said once"


def test_a_picture_of_the_site_that_its_own_folder_lacks_is_a_warning(home: Path) -> None:
    (home / "static").mkdir()
    assert said(read(home, HEAD + WORDS + "![A curve](/assets/gone.svg)\n", static=True)) == [("warning", "picture-on-site", 7)]


def test_without_a_site_its_pictures_are_missing(home: Path) -> None:
    assert said(read(home, "# Tidy\n\n" + WORDS + "![A curve](/assets/gone.svg)\n")) == [("warning", "picture-missing", 5)]


@pytest.mark.parametrize("platform", ["devto", "ghost", "nostr", "x"])
def test_a_cover_that_is_missing_is_an_error_of_its_line_and_goes_nowhere(home: Path, platform: str) -> None:
    post = read(home, "---\ntitle: Tidy tables\nurl: https://me.org/tidy\ncover: images/gone.png\n---\n" + WORDS)
    assert said(post) == [("error", "picture-missing", 4)]
    assert "gone" not in sent(post, platform)


def test_a_picture_that_comes_later_is_waited_for(home: Path) -> None:
    path = home / "posts/tidy.md"
    path.write_text(HEAD + "![c](images/gone.png)\n")
    about = path.stat()
    settings = Settings(root=home, state=home / ".bot", posts=Posts(path=home / "posts"), site=Site())
    found = reading.read(settings, folder.Look("tidy.md", about.st_size, about.st_mtime_ns))
    assert found.depends == (str(home / "posts/images/gone.png"),)
