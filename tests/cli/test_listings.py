"""queue, show, status, log, the inbox: words and the JSON that people script."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.model.delivery import State
from bot.model.draft import Problem
from bot.store import Store
from tests.cli.conftest import LONG_AGO, Bot, put
from tests.terminal.samples import HERO, SPANS, draft, segment

DELIVERY_KEYS = [
    "id",
    "post",
    "account",
    "platform",
    "rehearsal",
    "state",
    "due",
    "until",
    "zone",
    "segments",
    "sent",
    "fingerprint",
    "note",
    "links",
    "as_draft",
]


def test_an_empty_queue_says_what_to_do(bot: Bot, store: Store) -> None:
    ran = bot("queue")
    assert ran.out == ""
    assert "bot run --once" in ran.err
    assert json.loads(bot("queue", "--json").out) == {"version": 1, "deliveries": []}


def test_the_queue_is_filtered(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    put(store, "c4d", post="other", state=State.PUBLISHED)
    assert bot("queue").out.count("\n") == 3
    assert "c4d" not in bot("queue", "--state", "waiting").out
    assert "7k2" in bot("queue", "--account", "x").out
    assert bot("queue", "--account", "linkedin").out == ""
    assert bot("queue", "--account", "nobody").code == 1
    assert bot("queue", "--state", "nowhere").code == 2


def test_a_draft_at_a_platform_is_nowhere_said_to_be_live(bot: Bot, store: Store) -> None:
    sheet = replace(draft(), account="kit", platform="kit", visibility="draft")
    put(store, "7k2", sheet=sheet, state=State.PUBLISHED)
    assert "drafted: is a draft there; send it in Kit" in bot("show", "7k2").out
    assert "drafted" in bot("queue").out
    seen = bot("status").out
    assert "1 published (1 as drafts that you send)" in seen
    assert "(is a draft there; send it in kit)" in " ".join(seen.split())
    assert "is live" not in bot("show", "7k2").out + bot("queue").out + seen
    (one,) = json.loads(bot("queue", "--json").out)["deliveries"]
    assert (one["state"], one["as_draft"]) == ("published", True)


def test_what_was_withdrawn_long_ago_is_listed_only_when_asked_for(bot: Bot, store: Store) -> None:
    put(store, "aaaa")
    put(store, "bbbb", post="old")
    put(store, "cccc", post="new")
    store.move("bbbb", "gone", LONG_AGO)
    store.move("cccc", "gone", SystemClock().now())
    seen = bot("queue")
    assert ("aaaa" in seen.out, "bbbb" in seen.out, "cccc" in seen.out) == (True, False, True)
    assert seen.err == "1 withdrawn more than a day ago is left out; with them: bot queue --all\n"
    for asked in (("--all",), ("--state", "withdrawn"), ("--json",)):
        assert "bbbb" in bot("queue", *asked).out


def test_queue_json_is_the_contract(bot: Bot, store: Store) -> None:
    put(store, "7k2", note="waits", state=State.HELD)
    ran = bot("queue", "--json")
    assert ran.err == ""
    (one,) = json.loads(ran.out)["deliveries"]
    assert list(one) == DELIVERY_KEYS
    assert one["due"] == "2199-01-07T09:00:00Z"
    assert (one["until"], one["segments"], one["sent"], one["links"]) == (None, 1, 0, [])
    assert (one["state"], one["rehearsal"], one["note"]) == ("held", True, "waits")


def test_show_json_is_the_contract(bot: Bot, store: Store) -> None:
    sheet = draft(replace(segment(spans=SPANS, media=(HERO,)), wire="escaped"), segment("plain"), problems=(Problem("info", "a", "b", 3),))
    put(store, "7k2", sheet=sheet)
    shown = json.loads(bot("show", "7k2", "--json").out)
    assert list(shown) == ["version", *DELIVERY_KEYS, "draft", "history"]
    assert list(shown["draft"]) == ["account", "platform", "title", "fields", "segments", "problems", "cost_usd", "fingerprint"]
    first, second = shown["draft"]["segments"]
    assert list(first) == ["text", "length", "limit", "counter", "spans", "wire", "media"]
    assert "wire" not in second
    assert first["spans"][0] == {"start": 22, "end": 46, "kind": "link", "target": "https://example.org/loss"}
    assert list(first["media"][0]) == ["path", "kind", "alt", "bytes", "width", "height"]
    assert shown["draft"]["problems"] == [{"level": "info", "code": "a", "message": "b", "line": 3}]
    assert [list(event) for event in shown["history"]] == [["at", "event", "detail"]]
    assert shown["draft"]["fingerprint"] == shown["fingerprint"] == sheet.fingerprint


def test_show_in_words(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    out = bot("show", "7k").out
    assert out.startswith("7k2  Reading a loss curve\n")
    assert "  x, public  63/280\n  | Read the curve first" in out
    assert "queued" in out


def test_show_marks_the_fold_of_a_platform_that_folds(bot: Bot, store: Store) -> None:
    put(store, "7k2", sheet=replace(draft(segment("word " * 80, limit=2950)), account="linkedin", platform="linkedin"))
    out = bot("show", "7k2").out
    assert f"  | {'word ' * 40}…more\n  ~ shown after …more\n  | word" in out


def test_people_read_the_slug_that_commands_take(bot: Bot, store: Store) -> None:
    put(store, "7k2", post="small-batches")
    assert "\nslug   small-batches\n" in bot("show", "7k2").out
    assert bot("queue").out.rstrip().endswith("small-batches")


def test_the_log_of_one_delivery_stands_elsewhere(bot: Bot, store: Store) -> None:
    ran = bot("log", "7k2")
    assert (ran.code, "bot show 7k2" in ran.err) == (2, True)


def test_show_of_nothing(bot: Bot, store: Store) -> None:
    ran = bot("show", "zzz")
    assert ran.code == 1
    assert ran.err.startswith("bot: There is no delivery 'zzz'")


def test_the_inbox(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    assert bot().out.endswith("bot approve 7k2\n")


def test_status(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    put(store, "c4d", post="other")
    bot("approve", "7k2", "--yes")
    out = bot("status").out
    assert out.startswith("service    not running; start it with: bot run\n")
    assert "1 approved" in out
    assert "\nNEXT " in out
    found = json.loads(bot("status", "--json").out)
    assert found["version"] == 1
    assert found["running"] is None
    assert found["counts"] == {"waiting": 1, "approved": 1}
    assert [one["id"] for one in found["next"]] == ["7k2"]
    assert [todo["command"] for todo in found["todo"]] == ["bot approve c4d"]


def test_log(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    bot("approve", "7k2", "--yes")
    lines = bot("log").out.splitlines()
    assert lines[0].endswith("  7k2    loss on x: queued by tester")
    assert "7k2    loss on x: approved by" in lines[1]
    assert bot("log", "-n", "1").out.splitlines() == lines[1:]
    assert bot("log", "-n", "0").out == ""
    events = [json.loads(line) for line in bot("log", "--json").out.splitlines()]
    assert [event["event"] for event in events] == ["queued", "yes"]
    assert {"seq", "delivery", "at", "event", "detail", "who"} <= set(events[0])
    assert (events[0]["post"], events[0]["account"]) == ("loss", "x")


@pytest.mark.parametrize("json_lines", [False, True])
def test_who_follows_the_log_sees_what_happens_at_once_the_newest_last(root: Path, store: Store, json_lines: bool) -> None:
    for number in range(12):
        put(store, f"7k{number:x}", post=f"post-{number}")
    command = [sys.executable, "-m", "bot", "--workspace", str(root), "log", "-f", *(["--json"] if json_lines else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as follower:
        assert follower.stdout
        seen = [follower.stdout.readline() for _ in range(10)]
        assert ["post-2" in seen[0], "post-11" in seen[-1]] == [True, True]
        store.pause("x", "by hand", SystemClock().now(), "ada")
        assert "by hand" in follower.stdout.readline()
        follower.send_signal(signal.SIGINT)
        assert follower.wait(20) == 130


@pytest.mark.parametrize("argv", [["queue", "add", "nothing"], ["queue", "add", "loss"]])
def test_only_the_archive_can_be_queued(bot: Bot, store: Store, argv: list[str]) -> None:
    put(store, "7k2")
    assert bot(*argv).code == 1


def test_queue_add(bot: Bot, store: Store) -> None:
    put(store, "7k2", state=State.ARCHIVED, due=None)
    assert bot("queue", "add", "loss").out == "7k2 waits for your yes: bot approve 7k2\n"
    assert store.delivery("7k2").state == State.WAITING


def test_a_post_that_waits_on_several_accounts_is_one_line(bot: Bot, store: Store) -> None:
    put(store, "7k2")
    put(store, "c4d", sheet=replace(draft(), account="linkedin", platform="linkedin"))
    put(store, "b5e", post="other", title="Another one")
    assert bot().out.splitlines() == [
        "2 FOR YOU                                                   SETTLE IT WITH",
        "Reading a loss curve needs your yes on x 7k2, linkedin c4d  bot approve --post loss",
        "b5e  Another one on x needs your yes                        bot approve b5e",
    ]
    todo = json.loads(bot("status", "--json").out)["todo"]
    assert [each["command"] for each in todo] == ["bot approve 7k2", "bot approve c4d", "bot approve b5e"]


def test_a_glance_stays_one_however_much_waits(bot: Bot, store: Store) -> None:
    for number in range(20):
        put(store, f"k{number:02}", post=f"post-{number}")
    out = bot("status").out
    assert out.endswith("and 8 more: bot\n")
    assert out.count("needs your yes") == 12
    assert bot().out.count("needs your yes") == 20


def test_a_log_of_nothing_says_what_to_do(bot: Bot, store: Store) -> None:
    ran = bot("log")
    assert (ran.code, ran.out) == (0, "")
    assert "bot run --once" in ran.err
    assert bot("log", "--json").err == ""
