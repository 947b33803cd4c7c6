"""The Ghost adapter against a real site, and the rehearsal's Ghost compared with it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.errors import NotSent, Refused
from bot.http import session
from bot.model.draft import Draft, Media
from bot.model.receipt import RemoteRef
from bot.model.settings import Posts, Site
from bot.platforms import _ghost as wire
from bot.platforms import ghost, hosts
from bot.platforms.base import Connection, Step
from bot.rehearsal import launch
from bot.text.source import read_post
from tests.corpus.pages import Page
from tests.corpus.posts import needs_posts, post_of, rows
from tests.counterparts import ghost as counterpart
from tests.platforms.contract import TEXT, segment
from tests.rehearsal.pictures import picture

LETTER = "default-newsletter"
EVERYTHING = """\
## A list with code

1. First, *then*:

   ```python
   if a < b: print("{{x}}")
   ```

2. second

   another paragraph

| a | b |
| --- | ---: |
| `x` | 2[^1] |

> a quote
>
> - with a list

[![badge](https://example.org/b.svg)](https://example.org/l) words

![A chart](https://example.org/c.png "Its caption")

$$E = mc^2$$

[^1]: The note.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[counterpart.Site]:
    with counterpart.running(tmp_path_factory.mktemp("ghost") / "content") as up:
        yield up


def way(site: counterpart.Site, *, key: str = "", api: str = "", newsletter: str = "") -> Connection:
    where = api or site.url
    account = ghost.Account(name="me", platform="ghost", server="blog.example.com", api=where, call_timeout=60, newsletter=newsletter)
    secret = {"admin_key": key or site.key}
    return Connection(account, secret, session(hosts(account), where, secrets=secret.values(), call_timeout=60), SystemClock().now())


def draft(slug: str, text: str = f"<p>{TEXT}</p>", **fields: Any) -> Draft:
    return Draft("me", "ghost", f"About {slug}", (segment(text),), {"slug": slug, "tags": ["ML", "Small data"], **fields})


def key_of(step: Step) -> str:
    return f"{step.draft.fingerprint[:20]}{step.index}"


def publish(connection: Connection, made: Draft) -> dict[int, RemoteRef]:
    before: dict[int, RemoteRef] = {}
    for step in ghost.steps(made):
        before[step.index] = ghost.publish(connection, step, before, key_of(step))
    return before


def shown(connection: Connection, ref: RemoteRef) -> dict[str, Any]:
    """The post as the site gives it back."""
    answer = wire._call(connection, "GET", f"/posts/{ref.extra['number']}/?formats=html&include=tags,email")
    found: dict[str, Any] = answer.json()["posts"][0]
    return found


def test_facts_tell_the_site_and_its_readers(site: counterpart.Site) -> None:
    told = ghost.facts(way(site))
    assert (told["site"], told["title"], told["newsletters"]) == (site.url, "Small Batches", [f"{LETTER} 1"])


def test_a_draft_is_seen_by_nobody_and_a_publication_by_everybody(site: counterpart.Site) -> None:
    me = way(site)
    upload, post = ghost.steps(draft("seen", canonical_url="https://example.org/a", custom_excerpt="Why"))
    made = ghost.publish(me, upload, {}, "keyseen")
    assert ghost.find(me, upload, {}, "keyseen", me.now) == made
    assert ghost.find(me, post, {0: made}, "k", me.now) is None
    assert site.page("/bot-keyseen/").status_code == 404
    ref = ghost.publish(me, post, {0: made}, "k")
    page = site.page("/seen/")
    assert (page.status_code, "“quoted” 100%" in page.text) == (200, True)
    assert '<link rel="canonical" href="https://example.org/a">' in page.text
    back = shown(me, ref)
    assert [tag["name"] for tag in back["tags"]] == ["ML", "Small data"]
    assert (back["custom_excerpt"], back["visibility"], back["email"]) == ("Why", "public", None)
    assert site.page("/bot-keyseen/").status_code == 404


def test_every_write_said_again_makes_nothing_new(site: counterpart.Site) -> None:
    me, made = way(site), draft("again")
    first = publish(me, made)
    upload, post = ghost.steps(made)
    assert ghost.publish(me, post, first, key_of(post)) == first[1]
    fresh = draft("twice")
    upload, _ = ghost.steps(fresh)
    assert ghost.publish(me, upload, {}, "same") == ghost.publish(me, upload, {}, "same")
    with pytest.raises(Refused, match="a post at this address already"):
        publish(me, draft("again", "<p>another</p>"))
    listed = wire._call(me, "GET", "/posts/?limit=100&fields=id,slug").json()["posts"]
    assert sorted(row["slug"] for row in listed if row["slug"] in {"again", "again-2", "bot-same", "bot-same-2"}) == ["again", "bot-same"]


def test_a_change_of_an_older_state_is_refused_whole(site: counterpart.Site) -> None:
    me = way(site)
    refs = publish(me, draft("collision"))
    number = refs[1].extra["number"]
    stale = {"posts": [{"html": "<p>stale</p>", "updated_at": "2020-01-01T00:00:00.000Z"}]}
    with pytest.raises(NotSent, match="somebody saved the post"):
        wire._call(me, "PUT", f"/posts/{number}/?source=html", json=stale)
    assert "stale" not in shown(me, refs[1])["html"]


def test_an_edit_a_look_and_a_deletion(site: counterpart.Site) -> None:
    me = way(site)
    ref = publish(me, draft("life"))[1]
    pasted = ghost.ref("https://blog.example.com/life/")
    ghost.update(me, pasted, segment("<p>new words</p>"))
    assert "new words" in site.page("/life/").text
    assert (shown(me, ref)["title"], ghost.exists(me, pasted), ghost.exists(me, ref)) == ("About life", True, True)
    ghost.delete(me, ref)
    ghost.delete(me, ref)
    assert (site.page("/life/").status_code, ghost.exists(me, ref)) == (404, False)


def test_a_cover_is_uploaded_and_shown_with_its_words(site: counterpart.Site, tmp_path: Path) -> None:
    data = picture(colour=(9, 20, 30))
    (tmp_path / "c.png").write_bytes(data)
    cover = Media(str(tmp_path / "c.png"), "image/png", "A chart & more", len(data), 8, 6, hashlib.sha256(data).hexdigest())
    made = draft("cover")
    made = replace(made, segments=(replace(made.segments[0], media=(cover,)),))
    back = shown(me := way(site), publish(me, made)[2])
    assert back["feature_image_alt"] == "A chart & more"
    assert site.page(back["feature_image"].removeprefix(site.url)).content[:4] == b"\x89PNG"


def test_only_a_draft_that_names_a_newsletter_is_mailed_and_once(site: counterpart.Site) -> None:
    me = way(site)
    made = draft("letter", newsletter=LETTER)
    refs = publish(me, made)
    mail = shown(me, refs[1])["email"]
    assert (mail["email_count"], mail["subject"]) == (1, "About letter")
    assert ghost.publish(me, ghost.steps(made)[1], refs, "again") == refs[1]
    assert shown(me, refs[1])["email"]["id"] == mail["id"]
    assert shown(me, publish(me, draft("unmailed"))[1])["email"] is None


@pytest.mark.parametrize("key", ["6b028b964d2e692a698e6b00:" + "0" * 64, "nonsense"])
def test_a_wrong_key_is_the_accounts_trouble(site: counterpart.Site, key: str) -> None:
    with pytest.raises(Refused) as refused:
        ghost.facts(way(site, key=key))
    assert refused.value.cause == "auth"


def test_what_ghost_itself_would_lose_is_kept(site: counterpart.Site) -> None:
    me = way(site)
    text = f"---\ntitle: Everything\nurl: https://blog.example.com/everything/\n---\n{EVERYTHING}"
    account = ghost.Account(name="me", platform="ghost", server="blog.example.com")
    made = ghost.render(read_post(text.encode(), "everything.md", Site(), Posts(), ()), account, {})
    html = shown(me, publish(me, made)[1])["html"]
    plain = re.sub(r"<!--.*?-->|\s+", "", html)
    for piece in (
        'print("{{x}}")', '<li><p>second</p><p>anotherparagraph</p></li>', '<td><code>x</code></td>', '<liid="fn1">Thenote.</li>',
        '<ahref="https://example.org/l"><imgsrc="https://example.org/b.svg"alt="badge"></a>', "<figcaption>Itscaption</figcaption>",
        '<ahref="#fn1">',
    ):  # fmt: skip
        assert piece in plain, piece
    order = [plain.index(word) for word in ("First", "print(", "second", "aquote", "withalist", "badge", "Achart", "Thenote")]
    assert order == sorted(order)
    assert "canonical_url" not in made.fields


@needs_posts
def test_real_articles_keep_their_words_links_and_code(site: counterpart.Site) -> None:
    me = way(site)
    account = ghost.Account(name="me", platform="ghost", server="blog.example.com")
    lost = []
    for row in rows()[::80]:
        made = ghost.render(post_of(row), account, {})
        ref = publish(me, replace(made, fields={**made.fields, "slug": f"real-{row['id']}".lower()}))[1]
        ours, theirs = Page(made.segments[0].wire), Page(shown(me, ref)["html"])
        words = " ".join(ours.prose.split()), " ".join(theirs.prose.split())
        if re.sub(r"\s", "", words[0]) != re.sub(r"\s", "", words[1]):
            lost.append((row["id"], "words"))
        lost += [(row["id"], f"link {url}") for url in ours.links - theirs.links]
        lost += [(row["id"], f"code {code[:60]}") for code in ours.code if code.strip() not in {other.strip() for other in theirs.code}]
    assert lost == []


# -- the rehearsal's Ghost beside the real one


def said(me: Connection, method: str, path: str, body: object) -> tuple[int, str]:
    """Status and kind of an answer, whatever it is."""
    headers = {"Authorization": f"Ghost {wire._token(me)}", "Accept-Version": "v5.0"}
    url = f"https://blog.example.com/ghost/api/admin{path}"
    answer = me.session.request(method, url, json=body, headers=headers)
    errors = (json.loads(answer.text) if answer.text else {}).get("errors") or [{}]
    return answer.status_code, str(errors[0].get("type") or "")


def test_the_rehearsal_takes_and_refuses_what_the_real_site_does(site: counterpart.Site, tmp_path: Path) -> None:
    nobody = "6b028b964d2e692a698e6b00"
    asked: list[tuple[str, str, object]] = [
        ("GET", "/site/", None),
        ("GET", f"/posts/{nobody}/", None),
        ("GET", "/posts/slug/nothing-here/", None),
        ("DELETE", f"/posts/{nobody}/", None),
        ("PUT", f"/posts/{nobody}/?source=html", {"posts": [{"html": "<p>x</p>", "updated_at": "2020-01-01T00:00:00.000Z"}]}),
        ("POST", "/posts/?source=html", {"posts": [{"html": "<p>x</p>"}]}),
        ("POST", "/posts/?source=html", {"posts": [{"title": "x" * 256}]}),
        ("POST", "/posts/?source=html", {"posts": [{"title": "x", "custom_excerpt": "e" * 301}]}),
        ("POST", "/posts/?source=html", {"posts": [{"title": "x", "tags": [{"name": ",a"}]}]}),
        ("POST", "/posts/?source=html", {}),
        ("POST", "/posts/?source=html", {"posts": [{"title": "A draft", "html": "<p>x</p>", "slug": "drift"}]}),
    ]
    network = launch.ensure(tmp_path, port=0)
    try:
        rehearsed = way(site, key="rehearsal-me-admin_key", api=f"{network.url}/ghost")
        ours = [said(rehearsed, *one) for one in asked]
    finally:
        network.stop()
    assert ours == [said(way(site), *one) for one in asked]
