"""Which pictures go out, and what is said of those that do not."""

from __future__ import annotations

from dataclasses import replace

from bot.model.draft import Problem
from bot.model.tree import Image
from bot.text.pictures import Album, Room
from tests.text.articles import PICTURE, article

ROOM = Room(count=2, kinds=("image/png",), bytes=2000, pixels=5000, alt=10)


def album(**pictures: object) -> Album:
    return Album(replace(article("Words."), pictures={f"{name}.png": picture for name, picture in pictures.items()}), ROOM)


def codes(of: Album) -> list[tuple[str, str, int]]:
    return [(problem.level, problem.code, problem.line) for problem in of.problems]


def test_a_picture_goes_once_and_as_many_as_there_is_room_for() -> None:
    book = album(a=PICTURE, b=PICTURE, c=PICTURE)
    images = [Image(f"{name}.png", f"shows {name}") for name in "abca"]
    assert [media.alt for media in book.take(images)] == ["shows a", "shows b"]
    assert [media.alt for media in book.take(images)] == ["shows c"]
    assert book.problems == []


def test_alt_text_is_asked_for_and_cut_to_the_platforms_room() -> None:
    book = album(a=PICTURE, b=PICTURE)
    found = book.take([Image("a.png", "", line=7), Image("b.png", "a very long text", line=8)])
    assert [media.alt for media in found] == ["", "a very lo…"]
    assert codes(book) == [("warning", "alt-missing", 7)]


def test_what_the_platform_does_not_take_is_left_out_and_said() -> None:
    book = album(a=replace(PICTURE, kind="image/webp"), b=replace(PICTURE, bytes=2001), c=replace(PICTURE, width=999))
    assert book.take([Image(f"{name}.png", "alt", line=3) for name in "abc"]) == ()
    assert codes(book) == [("warning", "picture-unfit", 3)] * 3


def test_absent_pictures_are_told_apart() -> None:
    book = album()
    assert book.take([Image("https://a.org/x.png", "alt", line=1), Image("gone.png", "alt", line=2)]) == ()
    assert codes(book) == [("info", "remote-picture", 1), ("warning", "picture-missing", 2)]


def test_a_cover_that_is_missing_is_an_error_and_a_known_trouble_is_not_said_twice() -> None:
    post = replace(article("Words."), cover="hero.png", problems=(Problem("warning", "picture-bomb", "The picture b.png is too large."),))
    book = Album(post, ROOM)
    assert book.cover() == ()
    assert book.take([Image("b.png", "alt")]) == ()
    assert codes(book) == [("error", "picture-missing", 0)]
    assert Album(replace(post, cover=None), ROOM).cover() == ()
