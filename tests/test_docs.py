"""The documents say what the code does: commands, platforms, settings, and nothing that is not there."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from functools import cache
from pathlib import Path

import click
import pytest

from bot import platforms
from bot.cli.commands import MODULES, bot
from bot.text.keys import OURS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted(path for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")] if path.is_file())


def section(text: str, title: str) -> str:
    """The part of a document below the heading `title`."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section {title}"
    return found.group(1)


def first_cells(table: str) -> set[str]:
    """What stands in back quotes in the first column of all tables of `table`."""
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| ")]
    return {match.group(1) for row in rows if (match := re.fullmatch(r"`([^`]+)`", row[0].strip()))}


def test_every_command_has_help_and_an_example_and_stands_in_the_readme() -> None:
    table = section(README, "Commands")
    for name in MODULES:
        command = bot.get_command(click.Context(bot), name)
        assert command, name
        assert len(command.help or "") > 10, name
        assert getattr(command, "examples", ()), name
        assert f"`bot {name}`" in table, f"the README's table lacks bot {name}"


def test_the_readme_names_no_command_that_is_not_there() -> None:
    assert set(re.findall(r"`bot (\w+)", section(README, "Commands"))) == set(MODULES)


def test_every_key_of_a_post_is_explained() -> None:
    assert first_cells((ROOT / "docs" / "posts.md").read_text("utf-8")) == set(OURS)


def test_every_option_of_every_command_says_what_it_does() -> None:
    for name in MODULES:
        command = bot.get_command(click.Context(bot), name)
        assert command
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"bot {name} {parameter.name}"


def test_every_platform_has_a_row_and_a_page_with_needs_limits_and_faults() -> None:
    table = section(README, "What each platform needs")
    for name in platforms.names():
        assert f"(docs/platforms/{name}.md)" in table
        page = (ROOT / "docs" / "platforms" / f"{name}.md").read_text("utf-8")
        titles = re.findall(r"^## (.+)$", page, re.MULTILINE)
        known = [title for title in titles if title in PARTS]
        assert known == [title for title in PARTS if title in titles], f"{name}: another order"
        assert {"What it needs", "Limits and costs", "What can go wrong"} <= set(known)
        assert all(len(section(page, title)) > 100 for title in known)
        needs = section(page, "What it needs")
        assert "rehearsal: false" in page[: page.index("## Limits")], f"{name}: how it is in earnest"
        assert "accounts:" in needs, f"{name}: its entry in the settings"
        if platforms.load(name).LIMITS.secrets and platforms.load(name).Account.__struct_defaults__:
            assert "bot login " in needs or "mode: api" in page, f"{name}: how it is connected"
        assert re.search(r"answer is\s+lost", section(page, "What can go wrong")), f"{name}: what can be in doubt"
        for secret in platforms.load(name).LIMITS.secrets:
            assert f"BOT_{name}_{secret}".upper() in page
    assert {path.stem for path in (ROOT / "docs" / "platforms").glob("*.md")} == set(platforms.names())


def shown_commands() -> list[tuple[str, str, bool]]:
    """Every `bot ...` of every page, and whether it is to be typed as it stands; within a sentence it may lack what it is about."""
    found = set()
    for page in PAGES:
        text = page.read_text("utf-8")
        blocks = [(line, True) for line in re.findall(r"^(?: {4,}|\$ )(bot(?: .*)?)$", text, re.MULTILINE)]
        for line, whole in blocks + [(line, False) for line in re.findall(r"`(bot [^`\n]+)`", text)]:
            typed = re.split(r" #| {2,}|\||;|>|&&| \(", line)[0].strip().removesuffix("...")
            if not re.search(r"[\[\]]|\.\.\.|COMMAND| bot$", typed):
                found.add((page.relative_to(ROOT).as_posix(), typed, whole))
    return sorted(found)


@pytest.mark.parametrize(("page", "line", "whole"), shown_commands())
def test_every_command_that_a_page_shows_can_be_typed(page: str, line: str, whole: bool) -> None:
    words = shlex.split(line)[1:]
    try:
        context = bot.make_context("bot", words)
        while isinstance(context.command, click.Group) and (rest := [*context._protected_args, *context.args]):
            name, command, rest = context.command.resolve_command(context, rest)
            assert command
            context = command.make_context(name, rest, parent=context)
    except click.exceptions.Exit:
        pass  # --help and --version
    except click.MissingParameter:
        assert not whole, f"{page} shows `{line}`, which lacks something"
    except click.UsageError as error:
        pytest.fail(f"{page} shows `{line}`: {error.format_message()}")


PARTS = ("What it needs", "What an issue says", "What a post says", "What a thread says", "What the post looks like", "Limits and costs",
    "How it goes", "How it goes out", "What can go wrong", "What is live")  # fmt: skip
"""Parts of a platform's page, in this order, as far as it has them."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_the_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
        assert "://" in target or (page.parent / target).exists(), target
        assert not target.startswith("/"), target


def test_a_verb_that_a_document_names_is_in_the_makefile() -> None:
    verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES:
        named = {
            verb
            for line in re.findall(r"`make ([a-z ]+)`|^    make ([a-z ]+?)(?:  |$)", page.read_text("utf-8"), re.MULTILINE)
            for verb in " ".join(line).split()
        }
        assert named <= verbs, page.name


def test_decisions_have_three_parts() -> None:
    pages = list((ROOT / "docs" / "decisions").glob("*.md"))
    assert pages
    for page in pages:
        text = page.read_text("utf-8")
        assert re.findall(r"^\*\*(.+?)\.\*\*", text, re.MULTILINE) == ["Problem", "Choice", "Why not the other"], page.name


def test_the_lock_holds_hashes_for_all_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = re.findall(r"^([a-z0-9-]+)==\S+ \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", lock, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[^\s#]", lock, re.MULTILINE))
    assert "://" not in lock
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"], *project["build-system"]["requires"]]
    assert {re.split(r"[\[<>=,]", line)[0].lower() for line in wanted} <= {name for name, _ in pins}


def test_sample_posts_show_code_formula_table_and_picture() -> None:
    posts = [*(ROOT / "posts").glob("*.md"), *(ROOT / "posts").glob("*/index.md")]
    assert len(posts) == 3
    for post in posts:
        text = post.read_text("utf-8")
        assert all(mark in text for mark in ("```python", "$$", "| ---", "![", "cover_alt", "https://example.org/"))
        for picture in re.findall(r"!\[[^\]]{20,}\]\(([^)]+)\)", text):
            assert (post.parent / picture).is_file()


def test_every_row_of_the_fault_matrix_names_tests_that_are_there() -> None:
    matrix = section((ROOT / "docs" / "reliability.md").read_text("utf-8"), "The fault matrix")
    rows = [line for line in matrix.splitlines() if line.startswith("| ") and not line.startswith(("| fault |", "| --- |"))]
    assert len(rows) > 50
    for row in rows:
        named = re.findall(r"`([\w/]+\.py)::([\w:]+)`", row.rsplit(" | ", 1)[1])
        assert named, f"no test beside: {row}"
        for file, test in named:
            assert test in _tests_of(ROOT / "tests" / file), f"pytest finds no {file}::{test}"


@cache
def _tests_of(file: Path) -> set[str]:
    """The tests of a file by the names that pytest is asked for them with."""
    top = ast.parse(file.read_text("utf-8")).body
    classes = [each for each in top if isinstance(each, ast.ClassDef)]
    inner = {f"{each.name}::{one.name}" for each in classes for one in each.body if isinstance(one, ast.FunctionDef)}
    return inner | {each.name for each in top if isinstance(each, ast.FunctionDef)}
