"""A piece of a text that two people may have changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "mine", "theirs", "both", "clash"]
"""Nobody changed it; one of the two did; both did the same; each did something else."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Some lines, with their ends, as they were, as one person made them and as the other did."""

    kind: Kind
    was: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
