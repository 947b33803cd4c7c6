"""Real processes: two claim the same deliveries, one is killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter

from bot.model.delivery import State
from bot.store import Store
from tests.store.make import NOW, added, approved, draft

CLAIM = """
import json, sys
from whenever import Instant
from bot.store import open_store
url, fingerprint, now, *ids = sys.argv[1:]
with open_store(url) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps({id_: store.claim(id_, fingerprint, Instant.parse_iso(now)) for id_ in ids}))
"""

DIE = """
import os, signal, sys
from whenever import Instant
from bot.store import open_store
url, id_, fingerprint, now = sys.argv[1:]
now = Instant.parse_iso(now)
store = open_store(url)
fence = store.claim(id_, fingerprint, now)
assert store.intend(id_, fence, 0, "post", "", now, now)
transaction = store.together()
transaction.__enter__()
store.receive(id_, fence, 0, "deferred", now)
os.kill(os.getpid(), signal.SIGKILL)
"""


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A process of its own."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_of_two_processes_exactly_one_claims(store: Store, url: str) -> None:
    ids = [approved(store) for _ in range(25)]
    processes = [start(CLAIM, url, draft().fingerprint, NOW.format_iso(), *ids) for _ in range(2)]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [json.loads(process.communicate(timeout=30)[0]) for process in processes]
    assert all(process.returncode == 0 for process in processes)
    wins = Counter(id_ for answer in answers for id_, fence in answer.items() if fence == 1)
    assert wins == Counter(ids)
    assert {d.fence for d in store.deliveries()} == {1}


def test_a_killed_process_leaves_what_it_committed_and_nothing_else(store: Store, url: str) -> None:
    id_, other = approved(store), added(store)
    process = start(DIE, url, id_, draft().fingerprint, NOW.format_iso())
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    assert store.delivery(id_).state == State.SENDING
    assert store.steps(id_)[0].state == "intent"
    assert [event.event for event in store.history(id_)] == ["queued", "yes", "claim", "intent"]
    assert store.move(other, "no", NOW), "the place of the writer is free again"
