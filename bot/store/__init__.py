"""MEMORY: the only SQL. SQLite by default, PostgreSQL by URL, one set of named queries for both."""

from bot.store.deliveries import Changes
from bot.store.errors import StoreError
from bot.store.ids import new_id
from bot.store.store import Store, open_store

__all__ = ["Changes", "Store", "StoreError", "new_id", "open_store"]
