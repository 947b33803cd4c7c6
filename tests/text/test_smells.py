"""What an author did not mean to publish, and what only looks like it."""

from __future__ import annotations

import time

import pytest

from bot.text import advertising
from bot.text.smells import place, smells, within
from tests.text.articles import article, read


def codes(body: str, **head: str) -> list[str]:
    return [smell.code for smell in smells(article(body, **head))]


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("Look into /home/ada/data/x.csv.", "local-path", "/home/ada/data/x.csv"),
        ("Look into (/Users/ada/x).", "local-path", "/Users/ada/x"),
        (r"Look into C:\Users\Ada\x, please.", "local-path", r"C:\Users\Ada\x"),
        (r"It is in D:\data\raw.", "local-path", r"D:\data\raw"),
        ("[the file](file:///etc/x)", "local-path", "file:///etc/x"),
        ("Open http://localhost:8888/tree.", "local-address", "http://localhost:8888/tree"),
        ("Open [it](http://192.168.1.4/a).", "local-address", "http://192.168.1.4/a"),
        ("TODO: the numbers.", "unfinished", "TODO:"),
        ("The numbers (TBD) are good.", "unfinished", "(TBD)"),
        ("Numbers: TKTK.", "unfinished", "TKTK"),
        ("It is known [citation needed].", "unfinished", "[citation needed]"),
        ("Lorem ipsum dolor sit amet.", "unfinished", "Lorem ipsum"),
        ("| a |\n| --- |\n| FIXME |", "unfinished", "FIXME"),
        ("> - FIXME", "unfinished", "FIXME"),
    ],
)
def test_what_nobody_means_to_publish(body: str, code: str, words: str) -> None:
    (smell,) = smells(article(body))
    assert (smell.code, smell.words) == (code, words)
    assert smell.message.startswith(words)


@pytest.mark.parametrize(
    "body",
    [
        "Run `jupyter` on `http://localhost:8888`, in `/home/ada` and mind `TODO:`.",
        "    cd /home/ada  # TODO: later\n",
        "```\n{{ now }} file:///x http://127.0.0.1/\n```",
        "A TODO app, a to-do list, the TODO comments, TK and Tk, tkinter.",
        "See https://example.org/home/ada and https://localhost.example.org/ and /home/user/x.",
        r"The set $A:\alpha \to B$ and X:\n too.",
        "See http://10.1.2.3.example.org and the year 10.0.0.1 came out.",
    ],
)
def test_what_is_meant_is_left_alone(body: str) -> None:
    assert codes(body) == []


def test_title_and_summary_are_words_too() -> None:
    assert codes("Fine.", title="'TODO: a title'", summary="'It is {{ page.x }} good.'") == ["unfinished", "template-tag"]


def test_a_long_find_is_shortened_in_its_message_only() -> None:
    (smell,) = within("/home/ada/" + "x" * 500)
    assert len(smell.words) == 510
    assert len(smell.message) < 200


def test_places_are_lines_of_the_file() -> None:
    post = read("---\ntitle: T\n---\n\nOne two.\nThree\n\nTwo three.\n")
    assert [place(post, words) for words in ("One", "Three", "Two", "Four", "")] == [5, 6, 8, 0, 0]
    assert [place(post, "hree", start) for start in (1, 6, 7, 8, 99)] == [6, 6, 8, 8, 6]


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("A [book](https://www.amazon.de/dp/1?tag=me-20).", "https://www.amazon.de/dp/1?tag=me-20"),
        ("A [book](https://amzn.to/abc).", "https://amzn.to/abc"),
        ("A [server](https://runpod.io?ref=abc).", "https://runpod.io?ref=abc"),
        ("A [host](https://m.do.co/c/1?refcode=abc).", "https://m.do.co/c/1?refcode=abc"),
        ("This post is **sponsored by** Acme.", "This post is sponsored by"),
        ("*Sponsored by Acme*", "Sponsored by"),
        ("This page contains affiliate links.", "contains affiliate links"),
    ],
)
def test_advertising_is_known_by_its_words_and_addresses(body: str, sign: str) -> None:
    assert advertising.found(article(f"Words.\n\n{body}")) == (sign, 8)


@pytest.mark.parametrize(
    "body",
    [
        "A workshop sponsored by DARPA took place; paid members came.",
        "[a](https://github.com/x?tag=v1) [b](https://x.org/?ref=blog) [c](https://www.amazon.science/p?tag=x)",
        "An affiliated institute and the affiliate marketing data set.",
        "[broken](https://[x?tag=1)",
    ],
)
def test_no_advertising_is_suspected_where_there_is_none(body: str) -> None:
    assert advertising.found(article(body)) is None


def test_links_in_the_front_matter_may_pay_too() -> None:
    assert advertising.found(article("Words.", links="{book: 'https://amzn.to/x'}")) == ("https://amzn.to/x", 1)


@pytest.mark.parametrize("text", ["#ad (sponsored)\n\nx", "*Disclosure: this post contains affiliate links.*", "Anzeige", "Ad: buy"])
def test_a_disclosure_is_known(text: str) -> None:
    assert advertising.discloses(text)
    assert not advertising.discloses("An #adventure with ads and address: 1.")


def test_hostile_text_costs_linear_time() -> None:
    for piece in ("/home/a", "{{ ", "[TODO ", "(TBD", "http://a", "C:\\a\\", "sponsored by ", "[insert ", "file://", "{% x"):
        start = time.process_time()
        list(within(piece * 20_000))
        advertising.discloses(piece * 20_000)
        assert time.process_time() - start < 2, piece


@pytest.mark.parametrize("tag", ["{{ site.version }}", "{% include numbers.html %}", "{{< figure-of day=3 >}}"])
def test_a_tag_that_only_its_generator_understands_is_named_with_its_line(tag: str) -> None:
    post = read(f"# T\n\nWords.\n\nVersion {tag} is out.\n")
    assert [(problem.level, problem.code, problem.line) for problem in post.problems] == [("warning", "template-tag", 5)]
    assert tag in post.problems[0].message


@pytest.mark.parametrize("tag", ['{{ "said" }}', "{% raw %}", "{% endcode %}", "{% cite a %}", "`{{ x }}`", "{% gist ada/1 %}", "{{ }}"])
def test_a_tag_that_shows_nothing_or_is_understood_is_not(tag: str) -> None:
    assert read(f"# T\n\nVersion {tag} is out.\n").problems == ()
