"""Hostile bytes wherever a post, a file, a platform or a person can put them, and every command to meet them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from bot import platforms
from bot.cli import commands
from bot.cli.errors import guarded
from bot.model.delivery import PostRecord, State
from bot.model.draft import Draft, Problem, Span
from bot.model.receipt import RemoteRef
from bot.store import Store, open_store
from bot.terminal import say
from tests.cli.conftest import LATER, LONG_AGO, put
from tests.loopback import Answer, Loopback, Reply, Seen, serving
from tests.terminal.samples import HERO, draft, segment

EVIL = (
    "A\x1b[2J\x1b[8;31337m\x1b]0;owned\x07\x1b]52;c;aGk=\x07\x9b31m\x9d0;x\x9c\u202eevil\u2066\u200e\u200b\ufeff\u2028\U000e0041\r\x08\x00Z"
)

TYPED = EVIL.replace("\0", "")
"""What a person may paste: a program's arguments hold no NUL."""

STAYING = {"rehearsal": [], "run": [], "log": ["--follow"]}
"""Commands that go on until they are told to stop."""

CASES: dict[str, list[list[str]]] = {
    "": [[], ["--version"], [TYPED], ["--workspace", TYPED, "queue"]],
    "init": [["{root}/new/" + TYPED], ["{root}"]],
    "import": [["{root}/feed.xml"], ["{root}/page.html", TYPED], ["{root}/book.ipynb", "--dry-run"]],
    "digest": [["--dry-run"], [], ["--since", TYPED], ["--title", TYPED]],
    "run": [["--once"], ["--until-idle"], ["--fast-forward", "7d", "--with-waiting"], ["--fast-forward", TYPED]],
    "login": [["mastodon"], ["reddit"], [TYPED]],
    "preview": [["{root}/posts/good.md"], ["{posts}"], [TYPED], ["{root}/posts/good.md", "--html", "{root}/" + TYPED + ".html"]],
    "queue": [[], ["--state", TYPED], ["--account", TYPED], ["--all"]],
    "queue add": [[TYPED], ["old"]],
    "show": [["7k2"], ["c4d"], ["p5b"], ["h3f"], ["v1v"], [TYPED]],
    "status": [[]],
    "log": [[], [TYPED]],
    "accounts": [[]],
    "doctor": [[], ["--offline"]],
    "review": [["--plain"]],
    "approve": [["7k2"], ["7k2", "--yes"], ["--all"], ["--post", TYPED], [TYPED]],
    "reject": [["7k2"], [TYPED]],
    "undo": [["d7d"], ["7k2"]],
    "retry": [["v1v"], ["7k2"]],
    "reschedule": [["d7d", TYPED], ["7k2", TYPED]],
    "edit": [["7k2"], ["g00d"], ["g00d", "--post"]],
    "rewrite": [["g00d"], ["g00d", "--wish", TYPED], [TYPED]],
    "done": [["h3f", TYPED], ["7k2", TYPED]],
    "resolve": [["c4d"], ["c4d", "--sent", TYPED], ["c4d", "--not-sent"], ["7k2"]],
    "correct": [["p5b"], ["p5b", "--reply", TYPED], ["p5b", "--done"], ["7k2"]],
    "retract": [["p5b"], ["p5b", "--yes"], ["p5b", "--gone"], ["7k2"]],
    "leave": [["v1v"], ["7k2"]],
    "service": [[]],
    "service install": [[]],
    "service uninstall": [[]],
    "service status": [[]],
    "service show": [[], ["--user", TYPED, "--system"], ["--launchd"]],
    "notify": [[], ["--test"], ["--down"], [TYPED], ["phone"]],
    "pause": [[], ["mastodon", "--reason", TYPED], [TYPED]],
    "resume": [[], ["mastodon"]],
    "move": [["mastodon"], [], [TYPED]],
    "vacuum": [[]],
}
"""What is tried of each command, by its name; `--help` and `--json` are added where there are such."""

