"""Formulas as pictures: MathJax sets them, inside QuickJS where there are no files and no network, and resvg makes pixels of them."""

from __future__ import annotations

import io
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from bot.drawing import paper
from bot.drawing.colours import PALETTES
from bot.drawing.faithful import Undrawable, lacking

if TYPE_CHECKING:
    from quickjs import Context

    from bot.model.drawing import Drawing

LONGEST = 2000
"""Characters of TeX; the longest of 366 formulas in real articles has 579."""

EM = 68
"""Pixels of a letter's body; a wide or tall formula gets smaller letters, down to `SMALLEST`."""

SMALLEST = 30
COMFORTABLE = 44
"""At this size a formula is broken into lines rather than made smaller."""

UNITS = 1000
"""MathJax: units of the view box in one em."""

INK = ("<use ", "<rect ", "<line ", "<ellipse ")
"""What leaves a trace on paper; spaces do not."""

MEMORY = 96 << 20
SECONDS = 2
_BOX = re.compile(r'<svg [^>]*\sviewBox="-?[\d.]+ -?[\d.]+ ([\d.]+) ([\d.]+)"')
_MISSING = re.compile(r"<text[^>]*>([^<]+)<")
_NUMBER = re.compile(r"\\tag\*?\s*\{[^{}]*\}|\\label\s*\{[^{}]*\}")
"""What the article calls a formula by: nothing outside the article does."""

_LASTING = re.compile(r"\\(?:definecolor|mathtoolsset|(?:new|renew|use)tagform|DeclarePairedDelimiters)")
"""What would stay defined for the next formula, which would then not be the same bytes."""

_own = threading.local()


def draw(drawing: Drawing) -> bytes:
    """The formula as PNG. Raises Undrawable."""
    svg = _set(_checked(drawing.text))
    missing = _MISSING.search(svg)
    if missing:
        raise lacking(missing[1][:1])
    box = _BOX.match(svg)
    if not box:
        raise Undrawable("is laid out in a way that we cannot draw")
    wide, tall = float(box[1]) / UNITS, float(box[2]) / UNITS
    if not any(mark in svg for mark in INK):
        raise Undrawable("is empty")
    size = min(EM, (paper.WIDE - 2 * paper.PAD) / wide, paper.room(paper.WIDE) / tall)
    if size < SMALLEST:
        raise Undrawable("is larger than a picture in which its letters can be read")
    return _paint(drawing, svg, max(1, round(wide * size)), max(1, round(tall * size)))


def _checked(tex: str) -> str:
    if len(tex) > LONGEST:
        raise Undrawable(f"has {len(tex):,} characters of TeX, more than a picture can show")
    if lasting := _LASTING.search(tex):
        raise Undrawable(f"uses {lasting[0]}, which we do not set")
    return _NUMBER.sub("", tex)


def _paint(drawing: Drawing, svg: str, width: int, height: int) -> bytes:
    import resvg_py

    palette = PALETTES[drawing.theme]
    pixels = resvg_py.svg_to_bytes(svg_string=svg.replace("currentColor", "#000"), skip_system_fonts=True, width=width, height=height)
    across = min(max(width + 2 * paper.PAD, paper.NARROW), paper.WIDE)
    across = max(across, round((height + 2 * paper.PAD) / paper.TALLEST + 0.5))
    sheet = paper.Sheet(across, height, palette.paper)
    with Image.open(io.BytesIO(bytes(pixels))) as set_formula:
        sheet.paste(set_formula.getchannel("A"), ((across - width) // 2, sheet.top), palette.text)
    return sheet.png()


def _set(tex: str) -> str:
    """The formula as SVG. Raises Undrawable. A setter that broke off is not used again."""
    from quickjs import JSException, StackOverflow

    context, _own.context = _context(), None
    try:
        svg = str(context.get("set")(tex, 16 * (paper.WIDE - 2 * paper.PAD) / COMFORTABLE))
    except (JSException, StackOverflow, MemoryError) as error:
        raise Undrawable("is nested too deeply or takes too long to set") from error
    _own.context = context
    if svg.startswith("!"):
        raise Undrawable(f"uses TeX that we cannot set: {svg[1:81]}")
    return svg


def _context() -> Context:
    """This thread's setter: QuickJS is bound to the thread that made it, and loading MathJax takes a fifth of a second."""
    from quickjs import Context

    known: Context | None = getattr(_own, "context", None)
    if known:
        return known
    context = Context()
    context.set_memory_limit(MEMORY)
    context.eval(Path(__file__).with_name("mathjax.js").read_text("utf-8"))
    context.set_time_limit(SECONDS)
    return context
