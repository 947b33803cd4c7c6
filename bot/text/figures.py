"""What an article shows beside its words: pictures, code, tables, displayed formulas; how much each tells, and its alternative text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.model.drawing import Drawing
from bot.model.tree import CodeBlock, Image, MathBlock, Table
from bot.text import telling
from bot.text.plain import words

if TYPE_CHECKING:
    from bot.model.post import Post

LEAST = 0.4
"""How much a figure must tell to be shown without being asked for."""

KEY = 0.9
"""How much a drawing must tell to be the only picture of a post."""

OPENS = 1.1
"""How much a figure must tell to open a thread though it stands elsewhere in the article."""

FAR = 4
"""Paragraphs that count for a figure which stands elsewhere."""

HERO = 0.1
"""How much more a picture tells that stands at the very beginning: the author chose it to."""

LONGEST_CAPTION = 300
"""Characters that may still be a caption; what is longer is text."""

MOST_COLUMNS, MOST_ROWS, LONGEST_LINE, SHORT_CELL = 3, 6, 90, 20
"""A table with more columns, more rows below its header, longer lines or, of three columns, longer words is better seen than read."""

_NUMBER = re.compile(
    r"^(?:fig(?:ure)?|table|listing|chart|image|abb(?:ildung)?|tabelle|figura|tabla|tabela|tableau|рис(?:унок)?|таблица|图|圖|図|表|그림|표)"
    r"[\s.]{0,3}\d[\d.]{0,5}\s{0,2}(?:[.:：、–—-]\s*|\s)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:(?:image|photo|figure|picture|illustration)s?\s+)?(?:by|from|via|source|credits?|courtesy(?: of)?|copyright|©|quelle|"
    r"fuente|fonte)\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"https?://|\bCC[ -](?:BY|0)|\bown work\b|\bpublic domain\b|©|\blicen[cs]ed?\b|^\w+(?: \w+)?\s?:", re.IGNORECASE)
_ADDRESS = re.compile(r"[\s(\[]*(?:\b(?:from|source|via|see|credits?|by)\b)?\s?:?\s?https?://[^\s)\]]+[)\].]*", re.IGNORECASE)
_EMPTY = re.compile(
    r"(?:(?:an?|the|this|my|our|alt|some|sample|example|cover|banner|header|hero|title|featured|main)[\s_-]+)?(?:image|img|picture|pic|photo|photograph|figure|fig|drawing|diagram|plot|"
    r"chart|graph|graphic|screenshot|screen[\s_-]?shot|thumbnail|alt|alt[\s_-]?text|text|caption|untitled|unnamed|null|"
    r"none|todo|description|title|preview|from|by|via|source|credits?|here|link|image[\s_-]?description|png|jpe?g|gif|bild|imagen|imagem|immagine|изображение|картинка|图片|圖片|画像|"
    r"이미지)[\s_#.\d-]*(?:png|jpe?g|gif|webp|svg)?",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"[^\s]*\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?|avif)|(?:img|dsc|screenshot|screen shot|image)[\s_-]*\d[\w\s.:-]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of the post, or a `drawing` to be made one; `src` is its key in `Post.pictures`.

    `alt` is empty where the author says nothing. `line` is of the post; figures of one paragraph share `row`. `worth` is how much it
    tells, about 0 to 1.3, `away` how many paragraphs lie between it and the words it is offered with.
    """

    src: str
    alt: str
    line: int = 0
    row: int = 0
    worth: float = 1.0
    away: int = 0
    drawing: Drawing | None = None


def caption(said: str) -> str:
    """A caption without addresses and the number that only the article knows; empty for what is too long to be one."""
    short = " ".join(said.split()) if len(said) <= 2 * LONGEST_CAPTION else ""
    return _ADDRESS.sub("", _NUMBER.sub("", short)).strip() if len(short) <= LONGEST_CAPTION else ""


def numbered(said: str) -> bool:
    """Whether a paragraph begins as captions do: "Figure 3:"."""
    return len(said) <= LONGEST_CAPTION and bool(_NUMBER.match(said))


