"""What a second pair of eyes notices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model.draft import Span
from bot.rules.lint import across, alone
from tests.rules.samples import draft


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
    assert "home" in found["work"][0].message


def test_elsewhere_it_is_a_warning() -> None:
    assert [problem.level for problem in across(TWINS)["home"]] == ["warning"]


def test_different_texts_have_nothing_to_say() -> None:
    assert across({"a": draft("one", account="a"), "b": draft("two", account="b")}, {"x"}) == {}
    assert across({}) == {}


def test_what_one_shows_by_itself_is_in_it() -> None:
    assert [problem.code for problem in across({"a": draft("a\u202eb", account="a")})["a"]] == ["control-character"]
