"""What a second pair of eyes notices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model.draft import Level, Problem, Span
from bot.rules.lint import across, alone, unused, waive
from tests.rules.samples import draft
from tests.text.articles import read


def codes(text: str) -> list[tuple[str, str]]:
    """The levels and codes of what is wrong with a text."""
    return [(problem.level, problem.code) for problem in alone(draft(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.\n\nTwo paragraphs,\ttabbed.",
        "👩‍💻 👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ می‌خواهم שלום مرحبا",  # joiners, a flag of tags, Persian's ZWNJ
        "left\u200eto\u200fright marks are how such texts are written",
        "sk-learn, hf_hub_download, AKIAIOSFODNN7EXAMPLE, xoxo-love, a private key, -----BEGIN CERTIFICATE-----",
        "sk-a-very-long-css-class-name-that-goes-on-and-on-and-on",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("character", ["\x1b", "\x00", "\x9b", "\r", "\x7f", "\u202e", "\u2066", "\u2028", "\ufffb", "\ud800"])
def test_what_changes_reading_without_being_seen_is_an_error(character: str) -> None:
    assert codes(f"a{character}b") == [("error", "control-character")]
    assert f"U+{ord(character):04X}" in alone(draft(f"a{character}b"))[0].message
    assert character not in alone(draft(f"a{character}b"))[0].message


@pytest.mark.parametrize("character", ["\u200b", "\ufeff", "\xad", "\u2060", "\U000e0041"])
def test_what_cannot_be_seen_is_a_warning(character: str) -> None:
    assert codes(f"a{character}b") == [("warning", "invisible-character")]


def test_titles_are_read_too() -> None:
    assert [problem.code for problem in alone(draft("fine", title="a\u202eb"))] == ["control-character"]


SECRETS = [
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----",
    "AKIA" + "Q7" * 8,
    "ghp_" + "a1B2" * 9,
    "github_pat_" + "a1B2_" * 13,
    "glpat-" + "a1B2c" * 4,
    "hf_" + "aBcDeFgHiJ" * 3 + "klMn",
    "sk-" + "a1B2" * 12,
    "sk-proj-" + "a1-B2_" * 8,
    "sk-ant-api03-" + "a1B2" * 12,
    "AIza" + "a1B2c" * 7,
    "xoxb-1234567890-" + "a1B2" * 6,
    "sk_live_" + "a1B2" * 6,
    "1234567890:AA" + "a1B" * 11,
    "https://discord.com/api/webhooks/" + "1" * 18 + "/" + "a1_B-" * 14,
]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_an_error_which_does_not_repeat_it(secret: str) -> None:
    (problem,) = alone(draft("Set it with", f"export KEY='{secret}' and go."))
    assert (problem.level, problem.code) == ("error", "secret-in-text")
    assert secret not in problem.message


def test_a_link_that_is_not_encrypted_is_named_once() -> None:
    plain = Span(0, 1, "link", "http://example.org/a")
    spans = (plain, Span(1, 2, "link", "https://example.org"), Span(2, 3, "hashtag", "http://no"))
    one = draft("abc", "abc")
    linked = replace(one, segments=tuple(replace(segment, spans=spans) for segment in one.segments))
    (problem,) = alone(linked)
    assert (problem.level, problem.code) == ("warning", "link-not-https")
    assert "http://example.org/a" in problem.message


# Side by side ---------------------------------------------------------------------------------------------------------

TWINS = {
    "work": draft("Read this.", account="work"),
    "home": draft("Read  THIS.", account="home"),
    "linkedin": draft("Read this.", account="linkedin", platform="linkedin"),
}


def test_the_same_text_twice_on_one_platform_is_an_error_where_it_is_refused() -> None:
    found = across(TWINS, {"x"})
    assert set(found) == {"work", "home"}
    assert [(problem.level, problem.code) for problem in found["work"]] == [("error", "same-text")]
    assert found["work"][0].message == ("The same text goes to home, which the platform forbids. Send it to one, or write another text.")


def test_elsewhere_it_is_a_warning() -> None:
    (problem,) = across(TWINS)["home"]
    assert (problem.level, problem.message) == ("warning", "The same text goes to work, which readers of both will notice.")


def test_different_texts_have_nothing_to_say() -> None:
    assert across({"a": draft("one", account="a"), "b": draft("two", account="b")}, {"x"}) == {}
    assert across({}) == {}


def test_what_one_shows_by_itself_is_in_it() -> None:
    assert [problem.code for problem in across({"a": draft("a\u202eb", account="a")})["a"]] == ["control-character"]


# Where it stands, and what the author makes of it -----------------------------------------------------------------------

MATTER = "---\ntitle: T\nurl: https://example.org/t\n{}---\n\nWords first.\n\n{}\n"


def linted(body: str, *said: str, matter: str = "", **changes: object) -> list[tuple[str, str, int]]:
    """Level, code and line of what is wrong with a draft that says `said` of a post with that body."""
    post = read(MATTER.format(matter, body))
    return [(problem.level, problem.code, problem.line) for problem in alone(draft(*(said or (body,)), **changes), post)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Key: " + SECRETS[3], ("error", "secret-in-text", 8)),
        ("a\nb\u200bc", ("warning", "invisible-character", 9)),
        ("Open\nhttp://localhost:1/x now.", ("warning", "local-address", 9)),
        ("It lies in /home/ada/x.", ("warning", "local-path", 8)),
        ("TODO: more.", ("warning", "unfinished", 8)),
    ],
)
def test_a_problem_names_the_line_of_the_file(body: str, found: tuple[str, str, int]) -> None:
    assert linted(body) == [found]


def test_a_link_in_plain_text_has_its_line() -> None:
    post = read(MATTER.format("", "See http://a.org/b."))
    one = draft("See http://a.org/b.")
    spans = (Span(4, 18, "link", "http://a.org/b"),)
    (problem,) = alone(replace(one, segments=(replace(one.segments[0], spans=spans),)), post)
    assert (problem.code, problem.line) == ("link-not-https", 8)


def test_what_a_draft_does_not_say_is_not_its_problem() -> None:
    assert linted("TODO: more.", "Words first.") == []
    assert linted("Run `TODO: x` now.", "Run TODO: x now.") == []
    assert linted("It lies in /home/a_b/x.", r"It lies in /home/a\_b/x.") == [("warning", "local-path", 8)]


def test_a_handwritten_text_is_read_itself_with_its_own_line() -> None:
    own = "x: {text: 'FIXME {{ now }} `TODO: a`'}\n"
    assert linted("TODO: b.", "FIXME {{ now }}", matter=own) == [("warning", "unfinished", 4), ("warning", "template-tag", 4)]
    assert linted("Fine.", SECRETS[3], matter=f"x: {{text: '{SECRETS[3]}'}}\n") == [("error", "secret-in-text", 4)]


def test_advertising_must_be_told_where_it_is_read() -> None:
    body = "Get [it](https://amzn.to/x)."
    assert linted(body, "Get it.") == [("warning", "undisclosed", 8)]
    assert linted(body, "#ad Get it.") == []
    assert linted(body, "Get it.", matter="disclosure: affiliate\nx: {text: Get it.}\n") == [("warning", "undisclosed", 5)]
    assert linted("Fine.", "#ad (affiliate links) Fine.", matter="disclosure: affiliate\n") == []


def problem(level: Level, code: str) -> Problem:
    return Problem(level, code, "It is so.", 3)


def test_what_the_author_waives_stays_to_be_seen() -> None:
    seen = waive([problem("warning", "a"), problem("error", "secret-in-text"), problem("warning", "b")], ("a", "secret-in-text"))
    assert [(each.level, each.message) for each in seen] == [
        ("info", "Waived: It is so."),
        ("info", "Waived: It is so."),
        ("warning", "It is so."),
    ]


@pytest.mark.parametrize("code", ["control-character", "same-text", "too-long"])
def test_what_deceives_or_is_refused_cannot_be_waived(code: str) -> None:
    (same,) = waive([problem("error", code)], (code,))
    assert (same.level, same.message) == ("error", "It is so. It can't be waived.")


def test_a_waiver_for_nothing_is_named() -> None:
    (idle,) = unused(("a", "b"), [problem("info", "a")])
    assert (idle.level, idle.code, idle.message.split()[3]) == ("info", "waiver-unused", "'b',")


def test_what_stands_nowhere_in_the_file_is_a_problem_of_its_first_line() -> None:
    """A secret that only the draft holds, a text that two accounts get, an account's own place in the front matter."""
    assert linted("Fine.", SECRETS[3]) == [("error", "secret-in-text", 1)]
    assert linted("Fine.", "Fine.", matter="disclosure: affiliate\n") == [("warning", "undisclosed", 1)]
    both = {"x": draft("Same."), "y": draft("Same.", account="y")}
    assert [problem.line for (problem,) in across(both, (), read(MATTER.format("", "Same."))).values()] == [1, 1]
    assert [problem.line for (problem,) in across(both).values()] == [0, 0]
    assert alone(draft(SECRETS[3]))[0].line == 0
