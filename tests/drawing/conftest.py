"""Drawings in tests never depend on the fonts of the machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.drawing import letters, machine


@pytest.fixture(autouse=True)
def _no_font_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(machine, "ELSEWHERE", ())
    forget()
    yield
    forget()


def forget() -> None:
    """Forgets which font has which letter."""
    for known in (letters._font, letters._holder, letters._ink, letters._advance, letters._glyph):
        known.cache_clear()
