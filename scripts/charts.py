"""Draws the three pictures of the sample posts, from the same formulas as their text: `.venv/bin/python scripts/charts.py`."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, zip_longest
from math import log10, sqrt
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

POSTS = Path(__file__).resolve().parent.parent / "posts"
SCALE = 2
INK, PALE, GRID, PAPER = "#1f2933", "#7b8794", "#e4e7eb", "#ffffff"
COLOURS = ("#c2410c", "#6d28d9", "#0f766e")

Point = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """One axis: its values, from first to last, at fractions 0 to 1 of its length, and what stands beside the ticks."""

    ticks: Sequence[tuple[float, str]]
    name: str


class Plot:
    """A rectangle of a sheet, in which 0..1 by 0..1 is drawn."""

    def __init__(self, sheet: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
        self.sheet = sheet
        self.left, self.top, self.right, self.bottom = (value * SCALE for value in box)

    def at(self, point: Point) -> Point:
        """Where a point of the unit square lies on the sheet."""
        return self.left + point[0] * (self.right - self.left), self.bottom - point[1] * (self.bottom - self.top)

    def axes(self, across: Axis, up: Axis) -> None:
        """Grid lines, ticks and the names of both axes."""
        for value, label in up.ticks:
            (x0, y), (x1, _) = self.at((0, value)), self.at((1, value))
            self.sheet.line([(x0, y), (x1, y)], fill=GRID, width=SCALE)
            self.sheet.text((x0 - 12 * SCALE, y), label, PALE, font(15), anchor="rm")
        for value, label in across.ticks:
            x, y = self.at((value, 0))
            self.sheet.text((x, y + 12 * SCALE), label, PALE, font(15), anchor="mt")
        self.sheet.line([self.at((0, 0)), self.at((1, 0))], fill=PALE, width=SCALE)
        self.sheet.text((self.right, self.bottom + 40 * SCALE), across.name, INK, font(16), anchor="rt")
        self.sheet.text((self.left, self.top - 16 * SCALE), up.name, INK, font(16), anchor="lb")

    def line(self, points: Iterable[Point], colour: str) -> None:
        """A line with round corners."""
        for start, end in pairwise([self.at(point) for point in points]):
            self.sheet.line([start, end], fill=colour, width=4 * SCALE)
            self.dot(end, 2 * SCALE, colour)

    def dot(self, centre: Point, radius: float, colour: str) -> None:
        """A filled circle at a place of the sheet."""
        x, y = centre
        self.sheet.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def mark(self, point: Point, words: str, colour: str, anchor: str = "lm") -> None:
        """A dot with words beside it."""
        x, y = self.at(point)
        self.dot((x, y), 6 * SCALE, colour)
        shift = {"lm": (12, 0), "lb": (8, -10), "rb": (6, -26)}[anchor]
        self.sheet.text((x + shift[0] * SCALE, y + shift[1] * SCALE), words, colour, font(17), anchor=anchor)


def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The face that comes with Pillow, so that every machine draws the same."""
    return ImageFont.load_default(size * SCALE)


def sheet(title: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty page of 1,200 by 675 with its title."""
    picture = Image.new("RGB", (1200 * SCALE, 675 * SCALE), PAPER)
    drawing = ImageDraw.Draw(picture)
    drawing.text((70 * SCALE, 40 * SCALE), title, INK, font(28), anchor="lt")
    return picture, drawing


def save(picture: Image.Image, path: Path) -> None:
    """Halved for smooth edges, with few colours for a small file."""
    small = picture.resize((picture.width // SCALE, picture.height // SCALE), Image.Resampling.LANCZOS)
    small.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


def cache() -> None:
    """The size of the KV cache against the length of the context."""
    picture, drawing = sheet("What a conversation costs: KV cache in 16-bit numbers, one sequence")
    plot = Plot(drawing, (110, 150, 970, 580))
    lengths = [(n / 32_768, f"{n:,}") for n in (0, 8_192, 16_384, 24_576, 32_768)]
    plot.axes(Axis(lengths, "tokens of context"), Axis([(g / 16, str(g)) for g in (0, 4, 8, 12, 16)], "GiB of GPU memory"))
    for colour, (name, layers, heads) in zip(COLOURS, (("Llama 2 7B", 32, 32), ("Llama 3 70B", 80, 8), ("Llama 3 8B", 32, 8)), strict=True):
        gib = 2 * layers * heads * 128 * 2 * 32_768 / 2**30
        plot.line([(0, 0), (1, gib / 16)], colour)
        plot.mark((1, gib / 16), f"{name}: {gib:.0f} GiB", colour)
    save(picture, POSTS / "kv-cache" / "cache.png")


def error_bars() -> None:
    """The margin of a score against the number of examples."""
    picture, drawing = sheet("How sure is a score of 85 %? The margin of error, 95 %")
    plot = Plot(drawing, (110, 150, 1110, 580))

    def place(n: float) -> Point:
        z, p = 1.96, 0.85
        return (log10(n) - 2) / 2, 100 * z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / 8

    sizes = [(place(n)[0], f"{n:,}") for n in (100, 200, 500, 1_000, 2_000, 5_000, 10_000)]
    plot.axes(Axis(sizes, "examples in the test set"), Axis([(m / 8, f"± {m}") for m in (0, 2, 4, 6, 8)], "margin, in points"))
    plot.line([place(10 ** (2 + step / 50)) for step in range(101)], COLOURS[2])
    for n in (100, 164, 1_000, 10_000):
        words = f"{n:,} examples: ± {place(n)[1] * 8:.1f}"
        plot.mark(place(n), words, COLOURS[0], "rb" if n == 10_000 else "lb")
    save(picture, POSTS / "images" / "error-bars.png")


def buffered(stream: Iterator[int], size: int, dice: random.Random) -> Iterator[int]:
    """The shuffle buffer of the article."""
    buffer = [x for _, x in zip(range(size), stream, strict=False)]
    for newcomer in stream:
        place = dice.randrange(size)
        yield buffer[place]
        buffer[place] = newcomer
    dice.shuffle(buffer)
    yield from buffer


def mixed(count: int, files: int, dice: random.Random, at_once: int = 16) -> Iterator[int]:
    """Positions read from shuffled files, some side by side."""
    size, order = count // files, dice.sample(range(files), files)
    for start in range(0, files, at_once):
        together = zip_longest(*(range(name * size, (name + 1) * size) for name in order[start : start + at_once]))
        yield from (x for x in chain.from_iterable(together) if x is not None)


def shuffle_buffer() -> None:
    """Place before against place after, for both ways."""
    count, dice = 100_000, random.Random(1)
    picture, drawing = sheet("Where 100,000 examples come out, against where they went in")
    ways = (
        ("one sorted file, buffer of 10,000", buffered(iter(range(count)), 10_000, dice), COLOURS[0]),
        ("100 shuffled files, buffer of 1,000", buffered(mixed(count, 100, dice), 1_000, dice), COLOURS[2]),
    )
    for column, (name, stream, colour) in enumerate(ways):
        plot = Plot(drawing, (110 + 560 * column, 150, 590 + 560 * column, 580))
        ticks = [(0, "0"), (0.5, "50k"), (1, "100k")]
        plot.axes(Axis(ticks, "place before"), Axis(ticks, name))
        for after, before in enumerate(stream):
            if after % 40 == 0:
                plot.dot(plot.at((before / count, after / count)), 2 * SCALE, colour)
    save(picture, POSTS / "images" / "shuffle-buffer.png")


if __name__ == "__main__":
    cache()
    error_bars()
    shuffle_buffer()
