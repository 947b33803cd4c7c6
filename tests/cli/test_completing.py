"""What the shell offers after TAB."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.errors import guarded
from bot.model.delivery import State
from bot.store import Store
from tests.cli.conftest import put
from tests.terminal.samples import draft

Offered = Callable[[str], list[str]]


@pytest.fixture
def offered(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Offered:
    """What is offered where a line ends."""

    def offer(line: str) -> list[str]:
        monkeypatch.setenv("BOT_WORKSPACE", str(root))
        monkeypatch.setenv("_BOT_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - (not line.endswith(" "))))
        capsys.readouterr()
        assert guarded([]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return [each.partition(",")[2] for each in out.split()]

    return offer


def test_commands_options_and_accounts_are_offered(offered: Offered) -> None:
    assert {"resume", "retract", "reject"} <= set(offered("bot re"))
    assert "--post" in offered("bot approve --p")
    assert offered("bot login li") == ["linkedin"]
    assert "install" in offered("bot service ")


def test_only_what_a_command_can_settle_is_offered(offered: Offered, store: Store) -> None:
    put(store, "wait")
    put(store, "live", post="other", state=State.PUBLISHED)
    assert offered("bot approve ") == ["wait"]
    assert offered("bot retract ") == ["live"]
    assert offered("bot show wa") == ["wait"]
    assert offered("bot approve zzzzz") == []


def test_outside_a_workspace_nothing_is_offered(offered: Offered, root: Path) -> None:
    (root / "config" / "bot.yaml").unlink()
    assert offered("bot approve ") == offered("bot login ") == []


def test_posts_that_wait_are_offered_by_their_slugs(offered: Offered, store: Store) -> None:
    put(store, "wait", post="small-batches")
    put(store, "twin", post="small-batches", sheet=replace(draft(), account="linkedin", platform="linkedin"))
    put(store, "live", post="other", state=State.PUBLISHED)
    put(store, "evil", post="a; rm -rf \x1b[2J")
    put(store, "kept", post="old", state=State.ARCHIVED)
    assert offered("bot approve --post ") == ["small-batches"]
    assert offered("bot approve --post o") == []
    assert offered("bot queue add ") == ["old"]


SHELLS = {
    "bash": """eval "$(_BOT_COMPLETE=bash_source bot)"
        COMP_WORDS=(bot approve --post sm); COMP_CWORD=3; _bot_completion bot; echo "$COMPREPLY" """,
    "fish": '_BOT_COMPLETE=fish_source bot | source; complete -C "bot approve --post sm"',
}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_itself_completes(shell: str, root: Path, store: Store) -> None:
    program, ours = shutil.which(shell), Path(sys.executable).parent
    if program is None or not (ours / "bot").exists():
        pytest.skip(f"there is no {shell}, or no bot beside this Python")
    put(store, "wait", post="small-batches", title="Small batches")
    env = {**os.environ, "PATH": f"{ours}:{os.environ['PATH']}", "BOT_WORKSPACE": str(root), "HOME": str(root)}
    ran = subprocess.run([program, "-c", SHELLS[shell]], env=env, capture_output=True, text=True, check=False, timeout=60)
    assert ran.stdout.split("\t")[0].strip() == "small-batches", ran.stderr
