"""Nothing in the house writes to a screen but `bot/terminal`, and there only through functions that call `safe`."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import bot

HOUSE = Path(bot.__file__).parent
WRITERS = {
    "terminal/say.py",  # writes what `plain` and `pretty` laid out, and JSON
    "terminal/pretty.py",  # Rich
    "terminal/canvas.py",  # Rich, for the desk
    "terminal/mosaic.py",  # Rich's colours, for pictures in small
    "desk/panes.py",  # Rich's styles, which Textual asks for
    "terminal/frames.py",  # Rich's shapes, which pretty writes
    "terminal/brief.py",  # a constant of ours
    "service/confined.py",  # a child process: its standard output is a pipe to the service
    "rehearsal/__main__.py",  # a child process: its standard error says why it could not start
}
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
ECHOES = {"echo", "secho", "echo_via_pager", "prompt", "confirm", "pause", "clear", "progressbar"}


def modules() -> list[Path]:
    return sorted(path for path in HOUSE.rglob("*.py") if path.relative_to(HOUSE).as_posix() not in WRITERS)


def offences(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="print" | "input" as name)):
                found.append(f"{name}() in line {node.lineno}")
            case ast.Attribute(value=ast.Name(id="click"), attr=name) if name in ECHOES:
                found.append(f"click.{name} in line {node.lineno}")
            case ast.Attribute(value=ast.Attribute(value=ast.Name(id="sys"), attr=stream), attr="write" | "writelines" | "buffer") if (
                stream in STREAMS
            ):
                found.append(f"sys.{stream} in line {node.lineno}")
            case ast.ImportFrom(module=module) if module and (module == "rich" or module.startswith("rich.")):
                found.append(f"rich in line {node.lineno}")
            case ast.Import(names=names) if any(name.name.split(".")[0] == "rich" for name in names):
                found.append(f"rich in line {node.lineno}")
            case ast.ImportFrom(module="click", names=names) if ECHOES & {name.name for name in names}:
                found.append(f"click's echo in line {node.lineno}")
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_nobody_else_writes(path: Path) -> None:
    assert offences(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    [
        "print(1)",
        "click.echo(x)",
        "sys.stdout.write(x)",
        "sys.stderr.buffer.write(x)",
        "from rich.console import Console",
        "import rich",
        "from click import echo",
    ],
)
def test_the_test_sees_offenders(code: str) -> None:
    assert offences(ast.parse(code))


def test_terminal_sees_only_the_model() -> None:
    rooms = {"cli", "app", "service", "rules", "platforms", "store", "engine", "text", "rehearsal", "config", "http"}
    seen = set()
    for path in (HOUSE / "terminal").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [n.name for n in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            seen |= {name.split(".")[1] for name in names if name.startswith("bot.")}
    assert not seen & rooms
    assert seen == {"model", "terminal"}
