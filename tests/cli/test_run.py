"""`bot run` and `bot rehearsal`: the whole way, over a real rehearsal network."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from bot.model.delivery import State
from bot.store import Store

POST = """---
title: Reading a loss curve
url: https://example.org/loss
to: [x]
---
Plot the first hundred steps before you touch the learning rate.
"""
LATER = """---
title: A check that takes a minute
url: https://example.org/check
publish_at: 2199-01-07 10:00
to: [x]
---
Train on one batch until it is memorised.
"""


def command(root: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "--workspace", str(root), *argv], capture_output=True, text=True, timeout=60, check=False
    )


def put_post(root: Path, name: str, text: str) -> None:
    path = root / "posts" / name
    path.write_text(text)
    os.utime(path, (1_700_000_000, 1_700_000_000))


def test_from_a_file_to_published(root: Path, store: Store) -> None:
    (root / "posts" / "welcome.md").unlink()
    put_post(root, "loss.md", POST)
    put_post(root, "later.md", LATER)
    once = command(root, "run", "--once")
    assert once.returncode == 0, once.stderr
    assert "Rehearsal: nothing leaves this machine." in once.stdout
    by_post = {one.post: one for one in store.deliveries(states=(State.WAITING,))}
    assert set(by_post) == {"loss", "later"}
    assert command(root, "approve", by_post["loss"].id, "--now", "--yes").returncode == 0
    assert command(root, "approve", by_post["later"].id, "--yes").returncode == 0
    idle = command(root, "run", "--until-idle")
    assert idle.returncode == 0, idle.stderr
    assert store.delivery(by_post["loss"].id).state == State.PUBLISHED
    assert f"later  {by_post['later'].id}  A check that takes a minute on x: Mon 7 Jan 2199 10:00 Europe/London (in " in idle.stderr


def test_the_rehearsal_network_alone(root: Path) -> None:
    child = subprocess.Popen([sys.executable, "-m", "bot", "--workspace", str(root), "rehearsal"], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    try:
        url = child.stdout.readline().split()[-1]
        with urllib.request.urlopen(f"{url.rstrip('/')}/_health", timeout=10) as answer:
            assert answer.status == 200
        again = command(root, "rehearsal")
        assert again.returncode == 0
        assert again.stdout == f"The rehearsal network is already up at {url}\n"
    finally:
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=20)
    assert child.returncode == 130


def test_a_workspace_in_earnest_needs_no_rehearsal(root: Path) -> None:
    settings = root / "config" / "bot.yaml"
    settings.write_text(settings.read_text().replace("rehearsal: true", "rehearsal: false"))
    ran = command(root, "rehearsal")
    assert ran.returncode == 1
    assert ran.stderr.startswith("bot: No account is in rehearsal.")


def test_a_rehearsal_at_an_address_of_its_own_is_not_called_live(root: Path) -> None:
    settings = root / "config" / "bot.yaml"
    settings.write_text('rehearsal: true\naccounts: {x: {platform: x, api: "http://127.0.0.1:9/x", call_timeout: 1}}\n')
    assert command(root, "run", "--once").stdout.startswith("Rehearsal, at the addresses that api: gives: x.\n")
    settings.write_text('accounts: {x: {platform: x, api: "http://127.0.0.1:9/x"}, y: {platform: medium, rehearsal: false}}\n')
    assert command(root, "run", "--once").stdout.startswith("LIVE: y. In rehearsal, at the addresses that api: gives: x.\n")
