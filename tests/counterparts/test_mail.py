"""Mail against servers nobody here wrote: aiosmtpd, and MailDev from npm, which reads a mail as a mail program does.

Real articles go the whole way: rendered, approved, mailed by the service, read back. A counterpart that should start and does not fails.
"""

from __future__ import annotations

import json
import random
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import requests
from aiosmtpd.controller import Controller
from whenever import Instant

from bot import app, config
from bot.clock import FixedClock
from bot.model.delivery import State
from bot.model.draft import Draft
from bot.rehearsal.smtp import issue
from bot.service import approve, intake, publish
from tests.corpus.posts import file_of, needs_posts, rows

HOME = Path(__file__).resolve().parents[2] / ".counterparts"
PATIENCE = 60
"""Seconds in which a server must be up."""

READERS = {"ada@example.org": "Ada", "o'brien+x@example.org": "Ó Briain, Jr.", "zoe@xn--bcher-kva.example": "周"}
LIST = "".join(f"{name} <{address.replace('xn--bcher-kva', 'bücher')}>\n" for address, name in READERS.items())
SETTINGS = """\
site: {{url: https://example.org}}
rehearsal: false
accounts:
  letter:
    platform: smtp
    default: true
    host: 127.0.0.1
    port: {port}
    security: none
    user: none
    sender: "Grüße von Grace <grace@example.com>"
    footer: "Grace, 1 Some Street"
    unsubscribe: ["mailto:grace@example.com?subject=leave%20{{address}}", "https://example.com/leave?t={{token}}"]
"""


def port() -> int:
    """A free port on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


class Keeps:
    """What aiosmtpd took: readers of the envelope, and the mail."""

    def __init__(self) -> None:
        self.got: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.original_content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.got.append((envelope.rcpt_tos, mail))
        return "250 taken"


def mailed(root: Path, files: dict[str, bytes], at: int) -> list[Draft]:
    """Articles brought to the readers by the service, and the drafts that were approved."""
    for folder in ("config", "posts", ".bot"):
        (root / folder).mkdir(0o700, parents=True)
    (root / "config" / "bot.yaml").write_text(SETTINGS.format(port=at), "utf-8")
    (root / "config" / "subscribers.txt").write_text(LIST, "utf-8")
    for name, data in files.items():
        (root / "posts" / f"{name}.md").write_bytes(data)
    config.keep_login("letter", {"password": "none"}, root / ".bot")
    workspace = app.open_workspace(root, clock=FixedClock(Instant.from_utc(2199, 1, 7, 9)))
    intake.scan(workspace, intake.Unsettled())
    for delivery in workspace.store.deliveries(states=(State.ARCHIVED,)):
        intake.add(workspace, delivery.post)
    waiting = workspace.store.deliveries(states=(State.WAITING,))
    assert len(waiting) == len(files)
    for delivery in waiting:
        (outcome,) = approve.bind(workspace, approve.plan(workspace, [delivery.id], immediate=True))
        assert outcome.ok, outcome
        sent = publish.publish(workspace, delivery.id)
        assert (sent.state, sent.note) == (State.PUBLISHED, "3 mailed")
    drafts = [workspace.store.draft(delivery.id) for delivery in waiting]
    workspace.store.close()
    return drafts


def articles() -> dict[str, bytes]:
    """A few real articles."""
    return {row["id"]: file_of(row) for row in random.Random(20261122).sample(list(rows()), 4)}


@needs_posts
def test_real_articles_reach_each_reader_as_they_were_approved(tmp_path: Path) -> None:
    keeps = Keeps()
    running = Controller(keeps, hostname="127.0.0.1", port=port())
    running.start()
    try:
        drafts = mailed(tmp_path, articles(), running.port)
    finally:
        running.stop()
    assert len(keeps.got) == len(drafts) * len(READERS)
    for number, (readers, mail) in enumerate(keeps.got):
        draft = drafts[number // len(READERS)]
        assert issue(mail) == draft.segments[0].wire
        assert [mail["To"].addresses[0].addr_spec] == readers
        assert mail["To"].addresses[0].display_name == READERS[readers[0]]
        assert mail["Subject"] == " ".join(draft.title.split())
        assert mail["From"].addresses[0].display_name == "Grüße von Grace"
    assert len({mail["Message-ID"] for _, mail in keeps.got}) == len(keeps.got)


@contextmanager
def maildev() -> Iterator[tuple[int, Callable[[str], Any]]]:
    """MailDev: the port that takes mail, and what its API says of it."""
    smtp, web = port(), port()
    command = ["node", str(HOME / "node_modules" / "maildev" / "bin" / "maildev"), "--silent"]
    where = ["--ip", "127.0.0.1", "-s", str(smtp), "--web-ip", "127.0.0.1", "-w", str(web)]
    process = subprocess.Popen([*command, *where], cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ask(path: str) -> Any:
        with requests.Session() as session:
            session.trust_env = False
            return session.get(f"http://127.0.0.1:{web}{path}", timeout=10).json()

    try:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                ask("/email")
                break
            except requests.RequestException:
                assert process.poll() is None, "MailDev ended before it was up"
                assert time.monotonic() < end, "MailDev did not come up"
                time.sleep(0.2)
        yield smtp, ask
    finally:
        process.terminate()
        process.wait(timeout=20)


@needs_posts
def test_a_mail_program_reads_what_was_approved(tmp_path: Path) -> None:
    with maildev() as (at, ask):
        drafts = mailed(tmp_path, articles(), at)
        found = ask("/email")
    assert len(found) == len(drafts) * len(READERS)
    for number, mail in enumerate(sorted(found, key=lambda mail: mail["time"])):
        draft = drafts[number // len(READERS)]
        assert mail["subject"] == " ".join(draft.title.split())
        assert [(one["address"], one["name"]) for one in mail["from"]] == [("grace@example.com", "Grüße von Grace")]
        ((reader,),) = ([one["address"] for one in mail["to"]],)
        assert mail["to"][0]["name"] == READERS[reader]
        assert draft.segments[0].wire.strip() in mail["html"].replace("\r\n", "\n")
        assert mail["text"].replace("\r\n", "\n").startswith(draft.segments[0].text[:2000])
        headers = json.dumps(mail["headers"])
        assert "https://example.com/leave?t=" in headers
        assert "List-Unsubscribe=One-Click" in headers
