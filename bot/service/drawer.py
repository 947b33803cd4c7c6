"""The child process which draws: what it is asked to draw was written by anybody, so it has little memory, little time and no files.

It is started by `child.py` as a bare script, in the way that is told there. The JSON line of a request is a `Drawing`.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.model.drawing import Drawing

MEMORY = 1 << 30
SECONDS = 10
"""Of processor time for one drawing."""


def main() -> None:
    """Answers until standard input ends."""
    sys.path.append(str(Path(__file__).resolve().parents[2]))  # where we are not installed, as -I knows no other place
    _confine()
    while len(head := sys.stdin.buffer.read(16)) == 16:
        words, size = struct.unpack(">QQ", head)
        wish = json.loads(sys.stdin.buffer.read(words))
        sys.stdin.buffer.read(size)
        _allow_time()
        answer, data = _answer(_drawing(wish))
        line = json.dumps(answer).encode()
        sys.stdout.buffer.write(struct.pack(">QQ", len(line), len(data)) + line + data)
        sys.stdout.buffer.flush()


def _confine() -> None:
    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # macOS has no address-space limit
            resource.setrlimit(limit, (value, value))


def _allow_time() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + SECONDS, hard))


def _drawing(wish: dict[str, Any]) -> Drawing:
    from bot.model.drawing import Drawing

    return Drawing(**{**wish, "rows": tuple(map(tuple, wish["rows"])), "align": tuple(wish["align"])})


def _answer(drawing: Drawing) -> tuple[dict[str, object], bytes]:
    from bot.drawing import Undrawable, draw

    try:
        picture = draw(drawing)
    except Undrawable as why:
        return {"problem": str(why)[:300]}, b""
    except (MemoryError, RecursionError):
        return {"problem": "needs too much memory"}, b""
    width, height = struct.unpack(">II", picture[16:24])
    return {"kind": "image/png", "width": width, "height": height}, picture


if __name__ == "__main__":
    main()
