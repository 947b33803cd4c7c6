"""Two changes of one text: which of them go together, and that no line of either is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.merge import compare, merged

WAS = "one\ntwo\nthree\nfour\nfive\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("ONE\ntwo\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\nFIVE\n", "ONE\ntwo\nthree\nfour\nFIVE\n"),
        ("one\ntwo\nthree\nfour\n", "zero\none\ntwo\nthree\nfour\nfive\n", "zero\none\ntwo\nthree\nfour\n"),
        (WAS, "one\nthree\n", "one\nthree\n"),
        ("one\nTWO\nthree\nfour\nfive\n", "one\nTWO\nthree\nfour\nfive\n", "one\nTWO\nthree\nfour\nfive\n"),
        ("one\nmine\nthree\nfour\nfive\n", "one\ntheirs\nthree\nfour\nfive\n", None),
        ("ONE\ntwo\nthree\nfour\nfive\n", "one\nTWO\nthree\nfour\nfive\n", None),
        ("mine\n", "theirs\n", None),
        (f"{WAS}mine\n", f"{WAS}theirs\n", None),
    ],
)
def test_changes_that_do_not_touch_go_together_and_no_others(mine: str, theirs: str, both: str | None) -> None:
    assert merged(compare(WAS, mine, theirs)) == both


lines = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "\n", "d\n"]), max_size=12).map("".join)


@given(lines, lines, lines)
def test_the_pieces_are_the_texts_again(was: str, mine: str, theirs: str) -> None:
    hunks = compare(was, mine, theirs)
    assert ["".join(side) for side in sides(hunks)] == [was, mine, theirs]


def sides(hunks: tuple[object, ...]) -> list[list[str]]:
    """The lines of each side, all together."""
    return [[line for each in hunks for line in getattr(each, name)] for name in ("was", "mine", "theirs")]


@given(lines, lines)
def test_what_one_side_alone_changed_is_taken(was: str, changed: str) -> None:
    assert merged(compare(was, changed, was)) == changed
    assert merged(compare(was, was, changed)) == changed
    assert merged(compare(was, changed, changed)) == changed


def test_a_text_that_nobody_can_read_is_one_piece() -> None:
    long = "x\n" * 30_000
    assert [each.kind for each in compare(long, f"{long}mine\n", f"theirs\n{long}")] == ["clash"]
