"""A Substack export: `posts.csv` says what there is, and a page of HTML beside it holds each text."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator

from bot.foreign import addresses
from bot.foreign.archive import Archive
from bot.foreign.article import Entry, Foreign, Left, Refused, Unusable
from bot.foreign.markdown import convert
from bot.foreign.moments import date
from bot.foreign.pages import text_of
from bot.foreign.wordpress import PAGE

TABLE = "posts.csv"

_SUBSCRIBE = re.compile(r"https://([a-z0-9.-]{3,100})/subscribe\b", re.IGNORECASE)
_NO_TEXT = "the export holds no text of it"


def table_of(names: list[str]) -> str:
    """The name of the export's table, or empty where the archive is no Substack export."""
    return next((name for name in names if name.rpartition("/")[2] == TABLE), "")


def entries(archive: Archive, table: str, base: str) -> Iterator[Entry]:
    """Every row of the table. `base` is the publication's address, else it is what the texts ask to subscribe to. Raises Unusable."""
    rows = _rows(text_of(archive.read(table)))
    texts = {name.rpartition("/")[2].removesuffix(".html"): name for name in archive.names() if name.endswith(".html")}
    home = base or _home(archive, texts)
    for row in rows:
        name = row["post_id"]
        try:
            if name in texts:
                yield _article(row, text_of(archive.read(texts[name])), home)
            elif row.get("type") == "thread":
                yield Left(row.get("title") or name, "it is a thread of comments without a text of its own")
            elif row.get("podcast_url", "").startswith("http"):
                yield _article(row, "", home)
            else:
                yield Refused(row.get("title") or name, _NO_TEXT)
        except Unusable as error:
            yield Refused(row.get("title") or name, error.why)


def _rows(text: str) -> list[dict[str, str]]:
    try:
        rows = [{str(key): value or "" for key, value in row.items() if key} for row in csv.DictReader(io.StringIO(text), strict=True)]
    except csv.Error as error:
        raise Unusable(f"its {TABLE} is broken ({error})") from None
    if rows and not {"post_id", "title"} <= set(rows[0]):
        raise Unusable(f"its {TABLE} has no columns post_id and title")
    return [row for row in rows if row["post_id"]]


def _home(archive: Archive, texts: dict[str, str]) -> str:
    """Where the publication lives: an export does not say it, but the buttons in its texts do."""
    hosts = {found[1].lower() for name in texts.values() for found in _SUBSCRIBE.finditer(text_of(archive.read(name)))}
    return f"https://{hosts.pop()}" if len(hosts) == 1 else ""


def _article(row: dict[str, str], source: str, home: str) -> Foreign:
    title, slug = html.unescape(row["title"]).strip(), row["post_id"].partition(".")[2] or row["post_id"]
    published, page = row.get("is_published", "").lower() == "true", row.get("type") == "page"
    url = f"{home.rstrip('/')}/p/{slug}" if home and published else ""
    converted = convert(source, url or home, title)
    audio = row.get("podcast_url", "")
    body = "\n\n".join(
        part for part in (converted.markdown, f"[Listen]({addresses.unreferred(audio)})" if audio.startswith("http") else "") if part
    )
    if not body.strip():
        raise Unusable(_NO_TEXT)
    return Foreign(
        title=title or slug.replace("-", " ").capitalize(), body=body, url=url, identity=f"substack:{row['post_id']}", slug=slug,
        date=date(row.get("post_date", "")), summary=" ".join(html.unescape(row.get("subtitle", "")).split()), draft=not published or page,
        notes=(PAGE,) if page else (), pictures=converted.pictures,
    )  # fmt: skip
