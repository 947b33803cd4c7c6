"""The scan's memory."""

from __future__ import annotations

from bot.model.delivery import PostRecord, SeenFile
from bot.model.draft import Problem
from bot.store import Store


def test_files_are_remembered_replaced_and_forgotten(store: Store) -> None:
    one, two = SeenFile("a.md", 10, 1_763_715_600_123_456_789, "d1", "a"), SeenFile("ü/index.md", 2**40, -1, "d2", "ü")
    store.remember_files([one, two], [])
    assert store.files() == {"a.md": one, "ü/index.md": two}
    newer = SeenFile("a.md", 11, 5, "d3", "b")
    store.remember_files([newer], ["ü/index.md", "never.md"])
    assert store.files() == {"a.md": newer}


def test_a_file_that_is_gone_and_back_in_one_call_is_there(store: Store) -> None:
    """A rename within one scan may name the same path on both sides."""
    file = SeenFile("a.md", 1, 1, "d", "a")
    store.remember_files([file], ["a.md"])
    assert store.files() == {"a.md": file}


def test_posts_are_saved_and_replaced(store: Store) -> None:
    problem = Problem("error", "yaml", "Line 3 is no YAML.", 3)
    record = PostRecord("a", "a.md", "A", "https://example.org/a", "d", "broken", (problem,), "2026-12-01 09:00")
    store.save_post(record)
    assert store.posts() == {"a": record}
    mended = PostRecord("a", "b.md", "B", None, "e", "active")
    store.save_post(mended)
    assert store.posts() == {"a": mended}
    assert store.post("a") == mended
    assert store.post("b") is None


def test_addresses_are_of_what_is_there_and_the_departed_are_found_by_text_or_address(store: Store) -> None:
    for slug, url, digest, state in (
        ("here", "https://example.org/here", "d1", "active"),
        ("old", "https://example.org/old", "d2", "archived"),
        ("away", "https://example.org/away", "d3", "gone"),
        ("nameless", None, "d4", "gone"),
        ("silent", "", "", "gone"),
    ):
        store.save_post(PostRecord(slug, f"{slug}.md", slug, url, digest, state))
    assert store.addresses() == {"https://example.org/here": "here.md", "https://example.org/old": "old.md"}
    assert store.departed("d4", "https://example.org/away") == {"away", "nameless"}
    assert store.departed("d1", "https://example.org/here") == set()
    assert store.departed("d3", None) == {"away"}
    assert store.departed("d9", "") == set()
