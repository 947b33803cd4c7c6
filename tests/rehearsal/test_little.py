"""Little text as LinkedIn reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rehearsal.little import RESERVED, read


@pytest.mark.parametrize(
    ("wire", "seen", "cut"),
    [
        ("plain words", "plain words", None),
        ("cut (here) please", "cut ", 4),
        (r"kept \(here\) please", "kept (here) please", None),
        (r"a \\ b \* \_ \~ \< \> \| \{ \} \[ \] \@ \#", r"a \ b * _ ~ < > | { } [ ] @ #", None),
        ("C# is cut", "C", 1),
        ("a #tag here", "a #tag here", None),
        ("{hashtag|#|tag} and {hashtag|\\#|more}", "#tag and #more", None),
        ("hi @[Ada L](urn:li:person:ab-1_)!", "hi Ada L!", None),
        ("hi @[Ada L](https://evil.example)!", "hi ", 3),
        ("trailing \\", "trailing ", 9),
        (r"\n is no escape", "", 0),
        ("https://example.org/a_b", "https://example.org/a", 21),
        ("", "", None),
    ],
)
def test_what_a_reader_sees(wire: str, seen: str, cut: int | None) -> None:
    reading = read(wire)
    assert (reading.text, reading.cut) == (seen, cut)


def test_elements_keep_their_targets() -> None:
    runs = read("by @[Acme, Inc.](urn:li:organization:12) in #PyTorch").runs
    assert [(run.kind, run.text, run.target) for run in runs] == [
        ("text", "by ", ""),
        ("mention", "Acme, Inc.", "urn:li:organization:12"),
        ("text", " in ", ""),
        ("hashtag", "#PyTorch", "PyTorch"),
    ]


@given(st.text())
def test_a_text_with_every_reserved_character_escaped_is_read_whole(text: str) -> None:
    escaped = "".join(f"\\{letter}" if letter in RESERVED else letter for letter in text)
    assert (read(escaped).text, read(escaped).cut) == (text, None)


@given(st.text(alphabet="ab #@[](){}|\\*_~<>urn:li:person", max_size=80))
def test_a_cut_is_always_at_a_reserved_character(wire: str) -> None:
    cut = read(wire).cut
    assert cut is None or wire[cut] in RESERVED
