"""Short names for deliveries, which a person can type and cannot misread."""

from __future__ import annotations

LETTERS = "bcdfghjkmnpqrstvwxz"
"""No vowels, so that no id is a word, and no l, which looks like 1."""

SIGNS = LETTERS + "23456789"


def new_id(length: int = 4) -> str:
    """A random id of `length` signs, a letter first. `Store.add_delivery` draws again where it is taken."""
    import secrets

    return secrets.choice(LETTERS) + "".join(secrets.choice(SIGNS) for _ in range(length - 1))
