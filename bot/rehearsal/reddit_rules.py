"""What Reddit refuses, and the few subreddits of the rehearsal that have rules of their own. Any other name is a free one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.rehearsal.wire import Answer, json_answer

NAME = "reddit"
TITLE = 300
TEXT = 40_000
JSON = "application/json; charset=UTF-8"

WANTS_FLAIR = "flairs"
"""The subreddit where every post needs a flair."""

LINKS_ONLY = "links"
TEXTS_ONLY = "texts"
CLOSED = "closed"
MISSING = "nosuchplace"
BANNED_WORD = "giveaway"
"""A word that no title in `flairs` may hold."""

FLAIRS: tuple[dict[str, Any], ...] = tuple(
    {
        "type": "text",
        "text": text,
        "text_color": "dark",
        "text_editable": False,
        "css_class": "",
        "richtext": [],
        "background_color": "#dadada",
        "id": f"5822985c-1f4b-11e8-9ddf-{number:012d}",
        "mod_only": text == "Announcement",
    }
    for number, text in enumerate(("Discussion", "Project", "Research", "News", "Announcement"), start=1)
)
"""The flairs of every subreddit here."""


def requirements(name: str) -> dict[str, Any]:
    """What a subreddit asks of posts, with the keys that Reddit uses."""
    lists = """domain_blacklist domain_whitelist title_regexes title_required_strings body_blacklisted_strings body_required_strings
    body_regexes"""
    numbers = "title_text_min_length title_text_max_length body_text_min_length body_text_max_length link_repost_age"
    strict = name.lower() == WANTS_FLAIR
    rules: dict[str, Any] = {key: [] for key in lists.split()} | dict.fromkeys(numbers.split())
    rules |= {"body_restriction_policy": "notAllowed" if name.lower() == LINKS_ONLY else "none", "link_restriction_policy": "none"}
    rules |= {"title_blacklisted_strings": [BANNED_WORD] if strict else [], "is_flair_required": strict}
    return rules | {"guidelines_text": "Rehearse kindly." if strict else None, "guidelines_display_policy": "all" if strict else None}


def errors(code: str, sentence: str, field: str | None) -> Answer:
    """A refusal inside a 200, as Reddit gives it."""
    return json_answer(200, {"json": {"errors": [[code, sentence, field]]}}, kind=JSON)


def validation(reason: str, sentence: str, field: str) -> Answer:
    """A refusal by the subreddit's own requirements (`validate_on_submit`)."""
    body = {"fields": [field], "explanation": sentence, "error_type": "SUBMIT_VALIDATION_ERROR", "message": "Bad Request"}
    return json_answer(400, {**body, "reason": f"SUBMIT_VALIDATION_{reason}"}, kind=JSON)


def submit_wrong(form: Mapping[str, str]) -> Answer | None:
    """The refusal of a submission, or None when nothing is wrong with it."""
    return _place_wrong(form) or _words_wrong(form) or _requirement_wrong(form)


def _place_wrong(form: Mapping[str, str]) -> Answer | None:
    name, kind = form.get("sr", ""), form.get("kind")
    if not re.fullmatch(r"[A-Za-z0-9_]{2,21}", name) or name.lower() == MISSING:
        return errors("SUBREDDIT_NOEXIST", "Hmm, that community doesn't exist. Try checking the spelling.", "sr")
    if name.lower() == CLOSED:
        return errors("SUBREDDIT_NOTALLOWED", "You aren't allowed to post there.", "sr")
    if kind not in {"self", "link"}:
        return errors("INVALID_OPTION", "that option is not valid", "kind")
    if kind == "self" and name.lower() == LINKS_ONLY:
        return errors("NO_SELFS", "that subreddit doesn't allow text posts", "sr")
    return errors("NO_LINKS", "that subreddit only allows text posts", "sr") if kind == "link" and name.lower() == TEXTS_ONLY else None


def _words_wrong(form: Mapping[str, str]) -> Answer | None:
    title, link = form.get("title", ""), form.get("url", "")
    if not title.strip():
        return errors("NO_TEXT", "we need something here", "title")
    for field, most in (("title", TITLE), ("text", TEXT)):
        if len(form.get(field, "")) > most:
            return errors("TOO_LONG", f"this is too long (max: {most})", field)
    if form.get("kind") == "link" and not (urlsplit(link).scheme in {"http", "https"} and urlsplit(link).netloc):
        return errors("BAD_URL", "you should check that url", "url")
    known = {flair["id"] for flair in FLAIRS if not flair["mod_only"]}
    return errors("BAD_FLAIR_TEMPLATE_ID", "Flair template ID not valid", "flair") if form.get("flair_id", "") not in {"", *known} else None


def _requirement_wrong(form: Mapping[str, str]) -> Answer | None:
    rules = requirements(form["sr"])
    if rules["is_flair_required"] and not form.get("flair_id"):
        return validation("FLAIR_REQUIRED", "Your post must contain post flair.", "flair")
    for word in rules["title_blacklisted_strings"]:
        if word in form["title"].lower():
            return validation("TITLE_BLACKLISTED_STRING", f'You may not have "{word}" in your title. ', "title")
    return None
