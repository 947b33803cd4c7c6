"""What a second pair of eyes would notice in finished drafts, with the line of the post's file where it stands.

Secrets and characters that deceive are looked for in all that is sent. Paths, unfinished places and the like are looked for in
the author's words, and named only where they are sent: code may hold them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from bot.model.draft import Draft, Problem
from bot.model.post import Post
from bot.text import advertising
from bot.text.smells import Smell, place, smells, within

WAIVABLE_ERRORS = frozenset({"secret-in-text", "duplicate-post", "same-address"})
"""Errors that the author may overrule in the post's `waive:`; all other errors are refusals of a platform, or deceive readers."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]")
_UNSEEN = re.compile(r"[\xad\u180e\u200b\u2060-\u2064\ufeff]|(?<!\U0001f3f4)(?<![\U000e0020-\U000e007f])[\U000e0000-\U000e007f]")
_CODE = re.compile(r"`[^`\n]*`|^(?: {4}|\t).*$", re.MULTILINE)
_SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----"),
    "an AWS access key": re.compile(r"\b(?:AKIA|ASIA)(?!\w*EXAMPLE)[0-9A-Z]{16}\b"),
    "a GitHub token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{60,255})\b"),
    "a GitLab token": re.compile(r"\bglpat-[\w-]{20,64}"),
    "a Hugging Face token": re.compile(r"\bhf_[A-Za-z]{34}\b"),
    "an API key": re.compile(r"\bsk-(?:proj-|ant-|svcacct-)?(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{32,255}"),
    "a Google API key": re.compile(r"\bAIza[\w-]{35}\b"),
    "a Slack token": re.compile(r"\bxox[abeoprs]-[0-9][\w-]{20,255}"),
    "a Telegram bot token": re.compile(r"(?<!\d)\d{8,10}:AA[\w-]{33}(?![\w-])"),
    "a Discord webhook": re.compile(r"discord(?:app)?\.com/api/(?:v\d{1,2}/)?webhooks/\d{17,20}/[\w-]{60,90}"),
    "a Stripe key": re.compile(r"\b[sr]k_live_[A-Za-z0-9]{24,255}"),
}
"""Formats from each vendor's documentation (checked 2026-11-21); documentation's own examples are let through."""

Seen = tuple[tuple[Smell, ...], tuple[str, int] | None]
"""What was seen in a post: its suspicious words, and the first sign of advertising with its line."""

_NO_POST = Post(slug="", path="", title="", blocks=())


def across(drafts: Mapping[str, Draft], identical_refused: Collection[str] = (), post: Post = _NO_POST) -> dict[str, tuple[Problem, ...]]:
    """The problems of one post's drafts, both by account; accounts without any are left out.

    `identical_refused` names the platforms whose LIMITS say so: there the same text on two accounts is an error, else a warning.
    """
    seen = (smells(post), advertising.found(post))
    found = {name: alone(draft, post, seen) + _twins(name, drafts, identical_refused, post) for name, draft in drafts.items()}
    return {name: problems for name, problems in found.items() if problems}


def alone(draft: Draft, post: Post = _NO_POST, seen: Seen | None = None) -> tuple[Problem, ...]:
    """The problems one draft of `post` shows by itself, each once. `seen` is what was seen in the post, if it was read before."""
    text = _text(draft)
    suspicious, sign = seen or (smells(post), advertising.found(post))
    return (
        *_hidden(text, draft, post),
        *_secrets(text, draft, post),
        *_plain_links(draft, post),
        *_smells(text, draft, post, suspicious),
        *_advertising(text, draft, post, sign),
    )


def waive(problems: Iterable[Problem], codes: Collection[str]) -> tuple[Problem, ...]:
    """`problems` with those of `codes` as mere information, where they may be waived; an error that may not says so."""
    return tuple(_waived(problem) if problem.code in codes else problem for problem in problems)


def _waived(problem: Problem) -> Problem:
    if problem.level == "warning" or problem.code in WAIVABLE_ERRORS:
        return replace(problem, level="info", message=f"Waived: {problem.message}")
    return replace(problem, message=f"{problem.message} It can't be waived.") if problem.level == "error" else problem


