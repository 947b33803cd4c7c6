"""A login whose tokens are renewed: what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a login now: its secrets by field. `fixed` is the place of one that nobody can write to, such as a variable.

    `begun` is when a renewal with this very refresh token began (ISO 8601) that never came to its end; empty where none did.
    """

    secrets: Mapping[str, str] = field(repr=False)
    fixed: str = ""
    begun: str = ""
