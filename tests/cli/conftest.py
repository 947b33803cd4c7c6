"""A real workspace with a few deliveries in its store, and the `bot` command to try on it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from whenever import Instant

from bot.cli.errors import guarded
from bot.model.delivery import Delivery, PostRecord, State
from bot.model.draft import Draft
from bot.store import Store, open_store
from tests.terminal.samples import draft

LONG_AGO = Instant.from_utc(2026, 1, 5, 9)
LATER = Instant.from_utc(2199, 1, 7, 9)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Bot = Callable[..., Ran]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh workspace."""
    monkeypatch.delenv("BOT_WORKSPACE", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state-home"))
    root = tmp_path / "w"
    assert guarded(["init", str(root)]) == 0
    return root


@pytest.fixture
def bot(root: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Bot]:
    """The command, run in this process on that workspace."""

    def run(*argv: str) -> Ran:
        capsys.readouterr()
        code = guarded(["--workspace", str(root), *argv])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    before = sys.excepthook
    yield run
    sys.excepthook = before


@pytest.fixture
def store(root: Path) -> Iterator[Store]:
    """The workspace's memory."""
    (root / ".bot").mkdir(mode=0o700, exist_ok=True)
    with open_store(root / ".bot" / "bot.sqlite") as opened:
        yield opened


def put(
    store: Store, id_: str, *, post: str = "loss", sheet: Draft | None = None, state: State = State.WAITING, **changes: object
) -> Delivery:
    """A delivery in the store, in `state`."""
    sheet = sheet or draft()
    one = Delivery(
        id=id_,
        post=post,
        account=sheet.account,
        platform=sheet.platform,
        rehearsal=True,
        round=1,
        state=state,
        fingerprint=sheet.fingerprint,
        segments=len(sheet.segments),
        title="Reading a loss curve",
        blocked=sheet.blocked,
        due=LATER,
        zone="Europe/London",
        wall="2199-01-07 09:00",
    )
    store.save_post(PostRecord(slug=post, path=f"{post}.md", title=one.title, url=None, digest="0", state="active"))
    store.add_delivery(replace(one, **changes), sheet, LONG_AGO, "tester")  # type: ignore[arg-type]
    return store.delivery(id_)
