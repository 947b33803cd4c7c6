"""Which pictures go out with which segment: the most telling ones, each once, and what is wrong with those that cannot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.model.draft import Level, Media, Problem
from bot.model.drawing import Drawing, Fitting, Theme
from bot.text import figures, named
from bot.text.figures import LEAST, Figure

if TYPE_CHECKING:
    from bot.model.post import Picture, Post

DISTANCE = 0.12
"""What each paragraph between the words and a figure takes from its worth."""

SMALLEST = 100
"""Pixels that a picture has in both directions, unless it is an icon, a badge or a rule."""

MOVING = "image/gif"
"""What is still a GIF after it was prepared moves. X takes a moving picture only alone (docs.x.com, 2026-08-22)."""


SAID = frozenset({"picture-missing", "picture-on-site"})
"""Problems of a post that speak of all its pictures which are not there, though they name only the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a platform takes: `count` pictures a segment, of these MIME `kinds`, at most `bytes` and `pixels` each, `alt` characters.

    `theme` is the account's wish for drawings.
    """

    count: int
    kinds: Sequence[str]
    bytes: int
    pixels: int
    alt: int
    theme: Theme = "light"


@dataclass(slots=True)
class Album:
    """Hands out the pictures of a post, each once, and collects the problems and the pictures that are still to be made.

    `drawn` counts what is shown as a drawing: "code", "table", "formula".
    """

    post: Post
    room: Room
    problems: list[Problem] = field(default_factory=list)
    wanted: list[Drawing] = field(default_factory=list)
    unfit: list[Fitting] = field(default_factory=list)
    drawn: dict[str, int] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)

    def spread(
        self, beside: Sequence[Iterable[Figure]], *, each: int | None = None, everything: bool = False, wish: Sequence[str] | None = None
    ) -> list[tuple[Media, ...]]:
        """The pictures of each segment, at most `each`; `beside` are the figures offered with it.

        The cover goes first. At most half of the segments carry pictures: the most telling figure that is near, together with the
        other pictures of its own paragraph. With `everything`, all that tell something go, as many as there is room for. With a
        `wish`, its author's names of pictures, exactly those go, in that order, whatever they tell.
        """
        if wish is not None:
            return self._wished([tuple(offered) for offered in beside], wish)
        offers = [[self._themed(figure) for figure in offered if self._tells(figure)] for offered in beside]
        most = self.room.count if each is None else min(each, self.room.count)
        pages = [_Page() for _ in offers]
        if offers and (cover := figures.cover(self.post, tuple(figure for offered in beside for figure in offered))):
            self._put(pages[0], [cover], most, "error")
        if everything:
            for page, offered in zip(pages, offers, strict=True):
                self._put(page, offered, most)
        else:
            self._choose(offers, pages, most)
        return [tuple(page.media) for page in pages]

    def _wished(self, beside: Sequence[tuple[Figure, ...]], wish: Sequence[str]) -> list[tuple[Media, ...]]:
        """The places are those where the words of these pictures stand; the pictures fill them in the order of the wish."""
        pages = [_Page() for _ in beside]
        found = list(named.wished(self.post, wish)) if pages and wish else []
        homes = sorted(_home(figure, beside) for figure in found)
        at = 0
        for number, (figure, home) in enumerate(zip(found, homes, strict=True)):
            after = -(-(len(found) - number) // self.room.count)  # segments that this one and those behind it need
            at = max(at, min(home, len(pages) - after))
            at = next((place for place in range(at, len(pages)) if self._takes(pages[place], figure)), len(pages))
            if at < len(pages):
                self._put(pages[at], [self._themed(figure)], self.room.count, "error")
            else:
                words = f"{figure.src[:200]} is left out: there is no room for so many pictures. Name fewer in pictures:."
                self._say("warning", "picture-left-out", words, figure.line)
        return [tuple(page.media) for page in pages]

    def _takes(self, page: _Page, figure: Figure) -> bool:
        """Whether one more finds room; a moving picture goes alone."""
        return page.used < self.room.count and not page.moves and not (page.used and self._moves(figure))

    def _themed(self, figure: Figure) -> Figure:
        if figure.drawing is None or figure.drawing.theme == self.room.theme:
            return figure
        drawing = replace(figure.drawing, theme=self.room.theme)
        return replace(figure, drawing=drawing, src=drawing.src)

    def _tells(self, figure: Figure) -> bool:
        picture = self.post.pictures.get(figure.src)
        small = picture is not None and figure.drawing is None and min(picture.width, picture.height) < SMALLEST
        return figure.worth >= LEAST and not small

    def _choose(self, offers: list[list[Figure]], pages: list[_Page], most: int) -> None:
        """The most telling figures first, each to the words it is nearest to."""
        ranked = sorted(
            ((figure, place) for place, offered in enumerate(offers) for figure in offered),
            key=lambda pair: (-(pair[0].worth - DISTANCE * pair[0].away), pair[1], pair[0].line),
        )
        for figure, place in ranked:
            if 2 * sum(page.used > 0 for page in pages) > len(pages) - 1:
                return
            page = pages[place]
            if not page.used and figure.src not in self.given and not (page.missed and self._absent(figure)):
                self._put(page, [figure, *_same_row(figure, offers[place])], most)

    def _put(self, page: _Page, offered: list[Figure], most: int, missing: Level = "warning") -> None:
        for figure in offered:
            if page.used >= most or figure.src in self.given or (page.used and self._moves(figure)) or page.moves:
                continue
            self.given.add(figure.src)
            if self._absent(figure):
                if page.missed < most:
                    self._say_absent(figure, missing)
                page.missed += 1
                continue
            page.used += 1
            page.moves = self._moves(figure)
            if figure.drawing:
                self.drawn[figure.drawing.kind] = self.drawn.get(figure.drawing.kind, 0) + 1
            if media := self._media(figure):
                page.media.append(media)

    def _absent(self, figure: Figure) -> bool:
        return figure.src in self.post.unmade if figure.drawing else figure.src not in self.post.pictures

    def _moves(self, figure: Figure) -> bool:
        return figure.src in self.post.pictures and self.post.pictures[figure.src].kind == MOVING

    def _media(self, figure: Figure) -> Media | None:
        """The picture as it goes out; None while it is still to be drawn or fitted, or when it cannot be."""
        picture = self.post.pictures.get(figure.src)
        if picture is None and figure.drawing:
            self.wanted.append(figure.drawing)
        picture = self._fitted(picture, figure) if picture else None
        if picture is None:
            return None
        if self.room.alt and not figure.alt:
            self._say("warning", "alt-missing", f"Say what the picture {figure.src[:200]} shows: write its alt text.", figure.line)
        alt = shortened(figure.alt, self.room.alt) if figure.drawing else shortened(" ".join(figure.alt.split()), self.room.alt)
        return Media(picture.path, picture.kind, alt, picture.bytes, picture.width, picture.height, picture.digest, self._name(figure))

    def _name(self, figure: Figure) -> str:
        """What the author calls it."""
        if figure.drawing is None:
            return figure.src
        plain = replace(figure.drawing, theme="light").src
        return next((name for name, other in named.named(self.post).items() if other.src == plain), "")

    def _fitted(self, picture: Picture, figure: Figure) -> Picture | None:
        """The picture, or its version for this platform."""
        room = self.room
        if picture.kind in room.kinds and picture.bytes <= room.bytes and picture.width * picture.height <= room.pixels:
            return picture
        fitting = Fitting(picture.path, picture.digest, tuple(room.kinds), room.bytes, room.pixels)
        if fitting.src in self.post.unmade:
            self._say(
                "warning", "picture-unfit", f"{figure.src[:200]} is left out: the platform does not take its kind or size.", figure.line
            )
        elif fitting.src not in self.post.pictures:
            self.unfit.append(fitting)
        return self.post.pictures.get(fitting.src)

    def _say_absent(self, figure: Figure, missing: Level) -> None:
        src = figure.src[:200]
        if figure.drawing:
            why = self.post.unmade[figure.src]
            self._say(
                "warning" if missing == "error" else "info", "undrawn", f"This {figure.drawing.kind} is not shown: it {why}.", figure.line
            )
        elif "://" in src or src.startswith(("//", "data:")):
            self._say("info", "remote-picture", f"{src} lies elsewhere and is not fetched: put a copy beside the post.", figure.line)
        elif missing == "error" or not any(_tells(problem, figure.src) for problem in self.post.problems):
            beside = (
                "put it beside the post" if not src.startswith("/") else "put it there, or let posts.static name the folder of such files"
            )
            self._say(missing, "picture-missing", f"The picture {src} is not there: {beside}.", figure.line)

    def _say(self, level: Level, code: str, message: str, line: int) -> None:
        self.problems.append(Problem(level, code, message, line))


@dataclass(slots=True)
class _Page:
    """The pictures of one segment; `used` counts those still to be made as well, `missed` those that are not there."""

    media: list[Media] = field(default_factory=list)
    used: int = 0
    missed: int = 0
    moves: bool = False


def _tells(problem: Problem, src: str) -> bool:
    """Whether a problem of the post says of a picture already why it is left out."""
    return problem.code in SAID or (problem.code.startswith("picture-") and src in problem.message)


def _home(figure: Figure, beside: Sequence[Iterable[Figure]]) -> int:
    """The segment whose words stand nearest to a figure; that of the figure before it, else the first, where none says them."""
    places = [(other.away, place) for place, offered in enumerate(beside) for other in offered if other.src == figure.src]
    if places:
        return min(places)[1]
    earlier = [(other.line, -other.away, place) for place, offered in enumerate(beside) for other in offered if other.line < figure.line]
    return max(earlier)[2] if earlier else 0


def _same_row(figure: Figure, offered: list[Figure]) -> list[Figure]:
    """The other pictures of the same paragraph."""
    if figure.drawing or not figure.row:
        return []
    return [other for other in offered if other.row == figure.row and other.src != figure.src and not other.drawing]


def shortened(alt: str, most: int) -> str:
    """`alt` in at most `most` characters; what is too long ends at a line, else at a word, with an honest ellipsis."""
    if len(alt) <= most:
        return alt
    if not most:
        return ""
    kept = alt[: most - 1]
    if "\n" in kept[most // 3 :]:
        return kept[: kept.rindex("\n")].rstrip() + "\n…"
    if " " in kept[most // 2 :]:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip() + "…"
