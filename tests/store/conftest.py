"""Every test that asks for `url` or `store` runs twice: on SQLite, and on a throwaway PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.store import Store, open_store
from tests.store import server

SCHEMAS = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server of our own."""
    found = server.binaries()
    if found is None:
        pytest.skip(server.WANTED)
    pytest.importorskip("psycopg", reason="psycopg is missing; install it with: pip install 'psycopg[binary]'")
    with server.serve(found) as address:
        yield address


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A new SQLite file."""
    return str(tmp_path / "bot.sqlite")


@pytest.fixture(scope="session")
def new_schema(postgres: str) -> Iterator[Callable[[], str]]:
    """Makes a new schema on the server and gives the address of it."""
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as connection:

        def make() -> str:
            name = f"test{next(SCHEMAS)}"
            connection.execute(f"CREATE SCHEMA {name}")
            return f"{postgres}&options=-csearch_path%3D{name}"

        yield make


@pytest.fixture
def postgres_url(new_schema: Callable[[], str]) -> str:
    """A new schema on the server."""
    return new_schema()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A new, empty database of either kind."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store on it."""
    with open_store(url) as opened:
        yield opened
