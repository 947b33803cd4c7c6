"""A wake-up when something stirs below the posts folder. Never the truth: a rescan is."""

from __future__ import annotations

import threading
from pathlib import Path


class Watcher:
    """Sets `wake` and `stirred` soon after any file below `folder` changes, in a thread of its own, until `close`."""

    def __init__(self, folder: Path, wake: threading.Event) -> None:
        self.stirred = threading.Event()
        self._wake = wake
        self._stop = threading.Event()
        self._folder = folder
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        from watchfiles import watch

        while not self._stop.is_set():
            try:
                for _ in watch(
                    self._folder, stop_event=self._stop, debounce=200, step=50, rust_timeout=2000, watch_filter=None, yield_on_timeout=False
                ):
                    self.stirred.set()
                    self._wake.set()
            except (OSError, RuntimeError):
                # The folder is missing or the system has no watches left: rescans alone carry on.
                self._stop.wait(5)

    def close(self) -> None:
        """Ends the thread soon."""
        self._stop.set()
