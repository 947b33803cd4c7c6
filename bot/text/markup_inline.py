"""Inline nodes as Reddit's markdown, every character that would mean something there escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from bot.model.tree import Break, Code, Emphasis, FootnoteRef, Image, Inline, Link, Math, Raised, Strike, Strong, Text
from bot.text import math
from bot.text.address import is_absolute, resolve
from bot.text.inline import flat

_SPECIAL = re.compile(
    r"\\(?=[\\`*_{}\[\]()#+\-.!:|&<>^~/])|[*`^_]|~(?=~)|(?<=~)~|&(?=#?\w+;)|<(?=[A-Za-z/!])|>(?=!)"
    r"|\](?=\s{0,9}[(\[:])"
)
_MENTION = re.compile(r"(?<![A-Za-z0-9_/\\])(/?)([ur])/(?=[A-Za-z0-9_-]{2})")
_LINE_START = re.compile(r"^( {0,3})(?:(#|>|[+-](?=\s|$)|---|___)|(\d{1,9})(?=\.\s)|(=+\s*$|-+\s*$))", re.MULTILINE)
_BARE = re.compile(r"https?://[\w./?=&%#:+,;@~-]*[\w/]", re.ASCII)
_ADDRESS = re.compile(r"(?<![A-Za-z0-9])((?:https?://|www\.)[^\s<]+)")
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


@dataclass(slots=True)
class Notes:
    """The footnotes referred to so far with their numbers, in order."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, label: str) -> int:
        """The number of `label`, a new one if it is new."""
        return self.numbers.setdefault(label, len(self.numbers) + 1)

    def labels(self) -> Iterator[str]:
        """Labels in order, also those that are added meanwhile."""
        done = 0
        while done < len(self.numbers):
            for label in list(self.numbers)[done:]:
                done += 1
                yield label


def escape(text: str) -> str:
    """Words that mean nothing but themselves. An address stays as it is: snudown makes a link of it, backslashes and all."""
    parts = _ADDRESS.split(text)
    return "".join(part if at % 2 else _escaped(part) for at, part in enumerate(parts)) if len(parts) > 1 else _escaped(text)


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(lambda sign: "&amp;" if sign[0] == "&" else "\\" + sign[0], text)
    return _MENTION.sub(lambda found: f"\\/{found[2]}/" if found[1] else f"{found[2]}\\/", escaped)


def guard_lines(text: str) -> str:
    """Running text whose lines cannot be taken for headings, lists, quotes, rules."""

    def guarded(found: re.Match[str]) -> str:
        if found[3]:
            return f"{found[1]}{found[3]}\\"
        sign = found[2] or found[4]
        return f"{found[1]}&#61;{sign[1:]}" if sign[0] == "=" else f"{found[1]}\\{sign}"

    return _LINE_START.sub(guarded, text)


def guard_heading(text: str) -> str:
    """A heading whose closing # stays: snudown would take it for decoration."""
    return f"{text[:-1]}&#35;" if text.endswith("#") else text


def write(nodes: Iterable[Inline], notes: Notes, base: str | None, *, one_line: bool = False, cell: bool = False) -> str:
    """Inline nodes as markdown; with `one_line` breaks become blanks; in a `cell` pipes become entities."""
    writer = _Inline(notes, base, one_line, cell)
    return writer.all(tuple(nodes)).strip()


