"""Breaks the code that decides, one small change at a time, and counts how many changes no test notices.

`make mutants` draws a sample for each file; `python scripts/mutants.py --most 0` tries all, `--only outcome` one file. A mutant
runs in a fork in which the module is compiled from its changed tree; nothing is written to disk. Wording is left alone.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

ROOT = Path(__file__).resolve().parent.parent
SERVICE = (
    "tests/service/test_reconcile.py",
    "tests/service/test_publish.py",
    "tests/service/test_breaker.py",
    "tests/service/test_promise.py",
    "tests/service/test_waits.py",
    "tests/service/test_lease.py",
)
TESTS = {
    "bot/service/publish.py": (SERVICE[1], SERVICE[0], *SERVICE[2:]),
    "bot/service/reconcile.py": SERVICE,
    "bot/rules/moments.py": ("tests/rules/test_schedule.py",),
    "bot/rules/spoken.py": ("tests/rules/test_schedule.py",),
}
"""Which tests judge a file; of the others in `rules/` those of the same name."""

PATIENCE = 3
"""Times as long as the tests take without a change, after which a mutant that is still running is caught: it never ends."""

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot,
    ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the file, the line, what it does in words, and the module's changed tree."""

    path: str
    line: int
    words: str
    tree: ast.Module


def variants(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    """What a node could be instead; None takes a statement out."""
    match node:
        case ast.Compare(ops=[sign, *_]) | ast.BoolOp(op=sign) | ast.BinOp(op=sign) if type(sign) in SWAPS:
            fresh = SWAPS[type(sign)]()
            yield f"{type(sign).__name__} becomes {type(fresh).__name__}", _with_sign(node, fresh)
        case ast.UnaryOp(op=ast.Not()):
            yield "not is dropped", node.operand
        case ast.If() | ast.IfExp() | ast.While():
            other = copy.copy(node)
            other.test = ast.UnaryOp(ast.Not(), node.test)
            yield "condition is turned", other
        case ast.Call(func=ast.Name(id=name)) if name in CALLS:
            yield f"{name} becomes {CALLS[name]}", ast.Call(ast.Name(CALLS[name], ast.Load()), node.args, node.keywords)
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and not value.value):
            yield "returns None", ast.Return(ast.Constant(None))
        case ast.AugAssign() | ast.Expr(value=ast.Call()):
            yield "statement is dropped", None
        case ast.Constant():
            yield from _constants(node.value)


def _constants(value: object) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(value, bool):
        yield f"{value} is turned", ast.Constant(not value)
    elif isinstance(value, int):
        yield f"{value} + 1", ast.Constant(value + 1)
        yield f"{value} - 1", ast.Constant(value - 1)


def _with_sign(node: ast.AST, fresh: ast.AST) -> ast.AST:
    """The same comparison or sum with another sign."""
    other = copy.copy(node)
    if isinstance(other, ast.Compare):
        other.ops = [fresh, *other.ops[1:]]  # type: ignore[list-item]
    else:
        other.op = fresh  # type: ignore[attr-defined]
    return other


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every place of a tree that holds a node which runs: the parent, the field, the index in it, the node. No types, no decorators."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        parent = waiting.pop()
        for name, value in ast.iter_fields(parent):
            if name in {"annotation", "returns", "decorator_list", "type_params"} or isinstance(parent, ast.Raise | ast.JoinedStr):
                continue
            for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(node, ast.AST) and not _is_about_types(node):
                    yield parent, name, index, node
                    waiting.append(node)


def _is_about_types(node: ast.AST) -> bool:
    """Whether it is for the type checker and the reader alone."""
    checking = isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return True  # zip over two of the same length, said twice
    return checking or (isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal")


def mutants(path: str) -> list[Mutant]:
    """All mutants of one file, in its order."""
    source = (ROOT / path).read_text(encoding="utf-8")
    found = []
    for number, (_, _, _, node) in enumerate(places(ast.parse(source))):
        for which, (words, _) in enumerate(variants(node)):
            tree = ast.parse(source)
            parent, name, index, again = list(places(tree))[number]
            fresh = list(variants(again))[which][1]
            replaced = ast.copy_location(fresh or ast.Pass(), again)
            if index is None:
                setattr(parent, name, replaced)
            else:
                getattr(parent, name)[index] = replaced
            found.append(Mutant(path, getattr(node, "lineno", 0), words, ast.fix_missing_locations(tree)))
    return found


class Changed(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Finds one module, and loads it from another tree than its file's."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.path.removesuffix(".py").replace("/", "."), str(ROOT / mutant.path))
        self.tree = mutant.tree

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:  # noqa: ARG002
        """Its own module's alone."""
        return importlib.machinery.ModuleSpec(fullname, self, origin=self.path) if fullname == self.name else None

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002
        """The changed tree, compiled."""
        return compile(self.tree, self.path, "exec", dont_inherit=True)


def survives(mutant: Mutant | None, tests: Sequence[str], seconds: float) -> bool:
    """Whether all `tests` pass within `seconds`, in a fork with that change (None: without one)."""
    child = os.fork()
    if child == 0:
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):
            os.dup2(null, stream)
        if mutant:
            sys.meta_path.insert(0, Changed(mutant))
        import pytest

        os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *tests])))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status == 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def judged(path: str, most: int, chance: random.Random) -> tuple[int, list[Mutant]]:
    """How many mutants of a file were tried, and which of them survived."""
    tests = ("tests/rules/test_figures.py", *TESTS.get(path, (f"tests/rules/test_{Path(path).name}",)))
    every = mutants(path)
    tried = sorted(chance.sample(every, min(most or len(every), len(every))), key=lambda mutant: mutant.line)
    begin = time.monotonic()
    if not survives(None, tests, 600):
        raise SystemExit(f"The tests of {path} fail without any change: {' '.join(tests)}")
    seconds = PATIENCE * (time.monotonic() - begin)
    return len(tried), [mutant for mutant in tried if survives(mutant, tests, seconds)]


def main() -> int:
    """Prints the table; 1 when fewer than `--floor` percent are caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=25, help="mutants tried of each file, drawn by the seed; 0 for all")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--only", default="", help="files whose path holds this")
    parser.add_argument("--floor", type=float, default=90)
    given = parser.parse_args()
    import pytest  # noqa: F401 - what every fork needs is loaded once
    import requests  # noqa: F401
    import whenever  # noqa: F401

    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    files = [
        *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "bot/rules").glob("[a-z]*.py")),
        "bot/service/publish.py",
        "bot/service/reconcile.py",
    ]
    tried = caught = 0
    for path in (each for each in files if given.only in each):
        count, left = judged(path, given.most, random.Random(given.seed))
        tried, caught = tried + count, caught + count - len(left)
        sys.stdout.write(f"{path:30} {count - len(left):4} of {count:4} caught\n")
        for mutant in left:
            sys.stdout.write(f"    {mutant.path}:{mutant.line}: {mutant.words}\n")
        sys.stdout.flush()
    score = 100 * caught / max(tried, 1)
    sys.stdout.write(f"{score:.1f} % of {tried} mutants caught\n")
    return int(score < given.floor)


if __name__ == "__main__":
    sys.exit(main())
