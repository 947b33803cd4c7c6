"""Pictures too large to be decoded whole: halved band by band to the same pixels, and refused where even that takes too much memory."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from collections.abc import Callable
from itertools import cycle

import pytest
from PIL import Image

from bot.service import large
from bot.service.child import Child
from tests.commands import memory

SIZE = (61, 143)
"""Odd in both directions, and of several bands where a band is small."""


def plain(picture: Image.Image) -> Image.Image:
    """The picture without a palette."""
    return picture.convert("RGB") if picture.mode == "P" else picture


@pytest.fixture(autouse=True)
def _small_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "BAND", 4000)
    monkeypatch.setattr(large, "ROWS", 12)
    monkeypatch.setattr(large, "PIECE", 50)


def noise(mode: str) -> Image.Image:
    """A picture of which no row is like another."""
    bands = [Image.effect_noise(SIZE, 20 + 30 * number) for number in range(len(Image.new(mode, (1, 1)).getbands()))]
    return Image.merge(mode, bands)


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(bits: int, colours: int, size: tuple[int, int], pixels: bytes, *more: bytes, interlace: int = 0) -> bytes:
    """A PNG of filtered rows, in two chunks of pixels."""
    packed = zlib.compress(pixels, 1)
    parts = [struct.pack(">IIBBBBB", *size, bits, colours, 0, 0, interlace), packed[:40], packed[40:]]
    head, *rest = (chunk(kind, part) for kind, part in zip((b"IHDR", b"IDAT", b"IDAT"), parts, strict=True))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + b"".join(rest) + chunk(b"IEND", b"")


def filtered(row: int) -> bytes:
    """Rows of bytes, filtered in each of the five ways in turn."""
    kinds, seeds = cycle(range(5)), cycle(range(1, 250, 7))
    return b"".join(bytes([next(kinds)]) + bytes((at * next(seeds) + at // 3) % 256 for at in range(row)) for _ in range(SIZE[1]))


def halved(data: bytes) -> Image.Image:
    """The picture, half as wide and high."""
    with Image.open(io.BytesIO(data)) as picture:
        return large.halved(picture, data, plain)


def whole(data: bytes) -> Image.Image:
    """The same by Pillow, which decodes all of it first."""
    with Image.open(io.BytesIO(data)) as picture:
        return plain(picture).reduce(2)


@pytest.mark.parametrize("colours", [2, 4, 6], ids=["RGB", "LA", "RGBA"])
@pytest.mark.parametrize("bits", [8, 16])
def test_a_png_unpacked_in_bands_has_the_pixels_that_pillow_sees_in_the_whole(bits: int, colours: int) -> None:
    channels = {2: 3, 4: 2, 6: 4}[colours]
    data = png(bits, colours, SIZE, filtered(SIZE[0] * channels * bits // 8))
    ours, theirs = halved(data), whole(data)
    assert ours.convert("RGBA").tobytes() == theirs.convert("RGBA").tobytes()


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_picture_halved_in_bands_has_no_seam(mode: str, form: str) -> None:
    out = io.BytesIO()
    noise(mode).save(out, form, lossless=True)
    assert halved(out.getvalue()).tobytes() == whole(out.getvalue()).tobytes()


def test_black_and_white_become_grey() -> None:
    out = io.BytesIO()
    noise("L").convert("1").save(out, "PNG")
    assert halved(out.getvalue()).mode == "L"


def test_a_colour_that_stands_for_nothing_stays_clear() -> None:
    rows = b"".join(b"\0" + bytes((9, 9, 9) if x < 30 else (200, 0, 0)) * 61 for x in range(143))
    data = png(8, 2, SIZE, rows, chunk(b"tRNS", struct.pack(">HHH", 9, 9, 9)))
    with Image.open(io.BytesIO(data)) as picture:
        half = large.halved(picture, data, lambda band: band.convert("RGBA"))
    assert [half.getpixel((5, y)) for y in (3, 60)] == [(0, 0, 0, 0), (200, 0, 0, 255)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-60],
        lambda data: data.replace(b"IDAT", b"iDAt"),
        lambda data: data[:80] + bytes([data[80] ^ 0x55]) + data[81:],
        lambda data: data[:8] + chunk(b"tEXt", b"a\0b") + data[8:],
    ],
    ids=["short", "empty", "damaged", "header later"],
)
def test_half_a_png_raises_what_the_decoder_expects(spoil: Callable[[bytes], bytes]) -> None:
    data = png(8, 2, SIZE, filtered(SIZE[0] * 3))
    with pytest.raises((OSError, SyntaxError, ValueError)), Image.open(io.BytesIO(data)) as picture:
        large.halved(picture, spoil(data), plain)


@pytest.mark.parametrize("options", [{"lossless": True}, {"quality": 5}, {"lossless": True, "exact": True}], ids=["VP8L", "VP8", "VP8X"])
def test_the_size_of_a_webp_is_read_before_it_is_opened(options: dict[str, int]) -> None:
    out = io.BytesIO()
    noise("RGB").save(out, "WEBP", **options, **({"icc_profile": b"x" * 20} if "exact" in options else {}))
    need = large.needs_webp(out.getvalue())
    assert need == large.OURS + 2 * len(out.getvalue()) + large.WEBP * SIZE[0] * SIZE[1]
    assert large.needs_webp(b"RIFF....WEBP") == large.needs_webp(b"\x89PNG" * 20) == 0


def large_png(bits: int, colours: int, row: int, interlace: int = 0) -> bytes:
    """A PNG of 49 megapixels without a picture in it."""
    return png(bits, colours, (7000, 7000), (b"\1" + bytes(row)) * 7000, interlace=interlace)


def large_jpeg(**options: bool | int) -> bytes:
    """The beginning of a JPEG that says it has 49 megapixels."""
    out = io.BytesIO()
    Image.new("RGB", (7, 9), "teal").save(out, "JPEG", **options)
    return out.getvalue().replace(struct.pack(">HH", 9, 7), struct.pack(">HH", 7000, 7000))


def large_webp() -> bytes:
    """The beginning of a WebP that says the same."""
    return b"RIFF\xff\0\0\0WEBPVP8X" + struct.pack("<II", 10, 0) + 2 * (6999).to_bytes(3, "little")


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process is read from /proc")
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: large_png(8, 2, 21_000), "image/png"),
        (lambda: large_png(8, 2, 21_000, interlace=1), "too-heavy"),
        (lambda: large_jpeg(progressive=True), "image/jpeg"),
        (lambda: large_jpeg(progressive=True, subsampling=0), "too-heavy"),
        (large_webp, "too-heavy"),
    ],
    ids=["RGB", "interlaced", "progressive", "progressive 4:4:4", "WebP"],
)
def test_no_file_takes_more_than_256_megabytes(make: Callable[[], bytes], said: str) -> None:
    with Child("decoder") as child:
        answer, _ = child.ask({}, make())
        assert child._process
        peak = memory(child._process.pid, "VmHWM")
    assert (answer.get("kind") or answer["problem"]) == said
    assert peak < 256
