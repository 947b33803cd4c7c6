"""What `bot run` says as programs and journald get it: real processes, their real outputs."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store import open_store
from tests.cli.test_accounts import KEYS, live_x, workspace
from tests.cli.test_login import surroundings
from tests.loopback import Reply, serving

ROOT = Path(__file__).parents[2]
KEYED = {f"BOT_X_{field.upper()}": value for field, value in KEYS.items()}
FIELDS = ["version", "time", "level", "event", "account", "delivery", "words"]
POST = (
    "---\ntitle: Reading a loss curve\nurl: https://example.org/loss\nto: [x]\n---\nPlot the first 100 steps before you touch the rate.\n"
)


def run(root: Path, *arguments: str, journald: bool = False, **variables: str) -> tuple[int, str]:
    """`bot run` to its end: exit code, and all that both outputs got; to a pipe that says it is journald's, if it shall be."""
    reading, writing = os.pipe()
    pipe = os.fstat(writing)
    if journald:
        variables["JOURNAL_STREAM"] = f"{pipe.st_dev}:{pipe.st_ino}"
    command = [sys.executable, "-m", "bot", "run", *arguments]
    process = subprocess.Popen(
        command, cwd=root, env=surroundings(root, **variables), stdin=subprocess.DEVNULL, stdout=writing, stderr=subprocess.STDOUT
    )
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as out:
        said = out.read()
    return process.wait(), said


def broken_post(root: Path, name: str) -> None:
    path = root / "posts" / name
    path.write_bytes(b"\xff\xfe\x00 no text at all")
    os.utime(path, (1_700_000_000, 1_700_000_000))


@pytest.mark.parametrize("form", ["words", "journal", "json"])
def test_no_secret_and_no_control_sign_comes_out_in_any_form(tmp_path: Path, form: str) -> None:
    with serving(lambda seen: Reply(401, {"detail": f"\x1b]0;owned\x07 bad token in {seen.headers}"})) as server:
        workspace(tmp_path, live_x(server))
        broken_post(tmp_path, f"a \x1b[31m name with {KEYS['api_key']}\nand a line.md")
        code, said = run(tmp_path, "--once", *(["--log-format", "json"] if form == "json" else []), journald=form == "journal", **KEYED)
    assert code == 0
    assert "could not be asked" in said
    assert "Not readable: " in said
    lines = said.splitlines()
    if form == "json":
        said += "".join(json.loads(line)["words"] for line in lines)
    assert "c4n4ry" not in said
    assert all(sign.isprintable() or sign == "\n" for sign in said)
    if form == "journal":
        assert {line[:3] for line in lines} == {"<6>", "<4>"}


def test_each_thing_that_happens_to_a_delivery_is_one_object_with_its_account_and_id(tmp_path: Path) -> None:
    state = workspace(tmp_path, "x: {platform: x, call_timeout: 60}")
    (tmp_path / "posts" / "loss.md").write_text(POST)
    os.utime(tmp_path / "posts" / "loss.md", (1_700_000_000, 1_700_000_000))
    run(tmp_path, "--once")
    subprocess.run(
        [sys.executable, "-m", "bot", "approve", "--all", "--now", "--yes"],
        cwd=tmp_path,
        env=surroundings(tmp_path),
        check=True,
        capture_output=True,
    )
    code, said = run(tmp_path, "--until-idle", "--log-format", "json")
    assert code == 0
    lines = [json.loads(line) for line in said.splitlines()]
    assert all(list(line) == FIELDS for line in lines)
    with open_store(str(state / "bot.sqlite")) as store:
        [one] = store.deliveries()
    [sent] = [line for line in lines if line["event"] == "sent"]
    assert (sent["account"], sent["delivery"], sent["level"]) == ("x", one.id, "info")
    assert sent["words"] == f"Reading a loss curve on x: published, {one.links[0]}"


def test_what_ends_it_is_an_object_too(tmp_path: Path) -> None:
    workspace(tmp_path, "x: {platform: x}")
    (tmp_path / ".bot" / "lock").write_text("")
    (tmp_path / ".bot" / "starts").write_text("".join(f"2026-11-22T09:0{minute}:00Z\n" for minute in range(5)))
    for journald, words in ((False, '"level": "error", "event": "ended"'), (True, "<3>The service ended badly 5 times in a row")):
        code, said = run(tmp_path, *([] if journald else ["--log-format", "json"]), journald=journald)
        assert code == 1
        assert words in said.splitlines()[-1]


def test_the_page_names_every_field_and_every_event_the_service_says_of_itself() -> None:
    page = (ROOT / "docs" / "service.md").read_text("utf-8").partition("\n### Its log\n")[2].partition("\n### ")[0]
    assert re.findall(r"^\| `(\w+)`", page, re.MULTILINE) == FIELDS
    said = {
        call.args[1].value
        for path in (ROOT / "bot").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Said"
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant)
    }
    assert said
    assert {event for event in said if f"`{event}`" not in page} == set()
