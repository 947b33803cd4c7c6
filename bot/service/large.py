"""Pictures with more pixels than anybody shows: whether there is memory to decode them, and halving them on the way in."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OURS = 40 << 20
"""Bytes that the decoder has before it sees a picture, with some air (36 MiB measured 2026-11, Pillow 13 on Python 3.11)."""

WEBP = 16.5
"""Bytes a pixel that decoding WebP takes: the library keeps two canvases and hands out a third (measured 2026-11, Pillow 13)."""

STREAMED = {2: "RGB", 4: "LA", 6: "RGBA"}
"""Colour types of PNG that are unpacked band by band: Pillow has four bytes for each of their pixels. The others have one or two."""

BAND = 4 << 20
"""Bytes of a PNG that are unpacked at once."""

PIECE = 4096
"""Bytes that are read from it at once."""

ROWS = 512
"""Rows that are halved at once."""

HEAD = struct.Struct(">12x4sIIBB")
"""How a PNG begins: the first chunk, pixels across and down, bits a channel, colour type (W3C PNG, third edition, 11.2.1)."""


def needs(picture: Image.Image, pixels: int, size: int) -> float:
    """Bytes of memory that it takes to decode and halve what was opened and maybe drafted: a file of `size` bytes with `pixels`."""
    here = picture.width * picture.height
    need = float(OURS + size + here)
    if not _streams(picture):
        need += here * {"1": 1, "L": 1, "P": 1, "I;16": 2}.get(picture.mode, 4)
    if picture.info.get("progressive"):
        shares = [across * down for _, across, down, _ in getattr(picture, "layer", ())]
        need += 2 * pixels * sum(shares) / max(shares, default=1)
    return need


def needs_webp(data: bytes) -> float:
    """Bytes of memory that it takes to open this file if it is WebP, which already takes most of them; else 0. RFC 9649, 2.5 to 2.7."""
    if len(data) < 30 or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return 0
    kind, bits = data[12:16], int.from_bytes(data[20:30], "little")
    if kind == b"VP8X":
        across, down = (bits >> 32 & 0xFFFFFF) + 1, (bits >> 56 & 0xFFFFFF) + 1
    elif kind == b"VP8L":
        across, down = (bits >> 8 & 0x3FFF) + 1, (bits >> 22 & 0x3FFF) + 1
    else:
        across, down = bits >> 48 & 0x3FFF, bits >> 64 & 0x3FFF
    return OURS + 2 * len(data) + WEBP * across * down


def halved(picture: Image.Image, source: bytes, plain: Callable[[Image.Image], Image.Image]) -> Image.Image:
    """What was opened from `source`, half as wide and high, each band made `plain` before. Raises what Pillow raises."""
    half, top = None, 0
    for band in _unpacked(picture, source) if _streams(picture) else _cut(picture):
        band.info = picture.info
        small = plain(band.convert("L") if band.mode == "1" else band).reduce(2)
        half = half or Image.new(small.mode, ((picture.width + 1) // 2, (picture.height + 1) // 2))
        half.paste(small, (0, top))
        top += small.height
    assert half
    half.info = picture.info
    return half


def _streams(picture: Image.Image) -> bool:
    return picture.format == "PNG" and picture.mode in STREAMED.values() and not picture.info.get("interlace")


def _cut(picture: Image.Image) -> Iterator[Image.Image]:
    for top in range(0, picture.height, ROWS):
        yield picture.crop((0, top, picture.width, min(picture.height, top + ROWS)))


def _unpacked(picture: Image.Image, source: bytes) -> Iterator[Image.Image]:
    """A PNG's rows in bands of an even height. Of sixteen bits only the upper eight are read.

    A row is filtered by the one above it, so each band is unpacked together with the row before. Every byte is filtered by the
    bytes at its own place in other pixels, so the upper ones stand without the lower.
    """
    first, width, height, bits, colours = HEAD.unpack(source[: HEAD.size])
    mode = STREAMED.get(colours, "")
    if first != b"IHDR" or (width, height) != picture.size or not mode:
        raise OSError("its header is not at its beginning")
    if bits == 16:
        picture.info.pop("transparency", None)  # a colour in sixteen bits
    row = 1 + width * len(mode) * bits // 8
    above, top, waiting, arriving = bytes(width * len(mode)), 0, bytearray(), _inflated(source)
    while top < height:
        count = min(max(2, BAND // row // 2 * 2), height - top)
        while len(waiting) < count * row:
            waiting += next(arriving)
        lines = b"".join(waiting[at : at + 1] + waiting[at + 1 : at + row : bits // 8] for at in range(0, count * row, row))
        del waiting[: count * row]
        band = Image.frombytes(mode, (width, count + 1), zlib.compress(b"\0" + above + lines, 0), "zip", (mode, 0))
        above = band.crop((0, count, width, count + 1)).tobytes()
        top += count
        yield band.crop((0, 1, width, count + 1))


def _inflated(source: bytes) -> Iterator[bytes]:
    """The unpacked bytes of a PNG's pixels, at most a thousand times the `PIECE` that is read. Raises OSError when they end."""
    unpacking, file = zlib.decompressobj(), io.BytesIO(source)
    file.seek(8)
    try:
        while len(head := file.read(8)) == 8:
            size, kind = struct.unpack(">I4s", head)
            while kind == b"IDAT" and size and (packed := file.read(min(size, PIECE))):
                size -= len(packed)
                yield unpacking.decompress(packed)
            file.seek(size + 4, 1)
    except zlib.error as error:
        raise OSError("its pixels cannot be unpacked") from error
    raise OSError("it ends too early")
