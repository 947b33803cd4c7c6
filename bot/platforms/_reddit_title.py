"""The title of a Reddit post: the author's words with the subreddit's tag, and nothing that makes it louder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from bot.model.draft import Problem
from bot.text.titles import plain

if TYPE_CHECKING:
    from bot.model.post import Override, Post
    from bot.model.settings import Account as AnyAccount
    from bot.platforms.base import Facts
    from bot.platforms.reddit import Account

TAGGED = {"machinelearning": ("[D]", "[N]", "[R]", "[P]")}
"""Tags that a subreddit's moderators demand, for accounts without a key to ask (r/MachineLearning's rules, from memory)."""

_TAG = re.compile(r"\s{0,9}\[[^\[\]\n]{1,24}\]")


def title(post: Post, account: AnyAccount, override: Override, facts: Facts, subreddit: str, most: int) -> tuple[str, tuple[Problem, ...]]:
    """The title with its tag, never cut; a problem when it is longer than `most`, or lacks the tag its subreddit demands."""
    words = override.title or plain(post.title)
    tag = _given(override, account) or _only(facts)
    whole = words if not tag or _TAG.match(words) or words.startswith(tag) else f"{tag} {words}"
    problems = []
    if len(whole) > most:
        message = f"The title has {len(whole)} characters, Reddit takes {most}: set {account.platform}: {{title: ...}} in the post."
        problems.append(Problem("error", "title-too-long", message, override.line or 1))
    wanted = () if facts.get("title_required_strings") else TAGGED.get(subreddit.casefold(), ())
    if wanted and not any(each.casefold() in whole.casefold() for each in wanted):
        message = (
            f'r/{subreddit} removes posts without a tag such as {", ".join(wanted)}: set {account.platform}: {{prefix: "{wanted[-1]}"}}.'
        )
        problems.append(Problem("warning", "title-tag", message, override.line or 1))
    return whole, tuple(problems)


def _given(override: Override, account: AnyAccount) -> str:
    own = override.fields.get("prefix")
    return own.strip() if isinstance(own, str) else cast("Account", account).prefix.strip()


def _only(facts: Facts) -> str:
    """The tag that the subreddit demands, when there is just one to choose."""
    wanted = facts.get("title_required_strings")
    tags = [each for each in wanted if each] if isinstance(wanted, list) else []
    return tags[0] if len(tags) == 1 and _TAG.fullmatch(tags[0]) else ""
