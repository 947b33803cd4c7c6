"""A real Chromium without a window, spoken to over its own protocol: what it ran, what it asked for, what its document holds."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--mute-audio", "--remote-debugging-port=0",
)  # fmt: skip
PATIENCE = 300.0
"""Seconds for one answer: a busy machine takes its time."""


def program() -> str:
    """The browser of this machine; empty where there is none that starts. Ubuntu's `chromium-browser` may be a stub that only advises."""
    for name in ("chromium", "google-chrome", "chromium-browser"):
        path = shutil.which(name)
        if path and subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60).returncode == 0:
            return path
    return ""


class Tab:
    """One page: questions and answers, and every event in the order in which it came."""

    def __init__(self, line: ClientConnection) -> None:
        self._line, self._number, self._session = line, 0, ""
        self.events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = str(self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        for domain in ("Page", "Network", "Log", "Runtime", "Debugger"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer to one call."""
        self._number += 1
        call = {"id": self._number, "method": method, "params": params, **({"sessionId": self._session} if self._session else {})}
        self._line.send(json.dumps(call))
        while (answer := self._next(PATIENCE)).get("id") != self._number:
            self.events.append(answer)
        if "error" in answer:
            raise AssertionError(f"{method}: {answer['error']}")
        return dict(answer["result"])

    def _next(self, seconds: float) -> dict[str, Any]:
        return dict(json.loads(self._line.recv(timeout=seconds)))

    def look(self, width: int, *, dark: bool = False, height: int = 1000) -> None:
        """The size of the window, and what its owner prefers."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, url: str) -> None:
        """Goes to `url` and waits until everything of it is there, and a moment more for what would only begin then."""
        self.events.clear()
        self.ask("Page.navigate", url=url)
        while not self.of("Page.loadEventFired"):
            self.events.append(self._next(PATIENCE))
        self.does("new Promise(done => requestAnimationFrame(() => setTimeout(done, 300)))")

    def does(self, script: str) -> Any:
        """The value of a script of ours, which no policy of the page hinders."""
        made = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in made, made
        return made["result"].get("value")

    def of(self, method: str) -> list[dict[str, Any]]:
        """What was told of one kind since the page was opened."""
        return [event["params"] for event in self.events if event.get("method") == method]

    def asked_for(self) -> set[str]:
        """Every address that the page made the browser ask for."""
        return {event["request"]["url"] for event in self.of("Network.requestWillBeSent")}

    def ran(self) -> list[str]:
        """Every script of the page itself: ours are told apart by having no address, or one that we gave."""
        return [event["url"] for event in self.of("Debugger.scriptParsed") if event["url"] and not event["url"].startswith("ours:")]


@contextmanager
def browsing(folder: Path) -> Iterator[Tab]:
    """A browser with a profile of its own in `folder`, for as long as the block runs."""
    process = subprocess.Popen(
        [program(), *FLAGS, f"--user-data-dir={folder}", "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        with connect(_address(folder, process), max_size=None, proxy=None, open_timeout=PATIENCE) as line:
            yield Tab(line)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _address(folder: Path, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        told = folder / "DevToolsActivePort"
        if told.exists() and len(lines := told.read_text("ascii").split()) == 2:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        assert process.poll() is None, "the browser did not start"
        time.sleep(0.05)
    raise AssertionError("the browser did not say where it listens")
