"""What the rehearsal's Forem takes and refuses: validations, limits, and what Liquid makes of a text. Shares nothing with the adapter.

Read in Forem's sources (article.rb, the articles controller, rate_limit_checker, 2021 to 2026).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from whenever import Instant

if TYPE_CHECKING:
    from bot.rehearsal.wire import Call

NAME = "devto"
TITLE, BODY, TAGS, TAG = 128, 800 * 1024, 4, 30
SAME_TITLE = 300
"""Seconds in which an author may not use a title twice."""
RATES = {"POST": (10, 30), "PUT": (30, 30)}
"""Articles that may be made, and changed, in so many seconds."""

BLOCKS = frozenset({"katex", "details", "collapsible", "spoiler", "card", "cta"})
TAGS_KNOWN = frozenset(
    """youtube github twitter tweet x embed link user tag devcomment podcast vimeo codepen codesandbox gist jsfiddle stackblitz replit
    speakerdeck slideshare soundcloud spotify wikipedia reddit medium kotlin huggingface bluesky mastodon""".split()  # noqa: SIM905
)
_CODE = re.compile(r"~~~.*?~~~|```.*?```|``.+?``|`.+?`", re.DOTALL)
_TOKEN = re.compile(r"\{%.*?%\}|\{\{.*?\}\}?|\{\{|\{%", re.DOTALL)
_TAG = re.compile(r"\{%-?\s*(\w+)[^%]*-?%\}")
_MATTER = re.compile(r"\A\s*---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as it is stored; `slug` is final once it was public. Instants are RFC 3339, empty where there is none."""

    number: int
    account: str
    title: str = ""
    body_markdown: str = ""
    canonical_url: str = ""
    tags: tuple[str, ...] = ()
    main_image: str = ""
    description: str = ""
    series: str = ""
    slug: str = ""
    published: bool = False
    created_at: str = ""
    changed_at: str = ""
    published_at: str = ""


def changed(piece: Piece, given: Mapping[str, Any]) -> Piece:
    """`piece` with the fields of a request, and what the front matter of its text says, which counts more."""
    texts = ("title", "body_markdown", "canonical_url", "main_image", "description", "series")
    fields: dict[str, Any] = {name: str(given[name] or "") for name in texts if name in given}
    if "published" in given:
        fields["published"] = given["published"] is True
    if "tags" in given:
        tags = given["tags"] if isinstance(given["tags"], list) else str(given["tags"] or "").split(",")
        fields["tags"] = tuple(str(tag).strip().lower() for tag in tags)
    made = replace(piece, **fields)
    matter = _MATTER.match(made.body_markdown)
    if not matter:
        return made
    said = dict(re.findall(r"^(\w+):[ \t]*(.*?)[ \t]*$", matter[1], re.MULTILINE))
    over: dict[str, Any] = {name: said[name].strip("'\"") for name in ("title", "description", "canonical_url") if said.get(name)}
    if said.get("published") in {"true", "false"}:
        over["published"] = said["published"] == "true"
    if "tags" in said:
        over["tags"] = tuple(tag.strip() for tag in said["tags"].split(",") if tag.strip())
    return replace(made, **over)


def wrong(piece: Piece, others: Iterable[Piece], now: Instant) -> str:
    """Why the article can't be stored, in Forem's words, or nothing."""
    found = [*_fields_wrong(piece), *(f"Base {said}" for said in [liquid_wrong(piece.body_markdown)] if said)]
    for other in others:
        if other.number == piece.number:
            continue
        if piece.canonical_url and other.canonical_url == piece.canonical_url:
            found.append("Canonical url has already been taken")
        if other.account == piece.account and (other.title, other.body_markdown) == (piece.title, piece.body_markdown):
            found.append("Body markdown has already been taken")
        recent = not piece.changed_at and other.created_at > now.subtract(seconds=SAME_TITLE).format_iso()
        if other.account == piece.account and other.title == piece.title and recent:
            found.append("Title has already been used in the last five minutes")
    return ", ".join(dict.fromkeys(found))


def _fields_wrong(piece: Piece) -> list[str]:
    found = []
    if not piece.title.strip():
        found.append("Title can't be blank")
    if len(piece.title) > TITLE:
        found.append(f"Title is too long (maximum is {TITLE} characters)")
    if len(piece.body_markdown.encode()) > BODY:
        found.append("Body markdown is too long.")
    if len(piece.tags) > TAGS:
        found.append("Tag list exceed the maximum of 4 tags")
    found += [f'Tag "{tag}" contains non-alphanumeric or prohibited unicode characters' for tag in piece.tags if not tag.isalnum()]
    found += [f'Tag "{tag}" is too long (maximum is {TAG} characters)' for tag in piece.tags if len(tag) > TAG]
    for name, url in (("Canonical url", piece.canonical_url), ("Main image", piece.main_image)):
        if url and not re.fullmatch(r"https?://[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?", url):
            found.append(f"{name} is not a valid URL")
    return found


def liquid_wrong(text: str) -> str:
    """Why Liquid can't make anything of a text, or nothing. Code is no matter of Liquid's."""
    left = _TOKEN.findall(_CODE.sub("", text))
    opened = ""
    for token in left:
        found = _TAG.search(token)
        name = found[1] if found else ""
        if opened == "raw":
            opened = "" if name == "endraw" and token.endswith("%}") else opened
        elif name == f"end{opened}":
            opened = ""
        elif name in BLOCKS or name == "raw":
            opened = name
        elif token.startswith("{{"):
            return (
                "Liquid variables are disabled"
                if token.endswith("}}")
                else "Liquid syntax error: Variable '{{' was not properly terminated"
            )
        elif name not in TAGS_KNOWN:
            return f"Liquid syntax error: Unknown tag '{name}'" if name else "Liquid syntax error: Tag '{%' was not properly terminated"
    return f"Liquid syntax error: '{opened}' tag was never closed" if opened else ""


def limited(call: Call, pieces: Iterable[Piece]) -> int:
    """Seconds to wait before the next article may be made or changed, 0 for none."""
    most, window = RATES[call.asked.method]
    oldest = call.now.subtract(seconds=window).format_iso()
    own = [piece for piece in pieces if piece.account == call.account]
    recent = [piece for piece in own if (piece.created_at if call.asked.method == "POST" else piece.changed_at) > oldest]
    return window if len(recent) >= most else 0
