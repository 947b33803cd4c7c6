"""The posts folder as it is: which files there are, which of them can be posts, and what changed since the last look.

Scans are the truth; events of the system only wake them.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import translate
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model.delivery import SeenFile
    from bot.model.settings import Posts

LARGEST = 1 << 20
"""Bytes. A larger text is refused before it is read."""

_TEMPORARY = re.compile(
    r"(^[._#~])|([~#]$)|(\.(swp|swx|swo|tmp|temp|part|partial|crdownload|bak|orig)$)|(^4913$)|(\.tmp\.)|(^\.?#)|(\.~[^/]*$)", re.IGNORECASE
)
_CONFLICT = re.compile(r"(\.sync-conflict-\d{8})|(conflicted copy)|(\(conflict\b)|(-conflict-\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """One file at one look: `path` relative to the folder with `/`, `size` in bytes, `mtime_ns`.

    `regular` is false for a pipe or a device, `outside` true for a link that leads out of the folder, `misnamed` where the name
    is no UTF-8: then `path` is only how it is shown.
    """

    path: str
    size: int
    mtime_ns: int
    regular: bool = True
    outside: bool = False
    misnamed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a look says against memory: paths that are new or differ, and paths that are gone."""

    touched: tuple[Look, ...]
    gone: tuple[str, ...]


@lru_cache(maxsize=32)
def _patterns(globs: tuple[str, ...]) -> re.Pattern[str]:
    # `**/` also matches no folder at all, which fnmatch does not know.
    each = [translate(g) for g in globs] + [translate(g[3:]) for g in globs if g.startswith("**/")]
    return re.compile("|".join(each) or r"(?!)")


def is_temporary(name: str) -> bool:
    """Whether an editor or a synchroniser will remove a file of this name soon, or it is hidden or private (`_`).

    `_posts` is where Jekyll keeps what it publishes: https://jekyllrb.com/docs/structure/ (2026-11).
    """
    return name != "_posts" and bool(_TEMPORARY.search(name))


def is_conflict(name: str) -> bool:
    """Whether a synchroniser made this copy because two machines changed the file."""
    return bool(_CONFLICT.search(name))


def walk(posts: Posts) -> Iterator[Look]:
    """Every file below the folder that may be a post, a sidecar or a conflict copy. Folders behind links are not entered."""
    wanted, unwanted = _patterns(posts.include), _patterns(posts.exclude)
    root = os.fspath(posts.path)
    pending = [""]
    while pending:
        folder = pending.pop()
        for entry in _entries(f"{root}/{folder}"):
            path = f"{folder}/{entry.name}" if folder else entry.name
            if is_temporary(entry.name) or unwanted.match(path):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(path)
            elif wanted.match(path) and not entry.name.upper().startswith("README."):
                look = _look(entry, path, root)
                if look:
                    yield _named(look)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except FileNotFoundError:
        return []


def _look(entry: os.DirEntry[str], path: str, root: str) -> Look | None:
    try:
        about = entry.stat(follow_symlinks=False)
        if stat.S_ISLNK(about.st_mode):
            inside = Path(entry.path).resolve().is_relative_to(Path(root).resolve())
            about = entry.stat() if inside else about
            return Look(path, about.st_size, about.st_mtime_ns, regular=inside and stat.S_ISREG(about.st_mode), outside=not inside)
    except (OSError, RuntimeError):  # RuntimeError: what Python before 3.13 says of a loop of links
        return None  # it went away between the two calls, or a link leads nowhere: the next scan sees what became of it
    return Look(path, about.st_size, about.st_mtime_ns, regular=stat.S_ISREG(about.st_mode))


def _named(look: Look) -> Look:
    shown = os.fsencode(look.path).decode("utf-8", "backslashreplace")
    return look if shown == look.path else replace(look, path=shown, misnamed=True)


def compare(looks: Mapping[str, Look], seen: Mapping[str, SeenFile]) -> Change:
    """What is new, different or gone. Paths of `seen` that begin with `/` are pictures and not looked at here."""
    touched = tuple(
        look for path, look in looks.items() if path not in seen or (seen[path].size, seen[path].mtime_ns) != (look.size, look.mtime_ns)
    )
    return Change(touched, tuple(path for path in seen if not path.startswith("/") and path not in looks))


def identity(folder: Path) -> str:
    """Which folder of which disk it is; empty when it is missing."""
    try:
        about = folder.stat()
    except OSError:
        return ""
    return f"{about.st_dev}:{about.st_ino}"


def vanished(folder: Path, looks: Collection[str], seen: Collection[str], *, other: bool = False) -> str:
    """Why nothing may be withdrawn now, as one sentence, or nothing. A folder that empties at once was unmounted or moved, not edited.

    `other` says that it is another folder or disk than at the last scan: then even a single post did not just vanish.
    """
    known = [path for path in seen if not path.startswith("/")]
    missing = sum(path not in looks for path in known)
    if not folder.is_dir():
        return f"The posts folder {folder} is missing, so nothing is sent. Bring it back, or set posts.path in config/bot.yaml."
    if other and missing == len(known) == 1:
        return f"The only post vanished from {folder}, which is another folder or disk now, so nothing is sent. If you meant it: bot resume"
    if missing >= 2 and missing == len(known):
        return f"All {missing} posts vanished from {folder} at once, so nothing is sent. If you meant it: bot resume"
    if missing >= 10 and missing * 2 > len(known):
        return f"{missing} of {len(known)} posts vanished from {folder} at once, so nothing is sent. If you meant it: bot resume"
    return ""


def owner(path: str, accounts: Collection[str]) -> tuple[str, str] | None:
    """For a sidecar (`folder/slug.ACCOUNT.md`): the stem of the post's path and the account. None for a post."""
    stem, _, ending = path.rpartition(".")
    base, _, account = stem.rpartition(".")
    if ending and base and account in accounts and not base.endswith("/"):
        return base, account
    return None
