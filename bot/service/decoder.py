"""Decodes, in a child process (`confined.py`), pictures nobody trusts: bytes in, clean bytes out.

The JSON line of a request is empty for a picture as an author left it, or says for which `kinds`, `bytes` and `pixels` it should be
made fit, or how many pixels wide and high it should be for a screen: `small`.
"""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from PIL import Image, ImageCms, ImageOps

from bot.service import large

if TYPE_CHECKING:
    from typing_extensions import Buffer

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
PIXELS = 50_000_000
"""Pillow 13 only warns at 100 megapixels (measured 2026-11); ours is a hard stop, before anything is decoded."""

WHOLE = 20_000_000
"""Pixels that are decoded at full size; more are halved on the way in, as making them smaller takes nine bytes for each."""

SIDE = 4096
BYTES = 4_500_000
"""X takes 5 MB a picture (docs.x.com, 2026-08-22); others take more."""

FRAMES = 300
MOVING = 4_000_000
"""Pixels of a frame; of larger ones Pillow has more copies than there is memory for (measured 2026-11)."""

QUALITY = 88
MEMORY = 256 << 20
"""Bytes of address space, so that is what a file can cost at most."""


STRONGER = 3.0
"""How many times the contrast of a small picture may be raised."""


class TooLarge(Exception):
    """More pixels than anybody needs."""


Image.preinit()
with suppress(ImportError, OSError):  # loads the codecs before memory is scarce
    Image.init()


