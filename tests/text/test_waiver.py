"""One more code in `waive:`, and not a byte of anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import keys
from bot.text.frontmatter import split
from bot.text.waiver import waive

BODY = "\nA text.\n\n---\n\nAnother one.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: A\n---\n", "---\nwaive: [todo]\ntitle: A\n---\n"),
        ("---\ntitle: A\nwaive: [path, tag]\nlang: en\n---\n", "---\ntitle: A\nwaive: [path, tag, todo]\nlang: en\n---\n"),
        ("---\nwaive: path\ntitle: A\n---\n", "---\nwaive: [path, todo]\ntitle: A\n---\n"),
        ("---\nwaive:\n  - path\n  - tag\ntitle: A\n---\n", "---\nwaive: [path, tag, todo]\ntitle: A\n---\n"),
        ("---\nwaive:\n- path\ntitle: A\n---\n", "---\nwaive: [path, todo]\ntitle: A\n---\n"),
        ('+++\ntitle = "A"\n[extra]\nx = 1\n+++\n', '+++\nwaive = ["todo"]\ntitle = "A"\n[extra]\nx = 1\n+++\n'),
        ("", "---\nwaive: [todo]\n---\n"),
        ("---\r\ntitle: A\r\n---\r\n", "---\r\nwaive: [todo]\r\ntitle: A\r\n---\r\n"),
    ],
)
def test_the_line_goes_where_it_belongs(before: str, after: str) -> None:
    body = BODY.replace("\n", "\r\n") if "\r" in before else BODY
    assert waive(before + body, "todo") == after + body


@pytest.mark.parametrize("head", ["---\ntitle: [\n---\n", "---\ntitle: A\n---\r\n"])
def test_what_cannot_be_changed_safely_is_left_to_a_person(head: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        waive(head + BODY, "todo")


@given(st.text(alphabet="ab-+:[]{}\n #'\"\t", max_size=60), st.text(alphabet="ab-+\n ", max_size=30))
def test_nothing_else_changes_whatever_stands_there(head: str, body: str) -> None:
    text = f"---\n{head}\n---\n{body}"
    try:
        changed = waive(text, "todo")
    except ValueError:
        return
    before, after = split(text), split(changed)
    assert after.body == before.body
    assert {**after.values, "waive": None} == {**before.values, "waive": None}
    assert keys.listed(after.values["waive"])[-1] == "todo"
