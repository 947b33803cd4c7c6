"""One post off the disk: its bytes, its sidecars and its pictures, read without trusting any of them."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bot.model.draft import Problem
from bot.service import absences, folder, pictures, targets

if TYPE_CHECKING:
    from bot.model.post import Override, Picture, Post
    from bot.model.settings import Settings


class NotReadable(Exception):
    """A file that cannot become a post now. `problem` says why, for a person; `passing` when another try may succeed."""

    def __init__(self, problem: Problem, *, passing: bool = False) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.passing = passing


@dataclass(frozen=True, slots=True)
class Read:
    """A post and what it was made from: `digest` of the file alone, `depends` the absolute paths of its pictures."""

    post: Post
    digest: str
    depends: tuple[str, ...]


def content(root: Path, look: folder.Look) -> bytes:
    """The bytes of a file of the posts folder, if it is a regular one, small enough, and the same after as before. Raises NotReadable."""
    if look.misnamed:
        raise NotReadable(_refusal("bad-name", f"{look.path} has a name that is no UTF-8; rename the file."))
    if look.outside:
        raise NotReadable(_refusal("outside", f"{look.path} is a link that leads out of the posts folder; copy the file in instead."))
    if not look.regular:
        raise NotReadable(_refusal("not-a-file", f"{look.path} is not a regular file; only files can be posts."))
    if look.size > folder.LARGEST:
        raise NotReadable(
            _refusal("too-large", f"{look.path} has {look.size:,} bytes; a post may have {folder.LARGEST:,}. Split it, or exclude it.")
        )
    try:
        return _steady(root / look.path, look)
    except OSError as error:
        if error.errno == errno.ENOENT:
            raise NotReadable(_refusal("gone", f"{look.path} went away while it was read."), passing=True) from error
        raise NotReadable(_refusal("unreadable", f"{look.path} cannot be opened ({error.strerror}); check its permissions.")) from error


def _steady(path: Path, look: folder.Look) -> bytes:
    # O_NONBLOCK: a pipe that took the file's place must not hang the service.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        before = os.fstat(file.fileno())
        data = file.read(folder.LARGEST + 1)
        after = os.fstat(file.fileno())
    if not stat.S_ISREG(before.st_mode):
        raise NotReadable(_refusal("not-a-file", f"{look.path} is not a regular file; only files can be posts."))
    if (after.st_size, after.st_mtime_ns) != (look.size, look.mtime_ns) or len(data) != look.size:
        raise NotReadable(_refusal("changing", f"{look.path} is being written."), passing=True)
    return data


def _refusal(code: str, message: str) -> Problem:
    return Problem("error", code, message)


def read(settings: Settings, look: folder.Look, sidecars: Sequence[tuple[str, folder.Look]] = ()) -> Read:
    """The post at `look` with its `sidecars` (account, file) and pictures. Raises NotReadable."""
    from bot.text import source

    root = settings.posts.path
    data = content(root, look)
    known = {*settings.accounts, *settings.groups, *(a.platform for a in settings.accounts.values())}
    try:
        post = source.read_post(data, look.path, settings.site, settings.posts, known)
        written = {account: (content(root, side), side) for account, side in sidecars}
        beside, slips = _from_sidecars(settings, post, written)
    except source.Unreadable as error:
        raise NotReadable(error.problem) from error
    places = candidates(settings, post)
    there = {src: place for src, place in places.items() if place is not None and _exists(place)}
    found, problems = _pictures(settings, post, there)
    post, absent = absences.settle(post, [src for src in places if src not in there], data, settings.posts)
    digest = hashlib.sha256(data)
    whole = digest.copy()
    for account in sorted(written):
        whole.update(account.encode() + written[account][0])
    for src in sorted(found):
        whole.update(found[src].digest.encode())
    problems = (*post.problems, *slips, *_unknown(settings, post), *problems, *absent, *targets.missing(settings.posts, post))
    post = replace(post, overrides={**post.overrides, **beside}, pictures=found, digest=whole.hexdigest(), problems=problems)
    return Read(post, digest.hexdigest(), tuple(str(place) for place in places.values() if place is not None))


def _from_sidecars(
    settings: Settings, post: Post, written: Mapping[str, tuple[bytes, folder.Look]]
) -> tuple[dict[str, Override], tuple[Problem, ...]]:
    """What the sidecars say, each over what its post does, and what is wrong in them."""
    from bot.text import named

    found: dict[str, Override] = {}
    problems: list[Problem] = []
    for account, (text, side) in written.items():
        override, slips = _sidecar(text, side)
        platform = settings.accounts[account].platform
        found[account] = override.over(post.override(account, platform))
        strange = named.unknown(post, override, {account, platform}, override.lines.get("pictures", 1))
        problems += [_of(side, slip) for slip in (*slips, *strange)]
    return found, tuple(problems)


def _unknown(settings: Settings, post: Post) -> list[Problem]:
    """Errors for pictures that the post's own front matter names for an account and does not have."""
    from bot.text import named

    platforms = {name: account.platform for name, account in settings.accounts.items()}
    found: list[Problem] = []
    for name, override in post.overrides.items():
        readers = {name, platforms.get(name, name), *(account for account, platform in platforms.items() if platform == name)}
        found += named.unknown(post, override, readers, override.lines.get("pictures", override.line), f"{name}.pictures")
    return found


