"""A WordPress export (WXR): the entries of a feed with more to them, and texts without paragraphs until WordPress makes them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.foreign import addresses
from bot.foreign.article import LARGEST_HTML, Entry, Foreign, Left, Refused, Unusable
from bot.foreign.markdown import convert
from bot.foreign.moments import date

PAGE = "It is a page of the site and no article, so it came in as a draft."

_BLOCK = re.compile(r"<(?:p|div|table|ul|ol|blockquote|h[1-6]|figure|section)\b", re.IGNORECASE)
_CAPTION = re.compile(r"\[caption[^\]]{0,300}\]((?:<a\b[^<>]{0,1000}>)?\s*<img\b[^<>]{0,2000}>\s*(?:</a>)?)([^\[]{0,2000})\[/caption\]")
_PRE = (re.compile(r"<pre\b", re.IGNORECASE), re.compile(r"</pre>", re.IGNORECASE))
_CODE = (re.compile(r"\[(?:source)?code(?:\s[^\]]{0,120})?\]"), re.compile(r"\[/(?:source)?code\]"))
_LANGUAGE = re.compile(r"lang(?:uage)?=[\"']?([\w+#-]{1,30})")
_EMBED = re.compile(
    r"\[(?:embed|youtube|gist|tweet)[^\]]{0,100}\](https?://[^\s\[\]]{1,500})\[/\w{1,20}\]|^\s*(https?://[^\s<>\[\]]{1,500})\s*$",
    re.MULTILINE,
)


def is_export(data: bytes) -> bool:
    """Whether a feed is an export of WordPress."""
    return b"wordpress.org/export" in data[:4096]


def entries(found: Sequence[Mapping[str, Any]], base: str) -> Iterator[Entry]:
    """Posts as articles, pages and what is not public as drafts; menus, attachments and deleted texts are left out."""
    for entry in found:
        name, kind, status = str(entry.get("title") or "untitled"), str(entry.get("wp_post_type") or "post"), str(entry.get("wp_status"))
        if kind not in {"post", "page"}:
            yield Left(name, f"it is no article ({kind})")
        elif status in {"trash", "auto-draft", "inherit"}:
            yield Left(name, f"it was thrown away ({status})")
        else:
            try:
                yield _article(entry, base, kind, status)
            except Unusable as error:
                yield Refused(name, error.why)


def _article(entry: Mapping[str, Any], base: str, kind: str, status: str) -> Foreign:
    title = " ".join(html.unescape(str(entry.get("title") or "")).split())
    link = addresses.whole(str(entry.get("link") or ""), base) if entry.get("link") else ""
    source = max((str(one.get("value") or "") for one in entry.get("content") or ()), key=len, default="")
    converted = convert(written_out(source), link or base, title)
    if not converted.markdown.strip() and not title:
        raise Unusable("it has neither title nor text")
    public = status in {"publish", "future"} and not entry.get("wp_post_password")
    tags = [str(tag.get("term")) for tag in entry.get("tags") or () if tag.get("scheme") in {"post_tag", "category"}]
    return Foreign(
        title=title, body=converted.markdown, url=link if public else "", identity=str(entry.get("id") or link), date=_date(entry),
        tags=tuple(dict.fromkeys(html.unescape(tag) for tag in tags if tag and tag.lower() != "uncategorized")),
        pictures=converted.pictures,
        summary=" ".join(html.unescape(re.sub(r"<[^<>]{0,500}>", " ", str(entry.get("excerpt_encoded") or ""))).split()),
        slug=str(entry.get("wp_post_name") or ""), draft=not public or kind == "page", notes=(PAGE,) if kind == "page" else (),
    )  # fmt: skip


def _date(entry: Mapping[str, Any]) -> str:
    """When it was published, by Greenwich; a draft's zeros are no date."""
    said = (str(entry.get(name) or "") for name in ("wp_post_date_gmt", "published", "wp_post_date"))
    return next((found for one in said if not one.startswith("0000") and (found := date(one))), "")


def written_out(source: str) -> str:
    """The text as WordPress would show it: shortcodes for code, captions and embeds, and a paragraph where a blank line stands."""
    if len(source) > LARGEST_HTML:
        raise Unusable(f"its HTML has more than {LARGEST_HTML:,} characters")
    made = "<!-- wp:" in source or re.search(r"<p[ >]", source)
    source = "".join(_listing(part) if at % 2 else part for at, part in enumerate(_apart(source, *_CODE)))
    source = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", source)
    source = _EMBED.sub(lambda found: f'<p><a href="{(url := html.escape(found[1] or found[2]))}">{url}</a></p>', source)
    if made:
        return source
    return "".join(part if at % 2 else _paragraphs(part) for at, part in enumerate(_apart(source, *_PRE)))


def _apart(source: str, begin: re.Pattern[str], end: re.Pattern[str]) -> Iterator[str]:
    """Pieces of `source`, every second one of them from a `begin` to its `end`."""
    at = 0
    while (opener := begin.search(source, at)) and (closer := end.search(source, opener.end())):
        yield source[at : opener.start()]
        yield source[opener.start() : closer.end()]
        at = closer.end()
    yield source[at:]


def _listing(written: str) -> str:
    """A code shortcode as a code block; editors save its signs as they are or as entities."""
    said, _, rest = written.partition("]")
    language, text = _LANGUAGE.search(said), rest.rpartition("[")[0]
    text = text if "&lt;" in text or "&gt;" in text else html.escape(text, quote=False)
    return f'<pre class="language-{language[1] if language else "none"}">{text}</pre>'


def _paragraphs(source: str) -> str:
    parts = [part.strip() for part in re.split(r"\r?\n\s*\n", source)]
    lines = (part if _BLOCK.match(part) else f"<p>{re.sub(chr(13) + '?' + chr(10), '<br>', part)}</p>" for part in parts if part)
    return "".join(lines)
