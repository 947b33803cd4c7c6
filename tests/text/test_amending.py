"""One line of front matter, and not a byte of anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.amending import amended
from bot.text.frontmatter import split

OWN = "The first.\n---\nThe second.\n"


@pytest.mark.parametrize(
    ("before", "wish", "after"),
    [
        ("", "none", "---\npictures: none\n---\n"),
        ("", ["a.png", "table 1"], "---\npictures: [a.png, table 1]\n---\n"),
        (OWN, ["a.png"], f"---\npictures: [a.png]\n---\n{OWN}"),
        (f"---\ntitle: Mine\n---\n{OWN}", "none", f"---\npictures: none\ntitle: Mine\n---\n{OWN}"),
        (f"---\npictures:\n  - a.png\n  - b.png\ntitle: Mine\n---\n{OWN}", ["b.png"], f"---\npictures: [b.png]\ntitle: Mine\n---\n{OWN}"),
        (f"---\npictures: none\ntitle: Mine\n---\n{OWN}", None, f"---\ntitle: Mine\n---\n{OWN}"),
        (f"---\npictures: none\n---\n{OWN}", None, OWN),
        ("---\npictures: [a.png]\n---\n", None, ""),
        (OWN, None, OWN),
        ('+++\ntitle = "Mine"\n+++\nText.\n', ["a, b.png"], '+++\npictures = ["a, b.png"]\ntitle = "Mine"\n+++\nText.\n'),
        ("", ["a, b.png", "#1.png", "ü/ß.png", 'q".png'], '---\npictures: ["a, b.png", "#1.png", ü/ß.png, "q\\".png"]\n---\n'),
    ],
)
def test_the_line_is_set_changed_or_taken_out(before: str, wish: str | list[str] | None, after: str) -> None:
    assert amended(before, "pictures", wish) == after


def test_what_cannot_be_changed_safely_is_left_to_a_person_with_the_line() -> None:
    with pytest.raises(ValueError, match=r"pictures: \[a\.png\]"):
        amended("---\ntitle: A\n---\r\nText.\n", "pictures", ["a.png"])


@given(st.lists(st.text(min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1, max_size=4, unique=True))
def test_whatever_pictures_are_called_it_reads_back_or_is_refused(names: list[str]) -> None:
    try:
        made = amended(OWN, "pictures", names)
    except ValueError:
        return
    assert split(made).values == {"pictures": names}
    assert split(made).body == OWN
    assert amended(made, "pictures", None) == OWN
