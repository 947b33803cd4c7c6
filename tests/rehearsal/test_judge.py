"""The judge is judged: faults planted in a ledger are all found, and nothing else is."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from bot.model.draft import Draft, Media, Segment
from bot.rehearsal.entries import PictureEntry, PostEntry, Records
from bot.rehearsal.judge import verdict
from tests.rehearsal.conftest import Person


def draft(*texts: str, account: str = "ada", title: str = "", media: tuple[Media, ...] = (), **fields: Any) -> Draft:
    segments = tuple(Segment(text, len(text), 280, "chars", text, (), media if at == 0 else ()) for at, text in enumerate(texts))
    return Draft(account, "x", title, segments, fields)


def book(*rows: tuple[str, str] | tuple[str, str, str], account: str = "ada", **more: Any) -> Records:
    """A ledger of posts given as text, parent and (if not the same as the text) id."""
    posts = [
        PostEntry(seq, "x", account, row[-1] if len(row) == 3 else row[0], row[1], row[0], row[0], **more)
        for seq, row in enumerate(rows, 1)
    ]
    return Records((), tuple(posts))


def test_exactly_the_approved_bytes_once() -> None:
    ledger = book(("one", ""), ("two", "one"), ("three", "two"))
    assert verdict(ledger, [draft("one", "two", "three")]).clean


def test_a_double_send_is_found() -> None:
    ledger = book(("one", ""), ("two", "one"), ("two", "one", "twin"))
    found = verdict(ledger, [draft("one", "two")])
    assert ([post.id for post in found.duplicated], found.lost, found.foreign) == (["twin"], (), ())


def test_a_doubled_root_is_found_and_the_thread_below_the_second_still_counts() -> None:
    ledger = book(("one", ""), ("one", "", "again"), ("two", "again"))
    found = verdict(ledger, [draft("one", "two")])
    assert ([post.id for post in found.duplicated], found.lost, found.foreign) == (["one"], (), ())


def test_a_loss_is_found() -> None:
    found = verdict(book(("one", ""), ("three", "one")), [draft("one", "two", "three")])
    assert [segment.text for segment in found.lost] == ["two", "three"]
    assert [post.text for post in found.foreign] == ["three"], "below a parent that nobody approved"
    assert verdict(Records(), [draft("one")]).lost[0].text == "one"


def test_swapped_order_and_a_wrong_parent_are_found() -> None:
    assert not verdict(book(("two", ""), ("one", "two")), [draft("one", "two")]).clean
    flat = verdict(book(("one", ""), ("two", "")), [draft("one", "two")])
    assert ([segment.text for segment in flat.lost], [post.text for post in flat.foreign]) == (["two"], ["two"])


@pytest.mark.parametrize("text", ["onE", "one ", "o\u200bne"])
def test_one_changed_byte_is_foreign_and_the_approved_one_lost(text: str) -> None:
    found = verdict(book((text, "")), [draft("one")])
    assert ([post.text for post in found.foreign], len(found.lost), found.duplicated) == ([text], 1, ())


def test_the_wrong_account_is_foreign() -> None:
    found = verdict(book(("one", ""), account="bob"), [draft("one")])
    assert (len(found.foreign), len(found.lost)) == (1, 1)


def test_a_deleted_post_still_counts_as_sent() -> None:
    assert verdict(book(("one", ""), deleted=True), [draft("one")]).clean


def test_a_text_approved_twice_may_be_there_twice_but_not_three_times() -> None:
    rows = [("one", ""), ("one", "", "b"), ("one", "", "c")]
    assert verdict(book(*rows[:2]), [draft("one"), draft("one")]).clean
    assert len(verdict(book(*rows), [draft("one"), draft("one")]).duplicated) == 1


def test_titles_count_where_the_platform_keeps_one() -> None:
    ledger = book(("words", ""), title="A title")
    assert verdict(ledger, [draft("words", title="A title")]).clean
    assert not verdict(ledger, [draft("words", title="Another")]).clean


def test_a_link_post_says_its_link() -> None:
    ledger = book(("", "", "t3"), fields={"url": "https://example.org/a"})
    assert verdict(ledger, [draft("https://example.org/a")]).clean
    assert not verdict(ledger, [draft("https://example.org/b")]).clean


def test_pictures_are_compared_by_their_bytes_and_words() -> None:
    digest = hashlib.sha256(b"picture").hexdigest()
    approved = [draft("one", media=(Media("/a.png", "image/png", "A chart", 7, 1, 1, digest),))]
    assert verdict(book(("one", ""), media=(PictureEntry("m", digest, "image/png", "A chart"),)), approved).clean
    assert verdict(book(("one", ""), media=(PictureEntry("m", digest, "image/png", ""),)), approved).clean
    assert not verdict(book(("one", ""), media=(PictureEntry("m", digest, "image/png", "Another"),)), approved).clean
    assert not verdict(book(("one", ""), media=(PictureEntry("m", "0" * 64, "image/png"),)), approved).clean
    assert not verdict(book(("one", "")), approved).clean


def test_the_first_comment_is_approved_once() -> None:
    rows = [("one", ""), ("more: link", "one", "c1"), ("more: link", "one", "c2")]
    approved = [draft("one", first_comment="more: link")]
    assert verdict(book(*rows[:2]), approved).clean
    assert [post.id for post in verdict(book(*rows), approved).foreign] == ["c2"]


def test_a_double_send_over_real_http_is_found(person: Person) -> None:
    person.plan("accept-then-reset", platform="reddit")
    form = person.submission(text="words")
    with pytest.raises(OSError):
        person.reddit("POST", "/api/submit/", data=form)
    person.reddit("POST", "/api/submit/", data=form)
    found = verdict(Records((), tuple(person.posts())), [draft("words", account=person.name, title="A title")])
    assert (len(found.duplicated), found.lost, found.foreign) == (1, (), ())
