"""Relative links of a post whose file is not in the posts folder: readers would find nothing there."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bot.model.draft import Problem

if TYPE_CHECKING:
    from bot.model.post import Post
    from bot.model.settings import Posts

FILES = frozenset(".md .markdown .rmd .qmd .ipynb .py .csv .json .txt .pdf .zip .bib .png .jpg .jpeg .gif .svg .webp".split())  # noqa: SIM905
"""Endings of files that lie there as they are linked. A page such as `../other/` or `other.html` is made by the site's generator."""

MOST = 200
"""Links of one post that are looked after."""


def missing(posts: Posts, post: Post) -> tuple[Problem, ...]:
    """A warning for each relative link to a file that is neither beside the post nor in the static folder."""
    checked = [(href, line) for href, line in post.relative.items() if PurePosixPath(_path(href)).suffix.lower() in FILES][:MOST]
    return tuple(
        Problem("warning", "broken-link", f"{href[:100]} leads to a file that is not there. Correct it, or write the whole address.", line)
        for href, line in checked
        if not any(_is_file(place, root) for place, root in _places(posts, post, _path(href)))
    )


def _path(href: str) -> str:
    return unquote(href.split("#")[0].split("?")[0]).replace("\0", "")


def _places(posts: Posts, post: Post, path: str) -> list[tuple[Path, Path]]:
    """Where the file may lie, with the folder it must not leave."""
    name = path.lstrip("/")
    places = (
        [(posts.path / name, posts.path)] if path.startswith("/") else [(posts.path / PurePosixPath(post.path).parent / name, posts.path)]
    )
    return places + ([(posts.static / name, posts.static)] if posts.static else [])


def _is_file(place: Path, root: Path) -> bool:
    whole = Path(os.path.normpath(place))
    try:
        return whole.is_relative_to(root) and whole.is_file()
    except OSError:
        return False
