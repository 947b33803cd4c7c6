"""Three answers in a row that nobody recognises, and the account is left alone until a person has looked."""

from __future__ import annotations

import pytest

from bot.model.delivery import State
from tests.service.conftest import Desk


def queued(desk: Desk, count: int) -> list[str]:
    """Approved deliveries to Reddit of `count` articles."""
    ids = []
    for number in range(count):
        desk.write(f"---\ntitle: Article {number}\n---\n\nWhat article {number} says is one sentence.", f"article-{number}.md")
        desk.scan()
        ids += [d.id for d in desk.workspace.store.deliveries(post=f"article-{number}") if d.platform == "reddit"]
    assert all(outcome.ok for outcome in desk.yes(*ids))
    return ids


def account(desk: Desk) -> str:
    return f"reddit-{desk.number}"


def states(desk: Desk, ids: list[str]) -> list[State]:
    return [desk.workspace.store.delivery(id_).state for id_ in ids]


@pytest.mark.parametrize("fault", ["html-after", "500-after", "empty"])
def test_the_third_odd_answer_pauses_the_account(desk: Desk, fault: str) -> None:
    ids = queued(desk, 5)
    desk.fault("reddit", fault, path="/api/submit/", times=9)
    desk.send()
    assert states(desk, ids) == [State.UNSURE] * 3 + [State.APPROVED] * 2
    pause = desk.workspace.store.accounts()[account(desk)]
    assert (pause.paused, pause.reason) == (
        True,
        f"3 answers in a row that nobody recognises; look at the account, then: bot resume {account(desk)}",
    )


def test_an_answer_that_is_understood_ends_the_count(desk: Desk) -> None:
    ids = queued(desk, 5)
    desk.fault("reddit", "html-after", path="/api/submit/", times=2)
    desk.fault("reddit", "html-after", path="/api/submit/", times=2, skip=1)
    desk.send()
    assert states(desk, ids) == [State.UNSURE, State.UNSURE, State.PUBLISHED, State.UNSURE, State.UNSURE]
    assert account(desk) not in desk.workspace.store.accounts()


def test_a_connection_that_breaks_is_no_odd_answer(desk: Desk) -> None:
    ids = queued(desk, 4)
    desk.fault("reddit", "accept-then-reset", path="/api/submit/", times=9)
    desk.send()
    assert states(desk, ids) == [State.UNSURE] * 4
    assert account(desk) not in desk.workspace.store.accounts()


def test_resume_begins_the_count_anew(desk: Desk) -> None:
    ids = queued(desk, 5)
    desk.fault("reddit", "html-after", path="/api/submit/", times=9)
    desk.send()
    desk.workspace.store.resume(account(desk), desk.clock.now(), "tester")
    desk.send()
    assert states(desk, ids) == [State.UNSURE] * 5
    assert account(desk) not in desk.workspace.store.accounts()


def test_errors_that_nobody_expected_are_odd_answers_too(desk: Desk) -> None:
    from dataclasses import replace
    from typing import NoReturn

    from bot.service import publish

    def connect(_: object) -> NoReturn:
        raise KeyError("id")

    broken = replace(desk.workspace, connect=connect)
    assert [publish.publish(broken, id_).state for id_ in queued(desk, 4)] == [State.UNSURE] * 3 + [State.APPROVED]
    assert desk.workspace.store.accounts()[account(desk)].paused
