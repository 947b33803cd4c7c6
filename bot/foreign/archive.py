"""An export as an archive or a folder: named pieces, read one by one within limits, none of them leading out of it."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from typing import IO, Protocol

from bot.foreign.article import Unusable

MOST = 20_000
"""Entries of an archive."""
LARGEST = 50_000_000
"""Bytes of one entry, unpacked."""
LARGEST_ALL = 2_000_000_000
"""Bytes of all entries together, unpacked."""
RATIO = 200
"""How many times larger an entry of more than a million bytes may be unpacked than packed; text packs to a tenth."""


class Archive(Protocol):
    """Pieces by name."""

    def names(self) -> list[str]:
        """Every file's name, with `/`, in order."""

    def read(self, name: str) -> bytes:
        """The bytes of one. Raises Unusable."""


class Zip:
    """A zip archive that was looked at before anything of it is unpacked."""

    def __init__(self, file: IO[bytes]) -> None:
        """Raises Unusable for what is no zip, and for one that would lead out of a folder, link anywhere or fill the disk."""
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError) as error:
            raise Unusable(f"it is no zip archive that can be read ({error})") from None
        self._entries = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        self._check(self._zip.infolist())

    def _check(self, infos: list[zipfile.ZipInfo]) -> None:
        if len(infos) > MOST:
            raise Unusable(f"the archive has {len(infos):,} entries, more than {MOST:,}")
        if len({info.filename for info in infos}) < len(infos):
            raise Unusable("the archive holds the same name twice")
        if sum(info.file_size for info in infos) > LARGEST_ALL:
            raise Unusable(f"the archive would unpack to more than {LARGEST_ALL // 1_000_000:,} MB")
        for info in infos:
            parts = info.filename.replace("\\", "/").split("/")
            if info.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in info.orig_filename:
                raise Unusable(f"the archive's entry {info.filename[:80]!r} leads out of it")
            if stat.S_ISLNK(info.external_attr >> 16):
                raise Unusable(f"the archive's entry {info.filename[:80]!r} is a link")
            if info.file_size > LARGEST or (info.file_size > 1_000_000 and info.file_size > RATIO * max(info.compress_size, 1)):
                raise Unusable(f"the archive's entry {info.filename[:80]!r} would unpack to {info.file_size:,} bytes")
            if info.flag_bits & 1:
                raise Unusable("the archive is encrypted")

    def names(self) -> list[str]:
        """Every file's name, in order."""
        return sorted(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of one file, no more than its entry promised. Raises Unusable."""
        import zlib

        info = self._entries[name]
        try:
            with self._zip.open(info) as piece:
                data = piece.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
            raise Unusable(f"its entry is damaged ({error})") from None
        if len(data) != info.file_size:
            raise Unusable("its entry is larger than it says")
        return data


def folders(names: list[str]) -> Iterator[str]:
    """The folders that hold files of an archive, each once."""
    yield from dict.fromkeys(name.rpartition("/")[0] for name in names)
