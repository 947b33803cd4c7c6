"""Front matter: YAML and TOML, strict, with lines."""

from __future__ import annotations

import pytest

from bot.text.frontmatter import split
from bot.text.strict_yaml import BadYaml


def test_yaml_is_split_from_the_body_with_lines_of_the_file() -> None:
    matter = split("---\ntitle: A\nx:\n  mode: full\nwhen: 12:30\nempty:\n---\n\n# Body\n")
    assert matter.values == {"title": "A", "x": {"mode": "full"}, "when": "12:30", "empty": None}
    assert matter.lines[("x", "mode")] == 4
    assert matter.body == "\n# Body\n"
    assert matter.body_line == 8


def test_toml_is_split_as_yaml_is() -> None:
    matter = split('+++\ntitle = "A"\ndate = 2024-01-02\ndraft = true\n\n[linkedin]\ntext = "hi"\n+++\nBody')
    assert matter.values == {"title": "A", "date": "2024-01-02", "draft": "true", "linkedin": {"text": "hi"}}
    assert matter.lines[("linkedin", "text")] == 7
    assert (matter.body, matter.body_line) == ("Body", 9)


@pytest.mark.parametrize(
    "text", ["# Title\n\n---\nx: y\n---\n", "---\n\nA rule, then words.\n\n---\n\nMore.", "", "---", "text\n---\na: b\n---"]
)
def test_what_is_no_front_matter_stays_body(text: str) -> None:
    matter = split(text)
    assert (matter.values, matter.body, matter.body_line) == ({}, text, 1)


def test_blank_lines_before_front_matter_do_not_publish_it() -> None:
    assert split("\n\n---\ndraft: true\n---\nx").values == {"draft": "true"}


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("---\ntitle: A\ntitle: B\n---\n", 3, "second time"),
        ("---\na: &x 1\nb: *x\n---\n", 2, "Anchors"),
        ("---\ntitle: A\n\nbody without an end", 1, "never ends"),
        ("---\na: [1\n---\n", 3, "YAML"),
        ("---\na: " + "[" * 5000 + "\n---\n", 2, "deep"),
        ("+++\na = \n+++\n", 2, "TOML"),
        ("+++\na = " + "[" * 5000 + "]" * 5000 + "\n+++\n", 2, "deep"),
        ("---\na: " + "x" * 70_000 + "\n---\n", 2, "longer"),
    ],
)
def test_broken_front_matter_names_its_line(text: str, line: int, word: str) -> None:
    with pytest.raises(BadYaml, match=word) as caught:
        split(text)
    assert caught.value.line == line