@dataclass(slots=True)
class _Inline:
    notes: Notes
    base: str | None
    one_line: bool
    cell: bool
    linked: bool = False
    slanted: bool = False

    def all(self, nodes: tuple[Inline, ...]) -> str:
        parts: list[str] = []
        for at, node in enumerate(nodes):
            if isinstance(node, Break):
                parts.append(self._break(node, nodes, at))
            elif isinstance(node, FootnoteRef) and at and isinstance(nodes[at - 1], FootnoteRef):
                parts.append(f"{parts.pop()[:-1]}, {self.notes.number(node.label)})")
            else:
                text = self.one(node, nodes, at)
                parts.append(text.replace("|", "&#124;") if self.cell and not isinstance(node, Link | Image) else text)
        return "".join(parts)

    def one(self, node: Inline, nodes: tuple[Inline, ...], at: int) -> str:
        match node:
            case Text():
                return self._text(node.text.replace("\n", " "), nodes, at)
            case Code():
                return self._code(node.text)
            case Math():
                return escape(math.unicode(node.tex)) if math.faithful(node.tex) else self._code(node.tex)
            case Image():
                return self._image(node)
            case FootnoteRef():
                return f"^({self.notes.number(node.label)})"
            case Break():
                return " "
            case _:
                return self._around(node, nodes, at)

    def _around(self, node: Strong | Emphasis | Strike | Raised | Link, nodes: tuple[Inline, ...], at: int) -> str:
        match node:
            case Strong():
                return self._wrapped("**", node.children)
            case Emphasis():
                return self._emphasis(node, nodes, at)
            case Strike():
                return self._wrapped("~~", node.children)
            case Raised():
                return self._raised(node)
            case Link():
                return self._link(node)

    def _text(self, text: str, nodes: tuple[Inline, ...], at: int) -> str:
        """Words; a closing bracket before a link would make it something else."""
        if self.linked:
            return escape_label(text)
        beside = at + 1 < len(nodes) and isinstance(nodes[at + 1], Link | Image)
        return re.sub(r"\](?=\s*$)", r"\\]", escape(text)) if beside and text.rstrip().endswith("]") else escape(text)

    def _break(self, node: Break, nodes: tuple[Inline, ...], at: int) -> str:
        if node.hard:
            return " " if self.one_line else "  \n"
        before, after = _edges(nodes, at)
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "

    def _wrapped(self, mark: str, children: tuple[Inline, ...]) -> str:
        return _marked(mark, self.all(children))

    def _emphasis(self, node: Emphasis, nodes: tuple[Inline, ...], at: int) -> str:
        if self.slanted:
            return self.all(node.children)
        inner = replace(self, slanted=True).all(node.children)
        before, after = _edges(nodes, at)
        if all(not edge or (edge.isascii() and not edge.isalnum()) for edge in (before, after)):
            return _marked("_", inner)
        return inner if "*" in inner else _marked("*", inner)

    def _raised(self, node: Raised) -> str:
        text = flat(node.children)
        table = _SUPERSCRIPTS if node.raised else _SUBSCRIPTS
        if text and all(ord(character) in table for character in text):
            return text.translate(table)
        inner = self.all(node.children)
        if not node.raised or not inner or re.search(r"[()]", inner):
            return inner
        return f"^({inner})"

    def _code(self, text: str) -> str:
        text = " ".join(text.split("\n"))
        if self.cell and "|" in text:
            return escape(text)
        longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
        fence = "`" * (longest + 1)
        edge = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
        return f"{fence}{edge}{text}{edge}{fence}" if text else ""

    def _link(self, node: Link) -> str:
        if not is_absolute(node.href):
            return self._mail(node)
        if flat(node.children) == node.href and _BARE.fullmatch(node.href):
            return node.href
        label = replace(self, one_line=True, linked=True).all(node.children).strip()
        if label.count("[") != label.count("]"):
            label = escape_label(flat(node.children))
        return f"[{label or escape_label(node.href)}]({target(node.href)})"

    def _mail(self, node: Link) -> str:
        """snudown takes no mailto: links, and nobody can follow a relative one: the words stay, and the mail address."""
        words, mail = self.all(node.children), node.href.removeprefix("mailto:").partition("?")[0]
        return f"{words} ({escape(mail)})" if node.href.startswith("mailto:") and mail not in flat(node.children) else words

    def _image(self, node: Image) -> str:
        if self.linked:
            return escape_label(node.alt or node.title or _name(node.src))
        whole = resolve(node.src, self.base)
        if whole is None or not is_absolute(whole):
            return f"*{escape(node.alt)}*" if node.alt else ""
        return f"[{escape_label(node.alt or node.title or _name(whole))}]({target(whole)})"


def _name(source: str) -> str:
    """What to call a picture nobody described."""
    name = source.rsplit("/", 1)[-1]
    return name if 0 < len(name) < 60 and "?" not in name else "image"


def _marked(mark: str, inner: str) -> str:
    """Words between two marks; without them where snudown would show them: before code, when more code follows."""
    return inner if not inner.strip() or inner.startswith("`") else f"{mark}{inner}{mark}"


def _edges(nodes: tuple[Inline, ...], at: int) -> tuple[str, str]:
    """The characters before and after a node, empty where there is none."""
    before, after = nodes[at - 1] if at else None, nodes[at + 1] if at + 1 < len(nodes) else None
    last = before.text if isinstance(before, Text) else flat((before,)) if before else ""
    first = after.text if isinstance(after, Text) else flat((after,)) if after else ""
    return last[-1:], first[:1]


def escape_label(text: str) -> str:
    """Words between the brackets of a link."""
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", _escaped(text))


def target(url: str) -> str:
    """An address between the round brackets of a link."""
    return re.sub(r"[\s()<>\"\\^`{|}]", lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), url)
