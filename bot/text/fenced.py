"""Blocks written back as the markdown of blogs: fenced code, pictures, footnotes, a little HTML where marks do not do.

Checked against Redcarpet 3.5, which is related to snudown. What it taught: marks of emphasis count only after a blank or an opening
bracket, so tags stand elsewhere; any bare fence ends any fenced code; a rule of hyphens may be taken for front matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape

from bot.model.tree import Block, Break, CodeBlock, Emphasis, Image, Inline, Item, Link, List, MathBlock, Raised, Rule, Strong, Text
from bot.text import math
from bot.text.address import shown_at
from bot.text.inline import flat
from bot.text.markup import Writer, indent
from bot.text.markup_inline import InlineWriter, bare, small, target
from bot.text.markup_inline import escape as escaped

_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*$", re.MULTILINE)
_LANGUAGE = re.compile(r"[a-z0-9+#._-]{1,40}")


@dataclass(slots=True)
class FencedInline(InlineWriter):
    """Writes inline nodes."""

    def words(self, text: str) -> str:
        """Words between addresses."""
        return bare(text)

    def escape(self, text: str) -> str:
        """Words that mean nothing but themselves."""
        return escaped(text, self.words)

    def label(self, text: str) -> str:
        """Words between the brackets of a link or a picture."""
        return re.sub(r"(?<!\\)([\[\]])", r"\\\1", self.words(text))

    def note(self, number: int, before: str) -> str:
        """A footnote's mark."""
        return f"{before}[^{number}]"

    def strong(self, node: Strong, nodes: tuple[Inline, ...], at: int) -> str:
        """Bold, as tags where marks would be shown."""
        return _around("**", "strong", self.all(node.children), nodes, at)

    def emphasis(self, node: Emphasis, nodes: tuple[Inline, ...], at: int) -> str:
        """Italic, as tags where marks would be shown; within italics nothing."""
        if self.slanted:
            return self.all(node.children)
        return _around("_", "em", replace(self, slanted=True).all(node.children), nodes, at)

    def raised(self, node: Raised) -> str:
        """Superscript or subscript, in characters where there are such, else as tags."""
        name = "sup" if node.raised else "sub"
        inner = self.all(node.children)
        return small(node) or (f"<{name}>{inner}</{name}>" if inner.strip() else inner)

    def code(self, text: str) -> str:
        """Inline code; in a table, code with a pipe stands in tags."""
        if self.cell and "|" in text:
            return f"<code>{self.words(text)}</code>"
        return InlineWriter.code(self, text)

    def image(self, node: Image) -> str:
        """A picture; one that has no address is named by its words."""
        whole = shown_at(node, self.base)
        if whole is None:
            return f"*{self.escape(node.alt)}*" if node.alt else ""
        return f"![{_alternative(node.alt or node.title)}]({target(whole)})"

    def bare_link(self, url: str) -> str:
        """A link whose words are its address, with its end marked: what follows need not be a blank."""
        return f"<{url}>"

    def elsewhere(self, node: Link) -> str:
        """A mail address is linked; a link that leads nowhere is its words."""
        words = self.all(node.children)
        return f"[{words}]({target(node.href)})" if node.href.startswith("mailto:") and words else words


@dataclass(slots=True)
class FencedWriter(Writer):
    """Writes blocks."""

    def inline(self, *, one_line: bool = False, cell: bool = False) -> InlineWriter:
        """What writes the running text."""
        return FencedInline(self.notes, self.base, one_line, cell)

    def told(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """All of them: an alternative text is not seen, and a caption is."""
        return blocks

    def block(self, block: Block) -> str:
        """One block, without an empty line at its end."""
        return "***" if isinstance(block, Rule) else Writer.block(self, block)

    def code(self, block: CodeBlock) -> str:
        """Code between fences that it does not hold itself, with its language; else, between tags."""
        text = block.text.rstrip()
        if _FENCE.search(text) or ("```" in text and "~~~" in text):
            return self.tagged(text)
        fence = "~~~" if "```" in text else "```"
        return f"{fence}{block.lang if _LANGUAGE.fullmatch(block.lang) else ''}\n{text}\n{fence}"

    def tagged(self, text: str) -> str:
        """Code between tags, its fences as entities."""
        return f"<pre><code>{escape(text, quote=False).replace('`', '&#96;').replace('~', '&#126;')}</code></pre>"

    def formula(self, tex: str) -> str:
        """A formula in characters, a line for each of its rows; what they cannot say stays TeX, as code."""
        return Writer.formula(self, tex) if math.faithful(tex) else self.code(CodeBlock(tex.strip(), "tex"))

    def run_together(self, before: Block, after: Block) -> bool:
        """Whether two blocks would be read as one: code and formulas are fenced."""
        return not isinstance(after, CodeBlock | MathBlock) and Writer.run_together(self, before, after)

    def endnotes(self) -> str:
        """The footnotes that were referred to, in that order; a footnote may refer to further ones."""
        return "\n\n".join(self._note(number, label) for number, label in enumerate(self.notes.labels(), 1))

    def item(self, marker: str, item: Item) -> str:
        """An item's first line after its marker, all else four blanks in; code stands below the marker's line."""
        if item.blocks and isinstance(item.blocks[0], CodeBlock | MathBlock | List):
            return Writer.item(self, marker, item)
        box = {True: "☑ ", False: "☐ ", None: ""}[item.checked]
        self.within += 1
        text = box + self.blocks(item.blocks, tight=True)
        self.within -= 1
        return f"{marker} " + indent(text, "    ", empty="").lstrip(" ")

    def _note(self, number: int, label: str) -> str:
        text = self.blocks(self.footnotes.get(label, ()))
        return f"[^{number}]: " + indent(text, "    ", empty="").lstrip(" ")


def _alternative(text: str) -> str:
    """What stands for a picture: no escapes count there, so signs that would end it or begin code are others."""
    words = " ".join(text.replace("`", "'").split())
    depth = 0
    for sign in words:
        depth += (sign == "[") - (sign == "]")
        if depth < 0:
            break
    return words.replace("[", "(").replace("]", ")") if depth else words.rstrip("\\")


def _around(mark: str, tag: str, inner: str, nodes: tuple[Inline, ...], at: int) -> str:
    """`inner` between marks where these count, else between tags."""
    if not inner.strip():
        return inner
    before, after = nodes[at - 1] if at else None, nodes[at + 1] if at + 1 < len(nodes) else None
    opens = before is None or isinstance(before, Break) or (isinstance(before, Text) and before.text[-1:] in {" ", "("})
    closes = after is None or isinstance(after, Break) or (isinstance(after, Text) and not after.text[:1].isalnum())
    tight = inner == inner.strip() and not inner.startswith("`") and flat((nodes[at],))[-1:] not in {"*", "_", "\\"}
    return f"{mark}{inner}{mark}" if opens and closes and tight else f"<{tag}>{inner}</{tag}>"
