"""A file's bytes to a Post."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.post import Post
from bot.model.settings import Posts, Site
from bot.model.tree import Heading, Link, Paragraph, Text
from bot.text.source import Unreadable, read_post, read_sidecar

SITE = Site(url="https://example.org")
KNOWN = ("linkedin", "x", "reddit", "launch")


def read(text: str | bytes, path: str = "a-post.md", site: Site = SITE, posts: Posts | None = None) -> Post:
    data = text.encode() if isinstance(text, str) else text
    return read_post(data, path, site, posts or Posts(), KNOWN)


def codes(post: Post, level: str = "error") -> list[str]:
    return [problem.code for problem in post.problems if problem.level == level]


def test_our_own_keys() -> None:
    post = read(
        "---\ntitle: T\nsummary: S.\nurl: https://e.org/t\ntags: [a, b]\ncover: c.png\ncover_alt: C\nlang: de-AT\n"
        "publish_at: 2026-12-01 09:00 Europe/London\nto: [x, launch]\nlinks: {paper: https://arxiv.org/abs/1}\ndisclosure: affiliate\n"
        "linkedin: {text: Mine, subreddit: s}\nx: {thread: [one, two], mode: full}\n---\nBody.\n"
    )
    assert (post.title, post.summary, post.url, post.tags, post.cover, post.cover_alt, post.lang) == (
        "T", "S.", "https://e.org/t", ("a", "b"), "c.png", "C", "de",
    )  # fmt: skip
    assert (post.publish_at, post.publish_at_line, post.to) == ("2026-12-01 09:00 Europe/London", 9, ("x", "launch"))
    assert (post.links, post.disclosure) == ({"paper": "https://arxiv.org/abs/1"}, "affiliate")
    assert (post.overrides["linkedin"].segments, post.overrides["linkedin"].fields["subreddit"]) == (("Mine",), "s")
    assert (post.overrides["x"].segments, post.overrides["x"].mode, post.overrides["x"].line) == (("one", "two"), "full", 14)
    assert post.problems == ()


@pytest.mark.parametrize(
    ("matter", "field", "value"),
    [
        ("description: S", "summary", "S"),
        ("desc: S", "summary", "S"),
        ("excerpt: S", "summary", "S"),
        ("subtitle: S", "summary", "S"),
        ("excerpt: no\ndescription: S", "summary", "S"),
        ("image: a.png", "cover", "a.png"),
        ("thumbnail: a.png", "cover", "a.png"),
        ("image: {path: a.png, alt: b}", "cover_alt", "b"),
        ("tag: a, b", "tags", ("a", "b")),
        ("categories: [A, b]\ntags: [a]", "tags", ("a", "b")),
        ("keywords: [k]", "tags", ("k",)),
        ("draft: true", "draft", True),
        ("published: false", "draft", True),
        ("published: true", "draft", False),
        ("canonical_url: https://e.com/x", "url", "https://e.com/x"),
        ("canonicalUrl: milvus.io/blog/x.md", "url", "https://milvus.io/blog/x.md"),
        ("permalink: /p/", "url", "https://example.org/p/"),
        ("url: /p/", "url", "https://example.org/p/"),
        ("permalink: /:year/:month/:title/\ndate: 2024-3-5", "url", "https://example.org/2024/03/a-post/"),
        ("slug: other", "url", "https://example.org/other"),
        ("slug: Ein Süßer/../Weg", "slug", "weg"),
        ("publishDate: 2024-01-02", "date", "2024-01-02"),
        ("title: 'A *b* `c` & d'", "title", "A b c & d"),
        ("title: snake_case_name", "title", "snake_case_name"),
    ],
)
def test_customary_keys(matter: str, field: str, value: object) -> None:
    post = read(f"---\n{matter}\n---\nBody.\n")
    assert getattr(post, field) == value
    assert codes(post) == []


def test_other_blog_keys_are_left_alone_in_one_note() -> None:
    post = read("---\ntitle: T\nlayout: post\nauthor: [{name: X}]\ntoc: true\nstrange_thing: 1\n---\nBody.\n")
    notes = [problem for problem in post.problems if problem.code == "other-keys"]
    assert [(note.level, note.line) for note in notes] == [("info", 3)]
    assert "layout, author, toc, strange_thing" in notes[0].message
    assert codes(post, "info") == ["other-keys", "guessed-link"]


@pytest.mark.parametrize(
    ("key", "near"),
    [("publsh_at", "publish_at"), ("titel", "title"), ("linkdin", "linkedin"), ("sumary", "summary"), ("publish", "published")],
)
def test_a_slip_is_an_error_with_its_line_and_the_likely_key(key: str, near: str) -> None:
    post = read(f"---\nlayout: post\n{key}: 2026-12-01\n---\nBody.\n")
    assert [(p.level, p.line) for p in post.problems if p.code == "unknown-key"] == [("error", 3)]
    assert any(near in p.message for p in post.problems)
    assert post.publish_at is None


@pytest.mark.parametrize(
    ("matter", "code"),
    [
        ("to: [linkdin]", "unknown-account"),
        ("draft: maybe", "bad-value"),
        ("disclosure: paid", "bad-value"),
        ("links: {paper: nowhere}", "bad-value"),
        ("x: {txt: hi}", "unknown-key"),
        ("x: {text: a, thread: [b]}", "override"),
        ("x: {thread: [a, '']}", "override"),
        ("x: false", "override"),
        ("x: {flair: {a: b}}", "override"),
        ("x: {mode: whole}", "override"),
    ],
)
def test_wrong_values_block(matter: str, code: str) -> None:
    post = read(f"---\ntitle: T\n{matter}\n---\nBody.\n")
    assert [(p.code, p.line) for p in post.problems if p.level == "error"] == [(code, 3)]


def test_title_is_the_first_heading_and_is_not_said_twice() -> None:
    post = read("# The `title`\n\nWords.\n")
    assert (post.title, post.note) == ("The title", False)
    assert post.blocks == (Paragraph((Text("Words."),), 3),)
    assert read("---\ntitle: The title!\n---\n# The title\n\nWords.").blocks == (Paragraph((Text("Words."),), 6),)
    assert isinstance(read("---\ntitle: Other\n---\n# The title\n\nWords.").blocks[0], Heading)


def test_a_short_text_alone_is_a_note_and_a_long_one_is_named_after_its_file() -> None:
    note = read("Just *this*.\n", "2024-05-06-my_note.md")
    assert (note.note, note.body, note.url, note.slug, note.title) == (True, "Just *this*.\n", None, "my_note", "My note")
    long = read("Word. " * 200, "long-one.md")
    assert (long.note, long.title) == (False, "Long one")


@pytest.mark.parametrize(
    ("path", "slug", "date"),
    [
        ("2024-01-02-Some Title.md", "some-title", "2024-01-02"),
        ("blog/name/index.md", "name", None),
        ("blog/2023-11-05-name/index.md", "name", "2023-11-05"),
        ("機械学習.md", "機械学習", None),
        ("a.b.md", "a.b", None),
        ("---.md", "post", None),
    ],
)
def test_paths_give_slug_and_date(path: str, slug: str, date: str | None) -> None:
    post = read("---\ntitle: T\n---\nx", path)
    assert (post.slug, post.date) == (slug, date)


def test_permalink_pattern_of_the_workspace() -> None:
    post = read("---\ntitle: T\n---\nx", "2024-01-02-t.md", posts=Posts(permalink="/blog/:year/:month/:day/:slug/"))
    assert post.url == "https://example.org/blog/2024/01/02/t/"
    undated = read("---\ntitle: T\n---\nx", "t.md", posts=Posts(permalink="/:year/:slug/"))
    assert (undated.url, codes(undated, "warning")) == (None, ["relative-url"])


def test_links_resolve_against_the_url_and_pictures_stay_as_written() -> None:
    post = read("---\nurl: https://e.org/blog/t/\n---\n[a](../b) [c](#d) [m](mailto:x@e.org) ![p](q.png)")
    paragraph = post.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert [node.href for node in paragraph.children if isinstance(node, Link)] == [
        "https://e.org/blog/b",
        "https://e.org/blog/t/#d",
        "mailto:x@e.org",
    ]
    assert any(getattr(node, "src", "") == "q.png" for node in paragraph.children)


def test_relative_links_without_a_url_are_named_once() -> None:
    post = read("---\ntitle: T\n---\n\nx\n\n[a](b) [c](d)", site=Site())
    assert [(p.level, p.line) for p in post.problems if p.code == "relative-link"] == [("warning", 7)]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"abc\xff\xfe", "byte 3"),
        (b"\xff\xfea\0", "UTF-16"),
        (b"\xfe\xff\0a", "UTF-16"),
        (b"ab\0c", "byte 2"),
        (b"x" * (1024 * 1024 + 1), "bytes"),
        (b"---\na: 1\na: 2\n---\n", "second time"),
    ],
)
def test_what_can_be_no_post_says_why(data: bytes, word: str) -> None:
    with pytest.raises(Unreadable, match=word) as caught:
        read(data)
    assert caught.value.problem.level == "error"


def test_byte_order_mark_and_line_ends() -> None:
    post = read(b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nOne.\r\rTwo.\r\n")
    assert post.title == "T"
    assert [type(block) for block in post.blocks] == [Paragraph, Paragraph]


def test_control_characters_go_and_what_nobody_sees_is_named() -> None:
    post = read("---\ntitle: T\n---\nA\x1b[31mB\x9b \u202eC\u200b D\n", site=Site())
    assert {(p.code, p.line) for p in post.problems} == {("control-characters", 4), ("bidi", 4), ("invisible", 4)}
    paragraph = post.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.children == (Text("A[31mB \u202eC\u200b D"),)


@pytest.mark.parametrize("text", ["👩\u200d💻 and 🏳️\u200d🌈", "می\u200cخواهم", "क्\u200dष", "🏴\U000e0067\U000e0062\U000e007f"])
def test_joiners_that_do_their_work_are_silent(text: str) -> None:
    assert [p for p in read(f"---\ntitle: T\n---\n{text}\n").problems if p.code == "invisible"] == []


def test_passages_for_nobody_are_errors() -> None:
    post = read("---\ntitle: T\n---\n<!-- only: linkdin -->\nx\n<!-- end -->\n", site=Site())
    assert [(p.code, p.line) for p in post.problems] == [("unknown-account", 4)]


def test_unclosed_passage_names_its_line() -> None:
    post = read("---\ntitle: T\n---\n\n<!-- only: x -->\nsecret\n", site=Site())
    assert [(p.level, p.code, p.line) for p in post.problems] == [("error", "unclosed", 5)]


def test_sidecar() -> None:
    override, problems = read_sidecar(b"---\ntitle: Mine\nflair: Project\n---\nFirst.\n---\n\nSecond\nline.\n")
    assert problems == ()
    assert (override.segments, override.title, override.fields) == (("First.", "Second\nline."), "Mine", {"flair": "Project"})
    assert read_sidecar(b"No matter, *verbatim*.\n")[0].segments == ("No matter, *verbatim*.",)


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        ("pictures: nothing", "override"),
        ("mode: whole", "override"),
        ("picture: none", "unknown-key"),
        ("flair: {a: b}", "override"),
        ("text: Mine.", "override"),
    ],
)
def test_a_slip_in_a_sidecar_is_named_with_its_line(slip: str, code: str) -> None:
    override, problems = read_sidecar(f"---\ntitle: Mine\n{slip}\n---\nFirst.\n".encode())
    assert [(p.level, p.code, p.line) for p in problems] == [("error", code, 3)]
    assert (override.segments, override.title, dict(override.fields)) == (("First.",), "Mine", {})


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore")))
def test_any_bytes_are_a_post_or_unreadable(data: bytes) -> None:
    try:
        post = read(data)
    except Unreadable as error:
        post = Post("", "", str(error), ())
    assert not re.search(r"[\x00-\x08\x1b\x80-\x9f]", post.title)


def test_a_title_has_no_anchor() -> None:
    assert read("---\ntitle: 'Fine-tuning a model[[fine-tuning-a-model]]'\n---\nText.").title == "Fine-tuning a model"


def test_a_guessed_address_is_named_once_and_a_known_one_never() -> None:
    guessed = read("---\ntitle: T\n---\nx")
    assert guessed.url == "https://example.org/a-post"
    assert codes(guessed, "info") == ["guessed-link"]
    assert "https://example.org/a-post is a guess: say url:" in guessed.problems[0].message
    assert codes(read("---\ntitle: T\nurl: /t/\n---\nx"), "info") == []
    assert codes(read("---\ntitle: T\n---\nx", posts=Posts(permalink="/blog/:slug/")), "info") == []
    assert codes(read("---\ntitle: T\n---\nx", site=Site()), "info") == []
