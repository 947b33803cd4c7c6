"""A text for a person's clipboard: through the terminal, a program, or a file."""

from __future__ import annotations

import base64
import sys
from pathlib import Path

import pytest

from bot.terminal import clipboard
from tests.terminal.screen import on_a_terminal

TEXT = "# Title\n\nünïcode and \x1b[2J"


def install(folder: Path, name: str, script: str) -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


def test_a_terminal_gets_one_sequence_with_the_text_inside(tmp_path: Path) -> None:
    program = f"from pathlib import Path; from bot.terminal import clipboard; clipboard.copy({TEXT!r}, Path({str(tmp_path / 'f')!r}))"
    code, seen = on_a_terminal([sys.executable, "-c", program])
    assert code == 0
    assert seen.startswith(b"\x1b]52;c;")
    assert seen.endswith(b"\x07")
    assert base64.b64decode(seen[7:-1]).decode() == TEXT
    assert not (tmp_path / "f").exists()


def test_a_program_is_used_where_there_is_no_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "wl-copy", f"cat > {tmp_path}/copied")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert clipboard.copy(TEXT, tmp_path / "f") == "The text is in your clipboard."
    assert (tmp_path / "copied").read_text() == TEXT
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize("script", [None, "exit 1"])
def test_a_file_is_the_last_resort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None) -> None:
    (tmp_path / "bin").mkdir()
    if script:
        install(tmp_path / "bin", "pbcopy", script)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    file = tmp_path / "handoff" / "7k2.md"
    assert clipboard.copy(TEXT, file) == f"The text is in {file}"
    assert file.read_text() == TEXT
    assert file.parent.stat().st_mode & 0o777 == 0o700
