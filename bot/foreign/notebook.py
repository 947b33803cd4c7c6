"""A Jupyter notebook: its prose as it is, its code in fences, and of its outputs the figures, formulas, tables and short texts."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.foreign.article import Foreign, Unusable
from bot.foreign.markdown import convert
from bot.foreign.shaping import ENDINGS
from bot.text.frontmatter import split
from bot.text.keys import listed, text
from bot.text.strict_yaml import BadYaml, Value

LINES = 25
"""Lines of an output that are still short."""
LONGEST = 2_000
"""Characters of it."""
LARGEST_TABLE = 40_000
"""Characters of HTML of a table that a reader may still want to see."""

_OPTION = re.compile(r"^#\|\s*([\w-]+):\s*(.*?)\s*$")
_ESCAPES = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]")
_HIDDEN_INPUT = frozenset({"remove_input", "remove-input", "hide_input", "hide-input", "hide_code"})
_HIDDEN_OUTPUT = frozenset({"remove_output", "remove-output", "hide_output", "hide-output"})
_HIDDEN = frozenset({"remove_cell", "remove-cell", "hide_cell", "hide-cell", "hide", "skip"})


def article(data: bytes, name: str = "") -> Foreign:
    """The article that the notebook file called `name` holds. Raises Unusable."""
    try:
        book = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unusable(f"it is no notebook: its JSON is broken ({str(error)[:80]})") from None
    cells = book.get("cells") if isinstance(book, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise Unusable("it is no notebook of version 4: it has no list of cells. Open and save it in a current Jupyter")
    written = _Written(_language(_mapping(book.get("metadata"))))
    for cell in cells:
        written.cell(cell)
    body = "\n\n".join(part for part in written.parts if part.strip())
    given = written.matter
    title, body = _title(text(given.get("title")) or str(_mapping(book.get("metadata")).get("title") or ""), body)
    if not body.strip():
        raise Unusable("the notebook holds no text")
    title = title or name.rpartition("/")[2].removesuffix(".ipynb").replace("_", " ").replace("-", " ").strip().capitalize()
    return Foreign(
        title=title,
        body=body, url=text(given.get("url") or given.get("canonical_url")), date=text(given.get("date")), pictures=written.pictures,
        identity=f"notebook:{name.rpartition('/')[2]}#{title}", summary=text(given.get("summary") or given.get("description")),
        tags=tuple(listed(given.get("tags") or given.get("categories") or "")), draft=text(given.get("draft")).lower() == "true",
        slug=name.rpartition("/")[2].removesuffix(".ipynb"), lang=text(given.get("lang")),
    )  # fmt: skip


def entries(data: bytes, name: str) -> Iterator[Foreign]:
    """The one article of a notebook, as a source of articles. Raises Unusable."""
    yield article(data, name)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _joined(value: object) -> str:
    """Text as notebooks hold it: one string, or its lines."""
    return "".join(str(line) for line in value) if isinstance(value, list) else value if isinstance(value, str) else ""


def _language(metadata: Mapping[str, Any]) -> str:
    said = _mapping(metadata.get("language_info")).get("name") or _mapping(metadata.get("kernelspec")).get("language") or "python"
    return said.lower() if isinstance(said, str) and re.fullmatch(r"[\w+#-]{1,30}", said) else ""


def _title(given: str, body: str) -> tuple[str, str]:
    """The title, and the body without the heading that says it."""
    found = re.match(r"\s*# +([^\n]+)\n*", body)
    if found and (not given or re.sub(r"\W", "", found[1]).casefold() == re.sub(r"\W", "", given).casefold()):
        return given or found[1].strip().rstrip("#").strip(), body[found.end() :]
    return given, body


@dataclass(slots=True)
class _Written:
    """What was written of a notebook so far."""

    language: str
    parts: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    matter: Mapping[str, Value] = field(default_factory=dict)

    def cell(self, cell: Mapping[str, Any]) -> None:
        source, kind = _joined(cell.get("source")).strip("\n"), cell.get("cell_type")
        said = _mapping(cell.get("metadata")).get("tags")
        tags = {str(tag) for tag in said} if isinstance(said, list) else set()
        if tags & _HIDDEN:
            return
        if not self.parts and kind in {"raw", "markdown"} and source.startswith("---"):
            source = self._front(source)
        if kind == "markdown":
            self.parts.append(self._attached(source, _mapping(cell.get("attachments"))))
        elif kind == "code":
            self._code(source, cell.get("outputs"), tags)

    def _front(self, source: str) -> str:
        """The front matter that some write into the first cell is taken as such."""
        try:
            matter = split(source + "\n")
        except BadYaml as error:
            raise Unusable(f"its front matter is broken: {error}") from None
        self.matter = matter.values
        return matter.body

    def _attached(self, source: str, attachments: Mapping[str, Any]) -> str:
        for name, forms in attachments.items():
            kept = next((self._keep(kind, data) for kind, data in _mapping(forms).items() if kind in ENDINGS), "")
            if kept:
                source = source.replace(f"attachment:{name}", kept)
        return source

    def _code(self, source: str, outputs: object, tags: set[str]) -> None:
        lines = source.split("\n")
        options = {found[1]: found[2] for line in lines if (found := _OPTION.match(line))}
        shown = "\n".join(line for line in lines if not _OPTION.match(line)).strip("\n")
        if options.get("include") == "false":
            return
        if shown.strip() and not tags & _HIDDEN_INPUT and options.get("echo") != "false":
            self.parts.append(_fenced(shown, _magic(shown) or self.language))
        if tags & _HIDDEN_OUTPUT or options.get("output") == "false" or not isinstance(outputs, list):
            return
        caption, alt = (options.get(key, "").strip("\"'") for key in ("fig-cap", "fig-alt"))
        for output in outputs:
            self.parts.append(self._output(_mapping(output), alt or caption, caption))

    def _output(self, output: Mapping[str, Any], alt: str, caption: str) -> str:
        kind, data = output.get("output_type"), _mapping(output.get("data"))
        if kind == "stream":
            return _short(_joined(output.get("text"))) if output.get("name") != "stderr" else ""
        if kind == "error":
            return _short(f"{output.get('ename')}: {output.get('evalue')}")
        for form in ENDINGS:
            if form in data and (name := self._keep(form, data[form])):
                return f"![{re.sub(r'[][]', '', alt)}]({name})" + (f"\n*{caption}*" if caption else "")
        if latex := _joined(data.get("text/latex")).strip():
            return f"$$\n{latex.strip('$').strip()}\n$$"
        if markdown := _joined(data.get("text/markdown")).strip():
            return markdown
        page = _joined(data.get("text/html"))
        if "<table" in page and len(page) < LARGEST_TABLE:
            return convert(page).markdown
        return _short(_joined(data.get("text/plain")))

    def _keep(self, kind: str, data: object) -> str:
        """Keeps a picture, and gives its name; none for what is no picture."""
        try:
            content = base64.b64decode(_joined(data), validate=False)
        except (binascii.Error, ValueError):
            return ""
        if not content:
            return ""
        same = next((name for name, other in self.pictures.items() if other == content), "")
        name = same or f"figure-{len(self.pictures) + 1}.{ENDINGS[kind]}"
        self.pictures[name] = content
        return name


def _magic(source: str) -> str:
    found = re.match(r"%%(bash|sh|sql|html|javascript|R|latex|writefile)\b", source)
    return {"R": "r", "writefile": ""}.get(found[1], found[1]) if found else ""


def _fenced(text_: str, language: str) -> str:
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`{3,}", text_))])
    return f"{fence}{language}\n{text_}\n{fence}"


def _short(output: str) -> str:
    """A text output, where it is short; progress bars and addresses of objects say nothing."""
    lines = [line.rpartition("\r")[2].rstrip() for line in _ESCAPES.sub("", output).replace("\r\n", "\n").split("\n")]
    shown = "\n".join(lines).strip("\n")
    meant = shown.strip() and not re.fullmatch(
        r"<[^<>\n]{1,200} at 0x[0-9a-f]+>|<[Ff]igure size [^<>\n]{1,80}>|\[?<matplotlib[^\n]{1,200}", shown
    )
    return _fenced(shown, "text") if meant and len(lines) <= LINES and len(shown) <= LONGEST else ""
