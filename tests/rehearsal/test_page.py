"""The page: what readers would see, and nothing that a post could make the browser do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests

from bot.rehearsal.entries import PostEntry, RequestEntry
from bot.rehearsal.feed import Run, fold, linked, safe_href, short
from bot.rehearsal.launch import Network
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.looks import LOOKS
from bot.rehearsal.pages import render
from bot.rehearsal.snapshot import snapshot
from tests.rehearsal.conftest import Person, serve
from tests.rehearsal.pictures import picture

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt&#58;alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "[click](vbscript:x)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "{{ 7 * 7 }}{% include 'page.html' %}",
    "</style><script>alert(1)</script>",
    'https://example.org/"onclick="alert(1)',
    "<a href='file:///etc/passwd'>x</a>",
    "[a](https://ok.example/'\"><script>alert(1)</script>)",
    "| a | <b onclick=x> |\n|:--|--:|\n| <iframe src=//evil.example> | b |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "a\u202eb\x00c",
]
TAGS = frozenset(
    re.findall(
        r"\w+",
        """html head meta title link body header nav div p span ul li b a main section h1 h2 h3 h4 article details summary footer figure
        img figcaption svg path time strong em code pre blockquote ol table thead tbody tr th td hr br s del ins""",
    )
)
OTHER_FILES = ["/static/../server.py", "/static/%2e%2e%2fserver.py", "/static/server.py", "/media/x", "/media/../rehearsal.sqlite"]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("page")


@pytest.fixture(scope="module")
def network(state: Path) -> Iterator[Network]:
    yield from serve(state)


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.tags if name == tag and all(found.get(key) == value for key, value in wanted.items())]


def page(network: Network) -> Page:
    return Page(requests.get(f"{network.url}/", timeout=10).text)


def post_everywhere(person: Person, words: str) -> None:
    person.x("POST", "/2/tweets", json={"text": words})
    escaped = re.sub(r"([\\|{}@\[\]()<>#*_~])", r"\\\1", words)
    card = {"article": {"source": words, "title": words, "description": words}}
    person.linkedin("POST", "/rest/posts", json=person.share(escaped, content=card))
    person.linkedin("POST", "/rest/posts", json=person.share(words + " raw"))
    urn = next(post.id for post in person.posts() if post.platform == "linkedin")
    comment = {"actor": person.urn, "object": urn, "message": {"text": words}}
    person.linkedin("POST", f"/rest/socialActions/{quote(urn, safe='')}/comments", json=comment)
    person.reddit("POST", "/api/submit/", data=person.submission(title=words[:300], text=words, flair_text=words))
    person.reddit("POST", "/api/submit/", data=person.submission(kind="link", url=f"https://example.org/{words}", text=""))


def harmless(found: Page) -> None:
    """Only the tags we write, no handler, no inline style, no address but of the web or of this server."""
    for tag, attributes in found.tags:
        assert tag in TAGS, tag
        assert not [name for name in attributes if name.startswith("on") or name in {"style", "srcdoc", "srcset", "action", "formaction"}]
        if tag == "a" and "href" in attributes:
            assert re.match(r"https?://|/(calendar)?(\?(account=|live=1)|$)", attributes["href"] or ""), attributes
        if tag == "img":
            assert re.fullmatch(r"/media/[0-9a-f]{64}", attributes["src"] or "")


@pytest.mark.parametrize("words", ATTACKS)
def test_no_post_makes_the_browser_do_anything(person: Person, network: Network, words: str) -> None:
    post_everywhere(person, words)
    found = page(network)
    harmless(found)
    shown = [post for post in person.posts() if post.platform == "x"]
    assert shown, "the attack must have reached the page"
    assert shown[0].seen.replace("\x00", "") in found.words.replace("\ufffd", "") or "://" in words


def test_an_account_name_is_only_a_name(network: Network, state: Path) -> None:
    name = "<script>alert(1)</script>"
    headers = {"Authorization": f"bearer rehearsal-{name}-access_token"}
    form = {"kind": "self", "sr": "test", "title": "T", "text": "x"}
    assert requests.post(f"{network.url}/reddit/api/submit/", data=form, headers=headers, timeout=10).status_code == 200
    found = page(network)
    harmless(found)
    assert name in found.words


def test_the_page_asks_for_nothing_but_itself(network: Network) -> None:
    answer = requests.get(f"{network.url}/", timeout=10)
    policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    assert answer.headers["content-security-policy"] == policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    style = requests.get(f"{network.url}/static/feed.css", timeout=10)
    assert (style.status_code, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "url(" not in style.text
    assert "@import" not in style.text


def test_it_refreshes_only_when_asked(network: Network) -> None:
    assert "refresh" not in requests.get(f"{network.url}/", timeout=10).headers
    assert requests.get(f"{network.url}/?live=1", timeout=10).headers["refresh"] == "3"


@pytest.mark.parametrize("path", OTHER_FILES)
def test_no_other_file_is_served(network: Network, path: str) -> None:
    with requests.Session() as session:
        request = requests.Request("GET", f"{network.url}/").prepare()
        request.url = network.url + path
        assert session.send(request, timeout=10).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil:80", "", "[::1", "10.0.0.1"])
def test_other_names_of_this_machine_get_no_answer(network: Network, host: str) -> None:
    assert requests.get(f"{network.url}/", headers={"Host": host}, timeout=10).status_code in {400, 421}


def test_pictures_are_shown_with_their_words_and_their_real_type(person: Person, network: Network) -> None:
    data = picture("GIF", (1, 2, 3))
    begun = person.linkedin("POST", "/rest/images?action=initializeUpload", json={"initializeUploadRequest": {"owner": person.urn}})
    value = begun.json()["value"]
    person.session.put(value["uploadUrl"], data=data, headers={"Content-Type": "text/html"}, timeout=10)
    alt = 'A "chart" <of> things'
    person.linkedin("POST", "/rest/posts", json=person.share("Look", content={"media": {"id": value["image"], "altText": alt}}))
    (image,) = page(network).all("img", alt=alt)
    answer = requests.get(f"{network.url}{image['src']}", timeout=10)
    assert (answer.content, answer.headers["content-type"], image["title"]) == (data, "image/gif", alt)


def test_a_thread_is_read_in_order_and_a_deleted_post_is_gone(person: Person, network: Network) -> None:
    parent = ""
    for words in ("first thread words", "second thread words", "third thread words"):
        reply = {"reply": {"in_reply_to_tweet_id": parent}} if parent else {}
        parent = person.x("POST", "/2/tweets", json={"text": words, **reply}).json()["data"]["id"]
    found = page(network).words
    places = [found.index(words) for words in ("first thread words", "second thread words", "third thread words")]
    assert places == sorted(places)
    person.x("DELETE", f"/2/tweets/{parent}")
    found = page(network).words
    assert found.index("seen by nobody now") < found.index("third thread words"), "only as withdrawn"


def test_linkedin_folds_and_says_what_it_cut(person: Person, network: Network) -> None:
    long = " ".join(f"word{number}" for number in range(60))
    person.linkedin("POST", "/rest/posts", json=person.share(long))
    person.linkedin("POST", "/rest/posts", json=person.share("kept \\(this\\) lost (that)"))
    words = page(network).words
    above = words[words.index("word0") : words.index("…more")]
    assert (len(above) <= 200, above.endswith("word")) == (True, False)
    assert long.startswith(above.strip())
    assert "kept (this) lost" in words
    assert "at an unescaped (" in words
    assert "lost (that)" not in words


def test_reddits_markdown_is_rendered(person: Person, network: Network) -> None:
    text = "## Part\n\n*a* **b** ~~c~~\n\n    code <x>\n\n| h | n |\n|:--|--:|\n| a | 1 |\n\nhttps://example.org/x\n"
    person.reddit("POST", "/api/submit/", data=person.submission(text=text, title="A rendered title"))
    found = page(network)
    assert found.all("td", **{"class": "right"})
    assert found.all("a", href="https://example.org/x")
    assert "code <x>" in found.words
    assert "**b**" not in found.words


def test_the_snapshot_holds_everything_in_one_file(person: Person, state: Path) -> None:
    post_everywhere(person, "snapshot words </style><script>x</script>")
    text = snapshot(state)
    found = Page(text)
    assert text.count("<style>") == 1
    assert not found.all("link")
    assert not found.all("script")
    assert all((image["src"] or "").startswith("data:image/") for image in found.all("img"))
    policy = found.all("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    assert "snapshot words" in found.words


def test_an_empty_network_says_so(tmp_path: Path) -> None:
    from bot.rehearsal.ledger import Ledger

    Ledger(tmp_path / "rehearsal.sqlite").close()
    assert "Nothing here yet." in Page(snapshot(tmp_path)).words


WEB = ["https://a.example/x", "HTTP://a.example"]
NOT_THE_WEB = ["javascript:alert(1)", " javascript:x", "//a.example", "https://", "http://[", "data:text/html,x", ""]


def test_only_the_web_is_linked() -> None:
    assert [safe_href(url) for url in WEB] == WEB
    assert [safe_href(url) for url in NOT_THE_WEB] == [""] * len(NOT_THE_WEB)


def test_bare_addresses_become_links_without_the_full_stop() -> None:
    runs = linked("see https://a.example/b?c=1, or (http://d.example).")
    assert [run.href for run in runs if run.kind == "link"] == ["https://a.example/b?c=1", "http://d.example"]
    assert "".join(run.text for run in runs) == "see https://a.example/b?c=1, or (http://d.example)."
    assert short("https://www.example.org/" + "a" * 40) == "example.org/" + "a" * 15 + "…"


@pytest.mark.parametrize(("text", "above"), [("a\nb\nc", ""), ("a\nb\nc\nd", "a\nb\nc"), ("x" * 200, ""), ("x" * 201, "x" * 100), ("", "")])
def test_the_fold(text: str, above: str) -> None:
    shown: Any = "".join(run.text for run in fold([Run("text", text)], 200, 3))
    assert shown == above


@pytest.mark.parametrize("platform", LOOKS)
def test_a_post_on_any_platform_stands_on_the_page(platform: str, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    now = "2026-11-22T09:00:00Z"
    with ledger.transaction():
        ledger.add_request(RequestEntry(0, now, platform, "ada", "POST", "/", "", {}, "", 200))
        ledger.add_post(PostEntry(0, platform, "ada", "1", "", "Tea at four", "Tea at four", "T", (), {"kind": "post"}, now))
    page = render(ledger, lambda digest: digest)
    ledger.close()
    assert LOOKS[platform][0] in page
    assert "Nothing here yet" not in page
