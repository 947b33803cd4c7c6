"""A rewrite proposed by a model: asked over real HTTP, refused where it invents, written only after a yes, never sent unseen."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.model.delivery import State
from bot.store import Store
from tests.cli.conftest import Bot
from tests.loopback import Answer, Loopback, Reply, Reset, Stall, serving
from tests.terminal.screen import hostile, on_a_terminal

POST = """---
title: Reading a loss curve
url: https://example.org/loss
tags: [pytorch]
to: [x, reddit]
reddit: {flair: Project, title: "[P] Loss"}
---
Plot the first hundred steps before you touch the learning rate. The curve usually names the fault within 100 steps, as PyTorch users know.
"""
GOOD = "Plot the first 100 steps before you touch the learning rate.\n---\nThe curve names the fault: https://example.org/loss"
KEY = "sk-canary-0123456789"


def said(text: str | None, **more: Any) -> Reply:
    """The answer of llama.cpp's server to POST /v1/chat/completions, with another text in it (recorded shape, build b6400)."""
    message = {"role": "assistant", "content": text}
    return Reply(
        200,
        {
            "choices": [{"finish_reason": "stop", "index": 0, "message": message, **more}],
            "created": 1795300000,
            "model": "qwen3",
            "system_fingerprint": "b6400-abc",
            "object": "chat.completion",
            "usage": {"completion_tokens": 40, "prompt_tokens": 400, "total_tokens": 440},
            "id": "chatcmpl-1",
            "timings": {"prompt_n": 400, "predicted_n": 40},
        },
    )


@pytest.fixture
def queued(root: Path, store: Store) -> dict[str, str]:
    """Ids by account of a post's deliveries, after one scan."""
    from bot.app import open_workspace
    from bot.service import intake

    (root / "posts" / "welcome.md").unlink()
    path = root / "posts" / "loss.md"
    path.write_text(POST)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    workspace = open_workspace(root)
    intake.scan(workspace, intake.Unsettled())
    workspace.store.close()
    return {one.account: one.id for one in store.deliveries()}


Serve = Callable[[Answer], Any]


