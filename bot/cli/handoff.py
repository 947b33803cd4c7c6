"""What a person needs to post a delivery by hand: the text in the clipboard, the platform's own form, the line that records it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.terminal import clipboard, say
from bot.terminal.parts import BLANK, Line, Run

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.model.draft import Draft
    from bot.service.workspace import Workspace


def offer(workspace: Workspace, one: Delivery, draft: Draft) -> None:
    """Copies the body, or writes it to a file, and says what to do next."""
    platform = workspace.platform(one.account)
    url = platform.submit_url(draft, workspace.account(one.account))
    prepared = _pasted(workspace, one, draft, url) if platform.LIMITS.rich else _typed(workspace, one, draft, url)
    head = "A rehearsal of posting by hand: open the form, but do not send it" if one.rehearsal else "Post it by hand"
    last: Line = (f"  {len(prepared) + 1}. When it is there: ", Run(f"bot done {one.id} URL", "title"))
    found = "   (or wait: it is found by itself)" if platform.LIMITS.public and not one.rehearsal else ""
    say.show([BLANK, (Run(head, "strong"),), *prepared, (*last, found)])


def _typed(workspace: Workspace, one: Delivery, draft: Draft, url: str) -> list[Line]:
    """A text for the platform's own form."""
    body = "\n\n".join(segment.text for segment in draft.segments)
    came = clipboard.copy(body, workspace.settings.state / "handoff" / f"{one.id}.md")
    return [("  1. ", came), ("  2. Open ", Run(url, "link"))]


def _pasted(workspace: Workspace, one: Delivery, draft: Draft, url: str) -> list[Line]:
    """An article for the platform's editor: by its address where there is one, else from a page that a browser copies."""
    page = clipboard.page(draft.title, draft.segments[0].wire, workspace.settings.state / "handoff" / f"{one.id}.html")
    own = str(draft.fields.get("url") or "")
    by_hand = f"open {page} in a browser, select all, copy, and paste it into the editor"
    if not own:
        return [("  1. ", by_hand), ("  2. The editor: ", Run(url, "link"))]
    return [("  1. Open ", Run(url, "link"), " and give it ", Run(own, "link")), ("  2. Should it not read that well: ", by_hand)]
