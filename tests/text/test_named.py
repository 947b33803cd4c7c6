"""The figures of an article by the names their author writes into `pictures:`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model.post import Override, Post
from bot.text.named import find, named, unknown, wished, with_cover
from tests.text.articles import article

BODY = """\
Twelve runs were compared, and the warm-up made the difference.

![A loss curve](figures/loss.png)

| rate | loss |
| --- | --- |
| 0.1 | 1.2 |
| 0.2 | 1.4 |

```python
for step in range(10):
    loss = train(step)
    print(step, loss)
    save(loss)
```

Another 200 steps cost 3 hours.

![](figures/cost.png)

| card | hours |
| --- | --- |
| A100 | 12.5 |
| H100 | 7.25 |

## References

![A badge](badge.svg)
"""


def wish(*names: str) -> Override:
    return Override(fields={"pictures": names}, lines={"pictures": 2})


def read(**head: str) -> Post:
    return article(BODY, **head)


def test_pictures_are_called_as_they_are_written_and_what_is_drawn_is_counted() -> None:
    assert list(named(read())) == ["figures/loss.png", "table 1", "code 1", "figures/cost.png", "table 2", "badge.svg"]
    assert next(iter(named(read(cover="banner.png")))) == "banner.png"
    assert list(named(read(cover="figures/cost.png"))).count("figures/cost.png") == 1


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("figures/loss.png", "figures/loss.png"), ("loss.png", "figures/loss.png"), ("Table  2", "table 2"), ("./badge.svg", "badge.svg"),
        ("figure/loss.png", ""), ("table 3", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_name_is_found_as_a_person_would_write_it(said: str, meant: str) -> None:
    assert find(named(read()), said) == meant


def test_the_end_of_a_path_that_two_pictures_share_means_neither() -> None:
    assert find(named(article("One.\n\n![A](a/x.png)\n\nTwo.\n\n![B](b/x.png)\n")), "x.png") == ""


def test_a_wish_is_each_once_in_its_order() -> None:
    assert [figure.line for figure in wished(read(), ("table 2", "loss.png", "figures/loss.png", "nobody.png"))] == [26, 8]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("figures/lost.png", "did you mean figures/loss.png?"),
        ("table 9", "did you mean table "),
        ("x", "it has figures/loss.png, table 1, code 1, figures/cost.png, table 2, badge.svg."),
    ],
)
def test_a_name_that_nobody_knows_is_an_error_with_its_line_and_the_likely_one(name: str, words: str) -> None:
    (problem,) = unknown(read(), wish("loss.png", name), {"x"}, 2)
    assert (problem.level, problem.code, problem.line) == ("error", "unknown-picture", 2)
    assert f"pictures names {name}, which is not in the article: {words}" in problem.message


def test_of_an_article_without_pictures_that_is_said() -> None:
    (problem,) = unknown(article("Only words."), wish("a.png"), {"x"}, 2)
    assert problem.message.endswith("it has no pictures.")


def test_what_other_readers_get_is_not_counted() -> None:
    post = article(f"<!-- only: linkedin -->\n\n![Theirs](theirs.png)\n\n<!-- end -->\n\n{BODY}")
    assert [problem.level for problem in unknown(post, wish("theirs.png"), {"x"}, 2)] == ["error"]
    assert unknown(post, wish("theirs.png"), {"linkedin"}, 2) == []


def test_the_cover_is_the_first_picture_of_the_wish() -> None:
    post = read(cover="banner.png")
    assert with_cover(post, Override()) is post
    assert with_cover(post, wish("table 1", "loss.png")).cover == "figures/loss.png"
    assert with_cover(post, wish("loss.png")).cover_alt == "A loss curve"
    assert with_cover(post, replace(wish(), fields={"pictures": "none"})).cover is None
