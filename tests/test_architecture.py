"""The house holds together: docs/architecture.md and the rules of the rooms, read out of the code itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "bot"
ANYBODY = {"errors", "clock", "model", "__version__"}
BELOW: dict[str, set[str]] = {
    "__main__": {"cli"},
    "cli": {"app", "config", "secrets", "desk", "service", "platforms", "rehearsal", "terminal", "text"},
    "network": {"app", "config", "service", "rehearsal"},
    "app": {"config", "vault", "http", "service", "platforms", "store", "engine", "rehearsal", "llm"},
    "desk": {"service", "rules", "terminal"},
    "service": {"rules", "platforms", "store", "engine", "text", "http", "transport", "drawing", "foreign"},
    "config": {"settings_reader", "secrets", "vault", "text"},
    "settings_reader": {"findings", "platforms", "schedule_reader", "text", "rules"},
    "schedule_reader": {"findings", "text", "rules"},
    "findings": {"text"},
    "vault": {"secrets"},
    "secrets": set(),
    "rules": {"text"},
    "platforms": {"text", "http", "mail"},
    "store": set(),
    "engine": set(),
    "llm": {"http", "transport"},
    "http": {"transport", "secrets"},
    "mail": {"transport", "secrets"},
    "transport": set(),
    "foreign": {"text"},
    "text": set(),
    "drawing": set(),
    "terminal": set(),
    "rehearsal": {"platforms"},
    "data": set(),
    "model": set(),
    "errors": set(),
    "clock": set(),
}
"""What each room may import besides itself and what anybody may. No room is in a row above its own."""

HEAVY: dict[str, tuple[str, ...]] = {
    "rich": ("terminal/",),
    "PIL": ("service/decoder.py", "service/large.py", "drawing/"),
    "markdown_it": ("text/",),
    "mdit_py_plugins": ("text/",),
    "uvicorn": ("rehearsal/",),
    "starlette": ("rehearsal/",),
    "jinja2": ("rehearsal/",),
    "requests": ("http.py", "transport.py"),
    "smtplib": ("mail.py",),
    "urllib3": ("http.py", "transport.py"),
    "schedule": ("service/run.py",),
    "watchfiles": ("service/watch.py",),
    "sentencex": ("text/",),
    "feedparser": (),
    "bs4": ("foreign/converter.py",),
    "markdownify": ("foreign/converter.py",),
    "nh3": (),
    "twitter_text": (),
    "mastodon": (),
    "tweepy": (),
    "praw": (),
    "prawcore": (),
    "keyring": (),
    "apprise": (),
    "psycopg": ("store/postgresql.py",),
    "textual": ("desk/",),
    "pygments": (),
    "quickjs": (),
    "resvg_py": (),
}
"""Libraries that cost a command its start, and who alone may load them when it is imported itself."""

WALL_CLOCK = {
    "time.time",
    "time.time_ns",
    "time.sleep",
    "datetime.now",
    "datetime.utcnow",
    "date.today",
    "Instant.now",
    "ZonedDateTime.now",
}
LAST_RESORTS = {("service/run.py", "_tick"), ("service/intake.py", "_one"), ("service/publish.py", "call"), ("engine/local.py", "_run")}
SQL = re.compile(r"\s*(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA\s)", re.IGNORECASE | re.DOTALL)
PLATFORM_ORDER = ["LIMITS", "Account", "facts", "render", "steps", "publish", "find", "ref"]
POWERS = {"update", "delete", "exists", "metrics", "renew", "login", "submit_url", "account_url"}


@dataclass(frozen=True)
class Source:
    """One file of the house. `name` is its path below `bot/`, `room` the first part of it."""

    name: str
    text: str

    @property
    def room(self) -> str:
        return self.name.split("/")[0].removesuffix(".py")

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the house."""
    return tuple(Source(path.relative_to(HOUSE).as_posix(), path.read_text("utf-8")) for path in sorted(HOUSE.rglob("*.py")))


