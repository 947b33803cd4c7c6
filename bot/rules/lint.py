"""What a second pair of eyes would notice in finished drafts: hidden characters, secrets, and the same words sent twice."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from bot.model.draft import Draft, Problem

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]")
_UNSEEN = re.compile(r"[\xad\u180e\u200b\u2060-\u2064\ufeff]|(?<!\U0001f3f4)(?<![\U000e0020-\U000e007f])[\U000e0000-\U000e007f]")
_SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----"),
    "an AWS access key": re.compile(r"\b(?:AKIA|ASIA)(?!\w*EXAMPLE)[0-9A-Z]{16}\b"),
    "a GitHub token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{60,255})\b"),
    "a GitLab token": re.compile(r"\bglpat-[\w-]{20,64}"),
    "a Hugging Face token": re.compile(r"\bhf_[A-Za-z]{34}\b"),
    "an API key": re.compile(r"\bsk-(?:proj-|ant-|svcacct-)?(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{32,255}"),
    "a Google API key": re.compile(r"\bAIza[\w-]{35}\b"),
    "a Slack token": re.compile(r"\bxox[abeoprs]-[0-9][\w-]{20,255}"),
    "a Stripe key": re.compile(r"\b[sr]k_live_[A-Za-z0-9]{24,255}"),
}
"""Formats from each vendor's documentation (checked 2026-11-21); documentation's own examples are let through."""


def across(drafts: Mapping[str, Draft], identical_refused: Collection[str] = ()) -> dict[str, tuple[Problem, ...]]:
    """The problems of one post's drafts, both by account; accounts without any are left out.

    `identical_refused` names the platforms whose LIMITS say so: there the same text on two accounts is an error, else a warning.
    """
    found = {name: alone(draft) + _twins(name, drafts, identical_refused) for name, draft in drafts.items()}
    return {name: problems for name, problems in found.items() if problems}


def alone(draft: Draft) -> tuple[Problem, ...]:
    """The problems one draft shows by itself, each once."""
    text = _text(draft)
    return (*_hidden(text), *_secrets(text), *_plain_links(draft))


def _hidden(text: str) -> list[Problem]:
    problems = []
    if found := _CONTROL.search(text):
        words = f"The text holds a character that changes how it reads without being seen ({_name(found[0])}). Delete it."
        problems.append(Problem("error", "control-character", words))
    if found := _UNSEEN.search(text):
        words = f"The text holds an invisible character ({_name(found[0])}), which will be published as it is."
        problems.append(Problem("warning", "invisible-character", words))
    return problems


def _secrets(text: str) -> list[Problem]:
    """Never repeats the secret itself: problems are stored and printed."""
    return [
        Problem("error", "secret-in-text", f"The text seems to hold {kind}. Take it out, and revoke it if it was ever valid.")
        for kind, pattern in _SECRETS.items()
        if pattern.search(text)
    ]


def _plain_links(draft: Draft) -> list[Problem]:
    links = {span.target: None for segment in draft.segments for span in segment.spans if span.kind == "link"}
    return [
        Problem("warning", "link-not-https", f"The link {target} is not encrypted. Write https:// if the site offers it.")
        for target in links
        if target.lower().startswith("http://")
    ]


def _twins(name: str, drafts: Mapping[str, Draft], identical_refused: Collection[str]) -> tuple[Problem, ...]:
    platform, text = drafts[name].platform, _bare(drafts[name])
    twins = [other for other, draft in drafts.items() if other != name and draft.platform == platform and _bare(draft) == text]
    if not twins:
        return ()
    refused = platform in identical_refused
    advice = "which the platform forbids. Send it to one, or write another text." if refused else "which readers of both will notice."
    return (Problem("error" if refused else "warning", "same-text", f"The same text goes to {', '.join(twins)}, {advice}"),)


def _text(draft: Draft) -> str:
    return "\n".join((draft.title, *(segment.text for segment in draft.segments)))


def _bare(draft: Draft) -> str:
    return " ".join(_text(draft).casefold().split())


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