def says(alt: str) -> bool:
    """Whether an alternative text says anything: "image", "alt text", names of files and mere credits do not."""
    bare = " ".join(alt[:LONGEST_CAPTION].split()).strip(" .:!_-*")
    if _CREDIT.match(bare) and _RIGHTS.search(bare):
        return False
    named = "_" in bare and re.fullmatch(r"\w+", bare)
    return sum(character.isalpha() for character in bare) > 1 and not (named or _EMPTY.fullmatch(bare) or _FILE.fullmatch(bare))


def picture(image: Image, row: int, beneath: str = "") -> Figure:
    """A picture of the post. Its words are the author's alternative text, else its title, else the caption `beneath` it."""
    named = image.src[:500].rsplit("/", 1)[-1].rsplit(".", 1)[0].casefold()
    alt = next((caption(text) or text for text in (image.alt, image.title, beneath) if says(text) and text.casefold() != named), "")
    return Figure(image.src, alt, image.line or row, row, telling.picture(image.src, f"{image.alt} {image.title} {beneath}", bool(alt)))


def drawn(block: CodeBlock | Table | MathBlock, title: str = "") -> Figure | None:
    """A block of an article called `title` as a picture to be drawn; None for what is too large to be one, or tells nothing."""
    match block:
        case CodeBlock(text=text, lang=lang):
            drawing, alt, worth = Drawing("code", text.strip("\n"), lang), text.strip("\n"), telling.code(text, lang, title)
        case MathBlock(tex=tex):
            drawing, alt, worth = Drawing("formula", tex.strip()), tex.strip(), telling.formula(tex)
        case Table():
            cells = _cells(block)
            drawing, alt, worth = Drawing("table", rows=cells, align=block.align), _table_words(cells), telling.table(cells)
    return Figure(drawing.src, alt, block.line, block.line, worth, 0, drawing) if worth > 0 else None


def openers(every: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Those of the article's figures that may open a thread, wherever they stand; near words they are better placed."""
    return tuple(replace(figure, away=FAR) for figure in every if figure.worth >= OPENS)


def table_lines(block: Table) -> tuple[str, ...]:
    """A table that is small enough to be read as text, a line for each row, maybe below one of its header; empty for every other.

    Columns cannot be aligned in the proportional letters of a feed, so each line says what its values are.
    """
    cells = _cells(block)
    header, *body = cells
    brief = len(header) == 2 or all(telling.is_figure(cell) or len(cell) <= SHORT_CELL for row in body for cell in row[1:])
    small = 2 <= len(header) <= MOST_COLUMNS and 1 <= len(body) <= MOST_ROWS and all(row[0] and any(row[1:]) for row in body)
    lines = tuple(_table_words(cells).split("\n"))
    return lines if small and brief and max(map(len, lines)) <= LONGEST_LINE else ()


def _cells(block: Table) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(" ".join(words(cell).text.split()) for cell in row) for row in (block.header, *block.rows))


def _table_words(rows: tuple[tuple[str, ...], ...]) -> str:
    """A table as it would be read aloud: for each row its name, then every value with its column.

    Of two columns of words the header is said once, above them: before every value it would be in the way.
    """
    header, *body = rows
    if len(header) == 2 and all(header) and not any(map(telling.is_figure, (row[1] for row in body))):
        return "\n".join((" – ".join(header), *(_row_words(("", ""), row) for row in body)))
    numbers = any(row[0] and telling.is_figure(row[0]) for row in body)  # no names without their column
    return "\n".join(_row_words(header if numbers else ("", *header[1:]), row) for row in body)


def _row_words(header: tuple[str, ...], row: tuple[str, ...]) -> str:
    """One row; values that have commas of their own are parted by semicolons."""
    name = f"{header[0]} {row[0]}".strip() if row[0] else ""
    values = [f"{column} {cell}".strip() for column, cell in zip(header[1:], row[1:], strict=True) if cell.strip("-–— ")]
    said = ("; " if any(", " in value for value in values) else ", ").join(values)
    return f"{name}: {said}" if name and said else name or said


def cover(post: Post, beside: tuple[Figure, ...]) -> Figure | None:
    """The cover, with the words of the same picture in the article where it has none of its own."""
    if not post.cover:
        return None
    same = next((figure.alt for figure in beside if figure.src == post.cover), "")
    return Figure(post.cover, post.cover_alt if says(post.cover_alt) else same, 1)
