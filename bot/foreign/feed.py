"""RSS and Atom: feeds of blogs, of Medium and of YouTube channels, and what their entries hold."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.parsers import expat

from bot.foreign import addresses, wordpress
from bot.foreign.article import Entry, Foreign, Refused, Unusable
from bot.foreign.escaping import label
from bot.foreign.markdown import Converted, convert
from bot.foreign.moments import date

SHORT = 700
"""Characters of text up to which a description that stands alone may be a mere excerpt."""

EXCERPT = "The feed holds only its beginning, so it came in as a draft."

_TEASER = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|(?:continue reading|read more|read the (?:rest|full)|weiterlesen|lire la suite|leer más).{0,120})\s*$",
    re.IGNORECASE,
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_STRAY = re.compile(rb"&(?!#?\w{1,32};)")
_HASHTAG = re.compile(r"(?<![\w&/#])#([^\W\d_]\w{1,40})")


def entries(data: bytes, base: str) -> Iterator[Entry]:
    """Every entry of a feed, the newest first as the feed has them. `base` is the feed's own address. Raises Unusable."""
    parsed = _parsed(data)
    home = str(parsed.feed.get("link") or "")
    base = addresses.whole(home, base) if home else base
    if wordpress.is_export(data):
        yield from wordpress.entries(parsed.entries, base)
        return
    lang = str(parsed.feed.get("language") or "")[:2].lower()
    for number, entry in enumerate(parsed.entries, 1):
        try:
            yield _article(entry, base, lang, home)
        except Unusable as error:
            yield Refused(str(entry.get("title") or f"entry {number}"), error.why)


def _parsed(data: bytes) -> Any:
    """The feed, read strictly; what feeds get wrong without losing anything is mended first. Raises Unusable."""
    import feedparser

    trouble = wrong(data)
    if trouble:
        data = _STRAY.sub(b"&amp;", _CONTROLS.sub(b"", data.lstrip(b"\xef\xbb\xbf \t\r\n")))
        if wrong(data):
            raise Unusable(f"its XML is broken ({trouble})")
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version:
        raise Unusable("it is XML, but neither RSS nor Atom")
    return parsed


def wrong(data: bytes) -> str:
    """What is wrong with a piece of XML, or nothing. Raises Unusable for one that declares entities: that is how bombs are built."""
    parser = expat.ParserCreate()

    def declared(*_: object) -> None:
        raise Unusable("it declares entities of its own, as XML bombs do")

    parser.EntityDeclHandler = declared
    parser.UseForeignDTD(False)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]:
            return ""  # &nbsp; and its like, which feedparser knows
        return f"line {error.lineno}: {expat.ErrorString(error.code)}"
    except ValueError as error:  # a charset that Python does not know
        return str(error)
    return ""


def _article(entry: Mapping[str, Any], base: str, lang: str, home: str) -> Foreign:
    title = plain(str(entry.get("title") or ""))
    link = addresses.whole(str(entry.get("link") or ""), base) if entry.get("link") else ""
    if entry.get("yt_videoid"):
        return _video(entry, title, link)
    source, excerpt = _source(entry)
    converted = convert(source, link or base, title)
    body = _own(converted.markdown)
    nowhere = bool(link) and addresses.same(link) == addresses.same(home)  # some link every entry to the front page
    body = "\n\n".join(part for part in (body, *_enclosed(entry, body)) if part)
    if not body.strip() and not title:
        raise Unusable("it has neither title nor text")
    excerpt = excerpt or not body.strip()
    if excerpt:
        body = f"<!-- {EXCERPT} Put its whole text here, then take `draft: true` out. -->\n\n{body}\n\n{written_link(link)}".rstrip()
    return Foreign(
        title=title, body=body, url="" if nowhere else link, identity=_identity(entry, link, title, nowhere), lang=lang,
        draft=excerpt, notes=(EXCERPT,) if excerpt else (),
        date=_date(entry), tags=_tags(entry), cover=_cover(entry, body), pictures=converted.pictures,
        summary=_summary(entry, body),
    )  # fmt: skip


def written_link(url: str) -> str:
    """An address as a link that shows itself; nothing for one that is not whole."""
    return f"<{url}>" if url.startswith(("http://", "https://")) else ""


def _identity(entry: Mapping[str, Any], link: str, title: str, nowhere: bool) -> str:
    own = str(entry.get("id") or "")
    return own if own and not (nowhere and addresses.same(own) == addresses.same(link)) else f"{link}#{title}" if nowhere else link


def _own(markdown: str) -> str:
    """A text without the line that Medium adds below it in feeds."""
    above, _, last = markdown.rpartition("\n")
    added = "was originally published in" in last and "on Medium, where people are continuing the conversation" in last
    return above.rstrip().removesuffix("---").rstrip() if added else markdown


