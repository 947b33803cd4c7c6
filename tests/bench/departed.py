"""A workspace that has published much: a few deliveries by the store's own methods, then copies of them, as years leave behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whenever import Instant

from bot.model.delivery import Delivery, PostRecord, State
from bot.model.draft import Draft, Segment
from bot.model.receipt import RemoteRef
from bot.store import Store, open_store
from tests.commands import make_workspace

FEW = 50
"""Deliveries that are made one by one."""

SHIFTED = {
    "posts": {"slug": "slug || '-{n}'", "path": "'{n}-' || path", "url": "url || '-{n}'", "digest": "digest || '-{n}'"},
    "deliveries": {"id": "id || '-{n}'", "number": "number + {n} * (SELECT MAX(number) FROM few)", "post": "post || '-{n}'"},
    "drafts": {"delivery": "delivery || '-{n}'"},
    "steps": {"delivery": "delivery || '-{n}'"},
    "texts": {"delivery": "delivery || '-{n}'", "digest": "digest || '-{n}'"},
    "history": {"delivery": "delivery || '-{n}'", "seq": "seq + {n} * (SELECT MAX(seq) FROM few)"},
}
"""What is another in the copy number `n` of each table's rows."""


def departed(root: Path, count: int) -> Path:
    """A workspace at `root` with `count` published deliveries (a multiple of `FEW`) and one that waits."""
    make_workspace(root)
    (root / ".bot").mkdir(mode=0o700)
    with open_store(root / ".bot" / "bot.sqlite") as store:
        with store.together():
            for number in range(FEW):
                _publish(store, number)
        connection = store._database.connection
        with store._database.writing():
            for table, shifted in SHIFTED.items():
                _copy(connection, table, shifted, count // FEW)
        now = Instant.from_utc(2026, 11, 21, 9)
        draft = _draft(FEW)
        store.add_delivery(_delivery(FEW, draft, now), draft, now, "bench")
    return root


def _copy(connection: Any, table: str, shifted: dict[str, str], times: int) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    connection.execute(f"CREATE TEMPORARY TABLE few AS SELECT * FROM {table}")
    for n in range(1, times):
        values = ", ".join(shifted.get(column, column).format(n=n) for column in columns)
        connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM few")
    connection.execute("DROP TABLE few")


def _publish(store: Store, number: int) -> None:
    at, draft = Instant.from_utc(2026, 1, 1, 9).add(hours=number), _draft(number)
    one = _delivery(number, draft, at)
    assert store.add_delivery(one, draft, at, "bench")
    assert store.move(one.id, "yes", at, who="bench", due=at, until=at.add(hours=1))
    fence = store.claim(one.id, draft.fingerprint, at)
    assert fence
    assert store.intend(one.id, fence, 0, "post", "key", at.add(seconds=30), at)
    assert store.receive(one.id, fence, 0, "sent", at, ref=RemoteRef(str(number), f"https://example.org/{number}"))
    assert store.move(one.id, "sent", at)
    store.save_post(PostRecord(one.post, f"{one.post}.md", one.title, f"https://example.org/{one.post}", str(number), "gone", (), None))


def _draft(number: int) -> Draft:
    account = ("linkedin", "x", "reddit")[number % 3]
    text = f"Article {number} in a sentence or two, as a reader sees it."
    return Draft(account, account, f"Article {number}", (Segment(text, len(text), 280, "chars", text),))


def _delivery(number: int, draft: Draft, due: Instant) -> Delivery:
    return Delivery(
        id=f"b{number:04}",
        post=f"article-{number}",
        account=draft.account,
        platform=draft.platform,
        rehearsal=True,
        round=1,
        state=State.WAITING,
        fingerprint=draft.fingerprint,
        due=due,
        zone="Europe/London",
        title=draft.title,
    )
