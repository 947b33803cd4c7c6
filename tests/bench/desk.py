"""The desk with 5,000 waiting: how long until something is seen, and until a key is answered."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

from whenever import Instant

from bot.model.delivery import PostRecord
from bot.model.draft import Draft, Segment
from bot.store import open_store
from tests.bench.measures import BOT, Figure, _delivery
from tests.commands import make_workspace

EMPTY = "from textual.app import App\nclass Empty(App):\n    def on_mount(self): self.screen.styles.background = 'red'\nEmpty().run()"
"""The least that is an application of Textual's; its ground is how it is known to have painted."""

WAITING = 5000
KEYS = 19
RED = b"48;2;255;0;0"


def figures(folder: Path, rounds: int) -> Iterator[Figure]:
    """The first paint against an empty application's, in one run after the other, and how soon a key is answered."""
    root = _filled(folder / "desk")
    taken: dict[str, list[float]] = {"empty": [], "desk": [], "draft": [], "keys": [], "work": []}
    for _ in range(rounds):
        with Screen([sys.executable, "-c", EMPTY], root) as screen:
            taken["empty"].append(screen.until(RED))
        with Screen([*BOT, "review"], root) as screen:
            taken["desk"].append(screen.until(b"bot review"))
            taken["draft"].append(screen.until(b"Text of 0 "))
            screen.until(b"would go out")
            before = screen.worked()
            for number in range(1, KEYS + 1):
                taken["keys"].append(screen.press(b"j", f"Text of {number} ".encode()))
            taken["work"].append((screen.worked() - before) / KEYS)
    middle = {name: statistics.median(each) for name, each in taken.items()}
    yield Figure(f"bot review, {WAITING:,} waiting: first paint, against an empty Textual", middle["desk"] / middle["empty"], "times", 1.5)
    yield Figure(f"bot review, {WAITING:,} waiting: the first draft can be read", middle["draft"], "s", 1)
    yield Figure("bot review: j is answered, 95 of 100", 1000 * sorted(taken["keys"])[int(0.95 * (len(taken["keys"]) - 1))], "ms", 50)
    yield Figure("bot review: what a j costs of a processor, all that follows it included", 1000 * middle["work"], "ms", 50)


def _filled(root: Path) -> Path:
    make_workspace(root)
    (root / ".bot").mkdir(mode=0o700)
    now = Instant.from_utc(2026, 11, 21, 9)
    with open_store(root / ".bot" / "bot.sqlite") as store, store.together():
        for number in range(WAITING):
            account = ("linkedin", "x", "reddit")[number % 3]
            text = f"Text of {number} and a sentence or two, as a reader sees it. " * 4
            draft = Draft(account, account, f"Article {number}", (Segment(text, len(text), 3000, "chars", text),))
            store.save_post(PostRecord(f"article-{number}", f"article-{number}.md", draft.title, None, "0", "active"))
            store.add_delivery(_delivery(number, draft, now), draft, now, "bench")
    return root


class Screen:
    """A program on a terminal of its own."""

    def __init__(self, command: list[str], root: Path) -> None:
        self.terminal, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 45, 160, 0, 0))
        self.begin = time.perf_counter()
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "XDG_STATE_HOME": str(root / ".state-home")}
        self.child = subprocess.Popen(command, cwd=root, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True)
        os.close(slave)
        self.seen = b""

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.kill()
        self.child.wait()
        os.close(self.terminal)

    def until(self, words: bytes, since: float | None = None) -> float:
        """Seconds from the start, or from `since`, until `words` were painted."""
        while words not in self.seen:
            ready, _, _ = select.select([self.terminal], [], [], 60)
            assert ready, f"{words!r} never came"
            self.seen += os.read(self.terminal, 65536)
        return time.perf_counter() - (since or self.begin)

    def worked(self) -> float:
        """Seconds of a processor that it has used so far: unlike those on the clock, what others do there hardly changes them."""
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def press(self, key: bytes, words: bytes) -> float:
        """Seconds until what a key asks for was painted."""
        time.sleep(0.05)
        self.seen = b""
        begin = time.perf_counter()
        os.write(self.terminal, key)
        return self.until(words, begin)