def plain(text: str) -> str:
    """A title as one line of text: feeds write them with entities, some twice, and with tags."""
    text = html.unescape(text)
    if re.search(r"</?[a-z]+[ >]", text, re.IGNORECASE):
        text = re.sub(r"</?(?:b|i|em|strong|code|span|sub|sup|br|p)\b[^<>]{0,200}>", "", text, flags=re.IGNORECASE)
    return " ".join(text.split())


def _source(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """The HTML of an entry, and whether it is only an excerpt."""
    texts = [(str(one.get("value") or ""), str(one.get("type"))) for one in entry.get("content") or ()]
    detail = entry.get("summary_detail") or {}
    full = max(texts, key=lambda one: len(one[0]), default=("", ""))
    short = (str(detail.get("value") or ""), str(detail.get("type")))
    own = next((str(entry[name]) for name in ("turbo_content", "yandex_full-text") if entry.get(name)), "")
    text, kind = full if len(full[0]) >= len(short[0]) or not short[0] else short
    if own and len(own) > len(text):
        return own, False
    source = text if kind != "text/plain" else paragraphs(text)
    bare = " ".join(html.unescape(re.sub(r"<[^<>]{0,2000}>", " ", source)).split())
    alone = not full[0]
    return source, bool(_TEASER.search(bare[-200:])) if not alone else len(bare) < SHORT or bool(_TEASER.search(bare[-200:]))


def paragraphs(text: str) -> str:
    """Plain text as HTML: a blank line ends a paragraph, a line end stays one."""
    lines = [" ".join(line.split()) for line in html.escape(text, quote=False).splitlines()]
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in re.split(r"\n{2,}", "\n".join(lines).strip()) if part)


def _video(entry: Mapping[str, Any], title: str, link: str) -> Foreign:
    """A video of a YouTube channel: its picture as a link to it, then what its author wrote below it."""
    said = str(entry.get("summary") or "")
    converted: Converted = convert(_linked(paragraphs(said)), link)
    thumbnail = next((str(one.get("url")) for one in entry.get("media_thumbnail") or () if one.get("url")), "")
    shown = f"[![Video: {label(title)}]({thumbnail})]({link})" if thumbnail else f"[Watch the video]({link})"
    return Foreign(
        title=title, body=f"{shown}\n\n{converted.markdown}".strip(),
        summary=_first(said), url=link, identity=str(entry.get("id") or link), date=_date(entry),
        tags=tuple(dict.fromkeys(tag.lower() for tag in _HASHTAG.findall(said))),
    )  # fmt: skip


def _first(said: str) -> str:
    """The first paragraph of a video's description, where it is words: platforms tell a video by it."""
    first = " ".join(re.split(r"\n\s*\n", said.strip(), maxsplit=1)[0].split())
    return first if 40 <= len(first) <= 500 and "://" not in first else ""


def _linked(source: str) -> str:
    return re.sub(r"https?://[^\s<>\"]{1,2000}", lambda url: f'<a href="{url[0]}">{url[0]}</a>', source)


def _enclosed(entry: Mapping[str, Any], body: str) -> Iterator[str]:
    """What a podcast's entry plays, as a link."""
    for one in entry.get("enclosures") or ():
        kind, url = str(one.get("type") or "").partition("/")[0], str(one.get("href") or "")
        if kind in {"audio", "video"} and url.startswith("http") and url not in body:
            yield f"[{'Listen' if kind == 'audio' else 'Watch'}]({addresses.unreferred(url)})"


def _cover(entry: Mapping[str, Any], body: str) -> str:
    """The picture that an entry names for itself, unless it stands in its text."""
    media = [*(entry.get("media_thumbnail") or ()), *(one for one in entry.get("media_content") or () if one.get("medium") == "image")]
    enclosed = [{"url": one.get("href")} for one in entry.get("enclosures") or () if str(one.get("type")).startswith("image/")]
    found = next((str(one["url"]) for one in (*media, *enclosed) if str(one.get("url") or "").startswith("http")), "")
    return "" if found in body else found


def _date(entry: Mapping[str, Any]) -> str:
    return next((found for name in ("published", "updated", "created") if (found := date(str(entry.get(name) or "")))), "")


def _tags(entry: Mapping[str, Any]) -> tuple[str, ...]:
    terms = (str(tag.get("label") or tag.get("term") or "").strip() for tag in entry.get("tags") or ())
    return tuple(dict.fromkeys(" ".join(html.unescape(term).split()) for term in terms if term))


def _summary(entry: Mapping[str, Any], body: str) -> str:
    """The description beside a whole text, where it is one and not that text once more."""
    said = str(entry.get("summary") or "")
    bare = " ".join(html.unescape(re.sub(r"<[^<>]{0,2000}>", " ", said)).split())
    same = not entry.get("content") or re.sub(r"\W", "", body).startswith(re.sub(r"\W", "", bare))
    return "" if same or not bare or len(bare) > 400 or _TEASER.search(bare) or "appeared first on" in bare else bare
