"""A picture that would go out, in small and as nothing but pixels, for a screen. A child decodes it; who shows it decodes nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from bot.service.child import LARGEST, PIXELS, Died

if TYPE_CHECKING:
    from bot.model.draft import Media
    from bot.service.child import Child

_WHY = {
    "too-large": "it is too large",
    "too-heavy": "it takes too much memory to decode",
    "unreadable": "it cannot be decoded",
}


class Unshown(Exception):
    """Why a picture cannot be shown: half a sentence."""


def small(media: Media, width: int, height: int, decoder: Child) -> bytes:
    """The pixels of exactly the picture that `media` names, `width` by `height`, three bytes each. Raises Unshown."""
    data = _bytes(media)
    try:
        answer, made = decoder.ask({"small": [width, height]}, data)
    except Died as died:
        raise Unshown(_WHY["unreadable"]) from died
    if "problem" in answer:
        raise Unshown(_WHY[answer["problem"]])
    head = PIXELS + b"%d %d\n255\n" % (width, height)
    if not made.startswith(head) or len(made) != len(head) + 3 * width * height:
        raise Unshown(_WHY["unreadable"])
    return made[len(head) :]


def _bytes(media: Media) -> bytes:
    """The file that the draft names, if it still is the one that a yes would bind. Raises Unshown."""
    try:
        with Path(media.path).open("rb") as file:
            data = file.read(LARGEST)
    except OSError as error:
        raise Unshown("its file is not there; it is made again when the post is read") from error
    if hashlib.sha256(data).hexdigest() != media.digest:
        raise Unshown("its file is not the one of this draft; it is made again when the post is read")
    return data
