"""A mebibyte set aside on the disk: what a platform has answered is written down even when the disk is full."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from bot.store import StoreError

SIZE = 1 << 20
"""Bytes: room for the receipts of many deliveries, database and logbook together."""


def keep(state: Path) -> bool:
    """Sets the room aside in the private folder `state`, unless it is there. False while the disk has none."""
    place = state / "reserve"
    with contextlib.suppress(FileNotFoundError):
        if place.stat().st_size == SIZE:
            return True
    try:
        file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            os.posix_fallocate(file, 0, SIZE)
        finally:
            os.close(file)
    except OSError:  # full or read-only already: the next commit says so, with what to do
        give_up(state)
        return False
    return True


def demand(state: Path) -> None:
    """Raises StoreError while the disk has no room to set aside: nothing is sent whose answer might find no place."""
    if not keep(state):
        words = f"The disk with {state} is full or read-only, so nothing is sent. Make room for a mebibyte; then it goes on by itself."
        raise StoreError(words, "full")


def give_up(state: Path) -> bool:
    """Frees the room. False when there was none."""
    try:
        (state / "reserve").unlink()
    except OSError:
        return False
    return True
