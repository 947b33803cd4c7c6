"""Notices: what needs a person reaches them through apprise, on their phone if they like. No post ever waits for one, or fails with it."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from whenever import Instant

from bot.errors import UserError
from bot.model.delivery import State
from bot.model.said import Said
from bot.rules import notices
from bot.rules.notices import Matter, Notice, Told
from bot.service import health, status

if TYPE_CHECKING:
    from bot.engine.local import Local
    from bot.model.delivery import Delivery
    from bot.service.workspace import Workspace

ERRAND = "the notices"
"""How the errand is named; no account's name has blanks."""

LOOK_EVERY = 60
"""Seconds between two looks for something to tell."""

AGAIN = 600
"""Seconds until a notice that nobody took is tried once more."""

LONGEST = 30
"""Seconds for one place to take a notice; then it is left behind."""

MOST_TEXT = 3000
"""Characters of a prepared text in a notice; the form that the link opens holds the whole of it, where the platform allows that."""

ENDED = "ended badly"
"""The small fact that the service was not ended in order: when it was last alive, and when it was started again."""

SAID = "could not be told"
"""The small fact that a place took no notice, so that it is said once."""


def watch(workspace: Workspace, engine: Local, next_look: dict[str, Instant]) -> None:
    """Sends a worker to tell what is new, once a minute, where the configuration names a place for it."""
    now = workspace.clock.now()
    if workspace.settings.notify and now >= next_look.get(ERRAND, now) and engine.submit(ERRAND, ERRAND):
        next_look[ERRAND] = now.add(seconds=LOOK_EVERY)


def tell(workspace: Workspace, say: Callable[[str], None]) -> None:
    """Tells what is new and remembers it; what no place took is tried again later. Whatever goes wrong is said once, never raised."""
    now, told = workspace.clock.now(), _told(workspace)
    matters = [*_matters(workspace), *_ended(workspace)]
    present = {one.key for one in matters}
    try:
        for notice in notices.notices(matters, told, workspace.settings.rhythm, now):
            trouble = deliver(workspace.addresses(workspace.settings.notify), notice)
            at = now.subtract(seconds=notices.EVERY - AGAIN) if trouble else now
            told[notice.kind] = Told(at, told.get(notice.kind, Told()).keys if trouble else notice.keys)
            _mind(workspace, trouble, say)
    except UserError as error:  # no apprise, a secret that is nowhere
        _mind(workspace, str(error), say)
    _remember(workspace, {kind: Told(one.at, [key for key in one.keys if key in present]) for kind, one in told.items()})


def deliver(places: Mapping[str, str], notice: Notice) -> str:
    """Gives a notice to every place. Which took none, as one sentence; empty where at least one did. Raises UserError."""
    failed = [name for name, address in places.items() if not send(address, notice.title, notice.text)]
    if not failed or len(failed) < len(places):
        return ""
    return f"No notice could be given to {', '.join(failed)}; it is tried again. See: bot notify --test"


def send(address: str, title: str, text: str) -> bool:
    """Whether the place at `address` took it, in `LONGEST` seconds. The address is a secret, and is said nowhere. Raises UserError."""
    apprise = must_be_there()
    taken: list[bool] = []

    def give() -> None:
        asset = apprise.AppriseAsset(app_id="bot", app_desc="bot", app_url="", async_mode=False)
        place = apprise.Apprise(asset=asset)
        taken.append(bool(place.add(address)) and bool(place.notify(body=text, title=title, body_format=apprise.NotifyFormat.TEXT)))

    thread = threading.Thread(target=give, name="notice", daemon=True)
    thread.start()
    thread.join(LONGEST)
    return taken == [True]


def started(workspace: Workspace, before: Instant | None) -> None:
    """Remembers that the service, which starts now, ended badly after its start at `before`; None where it ended in order."""
    last = health.last(workspace.settings.state)
    lived = max(before, last.at) if before and last else before
    said = f"{lived.format_iso(unit='second')} {workspace.clock.now().format_iso(unit='second')}" if lived else ""
    if said or workspace.store.meta(ENDED):
        workspace.store.set_meta(ENDED, said)


