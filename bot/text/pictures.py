"""Which pictures go out with a segment, and what is wrong with those that cannot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.model.draft import Level, Media, Problem
from bot.model.tree import Image

if TYPE_CHECKING:
    from bot.model.post import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a platform takes: `count` pictures a segment, of these MIME `kinds`, at most `bytes` and `pixels` each, `alt` characters."""

    count: int
    kinds: Sequence[str]
    bytes: int
    pixels: int
    alt: int


@dataclass(slots=True)
class Album:
    """Hands out the pictures of a post, each once, and collects the problems."""

    post: Post
    room: Room
    problems: list[Problem] = field(default_factory=list)
    given: set[str] = field(default_factory=set)

    def cover(self) -> tuple[Media, ...]:
        """The cover, if the post names one. A local one that is missing is an error: the author counts on it."""
        if not self.post.cover:
            return ()
        return self.take([Image(self.post.cover, self.post.cover_alt)], missing="error")

    def take(self, images: Iterable[Image], *, most: int | None = None, missing: Level = "warning") -> tuple[Media, ...]:
        """As many of `images` as there is room for, in order."""
        wanted = [image for image in images if image.src not in self.given]
        made: list[Media] = []
        for image in wanted:
            if len(made) == (self.room.count if most is None else most):
                break
            if media := self._media(image, missing):
                made.append(media)
        return tuple(made)

    def _media(self, image: Image, missing: Level) -> Media | None:
        self.given.add(image.src)
        picture = self.post.pictures.get(image.src)
        if picture is None:
            self._absent(image, missing)
            return None
        unfit = picture.kind not in self.room.kinds or picture.bytes > self.room.bytes or picture.width * picture.height > self.room.pixels
        if unfit:
            self._say("warning", "picture-unfit", f"{image.src} is left out: the platform does not take its kind or size.", image.line)
            return None
        alt = " ".join(image.alt.split())
        if self.room.alt and not alt:
            self._say("warning", "alt-missing", f"Say what the picture {image.src} shows.", image.line)
        if len(alt) > self.room.alt:
            alt = alt[: self.room.alt - 1].rstrip() + "…" if self.room.alt else ""
        return Media(picture.path, picture.kind, alt, picture.bytes, picture.width, picture.height, picture.digest)

    def _absent(self, image: Image, missing: Level) -> None:
        if "://" in image.src or image.src.startswith(("//", "data:")):
            self._say(
                "info", "remote-picture", f"{image.src[:200]} lies elsewhere and is not fetched: put a copy beside the post.", image.line
            )
        elif missing == "error" or not any(p.code.startswith("picture-") and image.src in p.message for p in self.post.problems):
            self._say(missing, "picture-missing", f"The picture {image.src} is not there: put it beside the post.", image.line)

    def _say(self, level: Level, code: str, message: str, line: int) -> None:
        self.problems.append(Problem(level, code, message, line))
