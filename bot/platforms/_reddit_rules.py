"""What a subreddit demands of a post, as its `post_requirements` say, checked before anybody is asked for a yes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.model.draft import Problem
from bot.platforms.base import Facts

LONGEST_GUIDELINES = 600


def broken(facts: Facts, title: str, body: str, link: str, flair: str) -> tuple[Problem, ...]:
    """The rules of the subreddit that this post would break, and its guidelines. `link` is empty for a text post."""
    return (
        *_flair(facts, flair),
        *_lengths(facts, title, body),
        *_body(facts, body),
        *_strings(facts, title, body),
        *_domains(facts, body, link),
    )


def _error(code: str, message: str) -> Problem:
    return Problem("error", code, message)


def _flair(facts: Facts, flair: str) -> Iterator[Problem]:
    if facts.get("is_flair_required") is True and not flair:
        yield _error("flair-required", "The subreddit demands a flair: set flair for the account, or reddit: {flair: ...} in the post.")
    guidelines = facts.get("guidelines_text")
    if isinstance(guidelines, str) and guidelines.strip():
        yield Problem("info", "guidelines", f"The subreddit says: {' '.join(guidelines.split())[:LONGEST_GUIDELINES]}")


def _lengths(facts: Facts, title: str, body: str) -> Iterator[Problem]:
    for what, text in (("title", title), ("body", body)):
        most, least = facts.get(f"{what}_text_max_length"), facts.get(f"{what}_text_min_length")
        if isinstance(most, int) and most and len(text) > most:
            yield _error(f"{what}-too-long", f"The subreddit allows {most} characters in the {what}, this has {len(text)}: shorten it.")
        if isinstance(least, int) and len(text) < least:
            yield _error(f"{what}-too-short", f"The subreddit wants {least} characters in the {what}, this has {len(text)}: say more.")


def _body(facts: Facts, body: str) -> Iterator[Problem]:
    policy = facts.get("body_restriction_policy")
    if policy == "notAllowed" and body:
        yield _error("body-not-allowed", "The subreddit takes no text: use kind: link, or another subreddit.")
    if policy == "required" and not body:
        yield _error("body-required", "The subreddit wants a text: use kind: self.")


def _strings(facts: Facts, title: str, body: str) -> Iterator[Problem]:
    for what, text in (("title", title), ("body", body)):
        lowered = text.casefold()
        required = _words(facts, f"{what}_required_strings")
        if required and text and not any(word.casefold() in lowered for word in required):
            advice = "Set prefix for the account or in the post." if what == "title" else "Write a text for it."
            yield _error(f"{what}-required", f"The subreddit wants one of these in the {what}: {', '.join(required[:20])}. {advice}")
        found = [word for word in _words(facts, f"{what}_blacklisted_strings") if word.casefold() in lowered]
        if found:
            yield _error(f"{what}-forbidden", f"The subreddit forbids these in the {what}: {', '.join(found[:20])}.")
        if _words(facts, f"{what}_regexes") and text:
            yield Problem("warning", f"{what}-pattern", f"The subreddit checks the {what} against patterns of its own: look at its rules.")


def _domains(facts: Facts, body: str, link: str) -> Iterator[Problem]:
    hosts = {host for url in re.findall(r"https?://[^\s()<>\[\]]+", link or body) if (host := _host(url))}
    policy = facts.get("link_restriction_policy")
    forbidden = _words(facts, "domain_blacklist") if policy in {None, "blacklist"} else []
    allowed = _words(facts, "domain_whitelist") if policy == "whitelist" else []
    verb = "refuses" if link else "does not like"
    for host in sorted(hosts):
        if any(_within(host, domain) for domain in forbidden) or (allowed and not any(_within(host, domain) for domain in allowed)):
            yield Problem("error" if link else "warning", "domain-forbidden", f"The subreddit {verb} links to {host}.")


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _within(host: str, domain: str) -> bool:
    domain = domain.lower().removeprefix("www.")
    return host == domain or host.endswith("." + domain)


def _words(facts: Facts, key: str) -> list[str]:
    value = facts.get(key)
    return [word for word in value if word] if isinstance(value, list) else []