def _sidecar(text: bytes, side: folder.Look) -> tuple[Override, tuple[Problem, ...]]:
    """What a sidecar says, and what is wrong in it. Raises NotReadable that names the sidecar."""
    from bot.text import source

    try:
        return source.read_sidecar(text)
    except source.Unreadable as error:
        raise NotReadable(_of(side, error.problem)) from error


def _of(side: folder.Look, problem: Problem) -> Problem:
    """`problem` with the sidecar's name and line in its words: the line is none of the post's."""
    place = f"{side.path}:{problem.line}" if problem.line else side.path
    return replace(problem, message=f"{place}: {problem.message}", line=0)


def _pictures(settings: Settings, post: Post, there: Mapping[str, Path]) -> tuple[dict[str, Picture], tuple[Problem, ...]]:
    if not there:
        return {}, ()
    beneath = settings.posts.static or settings.posts.path
    roots = {src: settings.posts.path if path.is_relative_to(settings.posts.path) else beneath for src, path in there.items()}
    prepared = pictures.prepare_all({src: (path, roots[src]) for src, path in there.items()}, settings.state / "media")
    lines = absences.lines(post)
    good = {src: made for src, made in prepared.items() if not isinstance(made, Problem)}
    bad = tuple(replace(made, line=lines.get(src, 0)) for src, made in prepared.items() if isinstance(made, Problem))
    return good, bad


def candidates(settings: Settings, post: Post) -> dict[str, Path | None]:
    """Where each local picture of the post should lie: beside the post, else below the static folder; None where nothing can lie."""
    sources = dict.fromkeys([*([post.cover] if post.cover else []), *absences.lines(post)])
    return {src: _place(settings, post.path, src) for src in sources if "://" not in src and not src.startswith(("//", "data:"))}


def _place(settings: Settings, post_path: str, src: str) -> Path | None:
    written = src.split("?")[0].split("#")[0]
    for name in dict.fromkeys((written, unquote(written))):
        if not name.strip("/") or "\0" in name or any(len(part.encode("utf-8", "replace")) > 255 for part in PurePosixPath(name).parts):
            return None
        place = settings.posts.path / PurePosixPath(post_path).parent / name.lstrip("/")
        if settings.posts.static and (name.startswith("/") or not _exists(place)):
            place = settings.posts.static / name.lstrip("/")
        if _exists(place):
            break
    return place


def _exists(place: Path) -> bool:
    """Whether anything lies there; what may not be looked at does not."""
    try:
        return place.exists()
    except OSError:
        return False
