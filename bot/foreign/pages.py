"""One article as a page of HTML: a saved page of any site, or a file of a Medium export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.foreign import addresses
from bot.foreign.article import Foreign, Unusable
from bot.foreign.markdown import of_tree
from bot.foreign.moments import date
from bot.foreign.sanitise import tree

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

RESPONSE = "It looks like a response to somebody's story, so it came in as a draft."

_BODIES = (
    "[itemprop=articleBody]", ".e-content", "article .post-content", "article .entry-content", ".available-content .body", ".post-content",
    ".entry-content", ".article-content", ".post-body", "article", "main", "[role=main]", "#content",
)  # fmt: skip
_AROUND = "nav, header, footer, aside, .sidebar, .comments, #comments, .related-posts, .share, .toc, [role=navigation]"
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset=["']?([\w-]{2,40})""", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html[^>]{0,300}?\slang=["']?([A-Za-z]{2,3})""", re.IGNORECASE)


def text_of(data: bytes) -> str:
    """The characters of a page: as its byte order mark says, as it says itself, else as UTF-8 or the usual old charset."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    said = _CHARSET.search(data[:4096])
    for name in ([said[1].decode("ascii")] if said else []) + ["utf-8-sig", "windows-1252"]:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def article(data: bytes, base: str = "") -> Foreign:
    """The article of one page; `base` is its address where it does not say so. Raises Unusable."""
    source = text_of(data)
    soup = tree(source)
    if soup.select_one(".h-entry .e-content, [data-field=body]"):
        return _exported(soup)
    said = {str(tag.get("property") or tag.get("name")).lower(): str(tag.get("content") or "") for tag in soup.find_all("meta")}
    link = next((str(one.get("href")) for one in soup.find_all("link") if "canonical" in (one.get("rel") or [])), "")
    base = addresses.whole(link or said.get("og:url", ""), base) if link or said.get("og:url") else base
    title = _title(soup, said)
    summary = " ".join((said.get("og:description") or said.get("description", "")).split())
    moment = said.get("article:published_time") or said.get("date", "") or _time(soup)
    tags = [str(tag.get("content")) for tag in soup.find_all("meta", attrs={"property": "article:tag"})] or said.get("keywords", "").split(
        ","
    )
    found = _LANGUAGE.search(source[:5000])
    converted = of_tree(_body(soup), base, title)
    if not converted.markdown.strip():
        raise Unusable("the page holds no text of an article" + _feed_of(soup, base))
    return Foreign(
        title=title, body=converted.markdown, url=base, identity=base, date=date(moment), summary=summary,
        lang=found[1].lower() if found else "",
        tags=tuple(tag.strip() for tag in tags if tag.strip()), pictures=converted.pictures, cover=_cover(said, base, converted.markdown),
    )  # fmt: skip


def _title(soup: BeautifulSoup, said: dict[str, str]) -> str:
    page = soup.find("title")
    first = soup.find("h1") or (soup.find(["h2", "h3"]) if page is None else None)
    title = said.get("og:title") or (first.get_text(" ", strip=True) if first else "") or (page.get_text(strip=True) if page else "")
    return " ".join(title.split())


def _time(soup: BeautifulSoup) -> str:
    time = soup.find("time", attrs={"datetime": True})
    return str(time.get("datetime")) if time else ""


def _cover(said: dict[str, str], base: str, markdown: str) -> str:
    """The picture that the page shows when it is shared, unless it stands in the text anyway."""
    picture = addresses.whole(said.get("og:image", ""), base) if said.get("og:image") else ""
    return "" if picture in markdown else picture


def _body(soup: BeautifulSoup) -> BeautifulSoup:
    """The part of a page that is the article, as a tree of its own."""
    best: Tag = max(
        (tag for name in _BODIES for tag in soup.select(name)[:1]), key=lambda tag: len(tag.get_text()) * _weight(tag), default=soup
    )
    for around in best.select(_AROUND):
        around.decompose()
    for tag in list(soup.find_all(True)):
        if tag.decomposed is False and tag is not best and best not in tag.descendants and best not in tag.parents:
            tag.extract()
    return soup


def _weight(tag: Tag) -> float:
    """A narrower place counts more as long as it holds nearly all of the words."""
    return 1.0 if tag.name in {"article", "main"} or tag.get("role") == "main" else 1.15


def _feed_of(soup: BeautifulSoup, base: str) -> str:
    for link in soup.find_all("link"):
        if "alternate" in (link.get("rel") or []) and re.search(r"rss|atom", str(link.get("type"))):
            return f"; its feed is at {addresses.whole(str(link.get('href')), base)}"
    return ""


def _exported(soup: BeautifulSoup) -> Foreign:
    """A file of a Medium export, marked up as an h-entry. One without a canonical address is a draft."""
    title, summary = _words(soup, ".p-name"), _words(soup, ".p-summary")
    canonical, view = _href(soup, "a.p-canonical"), _href(soup, "footer a[href*='/p/']")
    time = soup.select_one("time.dt-published")
    tags = tuple(tag.get_text(strip=True) for tag in soup.select("a.p-tag"))
    body = soup.select_one(".e-content, [data-field=body]")
    assert body is not None
    kept = list(body.contents)
    for node in list(soup.contents):
        node.extract()
    soup.extend(kept)
    words = re.sub(r"\W", "", soup.get_text()).casefold()
    converted = of_tree(soup, canonical, title, summary)
    response = bool(canonical) and not summary and bool(words) and words.startswith(re.sub(r"\W", "", title.rstrip("…")).casefold())
    if not (converted.markdown.strip() or words):
        raise Unusable("it holds no text")
    return Foreign(
        title=title, body=converted.markdown or title, url=canonical, identity=view or canonical, summary=summary, tags=tags,
        date=date(str(time.get("datetime")) if time else ""), draft=not canonical or response, pictures=converted.pictures,
        notes=(RESPONSE,) if response else (),
    )  # fmt: skip


def _words(soup: BeautifulSoup, place: str) -> str:
    found = soup.select_one(place)
    return " ".join(found.get_text(" ", strip=True).split()) if found else ""


def _href(soup: BeautifulSoup, place: str) -> str:
    found = soup.select_one(place)
    return addresses.whole(str(found.get("href")), "") if found else ""


def entries(data: bytes, base: str, name: str) -> Iterator[Foreign]:
    """The one article of a page, as a source of articles. `name` is the file's, for a page that says nothing of itself. Raises Unusable."""
    found, file = article(data, base), re.sub(r"\.x?html?$", "", name.rpartition("/")[2])
    title = found.title or re.sub(r"[\W_]+", " ", file).strip().capitalize()
    yield replace(found, title=title, identity=found.identity or f"page:{file}#{title}")
