"""A foreign article as the file that it becomes: front matter and markdown."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bot.text.address import slug_of

if TYPE_CHECKING:
    from bot.foreign.article import Foreign

_PLAIN = re.compile(r"[^\W\d_][\w ,./'+()-]*", re.ASCII)
_MEANT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "none", "y", "n"})
LONGEST = 1_000
"""Characters of a title and of a summary; addresses are never cut."""
MOST_TAGS = 50

_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def file_of(article: Foreign) -> str:
    """The whole text of the file. Nothing in it can end the front matter early or add a key to it."""
    given = {
        "title": article.title[:LONGEST],
        "summary": article.summary[:LONGEST],
        "url": article.url,
        "date": article.date,
        "cover": article.cover,
    }
    lines = [f"{key}: {scalar(value)}" for key, value in given.items() if value.strip()]
    if article.tags:
        lines.append(f"tags: [{', '.join(scalar(tag[:100], inside=True) for tag in article.tags[:MOST_TAGS])}]")
    lines += [f"lang: {article.lang}"] if re.fullmatch(r"[a-z]{2,3}", article.lang) else []
    lines += ["draft: true"] if article.draft else []
    lines.append(f"imported: {scalar(article.identity or article.url or article.title[:LONGEST])}")
    body = _HIDDEN.sub("", article.body.replace("\r\n", "\n")).strip("\n")
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n"


def scalar(text: str, *, inside: bool = False) -> str:
    """One value on one line of YAML, in quotes where it could mean anything else; `inside` a list commas count too."""
    text = " ".join(_HIDDEN.sub(" ", text).split())
    plain = bool(_PLAIN.fullmatch(text)) and text.lower() not in _MEANT and not text.endswith(" ") and not (inside and "," in text)
    dated = re.fullmatch(r"\d{4}-\d\d-\d\d(?:T[\d:]+Z)?", text)
    address = re.fullmatch(r"https?://[\w./?=&%+~@-]+", text, re.ASCII)
    return text if (plain or dated or (address and not inside)) else json.dumps(text, ensure_ascii=False)


def name_of(article: Foreign) -> str:
    """The file's name without its ending: by the address, else by the title. It is never hidden, a README or a sidecar."""
    last = article.url.partition("?")[0].partition("#")[0].rstrip("/")
    last = last.rpartition("/")[2] if last.count("/") > 2 else ""
    last = re.sub(r"\.(?:html?|php|aspx?|mp3|mp4|m4a)$", "", last)
    last = re.sub(r"-[0-9a-f]{10,14}$", "", last) if re.search(r"-[0-9a-f]{10,14}$", last) else last
    if last.lower() in {"index", "watch", "p", "viewtopic", ""} or last.isdigit():
        last = ""
    name = slug_of(article.slug or last or article.title).replace(".", "-").lstrip("_-")[:80].strip("-")
    return "article" if name in {"", "index", "post"} else f"{name}-article" if name == "readme" else name
