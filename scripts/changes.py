"""Small changes to a module of Python, as trees: what `scripts/mutants.py` tries."""

from __future__ import annotations

import ast
import copy
import importlib.abc
import importlib.machinery
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

ROOT = Path(__file__).resolve().parent.parent

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot,
    ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the file, the line, what it does in words, the module's changed tree, and the lines of the statement it is in."""

    path: str
    line: int
    words: str
    tree: ast.Module
    lines: range


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
            line = getattr(node, "lineno", 0)
            found.append(Mutant(path, line, words, ast.fix_missing_locations(tree), statement(ast.parse(source), line)))
    return found


def statement(tree: ast.Module, line: int) -> range:
    """The lines of the innermost statement at `line`; of one that holds others, its head."""
    around = [each for each in ast.walk(tree) if isinstance(each, ast.stmt) and each.lineno <= line <= (each.end_lineno or 0)]
    inner = max(around, key=lambda each: (each.lineno, -(each.end_lineno or 0)))
    body = getattr(inner, "body", None)
    return range(inner.lineno, max(line, body[0].lineno - 1 if body else inner.end_lineno or 0) + 1)


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
