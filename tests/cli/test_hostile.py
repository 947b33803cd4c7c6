"""A hostile corpus through every command on a real terminal: nothing in it is obeyed."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import bot
from bot.model.delivery import State
from bot.model.draft import Problem, Span
from bot.store import Store
from tests.cli.conftest import LATER, LONG_AGO, put
from tests.terminal.samples import HERO, draft, segment
from tests.terminal.screen import hostile, on_a_terminal

HERE = Path(__file__).parents[2]

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
    ["rewrite", TYPED],
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


PROGRAM = """
import sys
from pathlib import Path
from bot.cli.errors import guarded
from bot.store import open_store
from tests.cli.test_hostile import COMMANDS, fill
for number, argv in enumerate(COMMANDS):
    root = Path(sys.argv[1]) / str(number)
    (root / "config").mkdir(parents=True)
    (root / "posts").mkdir()
    (root / ".bot").mkdir()
    (root / "config" / "bot.yaml").write_text(Path(sys.argv[2]).read_text())
    with open_store(root / ".bot" / "bot.sqlite") as store:
        fill(store)
    code = guarded(["--workspace", str(root), *argv])
    print(f"<<{number}:{code}>>", flush=True)
"""


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[int, bytes]]:
    """What each command left: its exit code and the bytes that reached the terminal. One process, as starting one costs most."""
    settings = Path(bot.__file__).parent / "data" / "bot.yaml"
    place = tmp_path_factory.mktemp("hostile")
    code, seen = on_a_terminal([sys.executable, "-c", PROGRAM, str(place), str(settings)], typed="n\n" * 3, columns=120, cwd=HERE)
    assert code == 0, seen[-2000:].decode("utf-8", "replace")
    pieces = re.split(rb"<<(\d+):(\d+)>>\r\n", seen)
    return {int(number): (int(code), piece) for piece, number, code in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False)}


@pytest.mark.parametrize(
    "number", range(len(COMMANDS)), ids=lambda n: " ".join(COMMANDS[n]).encode("unicode_escape").decode()[:40] or "bot"
)
def test_nothing_hostile_reaches_the_terminal(screens: dict[int, tuple[int, bytes]], number: int) -> None:
    code, seen = screens[number]
    assert code in (0, 1, 2)
    assert seen
    assert hostile(seen) == set()


def test_the_corpus_is_shown_as_tokens(screens: dict[int, tuple[int, bytes]]) -> None:
    shown = screens[COMMANDS.index(["show", "7k2"])][1].decode()
    for token in ("␛[2J", "␇", "⟨U+009B⟩", "⟨U+202E⟩", "⟨U+200B⟩", "⟨U+E0041⟩", "␍", "␀"):
        assert token in shown
