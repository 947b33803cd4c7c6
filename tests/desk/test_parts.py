"""What stands below the desk: rows, times, waiving, the session's order."""

from __future__ import annotations

import ast
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from bot import config, desk
from bot.desk import keys
from bot.desk.rows import Entry, Head, rows, sign
from bot.desk.session import Session, Shown
from bot.errors import UserError
from bot.model.delivery import State
from bot.model.draft import Problem
from bot.model.terminal import Terminal
from bot.service import approve, times, waiving
from tests.desk.conftest import Office
from tests.terminal.samples import delivery, draft


def test_deliveries_stand_below_the_title_of_their_post() -> None:
    several = [delivery(id="1", account="x"), delivery(id="2", post="other", title="", account="x"), delivery(State.APPROVED, id="3")]
    found = rows(several)
    assert [row.delivery.id if isinstance(row, Entry) else row.title for row in found] == ["Reading a loss curve", "1", "3", "other", "2"]
    assert [row.left for row in found if isinstance(row, Head)] == [1, 1]
    assert [row.delivery.id for row in rows(several, "LOSS approved") if isinstance(row, Entry)] == ["3"]
    assert sign(replace(several[0], blocked=True)) == ("!", "bad")


@pytest.mark.parametrize("width", [20, 40, 60, 79, 80, 90, 160])
@pytest.mark.parametrize("state", [State.WAITING, State.APPROVED, State.REJECTED, None])
def test_however_narrow_the_way_out_and_the_keys_are_never_left_out(width: int, state: State | None) -> None:
    shown = Shown(delivery(state), draft()) if state else None
    line = "".join(run if isinstance(run, str) else run.text for words, _ in keys.offered(shown, width) for run in words)
    assert len(line) <= width
    assert "? keys" in line
    assert "q quit" in line
    if state == State.WAITING and width >= 40:
        assert line.startswith(" a approve")


def test_no_free_slot_is_promised_twice(office: Office) -> None:
    workspace = office.workspace()
    first, second = workspace.store.deliveries(account="x")
    bound = approve.plan(workspace, [first.id])
    approve.bind(workspace, bound)
    slots = [
        cell.moment
        for day in times.coming(workspace, workspace.account(second.account), asked=second)
        for cell in day.cells
        if cell.kind == "free"
    ]
    assert bound[0].moment
    assert [slot.wall[:10] for slot in slots[:3]] == ["Tue 24 Nov", "Wed 25 Nov", "Thu 26 Nov"]
    with pytest.raises(UserError, match="is past"):
        times.heard(workspace, second, "2020-01-01 9:00")


def test_the_mode_of_a_file_outlives_a_waiver(office: Office) -> None:
    workspace = office.workspace()
    file = office.root / "posts" / "curve.md"
    file.chmod(0o640)
    one = workspace.store.deliveries(post="curve")[0]
    waiving.waive(workspace, one, "unfinished")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(each.name for each in file.parent.iterdir()) == ["batches.md", "curve.md"]
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(UserError, match="not UTF-8"):
        waiving.waive(workspace, one, "unfinished")


def test_only_what_an_author_may_overrule_is_offered() -> None:
    problems = (
        Problem("error", "empty", ""),
        Problem("error", "secret-in-text", ""),
        Problem("warning", "todo", ""),
        Problem("info", "x", ""),
    )
    assert [each.code for each in waiving.waivable(draft(problems=problems))] == ["secret-in-text", "todo"]


def test_nothing_jumps_when_the_list_is_read_again(office: Office) -> None:
    session = Session(office.workspace())
    session.read()
    before = list(session.entries)
    session.approve([session.plan(session.look(before[1]))])
    office.write("aaa.md", "# A new one\n\nWith a few words of text in it.\n")
    office.scan()
    session.read()
    assert list(session.entries)[: len(before)] == before
    assert len(session.entries) == len(before) + 2
    assert session.news() is None


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"TERM": "xterm"}, Terminal(plain=False, colour=True, light=False)),
        ({"TERM": "xterm", "COLORFGBG": "0;15"}, Terminal(plain=False, colour=True, light=True)),
        ({"TERM": "xterm", "NO_COLOR": "1"}, Terminal(plain=False, colour=False, light=False)),
        ({"TERM": "dumb"}, Terminal(plain=True, colour=True, light=False)),
        ({"TERM": "xterm", "BOT_PLAIN": "1"}, Terminal(plain=True, colour=True, light=False)),
        ({"TERM": "xterm", "BOT_PLAIN": "0"}, Terminal(plain=False, colour=True, light=False)),
    ],
)
def test_what_the_environment_says_of_the_terminal(environ: dict[str, str], said: Terminal) -> None:
    assert config.terminal(environ) == said


def test_nothing_of_the_desk_speaks_past_the_door() -> None:
    # Textual's labels and toasts read markup and pass control characters on: panes write rows, and a person types into an Input.
    for file in (Path(desk.__file__).parent).glob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        taken = {
            name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "textual.widgets"
            for name in node.names
        }
        assert taken <= {"Input"}, file.name
        called = {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
        assert not called & {"notify", "from_markup", "update"}, file.name
