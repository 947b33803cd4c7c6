"""A drawing: what a platform's text cannot carry, to be made a picture of. Words and data only; `bot/drawing/` draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]

PREFIX = "drawn:"
"""How the source of a picture that we draw begins: no file has such a name."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Code, a table or a displayed formula.

    `text` is the code as written or the formula's TeX; `lang` the code's language, lower case, or empty. A table's cells are
    plain words in `rows`, the first row is the header; `align` is "left", "right", "center" or "" for each column.
    """

    kind: Literal["code", "table", "formula"]
    text: str = ""
    lang: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    align: tuple[str, ...] = ()
    theme: Theme = "light"

    @property
    def src(self) -> str:
        """The key of its picture in `Post.pictures`: `drawn:` and 32 hex digits of the content's SHA-256."""
        import hashlib  # here, as listings read drafts and never draw

        said = repr((self.kind, self.text, self.lang, self.rows, self.align, self.theme))
        return PREFIX + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Fitting:
    """A picture of the post made to fit a platform that does not take it as it is.

    `path` and `digest` are of the prepared file; the result is of one of the MIME `kinds`, with at most `bytes` and `pixels`.
    """

    path: str
    digest: str
    kinds: tuple[str, ...]
    bytes: int
    pixels: int

    @property
    def src(self) -> str:
        """The key of the result in `Post.pictures`: `fitted:` and 32 hex digits."""
        import hashlib

        said = repr((self.digest, self.kinds, self.bytes, self.pixels))
        return "fitted:" + hashlib.sha256(said.encode()).hexdigest()[:32]
