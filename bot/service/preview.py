"""One file as its accounts would publish it, without touching the queue."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bot.errors import UserError
from bot.rules import changes
from bot.service import adapt, folder, reading

if TYPE_CHECKING:
    from bot.model.draft import Draft
    from bot.model.post import Post
    from bot.model.settings import Settings
    from bot.service.workspace import Workspace


def preview(workspace: Workspace, file: Path, only: Collection[str] = ()) -> tuple[Post, tuple[Draft, ...]]:
    """`file` as every account it goes to (or of `only`) would publish it; writes nothing but the picture cache. Raises UserError."""
    post = read(workspace, file)
    drafts = tuple(adapt.drafts(workspace, post, tuple(only)).values())
    wrong = [] if drafts else [problem for problem in changes.targets(post, workspace.settings)[1] if problem.level == "error"]
    if wrong:
        raise UserError(f"{file}: {wrong[0].message}")
    return post, drafts


def read(workspace: Workspace, file: Path) -> Post:
    """`file` as a post, with its sidecars and pictures. Raises UserError."""
    path = file.resolve()
    if not path.is_file():
        raise UserError(f"There is no file {file}. Give the path of a markdown file.")
    home = _home(workspace.settings, path)
    beside = [
        (account, _look(home, side))
        for account in home.accounts
        if (side := path.with_name(f"{path.stem}.{account}{path.suffix}")).is_file()
    ]
    try:
        return reading.read(home, _look(home, path), beside).post
    except reading.NotReadable as error:
        place = f"{file}:{error.problem.line}" if error.problem.line else str(file)
        raise UserError(f"{place}: {error.problem.message}") from error


def _home(settings: Settings, path: Path) -> Settings:
    """The settings, with a file from elsewhere standing in a posts folder of its own."""
    if path.is_relative_to(settings.posts.path):
        return settings
    return msgspec.structs.replace(settings, posts=msgspec.structs.replace(settings.posts, path=path.parent))


def _look(home: Settings, path: Path) -> folder.Look:
    about = path.stat()
    return folder.Look(path.relative_to(home.posts.path).as_posix(), about.st_size, about.st_mtime_ns)
