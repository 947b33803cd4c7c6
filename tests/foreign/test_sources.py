"""What each source makes of its bytes: articles with their front matter, drafts for what is no whole article, refusals with a reason."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import Any

import pytest

from bot.foreign import reading
from bot.foreign.archive import Zip
from bot.foreign.article import Entry, Foreign, Left, Refused, Unusable
from bot.foreign.moments import date
from bot.foreign.written import file_of, name_of
from bot.model.settings import Posts, Site
from bot.text.source import read_post

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>T</title><link>https://blog.example/</link><language>en-gb</language>{}</channel></rss>"""
MEDIUM = """<!DOCTYPE html><html><head><title>On noise</title></head><body>
<article class="h-entry"><header><h1 class="p-name">On noise</h1></header>
<section data-field="subtitle" class="p-summary">What it is good for</section><section data-field="body" class="e-content"><section>
<div class="section-divider"><hr class="section-divider"></div><h3 class="graf--title">On noise</h3><h4>What it is good for</h4><p>Text.</p>
<h4>Part</h4></section></section><footer><p>Tagged in <a class="p-tag" href="#">Deep Learning</a></p><p>By <a class="p-author">A</a> on
<a href="https://medium.com/p/0123456789ab"><time class="dt-published" datetime="2024-03-01T10:00:00.123Z">March 1</time></a></p>
<p><a href="https://medium.com/@a/on-noise-0123456789ab" class="p-canonical">C</a></p></footer></article></body></html>"""


def item(**given: str) -> str:
    return "<item>" + "".join(f"<{name.replace('_', ':')}>{value}</{name.replace('_', ':')}>" for name, value in given.items()) + "</item>"


def read(data: str | bytes, name: str = "feed.xml", base: str = "") -> list[Entry]:
    return list(reading.entries(data.encode() if isinstance(data, str) else data, name, base))


def one(data: str | bytes, name: str = "feed.xml", base: str = "") -> Foreign:
    (found,) = read(data, name, base)
    assert isinstance(found, Foreign)
    return found


