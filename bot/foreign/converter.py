"""What `markdownify` is taught beyond its own rules. Its answers are named after the elements, as it wants them."""

from __future__ import annotations

import re
from typing import Any

from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from bot.foreign import shaping
from bot.foreign.escaping import escape, label, target

_HOLDERS = frozenset(shaping.BLOCKS) | {"td", "th", "dt", "dd", "fndef", "[document]", "summary", "details", "center"}
_NOT_IN_CELLS = ["pre", "table", "ul", "ol", "blockquote", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr"]
_LONGEST_CAPTION = 60


class Converter(MarkdownConverter):
    """One article's tree as markdown. Elements that are not named here are markdownify's."""

    def __init__(self) -> None:
        super().__init__(heading_style="atx", bullets="-", sup_symbol="<sup>", sub_symbol="<sub>")
        self.numbers: dict[int, int] = {}

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """Words: blanks in a row are one, signs that mean something escaped."""
        around = parent_tags or set()
        if "pre" in around:
            return str(el)
        text = re.sub(r"[ \t\r\n\f]+", " ", str(el))
        begins, ends = _at_edge(el, "previous_sibling"), _at_edge(el, "next_sibling")
        text = text.lstrip(" ") if begins else text
        text = text.rstrip(" ") if ends else text
        return text if "_noformat" in around else escape(text, begins=begins)

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link; one whose words are its address is written as that."""
        href, words = str(el.get("href") or ""), text.strip()
        if "_noformat" in parent_tags or not words or not href:
            return text
        before, after = " " * text.startswith(" "), " " * text.endswith(" ")
        if el.get_text().strip() == href and href.startswith(("http://", "https://")) and not el.find(True):
            return f"{before}<{target(href)}>{after}"
        return f"{before}[{words}]({target(href)}){after}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """A picture, in a heading or a cell too."""
        return f"![{label(str(el.get('alt') or ''))}]({target(str(el.get('src') or ''))})"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """A code block in a fence that is longer than any in it."""
        code = el.get_text()
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", code)), 3)
        return f"\n\n{fence}{el.get('data-language') or ''}\n{code}\n{fence}\n\n" if code.strip() else ""

    def convert_tex(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """A formula."""
        tex, inline = str(el.get("source")), "_inline" in parent_tags or not el.get("wide")
        return f"${' '.join(tex.split())}$" if inline else f"\n\n$$\n{tex}\n$$\n\n"

    def convert_fnref(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """The reference to a footnote."""
        return f"[^{el['label']}]"

    def convert_fndef(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """A footnote, its further lines indented."""
        lines = text.strip().split("\n")
        return f"\n\n[^{el['label']}]: " + "\n".join([lines[0], *(f"    {line}" if line.strip() else "" for line in lines[1:])]) + "\n\n"

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """A quote, apart from what stands around it."""
        lines = text.strip().split("\n") if text.strip() else []
        return "\n\n" + "\n".join(f"> {line}" if line.strip() else ">" for line in lines) + "\n\n"

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A caption in italics; directly below where what it belongs to is a picture."""
        words = " ".join(text.split())
        before = el.find_previous_sibling()
        last = before if before is None or before.name == "img" else (list(before.find_all(True)) or [before])[-1]
        gap = "\n" if last is not None and last.name == "img" and "_inline" not in parent_tags else "\n\n"
        return f"{gap}{f'*{words}*' if '*' not in words.replace(chr(92) + '*', '') else words}\n\n" if words else ""

    def convert_figure(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """What a figure shows, with its caption."""
        return f"\n\n{_captioned(text)}\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """An item; an empty one is none."""
        text = text.strip()
        if not text:
            return ""
        marker = "- "
        if el.parent is not None and el.parent.name == "ol":
            start = str(el.parent.get("start") or "1")
            number = self.numbers.get(id(el.parent), int(start) if start.isdecimal() and len(start) < 9 else 1)
            self.numbers[id(el.parent)] = number + 1
            marker = f"{number}. "
        lines = text.split("\n")
        rest = [" " * len(marker) + line if line.strip() else "" for line in lines[1:]]
        return "\n".join([marker + lines[0], *rest]) + "\n"

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """What can be folded away stands open."""
        return f"\n\n{text.strip()}\n\n"

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """The line above what can be folded away."""
        return f"\n\n**{text.strip()}**\n\n" if text.strip() and "*" not in text else f"\n\n{text.strip()}\n\n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A table with its first row as the header; one that only arranges other things is those things."""
        rows = [row for row in el.find_all("tr") if row.find_parent("table") is el]
        grid = _grid([[cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row] for row in rows])
        columns = max(map(len, grid), default=0)
        if columns < 2 or el.find(_NOT_IN_CELLS) or el.find_parent("table"):
            return f"\n\n{text.strip()}\n\n"
        lines = [self._row(row, columns, parent_tags) for row in grid]
        marks = [_mark(cell) for cell in grid[0]] + ["---"] * (columns - len(grid[0]))
        rule = "| " + " | ".join(marks) + " |"
        return "\n\n" + "\n".join([lines[0], rule, *lines[1:]]) + "\n\n"

    def _row(self, row: list[Tag | None], columns: int, parent_tags: set[str]) -> str:
        cells: list[str] = []
        for cell in row:
            text = self._inside(cell, parent_tags | {"_inline", "table", cell.name}) if cell is not None else ""
            cells.append(" ".join(text.split()).replace("|", "\\|"))
        return "| " + " | ".join([*cells, *[""] * (columns - len(cells))]) + " |"

    def _inside(self, cell: Tag, around: set[str]) -> str:
        parts = (self.process_element(child, around) for child in cell.children)  # type: ignore[attr-defined]  # its stubs lack it
        return "".join(parts)

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """A cell of a table that is none."""
        return f"\n\n{text.strip()}\n\n"

    convert_th = convert_td

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """A row of a table that is none."""
        return text

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """A line break, where a line may break."""
        if {"td", "th"} & parent_tags:
            return "<br>"
        after = _beside(el, "next_sibling")
        if isinstance(after, Tag) and after.name == "br":
            return ""
        before = _beside(el, "previous_sibling")
        if isinstance(before, Tag) and before.name == "br":
            return "\n\n"
        return " " if "_inline" in parent_tags or _at_edge(el, "next_sibling") else "  \n"

    def convert_task(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """The box before an item that can be done."""
        return "[x] " if el.get("done") else "[ ] "

    def convert_q(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """A quotation inside a sentence."""
        return f"“{text}”"

    convert_center = convert_details
    convert_header = convert_details
    convert_footer = convert_details
    convert_aside = convert_details
    convert_main = convert_details
    convert_nav = convert_details


def _captioned(text: str) -> str:
    """A picture and the caption below it without an empty line between them."""
    return re.sub(r"(!\[[^\n]*\)) *\n{2,}(?=\*[^\n]+\*$)", r"\1\n", text.strip())


def _at_edge(node: NavigableString | Tag, side: str) -> bool:
    """Whether nothing but blanks stands between a node and that end of its line."""
    here: Any = node
    while here is not None:
        while (beside := getattr(here, side)) is not None:
            if isinstance(beside, Tag) and (
                beside.name in _HOLDERS or beside.name == "br" or (beside.name == "tex" and beside.get("wide"))
            ):
                return True
            if isinstance(beside, Tag) or str(beside).strip():
                return False
            here = beside
        here = here.parent
        if here is None or here.name in _HOLDERS:
            return True
    return True


def _grid(rows: list[list[Tag]]) -> list[list[Tag | None]]:
    """Rows with an empty place wherever a cell of the same row or of one above spreads to."""
    grid: list[list[Tag | None]] = []
    below: dict[int, int] = {}
    for row in filter(None, rows):
        line: list[Tag | None] = []
        for cell in row:
            _spread(line, below)
            for column in range(_span(cell, "colspan")):
                below[len(line)] = _span(cell, "rowspan") - 1
                line.append(cell if column == 0 else None)
        _spread(line, below)
        grid.append(line)
    return grid


def _spread(line: list[Tag | None], below: dict[int, int]) -> None:
    """Leaves the places empty that cells of the rows above still take."""
    while below.get(len(line), 0):
        below[len(line)] -= 1
        line.append(None)


def _beside(node: Tag, side: str) -> Any:
    """The next node on that side that is not blank."""
    beside = getattr(node, side)
    while isinstance(beside, NavigableString) and not beside.strip():
        beside = getattr(beside, side)
    return beside


def _span(cell: Tag, side: str) -> int:
    said = str(cell.get(side) or "1")
    return max(1, min(int(said), 50)) if said.isdecimal() and len(said) < 4 else 1


def _mark(cell: Tag | None) -> str:
    """How a column is aligned, by its first cell."""
    if cell is None:
        return "---"
    found = re.search(r"text-align:\s*(left|right|center)", str(cell.get("style") or ""))
    said = found[1] if found else str(cell.get("align") or "")
    return {"right": "--:", "center": ":-:"}.get(said, "---")
