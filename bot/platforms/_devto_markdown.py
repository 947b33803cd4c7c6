"""Forem's markdown: Redcarpet first, Liquid tags after it, formulas by KaTeX (read in Forem's sources, 2026-11).

What markdown makes of a formula's signs is made before KaTeX sees them, so they are escaped. Liquid reads everything outside of
code: what an author wrote with its brackets stands between `raw` tags, as an unknown tag or a variable gets the article refused.
Forem finds code by its backticks wherever they stand, so one in running text is written as an entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.model.tree import Block, Image, Inline, Link, Math, Paragraph, Text
from bot.platforms.base import pasted
from bot.text import math
from bot.text.fenced import FencedInline, FencedWriter
from bot.text.markup_inline import InlineWriter, bare

_LIQUID = re.compile(r"\{\{[^{}\n]{0,300}\}\}|\{%[^{}%\n]{0,300}%\}|\{(?=[{%])[{%]")
_TEX = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!:|&<>^~=\"$])|[*_\[~]")
_COMMENT = re.compile(r"(?<!\\)%.*$", re.MULTILINE)
_KNOWN_TO_OTHERS = re.compile(r"\\(?:label|eqref|ref)\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])")
_ENVIRONMENTS = frozenset(
    """matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array cases dcases aligned alignedat gathered darray
    align align* gather gather* equation equation* split""".split()  # noqa: SIM905
)
_UNKNOWN = re.compile(
    r"\\(?:mathds|mathbbm|textsc|(?:short)?intertext|cite[a-z]*|unicode|require|bbox|DeclareMathOperator|ensuremath|prescript|sideset|"
    r"cancelto|num|SI|norm|abs|indep|hdots|iddots|euro|ce|vspace|hfill|xspace|footnote|multicolumn|includegraphics)(?![A-Za-z])"
)
"""What KaTeX 0.11 or 0.16 answered with an error (tried 2026-11-22)."""
_ALIGNED = re.compile(r"\\(begin|end)\{(?:align|split)\*?\}")
_GATHERED = re.compile(r"\\(begin|end)\{gather\*?\}")
_EQUATION = re.compile(r"\\(?:begin|end)\{equation\*?\}")
_YOUTUBE = re.compile(r"/(?:embed/|shorts/|live/)?([A-Za-z0-9_-]{11})/?")
_QUERY = re.compile(r"[?&]v=([A-Za-z0-9_-]{11})(?:[&#]|$)")
_REPOSITORY = re.compile(r"/([A-Za-z0-9][A-Za-z0-9-]{0,38})/([A-Za-z0-9._-]{1,100})/?")
_TWEET = re.compile(r"/[A-Za-z0-9_]{1,15}/status/(\d{10,20})/?")


@dataclass(slots=True)
class ForemInline(FencedInline):
    """Writes inline nodes."""

    def words(self, text: str) -> str:
        """Words between addresses: no tag of Liquid, no backtick."""
        return raw(bare(text).replace("\\`", "&#96;"))

    def one(self, node: Inline, nodes: tuple[Inline, ...], at: int) -> str:
        """The node at `at` of `nodes`. A bracket right before a formula's tag would make another tag of it."""
        said = FencedInline.one(self, node, nodes, at)
        tagged = isinstance(node, Text) and at + 1 < len(nodes) and isinstance(nodes[at + 1], Math)
        return f"{said[:-1]}{{% raw %}}{{{{% endraw %}}" if tagged and said.endswith("{") else said

    def formula(self, tex: str) -> str:
        """A formula for KaTeX, or in characters where it does not know it."""
        return f"{{% katex inline %}}{katex(tex, cell=self.cell)}{{% endkatex %}}" if known(tex) else FencedInline.formula(self, tex)

    def image(self, node: Image) -> str:
        """A picture. In an attribute no tag protects what looks like one."""
        alt = re.sub(r"\{(?=[{%])", "{ ", node.alt)
        return FencedInline.image(self, replace(node, alt=alt))


@dataclass(slots=True)
class ForemWriter(FencedWriter):
    """Writes blocks."""

    def inline(self, *, one_line: bool = False, cell: bool = False) -> InlineWriter:
        """What writes the running text."""
        return ForemInline(self.notes, self.base, one_line, cell)

    def block(self, block: Block) -> str:
        """One block; a link that stands alone is shown with what it leads to."""
        tag = embed(block.children) if isinstance(block, Paragraph) and not self.within else ""
        return tag or FencedWriter.block(self, block)

    def tagged(self, text: str) -> str:
        """Code between tags, where Liquid reads it."""
        return raw(FencedWriter.tagged(self, text))

    def formula(self, tex: str) -> str:
        """A displayed formula, on one line: at the beginning of a line its signs could be a list's."""
        return f"{{% katex %}} {katex(tex)} {{% endkatex %}}" if known(tex) else FencedWriter.formula(self, tex)


def raw(text: str) -> str:
    """`text` with what Liquid would read between `raw` tags."""
    return _LIQUID.sub(lambda found: f"{{% raw %}}{found[0]}{{% endraw %}}", text)


def katex(tex: str, *, cell: bool = False) -> str:
    """TeX as it must be written for KaTeX to see it as it is. In a `cell` a pipe would end the cell."""
    one = _KNOWN_TO_OTHERS.sub(" ", _COMMENT.sub("", tex))
    if "\\tag" not in one:  # which stands in no inner environment; the outer ones are unknown to KaTeX before 0.13
        one = _EQUATION.sub(" ", _GATHERED.sub(r"\\\1{gathered}", _ALIGNED.sub(r"\\\1{aligned}", one)))
    one = re.sub(r"\\mbox(?![A-Za-z])", r"\\text", one)
    one = one.replace("\\|", "\\Vert ").replace("|", "\\vert ") if cell else one
    one = one.replace("<", "\\lt ").replace(">", "\\gt ").replace("``", "“").replace("`", "‘")
    one = re.sub(r"\{(?=[{%])", "{ ", " ".join(one.split()))
    return _TEX.sub(lambda sign: f"\\{sign[0]}", one)


def known(tex: str) -> bool:
    """Whether KaTeX shows this formula; one that it does not know it shows as an error."""
    sides = [len(re.findall(rf"\\{side}(?![A-Za-z])", tex)) for side in ("left", "right")]
    apart = all(name in _ENVIRONMENTS for name in re.findall(r"\\begin\s*\{([^{}]*)\}", tex))
    return bool(tex.strip()) and apart and math.balanced(tex) and sides[0] == sides[1] and not _UNKNOWN.search(tex)


def embed(nodes: Iterable[Inline]) -> str:
    """The tag for a paragraph that is one bare link to a video, a repository or a post on X; empty for anything else."""
    links = [node for node in nodes if not (isinstance(node, Text) and not node.text.strip())]
    link = links[0] if len(links) == 1 else None
    if not isinstance(link, Link) or len(link.children) != 1 or link.children[0] != Text(link.href):
        return ""
    host, path = pasted(link.href)
    if host in {"youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com"}:
        found = _QUERY.search(link.href) if path == "/watch" else _YOUTUBE.fullmatch(path)
        return f"{{% youtube {found[1]} %}}" if found else ""
    if host in {"twitter.com", "x.com"} and (found := _TWEET.fullmatch(path)):
        return f"{{% twitter {found[1]} %}}"
    found = _REPOSITORY.fullmatch(path) if host == "github.com" else None
    return f"{{% github {found[1]}/{found[2].removesuffix('.git')} %}}" if found else ""
