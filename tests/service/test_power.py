"""Files that outlive a power cut: bytes first, then the name, then whatever says that they are there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.service import pictures, rewrite, syndication
from tests.rehearsal.pictures import picture


def by_picture(folder: Path) -> Path:
    source = folder / "source.png"
    source.write_bytes(picture(size=(40, 40)))
    made = pictures.prepare(source, folder, folder / "media")
    assert isinstance(made, pictures.Picture)
    return Path(made.path)


def by_syndication(folder: Path) -> Path:
    syndication._write(folder / "syndication.json", {})
    return folder / "syndication.json"


def by_rewrite(folder: Path) -> Path:
    rewrite.write(SimpleNamespace(sidecar=folder / "article.x.md", text="Another text"), replacing=True)  # type: ignore[arg-type]
    return folder / "article.x.md"


@pytest.mark.parametrize("made_by", [by_picture, by_syndication, by_rewrite])
def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_before_anything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_by: Callable[[Path], Path]
) -> None:
    synced: list[tuple[int, str]] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append((os.fstat(descriptor).st_ino, Path(f"/proc/self/fd/{descriptor}").readlink().name))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    made = made_by(tmp_path)
    (bytes_, _), (_, names) = [each for each in synced if each[1] != tmp_path.name or made.parent == tmp_path]
    assert (bytes_, names) == (made.stat().st_ino, made.parent.name)
