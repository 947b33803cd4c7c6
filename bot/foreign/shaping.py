"""Foreign HTML put into the shapes that markdown has: pictures with captions, links, players as links, headings below the title."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import TYPE_CHECKING, Any

from bot.foreign import addresses

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

INLINE = ("strong", "b", "em", "i", "del", "s", "strike", "u", "ins", "mark", "small", "big", "span", "cite", "abbr", "q", "sup", "sub")
BLOCKS = (
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "figure", "figcaption", "table", "section",
    "article", "header", "footer", "aside", "main", "nav", "dl", "hr",
)  # fmt: skip
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}

_ANCHORS = frozenset({"", "#", "¶", "§", "🔗", "⚓", "permalink", "anchor", "link", "link to this heading", "direct link to this heading"})
_BESIDE = ".link-card__image, .js-mixtapeImage, .image-link-expand, .sr-only, .screen-reader-text, .visually-hidden, .pencraft"


def pictures(soup: BeautifulSoup, base: str, kept: dict[str, bytes]) -> None:
    """Counting pixels go, lazy pictures get their address, and those written into the text itself go into `kept` by a name."""
    for useless in soup.select(".image-link-expand, noscript img + img"):
        useless.decompose()
    for picture in soup.find_all("img"):
        source = _source(picture)
        if not source or addresses.is_pixel(source, str(picture.get("width") or ""), str(picture.get("height") or "")):
            picture.decompose()
        elif source.startswith("data:"):
            _keep(picture, source, kept)
        else:
            picture["src"] = addresses.whole(source, base)
    for hidden in soup.find_all("noscript"):
        before = {str(image.get("src")) for image in soup.find_all("img") if not image.find_parent("noscript")}
        for image in hidden.find_all("img"):
            if str(image.get("src")) in before:
                image.decompose()
        hidden.unwrap()


def _source(picture: Tag) -> str:
    """Where a picture lies: the address that a lazy loader would put in, where what stands there is a placeholder."""
    lazy = (picture.get(name) for name in ("data-src", "data-lazy-src", "data-original", "data-orig-file"))
    source = str(picture.get("src") or "").strip()
    if not source or source.startswith(("data:image/gif", "data:image/svg")) or "placeholder" in source:
        return next((str(one).strip() for one in lazy if one), source)
    return source


def _keep(picture: Tag, source: str, kept: dict[str, bytes]) -> None:
    head, _, data = source.partition(",")
    kind, _, coding = head.removeprefix("data:").partition(";")
    try:
        content = base64.b64decode(data, validate=False) if coding.endswith("base64") else b""
    except binascii.Error:
        content = b""
    if kind not in ENDINGS or len(content) < 100:
        picture.decompose()
        return
    name = next((name for name, other in kept.items() if other == content), f"picture-{len(kept) + 1}.{ENDINGS[kind]}")
    kept[name] = content
    picture["src"] = name


def players(soup: BeautifulSoup, base: str) -> None:
    """Frames, players and embeds become links to what they show."""
    for tag in soup.find_all(["iframe", "embed", "object", "video", "audio"]):
        inner = tag.find("a", href=True)
        within = tag.find("source", src=True)
        said = str(tag.get("src") or tag.get("data") or (within and within.get("src")) or (inner and inner.get("href")) or "")
        said = said or str(tag.get("data-src") or "")
        _link(soup, tag, addresses.watched(addresses.whole(said, base)) if said.strip() else "", str(tag.get("title") or ""))
    for source in soup.find_all("source"):
        source.decompose()
    for tag in soup.select("[data-attrs]"):
        if tag.parent is not None and not tag.find("a") and not tag.find("img"):
            found = _attributes(tag)
            url = (
                found.get("url")
                or found.get("canonical_url")
                or (f"https://www.youtube.com/watch?v={v}" if (v := found.get("videoId")) else "")
            )
            if isinstance(url, str) and url.startswith("https://"):
                words = found.get("full_text") or found.get("title") or tag.get_text(" ", strip=True)
                _link(soup, tag, url, str(words))


def _attributes(tag: Tag) -> dict[str, object]:
    """What Substack writes beside its embeds."""
    try:
        found = json.loads(str(tag.get("data-attrs")))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _link(soup: BeautifulSoup, tag: Tag, url: str, words: str) -> None:
    if not url:
        tag.decompose()
        return
    link = soup.new_tag("a", attrs={"href": url})
    link.append(" ".join(words.split()) or url)
    holder = soup.new_tag("p")
    holder.append(link)
    tag.replace_with(holder)


def links(soup: BeautifulSoup, base: str) -> None:
    """Addresses become whole and lose what tracks; places within the page are no links; blocks inside a link become words."""
    for link in soup.find_all("a"):
        href = str(link.get("href") or "").strip()
        page, mark, _ = href.partition("#")
        here = mark and (not page or page.rstrip("/") == base.partition("#")[0].rstrip("/"))
        if link.find_parent("a") or href.startswith("data:"):
            link.unwrap()
        elif here or not href:
            _unlink(link)
        else:
            link["href"] = addresses.whole(href, base)
            _tidy(link)
    _unseen(soup)


def _unlink(link: Tag) -> None:
    """A place within the page: its words stay, but not the sign that a heading can be linked."""
    heading = link.find_parent(["h1", "h2", "h3", "h4", "h5", "h6"])
    if heading is not None and " ".join(link.get_text().split()).casefold() in _ANCHORS and not link.find("img"):
        link.decompose()
    else:
        link.unwrap()


def _tidy(link: Tag) -> None:
    for block in link.find_all(list(BLOCKS)):
        if block.name == "hr":
            block.decompose()
            continue
        block.insert_after(" ")
        block.unwrap()
    for line_break in link.find_all("br"):
        line_break.replace_with(" ")
    if "mixtapeEmbed" in str(link.get("class")):  # Medium's cards set title, subtitle and host below each other
        for part in link.find_all(["strong", "em"]):
            part.insert_after(" ")
    images = link.find_all("img")
    if len(images) == 1 and not link.get_text().strip() and addresses.one_picture(str(link["href"]), str(images[0].get("src"))):
        link.unwrap()


def _unseen(soup: BeautifulSoup) -> None:
    """Links without words: their title speaks, else their address, unless another link leads there."""
    empty = [link for link in soup.find_all("a") if not link.get_text().strip() and not link.find(["img", "tex"])]
    seen = {str(link.get("href")) for link in soup.find_all("a") if link not in empty}
    for link in empty:
        href, title = str(link.get("href")), str(link.get("title") or "")
        if href in seen:
            link.decompose()
        else:
            link.append(title or href)
            seen.add(href)


def figures(soup: BeautifulSoup) -> None:
    """A figure is what it shows, then its caption in a line below."""
    for caption in soup.find_all(["figcaption", "caption"]):
        if not caption.get_text().strip() and not caption.find("img"):
            caption.decompose()
            continue
        for slanted in caption.find_all(["em", "i"]):
            slanted.unwrap()
        for block in caption.find_all(list(BLOCKS)):
            block.insert_after(" ")
            block.unwrap()
        if caption.name == "caption" and (table := caption.find_parent("table")):
            table.insert_after(caption.extract())
        caption.name = "figcaption"


def inline(soup: BeautifulSoup) -> None:
    """Emphasis that markdown can write: no blocks, no line breaks at its ends, none empty, none twice, neighbours as one."""
    for tag in soup.find_all(["b", "i", "strike"]):
        tag.name = {"b": "strong", "i": "em", "strike": "del"}[tag.name]
    for tag in soup.find_all(["strong", "em", "del", "s"]):
        if (
            tag.find(list(BLOCKS))
            or tag.find_parent(tag.name)
            or tag.find_parent(["h1", "h2", "h3", "h4", "h5", "h6"] if tag.name == "strong" else [])
        ):
            tag.unwrap()
            continue
        _breaks_out(tag)
        before = tag.previous_sibling
        if getattr(before, "name", None) == tag.name:
            _joined(before, tag)
    for tag in soup.find_all(["strong", "em", "del", "s"]):
        if not tag.get_text().strip() and not tag.find(["img", "tex", "fnref"]):
            tag.unwrap()
    for box in soup.find_all("input"):
        if box.get("type") == "checkbox" and box.find_parent("li"):
            box.name, box.attrs = "task", {"done": "1"} if box.has_attr("checked") else {}
        else:
            box.decompose()


def _joined(before: Any, tag: Tag) -> None:
    """Two pieces of emphasis beside each other as one."""
    tag.insert(0, before.extract())
    before.unwrap()


def _breaks_out(tag: Tag) -> None:
    """Line breaks at the edges of emphasis go outside it."""
    while (first := next(iter(tag.contents), None)) is not None and getattr(first, "name", "") == "br":
        tag.insert_before(first.extract())
    while tag.contents and getattr(tag.contents[-1], "name", "") == "br":
        tag.insert_after(tag.contents[-1].extract())


def headings(soup: BeautifulSoup, title: str, summary: str = "") -> None:
    """The title and the line below it stand in front matter and so go from the beginning; the highest heading left is of level two."""
    first = soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6", "p", "img", "pre", "li", "tex"], limit=4)
    for said in (title, summary):
        for tag in first:
            if said and not tag.decomposed and tag.name in {"h1", "h2", "h3", "h4"} and _bare(tag.get_text()) == _bare(said):
                tag.decompose()
    found = [tag for tag in soup.find_all(re.compile(r"^h[1-6]$")) if tag.get_text().strip() or tag.find(["img", "tex"])]
    shift = 2 - min((int(tag.name[1]) for tag in found), default=2)
    for tag in found:
        tag.name = f"h{min(int(tag.name[1]) + shift, 6)}"


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()
