"""A text file put into its place in one step, and durable when that is done."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from bot.store.durable import keep_names


def place(path: Path, text: str, *, replacing: bool) -> None:
    """Writes the file whole or not at all. Raises FileExistsError where it is there and not `replacing`, OSError when the disk fails."""
    handle, name = tempfile.mkstemp(prefix=".bot-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        if replacing:
            Path(name).replace(path)
        else:
            os.link(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
    keep_names(path.parent)