def answer(wish: dict[str, Any], data: bytes) -> tuple[dict[str, object], bytes]:
    """The clean picture and what it is; or a "problem": "too-large", "too-heavy" or "unreadable"."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        kind, size, made = _wished(wish, data)
    except (TooLarge, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"problem": "too-large"}, b""
    except MemoryError:
        return {"problem": "too-heavy"}, b""
    except (OSError, ValueError, SyntaxError, EOFError):
        return {"problem": "unreadable"}, b""
    return {"kind": kind, "width": size[0], "height": size[1]}, made


def _wished(wish: dict[str, Any], data: bytes) -> tuple[str, tuple[int, int], bytes]:
    if "small" in wish:
        return small(data, *wish["small"])
    return fit(data, wish["kinds"], wish["bytes"], wish["pixels"]) if wish else clean(data)


def clean(source: bytes) -> tuple[str, tuple[int, int], bytes]:
    """The same picture, upright and without metadata: its MIME type, size in pixels, bytes.

    Raises TooLarge, MemoryError (before decoding where that can be told), or what Pillow raises.
    """
    if large.needs_webp(source) > MEMORY:
        raise MemoryError
    with Image.open(io.BytesIO(source), formats=FORMATS) as picture:
        pixels = picture.width * picture.height
        if pixels > PIXELS:
            raise TooLarge
        if picture.format == "GIF" and getattr(picture, "is_animated", False):
            moving = _moving(picture) if len(source) <= BYTES else b""
            if moving:
                return "image/gif", picture.size, moving
            picture.seek(0)
        lossy = picture.format in {"JPEG", "MPO"} or (picture.format == "WEBP" and not picture.has_transparency_data)
        _draft(picture)
        if large.needs(picture, pixels, len(source)) > MEMORY:
            raise MemoryError
        still = _upright(picture, source)
    del picture  # it may be the larger one
    return _encode(still, lossy=lossy)


def _draft(picture: Image.Image) -> None:
    """Has a JPEG decoded no larger than it will be used: libjpeg halves it for nothing."""
    parts = max(picture.size) // SIDE
    if picture.width * picture.height > WHOLE:
        parts = max(parts, 2)
    if parts > 1:
        picture.draft("RGB", (max(1, picture.width // parts), max(1, picture.height // parts)))


def _moving(picture: Image.Image) -> bytes:
    frames: int = getattr(picture, "n_frames", 1)
    if frames > FRAMES or frames * picture.width * picture.height > PIXELS or picture.width * picture.height > MOVING:
        return b""
    out, pause = io.BytesIO(), []
    for index in range(frames):
        picture.seek(index)
        pause.append(int(picture.info.get("duration", 100)))
    picture.seek(0)
    loop = {"loop": int(picture.info["loop"])} if "loop" in picture.info else {}
    picture.save(out, "GIF", save_all=True, comment=b"", duration=pause, **loop)
    return out.getvalue() if out.tell() <= BYTES else b""


def _upright(picture: Image.Image, source: bytes) -> Image.Image:
    """What was opened from `source`: not larger than anybody takes, turned as its EXIF data says, in sRGB, with nothing left but pixels."""
    profile = picture.info.get("icc_profile")
    picture = large.halved(picture, source, _plain) if picture.width * picture.height > WHOLE else _plain(picture)
    if max(picture.size) > SIDE:  # before anything that copies it
        picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    picture = ImageOps.exif_transpose(picture)
    if profile and picture.mode in {"RGB", "CMYK"}:
        picture = _in_srgb(picture, profile)
    if picture.mode not in {"1", "L", "RGB", "RGBA"}:
        picture = picture.convert("RGB")
    picture.info = {}
    return picture


def _plain(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # sixteen bits; a plain conversion would clip instead of scale
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in {"P", "PA", "LA", "La", "RGBa"} or "transparency" in picture.info:
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    with suppress(ImageCms.PyCMSError, OSError):  # a broken profile only costs the right shade
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
    return picture


def fit(source: bytes, kinds: list[str], most: int, pixels: int) -> tuple[str, tuple[int, int], bytes]:
    """A clean picture once more, of one of `kinds`, with at most `most` bytes and `pixels`; a moving one stands still."""
    with Image.open(io.BytesIO(source), formats=FORMATS) as picture:
        lossy = picture.format == "JPEG"
        still = _upright(picture, source)
    if still.width * still.height > pixels:
        share = (pixels / (still.width * still.height)) ** 0.5
        still = still.resize((max(1, int(still.width * share)), max(1, int(still.height * share))), Image.Resampling.LANCZOS)
    if "image/jpeg" not in kinds:
        return _shrunk(still, "PNG", most)
    return _encode(still, lossy=lossy or "image/png" not in kinds, most=most)


def small(source: bytes, width: int, height: int) -> tuple[str, tuple[int, int], bytes]:
    """A clean picture as nothing but pixels, on white, so many wide and high: whoever shows them decodes nothing."""
    with Image.open(io.BytesIO(source), formats=FORMATS) as picture:
        picture.draft("RGB", (2 * width, 2 * height))
        still = _flat(_upright(picture, source)).convert("RGB")
    made = _as_strong(still.resize((width, height), Image.Resampling.BOX), still)
    return "image/x-portable-pixmap", (width, height), b"P6\n%d %d\n255\n" % (width, height) + made.tobytes()


def _as_strong(made: Image.Image, still: Image.Image) -> Image.Image:
    """The small picture between the lightest and the darkest of the large one: thin lines fade when a picture shrinks."""
    (darkest, lightest), (dark, light) = (cast("tuple[int, int]", each.convert("L").getextrema()) for each in (still, made))
    share = min(STRONGER, (lightest - darkest) / max(1, light - dark))
    return made.point(lambda value: round(lightest - (light - value) * share)) if share > 1 else made


class _Full(Exception):
    """A picture has more bytes than it may have."""


class _Cup(io.BytesIO):
    """Takes at most `most` bytes: encoding noise to its end, only to see that it is too much, takes seconds."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Buffer, /) -> int:
        """Raises _Full."""
        if self.tell() + memoryview(data).nbytes > self._most:
            raise _Full
        return super().write(data)


def _encode(picture: Image.Image, *, lossy: bool, most: int = BYTES) -> tuple[str, tuple[int, int], bytes]:
    if not lossy and (data := _written(picture, "PNG", most, optimize=picture.width * picture.height <= 2_000_000)):
        return "image/png", picture.size, data
    return _shrunk(_flat(picture), "JPEG", most)


def _written(picture: Image.Image, form: str, most: int, *, optimize: bool = False) -> bytes:
    """The picture as a file, empty when it would have more than `most` bytes."""
    out = _Cup(most)
    try:
        picture.save(out, form, quality=QUALITY, optimize=optimize)
    except _Full:
        return b""
    return out.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


def _shrunk(picture: Image.Image, form: str, most: int) -> tuple[str, tuple[int, int], bytes]:
    """As `form`, and smaller until it has at most `most` bytes. Raises TooLarge when no size has."""
    while not (data := _written(picture, form, most)):
        if max(picture.size) <= 16:
            raise TooLarge
        picture = picture.resize((max(1, picture.width * 4 // 5), max(1, picture.height * 4 // 5)), Image.Resampling.LANCZOS)
    return f"image/{form.lower()}", picture.size, data
