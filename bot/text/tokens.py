"""markdown-it's tokens handed to a builder: what each of them means in the tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.model.tree import (
    Break,
    Code,
    CodeBlock,
    FootnoteRef,
    Image,
    Link,
    Math,
    MathBlock,
    Paragraph,
    Rule,
    Text,
)
from bot.text import boxes, chunks, directives, html, macros, math, syntax_marks, templates
from bot.text.builder import Builder, Frame
from bot.text.emoji import EMOJI
from bot.text.leftovers import alt, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token


_R_EMOJI = re.compile(r"r emo::ji\([\"'](\w+)[\"']\)")
_DOUBLED = re.compile(r"(?:\[[^\[\]]*\])?\((https?://.*)\)")
"""An address that its author put in brackets once more."""

_KINDS = {
    "heading_open": "heading", "blockquote_open": "quote", "box_open": "quote", "bullet_list_open": "list", "ordered_list_open": "list",
    "list_item_open": "item", "footnote_reference_open": "note", "table_open": "table", "tr_open": "row", "th_open": "cell",
    "td_open": "cell", "dt_open": "term", "dd_open": "item",
}  # fmt: skip
_WRAPPERS = {"strong_open": "strong", "em_open": "em", "s_open": "strike", "sup_open": "sup", "sub_open": "sub"}


class Reader:
    """Hands markdown-it's tokens to a builder."""

    def __init__(
        self, builder: Builder, first_line: int, env: dict[str, object], parser: MarkdownIt, commands: dict[str, macros.Macro]
    ) -> None:
        self.builder = builder
        self.parser = parser
        self.first = first_line
        self.env = env
        self.commands = commands
        self.tags = html.Tags(builder)
        self.boxes: list[bool] = []
        self.defining: list[bool] = []

    def tokens(self, tokens: Sequence[Token]) -> None:
        """Block tokens, in order."""
        for token in tokens:
            if token.map:
                self.builder.line = self.first + token.map[0]
            if token.type == "inline":
                self.running(token.children or [])
            elif token.nesting == 1:
                self._open(token)
            elif token.nesting == -1:
                self._close(token)
            else:
                self._leaf(token)

    def _open(self, token: Token) -> None:
        if token.type in ("dl_open", "dt_open", "dd_open"):
            self._definition(token)
        kind = _KINDS.get(token.type)
        if kind is None:
            return
        frame = Frame(kind, line=self.builder.line)
        if kind == "heading":
            frame.number = int(token.tag[1]) if token.tag[1:].isdigit() else 1
        elif kind == "row":
            frame.rows.append([])
        elif token.type == "ordered_list_open":
            frame.number = int(token.attrs.get("start", 1))
        elif kind in ("quote", "note"):
            frame.text = token.info or str(token.meta.get("label", ""))
        elif token.type == "th_open" and (table := self.builder.within("table")):
            table.align.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
        self.builder.mark(frame)

    def _close(self, token: Token) -> None:
        if token.type == "paragraph_close":
            self.builder.end_paragraph()
        elif token.type == "dl_close":
            self._end_definitions()
            self.defining.pop()
        elif token.type not in {"thead_close", "tbody_close", "footnote_block_close"}:
            self.builder.unmark()

    def _definition(self, token: Token) -> None:
        """The definitions of one term are one list."""
        if token.type == "dl_open":
            self.defining.append(False)
        elif token.type == "dt_open":
            self._end_definitions()
        elif not self.defining[-1]:
            self.defining[-1] = True
            self.builder.mark(Frame("list", line=self.builder.line))

    def _end_definitions(self) -> None:
        if self.defining[-1]:
            self.builder.unmark()
            self.defining[-1] = False

    def _leaf(self, token: Token) -> None:
        builder = self.builder
        match token.type:
            case "fence" | "code_block":
                self._code(token)
            case "math_block":
                if tex := self._written_out(token.content):
                    builder.block(MathBlock(tex, builder.line))
            case "hr":
                builder.block(Rule(builder.line))
            case "html_raw":
                html.raw(builder, token.tag, token.info, token.content)
            case "html_comment":
                directives.read(builder, token.content)
            case "colons":
                self._colons(token)
            case "jsx":
                self._component(token.content)
            case "slip":
                builder.slip(token.content)
            case _:
                pass

    def _code(self, token: Token) -> None:
        chunk = chunks.read(token.info, token.content)
        if chunk.picture:
            self.builder.block(Paragraph((Image(chunk.picture, self._plain(chunk.caption), line=self.builder.line),), self.builder.line))
        if chunk.caption:
            self._words(chunk.caption, caption=True)
            self.builder.end_paragraph()
        if chunk.text.strip():
            self.builder.block(CodeBlock(chunk.text.rstrip("\n"), chunk.lang, self.builder.line))

    def _colons(self, token: Token) -> None:
        if not token.content:
            if self.boxes and self.boxes.pop():
                self.builder.end_tag(":::")
            self.builder.end_paragraph()
            return
        self.builder.end_paragraph()
        self.boxes.append(bool(token.info) and self.builder.begin(Frame("quote", ":::", text=token.info)))

    def _component(self, content: str) -> None:
        """A JSX tag: a box is one, a player becomes its link, everything else goes."""
        self.builder.end_paragraph()
        if self._box(content.strip()):
            return
        name, _, named = templates.parts(content.strip("<>/ ").replace("{", " ").replace("}", " "))
        if picture := templates.picture(named):
            self.builder.block(
                Paragraph(
                    (Image(picture, named.get("alt") or self._plain(named.get("caption", "")), line=self.builder.line),), self.builder.line
                )
            )
            if named.get("caption"):
                self._words(named["caption"], caption=True)
                self.builder.end_paragraph()
            return
        source = named.get("src", "") if named.get("src", "").startswith("http") else ""
        if name == "youtube" and re.fullmatch(r"[\w-]+", named.get("id", "")):
            source = f"https://www.youtube.com/watch?v={named['id']}"
        if source:
            self.tags.handle_starttag("iframe", [("src", source)])
        self.builder.end_paragraph()

    # Running text ----------------------------------------------------------------------------------------------------

    def running(self, tokens: Sequence[Token]) -> None:
        """Inline tokens, in order, where we are; what they leave open ends with them."""
        builder = self.builder
        depth = len(builder.marks)
        for token in tokens:
            if token.nesting == 1:
                builder.mark(self._wrapper(token))
            elif token.nesting == -1:
                if len(builder.marks) > depth:
                    builder.unmark()
            else:
                self._part(token)
        while len(builder.marks) > depth:
            builder.unmark()

    def _wrapper(self, token: Token) -> Frame:
        if token.type == "link_open":
            href = str(token.attrs.get("href", ""))
            doubled = _DOUBLED.fullmatch(href)
            return Frame("link", text=doubled[1] if doubled else href)
        return Frame(_WRAPPERS.get(token.type, "em"))

    def _part(self, token: Token) -> None:
        builder = self.builder
        match token.type:
            case "text" | "text_special" | "escaped" | "wiki":
                builder.add(*words(token, in_heading=builder.within("heading") is not None))
            case "softbreak" | "hardbreak":
                builder.line += 1
                builder.add(Break(hard=token.type == "hardbreak"))
            case "code_inline":
                found = _R_EMOJI.fullmatch(token.content)
                builder.add(Text(EMOJI.get(found[1], "")) if found else Code(token.content))
            case "math_inline":
                self._math(token)
            case "image":
                source, title = str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))
                builder.add(Image(source, alt(token.children or []), title, builder.line))
            case "footnote_ref":
                self._footnote(token)
            case "template":
                self._template(token.content)
            case "html_inline":
                self.tags.read(token.content)
            case _:
                self._leaf(token)

    def _math(self, token: Token) -> None:
        if tex := self._written_out(token.content):
            self.builder.add(Math(tex))
        if self.builder.top.kind == "paragraph" and token.info:
            self.builder.top.text = token.info

    def _written_out(self, tex: str) -> str:
        """A formula with the post's own commands written out; a brace left open is a slip."""
        if not math.balanced(tex):
            self.builder.slip(f"The formula {' '.join(tex.split())[:60]} has a brace without its other half: write it.")
        return macros.written_out(tex, self.commands)

    def _template(self, content: str) -> None:
        found = templates.TAG.match(content)
        shown = templates.visible(found) if found else templates.Shown()
        if found and templates.dead(found):
            words = f"{content[:60]} stands for something only your site's generator knows, so it is left out. Write what it stands for."
            self.builder.problem("warning", "template-tag", words)
        if self._box(content):
            return
        if shown.picture:
            self.builder.add(Image(shown.picture, shown.alt or self._plain(shown.words), line=self.builder.line), Break())
        if shown.address:
            self.builder.add(Link(shown.address, (Text(shown.words or shown.address),)))
        elif shown.words:
            self._words(shown.words, caption=bool(shown.picture))

    def _box(self, content: str) -> bool:
        """A shortcode or component that opens or closes a box, such as `{{< admonition tip >}}` or `<Tip>`."""
        inner = content.strip("{}%<>- \n")
        name = inner.lstrip("/ ").split()[0].lower() if inner.strip("/ ") else ""
        if content.startswith("{%") and name.startswith("end") and name[3:] in boxes.PAIRED:
            self.builder.end_tag(name[3:])
        elif inner.startswith("/") and name in boxes.PAIRED:
            self.builder.end_tag(name)
        elif name in self.env[syntax_marks.PAIRED] and not inner.endswith("/") and (label := boxes.tag_label(inner)):  # type: ignore[operator]
            self.builder.begin(Frame("quote", name, text=label))
        else:
            return False
        return True

    def _plain(self, source: str) -> str:
        """The bare words of markdown out of an attribute."""
        tokens = self.parser.parseInline(source, dict(self.env)) if source else []
        return alt(tokens[0].children or []) if tokens else ""

    def _words(self, source: str, *, caption: bool) -> None:
        """Markdown out of an attribute, as running text where we are."""
        tokens = self.parser.parseInline(source, dict(self.env))
        if caption:
            self.builder.mark(Frame("em"))
        self.running(tokens[0].children or [] if tokens else [])
        if caption:
            self.builder.unmark()

    def _footnote(self, token: Token) -> None:
        """A reference; an inline note `^[...]` is a footnote named by its number."""
        label = token.meta.get("label")
        if label is None:
            number = token.meta["id"]
            label = f"inline {number}"
            notes: dict[str, dict[int, dict[str, list[Token]]]] = self.env["footnotes"]  # type: ignore[assignment]
            inner = Builder()
            inner.line = self.builder.line
            Reader(inner, self.first, self.env, self.parser, self.commands).running(notes["list"][number].get("tokens", []))
            self.builder.notes[label] = inner.finish()
        self.builder.add(FootnoteRef(label))
