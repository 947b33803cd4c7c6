"""Nothing a terminal would obey or hide passes `safe`."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.safe import one_line, safe

VISIBLE_FORMATS = {
    "\u0600",
    "\u0601",
    "\u0602",
    "\u0603",
    "\u0604",
    "\u0605",
    "\u06dd",
    "\u070f",
    "\u0890",
    "\u0891",
    "\u08e2",
    "\U000110bd",
    "\U000110cd",
}
"""Characters of category Cf which are signs one sees."""

FORBIDDEN = (
    {chr(code) for code in [*range(0x20), *range(0x7F, 0xA0)]} - {"\n"}
    | {chr(code) for code in [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]}
    | {"\u200b", "\ufeff", "\u2060", "\u2028", "\u2029"}
    | {chr(code) for code in range(0xE0000, 0xE0080)}
    | {chr(code) for code in range(0xD800, 0xE000)}
)

any_text = st.text(st.characters(codec=None), max_size=60)
nasty_text = st.text(st.sampled_from(sorted(FORBIDDEN) + list("ab\n\u200d\u200c\ufe0f❤😀🏽نم␛⟨")), max_size=40)


@given(any_text | nasty_text)
def test_no_forbidden_character_passes(text: str) -> None:
    assert not FORBIDDEN & set(safe(text))


@given(any_text | nasty_text)
def test_twice_is_once(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@given(any_text | nasty_text)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


def test_every_invisible_format_character_becomes_a_token() -> None:
    formats = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in ("Cf", "Cc", "Cs", "Zl", "Zp")}
    passed = {char for char in formats if safe(f"a{char}b") == f"a{char}b"}
    assert passed == VISIBLE_FORMATS | {"\n"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("abc\u202edcb", "abc⟨U+202E⟩dcb"),
        ("a\tb", "a    b"),
        ("a\r\nb", "a␍\nb"),
        ("pay\u200bpal", "pay⟨U+200B⟩pal"),
        ("pay\u200dpal", "pay⟨U+200D⟩pal"),
        ("x\U000e0041", "x⟨U+E0041⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("a\ufe0f", "a⟨U+FE0F⟩"),
    ],
)
def test_tokens(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize("text", ["👩‍🔬 wrote it", "❤️", "🏳️‍🌈", "1️⃣", "👩🏽‍💻", "می‌خواهم", "क्‍ष", "naïve — “ok” 你好\nnext", "🙂‍↔️"])
def test_honest_text_stays(text: str) -> None:
    assert safe(text) == text


def test_one_line_shows_a_newline() -> None:
    assert one_line("title\nbot: published") == "title␤bot: published"
