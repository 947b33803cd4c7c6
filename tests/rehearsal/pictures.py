"""The smallest pictures of each kind."""

from __future__ import annotations

import io

from PIL import Image


def picture(kind: str = "PNG", colour: tuple[int, int, int] = (38, 70, 83), size: tuple[int, int] = (8, 6)) -> bytes:
    """A picture's bytes."""
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, kind)
    return made.getvalue()
