"""One file as its accounts would publish it, without touching the queue."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bot.errors import UserError
from bot.rules import changes
from bot.service import adapt, folder, intake, reading

if TYPE_CHECKING:
    from bot.model.draft import Draft
    from bot.model.post import Post
    from bot.model.settings import Settings
    from bot.service.workspace import Workspace


def preview(workspace: Workspace, file: Path, only: Collection[str] = ()) -> tuple[Post, tuple[Draft, ...]]:
    """`file` as every account it goes to (or of `only`) would publish it; writes nothing but the picture cache. Raises UserError."""
    post = read(workspace, file)
    at, trouble = intake.wanted(workspace, post)
    post = replace(post, publish_at=at, problems=(*post.problems, *trouble))
    drafts = tuple(adapt.drafts(workspace, post, tuple(only)).values())
    found = () if drafts else (*post.problems, *changes.targets(post, workspace.settings)[1])
    for wrong in (problem for problem in found if problem.level == "error"):
        raise UserError(f"{file}:{wrong.line}: {wrong.message}" if wrong.line else f"{file}: {wrong.message}")
    return post, drafts


def read(workspace: Workspace, file: Path, *, without: str = "") -> Post:
    """`file` as a post, with its sidecars (but the one of the account `without`) and pictures. Raises UserError."""
    path = file.resolve()
    if not path.is_file():
        raise UserError(f"There is no file {file}. Give the path of a markdown file.")
    home = _home(workspace.settings, path)
    beside = [
        (account, _look(home, side))
        for account in home.accounts
        if account != without and (side := path.with_name(f"{path.stem}.{account}{path.suffix}")).is_file()
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
