"""The sweep itself: what it keeps, what it says, and that it notices a post that went out twice."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import pytest
from requests import PreparedRequest, Response

from bot.model.settings import Account
from bot.platforms.base import Connection
from tests.faults import points, sweep
from tests.faults.points import Outcome


def test_a_sweep_goes_on_where_it_was_and_tells_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sweep, "KEPT", tmp_path)
    monkeypatch.setattr(sweep, "code", lambda: "now")
    done = [Outcome(number, "x", "refusing", "step", "late", "step 3", died=True) for number in range(3)]
    bad = Outcome(3, "reddit", "readable", "none", "reset", duplicated=1, wrong="1 duplicated")
    lines = "".join(json.dumps(asdict(each)) + "\n" for each in [*done, bad])
    (tmp_path / "7-now.jsonl").write_text(lines + '{"number": 4, "plat')
    assert sweep.main(["--points", "3", "--seed", "7"]) == 0
    assert sweep.main(["--points", "4", "--seed", "7"]) == 1
    told = capsys.readouterr().out
    assert "3 points: 0 duplicated, 0 lost, 0 unsure, 0 wrong; 3 died" in told
    assert "WRONG: point 3, reddit, reset, no death: 1 duplicated" in told
    assert "1 (1 duplicated)" in told


def test_points_are_the_same_for_the_same_seed_and_reach_everything() -> None:
    drawn = [points.drawn(1, number) for number in range(2000)]
    assert drawn == [points.drawn(1, number) for number in range(2000)]
    assert {(each.platform, each.death) for each in drawn} == {(p, d) for p in points.platforms.PLATFORMS for d in points.DEATHS}
    assert {each.fault for each in drawn} == set(points.FAULTS)


def test_points_of_some_platforms_are_the_same_points_as_in_the_whole_sweep() -> None:
    asked = sweep.numbers(1, 30, ["smtp", "ghost"])
    assert asked == [number for number in range(asked[-1] + 1) if points.drawn(1, number).platform in {"smtp", "ghost"}]
    assert (len(asked), sweep.numbers(1, 30, points.platforms.PLATFORMS)) == (30, list(range(30)))


def through(here: points.Ground, send: Callable[[Callable[..., Response], PreparedRequest], Response]) -> None:
    """Lets every submission of the ground's desk go through `send`."""
    connect = here.desk.workspace.connect

    def connected(account: Account) -> Connection:
        way = connect(account)
        real = type(way.session).send.__get__(way.session)

        def sent(request: PreparedRequest, **named: object) -> Response:
            call = partial(real, **named)
            return send(call, request) if "/api/submit" in str(request.url) else call(request)

        way.session.send = sent  # type: ignore[assignment,method-assign]
        return way

    here.desk.workspace = replace(here.desk.workspace, connect=connected)


def test_a_planted_second_post_and_a_planted_loss_are_found(tmp_path: Path) -> None:
    def twice(call: Callable[..., Response], request: PreparedRequest) -> Response:
        call(request)
        return call(request)

    answers: list[bytes] = []

    def pretended(call: Callable[..., Response], request: PreparedRequest) -> Response:
        if not answers:
            answers.append(pickle.dumps(call(request)))
        loaded: Response = pickle.loads(answers[0])
        return loaded

    def calm(number: int) -> points.Point:
        return points.Point(number, "reddit", "moment", "none", 0.0, 0, 1, anywhere=False, pause=0)

    with points.ground(tmp_path) as here:
        plain = here.desk.workspace
        assert points.carried_out(here, calm(1), tmp_path).wrong == ""
        through(here, twice)
        assert points.carried_out(here, calm(2), tmp_path).duplicated == 1
        here.desk.workspace = replace(here.desk.workspace, connect=plain.connect)
        through(here, pretended)
        assert points.carried_out(here, calm(3), tmp_path).wrong == ""
        lost = points.carried_out(here, calm(4), tmp_path)
        assert (lost.lost, bool(lost.wrong)) == (1, True)
