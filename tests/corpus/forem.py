"""The invariants of an article on dev.to, by a reading of Forem's markdown of our own: tags, fences, fields, and that nothing is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from bot.model.draft import Draft
from bot.model.post import Post
from bot.model.tree import Math, MathBlock
from bot.text import math, walk
from tests.corpus import kept
from tests.corpus.pages import Page
from tests.corpus.posts import Told, address_of

READER = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"]).use(footnote_plugin)
if READER.linkify is not None:
    READER.linkify.set({"fuzzy_link": False, "fuzzy_email": False})

_FENCED = re.compile(r"^( *)(`{3,}|~{3,})[^\n`]*\n.*?^\1\2[ ]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_RAW = re.compile(r"\{% raw %\}(.*?)\{% endraw %\}", re.DOTALL)
_KATEX = re.compile(r"\{% katex(?: inline)? %\}(.*?)\{% endkatex %\}", re.DOTALL)
_EMBED = re.compile(r"\{% (?:youtube|github|twitter) ([\w./-]+) %\}")
_LEFT = re.compile(r"\{\{|\{%|%\}|:::|^#{1,6} ?\n|\]\(\)|\ufffc|\n---\n", re.MULTILINE)


def wrong(told: Told) -> Iterator[str]:
    """What is wrong with the article, in words."""
    draft = told.drafts["devto"]
    text = draft.segments[0].wire
    yield from _fields(told, draft)
    bare = _CODE.sub("code", _FENCED.sub("code", re.sub(r"^(?: *> ?)+", "", text, flags=re.MULTILINE)))
    if "```" in bare or "~~~" in bare:
        yield f"a fence is open: {bare[max(0, bare.find('```') - 40) :][:120]!r}"
    plain = _EMBED.sub("", _KATEX.sub("", _RAW.sub("", bare)))
    yield from (f"left over: {plain[max(0, found.start() - 40) : found.end() + 40]!r}" for found in _LEFT.finditer(plain))
    run = _tight(html.unescape(text))
    for tex in sorted(_formulas(told.post) - _written(text)):
        if tex not in run and not all(_tight(line) in _tight(_unescaped(text)) for line in math.lines(tex)):
            yield f"a formula is missing: {tex}"
    embedded = _EMBED.findall(text)
    for loss in kept.lost(told, draft, page(draft)):
        if re.match(r"a link of the source is missing: \S*）", loss):
            continue  # a stock parser takes a wide bracket, and what follows, for a part of the address
        if not loss.startswith("a formula") and not any(each.removesuffix(".git") in loss for each in embedded):
            yield loss


def page(draft: Draft) -> Page:
    """The article as its reader has it, with formulas as their source."""
    text = _KATEX.sub(lambda found: f"<code>{html.escape(_unescaped(found[1]))}</code>", draft.segments[0].wire.expandtabs(4))
    text = text.replace("☑ ", "[x] ").replace("☐ ", "[ ] ")
    return Page(f"<h1>{html.escape(draft.title)}</h1>" + _RAW.sub(r"\1", READER.render(text)))


def _fields(told: Told, draft: Draft) -> Iterator[str]:
    tags = draft.fields.get("tags") or []
    assert isinstance(tags, list)
    if len(tags) > 4 or not all(tag.isalnum() and tag == tag.lower() and len(tag) <= 30 for tag in tags):
        yield f"no tags of dev.to: {tags}"
    if draft.fields.get("canonical_url") != address_of(told.row):
        yield f"another address: {draft.fields.get('canonical_url')}"
    said = {problem.code for problem in draft.problems if problem.level == "error"}
    if (len(draft.title) > 128) != ("title-too-long" in said) or draft.segments[0].length != len(draft.segments[0].wire.encode()):
        yield f"a title of {len(draft.title)}, problems {said}, {draft.segments[0].length} bytes"


def _unescaped(tex: str) -> str:
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!:|&<>^~=\"$])", r"\1", tex)


def _written(text: str) -> set[str]:
    """The formulas that KaTeX gets, without blanks."""
    return {_tight(_unescaped(found)) for found in _KATEX.findall(text)}


def _formulas(post: Post) -> set[str]:
    """The formulas of the tree and of the footnotes that it refers to, as KaTeX should get them."""
    parts = [post.blocks, *post.footnotes.values()] if "[^" in post.body else [post.blocks]
    inline = [node.tex for part in parts for node in walk.every_inline(part) if isinstance(node, Math)]
    shown = [block.tex for part in parts for block in walk.every_block(part) if isinstance(block, MathBlock)]
    bare = (re.sub(r"(?<!\\)%.*$", "", tex, flags=re.MULTILINE) for tex in (*inline, *shown))
    bare = (re.sub(r"\\(?:label|eqref|ref)\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])", "", tex) for tex in bare)
    return {_tight(tex.replace("``", "“").replace("`", "‘")) for tex in bare if tex.strip()}


def _tight(tex: str) -> str:
    """A formula without blanks, its comparisons and bars in one spelling."""
    tex = re.sub(r"\\(?:begin|end)\{equation\*?\}", "", tex).replace(r"\mbox", r"\text")
    for given, known in (("align", "aligned"), ("split", "aligned"), ("gather", "gathered")):
        tex = re.sub(rf"\\(begin|end)\{{{given}\*?\}}", rf"\\\1{{{known}}}", tex)
    for spelled, sign in (
        (r"\\lt(?![A-Za-z])", "<"),
        (r"\\gt(?![A-Za-z])", ">"),
        (r"\\vert(?![A-Za-z])", "|"),
        (r"\\Vert(?![A-Za-z])", r"\\|"),
    ):
        tex = re.sub(spelled, sign, tex)
    return re.sub(r"\s+", "", tex)
