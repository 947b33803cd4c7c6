"""What libraries and our own outermost loop write to Python's log, said like everything else: through the one door, one line each."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.terminal import say


class Spoken(logging.Handler):
    """Says each warning to standard error, without secrets. Python's own last resort would write it there as it is."""

    def __init__(self, hide: Callable[[str], str]) -> None:
        super().__init__(logging.WARNING)
        self._hide = hide

    def emit(self, record: logging.LogRecord) -> None:
        """One record, with the error that it tells of."""
        try:
            words = record.getMessage()
        except (TypeError, ValueError):  # a library's words that do not fit their own arguments
            words = str(record.msg)
        error = record.exc_info[1] if record.exc_info else None
        say.note(self._hide(f"{words}: {type(error).__name__}: {error}" if error else words))


def listen(hide: Callable[[str], str]) -> None:
    """From now on every warning of this process is spoken, Python's own warnings too. Doing it twice changes nothing."""
    root = logging.getLogger()
    if not any(isinstance(handler, Spoken) for handler in root.handlers):
        root.addHandler(Spoken(hide))
        logging.captureWarnings(capture=True)
