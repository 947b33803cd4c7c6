"""What the judge makes of deliveries that say the same in a part."""

from __future__ import annotations

from random import Random

import pytest

from tests.simulation.judge import Judge, Violation, Yes
from tests.simulation.network import Platform, Posted, Request
from tests.simulation.turns import Process, Task, Turns


def judge(*threads: tuple[str, ...]) -> Judge:
    """One with a yes that holds for each of the threads, as `a`, `b` ..., for one account."""
    made = Judge(Turns(Random(1), 100))
    for name, said in zip("abc", threads, strict=False):
        made.word.yeses[name, "x"] = Yes(said, 0, 1_000)
        for index, text in enumerate(said):
            made.word.known["x"][text].append(((name, "x"), index))
    return made


def take(judge: Judge, id_: str, text: str, parent: str = "") -> None:
    """The platform takes a post."""
    task = Task(judge.turns, Process("service"), int, "worker")
    posted = Posted("x", id_, "post", text, "", parent, 1, 1)
    judge.took(Request("x", "POST", "/posts", {"text": text}, task, 0, 1), Platform("keyed"), posted)


def test_threads_that_begin_alike_are_told_apart_by_how_they_go_on() -> None:
    found = judge(("the same", "one end"), ("the same", "another end"))
    take(found, "k1", "the same")
    take(found, "k2", "another end", "k1")
    take(found, "k3", "the same")
    take(found, "k4", "one end", "k3")
    assert {place: [one.id for one in all_] for place, all_ in found.taken.items() if all_} == {
        (("a", "x"), 0): ["k3"], (("a", "x"), 1): ["k4"], (("b", "x"), 0): ["k1"], (("b", "x"), 1): ["k2"],
    }  # fmt: skip


def test_a_part_below_what_says_something_else_is_below_the_wrong_parent() -> None:
    found = judge(("a beginning", "an end"), ("another beginning", "another end"))
    take(found, "k1", "a beginning")
    with pytest.raises(Violation, match="wrong parent"):
        take(found, "k2", "another end", "k1")


def test_a_beginning_that_is_there_twice_is_once_too_often() -> None:
    found = judge(("the same", "one end"), ("the same", "another end"))
    take(found, "k1", "the same")
    take(found, "k2", "the same")
    with pytest.raises(Violation, match="twice"):
        take(found, "k3", "the same")
