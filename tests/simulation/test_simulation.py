"""Simulated days keep the promise; one seed is one run; and a promise that is broken on purpose is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.rules import outcome
from bot.service import publish, reconcile
from bot.store.store import Store
from tests.simulation import parts
from tests.simulation.world import Report, run

ROOT = Path(__file__).parents[2]
LOSES = ("reset-after", "timeout-after", "500-after")


@pytest.mark.parametrize("seed", range(1, 8))
def test_days_with_faults_keep_the_promise(seed: int) -> None:
    report = run(seed, 40)
    assert report.violation == "", f"{report.violation}\n{chr(10).join(report.last)}"
    assert report.seen["requests"]


def test_one_seed_is_one_run_whatever_the_process(tmp_path: Path) -> None:
    """Sets are in another order in every process: nothing may depend on that."""
    command = [sys.executable, "-m", "tests.simulation", "--seed", "5", "--each", "25", "--trace"]
    environments = [{**os.environ, "PYTHONHASHSEED": number, "TMPDIR": str(tmp_path)} for number in ("1", "2")]
    running = [subprocess.Popen(command, cwd=ROOT, env=one, stdout=subprocess.PIPE) for one in environments]
    traces = [process.communicate(timeout=60)[0] for process in running]
    assert traces[0] == traces[1]
    assert b"POST /posts" in traces[0]


# --- planted: what the judge must notice


def first_violation(days: int = 12, always: tuple[str, ...] = (), often: tuple[str, ...] = ()) -> str:
    """What the judge says first, over a few seeds."""
    found: list[Report] = []
    for seed in range(1, 9):
        found.append(run(seed, days, always=always, busy=True, often=often))
        if found[-1].violation:
            return found[-1].violation
    return f"nothing in {len(found)} seeds"


Plant = Callable[[pytest.MonkeyPatch], None]


def finds_nothing(patch: pytest.MonkeyPatch) -> None:
    """A platform file that overlooks what is there, so that it is sent again."""
    patch.setattr(parts, "look", lambda *_: None)


def takes_doubt_for_failure(patch: pytest.MonkeyPatch) -> None:
    """A policy that calls an answer in doubt a refusal."""
    real = outcome.after

    def after(delivery: Any, receipt: Any, *given: Any, **named: Any) -> Any:
        then = real(delivery, receipt, *given, **named)
        return replace(then, move="refuse") if then.move == "doubt" else then

    patch.setattr(outcome, "after", after)


def adds_a_byte(patch: pytest.MonkeyPatch) -> None:
    """A platform file that sends more than was approved."""
    real = parts.ask

    def ask(connection: Any, method: str, path: str, body: Mapping[str, str] | None = None) -> Any:
        return real(connection, method, path, {**body, "text": f"{body['text']}!"} if body and "text" in body else body)

    patch.setattr(parts, "ask", ask)


def forgets_pauses(patch: pytest.MonkeyPatch) -> None:
    """A store that says yes to a pause and does not keep it."""
    patch.setattr(Store, "pause", lambda *_, **__: None)


def forgets_waits(patch: pytest.MonkeyPatch) -> None:
    """A store that does not keep how long a platform wants to be left alone, and a policy that tries at once."""
    patch.setattr(Store, "wait", lambda *_, **__: None)
    patch.setattr(outcome, "_due", lambda delivery, wait, now: now.add(seconds=30))


def replies_to_the_first(patch: pytest.MonkeyPatch) -> None:
    """A platform file that puts every segment of a thread below the first one."""
    real = parts.send

    def send(connection: Any, step: Any, before: Any, key: str) -> Any:
        first = min((index for index, ref in before.items() if ref.url), default=None)
        return real(connection, replace(step, follows=first if step.follows is not None else None), before, key)

    patch.setattr(parts, "send", send)


def never_looks(patch: pytest.MonkeyPatch) -> None:
    """A service that never looks after doubts."""
    patch.setattr(reconcile, "pass_", lambda *_: 0)


def ignores_the_window(patch: pytest.MonkeyPatch) -> None:
    """A pass that sends what is due whatever the clock says of its window."""
    from bot.service import due

    patch.setattr(due, "_moved_on", lambda *_: False)


def sends_what_was_taken_back(patch: pytest.MonkeyPatch) -> None:
    """A store that says yes to an undo and keeps the yes."""
    real = Store.move

    def move(self: Store, id_: str, move: Any, *given: Any, **named: Any) -> bool:
        return True if move == "undo" else real(self, id_, move, *given, **named)

    patch.setattr(Store, "move", move)


def says_published_too_early(patch: pytest.MonkeyPatch) -> None:
    """A policy that takes the first segment for the whole thread."""
    patch.setattr(outcome, "_on", lambda *_: outcome.Next("sent"))
    real = publish._run
    patch.setattr(publish, "_run", lambda send: real(replace(send, steps=send.steps[:1])))


@pytest.mark.parametrize(
    ("plant", "always", "words"),
    [
        (finds_nothing, LOSES, "twice"),
        (takes_doubt_for_failure, LOSES, "nobody here knows|twice"),
        (adds_a_byte, (), "nobody approved"),
        (forgets_pauses, (), "is paused"),
        (forgets_waits, ("429",), "cool-down"),
        (replies_to_the_first, (), "wrong parent"),
        (never_looks, LOSES, "stuck|never settled|in doubt where"),
        (ignores_the_window, ("no-route",), "outside the window"),
        (sends_what_was_taken_back, (), "taken back"),
        (says_published_too_early, (), "never was"),
    ],
)
def test_a_broken_promise_is_noticed(monkeypatch: pytest.MonkeyPatch, plant: Plant, always: tuple[str, ...], words: str) -> None:
    plant(monkeypatch)
    often = ("undo", "undo", "undo") if plant is sends_what_was_taken_back else ()
    found = first_violation(always=always, often=often)
    assert any(word in found for word in words.split("|")), found
