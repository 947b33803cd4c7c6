"""Bytes to text, and the characters in it that a reader cannot see."""

from __future__ import annotations

import re

from bot.model.draft import Problem

LARGEST = 1024 * 1024
"""Bytes of a post. Whoever reads the file asks for its size first."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad]|[\U000e0000-\U000e007f]+")
_JOINER = re.compile("[\u200c\u200d]")
_JOINED = re.compile(
    r"[\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u17ff\ufb50-\ufefc\ufe0f\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]"
)
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")


class Unreadable(Exception):
    """A file that cannot be a post at all; `problem` says what, where and what next."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, without byte order mark, line ends as line feeds. Raises Unreadable."""
    if len(data) > LARGEST:
        raise _unreadable("too-large", f"The file has {len(data)} bytes, a post at most {LARGEST}: split it, or move its data elsewhere.")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise _unreadable("encoding", "The file is UTF-16 (its first bytes say so, at byte 0): save it as UTF-8.")
    nul = data.find(b"\0")
    if nul >= 0:
        raise _unreadable("encoding", f"The file is no text: a zero byte stands at byte {nul}. Save it as UTF-8, or remove it.", data, nul)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8: byte {error.start} is 0x{data[error.start]:02X}. Save it as UTF-8."
        raise _unreadable("encoding", message, data, error.start) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(code: str, message: str, data: bytes = b"", at: int = 0) -> Unreadable:
    return Unreadable(Problem("error", code, message, data.count(b"\n", 0, at) + 1 if data else 0))


def clean(text: str) -> tuple[str, tuple[Problem, ...]]:
    """`text` without control characters, with a warning for each kind of character that nobody sees."""
    problems = []
    if found := _CONTROL.search(text):
        count = len(_CONTROL.findall(text))
        problems.append(
            _warning(
                "control-characters", text, found.start(), f"{count} control characters were left out, the first U+{ord(found[0]):04X}."
            )
        )
        text = _CONTROL.sub(lambda control: " " if control[0] in "\u2028\u2029\x0b\x0c" else "", text)
    if found := _BIDI.search(text):
        problems.append(
            _warning(
                "bidi",
                text,
                found.start(),
                f"A character that turns the writing direction (U+{ord(found[0]):04X}) stands here: text may read other than it is.",
            )
        )
    hidden = [found.start() for found in _INVISIBLE.finditer(_FLAG.sub(lambda flag: "x" * len(flag[0]), text))]
    hidden += [found.start() for found in _JOINER.finditer(text) if not _joins(text, found.start())]
    if hidden:
        at = min(hidden)
        problems.append(
            _warning(
                "invisible",
                text,
                at,
                f"{len(hidden)} invisible characters, the first U+{ord(text[at]):04X}: delete them if nobody meant them.",
            )
        )
    return text, tuple(problems)


def _joins(text: str, at: int) -> bool:
    """Whether the joiner at `at` does its work: within an emoji, or in a script that needs it."""
    return bool(at and _JOINED.match(text, at - 1)) and bool(_JOINED.match(text, at + 1) or text[at] == "\u200c" or at + 1 == len(text))


def _warning(code: str, text: str, at: int, message: str) -> Problem:
    return Problem("warning", code, message, text.count("\n", 0, at) + 1)