def unused(codes: Collection[str], problems: Collection[Problem]) -> tuple[Problem, ...]:
    """A note for every one of the waived `codes` that no problem has: a slip, or out of date."""
    seen = {problem.code for problem in problems}
    words = "The post waives {!r}, but there is no such problem: correct it, or take it out."
    return tuple(Problem("info", "waiver-unused", words.format(code), 1) for code in codes if code not in seen)


def _hidden(text: str, draft: Draft, post: Post) -> list[Problem]:
    problems = []
    if found := _CONTROL.search(text):
        words = f"The text holds a character that changes how it reads without being seen ({_name(found[0])}). Delete it."
        problems.append(Problem("error", "control-character", words, _line(found[0], draft, post)))
    if not text.isascii() and (found := _UNSEEN.search(text)):
        words = f"The text holds an invisible character ({_name(found[0])}), which will be published as it is."
        problems.append(Problem("warning", "invisible-character", words, _line(found[0], draft, post)))
    return problems


def _secrets(text: str, draft: Draft, post: Post) -> list[Problem]:
    """Never repeats the secret itself: problems are stored and printed."""
    return [
        Problem(
            "error",
            "secret-in-text",
            f"The text seems to hold {kind}. Take it out, and revoke it if it was ever valid.",
            _line(found[0], draft, post),
        )
        for kind, pattern in _SECRETS.items()
        if (found := pattern.search(text))
    ]


def _plain_links(draft: Draft, post: Post) -> list[Problem]:
    links = {span.target: None for segment in draft.segments for span in segment.spans if span.kind == "link"}
    words = "The link {} is not encrypted. Write https:// if the site offers it."
    return [
        Problem("warning", "link-not-https", words.format(target), _line(target, draft, post))
        for target in links
        if target.lower().startswith("http://")
    ]


def _smells(text: str, draft: Draft, post: Post, suspicious: tuple[Smell, ...]) -> list[Problem]:
    """What of the author's words is suspicious and stands in this draft."""
    own = post.override(draft.account, draft.platform)
    if own.segments:
        found = within(_CODE.sub(" ", "\n".join((draft.title, *own.segments))), own.line)
        return list(dict.fromkeys(Problem("warning", smell.code, smell.message, smell.line) for smell in found))
    said = text.replace("\\", "")
    return [
        Problem("warning", smell.code, smell.message, place(post, smell.words, smell.line) or smell.line)
        for smell in suspicious
        if smell.words.replace("\\", "") in said
    ]


def _advertising(text: str, draft: Draft, post: Post, sign: tuple[str, int] | None) -> list[Problem]:
    """An affiliate link or a sponsor that readers of this draft are not told of."""
    if not (post.disclosure or sign) or advertising.discloses(text):
        return []
    if post.disclosure:
        words = (
            f"The post says disclosure: {post.disclosure}, but the text for {draft.account} doesn't. Write #ad, or what is customary there."
        )
        return [Problem("warning", "undisclosed", words, post.override(draft.account, draft.platform).line or 1)]
    assert sign, "there is one or the other"
    words = f"{sign[0][:80]} looks like advertising, which readers must be told of. Add disclosure: affiliate or sponsored to the post."
    return [Problem("warning", "undisclosed", words, place(post, sign[0], sign[1]) or sign[1])]


def _twins(name: str, drafts: Mapping[str, Draft], identical_refused: Collection[str], post: Post) -> tuple[Problem, ...]:
    platform, text = drafts[name].platform, _bare(drafts[name])
    twins = [other for other, draft in drafts.items() if other != name and draft.platform == platform and _bare(draft) == text]
    if not twins:
        return ()
    refused = platform in identical_refused
    advice = "which the platform forbids. Send it to one, or write another text." if refused else "which readers of both will notice."
    line = post.override(name, platform).line or (1 if post.path else 0)
    return (Problem("error" if refused else "warning", "same-text", f"The same text goes to {', '.join(twins)}, {advice}", line),)


def _line(words: str, draft: Draft, post: Post) -> int:
    """The line of the post's file where `words` of a draft stand: the handwritten text's own, the body's, else the front matter's."""
    own = post.override(draft.account, draft.platform)
    if own.segments:
        return own.line
    return place(post, words) or (1 if post.path else 0)


def _text(draft: Draft) -> str:
    return "\n".join((draft.title, *(segment.text for segment in draft.segments)))


def _bare(draft: Draft) -> str:
    return " ".join(_text(draft).casefold().split())


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
