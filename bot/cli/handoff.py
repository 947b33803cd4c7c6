"""What a person needs to post a delivery by hand: the text in the clipboard, the platform's own form, the line that records it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.terminal import clipboard, say
from bot.terminal.parts import BLANK, Run

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.model.draft import Draft
    from bot.service.workspace import Workspace


def offer(workspace: Workspace, one: Delivery, draft: Draft) -> None:
    """Copies the body, or writes it to a file, and says what to do next."""
    body = "\n\n".join(segment.text for segment in draft.segments)
    came = clipboard.copy(body, workspace.settings.state / "handoff" / f"{one.id}.md")
    url = workspace.platform(one.account).submit_url(draft, workspace.account(one.account))
    say.show(
        [
            BLANK,
            (
                Run(
                    "Post it by hand" if not one.rehearsal else "A rehearsal of posting by hand: open the form, but do not send it",
                    "strong",
                ),
            ),
            ("  1. ", came),
            ("  2. Open ", Run(url, "link")),
            ("  3. When it is there: ", Run(f"bot done {one.id} URL", "title")),
        ]
    )
