"""The page as one file that can be kept and opened anywhere: style and pictures inside it."""

from __future__ import annotations

import base64
from pathlib import Path

from bot.rehearsal.ledger import Ledger
from bot.rehearsal.pages import UTC, render
from bot.rehearsal.sheets import HERE


def snapshot(state_dir: Path, zone: str = UTC) -> str:
    """The feeds of this folder's ledger as a self-contained HTML page, times in `zone`. Raises sqlite3.Error when there is no ledger."""
    ledger = Ledger(state_dir / "rehearsal.sqlite", readonly=True)

    def inside(digest: str) -> str:
        found = ledger.picture(digest)
        return f"data:{found[0]};base64,{base64.b64encode(found[1]).decode()}" if found else ""

    try:
        style = "".join((HERE / "static" / name).read_text(encoding="utf-8") for name in ("page.css", "feed.css"))
        return render(ledger, inside, style=style, zone=zone)
    finally:
        ledger.close()