def zipped(files: dict[str, str | bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    out.seek(0)
    return out


def test_a_feed_with_full_text_gives_the_article() -> None:
    words = "<p>" + "Long text. " * 100 + '<a href="/about?utm_source=rss">me</a></p>'
    link = "https://medium.com/@a/on-noise-0123456789ab?source=rss-1---2"
    given = item(
        title="On &amp;amp; off", link=link, guid="https://medium.com/p/0123456789ab", pubDate="Fri, 01 Mar 2024 10:00:00 +0100",
        category="Deep Learning", content_encoded=f"<![CDATA[{words}]]>",
    )  # fmt: skip
    found = one(RSS.format(given))
    assert (found.title, found.url, found.date, found.tags, found.lang, found.draft) == (
        "On & off", "https://medium.com/@a/on-noise-0123456789ab", "2024-03-01T09:00:00Z", ("Deep Learning",), "en", False,
    )  # fmt: skip
    assert "[me](https://medium.com/about)" in found.body
    assert name_of(found) == "on-noise"


def test_an_excerpt_is_a_draft_that_says_where_the_rest_is() -> None:
    found = one(RSS.format(item(title="T", link="https://blog.example/t", description="It begins well [&amp;#8230;]")))
    assert found.draft
    assert "It begins well" in found.body
    assert "<https://blog.example/t>" in found.body
    teaser = item(
        title="T",
        link="https://blog.example/t",
        content_encoded="<![CDATA[<p>So.</p><p><a href='#'>Continue reading on Medium »</a></p>]]>",
    )
    assert one(RSS.format(teaser)).draft


def test_a_feed_that_links_every_entry_to_its_front_page_gives_no_addresses() -> None:
    pair = item(title="One", link="https://blog.example/") + item(title="Two", link="https://blog.example/")
    found = [entry for entry in read(RSS.format(pair)) if isinstance(entry, Foreign)]
    assert [entry.url for entry in found] == ["", ""]
    assert len({entry.identity for entry in found}) == 2


def test_a_video_of_a_channel_is_a_post_with_its_picture_as_a_link() -> None:
    feed = """<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"
    xmlns="http://www.w3.org/2005/Atom">
    <title>C</title><entry><id>yt:video:abc</id><yt:videoId>abc</yt:videoId><title>Why $x$ [fast]</title>
    <link rel="alternate" href="https://www.youtube.com/watch?v=abc"/><published>2024-12-16T15:10:21+00:00</published><media:group>
    <media:thumbnail url="https://i2.ytimg.com/vi/abc/hq.jpg"/><media:description>First line
second line https://a.org/x_y

0:00 Intro #Kotlin</media:description></media:group></entry></feed>"""
    found = one(feed)
    assert found.body.split("\n\n") == [
        "[![Video: Why \\$x\\$ &#91;fast&#93;](https://i2.ytimg.com/vi/abc/hq.jpg)](https://www.youtube.com/watch?v=abc)",
        "First line  \nsecond line <https://a.org/x_y>",
        "0:00 Intro #Kotlin",
    ]
    assert (found.url, found.tags, found.draft) == ("https://www.youtube.com/watch?v=abc", ("kotlin",), False)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("", "empty"),
        ("just words", "neither a feed"),
        ('<?xml version="1.0"?><rss version="2.0"><channel><item><title>T</title></channel></rss>', "broken .*line 1"),
        ('<?xml version="1.0"?><rss version="2.0"><channel><item><title>cut', "broken"),
        ('<?xml version="1.0"?><opml><body/></opml>', "neither RSS nor Atom"),
        ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
         "declares entities"),
        ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>&a;</title></channel></rss>',
         "declares entities"),
    ],
)  # fmt: skip
def test_what_is_broken_or_dangerous_is_refused_with_its_reason(data: str, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        read(data, "x")


def test_what_feeds_get_wrong_without_losing_anything_is_mended() -> None:
    words = "<p>" + "Text. " * 200 + "</p>"
    feed = "\n\n" + RSS.format(item(title="Q & A\x0b", link="https://blog.example/q", content_encoded=f"<![CDATA[{words}]]>"))
    assert one(feed).title == "Q & A"


def test_a_file_of_a_medium_export_is_its_article_without_what_medium_wrote_around_it() -> None:
    found = one(MEDIUM, "posts/2024-03-01_On-noise.html")
    assert (found.title, found.summary, found.url, found.date, found.tags) == (
        "On noise", "What it is good for", "https://medium.com/@a/on-noise-0123456789ab", "2024-03-01T10:00:00Z", ("Deep Learning",),
    )  # fmt: skip
    assert found.body == "Text.\n\n## Part"
    assert not found.draft


def test_a_medium_draft_and_a_response_are_drafts() -> None:
    assert one(MEDIUM.replace('class="p-canonical"', ""), "posts/draft_x.html").draft
    response = (
        MEDIUM.replace("On noise", "Thanks").replace("What it is good for", "").replace("<p>Text.</p>\n<h4>Part</h4>", "<p>Thanks!</p>")
    )
    found = one(response, "posts/x.html")
    assert (found.draft, found.notes != ()) == (True, True)


def test_a_substack_export_gives_posts_and_says_what_it_lacks() -> None:
    table = (
        "post_id,post_date,is_published,type,audience,title,subtitle,podcast_url\n"
        '1.on-noise,2024-03-01T10:00:00.000Z,TRUE,newsletter,everyone,"On noise, again",What it&#x2019;s for,\n'
        "2.gone,2024-03-02T10:00:00.000Z,FALSE,newsletter,everyone,Gone,,\n3.talk,2024-03-03T10:00:00.000Z,TRUE,thread,everyone,Talk,,\n"
        "4.about,2024-03-04T10:00:00.000Z,TRUE,page,everyone,About,,\n"
    )
    text = '<p>Text.</p><p class="button-wrapper"><a href="https://noise.substack.com/subscribe?utm_source=x">Subscribe</a></p>'
    archive = Zip(zipped({"posts.csv": table, "posts/1.on-noise.html": text, "posts/4.about.html": "<p>Me.</p>"}))
    post, gone, talk, about = reading.archived(archive)
    assert isinstance(post, Foreign)
    assert (post.title, post.url, post.summary, post.date) == (
        "On noise, again", "https://noise.substack.com/p/on-noise", "What it’s for", "2024-03-01T10:00:00Z",
    )  # fmt: skip
    assert isinstance(gone, Refused)
    assert isinstance(talk, Left)
    assert isinstance(about, Foreign)
    assert about.draft


def test_a_wordpress_export_is_read_as_wordpress_would_show_it() -> None:
    text = (
        'First line\nsecond line.\n\n[code lang="python"]\nif a < b:\n\n    c()\n[/code]\n\n'
        '[caption id="1"]<img src="https://w.example/a.png" '
        'alt="A" width="9"/> A caption[/caption]\n\nhttps://www.youtube.com/watch?v=abc\n\nSo $latex x^2$ it is.'
    )
    post = (
        '<category domain="post_tag" nicename="a"><![CDATA[Noise]]></category>'
        '<category domain="author" nicename="b"><![CDATA[Ada]]></category>'
    )
    feed = RSS.replace(
        "<rss ", '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
    )
    make = lambda status, kind: (  # noqa: E731
        f"<item><title>T</title><link>https://w.example/t</link><guid>https://w.example/?p=1</guid>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded>"
        f"<wp:post_name>t</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>"
        f"<wp:post_date_gmt>2024-03-01 10:00:00</wp:post_date_gmt>{post}</item>"
    )
    states = [("publish", "post"), ("draft", "post"), ("publish", "page"), ("trash", "post"), ("inherit", "attachment")]
    public, draft, page, trash, attachment = read(feed.format("".join(make(*state) for state in states)))
    assert isinstance(public, Foreign)
    assert public.body.split("\n\n") == [
        "First line  \nsecond line.", "```python\nif a < b:", "    c()\n```", "![A](https://w.example/a.png)\n*A caption*",
        "<https://www.youtube.com/watch?v=abc>", "So $x^2$ it is.",
    ]  # fmt: skip
    assert (public.tags, public.date, public.draft, public.url) == (("Noise",), "2024-03-01T10:00:00Z", False, "https://w.example/t")
    assert isinstance(draft, Foreign)
    assert isinstance(page, Foreign)
    assert (draft.draft, draft.url, page.draft) == (True, "", True)
    assert isinstance(trash, Left)
    assert isinstance(attachment, Left)


def test_a_page_is_its_article_and_what_it_says_of_itself() -> None:
    page = (
        '<!doctype html><html lang="de"><head><title>T | Blog</title><meta property="og:title" content="T">'
        '<meta name="description" content="D">'
        '<link rel="canonical" href="https://blog.example/t"><meta property="article:published_time" content="2024-03-01T10:00:00+01:00">'
        '<meta property="og:image" content="/c.png"></head><body><nav><a href="/">Home</a></nav><article><h1>T</h1><p>Text.</p></article>'
        "<footer>Impressum</footer></body></html>"
    )
    found = one(page, "t.html")
    assert (found.title, found.body, found.url, found.date, found.lang, found.summary, found.cover) == (
        "T", "Text.", "https://blog.example/t", "2024-03-01T09:00:00Z", "de", "D", "https://blog.example/c.png",
    )  # fmt: skip


def notebook(*cells: dict[str, Any]) -> str:
    return json.dumps({"nbformat": 4, "metadata": {"kernelspec": {"language": "python"}}, "cells": list(cells)})


def test_a_notebook_gives_prose_code_and_the_figures_of_its_outputs() -> None:
    picture = base64.b64encode(PNG).decode()
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["loss 0.1\n"]},
        {"output_type": "stream", "name": "stderr", "text": ["a warning\n"]},
        {"output_type": "display_data", "data": {"image/png": picture, "text/plain": ["<Figure size 640x480>"]}},
        {"output_type": "execute_result", "data": {"text/plain": [f"{n}\n" for n in range(99)]}},
    ]
    cells = [
        {"cell_type": "markdown", "source": ["# On noise\n", "\n", "Some $x_1$ and ![p](attachment:p.png)."],
         "attachments": {"p.png": {"image/png": picture}}},
        {"cell_type": "code", "source": "#| fig-cap: \"Loss\"\nplot(x)", "outputs": outputs},
        {"cell_type": "code", "source": "secret()", "metadata": {"tags": ["remove_cell"]}, "outputs": outputs},
    ]  # fmt: skip
    found = one(notebook(*cells), "on-noise.ipynb")
    assert found.title == "On noise"
    assert found.body == (
        "Some $x_1$ and ![p](figure-1.png).\n\n```python\nplot(x)\n```\n\n```text\nloss 0.1\n```\n\n![Loss](figure-1.png)\n*Loss*"
    )
    assert dict(found.pictures) == {"figure-1.png": PNG}


