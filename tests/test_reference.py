"""docs/configuration.md and docs/commands.md say what the code says, and the real reader takes every example and default in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from bot import config, platforms
from bot.model.settings import Account, Llm, Posts, Settings, Site
from bot.model.written import File, Schedule
from bot.text.source import read_post
from tests.scripts import loaded

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


reference = loaded("reference")
ACCOUNTS = {name: "accounts:\n  " + reference.shortest(name) for name in platforms.names()}
"""An account of each platform that says no more than it must."""


def said() -> Iterator[tuple[str, str, msgspec.structs.FieldInfo]]:
    """Every key of the settings: what stands before it in a file, the name it has there, and what the code says of it."""
    x = ACCOUNTS["x"] + "\n  linkedin: {platform: linkedin}\n"
    for name, field in reference.keys(File).items():
        yield x if name != "accounts" else "", name, field
    for struct, head in ((Site, "site:\n"), (Posts, "posts:\n"), (Schedule, x + "schedule:\n")):
        for name, field in reference.keys(struct).items():
            yield f"{head}  ", name, field
    for name, field in reference.keys(Llm).items():
        others = [f"  {key}: {reference.example(each)}\n" for key, each in reference.keys(Llm).items() if each.required and key != name]
        yield f"llm:\n{''.join(others)}  ", name, field
    for struct, platform in ((Account, "x"), (Schedule, "x"), *((platforms.load(name).Account, name) for name in platforms.names())):
        for name, field in reference.keys(struct).items():
            required = [
                f"    {key}: {reference.example(each)}\n"
                for key, each in reference.keys(platforms.load(platform).Account).items()
                if each.required and key != name
            ]
            named = "" if name == "platform" else f"    platform: {platform}\n"
            yield f"accounts:\n  {platform}:\n{named}{''.join(required)}    ", name, field


KEYS = [pytest.param(*each, id=re.sub(r"\W+", "-", f"{each[0].split()[-1] if each[0].split() else ''}-{each[1]}")) for each in said()]


def read(folder: Path, text: str) -> Settings:
    """What the real reader makes of `text`."""
    (folder / "config").mkdir(exist_ok=True)
    (folder / "config" / "bot.yaml").write_text(text, "utf-8")
    return config.load(folder, {})


def test_the_configuration_page_is_what_the_code_says() -> None:
    page = reference.CONFIGURATION.read_text("utf-8")
    assert page == reference.configuration(page), "run make reference, and read the page"
    assert sorted(re.findall(r"<!-- keys: (\w+) -->", page)) == sorted([*reference.STRUCTS, "platforms"])


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    assert reference.COMMANDS.read_text("utf-8") == reference.commands(), "run make reference, and read the page"


@pytest.mark.parametrize(("before", "name", "field"), KEYS)
def test_the_example_of_every_key_is_read_and_changes_something(
    tmp_path: Path, before: str, name: str, field: msgspec.structs.FieldInfo
) -> None:
    made = read(tmp_path, f"{before}{name}: {reference.example(field)}\n")
    only = reference.values(field) == f"`{reference.default(field)}`"
    if not field.required and not only:
        assert made != read(tmp_path, before)


@pytest.mark.parametrize(("before", "name", "field"), KEYS)
def test_the_default_of_every_key_is_what_holds_without_it(
    tmp_path: Path, before: str, name: str, field: msgspec.structs.FieldInfo
) -> None:
    written = re.fullmatch(r"`([^`]+)`", reference.unset(field))
    if written:
        assert read(tmp_path, f"{before}{name}: {reference.quoted(written[1])}\n") == read(tmp_path, before)
    elif reference.unset(field) == "none":
        assert reference.default(field) is None


def fenced(language: str) -> Iterator[tuple[str, str]]:
    """Every example in `language` of every page, without the indentation of the list it may stand in."""
    for page in PAGES:
        for indent, body in re.findall(rf"^( *)```{language}\n(.*?)^ *```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            yield page.name, re.sub(rf"^{indent}", "", body, flags=re.MULTILINE)


EXAMPLES = [(page, body) for page, body in fenced("yaml") if not body.startswith("services:")]
"""Those of our own files: the settings and the top of a post."""


@pytest.mark.parametrize(("page", "body"), EXAMPLES, ids=[f"{page}-{number}" for number, (page, _) in enumerate(EXAMPLES)])
def test_every_example_on_a_page_is_read_by_the_real_reader(tmp_path: Path, page: str, body: str) -> None:
    first = re.match(r"(?:#.*\n)*(\w+):", body)
    if first and first[1] in reference.keys(File):
        read(tmp_path, body)
        return
    front = body if body.startswith("---") else f"---\n{body}---\n"
    post = read_post(f"{front}\n# A title\n\nWords.\n".encode(), "post.md", Site(), Posts(), platforms.names())
    assert not [each.message for each in post.problems if each.level == "error"], page
