"""What strace saw, as operations on a disk, requests that left, and notes that were written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.faults.disk import Disk, Entry, Size, Sync, Write

CALLS = (
    "open", "openat", "creat", "write", "writev", "pwrite64", "pwritev", "pwritev2", "ftruncate", "truncate", "fallocate",
    "fsync", "fdatasync", "sync_file_range", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "unlink",
    "unlinkat", "mkdir", "mkdirat", "rmdir", "sendto", "sendmsg", "recvfrom", "copy_file_range", "sendfile", "lseek",
)  # fmt: skip
LINE = re.compile(r"(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()")
RESULT = re.compile(r"\) += (-?\d+|\?)[^\"]*$")
SOCKET = re.compile(r"\d+<TCP:\[[\d.]+:(\d+)->[\d.]+:(\d+)\]>")
FILE = re.compile(r"(\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})+)>")


def strace(log: Path) -> tuple[str, ...]:
    """The command that goes before the one to be watched."""
    calls = f"trace={','.join(f'?{call}' for call in CALLS)}"
    return "strace", "-f", "--seccomp-bpf", "-qq", "-yy", "-xx", "-s", "100000000", "-o", str(log), "-e", calls, "-e", "signal=none"


@dataclass
class Request:
    """One request: its bytes so far, when it had left wholly, and when the first byte of an answer had come."""

    begin: int
    data: bytes = b""
    left: int | None = None
    answered: int | None = None

    def whole(self) -> bool:
        """Whether head and body are complete."""
        head, _, body = self.data.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        return b"\r\n\r\n" in self.data and len(body) >= (int(length[1]) if length else 0)

    @property
    def line(self) -> tuple[str, str]:
        """Method and path, without a query."""
        method, target, _ = self.data.split(b"\r\n", 1)[0].decode().split(" ")
        return method, target.partition("?")[0]


@dataclass
class Trace:
    """Reads logs of strace, one after the other; moments are the numbers of their lines."""

    root: Path
    port: int
    notes: Path
    disk: Disk
    moment: int = 0
    operations: list[Write | Size | Entry] = field(default_factory=list)
    syncs: list[Sync] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    noted: list[tuple[int, str]] = field(default_factory=list)
    telling: list[int] = field(default_factory=list)
    """The moments at which something happened to the disk or on the wire."""
    _sizes: dict[int, int] = field(default_factory=dict)
    _names: dict[str, int] = field(default_factory=dict)
    _places: dict[tuple[str, str], int | None] = field(default_factory=dict)
    _wires: dict[str, Request] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names = dict(self.disk.names)
        self._sizes = {file: len(data) for file, data in self.disk.contents.items()}

    def read(self, log: Path) -> None:
        """One log more."""
        begun: dict[str, tuple[str, int]] = {}
        with log.open(encoding="ascii", errors="replace") as lines:
            for line in lines:
                self.moment += 1
                found = LINE.match(line)
                if not found:
                    continue
                thread, resumed, call = found.groups()
                if line.endswith("<unfinished ...>\n"):
                    begun[thread] = line[found.end() : -len("<unfinished ...>\n")], self.moment
                    continue
                before, begin = begun.pop(thread) if resumed else ("", self.moment)
                self._one(resumed or call, before + line[found.end() :], begin)

    def whole(self) -> Disk:
        """The disk with all that was read so far."""
        return Disk(self.disk.names, self.disk.contents, self.disk.folders, tuple(self.operations), tuple(self.syncs))

    def _one(self, call: str, said: str, begin: int) -> None:
        result = RESULT.search(said)
        if not result or result[1] == "?" or int(result[1]) < 0:
            return
        if socket := SOCKET.match(said):
            self._wire(call, socket, said, begin)
            return
        handler: Callable[[str, int, int], None] | None = getattr(self, f"_do_{call}", None)
        if handler:
            handler(said, int(result[1]), begin)
        elif any(self._below(name) is not None for _, name in _files(said)):
            raise AssertionError(f"no model of {call}: {said[:300]}")

    def _wire(self, call: str, socket: re.Match[str], said: str, begin: int) -> None:
        if int(socket[2]) != self.port:
            return
        request = self._wires.get(socket[1])
        if call in {"sendto", "write"}:
            if request is None or request.answered is not None:
                request = self._wires[socket[1]] = Request(begin)
                self.requests.append(request)
            request.data += _strings(said)[0]
            request.left = self.moment if request.whole() else None
            self.telling.append(begin)
        elif call == "recvfrom" and request is not None and request.answered is None and _strings(said)[0]:
            request.answered = self.moment
            self.telling.append(begin)

    def _below(self, name: str) -> str | None:
        """A name as the disk's; None when it is not below the root, or never on any disk: SQLite's index of the WAL is memory."""
        path = PurePosixPath(name)
        if not path.is_relative_to(self.root) or name.endswith("-shm"):
            return None
        inside = str(path.relative_to(self.root))
        return "" if inside == "." else inside

    def _change(self, change: Write | Size | Entry) -> None:
        self.operations.append(change)
        self.telling.append(change.begin)

    def _named(self, begin: int, gone: str | None, new: str | None, file: int | None) -> None:
        if gone is not None:
            self._names.pop(gone)
        if new is not None and file is not None:
            self._names[new] = file
        self._change(Entry(begin, self.moment, gone, new, file))

    def _do_openat(self, said: str, descriptor: int, begin: int) -> None:
        asked, _, flags = said.partition('"')[2].partition('"')
        name = self._below(str(PurePosixPath(_files(said)[0][1]) / _text(asked)))
        if name is None or "O_DIRECTORY" in flags:
            return
        if name not in self._names:
            if "O_CREAT" not in flags:
                return  # a folder, opened to be listed or synced
            self._named(begin, None, name, len(self._sizes))
            self._sizes[self._names[name]] = 0
        elif "O_TRUNC" in flags and self._sizes[self._names[name]]:
            self._sized(begin, self._names[name], 0)
        self._places[str(descriptor), name] = None if "O_APPEND" in flags else 0

    def _do_write(self, said: str, written: int, begin: int) -> None:
        ((descriptor, path),) = _files(said)[:1] or [("", "")]
        if path == str(self.notes):
            self.noted.append((begin, _strings(said)[0].decode().strip()))
            return
        name = self._below(path)
        if name is None:
            return
        place = self._places[descriptor, name]
        at = self._sizes[self._names[name]] if place is None else place
        self._written(begin, name, at, _strings(said)[0][:written])
        if place is not None:
            self._places[descriptor, name] = place + written

    def _do_pwrite64(self, said: str, written: int, begin: int) -> None:
        name = self._below(_files(said)[0][1])
        if name is not None:
            self._written(begin, name, int(said.rsplit('"', 1)[1].split(",")[2].split(")")[0]), _strings(said)[0][:written])

    def _written(self, begin: int, name: str, at: int, data: bytes) -> None:
        file = self._names[name]
        grows = at + len(data) > self._sizes[file]
        self._sizes[file] = max(self._sizes[file], at + len(data))
        self._change(Write(begin, self.moment, file, at, data, grows))

    def _do_lseek(self, said: str, place: int, _: int) -> None:
        for descriptor, path in _files(said)[:1]:
            name = self._below(path)
            if name is not None and self._places.get((descriptor, name)) is not None:
                self._places[descriptor, name] = place

    def _do_ftruncate(self, said: str, _: int, begin: int) -> None:
        name = self._below(_files(said)[0][1])
        if name is not None:
            self._sized(begin, self._names[name], int(said.split(", ")[1].split(")")[0]))

    def _do_fallocate(self, said: str, _: int, begin: int) -> None:
        name = self._below(_files(said)[0][1])
        if name is not None:
            _, _, at, length = said.split(")")[0].split(", ")
            self._sized(begin, self._names[name], max(self._sizes[self._names[name]], int(at) + int(length)))

    def _sized(self, begin: int, file: int, size: int) -> None:
        self._sizes[file] = size
        self._change(Size(begin, self.moment, file, size))

    def _do_fdatasync(self, said: str, _: int, begin: int) -> None:
        name = self._below(_files(said)[0][1])
        if name is not None:
            self.syncs.append(Sync(begin, self.moment, self._names.get(name, name)))
            self.telling += [begin, self.moment]

    _do_fsync = _do_fdatasync

    def _do_mkdir(self, said: str, _: int, begin: int) -> None:
        name = self._below(_text(said.split('"')[1]))
        if name is not None:
            self._named(begin, None, name, None)

    def _do_unlink(self, said: str, _: int, begin: int) -> None:
        name = self._below(_text(said.split('"')[1]))
        if name is not None:
            self._named(begin, name, None, self._names[name])

    def _do_rename(self, said: str, _: int, begin: int) -> None:
        old, new = (self._below(_text(said.split('"')[place])) for place in (1, 3))
        if old is not None and new is not None:
            self._named(begin, old, new, self._names[old])


def _text(quoted: str) -> str:
    return bytes.fromhex(quoted.replace("\\x", "")).decode()


def _strings(said: str) -> list[bytes]:
    """What stands in quotes; strace was told to write each byte as a number, so no quote is within."""
    return [bytes.fromhex(part.replace("\\x", "")) for part in said.split('"')[1::2]]


def _files(said: str) -> list[tuple[str, str]]:
    """The files that descriptors stand for, ahead of any string: descriptor and path."""
    return [(found[1], _text(found[2])) for found in FILE.finditer(said.partition('"')[0])]


def gathered(root: Path) -> Disk:
    """What lies on the disk now, all of it synced."""
    files = {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    folders = frozenset(str(path.relative_to(root)) for path in root.rglob("*") if path.is_dir())
    names = {name: number for number, name in enumerate(files)}
    return Disk(names, {names[name]: data for name, data in files.items()}, folders)


def moments(trace: Trace) -> Iterator[int]:
    """Each moment at which a power cut could make a difference, in order."""
    return iter(sorted({each + later for each in trace.telling for later in (0, 1)}))
