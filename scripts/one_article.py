"""Writes docs/one-article.md: a sample post and what becomes of it on every platform, as `bot preview` shows it. `make shapes` runs it."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "one-article.md"
POST = "kv-cache"
WIDTH = 66
"""Columns: those of a card."""

SETTINGS = """\
site: {url: https://example.org}
accounts:
  linkedin: {platform: linkedin, default: true}
  x: {platform: x, default: true}
  reddit: {platform: reddit, default: true, subreddit: MachineLearning, prefix: "[P]", flair: Project}
"""

HEAD = f"""\
# One article in all its shapes

[`posts/{POST}/index.md`](../posts/{POST}/index.md), a sample with a formula, code, a table and a figure, as `bot preview` shows it:
what the readers of each platform meet, with LinkedIn's fold, X's thread and Reddit's markdown rendered. Nobody wrote these texts by hand,
and no model or network took part. `make shapes` writes this page anew; a test compares it with what the code does.
"""


def page() -> str:
    """The whole page, made in a workspace of its own."""
    from bot import app
    from bot.cli.show import look
    from bot.service import preview
    from bot.terminal import draft as sheet
    from bot.terminal import pretty

    shown = [HEAD]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "config").mkdir()
        (root / "config" / "bot.yaml").write_text(SETTINGS, "utf-8")
        shutil.copytree(ROOT / "posts" / POST, root / "posts" / POST)
        workspace = app.open_workspace(root)
        with workspace.store:
            _, drafts = preview.preview(workspace, root / "posts" / POST / "index.md")
        for draft in drafts:
            out = io.StringIO()
            pretty.show(sheet.parts(draft, look(draft)), out, WIDTH)
            lines = "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
            shown.append(f"\n## {draft.platform}\n\n```text\n{lines}```\n")
    return "".join(shown)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    PAGE.write_text(page(), "utf-8")
