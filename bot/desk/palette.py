"""The colours of the desk: a dark and a light one with at least 4.5:1 between words and ground, and one that has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.theme import Theme

Name = Literal["dark", "light", "bare"]


@dataclass(frozen=True, slots=True)
class Palette:
    """`styles` are Rich's words for our styles, as `terminal/pretty.py` names them; `chosen` is the ground of the selected row."""

    name: Name
    theme: Theme
    styles: dict[str, str]
    chosen: str


def _theme(name: str, dark: bool, **colours: str) -> Theme:
    ground, raised, words = colours["ground"], colours["raised"], colours["words"]
    return Theme(
        name=f"desk-{name}", dark=dark, primary=colours["accent"], accent=colours["accent"], foreground=words, background=ground,
        surface=raised, panel=raised, warning=colours["warn"], error=colours["bad"], success=colours["good"],
        variables={"faint": colours["faint"], "line": colours["line"], "chosen": colours["chosen"]},
    )  # fmt: skip


def _styles(**colours: str) -> dict[str, str]:
    """The styles of a coloured palette."""
    faint, accent, good, warn, bad = (colours[name] for name in ("faint", "accent", "good", "warn", "bad"))
    return {
        "strong": "bold", "em": "italic", "strike": "strike", "code": good, "chip": "reverse", "heading": "bold",
        "title": f"bold {accent}", "faint": faint, "good": good, "warn": warn, "bad": f"bold {bad}",
        "link": f"{colours['link']} underline", "tag": accent, "add": good, "del": bad, "edge": colours["line"],
    }  # fmt: skip


_DARK = {
    "ground": "#14161b", "raised": "#1b1e26", "words": "#d6d9e0", "faint": "#8a93a3", "line": "#4d5566", "chosen": "#2b3550",
    "accent": "#82aaff", "good": "#8ccf7e", "warn": "#e5b567", "bad": "#f7768e", "link": "#7dcfff",
}  # fmt: skip
_LIGHT = {
    "ground": "#fdfcf9", "raised": "#f3f1eb", "words": "#23262d", "faint": "#666c78", "line": "#aeb1b8", "chosen": "#d9e4fb",
    "accent": "#2456b8", "good": "#2c6e2f", "warn": "#8a5a00", "bad": "#b3202c", "link": "#0b6285",
}  # fmt: skip
_BARE = {
    "strong": "bold", "em": "italic", "strike": "strike", "code": "", "chip": "reverse", "heading": "bold", "title": "bold",
    "faint": "dim", "good": "", "warn": "bold", "bad": "bold", "link": "underline", "tag": "underline", "add": "bold", "del": "strike",
    "edge": "dim",
}  # fmt: skip
_PLAIN = Theme(
    name="desk-bare", ansi=True, primary="ansi_default", accent="ansi_default", foreground="ansi_default", background="ansi_default",
    surface="ansi_default", panel="ansi_default", warning="ansi_default", error="ansi_default", success="ansi_default",
    variables=dict.fromkeys(("faint", "line", "chosen", "ansi-background", "ansi-foreground"), "ansi_default"),
)  # fmt: skip

PALETTES: dict[Name, Palette] = {
    "dark": Palette("dark", _theme("dark", dark=True, **_DARK), _styles(**_DARK), f"on {_DARK['chosen']}"),
    "light": Palette("light", _theme("light", dark=False, **_LIGHT), _styles(**_LIGHT), f"on {_LIGHT['chosen']}"),
    "bare": Palette("bare", _PLAIN, _BARE, "reverse"),
}
"""By the name that the person, or the terminal, asks for."""
