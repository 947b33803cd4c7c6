"""A hostile corpus through every command, on a real terminal and through pipes: nothing in it is obeyed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.hostile import CASES, EVERYWHERE, STAYING, TYPED, WHOLE, answers, every_case, every_command, make, surroundings
from tests.loopback import serving
from tests.terminal.screen import hostile, on_a_terminal
from tests.terminal.talk import talking

HERE = Path(__file__).parents[2]
ALL = every_case()

SECONDS, PEAK = 15.0, 900
"""What a command that meets a line of ten megabytes may take: seconds of work, and megabytes of memory."""

Screens = dict[int, tuple[int, bytes]]


def told_apart(seen: bytes) -> Screens:
    """What each case left: its exit code and its bytes."""
    pieces = re.split(rb"<<(\d+):(\d+)>>\r?\n", seen)
    return {int(number): (int(code), piece) for piece, number, code in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False)}


def screens(place: Path) -> Screens:
    """Every case on a terminal, where each question is answered with n. One process for all, as starting one costs most."""
    command = [sys.executable, "-m", "tests.cli.hostile", str(place)]
    code, seen = on_a_terminal(command, reply="n\n", columns=120, cwd=HERE, env=surroundings(place), timeout=600)
    assert code == 0, seen[-3000:].decode("utf-8", "replace")
    return told_apart(seen)


def pipes(place: Path) -> Screens:
    """Every case where both outputs are pipes and nobody can be asked."""
    command, env = [sys.executable, "-m", "tests.cli.hostile", str(place)], os.environ | surroundings(place)
    out = subprocess.STDOUT
    ran = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=out, cwd=HERE, env=env, timeout=600, check=False)
    assert ran.returncode == 0, ran.stdout[-3000:].decode("utf-8", "replace")
    return told_apart(ran.stdout)


def trouble(code: int, seen: bytes) -> str:
    """What is wrong with what a case left, or nothing."""
    if b"This is a bug" in seen or code not in (0, 1, 2):
        return f"exit {code}: {seen[-400:]!r}"
    found = hostile(own_copy(seen))
    return f"obeyed or hidden: {sorted(found)!r}" if found else ""


def test_every_command_meets_the_corpus() -> None:
    assert {name for name, _ in every_command()} == {*CASES, *STAYING}, "a new command needs its case in tests/cli/hostile.py"


def test_nothing_hostile_reaches_the_terminal(tmp_path: Path) -> None:
    seen = screens(tmp_path)
    assert sorted(seen) == list(range(len(ALL)))
    assert {" ".join(ALL[number]): words for number, left in seen.items() if (words := trouble(*left))} == {}
    assert [" ".join(ALL[number]) for number, (_, each) in seen.items() if not each] == []
    shown = seen[ALL.index(["show", "7k2"])][1].decode()
    for token in ("␛[2J", "␇", "⟨U+009B⟩", "⟨U+202E⟩", "⟨U+200B⟩", "⟨U+E0041⟩", "␍", "␀"):
        assert token in shown


def test_nothing_hostile_goes_into_a_pipe(tmp_path: Path) -> None:
    seen = pipes(tmp_path)
    assert sorted(seen) == list(range(len(ALL)))
    assert {" ".join(ALL[number]): words for number, left in seen.items() if (words := trouble(*left))} == {}


def own_copy(seen: bytes) -> bytes:
    """Without the text that `bot show` puts into the clipboard, whose sequence is ours and whose text is base64."""
    return re.sub(rb"\x1b\]52;c;[A-Za-z0-9+/=]+\x07", b"", seen)


@pytest.mark.parametrize("command", STAYING)
def test_what_stays_is_as_safe(command: str, tmp_path: Path) -> None:
    with serving(answers) as server:
        root = make(tmp_path / "w", server.url)
        told = {"run": "Stop with Ctrl-C.", "rehearsal": "Stop with Ctrl-C.", "log": "evil"}[command]
        env = {"TERM": "xterm-256color", **os.environ, **surroundings(tmp_path)}
        with talking([sys.executable, "-m", "bot", command, *STAYING[command]], cwd=root, env=env) as talk:
            talk.hears(told, 60)
            if command == "run":
                (root / "posts" / f"new{TYPED}.md").write_text(f"---\ntitle: {TYPED}\n---\n{TYPED}\n", "utf-8")
                talk.hears("Posts: ", 60)
            talk.child.send_signal(signal.SIGINT)
            assert talk.ends(60) in (0, 130)
    assert hostile(talk.raw) == set()


@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "pipe"])
def test_a_line_of_ten_megabytes_is_borne_by_every_command(terminal: bool, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.cli.hostile", str(tmp_path), "long"]
    env = surroundings(tmp_path)
    if terminal:
        code, seen = on_a_terminal(command, columns=120, cwd=HERE, env=env, timeout=600)
    else:
        ran = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, cwd=HERE, env=os.environ | env, timeout=600, check=False
        )
        code, seen = ran.returncode, ran.stdout + ran.stderr
    assert code == 0, seen[-2000:]
    took = re.findall(rb"<<([^:<>]*):(\d+):([\d.]+):(\d+)>>", seen)
    assert len(took) == len(EVERYWHERE) + (0 if terminal else len(WHOLE))
    for argv, code_, seconds, peak in took:
        assert int(code_) in (0, 1), argv
        assert float(seconds) < SECONDS, argv
        assert int(peak) < PEAK, argv
    assert hostile(seen) == set()
    assert b"This is a bug" not in seen
