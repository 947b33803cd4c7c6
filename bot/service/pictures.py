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
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO

from bot.model.draft import Problem
from bot.model.drawing import Drawing, Fitting
from bot.model.post import Picture
from bot.service.child import LARGEST, MAGIC, Child, Died
from bot.store.durable import keep_names

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
RECIPE = 3
"""Grows when the decoder would make other bytes of the same source."""

DECODER = "decoder"
DRAWER = "drawer"

_WHY = {
    "outside": "lies outside the posts folder; copy it in",
    "missing": "is missing; put the picture there or correct the link",
    "unreadable": "is not a picture we can read; save it as PNG, JPEG, WebP or GIF",
    "too-large": "is too large; make it smaller than 50 megapixels and 50 MB",
    "too-heavy": "takes too much memory to decode; save it as a JPEG or PNG that is not progressive or interlaced, or make it smaller",
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

    A problem is a warning with code `picture-missing`, `picture-unreadable`, `picture-too-large`, `picture-too-heavy` or
    `picture-outside`.
    """
    made: dict[str, Picture | Problem] = {}
    with Child(DECODER) as decoder:
        for name, (source, root) in wanted.items():
            try:
                made[name] = _one(source, root, cache, decoder)
            except _Bad as bad:
                why = str(bad)
                made[name] = Problem("warning", f"picture-{why}", f"The picture {name} {_WHY[why]}.")
    return made


def make(wanted: Iterable[Drawing | Fitting], cache: Path) -> tuple[dict[str, Picture], dict[str, str]]:
    """What drafts ask for, by its `src`: the pictures, and why the others cannot be made. Raises OSError where `cache` cannot be written.

    What could not be made once is not tried again until the recipe changes, so that the same post keeps giving the same drafts.
    """
    made: dict[str, Picture] = {}
    unmade: dict[str, str] = {}
    with Child(DECODER) as decoder, Child(DRAWER) as drawer:
        for wish in dict.fromkeys(wanted):
            try:
                made[wish.src] = _drawn(wish, cache, drawer) if isinstance(wish, Drawing) else _fitted(wish, cache, decoder)
            except _Bad as bad:
                unmade[wish.src] = str(bad)
    return made, unmade


def _drawn(drawing: Drawing, cache: Path, drawer: Child) -> Picture:
    from bot import drawing as studio

    return _kept(cache / f"{drawing.src.replace(':', '-')}.json", studio.recipe(), drawer, asdict(drawing))


def _fitted(fitting: Fitting, cache: Path, decoder: Child) -> Picture:
    note = cache / f"{fitting.src.replace(':', '-')}.json"
    try:
        data = Path(fitting.path).read_bytes()
    except OSError as error:
        raise _Bad("unreadable") from error
    return _kept(note, RECIPE, decoder, {"kinds": fitting.kinds, "bytes": fitting.bytes, "pixels": fitting.pixels}, data)


def _one(source: Path, root: Path, cache: Path, decoder: Child) -> Picture:
    data = _read_beneath(source, root)
    if not any(data.startswith(magic) for magic in MAGIC.values()):
        raise _Bad("unreadable")
    return _kept(cache / f"{hashlib.sha256(data).hexdigest()}.json", RECIPE, decoder, {}, data, failures=False)


def _kept(note: Path, recipe: int | str, child: Child, wish: Mapping[str, object], data: bytes = b"", *, failures: bool = True) -> Picture:
    """The picture that `note` remembers, else the one `child` makes. With `failures`, those are remembered too. Raises _Bad."""
    if known := _remembered(note, recipe):
        return known
    try:
        answer, clean = child.ask(wish, data)
    except Died:
        answer, clean = {"problem": "unreadable" if data else "takes too long to draw"}, b""
    if "problem" in answer and not failures:
        raise _Bad(answer["problem"])
    _make_folder(note.parent)
    if "problem" in answer:
        _write(note, json.dumps({"recipe": recipe, "problem": answer["problem"]}).encode())
        raise _Bad(answer["problem"])
    digest = hashlib.sha256(clean).hexdigest()
    path = note.with_name(f"{digest}.{ENDINGS[answer['kind']]}")
    _write(path, clean, lasting=True)
    _write(note, json.dumps({**answer, "recipe": recipe, "name": path.name}).encode())
    return Picture(str(path.absolute()), answer["kind"], len(clean), int(answer["width"]), int(answer["height"]), digest)


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


def _remembered(note: Path, recipe: int | str) -> Picture | None:
    """What the cache holds for a source, if its bytes are still the ones it was given. Raises _Bad for what could not be made then."""
    try:
        known = json.loads(note.read_bytes())
        if known["recipe"] != recipe:
            return None
        if "problem" in known:
            raise _Bad(known["problem"])
        path = note.with_name(known["name"])
        data = path.read_bytes()
    except (OSError, ValueError, KeyError, TypeError):
        return None
    digest = hashlib.sha256(data).hexdigest()
    if digest != path.stem:
        return None
    return Picture(str(path.absolute()), known["kind"], len(data), known["width"], known["height"], digest)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        keep_names(folder.parent)


def _write(path: Path, data: bytes, *, lasting: bool = False) -> None:
    """Writes a file whole or not at all. With `lasting` it survives a power cut: a yes names the picture's bytes, and outlives one too."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    if lasting:
        keep_names(path.parent)
