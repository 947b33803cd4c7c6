"""The program that every child process runs: what it works on was made by anybody, so it has little memory, little time and no files.

`child.py` starts it as a bare script with the name of a module of this folder, whose `answer(wish, data)` does the work and whose
`MEMORY` is the most bytes it may have. A request and its answer are two lengths (8 bytes each, big endian), a JSON line and bytes.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 10
"""Of processor time for one answer."""


def main() -> None:
    """Answers until standard input ends."""
    sys.path.append(str(Path(__file__).resolve().parents[2]))  # where we are not installed, as -I knows no other place
    work = import_module(f"bot.service.{sys.argv[1]}")
    confine(work.MEMORY)
    _serve(work.answer, sys.stdin.buffer, sys.stdout.buffer)


def confine(memory: int) -> None:
    """From here on this process has at most `memory` bytes and writes no file."""
    for limit, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # macOS has no address-space limit
            resource.setrlimit(limit, (value, value))


def _serve(answer: Callable[[dict[str, Any], bytes], tuple[dict[str, object], bytes]], asked: BinaryIO, told: BinaryIO) -> None:
    while len(head := asked.read(16)) == 16:
        words, size = struct.unpack(">QQ", head)
        wish = json.loads(asked.read(words))
        _allow_time()
        said, data = answer(wish, asked.read(size))
        line = json.dumps(said).encode()
        told.write(struct.pack(">QQ", len(line), len(data)) + line)
        told.write(data)
        told.flush()


def _allow_time() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + SECONDS, hard))


if __name__ == "__main__":
    main()
