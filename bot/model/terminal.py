"""What the environment says of the terminal that a person sits at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terminal:
    """`plain`: lines only, nothing is drawn; `colour`: colours are welcome; `light`: its ground is light, as far as it tells."""

    plain: bool
    colour: bool
    light: bool
