"""A disk after a power cut: what was synced is on it; of everything else, whatever chance leaves.

Two kinds of disk. `ordered` is a journal as ext4 keeps it: names come to the disk in the order in which they were made, a sync of
a new or longer file brings all names before it along, and a file never grows over bytes that were not written. The other is the
least that POSIX promises: each name is on the disk only once its own folder was synced, and a longer file may hold zeros or
rubbish where its data did not arrive.

Data that was not synced stays away, comes whole, ends in the middle, or comes in sectors here and there.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

SECTORS = (512, 4096)


@dataclass(frozen=True, slots=True)
class Operation:
    """Something asked of the disk, from the moment it began to the moment it had ended."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Write(Operation):
    """`data` into the file numbered `file` from byte `at` on; `grows` when it makes the file longer."""

    file: int
    at: int
    data: bytes
    grows: bool


@dataclass(frozen=True, slots=True)
class Size(Operation):
    """The file's length, set."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Entry(Operation):
    """A name that is `gone`, a name that is `new`, or both at once; `file` is None for a folder."""

    gone: str | None
    new: str | None
    file: int | None


@dataclass(frozen=True, slots=True)
class Sync(Operation):
    """Of a file by its number, or of a folder by its name."""

    what: int | str


@dataclass
class Image:
    """What a disk holds: files and folders by their name below the root. `away` counts the operations that did not arrive whole."""

    files: dict[str, bytes]
    folders: set[str]
    away: int = 0

    def lay(self, root: Path) -> None:
        """Makes `root` look like this. A file that has its bytes already stays as old as it is."""
        for path in sorted(root.rglob("*"), reverse=True):
            name = str(path.relative_to(root))
            if path.is_dir() and name not in self.folders:
                path.rmdir()
            elif path.is_file() and (name not in self.files or path.read_bytes() != self.files[name]):
                path.unlink()
        for name in sorted(self.folders):
            (root / name).mkdir(mode=0o700, exist_ok=True)
        for name in self.files.keys() - {str(path.relative_to(root)) for path in root.rglob("*")}:
            (root / name).write_bytes(self.files[name])
            (root / name).chmod(0o600)


@dataclass(frozen=True)
class Disk:
    """What lay on the disk before, and all that was asked of it since, in order."""

    names: dict[str, int]
    contents: dict[int, bytes]
    folders: frozenset[str]
    operations: tuple[Write | Size | Entry, ...] = ()
    syncs: tuple[Sync, ...] = ()

    def without(self, idle: Callable[[str], bool]) -> Disk:
        """The same disk, where a sync of any file or folder whose name is `idle` does nothing."""
        known = {file: name for name, file in self.names.items()}
        known |= {op.file: op.new for op in self.operations if isinstance(op, Entry) and op.file is not None and op.new}
        named = (sync.what if isinstance(sync.what, str) else known[sync.what] for sync in self.syncs)
        return replace(self, syncs=tuple(sync for sync, name in zip(self.syncs, named, strict=True) if not idle(name)))

    def whole(self) -> Image:
        """As everybody saw it at the end."""
        return self.cut(1 << 60, random.Random(0), ordered=True, gently=True)

    def cut(self, at: int, chance: random.Random, *, ordered: bool, gently: bool = False) -> Image:
        """As it is when the power goes at the moment `at`; `gently` when everything that began arrives."""
        begun = [op for op in self.operations if op.begin < at]
        done = [sync for sync in self.syncs if sync.end < at]
        names, folders, away = self._names([op for op in begun if isinstance(op, Entry)], done, chance, ordered, gently)
        changes: dict[int, list[Write | Size]] = defaultdict(list)
        for op in begun:
            if not isinstance(op, Entry):
                changes[op.file].append(op)
        image = Image({}, {name for name in folders if all(str(above) in folders for above in _above(name))}, away)
        made: dict[int, bytes] = {}
        for name, file in names.items():
            if all(str(above) in image.folders for above in _above(name)):
                if file not in made:
                    torn = _Torn(self.contents.get(file, b""), changes[file], _synced(done, file), chance, ordered, gently)
                    made[file] = torn.content()
                    image.away += torn.away
                image.files[name] = made[file]
        return image

    def _names(
        self, entries: list[Entry], done: list[Sync], chance: random.Random, ordered: bool, gently: bool
    ) -> tuple[dict[str, int], set[str], int]:
        """The names that arrived, the folders, and how many changes of names did not."""
        names, folders = dict(self.names), set(self.folders)
        if gently:
            kept = entries
        elif ordered:
            kept = _in_order(entries, max((sync.begin for sync in done if sync in self._committing), default=0), chance)
        else:
            kept = _each_alone(entries, done, chance)
        for entry in kept:
            if entry.file is None:
                folders.add(entry.new or "")
                continue
            if entry.gone is not None and names.get(entry.gone) == entry.file:
                del names[entry.gone]
            if entry.new is not None:
                names[entry.new] = entry.file
        return names, folders, len(entries) - len(kept)

    @cached_property
    def _committing(self) -> frozenset[Sync]:
        """The syncs that make a journal write all names before them: of a folder, and of a file that is new or longer."""
        found, since, grown = set(), dict[int | str, int](), defaultdict[int | str | None, list[int]](list)
        for op in self.operations:
            if not isinstance(op, Write) or op.grows:
                grown[op.file].append(op.end)
        for sync in self.syncs:
            if isinstance(sync.what, str) or any(since.get(sync.what, 0) <= end < sync.begin for end in grown[sync.what]):
                found.add(sync)
            since[sync.what] = sync.begin
        return frozenset(found)


def _above(name: str) -> Iterator[PurePosixPath]:
    """The folders that a name lies in, without the root."""
    return (above for above in PurePosixPath(name).parents if above.name)


def _synced(done: list[Sync], what: int | str) -> int:
    """What ended before this moment is on the disk."""
    return max((sync.begin for sync in done if sync.what == what), default=0)


def _in_order(entries: list[Entry], synced: int, chance: random.Random) -> list[Entry]:
    sure = sum(entry.end < synced for entry in entries)
    return entries[: chance.randint(sure, len(entries))]


def _each_alone(entries: list[Entry], done: list[Sync], chance: random.Random) -> list[Entry]:
    likely = chance.choice((0.0, 0.5, 1.0))
    kept = []
    for entry in entries:
        where = {_folder(name) for name in (entry.gone, entry.new) if name is not None}
        sure = all(entry.end < _synced(done, folder) for folder in where)
        if sure or chance.random() < likely:
            kept.append(entry)
    return kept


def _folder(name: str) -> str:
    above = str(PurePosixPath(name).parent)
    return "" if above == "." else above


@dataclass
class _Torn:
    """The content of one file after the cut."""

    before: bytes
    changes: list[Write | Size]
    synced: int
    chance: random.Random
    ordered: bool
    gently: bool
    away: int = 0
    _data: bytearray = field(default_factory=bytearray)
    _holes: list[tuple[int, int]] = field(default_factory=list)

    def content(self) -> bytes:
        """Applies what is sure, then what chance leaves of the rest."""
        self._data = bytearray(self.before)
        sure = [op for op in self.changes if op.end < self.synced or self.gently]
        for op in sure:
            self._apply(op)
        self._holes.clear()
        pending = [op for op in self.changes if not (op.end < self.synced or self.gently)]
        if pending:
            self.chance.choice((self._nothing, self._all, self._cut_short, self._here_and_there))(pending)
            self._fill()
        return bytes(self._data)

    def _nothing(self, pending: list[Write | Size]) -> None:
        self.away += len(pending)

    def _all(self, pending: list[Write | Size]) -> None:
        for op in pending:
            self._apply(op)

    def _cut_short(self, pending: list[Write | Size]) -> None:
        """Some arrive, the next one only in part."""
        whole, sector = self.chance.randrange(len(pending)), self.chance.choice(SECTORS)
        self._all(pending[:whole])
        torn = pending[whole]
        if isinstance(torn, Write):
            pieces = list(_pieces(torn, sector))
            for at, data in pieces[: self.chance.randrange(len(pieces) + 1)]:
                self._put(at, data)
        self.away += len(pending) - whole

    def _here_and_there(self, pending: list[Write | Size]) -> None:
        """Each sector came to the disk once, at a moment of its own, or never."""
        sector = self.chance.choice(SECTORS)
        moments: dict[int, int] = {}

        def arrives(ordinal: int, place: int) -> bool:
            if place not in moments:
                moments[place] = self.chance.choice((0, 0, len(pending), len(pending), self.chance.randint(0, len(pending))))
            return ordinal < moments[place]

        for ordinal, op in enumerate(pending):
            if isinstance(op, Size):
                missing = not arrives(ordinal, -1)
                if not missing:
                    self._apply(op)
            else:
                arrived = [(at, data) for at, data in _pieces(op, sector) if arrives(ordinal, at // sector)]
                missing = sum(len(data) for _, data in arrived) < len(op.data)
                for at, data in arrived:
                    self._put(at, data)
            self.away += missing

    def _apply(self, op: Write | Size) -> None:
        if isinstance(op, Write):
            self._put(op.at, op.data)
        elif op.size < len(self._data):
            del self._data[op.size :]
        else:
            self._data.extend(bytes(op.size - len(self._data)))

    def _put(self, at: int, data: bytes) -> None:
        if at > len(self._data):
            self._holes.append((len(self._data), at))
            self._data.extend(bytes(at - len(self._data)))
        self._data[at : at + len(data)] = data
        self._holes = [part for hole in self._holes for part in _minus(hole, at, at + len(data))]

    def _fill(self) -> None:
        """What stands where the file grew and nothing was written."""
        holes = [(begin, end) for begin, end in self._holes if begin < len(self._data)]
        if self.ordered and holes:
            del self._data[min(begin for begin, _ in holes) :]
            return
        if self.chance.random() < 0.5:
            for begin, end in holes:
                self._data[begin:end] = self.chance.randbytes(end - begin)


def _minus(hole: tuple[int, int], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a hole that are still one after bytes came from `begin` to `end`."""
    if hole[0] < min(begin, hole[1]):
        yield hole[0], min(begin, hole[1])
    if max(end, hole[0]) < hole[1]:
        yield max(end, hole[0]), hole[1]


def _pieces(op: Write, sector: int) -> Iterator[tuple[int, bytes]]:
    """A write as the disk takes it: sector by sector."""
    at = op.at
    while at < op.at + len(op.data):
        end = min(at - at % sector + sector, op.at + len(op.data))
        yield at, op.data[at - op.at : end - op.at]
        at = end