SETTINGS = """\
site: {{url: https://example.org}}
posts: {{path: ../posts}}
timezone: Europe/London
rehearsal: true
notify: [phone]
llm: {{url: "{url}/llm", model: "a\\u202eb"}}
accounts:
  linkedin: {{platform: linkedin, default: true, api: "{url}/linkedin", handle: "a\\u202eb\\x9b31m"}}
  x: {{platform: x, default: true, api: "{url}/x"}}
  mastodon: {{platform: mastodon, api: "{url}/mastodon", server: mastodon.social, handle: "@a\\u202eb"}}
  buttondown: {{platform: buttondown, api: "{url}/buttondown"}}
  reddit: {{platform: reddit, subreddit: test, mode: handoff}}
  list: {{platform: smtp, subscribers: readers.txt, api: "{url}/smtp", sender: me@example.org, host: mail.example.org, user: me}}
"""

GOOD = f"""\
---
title: A good title
url: https://example.org/good
to: [x, mastodon, linkedin]
---

A loss curve tells you within 200 steps whether {TYPED} the learning rate is too high. Most people look at it only at the end.

![{TYPED}]({TYPED}.png)

```python
print("{TYPED}")
```

[{TYPED}](https://example.org/{TYPED}) and `{TYPED}`.
"""


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Each command of the grammar with its name, such as "queue add"; groups too, as they do something alone."""
    yield "", commands.bot
    context = click.Context(commands.bot)
    for name in commands.MODULES:
        command = commands.bot.get_command(context, name)
        assert command is not None
        yield name, command
        for below, inner in getattr(command, "commands", {}).items():
            yield f"{name} {below}", inner


def every_case() -> list[list[str]]:
    """All that is typed: the cases, each command's help, and its JSON."""
    found = []
    for name, command in every_command():
        ways = [[*name.split(), *case] for case in CASES.get(name, ())]
        if any("--json" in option.opts for option in command.params):
            ways += [[*way, "--json"] for way in ways]
        found += [*ways, [*name.split(), "--help"]]
    return found


def fill(store: Store) -> None:
    """Hostile bytes wherever a post, a file or a platform can put them."""
    sheet = _sheet()
    put(store, "7k2", sheet=sheet, title=EVIL, note=EVIL, post=TYPED)
    linkedin = replace(sheet, account="linkedin", platform="linkedin")
    bound = {"approved": linkedin.fingerprint, "approved_by": EVIL, "due": LONG_AGO, "until": LATER}
    put(store, "c4d", sheet=linkedin, state=State.APPROVED, title=EVIL, post=TYPED + "2", **bound)
    doubt(store, "c4d")
    store.note("7k2", LONG_AGO, EVIL, EVIL, EVIL)
    store.pause("x", EVIL, LONG_AGO, EVIL)
    store.set_meta("folder", EVIL)


def _sheet() -> Draft:
    bad = segment(
        EVIL + "\n" + EVIL,
        (Span(0, 4, "link", f"https://{EVIL}/"), Span(5, 9, "hashtag", EVIL)),
        (replace(HERO, path=f"/{TYPED}.png", alt=EVIL),),
    )
    one = draft(bad, bad, problems=(Problem("warning", EVIL, EVIL, 3),), title=EVIL)
    return replace(one, fields={EVIL: EVIL, "list": [EVIL]}, visibility=EVIL)


def fill_more(store: Store) -> None:
    """The other states that a command may meet: live, half-way, by hand, due, of a file that is there."""
    sheet = replace(_sheet(), account="mastodon", platform="mastodon")
    bound = {"approved": sheet.fingerprint, "due": LONG_AGO, "until": LATER, "title": EVIL}
    put(store, "p5b", sheet=sheet, state=State.APPROVED, post=TYPED + "3", **bound)
    _send(store, "p5b", 2)
    store.move("p5b", "sent", LONG_AGO, detail=EVIL)
    put(store, "v1v", sheet=sheet, state=State.APPROVED, post=TYPED + "4", **bound)
    _send(store, "v1v", 1)
    store.move("v1v", "refuse", LONG_AGO, note=EVIL, detail=EVIL)
    put(store, "d7d", sheet=sheet, state=State.APPROVED, post=TYPED + "5", **bound)
    reddit = replace(sheet, account="reddit", platform="reddit")
    put(store, "h3f", sheet=reddit, state=State.HANDOFF, post=TYPED + "6", **{**bound, "approved": reddit.fingerprint})
    store.save_post(PostRecord(slug="old", path=f"{TYPED}.md", title=EVIL, url=EVIL, digest="0", state="archived"))
    broken = (Problem("error", EVIL, EVIL, 2),)
    store.save_post(PostRecord(slug="torn", path=f"{TYPED}2.md", title=EVIL, url=None, digest="", state="broken", problems=broken))


