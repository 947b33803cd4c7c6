"""What an author has already written comes into the posts folder: never twice, never over a file, never half."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.foreign import reading
from bot.foreign.addresses import same
from bot.foreign.archive import Zip
from bot.foreign.article import Entry, Foreign, Left, Refused, Unusable
from bot.foreign.written import file_of, name_of
from bot.service import fetching, folder

if TYPE_CHECKING:
    from bot.service.workspace import Workspace

LARGEST = 100_000_000
"""Bytes of a feed, a page or a notebook that lies on this machine."""

_TOO_LARGE = f"it has more than {LARGEST // 1_000_000} MB"
_HEAD = 20_000
"""Bytes of a post in which its front matter is looked for."""
_OWN = re.compile(r"^(?:url|imported|canonical_url|canonicalUrl|permalink|title):[ \t]*(.+?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one article: `path` below the posts folder where it lies, `why` for one that was refused or left out."""

    source: str
    title: str
    state: str
    """imported, here, refused, left"""
    path: str = ""
    why: str = ""
    draft: bool = False
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Shelf:
    """The posts folder as an import sees it: the articles that are there, and the names that are taken."""

    root: Path
    known: dict[str, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)
    """Addresses and identities of this run's own articles, with their titles."""
    planned: set[str] = field(default_factory=set)

    def where(self, article: Foreign) -> str:
        """The path of the post that this article is already, or empty."""
        keys = [same(key) for key in (article.url, article.identity) if key]
        if any(key in self.new and self.new[key] != _bare(article.title) for key in keys):
            return ""
        return next((self.known[key] for key in keys if key in self.known), "")

    def apart(self, article: Foreign) -> Foreign:
        """An article whose source gives it the address of another one of the same source comes without an address."""
        keys = {same(key) for key in (article.url, article.identity) if key}
        if not keys & self.new.keys():
            return article
        note = "Its source gives it the address of another article, so it came in without one."
        return replace(article, url="", identity=f"{article.identity}#{article.title}", notes=(*article.notes, note))

    def keep(self, article: Foreign, path: str) -> None:
        """Remembers an article that has arrived."""
        for key in (same(key) for key in (article.url, article.identity) if key):
            self.known[key], self.new[key] = path, _bare(article.title)

    def name(self, wanted: str) -> str:
        """A name that no post has yet, with a number where that takes one."""
        name, number = wanted, 1
        while name in self.planned or os.path.lexists(self.root / f"{name}.md") or os.path.lexists(self.root / name):
            number += 1
            name = f"{wanted}-{number}"
        self.planned.add(name)
        return name


def shelf(workspace: Workspace) -> Shelf:
    """The posts folder with what its posts say of their addresses. Raises UserError when it is missing."""
    root = workspace.settings.posts.path
    if not root.is_dir():
        raise UserError(f"The posts folder {root} is missing. Make it, or set posts.path in config/bot.yaml.")
    found = Shelf(root)
    for look in folder.walk(workspace.settings.posts):
        if not look.regular or look.misnamed:
            continue
        with contextlib.suppress(OSError), (root / look.path).open("rb") as file:
            head = file.read(_HEAD).decode("utf-8", "replace")
            for value in _OWN.findall(head.partition("\n---")[0] if head.startswith("---") else ""):
                found.known.setdefault(same(_unquoted(value)), look.path)
    for record in workspace.store.posts().values():
        if record.url and record.state != "gone":
            found.known.setdefault(same(record.url), record.path)
    return found


def _unquoted(value: str) -> str:
    import json

    try:
        return str(json.loads(value)) if value.startswith('"') else value.strip("'")
    except ValueError:
        return value


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def bring(workspace: Workspace, source: str, onto: Shelf, *, dry: bool = False, site: str = "") -> Iterator[Arrival]:
    """Every article of `source` (an address, a file, an export), one by one as it arrives. `dry` writes nothing.

    `site` is the address that relative ones count from where the source does not say. A source that cannot be read is one refusal.
    """
    try:
        with contextlib.closing(_entries(source, site or workspace.settings.site.url)) as entries:
            for entry in entries:
                if workspace.stop.is_set():
                    return
                yield arrive(entry, source, onto, dry=dry)
    except Unusable as error:
        yield Arrival(source, source, "refused", why=error.why)


