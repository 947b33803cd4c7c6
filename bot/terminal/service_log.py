"""What the running service says, one line an event: words for people, the same with levels for journald, or JSON."""

from __future__ import annotations

import json
import logging
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

from bot.model.said import Level, Said
from bot.terminal import say
from bot.terminal.safe import one_line

if TYPE_CHECKING:
    from whenever import Instant

Form = Literal["words", "journal", "json"]

PRIORITY: Mapping[Level, int] = {"error": 3, "warning": 4, "info": 6}
"""The numbers of syslog(3), as sd-daemon(3) wants them before a line."""

FRAMES = 6
"""Places in the code that a line names of an error nobody foresaw, the innermost first."""


class ServiceLog:
    """Writes to standard output. `hide` takes secrets out of every line, whoever says it; `now` dates it."""

    def __init__(self, form: Form, hide: Callable[[str], str], now: Callable[[], Instant]) -> None:
        self.form, self._hide, self._now = form, hide, now
        self._guard = threading.Lock()

    def __call__(self, words: str) -> None:
        """One line, from whatever thread."""
        said = Said(words)
        with self._guard:
            if self.form == "words":
                say.line(self._hide(said))
            elif self.form == "journal":
                say.unbroken(f"<{PRIORITY[said.level]}>{self._hide(said)}")
            else:
                say.unbroken(json.dumps(self._record(said), ensure_ascii=False))

    def _record(self, said: Said) -> dict[str, str | int]:
        return {
            "version": 1,
            "time": (said.at or self._now()).format_iso(unit="millisecond"),
            "level": said.level,
            "event": said.event,
            "account": said.account,
            "delivery": said.delivery,
            "words": one_line(self._hide(said)),
        }

    def listen(self) -> None:
        """From now on the warnings of libraries and of this process are lines of this log, and so is what ends a thread."""
        root = logging.getLogger()
        root.handlers[:] = [_Heard(self)]
        logging.captureWarnings(capture=True)
        threading.excepthook = self._thread_ended

    def _thread_ended(self, ended: threading.ExceptHookArgs) -> None:
        if ended.exc_value is not None:
            self(Said(f"A thread ended with an error nobody expected: {traced(ended.exc_value)}", "internal", level="error"))


class _Heard(logging.Handler):
    """Python's log, line by line in ours."""

    def __init__(self, log: ServiceLog) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """One record; the trace of its error stands in the same line."""
        try:
            words = record.getMessage()
        except (TypeError, ValueError):  # a library's words that do not fit their own arguments
            words = str(record.msg)
        if record.exc_info and record.exc_info[1] is not None:
            words = f"{words}: {traced(record.exc_info[1])}"
        self._log(Said(words, "internal", level="error" if record.levelno >= logging.ERROR else "warning"))


def traced(error: BaseException) -> str:
    """An error with the places in the code it went through, the innermost first, as one line."""
    frames = traceback.extract_tb(error.__traceback__)[::-1]
    places = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames[:FRAMES]]
    return " < ".join([f"{type(error).__name__}: {error}", *places])
