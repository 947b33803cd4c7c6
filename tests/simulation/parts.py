"""What the four pretend platforms share: how a post becomes segments, and how a call is made. They differ in their LIMITS alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from bot.errors import MaybeSent, Refused, SendError, UserError
from bot.http import Json, four_kinds
from bot.model.draft import Draft, Segment
from bot.model.receipt import RemoteRef
from bot.platforms.base import Connection, Limits, MediaLimits, Step, says_gone
from bot.text.plain import block_text

if TYPE_CHECKING:
    from bot.model.post import Post
    from bot.model.settings import Account
    from bot.platforms.base import Idempotency
    from tests.simulation.network import Session

MEDIA = MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0)


def limits(idempotency: Idempotency, *, can: bool, caps: tuple[int, int] = (4, 12)) -> Limits:
    """The limits of a platform of that class; with `can` it has threads, edits and looks whether a post is still there."""
    return Limits(
        counter="chars", maximum=280, media=MEDIA, hosts=(f"{idempotency}.example",), secrets=(), idempotency=idempotency,
        threads=can, find=idempotency != "blind", update=can, delete=True, exists=can, longest_thread=9 if can else 1,
        identical_refused=idempotency == "refusing", hourly_cap=caps[0], daily_cap=caps[1],
    )  # fmt: skip


def draft(post: Post, account: Account, limits: Limits) -> Draft:
    """A segment for each paragraph; without threads the first alone, and the second as an optional comment below it."""
    said = [text for block in post.blocks if (text := " ".join(block_text((block,)).text.split()))]
    kept = said if limits.threads else said[:1]
    made = tuple(Segment(text, len(text), limits.maximum, limits.counter, text) for text in kept)
    fields = {} if limits.threads or len(said) < 2 else {"comment": said[1]}
    return Draft(account.name, account.platform, post.title, made, {**fields, "picture": "with a picture" in said[0]} if said else {})


def steps(draft: Draft) -> tuple[Step, ...]:
    """An upload where the text has a picture, the segments each below the one before, and the comment."""
    made: list[Step] = []
    if draft.fields.get("picture"):
        made.append(Step(0, "upload", draft.segments[0], draft))
    above: int | None = None
    for segment in draft.segments:
        needs = (0,) if made and made[0].action == "upload" and above is None else ()
        made.append(Step(len(made), "post", segment, draft, follows=above, needs=needs))
        above = len(made) - 1
    if text := str(draft.fields.get("comment") or ""):
        said = Segment(text, len(text), 280, "chars", text)
        made.append(Step(len(made), "comment", said, draft, follows=above, optional=True))
    return tuple(made)


def send(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:
    """One upload, post or comment."""
    body = {"text": step.segment.wire, "key": key}
    if step.follows is not None:
        body["parent"] = before[step.follows].id
    made = ask(connection, "POST", f"/{step.action}s", body)
    if not isinstance(made.get("id"), str):
        raise MaybeSent("a success without an id")
    return live(connection.account.platform, made["id"]) if step.action != "upload" else RemoteRef(made["id"])


def look(connection: Connection, step: Step, before: Mapping[int, RemoteRef], since: float) -> RemoteRef | None:
    """The step in the list of one's own posts, below the right one."""
    above = before[step.follows].id if step.follows is not None else ""
    for post in ask(connection, "GET", "/posts")["posts"]:
        if post["text"] == step.segment.wire and post["parent"] == above and post["at"] >= since * 1_000_000:
            return live(connection.account.platform, post["id"])
    return None


def ask(connection: Connection, method: str, path: str, body: dict[str, str] | None = None) -> Json:
    """One call. Raises a SendError."""
    with four_kinds(connection.now, (), special):
        found = cast("Session", connection.session).ask(method, path, body)
    if method == "GET" and path == "/posts" and not isinstance(found.get("posts"), list):
        raise MaybeSent("a list that is none")
    return found


def special(status: int, said: Json) -> SendError | None:
    """A repeat, and an account that is no more."""
    if status == 409:
        return Refused("it was said before", cause="duplicate")
    return Refused("the account is suspended", cause="account") if status == 403 else None


def live(platform: str, id_: str) -> RemoteRef:
    """The reference of a live post."""
    return RemoteRef(id_, f"https://{platform}.example/posts/{id_}")


def pasted(platform: str, url: str) -> RemoteRef:
    """The post that a person means."""
    if not url.startswith(f"https://{platform}.example/posts/"):
        raise UserError("This is no post.")
    return live(platform, url.rpartition("/")[2])


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Takes a post back."""
    ask(connection, "DELETE", f"/posts/{ref.id}")


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """Whether it is still there."""
    try:
        ask(connection, "GET", f"/posts/{ref.id}")
    except Refused as refused:
        if says_gone(refused):
            return False
        raise
    return True
