"""An article as an issue, as far as newsletter services agree: subject, body, preview text, and to whom it goes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from bot.model.draft import Draft, FieldValue, Problem, Segment
from bot.text import issue
from bot.text.links import canonical
from bot.text.readers import for_reader
from bot.text.summary import description

if TYPE_CHECKING:
    from bot.model.post import Override, Post
    from bot.model.settings import Account
    from bot.platforms.base import Limits

BRACES = re.compile(r"\{(?=[{%#])")
"""How Django's templates and Liquid begin an order."""

STARS = re.compile(r"\*(?=\|)")
"""How Mailchimp's merge tags do."""


def draft(post: Post, account: Account, limits: Limits, visibility: str) -> Draft:
    """The issue in HTML, its preview text as `description`, and the article's address as `canonical_url`."""
    override = post.override(account.name, account.platform)
    post = replace(post, blocks=for_reader(post.blocks, {account.name, account.platform}))
    made = _body(post, account, override)
    title = override.title or post.title
    segment = Segment(made.text, len(made.html), limits.maximum, limits.counter, made.html)
    fields: dict[str, FieldValue] = {"description": " ".join(description(post).split())}
    fields |= {"canonical_url": post.url} if post.url else {}
    fields = {name: value for name, value in fields.items() if value}
    return Draft(account.name, account.platform, title, (segment,), fields, _problems(title, segment, post, limits), visibility=visibility)


def defused(draft: Draft, prefix: str = "", *, order: re.Pattern[str] = BRACES, suffix: str = "") -> Draft:
    """`draft` with nothing in it that a service would take for an order of its own template, `prefix` before its body and `suffix` below.

    In HTML an entity says the same; a preview text with such an order is left out, and a subject with one is an error.
    """
    (segment,) = draft.segments
    segment = replace(segment, wire=prefix + order.sub(lambda sign: f"&#{ord(sign[0])};", segment.wire) + suffix)
    fields: dict[str, FieldValue] = {name: value for name, value in draft.fields.items() if not order.search(str(value))}
    wrong = draft.problems
    if found := order.search(draft.title):
        signs = draft.title[found.start() : found.end() + 1]
        words = f"The {signs} of the title would be an order to the service: write `{draft.platform}: {{title: ...}}` without."
        wrong = (*wrong, Problem("error", "template", words, 1))
    return replace(draft, segments=(segment,), fields=fields, problems=wrong)


def recipients(count: object) -> tuple[Problem, ...]:
    """To how many a yes sends it, said before it is given. It is no part of what the yes binds: subscribers come and go."""
    if type(count) is not int:
        some = "all subscribers, whose number is not known yet,"
    else:
        some = f"about {count:,} subscribers" if count != 1 else "one subscriber"
    words = f"A yes mails this to {some} at its time, and no mail can be taken back."
    return (Problem("warning", "recipients", words),)


def _body(post: Post, account: Account, override: Override) -> issue.Issue:
    url = "" if account.link == "none" else canonical(post, account.platform, friend=account.friend)
    if override.segments:
        return issue.own(post, override.segments)
    shape = override.fields.get("shape")
    shape = shape if shape in get_args(issue.Kind) else getattr(account, "shape", "whole")
    short = shape == "teaser" and not (post.note or post.gathers)
    return issue.teaser(post, url) if short else issue.whole(post, post.blocks, url)


def _problems(title: str, segment: Segment, post: Post, limits: Limits) -> tuple[Problem, ...]:
    found = []
    if not title.strip():
        found.append(Problem("error", "no-title", "A mail needs a subject: add title: to the post.", 1))
    if limits.title and len(title) > limits.title:
        words = f"The subject has {len(title):,} characters, {limits.title:,} are the most: write a shorter title for this account."
        found.append(Problem("error", "title", words, 1))
    if not post.url and not post.gathers:
        found.append(Problem("info", "no-url", "The post has no address, so the mail leads nowhere: add url: if it stands somewhere.", 1))
    if len(segment.wire.encode("utf-8", "surrogatepass")) > issue.CLIPPED:
        words = "The mail is longer than Gmail shows: it hides what is beyond 102 KB behind a link. `shape: teaser` sends a short one."
        found.append(Problem("warning", "clipped", words))
    if segment.length > segment.limit:
        found.append(Problem("error", "too-long", f"The mail has {segment.length:,} characters, {segment.limit:,} are the most."))
    return tuple(found)
