"""Mailchimp, a newsletter service: campaigns by its Marketing API 3.0 over plain HTTP (its documents, read as stored copies 2026-11-22).

Oddities. A campaign is made empty and filled by a second call, which may be repeated: it puts the whole content. The order to send
is a third one, and answers with nothing. Its title, which only its author sees, ends with the key of its first step, and that is how it
is found again. Whatever stands between `*|` and `|*` is an order to its template: in an article the star is written as an entity (that
entities are no orders is believed, not documented). A mail without the link `*|UNSUB|*` gets a grey footer of Mailchimp's, so ours has
one, and the address that the law wants. No rate is named, but 10 calls at once; what is too much waits. A mail can't be taken back.

Credentials: `api_key`, which ends with the data centre (`-us21`) that `server` names; it does not expire, and may do everything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal, cast
from urllib.parse import urlsplit

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
    title=150,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=(),
    secrets=("api_key",),
    identity=("audience",),
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
"""150 characters of a subject are what its editor takes (believed); it names no longest body; the caps are ours."""

GUIDE = Guide(
    name="Mailchimp",
    takes="two minutes",
    costs="what your plan costs; a mail counts towards its number of sends",
    steps=(
        "In Mailchimp, under Profile, Extras, API keys, make a key. What follows its last dash is your data centre.",
        "Put it into the account in config/bot.yaml, such as `server: us21.api.mailchimp.com`.",
        "Under Audience, Settings, Audience name and defaults stands the Audience ID: `audience: 0a1b2c3d4e`.",
    ),
    asks=(("api_key", "API key"),),
    scopes=("everything: Mailchimp's keys know no less",),
    who=("", "name"),
    needs=("server", "audience"),
    sparing=True,
)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An audience on Mailchimp."""

    server: Annotated[
        str,
        key(
            "the host of your data centre, which the end of your API key names",
            "us21.api.mailchimp.com",
            pattern=r"^[a-z]{2}\d{1,3}\.api\.mailchimp\.com$",
        ),
    ]
    audience: Annotated[str, key("the audience's id", "0a1b2c3d4e", pattern=r"^[0-9A-Za-z]{4,20}$")]
    shape: Issue = "whole"
    send: Annotated[
        Literal["draft", "now"], key("a yes makes a draft, which you send there yourself, or with `now` mails all subscribers", "now")
    ] = "draft"
    from_name: Annotated[str, key("whom mails come from", "Ada", "the audience's own")] = ""
    reply_to: Annotated[str, key("the sender's address", "ada@example.org", "the audience's own")] = ""


def facts(connection: Connection) -> Facts:
    """What the audience is called, who writes to it, and how many `subscribers` it has. Raises a SendError."""
    from bot.platforms import _mailchimp as wire

    return wire.audience(connection)


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:
    """The article as an issue in HTML. `visibility` says whether a yes makes a draft or sends it. Pure."""
    from bot.platforms import _issue
    from bot.platforms import _mailchimp as wire

    own = cast("Account", account)
    now = own.send == "now"
    made = _issue.draft(post, account, LIMITS, "subscribers" if now else "draft")
    made = _issue.defused(made, wire.HEAD, order=_issue.STARS, suffix=wire.FOOT)
    sender = {"from_name": own.from_name or facts.get("from_name"), "reply_to": own.reply_to or facts.get("reply_to")}
    fields = {**made.fields, "audience": own.audience, **{name: str(value) for name, value in sender.items() if value}}
    said = _issue.recipients(facts.get("subscribers")) if now else ()
    return replace(made, fields=fields, problems=made.problems + said)


def steps(draft: Draft) -> tuple[Step, ...]:
    """An empty campaign, its content, and where it is to be sent the order. Nobody sees anything before the last one."""
    (segment,) = draft.segments
    made = Step(0, "upload", segment, draft)
    if draft.visibility == "draft":
        return (made, Step(1, "post", segment, draft, needs=(0,)))
    return (made, Step(1, "upload", segment, draft, needs=(0,)), Step(2, "post", segment, draft, needs=(0, 1)))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:
    """The campaign, its content, or the order to send it. Raises a SendError."""
    from bot.http import beforehand
    from bot.platforms import _mailchimp as wire

    if len(step.needs) == 2:
        return wire.send(connection, step.draft, before[0])
    if step.needs:
        return wire.fill(connection, step.draft, before[0])
    with beforehand("Mailchimp did not show what is there already"):
        there = wire.of_key(connection, key, connection.begun or connection.now)
    return there or wire.create(connection, step.draft, key)


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:
    """The campaign with this key in its title; one that holds what was approved; one that is on its way. Raises a SendError."""
    from bot.platforms import _mailchimp as wire

    if not step.needs:
        return wire.of_key(connection, key, since)
    made = before.get(0)
    if made is None:
        return None
    return wire.sent(connection, made) if len(step.needs) == 2 else wire.filled(connection, step.draft, made)


def ref(url: str) -> RemoteRef:
    """The campaign of an address in Mailchimp's own pages. Raises UserError for anything else, its archive too: that names no number."""
    from bot.platforms import _mailchimp as wire

    host, path = pasted(url)
    centre, _, rest = host.partition(".")
    number = re.match(r"(?:[a-z]{1,20}=\w{0,40}&){0,5}id=([0-9]{1,15})(?![0-9])", urlsplit(url.strip()).query if host else "", re.ASCII)
    if rest != "admin.mailchimp.com" or not path.startswith("/campaigns") or not number:
        raise UserError(
            "This is no address of a campaign in Mailchimp. It looks like https://us21.admin.mailchimp.com/campaigns/show/?id=1."
        )
    return RemoteRef(number[1], wire.page(centre, number[1]))


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Deletes a draft; Refused when the mail went out. Raises a SendError."""
    from bot.platforms import _mailchimp as wire

    wire.delete(connection, ref)


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """Whether Mailchimp still has the campaign. Raises a SendError."""
    from bot.platforms import _mailchimp as wire

    return bool(wire.campaign(connection, ref))


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """One's campaigns: Mailchimp fills in nothing."""
    return account_url(account, {})


def account_url(account: AnyAccount, facts: Facts) -> str:  # noqa: ARG001
    """One's campaigns, drafts too."""
    return f"https://{cast('Account', account).server.partition('.')[0]}.admin.mailchimp.com/campaigns/"
