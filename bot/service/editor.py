"""A person's editor on a file. It works on a copy, so that what others write meanwhile is seen and neither text is lost.

The copy lies in the workspace's private folder, under the file's own name. Nothing that an editor leaves behind is ever deleted before
it stands in the file, or in one beside it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.errors import UserError
from bot.store.durable import keep_names
from bot.text import merge

if TYPE_CHECKING:
    from bot.model.hunk import Hunk
    from bot.service.workspace import Workspace

FOLDER = "edits"
"""What the folder for copies is called, in the workspace's private one."""

Choice = Literal["mine", "theirs", "merged"]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two texts for one file: the person's and another one. `theirs` is None where somebody took the file away.

    `why` is half a sentence that begins with the file's name. `copy` is where the person's text lies until it is settled. Where it is
    `outdated` the file holds the person's text, and theirs is what the article would say now.
    """

    file: Path
    was: str
    mine: str
    theirs: str | None
    why: str
    copy: Path | None = None
    outdated: bool = False

    @property
    def hunks(self) -> tuple[Hunk, ...]:
        """The three texts side by side."""
        return merge.compare(self.was, self.mine, self.theirs or "")

    @property
    def merged(self) -> str | None:
        """Both changes as one text, where they do not touch each other."""
        return None if self.theirs is None else merge.merged(self.hunks)

    @property
    def stays(self) -> Choice:
        """What stands where nobody chooses: what is in the file."""
        return "mine" if self.outdated else "theirs"

    @property
    def other(self) -> str:
        """What the other text is called."""
        return "the article's" if self.outdated else "theirs"

    def told(self, choice: Choice, kept: Path | None) -> str:
        """What stands after a choice, and where the other text is kept."""
        texts = {"mine": "your text stands", "theirs": f"{self.other} stands", "merged": "both changes stand"}
        stands = "it stays away" if choice == "theirs" and self.theirs is None else texts[choice]
        rest = f"; {'yours' if choice == 'theirs' else 'theirs'} is kept in {kept.name}" if kept else ""
        return f"{self.file.name}: {stands}{rest}."


def edit(workspace: Workspace, file: Path, editor: Callable[[Path], object], filled: str = "") -> Clash | None:
    """Opens `file` for a person, `filled` with a text where there is none yet, and writes what they made of it.

    Gives what is to be decided where somebody else wrote the file meanwhile: it then stands as they left it. Raises UserError or OSError.
    """
    was = read(file)
    given = filled if was is None else was
    copy = _copy(workspace, file, given)
    try:
        editor(copy)
    except UserError as error:
        raise _with_kept(error, file, copy, given) from error
    mine, theirs = read(copy), read(file)
    if mine is not None and mine not in (given, theirs):
        if theirs != was:
            return Clash(file, given, mine, theirs, "changed while you edited it", copy)
        put(file, mine, copy.stat().st_mtime_ns)
    _drop(copy)
    return None


def settle(clash: Clash, choice: Choice) -> Path | None:
    """Does what the person chose. Gives the file beside it in which the other text is kept, if one is. Raises UserError or OSError."""
    if read(clash.file) != clash.theirs:
        saved = keep(clash.file, "mine", clash.mine)
        _done(clash)
        raise UserError(f"{clash.file.name} changed once more and was left alone. Your text is kept in {saved.name}: edit it again.")
    kept: Path | None = None
    if choice == "merged":
        put(clash.file, demand_merged(clash))
    elif choice == "mine":
        kept = keep(clash.file, "theirs", clash.theirs) if clash.theirs is not None else None
        put(clash.file, clash.mine)
    else:
        kept = keep(clash.file, "mine", clash.mine)
    _done(clash)
    return kept


def demand_merged(clash: Clash) -> str:
    """Both changes as one text. Raises UserError where they touch each other."""
    text = clash.merged
    if text is None:
        raise UserError(f"The two texts of {clash.file.name} touch each other, so they are not put together. Choose one of them.")
    return text


def demand_unchanged(file: Path, text: str) -> None:
    """Raises UserError where the file no longer holds `text`."""
    if read(file) != text:
        raise UserError(f"{file.name} changed once more and was left alone. Edit it again.")


def put(file: Path, text: str, written: int | None = None) -> None:
    """Writes the file whole or not at all, with the mode it has; `written` is when a person did, in nanoseconds."""
    place = file.resolve()
    handle, name = tempfile.mkstemp(prefix=".edit-", suffix=".tmp", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(_bytes(text))
            out.flush()
            os.fsync(out.fileno())
        if place.exists():
            shutil.copymode(place, name)
        else:
            Path(name).chmod(0o644)
        if written is not None:
            os.utime(name, ns=(written, written))
        Path(name).replace(place)
    finally:
        Path(name).unlink(missing_ok=True)
    keep_names(place.parent)


def _copy(workspace: Workspace, file: Path, text: str) -> Path:
    folder = workspace.settings.state / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = Path(tempfile.mkdtemp(dir=folder)) / file.name
    copy.write_bytes(_bytes(text))
    return copy


def read(file: Path) -> str | None:
    """The text as it is, whatever its bytes; None where there is none."""
    try:
        return file.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def keep(file: Path, whose: str, text: str) -> Path:
    """Writes a text beside the file, under a name that no post and nothing else has."""
    number = 1
    while True:
        kept = file.with_name(f"{file.name}.{whose}-{number}.bak")
        try:
            with kept.open("xb") as out:
                out.write(_bytes(text))
                out.flush()
                os.fsync(out.fileno())
        except FileExistsError:
            number += 1
            continue
        keep_names(kept.parent)
        return kept


def _done(clash: Clash) -> None:
    if clash.copy is not None:
        _drop(clash.copy)


def _with_kept(error: UserError, file: Path, copy: Path, given: str) -> UserError:
    """The same error; where the editor had written something before it failed, that is kept beside the file, and said."""
    mine = read(copy)
    kept = keep(file, "mine", mine) if mine is not None and mine != given else None
    _drop(copy)
    return UserError(f"{error} What you wrote is kept in {kept}.", exit_code=error.exit_code) if kept else error


def _drop(copy: Path) -> None:
    """Takes the copy and its folder away, with what the editor left beside it."""
    shutil.rmtree(copy.parent, ignore_errors=True)