@pytest.mark.parametrize(
    "broken", ["{", "[]", '{"cells": 3}', '{"cells": []}', '{"cells": [{"cell_type": "code", "source": 3, "outputs": 3}]}']
)
def test_a_notebook_that_is_none_is_refused(broken: str) -> None:
    with pytest.raises(Unusable, match="notebook"):
        read(broken, "x.ipynb")


@pytest.mark.parametrize("name", ["../evil.html", "posts/../../evil.html", "/etc/evil.html", "C:/evil.html", "posts\\..\\..\\evil.html"])
def test_an_archive_that_leads_out_of_itself_is_refused(name: str) -> None:
    with pytest.raises(Unusable, match="leads out"):
        Zip(zipped({"posts/a.html": MEDIUM, name: MEDIUM}))


def test_links_bombs_and_broken_archives_are_refused() -> None:
    link = zipfile.ZipInfo("posts/a.html")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(Unusable, match="is a link"):
        Zip(out)
    with pytest.raises(Unusable, match="would unpack"):
        Zip(zipped({"posts/a.html": bytes(20_000_000)}))
    with pytest.raises(Unusable, match="no zip"):
        Zip(io.BytesIO(b"PK\x03\x04 and nothing"))
    with pytest.raises(Unusable, match="holds no articles"):
        list(reading.archived(Zip(zipped({"a.txt": "x"}))))


