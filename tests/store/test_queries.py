"""The rules that keep one set of SQL readable by both databases, and a listing quick."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store import open_store
from bot.store.database import QUERIES, queries
from bot.store.migrate import MIGRATIONS

FILES = sorted(QUERIES.glob("*.sql"))
NAMED = re.compile(r"^-- name: (\w+)\(([^)]*)\)(\S*)\n(.*?)(?=^-- name:|\Z)", re.MULTILINE | re.DOTALL)


def every() -> list[tuple[str, str, str, str]]:
    """Each query: name, declared parameters, kind, text without comments."""
    found = [match for path in FILES for match in NAMED.findall(path.read_text())]
    return [(name, declared, kind, re.sub(r"^--.*\n", "", text, flags=re.MULTILINE)) for name, declared, kind, text in found]


@pytest.mark.parametrize("query", every(), ids=lambda query: query[0])
def test_a_query_keeps_to_what_both_speak(query: tuple[str, str, str, str]) -> None:
    _, declared, kind, text = query
    used = set(re.findall(r"(?<!:):(\w+)", text))
    assert used == {name.strip() for name in declared.split(",") if name.strip()}
    assert "%" not in text
    assert "::" not in text
    assert not re.search(r"\b(REPLACE|GLOB|ILIKE|ROWID|PRAGMA|DATETIME\(|NOW\()\b", text, re.IGNORECASE)
    assert "RETURNING" not in text or kind == "^"
    assert not re.search(r"(UPDATE|DELETE FROM|INTO)\s+history", text) or text.lstrip().startswith("INSERT INTO history")


@pytest.mark.parametrize("driver", ["sqlite3", "psycopg"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_read_for_both_drivers(path: Path, driver: str) -> None:
    named = {name for name, *_ in NAMED.findall(path.read_text())}
    assert named <= set(queries(path.stem, driver).available_queries)  # type: ignore[arg-type]


HOT = (
    "due",
    "next_due",
    "deliveries_in",
    "deliveries_of",
    "posts_at",
    "began_at",
    "promised",
    "said_in",
    "unfinished",
    "claim",
    "history",
    "departed",
    "noted",
    "soonest",
    "latest",
    "live_between",
    "broken",
    "in_state_since",
)
"""What the service asks in every pass, or of every post and before every send; and what is asked at a glance."""


@pytest.mark.parametrize("query", [query for query in every() if query[0] in HOT], ids=lambda query: query[0])
def test_what_is_asked_all_the_time_never_reads_the_whole_history(query: tuple[str, str, str, str], tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'bot.sqlite'}") as store:
        plan = store._database.connection.execute(f"EXPLAIN QUERY PLAN {query[3]}", {name.strip(): "" for name in query[1].split(",")})
        scans = [step for *_, step in plan if step.startswith("SCAN") and step.split()[1] not in {"ready", "few", "CONSTANT"}]
    assert [step for step in scans if not step.endswith(("INDEX steps_amending", "INDEX posts_broken"))] == []


@pytest.mark.parametrize(
    ("name", "begins"), [("posts_at", "steps_by_receipt"), ("began_at", "steps_by_receipt"), ("said_in", "texts_by_digest")]
)
def test_a_join_begins_with_the_few(name: str, begins: str, tmp_path: Path) -> None:
    ((text, declared),) = [(text, declared) for found, declared, _, text in every() if found == name]
    with open_store(f"sqlite:///{tmp_path / 'bot.sqlite'}") as store:
        plan = store._database.connection.execute(f"EXPLAIN QUERY PLAN {text}", {each.strip(): "" for each in declared.split(",")})
        assert begins in next(iter(plan))[3]


def test_no_query_is_left_unused() -> None:
    code = "".join(path.read_text() for path in QUERIES.parent.glob("*.py"))
    assert [name for name, *_ in every() if not re.search(rf"\.{name}\(", code)] == []


def test_the_files_are_found_beside_the_program() -> None:
    assert {path.name for path in FILES} >= {"deliveries.sql", "journal.sql"}
    assert list(MIGRATIONS.glob("0001_*.sql"))


def run(code: str) -> str:
    """What a fresh Python prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_importing_the_store_loads_no_library_that_a_listing_does_not_need() -> None:
    code = "import sys, bot.store; print([n for n in ('psycopg', 'aiosql', 'msgspec', 'sqlite3', 'secrets') if n in sys.modules])"
    assert run(code).strip() == "[]"


def test_a_listing_loads_no_library_that_it_does_not_need(tmp_path: Path) -> None:
    code = f"""
import sys
from bot.store import open_store
assert open_store({str(tmp_path / "a.sqlite")!r}).deliveries() == []
print([n for n in ('psycopg', 'msgspec', 'importlib.metadata', 'email', 'bot.model.draft', 'bot.model.receipt') if n in sys.modules])
import aiosql
print(aiosql.__version__.split('.')[0].isdigit(), callable(aiosql.from_path))
"""
    assert run(code).split("\n")[:2] == ["[]", "True True"]
