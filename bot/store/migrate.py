"""Brings a database to the schema of this program: numbered files, each in a transaction of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.store.errors import StoreError

if TYPE_CHECKING:
    from bot.store.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database: Database, folder: Path = MIGRATIONS) -> None:
    """Runs what is missing. A file is `0001_words.sql`, or `0001_words.DIALECT.sql` for one kind of database.

    Raises StoreError when a statement fails (that migration then never happened) or the database is newer than this program.
    """
    files = _files(folder, database.dialect)
    newest, present = max(files, default=0), database.schema()
    if present > newest:
        raise StoreError(f"The database has schema {present}, made by a newer bot; this one knows {newest}. Upgrade bot.", "newer")
    if present < newest and database.readonly:
        raise StoreError(f"The database has the older schema {present}. Bring it up to date with: bot run --once", "readonly")
    for number in range(present + 1, newest + 1):
        _step(database, number, files[number])


def _files(folder: Path, dialect: str) -> dict[int, list[Path]]:
    found: dict[int, list[Path]] = {}
    for path in sorted(folder.glob("*.sql")):
        if path.name.count(".") == 1 or path.name.endswith(f".{dialect}.sql"):
            found.setdefault(int(path.name[:4]), []).append(path)
    return found


def _step(database: Database, number: int, files: list[Path]) -> None:
    with database.migrating():
        if database.schema() >= number:
            return
        for path in files:
            database.script(path.read_text(encoding="utf-8"))
        database.set_schema(number)
