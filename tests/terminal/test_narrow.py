"""Grids on terminals that are too narrow for their columns."""

from __future__ import annotations

from bot.terminal import narrow, plain, pretty
from bot.terminal.parts import Grid, Part, Run

QUEUE = Grid(
    ("id", "state", "account", "post"),
    (("7k2", "waiting", "company-page", "a-slug-that-is-long-enough"), ("c4d", "sending 1/3", "x", "other")),
    loose=3,
    cut=True,
)
INBOX = Grid(
    ("2 for you", "settle it with"), (("A title needs your yes on x", Run("bot approve --post a-title-that-is-long", "title")),), loose=0
)
ACCOUNTS = Grid(("account", "you are", "posts at most"), (("company-page", "", "10/h 30/day"), ("x", "@x", "")), loose=1)


def read(grid: Grid, width: int) -> list[str]:
    """The rows that a terminal of this width shows."""
    import io

    out = io.StringIO()
    pretty.show([grid], out, width)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_where_there_is_room_it_is_a_table() -> None:
    assert read(QUEUE, 80)[1] == "7k2  waiting      company-page  a-slug-that-is-long-enough"
    assert read(QUEUE, 54)[1] == "7k2  waiting      company-page  a-slug-that-is-long-e…"


def test_where_there_is_none_the_loose_cell_has_a_line_of_its_own() -> None:
    assert read(QUEUE, 44) == [
        "id   state        account",
        "  post",
        "7k2  waiting      company-page",
        "  a-slug-that-is-long-enough",
        "c4d  sending 1/3  x",
        "  other",
    ]


def test_a_sentence_comes_before_its_command() -> None:
    assert read(INBOX, 60)[-2:] == ["A title needs your yes on x", "  bot approve --post a-title-that-is-long"]


def test_what_fits_on_no_line_is_named() -> None:
    assert read(ACCOUNTS, 24) == ["company-page", "  posts at most  10/h", "                 30/day", "x", "  you are        @x"]


def test_no_line_is_wider_than_the_terminal() -> None:
    for grid in (QUEUE, INBOX, ACCOUNTS):
        for width in (30, 40, 60, 80, 120):
            assert max(map(len, read(grid, width))) <= width


def test_a_pipe_has_the_columns_whatever_they_take() -> None:
    parts: list[Part] = [ACCOUNTS]
    assert plain.lay_out(parts).startswith("ACCOUNT       YOU ARE  POSTS AT MOST\n")
    assert narrow.widths(ACCOUNTS) == [12, 7, 13]