def _entries(source: str, site: str) -> Generator[Entry, None, None]:
    if source.startswith(("https://", "http://")):
        answer = fetching.fetch(source)
        yield from reading.entries(answer.data, answer.url, answer.url)
        return
    path = Path(source)
    if path.is_dir():
        yield from reading.archived(_Folder(path), site)
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise Unusable(f"it cannot be read ({error.strerror})") from None
    with file:
        begin = file.read(4)
        file.seek(0)
        if begin == b"PK\x03\x04":
            yield from reading.archived(Zip(file), site)
            return
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unusable(_TOO_LARGE)
    yield from reading.entries(data, path.name, site)


@dataclass(slots=True)
class _Folder:
    """An export that was unpacked already: its files as pieces. Links are not followed."""

    root: Path

    def names(self) -> list[str]:
        return sorted(
            Path(top, name).relative_to(self.root).as_posix()
            for top, _, names in os.walk(self.root)
            for name in names
            if not Path(top, name).is_symlink()
        )

    def read(self, name: str) -> bytes:
        with (self.root / name).open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Unusable(_TOO_LARGE)
        return data


def arrive(entry: Entry, source: str, onto: Shelf, *, dry: bool = False) -> Arrival:
    """One entry of a source, written unless it is there already. Raises UserError when the folder cannot be written to."""
    if isinstance(entry, Refused | Left):
        return Arrival(source, entry.what, "refused" if isinstance(entry, Refused) else "left", why=entry.why)
    there = onto.where(entry)
    if there:
        return Arrival(source, entry.title, "here", there)
    article = onto.apart(entry)
    there = onto.where(article)
    if there:
        return Arrival(source, entry.title, "here", there)
    text = file_of(article).encode("utf-8", "replace")
    if len(text) > folder.LARGEST:
        return Arrival(
            source, article.title, "refused", why=f"its text has more than {folder.LARGEST // 1024} KiB, more than a post may have"
        )
    name = onto.name(name_of(article))
    path = f"{name}/index.md" if article.pictures else f"{name}.md"
    if not dry:
        _write(onto.root, name, text, article)
    onto.keep(article, path)
    return Arrival(source, article.title, "imported", path, draft=article.draft, notes=(*article.notes, *_linked(article)))


def _linked(article: Foreign) -> tuple[str, ...]:
    """What is said of pictures that stay where they are."""
    count = len(re.findall(r"!\[[^\n]{0,2000}?\]\(https?://", article.body)) + article.cover.startswith("http")
    return (f"{count} {'picture stays' if count == 1 else 'pictures stay'} on the web: linked, not fetched.",) if count else ()


def _write(root: Path, name: str, text: bytes, article: Foreign) -> None:
    """The file, or with pictures the folder, put into its place in one step; nothing that is there is replaced. Raises UserError."""
    try:
        with tempfile.TemporaryDirectory(prefix=".import-", dir=root) as made:
            _place(Path(made) / name, root / name, text, article)
        _settle(root)
    except FileExistsError:
        raise UserError(f"{name} came into the posts folder meanwhile. Run the command again; nothing was replaced.") from None
    except OSError as error:
        raise UserError(f"{root / name} cannot be written ({error.strerror}). Mend that, then run the command again.") from error


def _place(made: Path, place: Path, text: bytes, article: Foreign) -> None:
    """Writes everything beside its place and puts it there when it is whole."""
    made.mkdir()
    for file, data in {**article.pictures, "index.md": text}.items():
        _put(made / file, data)
    if article.pictures:
        made.rename(place)
        return
    try:
        os.link(made / "index.md", place.with_name(f"{place.name}.md"))
    except PermissionError:  # a disk without hard links
        _put(place.with_name(f"{place.name}.md"), text)


def _put(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder_: Path) -> None:
    """Makes the names of a folder durable."""
    descriptor = os.open(folder_, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
