"""Parts on a terminal of any width: frames stay straight whatever is in them."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.model.draft import Draft
from bot.terminal import draft as sheet
from bot.terminal import pretty
from bot.terminal.look import PLAIN, Look
from bot.text.commonmark import read
from tests.terminal.samples import HERO, SPANS, draft, segment

CHINESE = "注意力机制让模型在每一步都能看到整个输入序列，而不只是最后一个隐藏状态。Transformer完全依赖它。"
ARABIC = "نموذج صغير يتعلم من ألف صورة فقط، ويصل إلى دقة 93% على مجموعة الاختبار."
REDDIT = f"## {CHINESE}\n\n- {CHINESE}\n- {ARABIC}\n\n```\nx = {'1' * 90}\n```\n\n| {CHINESE} | b |\n|---|--:|\n| {ARABIC} | 7 |\n"


class Terminal(io.StringIO):
    """What Rich takes for a terminal."""

    def isatty(self) -> bool:
        return True


def rows(shown: Draft, width: int, monkeypatch: pytest.MonkeyPatch, look: Look = PLAIN, **env: str) -> list[str]:
    """What a terminal of `width` columns shows, colours taken away."""
    for name, value in {"COLUMNS": str(width), "TERM": "xterm-256color", **env}.items():
        monkeypatch.setenv(name, value)
    out = Terminal()
    pretty.show(sheet.parts(shown, look), out)
    return re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()).splitlines()


def framed(found: list[str]) -> list[str]:
    return [row for row in found if row[:1] in tuple("╭│├╰")]


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_every_frame_is_straight(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    emoji = segment("👩‍💻 ships ❤️ 🇩🇪 👍🏽 " * 9 + CHINESE, media=(replace(HERO, alt=CHINESE * 4),))
    for shown, look in (
        (draft(emoji, segment(ARABIC, SPANS)), Look(fold=20, lines=3)),
        (draft(segment(REDDIT)), Look(titled=True, reading=read)),
    ):
        found = framed(rows(shown, width, monkeypatch, look))
        assert {cell_len(row) for row in found} == {min(width, pretty.CARD)}


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab \n注意、é👩‍💻❤️ـس-_"), max_size=120), st.integers(20, 70))
def test_any_text_stays_whole_and_within_its_frame(text: str, width: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        found = framed(rows(draft(segment(text)), width, patch))
    assert {cell_len(row) for row in found} == {min(width, pretty.CARD)}
    inner = "".join(row[2:-2] for row in found if row.startswith("│"))
    assert re.sub(r"\s", "", inner) == re.sub(r"\s", "", "".join(pretty.one_line(line) for line in text.split("\n")))


def test_chinese_breaks_anywhere_but_before_a_closing_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [row for row in rows(draft(segment("• " + CHINESE)), 40, monkeypatch) if row.startswith("│")]
    assert found[0].startswith("│ • 注意力")
    assert not any(row.startswith(("│ ，", "│ 。")) for row in found)


def test_code_fills_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    found = rows(draft(segment(f"```\n    {'a' * 40} b\n```")), 40, monkeypatch, Look(reading=read))
    assert [row.strip("│ ") for row in found if row.startswith("│ │")] == ["a" * 28, "a" * 12 + " b"]


def test_the_fold_goes_across_the_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    found = rows(draft(segment("above the fold and below")), 60, monkeypatch, Look(fold=14))
    assert found[1].rstrip(" │") == "│ above the fold …more"
    assert re.fullmatch("├╌+ shown after …more ╌+┤", found[2])
    assert found[3].rstrip(" │") == "│ and below"


def test_a_long_alt_text_ends_after_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    found = rows(draft(segment("words", media=(replace(HERO, alt="A curve that goes down. " * 20),))), 60, monkeypatch)
    inside = [row for row in found if row.startswith("│ │")]
    assert len(inside) == 2
    assert inside[1].rstrip(" │").endswith("…")
    assert "PNG, 1200x800, 83 KB" in "".join(found)


def test_a_meter_over_the_limit_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm-256color")
    out = Terminal()
    pretty.show(sheet.parts(draft(segment("a" * 300), segment("b"))), out)
    assert "\x1b[1;31m300/280" in out.getvalue()
    assert "\x1b[2m1/280" in out.getvalue()


def test_without_colour_the_frames_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    out = Terminal()
    pretty.show(sheet.parts(draft()), out)
    assert "╭─ x, public " in re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
    assert "\x1b[3" not in out.getvalue()


def test_a_dumb_terminal_gets_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows(draft(segment("one")), 60, monkeypatch, TERM="dumb") == ["  x, public  3/280", "  | one"]
