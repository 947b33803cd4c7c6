"""Invariant 7: what of an article is not in the page that readers of its whole text see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from bot.model.draft import Draft
from bot.model.post import Post
from bot.model.tree import Block, Code, CodeBlock, FootnoteRef, Heading, Image, Inline, Link, Math, MathBlock, Only, Paragraph, Table, Text
from bot.text import math, walk
from tests.corpus.pages import Page, plain, squash, stock, understood
from tests.corpus.posts import Told, address_of

LONG = 40
"""Letters from which on a piece of text stands only once in an article."""


def stock_page(draft: Draft) -> Page:
    """The draft as a stock markdown parser shows it, below its title."""
    return stock(f"# {draft.title}\n\n{draft.segments[0].text}")


def lost(told: Told, draft: Draft, page: Page) -> Iterator[str]:
    """What is missing from `page`, in words."""
    if any(problem.code == "too-long" for problem in draft.problems):
        yield from _ended(told, draft, page)
        return
    run = squash(unquote(page.text))
    yield from (f"words of the tree are missing: {piece!r}" for piece in pieces(told.post) if squash(unquote(piece)) not in run)
    for said in understood(told.row["body"]):
        if squash(unquote(said.words)) not in run:
            yield f"words of the source are missing: {said.words!r}"
        yield from (f"a link of the source is missing: {link}" for link in said.links if link not in page.links)
    yield from _links_code_formulas(told.post, page)


def _links_code_formulas(post: Post, page: Page) -> Iterator[str]:
    """Each in its whole length."""
    nodes = [node for blocks in _parts(post) for node in walk.every_inline(blocks)]
    blocks = [block for part in _parts(post) for block in walk.every_block(part)]
    run, code = _tight(page.text), "\n".join(page.code)
    for node in nodes:
        if isinstance(node, Link) and node.children and re.match(r"https?://[^/]+\.", node.href) and plain(node.href) not in page.links:
            yield f"a link is missing: {node.href}"
        if isinstance(node, Math) and not _formula(node.tex, run):
            yield f"a formula is missing: {node.tex}"
        if isinstance(node, Code) and _tight(node.text) not in run:
            yield f"code is missing: {node.text}"
    for block in blocks:
        if isinstance(block, CodeBlock):
            lines = [line for line in block.text.split("\n") if line.expandtabs(4).strip() not in code]
            yield from (f"a line of code is missing: {line}" for line in lines if not _tabled(line, run))
        if isinstance(block, MathBlock) and not _formula(block.tex, run):
            yield f"a formula is missing: {block.tex}"


def _tabled(line: str, run: str) -> bool:
    """Whether the cells of a line stand in a table: snudown makes one even of code that is drawn like a table."""
    return line.count("|") > 1 and (not line.strip(" |:-") or _tight(line.replace("|", "")) in run)


def _formula(tex: str, run: str) -> bool:
    return _tight(tex) in run or all(_tight(line) in run for line in math.lines(tex)) or _tight(math.unicode(tex)) in run


def _ended(told: Told, draft: Draft, page: Page) -> Iterator[str]:
    """An article that is too long has its beginning, up to a section, and then the link."""
    run = squash(page.text)
    there = [squash(piece) in run for piece in pieces(told.post, notes=False) if len(squash(piece)) > LONG]
    if there != sorted(there, reverse=True) or not any(there):
        yield "a too long article lacks something before its end"
    if not draft.segments[0].text.endswith(address_of(told.row)):
        yield "a too long article ends without the link"
    lines = [problem.line for problem in draft.problems if problem.code == "too-long"]
    if not any(isinstance(block, Heading) and block.line in lines for block in told.post.blocks):
        yield f"a too long article ends within a section, before line {lines}"


def pieces(post: Post, *, notes: bool = True) -> Iterator[str]:
    """The words of every block between the formulas, pictures and footnotes in it."""
    for blocks in _parts(post) if notes else (post.blocks,):
        for block in walk.every_block(tuple(block for block in blocks if not isinstance(block, Only))):
            yield from _words(block)


def _parts(post: Post) -> list[tuple[Block, ...]]:
    """The text and the footnotes that it refers to, or that those refer to."""
    parts, labels = [post.blocks], [""]
    for part in parts:
        for node in walk.every_inline(part):
            if isinstance(node, FootnoteRef) and node.label not in labels and node.label in post.footnotes:
                labels.append(node.label)
                parts.append(post.footnotes[node.label])
    return parts


def _words(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph):
        yield from _runs(block.children)
    elif isinstance(block, Table):
        for row in (block.header, *block.rows):
            for cell in row:
                yield from _runs(cell)


def _runs(nodes: tuple[Inline, ...]) -> Iterator[str]:
    run = ""
    for node in nodes:
        if isinstance(node, Math | Image | FootnoteRef):
            yield run
            run = ""
        elif isinstance(node, Text | Code):
            run += node.text
        elif isinstance(node, Link) and node.href.startswith("mailto:"):
            yield from (run, *_runs(node.children))
            run = ""
        elif children := getattr(node, "children", ()):
            first, *rest = [*_runs(children)] or [""]
            run += first
            for piece in rest:
                yield run
                run = piece
        else:
            run += " "
    yield run


def units(post: Post) -> set[str]:
    """Code and formulas within sentences, as a reader sees them."""
    nodes = list(walk.every_inline(post.blocks))
    return {node.text for node in nodes if isinstance(node, Code)} | {math.unicode(node.tex) for node in nodes if isinstance(node, Math)}


def formulas(post: Post) -> str:
    """All formulas as they are said in characters, without blanks: letters and figures that stand apart in TeX come together there."""
    inline = [node.tex for part in _parts(post) for node in walk.every_inline(part) if isinstance(node, Math)]
    displayed = [block.tex for part in _parts(post) for block in walk.every_block(part) if isinstance(block, MathBlock)]
    return "\n".join(squash(line) for tex in (*inline, *displayed) for line in math.lines(tex))


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)