def _send(store: Store, id_: str, count: int) -> None:
    """The first `count` segments have gone out."""
    fence = store.claim(id_, store.delivery(id_).fingerprint, LONG_AGO)
    assert fence is not None
    for index in range(count):
        assert store.intend(id_, fence, index, "post", f"{EVIL}{index}", LONG_AGO, LONG_AGO)
        ref = RemoteRef(id=f"{index}{EVIL}", url=f"https://mastodon.social/{EVIL}")
        assert store.receive(id_, fence, index, "sent", LONG_AGO, ref=ref, why=EVIL, answer=EVIL)


def doubt(store: Store, id_: str) -> None:
    """Brings an approved delivery to the state in which its first step may be live."""
    fingerprint = store.delivery(id_).fingerprint
    fence = store.claim(id_, fingerprint, LONG_AGO)
    assert fence is not None
    assert store.intend(id_, fence, 0, "post", EVIL, LONG_AGO, LONG_AGO)
    assert store.receive(id_, fence, 0, "unsure", LONG_AGO, why=EVIL, answer=EVIL)
    assert store.move(id_, "doubt", LONG_AGO, note=EVIL, detail=EVIL)


def make(root: Path, url: str) -> Path:
    """A workspace in which everything is hostile, and whose platforms and model answer at `url`."""
    for folder in ("config", "posts", ".bot"):
        (root / folder).mkdir(parents=True)
    (root / "config" / "bot.yaml").write_text(SETTINGS.format(url=url), "utf-8")
    (root / "config" / "readers.txt").write_text(f"a@example.org\n{EVIL}@example.org\n", "utf-8")
    (root / "links.md").write_text(f"# {EVIL}\n- https://example.org/{EVIL} {EVIL}\n- [{EVIL}](https://example.org/x) {EVIL}\n", "utf-8")
    (root / "feed.xml").write_text(_feed(), "utf-8")
    (root / "page.html").write_text(f"<title>{EVIL}</title><article><h1>{EVIL}</h1><p>{EVIL} words words</p></article>", "utf-8")
    (root / "book.ipynb").write_text(f'{{"cells": "{EVIL}"}}', "utf-8")
    _posts(root / "posts")
    with open_store(root / ".bot" / "bot.sqlite") as store:
        fill(store)
        fill_more(store)
        sheet = replace(draft(segment("A good text.")), account="x")
        put(store, "g00d", sheet=sheet, post="good", title="A good title")
    return root


def _feed() -> str:
    evil = "".join(char for char in EVIL if char >= " ")
    item = f"<item><title>{evil}</title><link>https://example.org/{evil}</link><description>&lt;p&gt;{evil}&lt;/p&gt;</description></item>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{evil}</title>{item}</channel></rss>'


def _posts(folder: Path) -> None:
    """Posts whose names, front matter and sidecars are hostile; some names are no UTF-8."""
    files = {
        b"good.md": GOOD,
        b"good.x.md": f"{TYPED} by hand, for this account alone.\n",
        b"\xff\xfe\x1b[2J\x9b.md": GOOD.replace("good", "broken"),
        TYPED.encode() + b".md": f"---\ntitle: {EVIL}\nto: [{EVIL}]\n---\n{EVIL}\n",
        b"worse.md": '---\ntitle: "\\e[2J\\x9b31m\\u202e"\nurl: https://example.org/w\ncover: "\\e[2J.png"\nto: ["\\e[2J"]\n---\nwords\n',
    }
    for name, text in files.items():
        file = os.path.join(os.fsencode(folder), name)  # noqa: PTH118 - a name that is no text
        with open(file, "w", encoding="utf-8") as out:  # noqa: PTH123
            out.write(text)
        os.utime(file, (LONG_AGO.timestamp(), LONG_AGO.timestamp()))


def answers(_seen: Seen) -> Answer:
    """What every platform and the language model say to anything."""
    return Reply(422, dict.fromkeys(("error", "message", "detail", "title", "description"), EVIL))


