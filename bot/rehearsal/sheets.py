"""The templates of the pages, and what they may do with a value: nothing but show it, escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context
    from markupsafe import Markup

HERE = Path(__file__).parent
TEASER = 220
"""Characters of a long text that show before a reader opens it."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_NOTHING = re.compile(r'<th((?: class="\w+")?)></th>')
_WIDE = re.compile(r"<(pre|table)>")


def sheet(name: str, values: Mapping[str, Any]) -> str:
    """The page that a template makes of `values`."""
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context

    made = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made.lstrip_blocks = True
    made.filters.update(when=pass_context(_when), teaser=_teaser, reading=_reading)
    return made


def _when(context: Context, at: str) -> str:
    """An instant as a reader is told it, in the page's zone."""
    from whenever import Instant

    local = Instant.parse_iso(at).to_tz(context["zone"])
    return f"{local.day} {MONTHS[local.month - 1]}, {local.hour:02}:{local.minute:02}"


def _teaser(body: Markup) -> str:
    """How a long text begins, in plain words; empty where it is short, and shown at once."""
    words = " ".join(body.striptags().split())
    return "" if len(words) <= 2 * TEASER else f"{words[:TEASER].rsplit(' ', 1)[0]} …"


def _reading(body: Markup, level: int = 4) -> Markup:
    """A text's headings at `level`, below those of the page, however its author counted; what scrolls within reach of the keyboard;
    no empty cell that claims to head something."""
    from markupsafe import Markup

    def below(found: re.Match[str]) -> str:
        return f"</h{level}>" if found[1] else f'<h{level} class="as{found[2]}">'

    text = _NOTHING.sub(r"<td\1></td>", _HEADING.sub(below, body))
    return Markup(_WIDE.sub(r'<\1 tabindex="0">', text))  # noqa: S704 - safe before, our own tags in it
