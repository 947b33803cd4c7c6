"""One real article to six platforms, on a rehearsal network of our own: `make demo`.

Everything happens in the folder `demo`, which is made anew each time. The commands are the ones you would type.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "demo"
STATE = DEMO / ".bot"
BOT = [sys.executable, "-m", "bot"]
SETTINGS = """\
# The workspace of `make demo`. Nothing here leaves this machine.
site: {url: https://example.org, utm: true}
posts: {path: ../posts}
timezone: Europe/London
rehearsal: true
accounts:
  linkedin: {platform: linkedin, default: true}
  x: {platform: x, default: true, monthly_budget_usd: 5}
  mastodon: {platform: mastodon, server: mastodon.social, default: true}
  bluesky: {platform: bluesky, handle: ada.bsky.social, default: true}
  reddit: {platform: reddit, default: true, subreddit: test, mode: api}
  devto: {platform: devto, default: true}
schedule: {slots: ["Mon-Fri 09:00"], spacing: 2h}
"""


def say(words: str = "") -> None:
    """One line for the person who watches."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def bot(*arguments: str) -> int:
    """Shows the command, runs it in the demo's workspace, and returns its exit code."""
    say(f"\n$ bot {' '.join(arguments)}")
    return subprocess.run([*BOT, *arguments], cwd=DEMO, check=False).returncode


def states() -> dict[str, str]:
    """The state of each account's delivery."""
    told = subprocess.run([*BOT, "queue", "--json"], cwd=DEMO, check=True, capture_output=True)
    return {one["account"]: one["state"] for one in json.loads(told.stdout)["deliveries"]}


def workspace() -> None:
    """A fresh workspace with one of our own articles."""
    if DEMO.exists():
        shutil.rmtree(DEMO)
    (DEMO / "config").mkdir(parents=True)
    (DEMO / "config" / "bot.yaml").write_text(SETTINGS, "utf-8")
    shutil.copytree(ROOT / "posts" / "kv-cache", DEMO / "posts" / "kv-cache")
    say(f"A workspace of its own: {DEMO}, with one article, posts/kv-cache/index.md, and six accounts in rehearsal.")


def main() -> int:
    """The whole way of one article. Returns 0 when all accounts have it, or when the person said no."""
    person = sys.stdin.isatty() and sys.stdout.isatty()
    workspace()
    if bot("run", "--once") != 0:
        return 1
    if not person:
        say("\nThere is no terminal to ask on, so this demo says yes for you.")
    if bot("approve", "--all", "--now", *(() if person else ("--yes",))) != 0:
        say("\nWithout a yes nothing is published, and nothing was. Run make demo again to see the rest.")
        return 0 if person else 1
    if bot("run", "--until-idle") != 0 or bot("queue") != 0 or set(states().values()) != {"published"}:
        say(f"\nNot everything was published: {states()}. The service's log and the network's lie in {STATE}.")
        return 1
    show(person=person)
    return 0


def show(*, person: bool) -> None:
    """Says where to look; on a terminal keeps the live page up until Enter."""
    warnings.filterwarnings("ignore", "pkg_resources is deprecated")  # a library's own affair (docs/decisions/x-weights.md)
    from bot.rehearsal.launch import ensure
    from bot.rehearsal.snapshot import snapshot

    page = DEMO / "page.html"
    page.write_text(snapshot(STATE, "Europe/London"), "utf-8")
    say("\nPublished on six accounts, through the platforms' own libraries, over HTTP, on this machine only.")
    say(f"Look at them as their readers would: {page.as_uri()}")
    if person:
        network = ensure(STATE, program="bot.network")
        try:
            say(f"The live page is up at {network.url}/ until you press Enter.")
            sys.stdin.readline()
        finally:
            network.stop()
    say("Nothing is left running. To play on: cd demo, then ../.venv/bin/bot --help")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
