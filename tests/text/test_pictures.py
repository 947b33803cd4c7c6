"""Which pictures go out with which segment, and what is said of those that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model.draft import Problem
from bot.model.drawing import Drawing
from bot.model.post import Picture
from bot.text.figures import Figure
from bot.text.named import named
from bot.text.pictures import Album, Room, shortened
from tests.text.articles import PICTURE, article

ROOM = Room(count=2, kinds=("image/png", "image/gif"), bytes=2000, pixels=500_000, alt=20)
CODE = Drawing("code", "first = 1\nsecond = 2", "python")


def album(*names: str, **pictures: Picture) -> Album:
    there = {f"{name}.png": PICTURE for name in names} | {f"{name}.png": picture for name, picture in pictures.items()}
    return Album(replace(article("Words."), pictures=there), ROOM)


def figure(name: str, worth: float = 1.0, *, away: int = 0, row: int = 0, line: int = 0) -> Figure:
    return Figure(f"{name}.png", f"shows {name}", line, row, worth, away)


def drawing(worth: float = 1.0) -> Figure:
    return Figure(CODE.src, CODE.text, 4, 4, worth, 0, CODE)


def shown(book: Album, *offers: list[Figure], everything: bool = False) -> list[list[str]]:
    return [[media.alt for media in of] for of in book.spread(offers, everything=everything)]


def codes(of: Album) -> list[tuple[str, str, int]]:
    return [(problem.level, problem.code, problem.line) for problem in of.problems]


def test_half_of_the_segments_carry_the_most_telling_figures_each_once() -> None:
    offers = ([figure("a", 0.7)], [figure("b", 1.0), figure("c", 0.9)], [figure("b", 1.2, away=1)], [figure("d", 0.8)])
    assert shown(album(*"abcd"), *offers) == [[], ["shows c"], ["shows b"], []]
    assert shown(album(*"abcd"), [figure("a")]) == [["shows a"]]


def test_a_figure_goes_to_the_words_it_is_nearest_to() -> None:
    assert shown(album("a"), [figure("a", away=2)], [], [figure("a", away=1)]) == [[], [], ["shows a"]]


def test_what_tells_little_is_not_shown() -> None:
    book = album("a", tiny=replace(PICTURE, height=40))
    assert shown(book, [figure("a", 0.3)], [figure("tiny")]) == [[], []]
    assert book.problems == []


def test_pictures_of_one_paragraph_go_together_as_far_as_there_is_room() -> None:
    assert shown(album(*"abcd"), [figure("d", 0.8), *(figure(name, row=7) for name in "abc")]) == [["shows a", "shows b"]]


def test_all_that_tells_something_goes_with_the_whole_text() -> None:
    offers = ([figure("a", row=1), figure("b", row=2)], [figure("c", 0.3), figure("d")])
    assert shown(album(*"abcd"), *offers, everything=True) == [["shows a", "shows b"], ["shows d"]]


def test_a_moving_picture_goes_alone() -> None:
    moving = replace(PICTURE, kind="image/gif")
    both = [figure("a", row=1), figure("b", row=1)]
    assert shown(album("a", b=moving), both) == [["shows a"]]
    assert shown(album("b", a=moving), both) == [["shows a"]]


def test_a_drawing_that_is_not_made_yet_keeps_its_place_and_is_asked_for() -> None:
    book = album("a", "b")
    assert shown(book, [drawing(1.2)], [figure("a")], [figure("b", 0.8)]) == [[], ["shows a"], []]
    assert book.wanted == [CODE]
    assert book.drawn == {"code": 1}


def test_drawings_are_in_the_accounts_theme() -> None:
    dark = replace(CODE, theme="dark")
    book = Album(replace(article("Words."), pictures={CODE.src: PICTURE}), replace(ROOM, theme="dark"))
    assert shown(book, [drawing()]) == [[]]
    assert book.wanted == [dark]
    made = Album(replace(article("Words."), pictures={dark.src: PICTURE}), replace(ROOM, theme="dark"))
    assert shown(made, [drawing()]) == [["first = 1\nsecond = 2"]]


def test_a_drawing_that_is_made_goes_out_and_one_that_cannot_be_gives_its_place_away() -> None:
    made = replace(article("Words."), pictures={CODE.src: PICTURE})
    assert shown(Album(made, ROOM), [drawing()]) == [["first = 1\nsecond = 2"]]
    book = Album(replace(article("Words."), unmade={CODE.src: "has 40 columns"}, pictures={"a.png": PICTURE}), ROOM)
    assert shown(book, [drawing(1.2), figure("a")]) == [["shows a"]]
    assert (book.wanted, codes(book)) == ([], [("info", "undrawn", 4)])


def test_a_missing_alt_text_is_asked_for_with_its_line() -> None:
    book = album("a")
    assert shown(book, [replace(figure("a", line=7), alt="")]) == [[""]]
    assert codes(book) == [("warning", "alt-missing", 7)]


@pytest.mark.parametrize(
    ("change", "fitted"), [({"kind": "image/webp"}, "image/webp"), ({"bytes": 2001}, "image/png"), ({"width": 9999}, "image/png")]
)
def test_what_the_platform_does_not_take_is_made_to_fit(change: dict[str, object], fitted: str) -> None:
    picture = replace(PICTURE, **change)  # type: ignore[arg-type]
    book = album(a=picture)
    assert shown(book, [figure("a", line=3)]) == [[]]
    (wish,) = book.unfit
    assert (wish.path, wish.kinds, wish.bytes, wish.pixels) == (picture.path, ROOM.kinds, 2000, 500_000)
    assert (book.problems, picture.kind) == ([], fitted)

    again = album(a=picture)
    again.post = replace(again.post, pictures={**again.post.pictures, wish.src: replace(PICTURE, path="/kept/small.png")})
    assert [[media.path for media in of] for of in again.spread([[figure("a")]])] == [["/kept/small.png"]]

    never = album(a=picture)
    never.post = replace(never.post, unmade={wish.src: "too-large"})
    assert shown(never, [figure("a", line=3)]) == [[]]
    assert codes(never) == [("warning", "picture-unfit", 3)]


def test_a_picture_that_is_not_there_is_told_and_the_next_best_takes_its_place() -> None:
    book = album("c")
    remote = Figure("https://a.org/x.png", "shows x", 1, 1, 1.1)
    assert shown(book, [remote, figure("a", line=2), figure("c", 0.9)], [], [figure("gone", 0.8, line=2)]) == [["shows c"], [], []]
    assert codes(book) == [("info", "remote-picture", 1), ("warning", "picture-missing", 2)]


def test_the_cover_goes_first_with_the_words_of_the_same_picture() -> None:
    post = replace(article("Words."), cover="a.png", pictures={"a.png": PICTURE, "b.png": PICTURE})
    assert shown(Album(post, ROOM), [figure("a")], [figure("b")]) == [["shows a"], []]
    assert shown(Album(replace(post, cover_alt="a hero"), ROOM), [], [figure("b")], []) == [["a hero"], ["shows b"], []]


def test_a_cover_that_is_missing_is_an_error_and_a_known_trouble_is_not_said_twice() -> None:
    post = replace(article("Words."), cover="hero.png", problems=(Problem("warning", "picture-bomb", "The picture b.png is too large."),))
    book = Album(post, ROOM)
    assert shown(book, [figure("b")]) == [[]]
    assert codes(book) == [("error", "picture-missing", 1)]


@pytest.mark.parametrize(
    ("alt", "most", "short"),
    [
        ("short", 10, "short"),
        ("a very long text", 10, "a very…"),
        ("averyverylongword", 10, "averyvery…"),
        ("one\ntwo\nthree", 10, "one\ntwo\n…"),
        ("anything", 0, ""),
    ],
)
def test_a_long_alt_text_ends_at_a_line_or_a_word(alt: str, most: int, short: str) -> None:
    assert shortened(alt, most) == short
    assert len(short) <= max(most, len(alt) * (most > len(alt)))


def hung(body: str, wish: list[str] | None, *offers: list[str], moving: tuple[str, ...] = ()) -> tuple[list[list[str]], Album]:
    """The names of the pictures in each segment, as an author wishes for them; `offers` are the names beside each."""
    post = article(body)
    pictures = {src: replace(PICTURE, kind="image/gif" if src in moving else "image/png") for src in ("a.png", "b.png", "c.png", "d.png")}
    book = Album(replace(post, pictures=pictures), ROOM)
    known = named(post)
    spread = book.spread([[known[name] for name in offer] for offer in offers], wish=wish)
    return [[media.name for media in of] for of in spread], book


FOUR = "One.\n\n![Curve A](a.png)\n\nTwo.\n\n![Curve B](b.png)\n\nThree.\n\n![Curve C](c.png)\n\nFour.\n\n![Curve D](d.png)\n"
PLACES = (["a.png"], ["b.png"], ["c.png"], ["d.png"])


def test_a_wish_is_kept_where_the_words_of_its_pictures_stand() -> None:
    assert hung(FOUR, ["b.png", "d.png"], *PLACES)[0] == [[], ["b.png"], [], ["d.png"]]
    assert hung(FOUR, [], *PLACES)[0] == [[], [], [], []]


def test_another_order_fills_the_same_places() -> None:
    assert hung(FOUR, ["d.png", "b.png"], *PLACES)[0] == [[], ["d.png"], [], ["b.png"]]


def test_what_no_segment_says_goes_with_what_stood_before_it() -> None:
    assert hung(FOUR, ["c.png"], ["a.png"], ["b.png"], ["d.png"])[0] == [[], ["c.png"], []]


def test_a_wish_takes_all_the_room_there_is_and_says_what_found_none() -> None:
    everything = ["a.png", "b.png", "c.png", "d.png"]
    assert hung(FOUR, everything, [], everything)[0] == [["a.png", "b.png"], ["c.png", "d.png"]]
    shown, book = hung(FOUR, everything, everything)
    assert shown == [["a.png", "b.png"]]
    assert [(p.level, p.code) for p in book.problems] == [("warning", "picture-left-out")] * 2


def test_a_moving_picture_that_is_wished_for_goes_alone() -> None:
    assert hung(FOUR, ["a.png", "b.png"], ["a.png", "b.png"], [], moving=("b.png",))[0] == [["a.png"], ["b.png"]]


def test_a_wish_is_kept_though_it_tells_little() -> None:
    post = replace(article("Words.\n\n![A](a.png)\n"), pictures={"a.png": replace(PICTURE, width=20, height=20)})
    assert [[m.name for m in of] for of in Album(post, ROOM).spread([[]], wish=["a.png"])] == [["a.png"]]


def test_a_picture_that_is_wished_for_and_not_there_is_an_error() -> None:
    book = Album(article("Words.\n\n![A](a.png)\n"), ROOM)
    assert book.spread([[]], wish=["a.png"]) == [()]
    assert [(p.level, p.code) for p in book.problems] == [("error", "picture-missing")]
