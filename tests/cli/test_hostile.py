"""A hostile corpus through every command on a real terminal: nothing in it is obeyed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.delivery import State
from bot.model.draft import Problem, Span
from bot.store import Store
from tests.cli.conftest import LATER, LONG_AGO, put
from tests.terminal.samples import HERO, draft, segment
from tests.terminal.screen import hostile, on_a_terminal

EVIL = "A\x1b[2J\x1b]0;owned\x07\x1b]52;c;aGk=\x07\x9b31m\x9d0;x\x9c\u202eevil\u2066\u200e\u200b\ufeff\u2028\U000e0041\r\x08\x00Z"

TYPED = EVIL.replace("\0", "")
"""What a person may paste: a program's arguments hold no NUL."""

COMMANDS = [
    [],
    ["queue"],
    ["queue", "--json"],
    ["queue", "--state", TYPED],
    ["queue", "add", TYPED],
    ["status"],
    ["status", "--json"],
    ["log"],
    ["log", "--json"],
    ["show", "7k2"],
    ["show", "7k2", "--json"],
    ["show", "c4d"],
    ["show", TYPED],
    ["approve", "7k2", "--yes"],
    ["approve", "--all"],
    ["reject", "7k2"],
    ["undo", "7k2"],
    ["retry", "7k2"],
    ["reschedule", "7k2", TYPED],
    ["done", "7k2", TYPED],
    ["resolve", "c4d", "--sent", TYPED],
    ["pause"],
    ["pause", TYPED],
    ["resume"],
    ["preview", TYPED],
    ["--workspace", TYPED, "queue"],
    [TYPED],
]


def fill(store: Store) -> None:
    """Hostile bytes wherever a post, a file or a platform can put them."""
    bad = segment(
        EVIL + "\n" + EVIL,
        (Span(0, 4, "link", f"https://{EVIL}/"), Span(5, 9, "hashtag", EVIL)),
        (replace(HERO, path=f"/{EVIL}.png", alt=EVIL),),
    )
    sheet = replace(
        draft(bad, bad, problems=(Problem("warning", EVIL, EVIL, 3),), title=EVIL), fields={EVIL: EVIL, "list": [EVIL]}, visibility=EVIL
    )
    put(store, "7k2", sheet=sheet, title=EVIL, note=EVIL, post=EVIL)
    linkedin = replace(sheet, account="linkedin", platform="linkedin")
    bound = {"approved": linkedin.fingerprint, "due": LONG_AGO, "until": LATER}
    put(store, "c4d", sheet=linkedin, state=State.APPROVED, title=EVIL, post=EVIL + "2", **bound)
    doubt(store, "c4d")
    store.note("7k2", LONG_AGO, EVIL, EVIL, EVIL)
    store.pause("x", EVIL, LONG_AGO, EVIL)
    store.set_meta("folder", EVIL)


def doubt(store: Store, id_: str) -> None:
    """Brings an approved delivery to the state in which its first step may be live."""
    fingerprint = store.delivery(id_).fingerprint
    fence = store.claim(id_, fingerprint, LONG_AGO)
    assert fence is not None
    assert store.intend(id_, fence, 0, "post", EVIL, LONG_AGO, LONG_AGO)
    assert store.receive(id_, fence, 0, "unsure", LONG_AGO, why=EVIL, answer=EVIL)
    assert store.move(id_, "doubt", LONG_AGO, note=EVIL, detail=EVIL)


@pytest.mark.parametrize("argv", COMMANDS, ids=lambda argv: " ".join(argv).encode("unicode_escape").decode()[:40] or "bot")
def test_nothing_hostile_reaches_the_terminal(root: Path, store: Store, argv: list[str]) -> None:
    fill(store)
    code, seen = on_a_terminal([sys.executable, "-m", "bot", "--workspace", str(root), *argv], typed="n\n", columns=120)
    assert code in (0, 1, 2), seen.decode("utf-8", "replace")
    assert seen
    assert hostile(seen) == set()
    assert b"This is a bug" not in seen
