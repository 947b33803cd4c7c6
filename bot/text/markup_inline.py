"""Inline nodes as Reddit's markdown, every character that would mean something there escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from bot.model.tree import Break, Code, Emphasis, FootnoteRef, Image, Inline, Link, Math, Raised, Strike, Strong, Text
from bot.text import math
from bot.text.address import is_absolute, shown_at
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


def escape(text: str, words: Callable[[str], str] | None = None) -> str:
    """Words that mean nothing but themselves. An address stays as it is: snudown makes a link of it, backslashes and all.

    `words` escapes what is no address; without it, what Reddit would take for a person is escaped too.
    """
    plain, parts = words or _escaped, _ADDRESS.split(text)
    return "".join(part if at % 2 else plain(part) for at, part in enumerate(parts)) if len(parts) > 1 else plain(text)


def bare(text: str) -> str:
    """Words that mean nothing in any markdown; unlike `escape` it knows no addresses and none of Reddit's people."""
    return _SPECIAL.sub(lambda sign: "&amp;" if sign[0] == "&" else "\\" + sign[0], text)


def _escaped(text: str) -> str:
    escaped = bare(text)
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


@dataclass(slots=True)
class InlineWriter:
    """Writes inline nodes. `base` is what relative pictures are resolved against; with `one_line` breaks become blanks; in a `cell`
    pipes become entities. `linked` says that a link is around, `slanted` that italics are. A dialect overrides the methods it changes."""

    notes: Notes
    base: str | None
    one_line: bool = False
    cell: bool = False
    linked: bool = False
    slanted: bool = False

    def line(self, nodes: Iterable[Inline]) -> str:
        """Inline nodes as markdown, without blanks at the ends."""
        return self.all(tuple(nodes)).strip()

    def all(self, nodes: tuple[Inline, ...]) -> str:
        """Inline nodes as markdown."""
        parts: list[str] = []
        for at, node in enumerate(nodes):
            if isinstance(node, Break):
                parts.append(self._break(node, nodes, at))
            elif isinstance(node, FootnoteRef):
                before = parts.pop() if at and isinstance(nodes[at - 1], FootnoteRef) else ""
                parts.append(self.note(self.notes.number(node.label), before))
            else:
                text = self.one(node, nodes, at)
                parts.append(text.replace("|", "&#124;") if self.cell and not isinstance(node, Link | Image) else text)
        return "".join(parts)

    def one(self, node: Inline, nodes: tuple[Inline, ...], at: int) -> str:
        """The node at `at` of `nodes`."""
        match node:
            case Text():
                return self._text(node.text.replace("\n", " "), nodes, at)
            case Code():
                return self.code(node.text)
            case Math():
                return self.formula(node.tex)
            case Image():
                return self.image(node)
            case FootnoteRef() | Break():
                return ""
            case _:
                return self._around(node, nodes, at)

    def escape(self, text: str) -> str:
        """Words that mean nothing but themselves."""
        return escape(text)

    def label(self, text: str) -> str:
        """Words between the brackets of a link."""
        return escape_label(text)

    def note(self, number: int, before: str) -> str:
        """The mark of a footnote; `before` is the mark right before it, or empty."""
        return f"{before[:-1]}, {number})" if before else f"^({number})"

    def formula(self, tex: str) -> str:
        """A formula in characters; what they cannot say stays TeX, as code."""
        return self.escape(math.unicode(tex)) if math.faithful(tex) else self.code(tex)

    def _around(self, node: Strong | Emphasis | Strike | Raised | Link, nodes: tuple[Inline, ...], at: int) -> str:
        match node:
            case Strong():
                return self.strong(node, nodes, at)
            case Emphasis():
                return self.emphasis(node, nodes, at)
            case Strike():
                return marked("~~", self.all(node.children))
            case Raised():
                return self.raised(node)
            case Link():
                return self._link(node)

    def _text(self, text: str, nodes: tuple[Inline, ...], at: int) -> str:
        """Words; a closing bracket before a link would make it something else."""
        if self.linked:
            return self.label(text)
        beside = at + 1 < len(nodes) and isinstance(nodes[at + 1], Link | Image)
        said = self.escape(text)
        return re.sub(r"\](?=\s*$)", r"\\]", said) if beside and text.rstrip().endswith("]") else said

    def _break(self, node: Break, nodes: tuple[Inline, ...], at: int) -> str:
        if node.hard:
            return " " if self.one_line else "  \n"
        before, after = edges(nodes, at)
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "

    def strong(self, node: Strong, nodes: tuple[Inline, ...], at: int) -> str:  # noqa: ARG002 - dialects look at what is beside it
        """Bold."""
        return marked("**", self.all(node.children))

    def emphasis(self, node: Emphasis, nodes: tuple[Inline, ...], at: int) -> str:
        """Italic; within italics nothing."""
        if self.slanted:
            return self.all(node.children)
        inner = replace(self, slanted=True).all(node.children)
        before, after = edges(nodes, at)
        if all(not edge or (edge.isascii() and not edge.isalnum()) for edge in (before, after)):
            return marked("_", inner)
        return inner if "*" in inner else marked("*", inner)

    def raised(self, node: Raised) -> str:
        """Superscript or subscript, in characters where there are such."""
        inner = self.all(node.children)
        if text := small(node):
            return text
        if not node.raised or not inner or re.search(r"[()]", inner):
            return inner
        return f"^({inner})"

    def code(self, text: str) -> str:
        """Inline code. In a table, code with a pipe becomes words."""
        text = " ".join(text.split("\n"))
        if self.cell and "|" in text:
            return self.escape(text)
        longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
        fence = "`" * (longest + 1)
        edge = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
        return f"{fence}{edge}{text}{edge}{fence}" if text else ""

    def _link(self, node: Link) -> str:
        if not is_absolute(node.href):
            return self.elsewhere(node)
        if flat(node.children) == node.href and _BARE.fullmatch(node.href):
            return self.bare_link(node.href)
        label = replace(self, one_line=True, linked=True).all(node.children).strip()
        if label.count("[") != label.count("]"):
            label = self.label(flat(node.children))
        return f"[{label or self.label(node.href)}]({target(node.href)})"

    def bare_link(self, url: str) -> str:
        """A link whose words are its address."""
        return url

    def elsewhere(self, node: Link) -> str:
        """A link to no web page. snudown takes no mailto:, and nobody can follow a relative one: the words stay, and the mail address."""
        words, mail = self.all(node.children), node.href.removeprefix("mailto:").partition("?")[0]
        return f"{words} ({self.escape(mail)})" if node.href.startswith("mailto:") and mail not in flat(node.children) else words

    def image(self, node: Image) -> str:
        """A picture as a link to it; within a link, and where it has no address, its words."""
        if self.linked:
            return self.label(node.alt or node.title or ("" if node.gone else name_of(node.src)))
        whole = shown_at(node, self.base)
        if whole is None:
            return f"*{self.escape(node.alt)}*" if node.alt else ""
        return f"[{self.label(node.alt or node.title or name_of(whole))}]({target(whole)})"


def small(node: Raised) -> str:
    """Superscript or subscript in characters, or empty where there are none for it."""
    text = flat(node.children)
    table = _SUPERSCRIPTS if node.raised else _SUBSCRIPTS
    return text.translate(table) if text and all(ord(character) in table for character in text) else ""


def name_of(source: str) -> str:
    """What to call a picture nobody described."""
    name = source.rsplit("/", 1)[-1]
    return name if 0 < len(name) < 60 and "?" not in name else "image"


def marked(mark: str, inner: str) -> str:
    """Words between two marks; without them where snudown would show them: before code, when more code follows."""
    return inner if not inner.strip() or inner.startswith("`") else f"{mark}{inner}{mark}"


def edges(nodes: tuple[Inline, ...], at: int) -> tuple[str, str]:
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
