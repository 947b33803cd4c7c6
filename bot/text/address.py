"""Where an article lives: slug and canonical address, as Jekyll and Hugo derive them."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote, urljoin, urlsplit

from bot.model.draft import Problem
from bot.model.settings import Posts, Site
from bot.model.tree import Image

_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[-_](.+)", re.DOTALL)
_DATE = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/", re.IGNORECASE)
_PLACE = re.compile(r":(year|month|i_month|day|i_day|slug|slugorfilename|title|filename|name|categories|sections|short_year)\b")


def slug_of(text: str) -> str:
    """A name for the workspace: letters and digits of any script, with `-` for everything else."""
    text = unicodedata.normalize("NFC", text.rstrip("/").rsplit("/", 1)[-1])
    return re.sub(r"[^\w.]+", "-", text).strip("-.").lower()[:120] or "post"


def from_path(path: str) -> tuple[str, str | None]:
    """Slug and date from a path below the posts folder: `2024-01-02-title.md`, `name/index.md`."""
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    if stem in {"index", "_index"} and folder:
        stem = posixpath.basename(folder)
    dated = _DATED.fullmatch(stem)
    if not dated:
        return slug_of(stem), None
    return slug_of(dated[4]), f"{dated[1]}-{int(dated[2]):02}-{int(dated[3]):02}"


def is_absolute(url: str) -> bool:
    """Whether `url` is a whole http(s) address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def canonical(
    given: Mapping[str, str], slug: str, date: str | None, site: Site, posts: Posts, line: int
) -> tuple[str | None, tuple[Problem, ...]]:
    """The article's address. `given` holds `url` and `permalink` as written, empty if not."""
    for key in ("url", "permalink"):
        value = given.get(key, "")
        if _HOST.match(value):
            value = f"https://{value}"
        if is_absolute(value):
            return value, ()
    pattern = given.get("url") or given.get("permalink") or (posts.permalink or "/:slug" if site.url else "")
    if not pattern:
        return None, ()
    if not site.url:
        message = f"{pattern} is only a path: write the whole address, or set site.url in bot.yaml."
        return None, (Problem("warning", "relative-url", message, line),)
    path = _filled(pattern, slug, date)
    if path is None:
        return None, (Problem("warning", "relative-url", f"{pattern} needs a date the post does not have: add date: or url:.", line),)
    url = f"{site.url.rstrip('/')}/{path.lstrip('/')}"
    if posts.permalink or given.get("url") or given.get("permalink"):
        return url, ()
    words = f"The address {url} is a guess: say url: in the post, or posts.permalink in config/bot.yaml."
    return url, (Problem("info", "guessed-link", words, line),)


def _filled(pattern: str, slug: str, date: str | None) -> str | None:
    """A permalink pattern with its places filled; None when it needs a date that is missing."""
    found = _DATE.match(date or "")
    if not found and re.search(r":(?:i_|short_)?(?:year|month|day)\b", pattern):
        return None
    year, month, day = (found[1], f"{int(found[2]):02}", f"{int(found[3]):02}") if found else ("", "", "")
    named = {"year": year, "month": month, "day": day, "short_year": year[-2:], "i_month": month.lstrip("0"), "i_day": day.lstrip("0")}
    filled = _PLACE.sub(lambda place: named.get(place[1], "" if place[1] in {"categories", "sections"} else quote(slug)), pattern)
    return re.sub(r"(?<!:)/{2,}", "/", filled)


def resolve(href: str, base: str | None) -> str | None:
    """`href` as a whole address; None when it is relative and there is no base to know it by."""
    if href.startswith(("mailto:", "tel:")) or is_absolute(href):
        return href
    if href.startswith("//"):
        return "https:" + href
    if base is None or re.match(r"[A-Za-z][\w+.-]*:", href):
        return None
    try:
        return urljoin(base, href)
    except ValueError:
        return None


def shown_at(picture: Image, base: str | None) -> str | None:
    """The web address at which readers see `picture`; None for one that has none, or is not there."""
    whole = None if picture.gone else resolve(picture.src, base)
    return whole if whole is not None and is_absolute(whole) else None


def cover(source: str | None, base: str | None) -> str:
    """The web address of a cover, empty where it has none."""
    return (shown_at(Image(source, ""), base) or "") if source else ""
