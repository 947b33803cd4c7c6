"""Plain SMTP: an article as an issue, mailed to each reader of a list that the author keeps in a file (RFC 5321, 5322, 2369, 8058).

Oddities. There is no draft and nothing can be looked up or taken back: each reader is a step of its own in the journal, and one whose
mail may have left is never mailed again. Providers cap mails an hour and a day, each in its own way. Consent, bounces and who
unsubscribes are the author's; whoever sends thousands a day needs a newsletter service (Gmail's rules for bulk senders, 2026-11).

Credentials: `password`, of the mail account or made for this alone; an app password where there is a second factor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from bot.errors import UserError
from bot.model.draft import Draft, FieldValue, Problem
from bot.model.guide import Guide
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.model.settings import Issue, key
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.post import Post

LIMITS = Limits(
    counter="chars",
    maximum=1_000_000,
    title=900,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=("mail.invalid",),
    secrets=("password",),
    unasked=("user", "none"),
    idempotency="keyed",
    find=True,
    rich=True,
    mails=True,
    hourly_cap=2,
    daily_cap=4,
    markdown=True,
    newsletter=True,
)
"""`keyed`: a call repeats no reader of the calls before. The host is a place in rehearsal alone; a live account speaks to its `host`."""

GUIDE = Guide(
    name="mail",
    takes="five minutes",
    costs="nothing beyond your mail account; its provider caps mails an hour and a day",
    steps=(
        "Find your provider's server for outgoing mail, its port, and its caps; they are the account's host, port and mails_per_day.",
        "Make a password for this alone where your provider has them (an app password).",
        "Write your readers into config/subscribers.txt, one address a line.",
    ),
    asks=(("password", "password of the mail account"),),
    who=("", "sender"),
    needs=("host", "sender"),
    sparing=True,
)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of readers and the server that takes mail for them."""

    host: Annotated[str, key("your provider's server for outgoing mail", "smtp.example.org")]
    port: Annotated[int, key("its port", "465")] = 587
    security: Annotated[
        Literal["starttls", "tls", "none"], key("`tls` encrypts from the first byte; `none` is for a server on this machine alone", "tls")
    ] = "starttls"
    user: Annotated[str, key("the login; `none` where none is wanted", "ada", "the sender's address")] = ""
    sender: Annotated[str, key("whom mails come from", "Ada <ada@example.org>")]
    reply_to: Annotated[str, key("where answers go", "letters@example.org", "the sender")] = ""
    subscribers: Annotated[Path, key("the list, a file counted from `config/`", "readers.txt")] = Path("subscribers.txt")
    unsubscribe: Annotated[
        tuple[str, ...],
        key("ways to leave; `{token}` and `{address}` are the reader's", '["https://example.org/leave?t={token}"]', "a mail to the sender"),
    ] = ()
    footer: Annotated[str, key("the last lines of each mail, such as the postal address that some laws want", "Ada, 12 Some Street")] = ""
    list_id: Annotated[
        str, key("what mail programs sort by", '"Letters <letters.example.org>"', "made of the account's name and the sender's domain")
    ] = ""
    mails_per_hour: Annotated[int, key("the provider's cap; `0` for none", "60")] = 100
    mails_per_day: Annotated[int, key("the same for a day", "300")] = 450
    shape: Issue = "whole"
    call_timeout: Annotated[int, key("seconds that handing over one mail may take", "60", "`120`; in rehearsal `5`")] = 120


def facts(connection: Connection) -> Facts:
    """Whether the server takes our login, who we are to its readers, and how many `subscribers` there are. Raises a SendError."""
    from bot.platforms import _smtp

    with _smtp.opened(connection):
        return {"sender": _smtp.sender(connection.account), "subscribers": len(readers(connection.account))}


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:
    """The article as an issue: HTML is sent with plain text beside it. Who gets it is fixed by the yes, not here. Pure."""
    from bot.platforms import _issue, _smtp_render

    made = _issue.draft(post, account, LIMITS, "subscribers")
    fields: dict[str, FieldValue] = {**made.fields, **_smtp_render.fields(made, post, account)}
    count = facts.get("subscribers")
    problems = (*made.problems, *_smtp_render.problems(account, count))
    return replace(made, fields=fields, problems=(*problems, *_said(count)))


def steps(draft: Draft) -> tuple[Step, ...]:
    """One, which goes to everybody; each reader is journalled by itself."""
    (segment,) = draft.segments
    return (Step(0, "post", segment, draft),)


def readers(account: AnyAccount) -> Mapping[str, str]:
    """Everybody on the list who did not unsubscribe, and their line in it. Raises UserError, which names lines and no address."""
    from bot.platforms import _smtp_list

    path: Path = getattr(account, "subscribers")  # noqa: B009 - every account of this platform has one
    return {key: f"line {reader.line}" for key, reader in _smtp_list.of(path).items()}


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """Mails to as many of those left as there is time for; Halfway as long as somebody is left. Raises a SendError."""
    from bot.platforms import _smtp

    return _smtp.mail(connection, step, key)


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """Nothing: a mailing is done when its journal says so, and no server shows what it took."""
    return None


def ref(url: str) -> RemoteRef:
    """Nothing that a person could paste is a mail. Raises UserError."""
    raise UserError(f"A mail has no address such as https://example.org, so {url[:80]!r} can't be one. See: bot show ID")


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """The provider's page, where one writes mail: nothing is filled in."""
    return account_url(account, {})


def account_url(account: AnyAccount, facts: Facts) -> str:  # noqa: ARG001
    """The provider's page, as far as its name tells."""
    return f"https://{getattr(account, 'host', '')}/"


def _said(count: object) -> tuple[Problem, ...]:
    """What a yes does, as far as is known before one is asked for: then the list is read, and its number stands here."""
    from bot.platforms import _issue

    return _issue.recipients(count)
