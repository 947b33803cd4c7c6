"""The two themes. Every colour that letters have is at least 4.5 to 1 against its ground (WCAG 2.1 AA), which a test proves."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model.drawing import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb. Code stands on `ground`, tables and formulas on `paper`.

    `tokens` maps the name of a Pygments token type, without `Token.`, to its colour; parents stand for children.
    """

    ground: str
    paper: str
    band: str
    rule: str
    text: str
    dim: str
    tokens: Mapping[str, str]


PALETTES: Mapping[Theme, Palette] = MappingProxyType(
    {
        "light": Palette(
            ground="#f6f8fa",
            paper="#ffffff",
            band="#f3f5f8",
            rule="#ccd3db",
            text="#1f2328",
            dim="#59636e",
            tokens=MappingProxyType(
                {
                    "Comment": "#59636e",
                    "Comment.Preproc": "#b31d28",
                    "Comment.PreprocFile": "#0a5c36",
                    "Keyword": "#b31d28",
                    "Keyword.Constant": "#0550ae",
                    "Operator.Word": "#b31d28",
                    "Literal.String": "#0a5c36",
                    "Literal.String.Interpol": "#1f2328",
                    "Literal.Number": "#0550ae",
                    "Name.Function": "#6f42c1",
                    "Name.Class": "#8a4600",
                    "Name.Decorator": "#6f42c1",
                    "Name.Builtin": "#0550ae",
                    "Name.Exception": "#8a4600",
                    "Name.Tag": "#0550ae",
                    "Name.Attribute": "#0550ae",
                    "Generic.Deleted": "#b31d28",
                    "Generic.Inserted": "#116329",
                    "Generic.Heading": "#0550ae",
                    "Generic.Prompt": "#59636e",
                }
            ),
        ),
        "dark": Palette(
            ground="#14181f",
            paper="#14181f",
            band="#1c222b",
            rule="#3b4552",
            text="#e6edf3",
            dim="#9aa4af",
            tokens=MappingProxyType(
                {
                    "Comment": "#9aa4af",
                    "Comment.Preproc": "#ff8f87",
                    "Comment.PreprocFile": "#a9dc9a",
                    "Keyword": "#ff8f87",
                    "Keyword.Constant": "#84c5ff",
                    "Operator.Word": "#ff8f87",
                    "Literal.String": "#a9dc9a",
                    "Literal.String.Interpol": "#e6edf3",
                    "Literal.Number": "#84c5ff",
                    "Name.Function": "#d2b0ff",
                    "Name.Class": "#ffb86b",
                    "Name.Decorator": "#d2b0ff",
                    "Name.Builtin": "#84c5ff",
                    "Name.Exception": "#ffb86b",
                    "Name.Tag": "#84c5ff",
                    "Name.Attribute": "#84c5ff",
                    "Generic.Deleted": "#ff8f87",
                    "Generic.Inserted": "#7ee787",
                    "Generic.Heading": "#84c5ff",
                    "Generic.Prompt": "#9aa4af",
                }
            ),
        ),
    }
)
