"""A digest as markdown: what its reader gets is the words that went in, whatever signs they hold."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.foreign.digest import Piece, body, language, matter, preview, subject
from bot.foreign.noted import Noted
from bot.text.issue import whole
from tests.text.articles import read

PIECES = (
    Piece("a", "Small batches generalise", "https://example.org/a", "They find flatter minima."),
    Piece("b", "Noise", "https://example.org/b_(c)", "Noise"),
    Piece("c", "Nowhere", "", "It stands nowhere."),
)
LINKS = (
    Noted("https://arxiv.org/abs/1", "", "The cleanest ablation.", "Papers"),
    Noted("https://example.net/t", "A title", "and *why*", ""),
    Noted("https://youtu.be/abc", "", "", "Papers"),
)


def test_articles_come_first_then_the_links_in_their_authors_sections() -> None:
    assert body(PIECES, LINKS) == (
        "## Articles\n\n"
        "### [Small batches generalise](https://example.org/a)\n\nThey find flatter minima.\n\n"
        "### [Noise](https://example.org/b_(c))\n\n"
        "### Nowhere\n\nIt stands nowhere.\n\n"
        "## Papers\n\n"
        "- The cleanest ablation ([arxiv.org](https://arxiv.org/abs/1))\n"
        "- [youtu.be/abc](https://youtu.be/abc)\n\n"
        "## Elsewhere\n\n"
        "- [A title](https://example.net/t): and *why*\n"
    )
    assert body((), LINKS[1:2]) == "- [A title](https://example.net/t): and *why*\n"


def test_the_subject_names_the_newest_title_that_fits_and_how_many_more() -> None:
    long = Piece("l", "A title that goes on and on and on until no mail program shows the whole of it any more", "")
    assert subject((long, *PIECES), LINKS, "Ada's letter") == "Ada's letter: Small batches generalise and 6 more"
    assert subject(PIECES[:1], (), "") == "Small batches generalise"
    assert subject((), LINKS, "") == "A title and 2 more"
    assert subject((), LINKS[:1], "Ada") == "Ada: 1 link"


def test_what_stands_beside_the_subject_is_about_the_articles_and_without_any_about_the_links() -> None:
    assert preview(PIECES, LINKS, "Small batches generalise and 5 more") == "Noise · Nowhere"
    assert preview(PIECES[:1], LINKS, "Small batches generalise and 3 more") == "They find flatter minima."
    assert preview((), LINKS, "A title and 2 more") == "The cleanest ablation."
    assert preview((), (Noted("https://a.example/b", "", "See **this** and [that](https://a.example)."),), "") == "See this and that."
    long = preview((Piece("l", "L", "", "word " * 100),), (), "L")
    assert (len(long) <= 300, long[-6:]) == (True, " word…")


def test_what_it_says_by_itself_is_in_the_language_of_most_articles() -> None:
    german = (
        *(Piece(name, f"Titel {name}", f"https://example.org/{name}", "", "de") for name in "ab"),
        Piece("c", "Title c", "", "", "en"),
    )
    assert language(german, LINKS) == "de"
    assert "## Artikel\n\n" in body(german, LINKS, "de")
    assert "## Anderswo\n\n" in body(german, LINKS, "de")
    assert subject(german, (), "", "de") == "Titel a und 2 mehr"
    assert subject((), (Noted("https://a.example/b"),), "", "fr") == "1 lien"
    assert "\nlang: de\n" in matter("T", "S", "2026-11-22", (), "de")
    said = (Noted("https://a.example/b", "", "Das ist der beste Artikel, den ich in diesem Jahr über die Sprache gelesen habe."),)
    assert language((), said) == "de"
    assert subject((), said, "", "xx") == "1 link", "English stands for languages that nobody wrote down"


def test_without_an_account_it_is_a_draft_so_that_no_default_account_gets_it() -> None:
    post = read(matter("T", "S", "2026-11-22", ()) + body(PIECES, ()))
    assert (post.draft, post.to, post.gathers, post.url) == (True, (), True, None)
    post = read(matter("T", "S", "2026-11-22", ("x", "reddit")) + body(PIECES, ()))
    assert (post.draft, post.to, post.summary, post.problems) == (False, ("x", "reddit"), "S", ())


WORDS = st.text(st.sampled_from("ab [](){}<>*_`$#~^=&;:!|\\%@1.-\"'/")).filter(lambda words: words.strip())


@settings(deadline=None)
@example(title="1", line="\\[*")
@example(title="1", line="\\(a\\)")
@example(title="1", line="_** {.a} {}")
@example(title=">{}", line="1")
@given(title=WORDS, line=WORDS)
def test_titles_and_lines_reach_their_readers_as_they_are(title: str, line: str) -> None:
    title, line = " ".join(title.split()), " ".join(line.split())
    post = read(matter("T", "", "2026-11-22", ("x",)) + body((Piece("a", title, "https://example.org/a", line),), LINKS[1:2]))
    from html import unescape

    html = whole(post, post.blocks, "").html
    assert unescape(html).count("https://example.org/a") == 1
    shown = unescape(html.replace("<br>", ""))
    assert f'<a href="https://example.org/a">{title}</a>' in shown
    assert title == line or f"<p>{line}</p>" in shown
