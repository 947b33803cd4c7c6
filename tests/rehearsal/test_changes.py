"""Before and after an edit, and what was taken back: kept in the ledger, shown beside what readers see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rehearsal.conversations import conversations, words
from bot.rehearsal.difference import LONG, difference
from bot.rehearsal.entries import PictureEntry, PostEntry, RequestEntry
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.looks import LOOKS
from bot.rehearsal.mail_view import plain
from bot.rehearsal.pages import render

POSTED, EDITED, GONE = "2026-11-22T09:00:00Z", "2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger(tmp_path / "ledger.sqlite")
    yield made
    made.close()


def post(ledger: Ledger, id_: str, text: str, *, platform: str = "x", parent: str = "", title: str = "") -> PostEntry:
    with ledger.transaction(POSTED):
        ledger.add_request(RequestEntry(0, POSTED, platform, "ada", "POST", "/", "", {}, "", 200))
        ledger.add_post(PostEntry(0, platform, "ada", id_, parent, text, text, title, (), {"kind": "post"}, POSTED))
    return present(ledger, id_, platform)


def present(ledger: Ledger, id_: str, platform: str = "x") -> PostEntry:
    found = ledger.post(platform, id_)
    assert found
    return found


def edit(ledger: Ledger, id_: str, text: str, at: str = EDITED, platform: str = "x", title: str | None = None) -> None:
    with ledger.transaction(at):
        ledger.edit_post(present(ledger, id_, platform), text, text, title=title)


def delete(ledger: Ledger, id_: str) -> None:
    with ledger.transaction(GONE):
        ledger.delete_post("x", id_)


def test_an_edit_keeps_what_was_said_before_and_when(ledger: Ledger) -> None:
    post(ledger, "1", "first words")
    edit(ledger, "1", "second words")
    edit(ledger, "1", "third words", GONE)
    changes = ledger.changes("x", "ada")["1"]
    assert [(each.kind, each.at, each.before.seen) for each in changes] == [
        ("edited", EDITED, "first words"),
        ("edited", GONE, "second words"),
    ]
    assert ledger.changes("x", "bob") == {}


def test_a_ledger_of_an_earlier_release_is_read_without_changes(ledger: Ledger, tmp_path: Path) -> None:
    ledger._db.execute("DROP TABLE changes")
    old = Ledger(tmp_path / "ledger.sqlite", readonly=True)
    assert old.changes("x", "ada") == {}
    old.close()


def test_the_page_shows_before_and_now(ledger: Ledger) -> None:
    post(ledger, "1", "Tea at four o'clock")
    edit(ledger, "1", "Tea at five o'clock")
    page = render(ledger, str, zone="Europe/Berlin")
    assert "<del>four </del><ins>five </ins>" in page
    assert "22 Nov, 11:00</time>: before and now" in page
    assert "times of <b>Europe/Berlin</b>" in page


def test_a_title_alone_is_a_change_too(ledger: Ledger) -> None:
    post(ledger, "1", "words", platform="ghost", title="Old")
    edit(ledger, "1", "words", platform="ghost", title="New")
    assert "<del>Old</del>" in render(ledger, str).replace("\n\n", "")


def test_an_edit_that_no_reader_sees_is_no_news(ledger: Ledger) -> None:
    post(ledger, "1", "", platform="mailchimp", title="T")
    edit(ledger, "1", "<p>words</p>", platform="mailchimp")
    edit(ledger, "1", "<div><p>words</p></div>", platform="mailchimp")
    assert "before and now" not in render(ledger, str)


def test_a_post_that_was_taken_back_is_shown_as_withdrawn(ledger: Ledger) -> None:
    post(ledger, "1", "said too soon")
    delete(ledger, "1")
    page = render(ledger, str)
    assert "<b>Withdrawn</b>" in page
    assert "<del>said too soon</del>" in page
    assert page.count("said too soon") == 1
    assert "0 posts" in page


def test_what_hangs_below_it_stays_and_says_so(ledger: Ledger) -> None:
    post(ledger, "1", "one")
    post(ledger, "2", "two", parent="1")
    post(ledger, "3", "three", parent="2")
    delete(ledger, "1")
    (talk,) = conversations(ledger.posts("x", "ada"), ledger.changes("x", "ada"), LOOKS["x"][1], str)
    assert [(gone.part, gone.text, gone.at) for gone in talk.withdrawn] == [(1, "one", GONE)]
    assert [entry.warning for entry in talk.entries] == ["Replies to a post that is gone"]
    assert len(talk.entries[0].replies) == 1


def test_an_edit_in_a_thread_names_the_part(ledger: Ledger) -> None:
    post(ledger, "1", "one")
    post(ledger, "2", "two", parent="1")
    edit(ledger, "2", "two and a half")
    (talk,) = conversations(ledger.posts("x", "ada"), ledger.changes("x", "ada"), LOOKS["x"][1], str)
    assert [(each.part, [piece.kind for piece in each.pieces]) for each in talk.revisions] == [(2, ["gone", "new"])]


def test_conversations_stand_newest_first(ledger: Ledger) -> None:
    for id_, parent in (("1", ""), ("2", ""), ("3", "1"), ("4", "2")):
        post(ledger, id_, f"words {id_}", parent=parent)
    talks = conversations(ledger.posts("x", "ada"), {}, LOOKS["x"][1], str)
    assert [(talk.entries[0].id, [reply.id for reply in talk.entries[0].replies]) for talk in talks] == [("2", ["4"]), ("1", ["3"])]


def test_pictures_are_among_the_words() -> None:
    shown = (PictureEntry("1", "d", "image/png", "a chart"),)
    assert words(PostEntry(0, "x", "ada", "1", "", "text", "text", "T", shown)) == "T\n\ntext\n\n[picture: a chart]"


def test_the_words_of_a_mail_are_those_that_are_read() -> None:
    html = "<h2>A &amp; b</h2><p>one<br>two</p><script>no</script><!-- no --><img src=x alt='pic'><pre>1 &lt; 2</pre>"
    assert plain(html) == "A & b\none\ntwo\nPicture: pic1 < 2"


TEXTS = st.text(alphabet=st.sampled_from("ab \n.你好é"), max_size=60)


@given(TEXTS, TEXTS)
def test_a_difference_holds_both_texts(before: str, now: str) -> None:
    pieces = difference(before, now)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == now


def test_a_long_stretch_that_stayed_is_left_out() -> None:
    long = "word " * 200
    kinds = [(piece.kind, len(piece.text)) for piece in difference(f"{long}old {long}end", f"{long}new {long}end")]
    assert [kind for kind, _ in kinds] == ["skipped", "same", "gone", "new", "same", "skipped"]
    assert max(size for kind, size in kinds if kind == "same") < LONG


def test_texts_too_long_to_compare_are_shown_whole() -> None:
    before, now = "a\n" * 3000, "b\n" * 3000
    assert [(piece.kind, piece.text) for piece in difference(before, now)] == [("gone", before), ("new", now)]
