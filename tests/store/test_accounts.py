"""Pauses, waits, facts and meta."""

from __future__ import annotations

from bot.model.delivery import AccountState
from bot.store import Store
from tests.store.make import NOW

LATER = NOW.add(hours=1)


def test_a_pause_holds_both_sides_unless_said(store: Store) -> None:
    store.pause("x", "holiday", NOW, "ada")
    store.pause("y", "token expired", NOW, "bot", rehearsal=True)
    paused = AccountState(True, "holiday")
    assert store.accounts(False) == {"x": paused}
    assert store.accounts(True) == {"x": paused, "y": AccountState(True, "token expired")}
    assert store.accounts() == store.accounts(True)
    store.resume("x", NOW, "ada", rehearsal=True)
    assert store.accounts(False) == {"x": paused}
    store.resume("x", NOW, "ada")
    store.resume("y", NOW, "ada")
    assert store.accounts() == {}


def test_everything_is_the_account_without_a_name(store: Store) -> None:
    store.pause(None, "stop", NOW, "ada")
    assert store.accounts() == {"": AccountState(True, "stop")}
    assert store.events()[-1][2].detail == "everything: stop"
    store.resume("x", NOW, "ada")
    assert store.accounts() == {"": AccountState(True, "stop")}


def test_a_wait_outlives_a_pause(store: Store) -> None:
    store.wait("x", LATER, "429", rehearsal=False)
    store.pause("x", "holiday", NOW, "ada")
    assert store.accounts() == {"x": AccountState(True, "holiday", LATER)}
    store.resume("x", NOW, "ada")
    assert store.accounts() == {"x": AccountState(False, "429", LATER)}


def test_pauses_are_in_the_log_and_idle_resumes_are_not(store: Store) -> None:
    store.resume("x", NOW, "ada")
    store.wait("x", LATER, "429", rehearsal=False)
    store.resume("x", NOW, "ada")
    store.pause("x", "", NOW, "ada")
    store.resume("x", LATER, "eve")
    assert [(event.event, event.detail, event.who) for _, _, event in store.events()] == [("pause", "x", "ada"), ("resume", "x", "eve")]


def test_facts_are_of_one_side(store: Store) -> None:
    assert store.facts("x", False) is None
    facts = {"id": "urn:li:person:1", "limit": 3000, "ok": True, "flairs": ["a", "ü"]}
    store.save_facts("x", facts, NOW, True)
    assert store.facts("x", True) == (facts, NOW)
    assert store.facts("x", False) is None
    store.save_facts("x", {}, LATER, True)
    assert store.facts("x", True) == ({}, LATER)


def test_meta(store: Store) -> None:
    assert store.meta("folder") is None
    store.set_meta("folder", "")
    assert store.meta("folder") == ""
    store.set_meta("folder", "gone: 100 % \\ 'quoted'")
    assert store.meta("folder") == "gone: 100 % \\ 'quoted'"