@pytest.fixture
def model(root: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Serves one answer on loopback, and names it in the settings."""

    @contextmanager
    def serve(answer: Answer) -> Iterator[Loopback]:
        with serving(lambda _: answer) as server:
            configure(root, f"{server.url}/v1")
            yield server

    monkeypatch.delenv("BOT_LLM_API_KEY", raising=False)
    return serve


def configure(root: Path, url: str) -> None:
    file = root / "config" / "bot.yaml"
    kept = file.read_text().partition("\nllm:")[0]
    file.write_text(f"{kept}\nllm: {{url: {url}, model: qwen3, timeout: 1}}\n")


def sidecars(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "posts").iterdir() if path.name != "loss.md")


def test_without_a_model_one_sentence_says_what_to_add(bot: Bot, queued: dict[str, str]) -> None:
    ran = bot("rewrite", queued["x"])
    assert ran.code == 1
    assert ran.err == (
        "bot: No language model is configured. Add to config/bot.yaml, with the address and name of yours: "
        "llm: {url: http://127.0.0.1:11434/v1, model: qwen3}\n"
    )


def test_a_good_proposal_becomes_the_sidecar_and_waits(
    bot: Bot, queued: dict[str, str], model: Serve, root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_LLM_API_KEY", KEY)
    bot("approve", queued["x"], "--yes")
    with model(said(f"<think>hm, 7 ways</think>\n\n{GOOD}")) as server:
        ran = bot("rewrite", queued["x"], "--yes", "--wish", "shorter")
    assert ran.code == 0, ran.err
    (request,) = server.seen
    assert (request.method, request.path) == ("POST", "/v1/chat/completions")
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.json["model"] == "qwen3"
    asked = json.dumps(request.json["messages"])
    assert "names the fault within 100 steps" in asked
    assert "The author wishes: shorter" in asked
    assert (root / "posts" / "loss.x.md").read_text() == GOOD + "\n"
    assert "+++ the proposal\n" in ran.out
    assert "+Plot the first 100 steps" in ran.out
    assert [segment.text for segment in store.draft(queued["x"]).segments] == GOOD.split("\n---\n")
    assert store.delivery(queued["x"]).state == State.WAITING
    assert f"needs your yes again: bot approve {queued['x']}" in ran.out
    assert KEY not in ran.out + ran.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is 37% faster.", "numbers 37%"),
        ("As Yann LeCun says, plot it.", "names Yann, LeCun"),
        ("Plot it: https://evil.example/x", "links https://evil.example/x"),
        ("Plot the first 100 steps. " * 20, "can't be sent"),
    ],
)
def test_what_the_article_does_not_say_is_refused(
    bot: Bot, queued: dict[str, str], model: Serve, root: Path, text: str, words: str
) -> None:
    with model(said(text)):
        ran = bot("rewrite", queued["x"], "--yes")
    assert ran.code == 1
    assert words in ran.err
    assert f"bot edit {queued['x']}" in ran.err
    assert sidecars(root) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Reply(401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}), "refused the key (401)"),
        (Reply(404, {"error": {"message": "model 'qwen3' not found"}}), "knows no model qwen3 (model 'qwen3' not found)"),
        (Reply(500, {"error": {"message": f"out of memory {KEY}"}}), "answered 500: out of memory"),
        (Reply(302, None, {"Location": "http://127.0.0.1:9/"}), "answered 302"),
        (Reply(200, b"<html>hello</html>"), "correct llm.url"),
        (Reply(200, {"choices": []}), "correct llm.url"),
        (Reply(200, {"choices": "x" * 10}), "correct llm.url"),
        (said(""), "answered nothing"),
        (said(None), "answered nothing"),
        (said("<think>only thoughts</think>"), "answered nothing"),
        (said("Plot it", finish_reason="length"), "was cut off"),
        (said("---\n---\n"), "holds no words"),
        (Stall(), "did not answer within 1 s"),
        (Reset(), "broke off"),
    ],
)
def test_every_failure_is_a_sentence_without_the_key(
    bot: Bot, queued: dict[str, str], model: Serve, root: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer, words: str
) -> None:
    monkeypatch.setenv("BOT_LLM_API_KEY", KEY)
    with model(answer):
        ran = bot("rewrite", queued["x"], "--yes")
    assert ran.code == 1
    assert words in ran.err, ran.err
    assert "Traceback" not in ran.err
    assert KEY not in ran.err
    assert sidecars(root) == []


def test_nobody_at_the_address(bot: Bot, queued: dict[str, str], model: Serve, root: Path) -> None:
    with model(said(GOOD)) as server:
        url = server.url
    configure(root, f"{url}/v1")
    ran = bot("rewrite", queued["x"])
    assert ran.code == 1
    assert f"Nothing answers at {url}/v1. Start the model there" in ran.err


def test_without_a_yes_nothing_is_written(bot: Bot, queued: dict[str, str], model: Serve, root: Path) -> None:
    with model(said(GOOD)):
        ran = bot("rewrite", queued["x"])
    assert (ran.code, sidecars(root)) == (0, [])
    assert "+Plot the first 100 steps" in ran.out
    assert "Nothing was written." in ran.err


def test_a_sidecar_of_the_author_stays(bot: Bot, queued: dict[str, str], model: Serve, root: Path) -> None:
    (root / "posts" / "loss.x.md").write_text("By hand.\n")
    with model(said(GOOD)):
        ran = bot("rewrite", queued["x"], "--yes")
    assert ran.code == 1
    assert "is there already" in ran.err
    assert (root / "posts" / "loss.x.md").read_text() == "By hand.\n"


@pytest.mark.parametrize(("typed", "there"), [("n\n", "By hand.\n"), ("y\n", GOOD + "\n")])
def test_on_a_terminal_it_asks_before_it_replaces(queued: dict[str, str], model: Serve, root: Path, typed: str, there: str) -> None:
    (root / "posts" / "loss.x.md").write_text("By hand.\n")
    with model(said(GOOD)):
        code, seen = on_a_terminal([sys.executable, "-m", "bot", "--workspace", str(root), "rewrite", queued["x"], "--yes"], typed=typed)
    assert code == 0, seen.decode()
    assert b"loss.x.md is there already. Replace it?" in seen
    assert (root / "posts" / "loss.x.md").read_text() == there


def test_title_and_fields_of_the_author_stay_and_dashes_divide_nothing(
    bot: Bot, queued: dict[str, str], model: Serve, root: Path, store: Store
) -> None:
    with model(said("Plot it.\n\n---\n\nThen read **it**.")):
        ran = bot("rewrite", queued["reddit"], "--yes")
    assert ran.code == 0, ran.err
    draft = store.draft(queued["reddit"])
    assert (draft.title, draft.fields["flair"]) == ("[P] Loss", "Project")
    assert [segment.text for segment in draft.segments] == ["Plot it.\n\n***\n\nThen read **it**."]


@pytest.mark.parametrize("text", ["+++\ntitle = 'Evil'\n+++\nPlot it.", "---\nsubreddit: evil\n---\nPlot it.", "\x1b[2J\u202ePlot it."])
def test_a_proposal_is_text_and_nothing_else(bot: Bot, queued: dict[str, str], model: Serve, root: Path, store: Store, text: str) -> None:
    before = store.draft(queued["reddit"])
    with model(said(text)):
        code, seen = on_a_terminal([sys.executable, "-m", "bot", "--workspace", str(root), "rewrite", queued["reddit"]], typed="y\n")
    assert code in (0, 1)
    assert hostile(seen) == set()
    after = store.draft(queued["reddit"])
    assert (after.title, after.fields) == (before.title, before.fields)


def test_what_is_out_is_not_rewritten(bot: Bot, queued: dict[str, str], model: Serve, store: Store) -> None:
    bot("approve", queued["x"], "--yes", "--now")
    from whenever import Instant

    now = Instant.from_utc(2199, 1, 1)
    assert store.claim(queued["x"], store.delivery(queued["x"]).fingerprint, now) is not None
    with model(said(GOOD)) as server:
        ran = bot("rewrite", queued["x"], "--yes")
    assert ran.code == 1
    assert server.seen == []
