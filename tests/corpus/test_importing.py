"""Every feed and export of ../shared, and real articles as a blog would serve them: imported, nothing is lost, nothing comes twice.

What a source holds is read by `html.parser` and `xml.etree` alone; what came in is read by the service's own reader.
"""

from __future__ import annotations

import random
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot import platforms
from bot.foreign import reading
from bot.foreign.archive import Zip
from bot.foreign.article import Entry, Foreign, Left, Refused
from bot.foreign.markdown import convert
from bot.foreign.written import file_of
from bot.model.post import Post
from bot.model.settings import Posts, Site
from bot.model.tree import CodeBlock, Image, Link, Math, MathBlock
from bot.text import walk
from bot.text.hypertext import Writer
from bot.text.source import read_post
from tests.corpus.invariants import CHECKS
from tests.corpus.posts import DATA, Told, account, needs_posts, post_of, rows

FEEDS = DATA / "ingest-feeds"
needs_feeds = pytest.mark.skipif(not FEEDS.is_dir(), reason="the feeds of ../shared/data are not here")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM = "{http://www.w3.org/2005/Atom}"
SAMPLE = 60


class Seen(HTMLParser):
    """What a reader of HTML sees: words, links, pictures, code."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.links: set[str] = set()
        self.pictures: set[str] = set()
        self.code: list[str] = []
        self.hidden = self.depth = 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.hidden += tag in {"script", "style"}
        if tag == "a" and given.get("href", "").startswith("http"):
            self.links.add(given["href"])
        if tag == "img" and not {given.get("width"), given.get("height")} & {"0", "1"}:
            self.pictures.add(given.get("src", ""))
        if tag == "pre":
            self.depth += 1
            self.code.append("")
        if tag in {"br", "p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "figcaption", "tr", "dd", "dt"}:
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style"}
        self.depth -= tag == "pre"

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(data)
            if self.depth:
                self.code[-1] += data


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


def of_post(post: Post) -> tuple[Counter[str], set[str], set[str], list[str]]:
    """Words, links, pictures and code of what came in."""
    blocks = (*post.blocks, *(block for note in post.footnotes.values() for block in note))
    nodes = list(walk.every_inline(blocks))
    links = {node.href for node in nodes if isinstance(node, Link)}
    pictures = {node.src for node in nodes if isinstance(node, Image)} | ({post.cover} if post.cover else set())
    code = [block.text for block in walk.every_block(blocks) if isinstance(block, CodeBlock)]
    formulas = [node.tex for node in nodes if isinstance(node, Math)] + [
        b.tex for b in walk.every_block(blocks) if isinstance(b, MathBlock)
    ]
    return words(" ".join([post.title, post.summary or "", post.body, *formulas, *post.tags])), links, pictures, code


def lost(source: str, post: Post) -> Iterator[str]:
    """What stands in the HTML and not in the post."""
    seen = Seen(source)
    said, links, pictures, code = of_post(post)
    missing = words(" ".join(seen.text)) - said
    if missing:
        yield f"words {sorted(missing)[:8]}"
    bare = {re.sub(r"[?#].*", "", link).rstrip("/") for link in links | pictures | ({post.url} if post.url else set())}
    for link in seen.links:
        if re.sub(r"[?#].*", "", link).rstrip("/") not in bare:
            yield f"the link {link}"
    for picture in seen.pictures - pictures:
        if not picture.startswith("data:"):
            yield f"the picture {picture}"
    came = re.sub(r"\s", "", "".join(code))
    for block in seen.code:
        if re.sub(r"\s", "", block) not in came:
            yield f"the code {block[:80]!r}"


def post(article: Foreign) -> Post:
    return read_post(file_of(article).encode(), "a.md", Site(), Posts(), ())


def sources_of(path: Path) -> dict[str, str]:
    """The HTML of every entry of a feed, by its title."""
    root = ElementTree.fromstring(path.read_bytes().lstrip())
    found: dict[str, str] = {}
    for entry in [*root.iter("item"), *root.iter(f"{ATOM}entry"), *root.iter("entry")]:
        tags = (CONTENT, "description", f"{ATOM}content", f"{ATOM}summary", "summary", "{http://search.yahoo.com/mrss/}group")
        texts = [" ".join(tag.itertext()) for name in tags if (tag := entry.find(name)) is not None]
        title = next(tag for name in ("title", f"{ATOM}title") if (tag := entry.find(name)) is not None)
        found[" ".join((title.text or "").split())] = texts[0] if texts else ""
    return found


FILES = sorted(path.relative_to(FEEDS).as_posix() for path in FEEDS.rglob("*.xml")) if FEEDS.is_dir() else []


def entries(name: str) -> list[Entry]:
    return list(reading.entries((FEEDS / name).read_bytes(), name))


@needs_feeds
@pytest.mark.parametrize("name", FILES)
def test_every_entry_of_a_feed_comes_in_whole(name: str) -> None:
    found, sources = entries(name), sources_of(FEEDS / name)
    assert len(found) == len(sources) > 0
    for entry, source in zip(found, sources.values(), strict=True):
        assert isinstance(entry, Foreign)
        assert [*lost(source, post(entry))] == []


def exported(tmp: Path, folder: str) -> list[Entry]:
    """The articles of an export, packed as its maker packs it."""
    archive = tmp / f"{folder}.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for path in sorted((FEEDS / folder).iterdir()):
            out.write(path, path.name if path.suffix == ".csv" else f"posts/{path.name}")
    with archive.open("rb") as file:
        return list(reading.archived(Zip(file)))


@needs_feeds
def test_a_medium_export_comes_in_whole(tmp_path: Path) -> None:
    found = exported(tmp_path, "medium-export")
    pages = sorted((FEEDS / "medium-export").iterdir())
    assert len(found) == len(pages) == 5
    for entry, page in zip(found, pages, strict=True):
        assert isinstance(entry, Foreign)
        body = page.read_text("utf-8").partition("<body>")[2].partition("<footer>")[0]
        once = re.sub(r"<header>.*?</header>|<h3[^>]*graf--title.*?</h3>|<h4[^>]*graf--subtitle.*?</h4>", "", body, flags=re.DOTALL)
        assert [*lost(once, post(entry))] == []


@needs_feeds
def test_a_substack_export_comes_in_whole_and_names_what_it_lacks(tmp_path: Path) -> None:
    found = exported(tmp_path, "substack-export")
    assert [type(entry) for entry in found] == [Foreign, Foreign, Left, Refused, Foreign]
    for entry, name in ((found[0], "123401.plain-text.html"), (found[4], "123405.about-us.html")):
        assert isinstance(entry, Foreign)
        assert [*lost((FEEDS / "substack-export" / name).read_text("utf-8"), post(entry))] == []


@needs_feeds
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
def test_a_feed_that_breaks_off_is_refused_with_its_reason(name: str, cut: float) -> None:
    data = (FEEDS / name).read_bytes()
    with pytest.raises(Exception, match="its XML is broken") as refused:
        list(reading.entries(data[: int(len(data) * cut)], name))
    assert type(refused.value).__name__ == "Unusable"


@lru_cache(maxsize=1)
def real() -> tuple[tuple[str, Told], ...]:
    """Real articles: the HTML that a blog would serve of each, and what comes in of that, told everywhere."""
    out = []
    for row in random.Random(20261122).sample(rows(), SAMPLE):
        original = post_of(row)
        page = Writer(original.footnotes, original.url or "").article(original.blocks)
        markdown = convert(page, original.url or "", original.title).markdown
        came = post(Foreign(original.title, markdown, url=original.url or "", identity=row["id"], lang=row["lang"]))
        drafts = {name: platforms.load(name).render(came, account(name), {}) for name in platforms.names()}
        out.append((page, Told({**row, "body": came.body}, came, drafts)))
    return tuple(out)


@needs_posts
def test_real_articles_lose_nothing_on_their_way_through_a_feed() -> None:
    assert {told.row["id"]: found for page, told in real() if (found := [*lost(page, told.post)])} == {}


@needs_posts
@pytest.mark.parametrize("check", CHECKS)
def test_what_came_in_is_told_everywhere_as_if_it_had_been_written_here(check: str) -> None:
    assert [f"{told.row['id']}, {words}" for _, told in real() for words in CHECKS[check](told)] == []
