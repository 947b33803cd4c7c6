"""What the running service says: one line an event, in each of its forms, with no secret and nothing that a terminal obeys."""

from __future__ import annotations

import json
import logging
import threading
import warnings
from collections.abc import Iterator

import pytest
from whenever import Instant

from bot.model.said import Said
from bot.secrets import redact
from bot.terminal.service_log import Form, ServiceLog

NOW = Instant.from_utc(2026, 11, 22, 9, 30)
SECRET = "c4n4ry-of-a-test"
HOSTILE = f"A title\x1b]0;owned\x07 with\nanother line, \u202eturned, \x9b31m, and {SECRET}, Bearer c4n4ry.of.a.pattern"


def log(form: Form) -> ServiceLog:
    return ServiceLog(form, lambda text: redact(text, [SECRET]), lambda: NOW)


@pytest.fixture
def heard() -> Iterator[None]:
    """Python's log and the end of threads are this test's own."""
    root, hook = logging.getLogger(), threading.excepthook
    handlers = list(root.handlers)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        yield
    logging.captureWarnings(capture=False)
    root.handlers[:], threading.excepthook = handlers, hook


@pytest.mark.parametrize("form", ["words", "journal", "json"])
def test_whatever_is_said_is_one_line_without_secrets_and_signs_that_are_obeyed(form: Form, capfd: pytest.CaptureFixture[str]) -> None:
    log(form)(Said(HOSTILE, "sent", account="x", delivery="7k2"))
    out = capfd.readouterr().out
    assert out.count("\n") == 1
    for seen in (out, *(json.loads(out).values() if form == "json" else ())):
        assert "c4n4ry" not in str(seen)
        assert all(sign.isprintable() for sign in str(seen).rstrip("\n"))
    assert "A title" in out
    assert "another line" in out


def test_an_object_has_the_fields_that_the_documents_promise(capfd: pytest.CaptureFixture[str]) -> None:
    told = log("json")
    told("Words of nobody in particular.")
    told(Said("Small batches on x: refused", "refuse", level="warning", account="x", delivery="7k2", at=NOW.subtract(seconds=7.5)))
    first, second = map(json.loads, capfd.readouterr().out.splitlines())
    assert first == {
        "version": 1, "time": "2026-11-22T09:30:00.000Z", "level": "info", "event": "said", "account": "", "delivery": "",
        "words": "Words of nobody in particular.",
    }  # fmt: skip
    assert second == {
        "version": 1, "time": "2026-11-22T09:29:52.500Z", "level": "warning", "event": "refuse", "account": "x", "delivery": "7k2",
        "words": "Small batches on x: refused",
    }  # fmt: skip


def test_journald_reads_how_grave_each_line_is(capfd: pytest.CaptureFixture[str]) -> None:
    told = log("journal")
    told("An event.")
    told(Said("A doubt.", level="warning"))
    told(Said("A failure.\n<0>posing as another line", level="error"))
    assert capfd.readouterr().out == "<6>An event.\n<4>A doubt.\n<3>A failure.␤<0>posing as another line\n"


def test_what_libraries_and_threads_have_to_say_is_one_line_each_and_hides_secrets_too(
    heard: None, capfd: pytest.CaptureFixture[str]
) -> None:
    log("json").listen()
    try:
        raise ValueError(HOSTILE)
    except ValueError:
        logging.getLogger("somebody").exception("It failed with %s", SECRET)
    logging.getLogger("somebody").warning("%d is no number", "seven")
    warnings.warn("something is old", stacklevel=1)
    thread = threading.Thread(target=lambda: [][1], name="hapless")
    thread.start()
    thread.join()
    caught = capfd.readouterr()
    lines = [json.loads(line) for line in caught.out.splitlines()]
    assert [(line["level"], line["event"]) for line in lines] == [
        ("error", "internal"), ("warning", "internal"), ("warning", "internal"), ("error", "internal"),
    ]  # fmt: skip
    assert "ValueError: A title" in lines[0]["words"]
    assert "test_service_log.py" in lines[0]["words"]
    assert "something is old" in lines[2]["words"]
    assert "IndexError" in lines[3]["words"]
    assert "c4n4ry" not in caught.out
    assert caught.err == ""


def test_a_sentence_said_on_stays_what_it_is_about() -> None:
    once = Said("Paused.", "pause", level="warning", account="x")
    assert Said(once) is once
    assert once == "Paused."
