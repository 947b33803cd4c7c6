"""Pictures in small: pixels out of a child, of exactly the picture that a draft names."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.model.draft import Media
from bot.service.child import Child
from bot.service.pictures import DECODER
from bot.service.thumbnails import Unshown, small

WHITE, BLACK = b"\xff\xff\xff", b"\x00\x00\x00"


def media(path: Path) -> Media:
    """As a draft names the picture at `path`."""
    data = path.read_bytes()
    return Media(str(path), "image/png", "", len(data), 0, 0, hashlib.sha256(data).hexdigest())


def halves(path: Path, *colours: object, mode: str = "RGB") -> Media:
    """A picture whose left half has the first colour and whose right half the second."""
    picture = Image.new(mode, (80, 40), colours[0])  # type: ignore[arg-type]
    picture.paste(colours[1], (40, 0, 80, 40))  # type: ignore[arg-type]
    picture.save(path)
    return media(path)


def test_the_pixels_are_those_of_the_picture(tmp_path: Path) -> None:
    with Child(DECODER) as decoder:
        assert small(halves(tmp_path / "a.png", "red", "blue"), 2, 1, decoder) == b"\xff\x00\x00\x00\x00\xff"
        assert len(small(halves(tmp_path / "b.png", "red", "blue"), 7, 3, decoder)) == 3 * 7 * 3


def test_what_shines_through_stands_on_white(tmp_path: Path) -> None:
    with Child(DECODER) as decoder:
        assert small(halves(tmp_path / "a.png", (0, 0, 0, 0), (0, 0, 0, 255), mode="RGBA"), 2, 1, decoder) == WHITE + BLACK


def test_thin_lines_do_not_fade(tmp_path: Path) -> None:
    picture = Image.new("RGB", (400, 40), "white")
    picture.paste("black", (95, 0, 105, 40))
    picture.save(tmp_path / "line.png")
    grey = Image.new("RGB", (400, 40), "#aaaaaa")
    grey.save(tmp_path / "grey.png")
    with Child(DECODER) as decoder:
        pixels = small(media(tmp_path / "line.png"), 10, 1, decoder)
        assert min(pixels) < 70, "a quarter of a pixel wide, it would be light grey"
        assert max(pixels) == 255
        assert set(small(media(tmp_path / "grey.png"), 10, 1, decoder)) == {0xAA}, "what has no contrast gets none"


def test_another_file_than_the_drafts_is_not_shown(tmp_path: Path) -> None:
    one = halves(tmp_path / "a.png", "red", "blue")
    halves(tmp_path / "a.png", "green", "blue")
    with Child(DECODER) as decoder:
        with pytest.raises(Unshown, match="not the one of this draft"):
            small(one, 2, 1, decoder)
        with pytest.raises(Unshown, match="not there"):
            small(replace(one, path=str(tmp_path / "gone.png")), 2, 1, decoder)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\nno picture", b"P6\n9 9\n255\n", b"<svg/>"])
def test_what_cannot_be_decoded_is_said_and_the_next_one_is_shown(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "broken.png").write_bytes(data)
    with Child(DECODER) as decoder:
        with pytest.raises(Unshown, match="it cannot be decoded"):
            small(media(tmp_path / "broken.png"), 2, 1, decoder)
        assert small(halves(tmp_path / "a.png", "white", "black"), 2, 1, decoder) == WHITE + BLACK
