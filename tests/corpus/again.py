"""The same articles in another process: `python -m tests.corpus.again SHARD` writes a digest of every draft, in the other order."""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

from tests.corpus.posts import Told, rows, told

SHARDS = 24


def shard(number: int) -> tuple[dict[str, Any], ...]:
    """Every 24th article, so that shards take about as long as each other."""
    return rows()[number::SHARDS]


def digest(told: Told) -> str:
    """All that every platform would get and every problem that a person would read, as SHA-256 in hex."""
    return hashlib.sha256(repr([told.drafts[name] for name in sorted(told.drafts)]).encode("utf-8", "surrogatepass")).hexdigest()


if __name__ == "__main__":
    sys.stdout.write(json.dumps({row["id"]: digest(told(row)) for row in reversed(shard(int(sys.argv[1])))}))