def must_be_a_name(text: str) -> None:
    """Raises UserError unless `text` may name a place in `notify:`."""
    try:
        if "://" not in notices.target(text):
            return
    except ValueError as error:
        raise UserError(f"{str(error)[:1].upper()}{str(error)[1:]}", exit_code=2) from None
    raise UserError("An address that holds no secret stands in `notify:` of config/bot.yaml itself; here a name is wanted.", exit_code=2)


def quiet(workspace: Workspace) -> bool:
    """Whether these are quiet hours."""
    return notices.quiet(workspace.settings.rhythm, workspace.clock.now())


def must_be_there() -> Any:
    """apprise, which an extra brings. Raises UserError."""
    try:
        import apprise
    except ImportError:
        raise UserError("Notices need apprise, which is not installed. Install it with: pip install 'bot[notify]'") from None
    logging.getLogger("apprise").disabled = True  # its words hold addresses, which are secrets
    return apprise


def _matters(workspace: Workspace) -> Iterator[Matter]:
    """The inbox, with what helps to post by hand from a phone."""
    prepared = {f"bot show {one.id}": one for one in workspace.store.deliveries(states=(State.HANDOFF,))}
    for todo in status.inbox(workspace):
        one = prepared.get(todo.command) if todo.kind == "handoff" else None
        if one is not None:
            yield Matter(todo.kind, f"handoff {one.id}", todo.line, f"bot done {one.id} URL", _by_phone(workspace, one))
        else:
            over = f" {todo.line}" if todo.kind in {"login", "paused", "stopped"} else ""
            yield Matter(todo.kind, f"{todo.kind} {todo.command}{over}", todo.line, todo.command)


def _by_phone(workspace: Workspace, delivery: Delivery) -> str:
    """A link that opens the platform's own form, and the text for it; nothing in a rehearsal, where nothing is to be posted."""
    if delivery.rehearsal or not workspace.serves(delivery):
        return ""
    draft, platform = workspace.store.draft(delivery.id, delivery.approved), workspace.platform(delivery.account)
    link = platform.submit_url(draft, workspace.account(delivery.account))
    if platform.LIMITS.rich:
        own = str(draft.fields.get("url") or "")
        return f"Open {link}" + (f"\nand give it {own}" if own else "\nThe text is at your desk.")
    text = "\n\n".join(segment.text for segment in draft.segments)
    cut = text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]} [...]"
    return f"Open {link}\n\n{cut}\n"


def _ended(workspace: Workspace) -> list[Matter]:
    before, _, since = (workspace.store.meta(ENDED) or "").partition(" ")
    if not since or Instant.parse_iso(since).add(hours=24) < workspace.clock.now():
        return []
    last, then = (notices.clock(Instant.parse_iso(one), workspace.settings.timezone) for one in (before, since))
    return [Matter("ended", f"ended {since}", f"The service was cut off after {last}, and runs again since {then}", "bot doctor")]


def _mind(workspace: Workspace, trouble: str, say: Callable[[str], None]) -> None:
    if trouble != (workspace.store.meta(SAID) or ""):
        workspace.store.set_meta(SAID, trouble)
        if trouble:
            say(Said(trouble, "notice", level="warning"))


def _told(workspace: Workspace) -> dict[str, Told]:
    kept = workspace.store.meta("told")
    said: Mapping[str, tuple[str, list[str]]] = json.loads(kept) if kept else {}
    return {kind: Told(Instant.parse_iso(at) if at else None, keys) for kind, (at, keys) in said.items()}


def _remember(workspace: Workspace, told: Mapping[str, Told]) -> None:
    said = json.dumps({kind: (one.at.format_iso() if one.at else "", list(one.keys)) for kind, one in told.items()})
    if said != (workspace.store.meta("told") or "{}"):
        workspace.store.set_meta("told", said)
