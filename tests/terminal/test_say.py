"""Speaking to pipes, to terminals and to programs."""

from __future__ import annotations

import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal import plain, say
from bot.terminal.parts import Box, Grid, Mark, Part, Run
from bot.terminal.width import cells, pad
from tests.terminal.screen import hostile, on_a_terminal

EVIL = "a\x1b[2J\x1b]52;c;aGk=\x07\x9b31m\u202eb\u2066\u200bc\rd\ne\x00"
EVERYWHERE = f"""
from bot.terminal import say
from bot.terminal.parts import Box, Grid, Mark, Run
evil = {EVIL!r}
say.line(evil, Run(evil, "strong"))
say.note(evil)
say.error(evil)
say.table((evil, "b"), [(evil, Run(evil, "bad"))])
say.show([Box(evil, ((evil,), Mark(evil)), 300, 280), Grid((evil,), ((evil,),), loose=0, cut=True)])
say.machine({{"text": evil}})
say.answer(evil)
"""

texts = st.text(st.characters(codec=None) | st.sampled_from(EVIL), max_size=30)


@given(texts, texts, texts)
def test_no_part_lays_out_a_control_character_or_a_line_of_its_own(one: str, two: str, three: str) -> None:
    parts: list[Part] = [(one, Run(two, "bad")), Box(three, ((one,), Mark(two)), 1, 2), Grid((one, two), ((two, three),))]
    shown = plain.lay_out(parts)
    assert not hostile(shown.encode("utf-8", "surrogateescape"))
    assert len(shown.splitlines()) == shown.count("\n") == 6


def test_a_gutter_tells_text_from_our_words() -> None:
    assert plain.lay_out([Box("1 of 1", (("bot: published",), Mark("folded")))]) == "  1 of 1\n  | bot: published\n  ~ folded\n"


@pytest.mark.parametrize("columns", [20, 80, 120])
def test_nothing_hostile_reaches_a_terminal(columns: int) -> None:
    code, seen = on_a_terminal([sys.executable, "-c", EVERYWHERE], typed="n\n", columns=columns)
    assert code == 0, seen.decode("utf-8", "replace")
    assert hostile(seen) == set()
    assert "␛[2J".encode() in seen
    assert b"\x1b[" in seen  # colours are ours


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(env: dict[str, str]) -> None:
    code, seen = on_a_terminal(
        [sys.executable, "-c", "from bot.terminal import say; from bot.terminal.parts import Run; say.line(Run('x', 'bad'))"], env=env
    )
    assert code == 0
    assert b"\x1b[31" not in seen
    assert b";31m" not in seen


def test_a_dumb_terminal_gets_no_boxes() -> None:
    program = "from bot.terminal import say; from bot.terminal.parts import Box; say.show([Box('head', (('text',),))])"
    _, seen = on_a_terminal([sys.executable, "-c", program], env={"TERM": "dumb"})
    assert seen == b"  head\r\n  | text\r\n"


def test_a_terminal_keeps_short_columns_whole_and_cuts_the_loose_one() -> None:
    program = (
        "from bot.terminal import say; from bot.terminal.parts import Grid;"
        "say.show([Grid(('id', 'state', 'post'), (('7k2', 'waiting', 'word ' * 40),), loose=2, cut=True)])"
    )
    _, seen = on_a_terminal([sys.executable, "-c", program], columns=60, env={"NO_COLOR": "1"})
    row = seen.decode().splitlines()[1]
    assert row.startswith("7k2  waiting  word")
    assert "…" in row
    assert len(row.rstrip()) <= 60


def test_json_survives_what_utf8_cannot_write(capsys: pytest.CaptureFixture[str]) -> None:
    say.machine({"text": "é\ud800\x1b"})
    out = capsys.readouterr().out
    assert out == '{"text": "é\\ud800\\u001b"}\n'
    assert json.loads(out) == {"text": "é\ud800\x1b"}


def test_json_on_a_terminal_is_ascii() -> None:
    _, seen = on_a_terminal([sys.executable, "-c", "from bot.terminal import say; say.machine({'text': 'é\\x9b\\u202e'})"])
    assert seen == b'{"text": "\\u00e9\\u009b\\u202e"}\r\n'


def test_words_go_where_they_belong(capsys: pytest.CaptureFixture[str]) -> None:
    say.line("out")
    say.note("aside")
    say.error("wrong")
    got = capsys.readouterr()
    assert got.out == "out\n"
    assert got.err == "aside\nbot: wrong\n"


@pytest.mark.parametrize(
    ("typed", "agreed"), [("y\n", True), ("YES\n", True), ("\n", False), ("n\n", False), ("yellow\n", False), ("", False)]
)
def test_only_yes_is_yes(monkeypatch: pytest.MonkeyPatch, typed: str, agreed: bool) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert say.yes("Sure?") is agreed


def test_a_pipe_is_nobody_to_ask() -> None:
    assert say.can_ask() is False


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("短い", 4), ("é", 1), ("e\u0301", 1), ("👍", 2)])
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width
    assert cells(pad(text, 8)) == 8


def test_rich_is_not_loaded_for_a_pipe() -> None:
    import subprocess

    program = "import sys; from bot.terminal import say; say.table(('a',), [('b',)]); say.note(str('rich' in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == "False\n"