def imported(tree: ast.AST) -> Iterator[str]:
    """Full names of the modules that a tree imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, "imports are absolute"
            yield from (f"bot.{alias.name}" for alias in node.names) if node.module == "bot" else (node.module,)


def loaded_at_once(source: Source) -> Iterator[str]:
    """What is imported as soon as the file is: not inside a function, not for type checkers only."""
    for node in source.tree.body:
        typing_only = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        if not typing_only and not isinstance(node, ast.FunctionDef):
            yield from (name for part in _outside_functions(node) for name in imported(part))


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _outside_functions(child)


def calls(source: Source) -> Iterator[str]:
    """What a file calls, as written, shortened to its last two names."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield ".".join(ast.unparse(node.func).split(".")[-2:])


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, nested ones too."""
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_imports_point_down() -> None:
    wrong = [
        f"{source.name} imports {name}"
        for source in sources()
        for name in imported(source.tree)
        if name.startswith("bot.")
        and (room := name.split(".")[1]) != source.room
        and room not in ANYBODY | BELOW.get(source.room, set())
        and source.room != "__init__"
    ]
    assert wrong == []


def test_the_table_of_rooms_is_whole_and_without_a_circle() -> None:
    rooms = {source.room for source in sources()} - {"__init__"}
    assert rooms <= set(BELOW)
    left = dict(BELOW)
    while left:
        ready = [room for room, below in left.items() if not below & set(left)]
        assert ready, f"a circle among {sorted(left)}"
        left = {room: below for room, below in left.items() if room not in ready}


def test_a_heavy_library_is_loaded_only_by_the_room_that_needs_it() -> None:
    wrong = [
        f"{source.name} loads {name}"
        for source in sources()
        for name in loaded_at_once(source)
        if (library := name.split(".")[0]) in HEAVY and not source.name.startswith(HEAVY[library] or ("nobody",))
    ]
    assert wrong == []


def test_what_decides_touches_nothing() -> None:
    shell = {"os", "socket", "sqlite3", "subprocess", "requests", "time", "threading", "random", "tempfile", "shutil", "urllib.request"}
    wrong = [
        f"{source.name} imports {name}"
        for source in sources()
        if source.room in {"model", "text", "rules"}
        for name in imported(source.tree)
        if name in shell
    ]
    assert wrong == []


def test_sql_lives_in_the_store() -> None:
    mine = {"store", "rehearsal"}  # the rehearsal network is another process, with a ledger of its own
    wrong = [
        f"{source.name}:{node.lineno}: {node.value[:40]!r}"
        for source in sources()
        if source.room not in mine
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    ]
    drivers = [
        f"{s.name} imports {n}" for s in sources() if s.room not in mine for n in imported(s.tree) if n in {"sqlite3", "psycopg", "aiosql"}
    ]
    assert wrong + drivers == []


def test_the_environment_is_read_in_one_place() -> None:
    wrong = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        if source.name != "config.py"
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.environb", "os.getenv", "os.putenv"})
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and {"environ", "getenv"} & {alias.name for alias in node.names})
    ]
    assert wrong == []


def test_the_time_is_read_in_one_place() -> None:
    assert [f"{s.name} calls {call}" for s in sources() if s.name != "clock.py" for call in calls(s) if call in WALL_CLOCK] == []


def test_only_the_terminal_and_the_commands_speak() -> None:
    processes = {"rehearsal/__main__.py", "service/confined.py"}  # each is a program of its own
    wrong = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        if source.room not in {"terminal", "cli"} and source.name not in processes
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Name) and node.id in {"print", "input"})
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in {"sys.stdout", "sys.stderr", "sys.stdin"})
    ]
    assert wrong == []


def test_there_is_one_door_to_the_network() -> None:
    door = {"http.py", "transport.py", "rehearsal/launch.py"}  # the last asks its own child whether it is up
    asking = re.compile(r"requests\.(Session|session|get|post|put|patch|delete|head|request)|request\.(urlopen|build_opener)")
    asking_too = {"HTTPConnection", "HTTPSConnection", "client.HTTPConnection"}
    wrong = [f"{s.name} calls {c}" for s in sources() if s.name not in door for c in calls(s) if asking.fullmatch(c) or c in asking_too]
    assert wrong == []


def test_no_room_but_the_platforms_knows_a_platform_by_name() -> None:
    known = {"linkedin", "x", "reddit", "mastodon", "bluesky"}
    wrong = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        if source.room not in {"platforms", "rehearsal"}
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Compare) and "platform" in ast.unparse(node)
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and part.value in known
    ]
    assert wrong == []


def test_everything_is_caught_only_at_the_outermost_loops() -> None:
    wrong = [
        f"{source.name}: {function.name}"
        for source in sources()
        for function in functions(source.tree)
        for node in ast.walk(function)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and not any(isinstance(part, ast.Raise) and part.exc is None for part in node.body)
        and (source.name, function.name) not in LAST_RESORTS
    ]
    assert wrong == []


def test_files_and_functions_stay_small() -> None:
    files = [f"{s.name} has {len(s.text.splitlines())} lines" for s in sources() if len(s.text.splitlines()) > 300]
    long = [
        f"{source.name}: {function.name} has {lines} lines"
        for source in sources()
        for function in functions(source.tree)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > 60
    ]
    tests = [
        f"{path.name} has {lines} lines"
        for path in (ROOT / "tests").rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 600
    ]
    assert files + long + tests == []


def test_what_is_public_says_what_it_is() -> None:
    wrong = []
    for source in sources():
        tree = source.tree
        if source.text.strip() and not ast.get_docstring(tree):
            wrong.append(source.name)
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
        public = [*tree.body, *classes, *(part for one in classes for part in one.body)]
        wrong += [
            f"{source.name}: {node.name}"
            for node in public
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
        ]
    assert wrong == []


def test_no_stubs_and_no_words_we_do_not_use() -> None:
    names = re.compile(r"(message|job|strategy|manager|helper|util)s?", re.IGNORECASE)
    files = [source.name for source in sources() if names.fullmatch(Path(source.name).stem)]
    classes = [
        node.name
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef) and re.search(r"(Job|Strategy|Manager|Helper|Utils?)$", node.name)
    ]
    stubs = [s.name for s in sources() for node in ast.walk(s.tree) if isinstance(node, ast.Name) and node.id == "NotImplementedError"]
    assert files + classes + stubs == []


@pytest.mark.parametrize("name", [s.name for s in sources() if re.fullmatch(r"platforms/(?!base|__init__|_)\w+\.py", s.name)])
def test_every_platform_file_has_the_same_order(name: str) -> None:
    tree = next(source for source in sources() if source.name == name).tree
    assert ast.get_docstring(tree)
    order = [label for node in tree.body if (label := _label(node))]
    public = [label for label in order if label in PLATFORM_ORDER]
    assert public == PLATFORM_ORDER
    after = order[order.index("ref") + 1 :]
    powers = [label for label in after if label in POWERS]
    assert [label for label in order if label in POWERS] == powers, "powers come after ref"
    private = [position for position, label in enumerate(after) if label.startswith("_")]
    assert not powers or not private or after.index(powers[-1]) < private[0], "private parts come last"
    assert not [label for label in order[: order.index("ref")] if label.startswith("_") and label.islower()], "private parts come last"


def _label(node: ast.stmt) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return ""


def test_asking_for_the_rehearsal_network_does_not_load_it() -> None:
    script = f"import sys, bot.rehearsal.launch; assert not set(sys.modules) & {set(HEAVY)!r}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("arguments", [["--version"], ["queue"], ["queue", "--json"], ["status", "--json"]])
def test_a_quick_command_loads_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    settings = "rehearsal: true\naccounts:\n  x: {platform: x, default: true}\n"
    (tmp_path / "config").mkdir()
    (tmp_path / "posts").mkdir()
    (tmp_path / "config" / "bot.yaml").write_text(settings, "utf-8")
    script = (
        f"import sys; sys.argv = ['bot', *{arguments!r}]\n"
        "from bot.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"loaded = set(sys.modules) & {set(HEAVY)!r}\n"
        "assert not loaded, loaded"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
