"""Local pictures of a post, made safe to publish: opened beneath one folder, decoded in a child, stripped, kept by content.

A prepared picture lies in the cache as `SHA256.ext`; `SOURCE-SHA256.json` beside it remembers what became of which source, so
that nothing is decoded twice.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from bot.model.draft import Problem
from bot.model.post import Picture

LARGEST = 50_000_000
"""Bytes of a source file."""

DEADLINE = 30.0
"""Seconds on the wall for one picture; the child has its own limit of processor time."""

MAGIC = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8", "image/webp": b"RIFF"}
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
RECIPE = 1
"""Grows when the decoder would make other bytes of the same source."""

_WHY = {
    "outside": "lies outside the posts folder; copy it in",
    "missing": "is missing; put the picture there or correct the link",
    "unreadable": "is not a picture we can read; save it as PNG, JPEG, WebP or GIF",
    "too-large": "is too large; make it smaller than 50 megapixels and 50 MB",
}


class _Bad(Exception):
    """Why a picture cannot be used: a key of `_WHY`."""


def prepare(source: Path, root: Path, cache: Path) -> Picture | Problem:
    """The picture at `source`, which must lie beneath `root`, made ready in `cache`, or what is wrong with it.

    Raises OSError where the cache cannot be written.
    """
    return prepare_all({source.name: (source, root)}, cache)[source.name]


def prepare_all(wanted: Mapping[str, tuple[Path, Path]], cache: Path) -> dict[str, Picture | Problem]:
    """The same for many, with one child for all: `wanted` maps the name a person knows to (source, root).

    A problem is a warning with code `picture-missing`, `picture-unreadable`, `picture-too-large` or `picture-outside`.
    """
    made: dict[str, Picture | Problem] = {}
    with _Decoder() as decoder:
        for name, (source, root) in wanted.items():
            try:
                made[name] = _one(source, root, cache, decoder)
            except _Bad as bad:
                why = str(bad)
                made[name] = Problem("warning", f"picture-{why}", f"The picture {name} {_WHY[why]}.")
    return made


def _one(source: Path, root: Path, cache: Path, decoder: _Decoder) -> Picture:
    data = _read_beneath(source, root)
    note = cache / f"{hashlib.sha256(data).hexdigest()}.json"
    known = _remembered(note)
    if known:
        return known
    if not any(data.startswith(magic) for magic in MAGIC.values()):
        raise _Bad("unreadable")
    kind, width, height, clean = decoder.decode(data)
    digest = hashlib.sha256(clean).hexdigest()
    path = cache / f"{digest}.{ENDINGS[kind]}"
    cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(path, clean)
    _write(note, json.dumps({"recipe": RECIPE, "name": path.name, "kind": kind, "width": width, "height": height}).encode())
    return Picture(path=str(path.absolute()), kind=kind, bytes=len(clean), width=width, height=height, digest=digest)


def _read_beneath(source: Path, root: Path) -> bytes:
    """The bytes of a regular file below `root`. Links are resolved first, and then no link is followed: a swap in between finds nothing."""
    try:
        base = root.resolve(strict=True)
        parts = source.resolve(strict=True).relative_to(base).parts
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _Bad("missing") from error
    except (OSError, RuntimeError) as error:
        raise _Bad("unreadable") from error
    except ValueError as error:
        raise _Bad("outside") from error
    if not parts:
        raise _Bad("unreadable")
    try:
        with os.fdopen(_walk(base, parts), "rb") as file:
            return _bounded(file)
    except OSError as error:
        raise _Bad(
            {errno.ENOENT: "missing", errno.ELOOP: "outside", errno.ENOTDIR: "outside"}.get(error.errno or 0, "unreadable")
        ) from error


def _walk(base: Path, parts: tuple[str, ...]) -> int:
    folder = os.open(base, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in parts[:-1]:
            below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
            os.close(folder)
            folder = below
        # O_NONBLOCK: opening a pipe nobody writes to must not hang.
        return os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    finally:
        os.close(folder)


def _bounded(file: IO[bytes]) -> bytes:
    seen = os.fstat(file.fileno())
    if not stat.S_ISREG(seen.st_mode):
        raise _Bad("unreadable")
    data = file.read(LARGEST + 1) if seen.st_size <= LARGEST else b""
    if seen.st_size > LARGEST or len(data) > LARGEST:
        raise _Bad("too-large")
    return data


def _remembered(note: Path) -> Picture | None:
    """What the cache holds for a source, if its bytes are still the ones it was given."""
    try:
        known = json.loads(note.read_bytes())
        path = note.with_name(known["name"])
        data = path.read_bytes()
    except (OSError, ValueError):
        return None
    digest = hashlib.sha256(data).hexdigest()
    if known["recipe"] != RECIPE or digest != path.stem:
        return None
    return Picture(
        path=str(path.absolute()), kind=known["kind"], bytes=len(data), width=known["width"], height=known["height"], digest=digest
    )


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


class _Decoder:
    """The child which decodes, started for the first picture that needs it and anew after one that killed it."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def decode(self, data: bytes) -> tuple[str, int, int, bytes]:
        """MIME type, width, height and bytes of the clean picture. Raises _Bad."""
        child = self._child = self._child or _start()
        alarm = threading.Timer(DEADLINE, child.kill)
        alarm.start()
        try:
            answer, clean = _ask(child, data)
        except (OSError, EOFError, ValueError) as error:
            self._end()
            raise _Bad("unreadable") from error
        finally:
            alarm.cancel()
        if "problem" in answer:
            raise _Bad(str(answer["problem"]))
        return str(answer["kind"]), int(answer["width"]), int(answer["height"]), clean

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()
        child.kill()
        child.wait()


def _start() -> subprocess.Popen[bytes]:
    script = Path(__file__).with_name("decoder.py")
    return subprocess.Popen(  # noqa: S603 - our own script, under our own interpreter
        [sys.executable, "-I", str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
    )


def _ask(child: subprocess.Popen[bytes], data: bytes) -> tuple[dict[str, str], bytes]:
    assert child.stdin
    assert child.stdout
    child.stdin.write(struct.pack(">Q", len(data)))
    child.stdin.write(data)
    child.stdin.flush()
    line, clean = struct.unpack(">QQ", _exactly(child.stdout, 16))
    if line > 1000 or clean > LARGEST:
        raise ValueError
    answer = json.loads(_exactly(child.stdout, line))
    picture = _exactly(child.stdout, clean)
    if "problem" not in answer and not picture.startswith(MAGIC[answer["kind"]]):
        raise ValueError
    return answer, picture


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    data = pipe.read(count)
    if len(data) != count:
        raise EOFError
    return data