def test_a_damaged_entry_is_refused_alone() -> None:
    data = bytearray(zipped({"posts/a.html": MEDIUM, "posts/b.html": MEDIUM.replace("On noise", "Other")}).getvalue())
    data[60:70] = bytes(10)
    first, second = reading.archived(Zip(io.BytesIO(bytes(data))))
    assert isinstance(first, Refused)
    assert isinstance(second, Foreign)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2024-03-01 10:00:00", "2024-03-01T10:00:00Z"), ("2024-03-01T10:00:00.5+0200", "2024-03-01T08:00:00Z"),
        ("2024-03-01", "2024-03-01"),
        ("Fri, 01 Mar 2024 10:00:00 GMT", "2024-03-01T10:00:00Z"), ("yesterday", ""), ("", ""), ("2024-99-01T10:00:00Z", ""),
    ],
)  # fmt: skip
def test_dates_have_one_form(said: str, meant: str) -> None:
    assert date(said) == meant


@pytest.mark.parametrize(
    "title", ['a"\nto: [x]\ndraft: false', "---", "on", "#x", "{{x}}", "a: b", "日本 [x]", "\u2028to: x", "- a", "0x1"]
)
def test_front_matter_holds_what_was_said_and_no_more(title: str) -> None:
    article = Foreign(title, "Text.", identity=title, tags=(title, "b, c"), summary=title, draft=True)
    post = read_post(file_of(article).encode(), "a.md", Site(), Posts(), ("x",))
    assert post.to == ()
    assert post.draft
    assert post.imported == " ".join(title.split())
    assert post.body.strip() == "Text."


def test_two_notebooks_of_one_name_are_two_articles_and_endless_values_end() -> None:
    one_, other = (one(notebook({"cell_type": "markdown", "source": f"# {title}\n\nText."}), "analysis.ipynb") for title in ("A", "B"))
    assert one_.identity != other.identity
    post = read_post(file_of(Foreign("T" * 100_000, "Text.", identity="x", tags=("t",) * 9_000)).encode(), "a.md", Site(), Posts(), ())
    assert post.body.strip() == "Text."


@pytest.mark.parametrize("title", ["README", "../../etc/passwd", ".hidden", "_draft", "a.linkedin", "", "...", "index", "a/b\0c"])
def test_no_title_becomes_a_file_that_is_no_post(title: str) -> None:
    name = name_of(Foreign(title, "x"))
    assert name
    assert name[0] not in "._/"
    assert not set(name) & set("./\\\0")
    assert name not in {"readme", "index"}
