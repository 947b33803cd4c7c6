"""A child process that does what could take its doer down: it decodes, draws, and dies alone.

It runs `confined.py`, where the form of requests and answers is told. An answer with "problem" says why there are no bytes.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

DEADLINE = 30.0
"""Seconds on the wall for one answer; a child has its own limit of processor time."""

LARGEST = 50_000_000
"""Bytes that may come or go at once."""

MAGIC = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8", "image/webp": b"RIFF"}
"""How the bytes of each kind of picture begin that may come from anywhere."""

PIXELS = b"P6\n"
"""How a portable pixmap begins: no more than pixels. Only a child makes one, for a screen."""

MADE = {**MAGIC, "image/x-portable-pixmap": PIXELS}
"""How the bytes of each kind of picture begin that a child makes."""


class Died(Exception):
    """The child ended, ran out of time or answered nonsense over one request; the next one gets a new child."""


class Child:
    """The process for the module `work` of this folder, started for the first request and anew after one that killed it."""

    def __init__(self, work: str) -> None:
        self._work = work
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def ask(self, wish: Mapping[str, object], data: bytes = b"") -> tuple[dict[str, str], bytes]:
        """What the child says to `wish`, and the picture it made. Raises Died."""
        process = self._process = self._process or _start(self._work)
        alarm = threading.Timer(DEADLINE, process.kill)
        alarm.start()
        try:
            return _ask(process, json.dumps(wish).encode(), data)
        except (OSError, EOFError, ValueError, KeyError) as error:
            self._end()
            raise Died(self._work) from error
        finally:
            alarm.cancel()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()
        process.kill()
        process.wait()


def _start(work: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own script, under our own interpreter
        [sys.executable, "-I", str(Path(__file__).with_name("confined.py")), work],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
    )


def _ask(process: subprocess.Popen[bytes], line: bytes, data: bytes) -> tuple[dict[str, str], bytes]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(struct.pack(">QQ", len(line), len(data)) + line)
    process.stdin.write(data)
    process.stdin.flush()
    words, size = struct.unpack(">QQ", _exactly(process.stdout, 16))
    if words > 1000 or size > LARGEST:
        raise ValueError
    answer = json.loads(_exactly(process.stdout, words))
    picture = _exactly(process.stdout, size)
    if "problem" not in answer and not picture.startswith(MADE[answer["kind"]]):
        raise ValueError
    return answer, picture


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    data = pipe.read(count)
    if len(data) != count:
        raise EOFError
    return data
