"""What libraries log: said through the one door."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator

import pytest

from bot.secrets import redact
from bot.terminal import logs


@pytest.fixture(autouse=True)
def listening() -> Iterator[None]:
    """The root log as a command has it, put back afterwards."""
    root = logging.getLogger()
    before = list(root.handlers)
    root.handlers[:] = []
    logs.listen(redact)
    logs.listen(redact)
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = before


def test_a_warning_is_one_line_in_which_nothing_is_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("urllib3").warning("Retrying %s", "\x1b[2J\x9b\u202e")
    logging.getLogger("urllib3").info("nothing")
    assert capsys.readouterr().err == "Retrying ␛[2J⟨U+009B⟩⟨U+202E⟩\n"


def test_an_error_is_named_without_its_trace(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError("odd \x1b]0;x\x07 name")
    except ValueError:
        logging.getLogger("bot.service").exception("reading %s failed", "a\nb.md")
    assert capsys.readouterr().err == "reading a␤b.md failed: ValueError: odd ␛]0;x␇ name\n"


def test_words_that_do_not_fit_and_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    logs.Spoken(redact).emit(logging.LogRecord("bot", logging.WARNING, "", 0, "%d pieces", ("many",), None))
    logging.getLogger("bot.service").warning("Authorization: Bearer abcdefghijklmnop0123456789")
    err = capsys.readouterr().err
    assert err.startswith("%d pieces\n")
    assert "abcdefghijklmnop" not in err


def test_pythons_own_warnings_come_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("\x1b[2J", UserWarning, stacklevel=1)
    assert "␛[2J" in capsys.readouterr().err