def surroundings(folder: Path) -> dict[str, str]:
    """Variables for every secret, an editor and a systemd that write hostile words, and no home."""
    for name, script in (("systemctl", 'echo "$EVIL" >&2; exit 1'), ("hostile-editor", 'echo "$EVIL" >> "$1"')):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (folder / name).chmod(0o755)
    secrets = {f"BOT_{name.upper()}_{field.upper()}": "word" for name in platforms.names() for field in platforms.load(name).LIMITS.secrets}
    return {
        **secrets,
        "EVIL": TYPED,
        "EDITOR": str(folder / "hostile-editor"),
        "PATH": f"{folder}:/usr/bin:/bin",
        "XDG_CONFIG_HOME": str(folder / "units"),
        "XDG_STATE_HOME": str(folder / "state-home"),
        "XDG_RUNTIME_DIR": str(folder),
    }


def run_all(place: Path) -> None:
    """Runs every case in a workspace of its own below `place`; its number and exit code stand after what it wrote."""
    with serving(answers) as server:
        for number, argv in enumerate(every_case()):
            code = run_one(place / str(number), server, argv)
            print(f"<<{number}:{code}>>", flush=True)


def survived(argv: list[str]) -> int:
    """The command's exit code; what nobody foresaw is told as the process would tell it at its end."""
    try:
        return guarded(argv)
    except Exception:  # noqa: BLE001 - as the interpreter does at the end of a process
        sys.excepthook(*sys.exc_info())
        return 1


def run_one(root: Path, server: Loopback, argv: list[str]) -> int:
    """One case. What `--plain` asks for counts for that command alone."""
    make(root, server.url)
    say._plainly.clear()
    posts = next(str(each) for each in (root / "posts").iterdir() if TYPED in each.name)
    code = survived(["--workspace", str(root), *(each.replace("{root}", str(root)).replace("{posts}", posts) for each in argv)])
    sys.stderr.flush()
    return code


LONG = "x" * 10_000_000 + "\x1b[2J\u202e"
"""A line of ten megabytes."""

EVERYWHERE: list[list[str]] = [[], ["queue"], ["queue", "--json"], ["status"], ["log", "--json"], ["preview", "{root}/posts/long.md"]]
"""Commands that meet it on a terminal, where it is cut off or escaped; what shows a text whole is asked through a pipe."""

WHOLE: list[list[str]] = [
    ["show", "7k2"], ["show", "7k2", "--json"], ["log"], ["approve", "7k2", "--yes"], ["preview", "{root}/posts/fits.md"],
    ["run", "--once"], ["digest", "--dry-run"], ["run", "--fast-forward", "7d"], ["doctor", "--offline"], ["vacuum"],
]  # fmt: skip


def make_long(root: Path, url: str) -> None:
    """A workspace with such a line in a post, in one as long as a post may be, in the notes, and in what the database remembers."""
    make(root, url)
    files = {"long.md": f"---\ntitle: Long\n---\n\n{LONG}\n", "fits.md": "---\ntitle: Fits\n---\n\n" + "words that go on " * 60_000}
    for name, text in files.items():
        (root / "posts" / name).write_text(text, "utf-8")
        os.utime(root / "posts" / name, (LONG_AGO.timestamp(), LONG_AGO.timestamp()))
    (root / "links.md").write_text(f"- {LONG}\n", "utf-8")
    with open_store(root / ".bot" / "bot.sqlite") as store:
        one = store.delivery("7k2")
        store.redraft("7k2", draft(segment(LONG, limit=20_000_000)), LONG_AGO, move=None, title=LONG)
        store.set_note(one.id, LONG)
        store.note(one.id, LONG_AGO, "odd", LONG, LONG)


def run_long(place: Path) -> None:
    """Runs the commands that meet the long line; after each its exit code, and what it took: seconds of work, and memory in MB so far."""
    import resource
    import time

    with serving(answers) as server:
        make_long(place / "w", server.url)
        for argv in [*EVERYWHERE, *([] if sys.stdout.isatty() else WHOLE)]:
            begin = time.process_time()
            code = survived(["--workspace", str(place / "w"), *(each.replace("{root}", str(place / "w")) for each in argv)])
            seconds, peak = time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"<<{' '.join(argv)}:{code}:{seconds:.1f}:{peak}>>", flush=True)


if __name__ == "__main__":
    run_long(Path(sys.argv[1])) if sys.argv[2:] else run_all(Path(sys.argv[1]))
