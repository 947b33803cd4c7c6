"""Buttondown, a newsletter service: its API 2026-04-01 by plain HTTP (its OpenAPI document and pages, checked 2026-11-22).

Oddities. Below that version an email without `status` goes to every subscriber at once, so `status: draft` always stands there, and
the header that would confirm a sending by POST is never sent. A draft is sent by a change of its status, which writes all that
was approved once more. The body is a Django template too: `{{` in an article is written as an entity; a subject has none. The key of
a step stands in the email's metadata, and that is how it is found again. A mail can't be taken back.

Credentials: `api_key` with the right to write emails and to read subscribers; it does not expire.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from bot.errors import UserError
from bot.model.draft import Draft
from bot.model.guide import Guide
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.model.settings import Issue, key
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step, pasted

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.post import Post

LIMITS = Limits(
    counter="chars",
    maximum=1_000_000,
    title=2000,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=("api.buttondown.com",),
    secrets=("api_key",),
    identity=("username",),
    idempotency="readable",
    find=True,
    delete=True,
    exists=True,
    rich=True,
    hourly_cap=2,
    daily_cap=4,
    markdown=True,
    newsletter=True,
)
"""Buttondown names a longest subject and no longest body; the caps are ours, as nobody reads five mails of one sender a day."""

GUIDE = Guide(
    name="Buttondown",
    takes="a minute",
    costs="what your plan costs; a mail costs nothing more",
    steps=("In Buttondown's settings, under API, make a key that may write emails and read subscribers.",),
    asks=(("api_key", "API key"),),
    scopes=("emails: write", "subscribers: read"),
    who=("", "username"),
    sparing=True,
)

PREFIX = "<!-- buttondown-editor-mode: fancy -->\n"
"""Says that the body is HTML; else Buttondown guesses."""


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A newsletter."""

    shape: Issue = "whole"
    send: Annotated[
        Literal["draft", "now"], key("a yes makes a draft, which you send there yourself, or with `now` mails all subscribers", "now")
    ] = "draft"


def facts(connection: Connection) -> Facts:
    """Whose newsletter it is, and how many `subscribers` it has. Raises a SendError."""
    from bot.platforms import _buttondown as wire

    return wire.me(connection)


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:
    """The article as an issue in HTML. `visibility` says whether a yes makes a draft or sends it. Pure."""
    from bot.platforms import _issue

    now = getattr(account, "send", "draft") == "now"
    made = _issue.defused(_issue.draft(post, account, LIMITS, "subscribers" if now else "draft"), PREFIX)
    return replace(made, problems=made.problems + _issue.recipients(facts.get("subscribers"))) if now else made


def steps(draft: Draft) -> tuple[Step, ...]:
    """The draft; where it is to be sent, that is only the first step, which nobody sees."""
    (segment,) = draft.segments
    if draft.visibility == "draft":
        return (Step(0, "post", segment, draft),)
    return (Step(0, "upload", segment, draft), Step(1, "post", segment, draft, needs=(0,)))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:
    """The draft, or its sending. Raises a SendError."""
    from bot.http import beforehand
    from bot.platforms import _buttondown as wire

    if step.needs:
        return wire.send(connection, step.draft, before[step.needs[0]])
    if step.action == "upload":  # these are repeated without a look by anybody else
        with beforehand("Buttondown did not show what is there already"):
            there = wire.of_key(connection, key, connection.begun or connection.now)
        if there:
            return there
    return wire.create(connection, step.draft, key)


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:
    """The email with this key in its metadata; where the step is to send it, the same one if it is on its way. Raises a SendError."""
    from bot.platforms import _buttondown as wire

    if not step.needs:
        return wire.of_key(connection, key, since)
    made = before.get(step.needs[0])
    return wire.sent(connection, made) if made else None


def ref(url: str) -> RemoteRef:
    """The email of an address in Buttondown's own pages. Raises UserError for anything else, the public archive too: it names no id."""
    from bot.platforms import _buttondown as wire

    host, path = pasted(url)
    found = re.fullmatch(r"/emails/([\w-]{3,80})/?", path, re.ASCII)
    if host != "buttondown.com" or not found:
        raise UserError("This is no address of an email in Buttondown. It looks like https://buttondown.com/emails/em_0123456789.")
    return wire.live(found[1])


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Deletes a draft; Refused when the mail went out. Raises a SendError."""
    from bot.platforms import _buttondown as wire

    wire.delete(connection, ref)


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """Whether Buttondown still has the email. Raises a SendError."""
    from bot.platforms import _buttondown as wire

    return bool(wire.email(connection, ref))


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """The empty editor: Buttondown fills in nothing."""
    return "https://buttondown.com/emails/new"


def account_url(account: AnyAccount, facts: Facts) -> str:  # noqa: ARG001
    """One's emails, drafts too."""
    return "https://buttondown.com/emails"
