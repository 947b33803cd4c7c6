"""docs/architecture.md names functions, values and files that are there, with the parameters they have."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
SHOWN = re.findall(r"`([^`]+)`", PAGE)


def known() -> dict[str, list[set[str]]]:
    """Every function and class of the house by name, each with what it takes."""
    found: dict[str, list[set[str]]] = defaultdict(list)
    for file in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                every = [*node.args.args, *node.args.kwonlyargs, *filter(None, (node.args.vararg, node.args.kwarg))]
                found[node.name].append({each.arg.rstrip("_") for each in every})
            elif isinstance(node, ast.ClassDef):
                fields = {each.target.id for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)}
                begun = next((each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"), None)
                found[node.name].append(fields | {each.arg for each in (begun.args.args if begun else ())})
    return found


HOUSE = known()
CALLS = [(name.split(".")[-1], taken) for code in SHOWN for name, taken in re.findall(r"([\w.]+)\(([^()]*)\)", code)]


@pytest.mark.parametrize(("name", "taken"), sorted({*CALLS}))
def test_every_function_that_the_page_shows_takes_what_it_says(name: str, taken: str) -> None:
    said = {re.split(r"[:=]", each)[0].strip().lstrip("*") for each in taken.split(",")} - {"", "..."}
    if name in HOUSE and all(each.isidentifier() for each in said):
        assert any(said <= takes for takes in HOUSE[name]), f"{name} takes {HOUSE[name]}"
    else:
        assert name in HOUSE, f"there is no {name}"


def test_every_file_that_the_page_names_is_there() -> None:
    names = {file.name for file in (ROOT / "bot").rglob("*")}
    for code in SHOWN:
        if re.fullmatch(r"[\w/]+\.(py|txt)", code):
            assert code.split("/")[-1] in names or (ROOT / code).exists(), code
