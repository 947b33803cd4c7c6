"""A digest from what went out: nothing twice, nothing of the author's lost, and nothing but newsletters gets it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from whenever import Date

from bot.errors import UserError
from bot.model.delivery import State
from bot.service import approve, digest, issues
from tests.service.conftest import ARTICLE, SETTINGS, Desk

LETTER = "  buttondown-{n}: {{platform: buttondown, send: now, call_timeout: 20}}\nschedule:"
OTHER = """\
---
title: {title}
summary: {title} in a line.
url: https://example.org/{slug}
{more}---

{title} is another matter than the size of a batch. We measured {slug} on the same network for a week and wrote down what we saw.

## What we saw of {slug}

The curves of {slug} cross after ten epochs, whatever the learning rate is.
"""


@pytest.fixture
def desk(make_desk: Callable[[str], Desk]) -> Desk:
    """A newsletter beside one default account, and one article that is live."""
    settings = "\n".join(line for line in SETTINGS.splitlines() if "linkedin" not in line and "reddit" not in line) + "\n"
    made = make_desk(settings.replace("schedule:", LETTER))
    publish(made, "small-batches", ARTICLE)
    return made


def publish(desk: Desk, slug: str, text: str = "", more: str = "") -> None:
    desk.write(text or OTHER.format(title=slug.title(), slug=slug, more=more), f"{slug}.md")
    desk.scan()
    desk.yes(*(each.id for each in desk.workspace.store.deliveries(post=slug)))
    desk.send()
    assert {each.state for each in desk.workspace.store.deliveries(post=slug)} == {State.PUBLISHED}


def note(desk: Desk, text: str) -> None:
    (desk.workspace.settings.root / "links.md").write_text(text, encoding="utf-8")


def written(desk: Desk, **wishes: object) -> digest.Plan:
    plan = digest.plan(desk.workspace, **wishes)  # type: ignore[arg-type]
    digest.write(desk.workspace, plan)
    return plan


def mail(desk: Desk, slug: str) -> None:
    """The issue goes out."""
    desk.age(issues.path_of(desk.workspace, slug))
    publish(desk, slug, issues.path_of(desk.workspace, slug).read_text())


def slug_of(plan: digest.Plan) -> str:
    assert plan.path is not None
    return plan.path.stem


def test_an_issue_goes_to_newsletters_alone_and_what_was_in_it_never_comes_again(desk: Desk) -> None:
    note(desk, "- https://arxiv.org/abs/1 read it\n")
    first = written(desk)
    assert (first.doing, [piece.slug for piece in first.found.pieces], len(first.found.links)) == ("written", ["small-batches"], 1)
    assert "is why](https://example.org/small-batches)\n\nSmall batches find flatter minima" in first.text
    mail(desk, slug_of(first))
    assert [each.platform for each in desk.workspace.store.deliveries(post=slug_of(first))] == ["buttondown"]
    (sent,) = desk.posts("buttondown")
    assert sent.text.count("https://example.org/small-batches") == sent.text.count("https://arxiv.org/abs/1") == 1
    assert "Originally published" not in sent.text, "it stands nowhere on the web, though the site has an address"
    assert written(desk).doing == "nothing"
    publish(desk, "noise", more="links: {friend: https://medium.com/p/1?sk=abc}\n")
    note(desk, "- https://arxiv.org/abs/1/ again\n- https://arxiv.org/abs/2\n")
    second = written(desk)
    assert [piece.url for piece in second.found.pieces] == ["https://medium.com/p/1?sk=abc"]
    assert [link.url for link in second.found.links] == ["https://arxiv.org/abs/2"]
    assert slug_of(second) == f"{slug_of(first)}-2"


def test_what_the_author_put_in_by_hand_or_took_out_was_offered_all_the_same(desk: Desk) -> None:
    publish(desk, "noise")
    note(desk, "- https://arxiv.org/abs/1\n")
    first = written(desk)
    assert first.path is not None
    by_hand = first.text.partition("### [Small")[0] + "Read [this](https://example.net/by-hand).\n"
    first.path.write_text(by_hand)
    mail(desk, slug_of(first))
    note(desk, "- https://arxiv.org/abs/1\n- https://example.net/by-hand\n")
    assert written(desk).doing == "nothing"


def test_even_a_store_that_forgot_knows_what_went_out(desk: Desk) -> None:
    mail(desk, slug_of(written(desk)))
    desk.workspace.store.set_meta(issues.REMEMBERED, "[]")
    assert written(desk).doing == "nothing"


def test_an_issue_that_waits_grows_until_its_author_edits_it(desk: Desk) -> None:
    first = written(desk, title="Mine")
    assert written(desk).doing == "waits"
    publish(desk, "noise")
    second = written(desk)
    assert (second.doing, second.path, second.title, len(second.found.pieces)) == ("updated", first.path, "Mine", 2)
    assert first.path is not None
    first.path.write_text(second.text + "My own words.\n")
    publish(desk, "warmup")
    left = written(desk)
    assert (left.doing, "1 article" in left.words, "bot digest --add" in left.words) == ("waits", True, True)
    assert first.path.read_text() == second.text + "My own words.\n"
    added = written(desk, add=True)
    assert added.text.startswith(second.text + "My own words.\n\n### [Warmup]")
    assert written(desk, add=True).doing == "waits"
    mail(desk, slug_of(first))
    assert written(desk).doing == "nothing"


def test_an_issue_with_a_yes_stays_and_one_with_a_no_gives_back_what_it_held(desk: Desk) -> None:
    first = written(desk)
    desk.age(issues.path_of(desk.workspace, slug_of(first)))
    desk.scan()
    (waiting,) = desk.workspace.store.deliveries(post=slug_of(first))
    desk.yes(waiting.id)
    publish_at_once = digest.plan(desk.workspace)
    assert (publish_at_once.doing, "has your yes" in publish_at_once.words) == ("waits", True)
    approve.reject(desk.workspace, waiting.id)
    second = written(desk)
    assert (second.doing, len(second.found.pieces)) == ("written", 1)
    assert slug_of(second) != slug_of(first)


def test_a_file_that_changed_meanwhile_is_not_written_over(desk: Desk) -> None:
    first = written(desk)
    publish(desk, "noise")
    plan = digest.plan(desk.workspace)
    assert first.path is not None
    first.path.write_text("mine")
    with pytest.raises(UserError, match="changed meanwhile"):
        digest.write(desk.workspace, plan)
    assert first.path.read_text() == "mine"


def test_what_is_older_than_asked_for_is_left_out_for_good(desk: Desk) -> None:
    tomorrow = desk.clock.now().to_tz("UTC").date().add(days=2)
    assert written(desk, since=tomorrow).doing == "nothing"
    note(desk, "- https://arxiv.org/abs/1\n")
    plan = written(desk, since=tomorrow)
    assert (plan.found.pieces, plan.found.older) == ((), ("small-batches",))
    assert written(desk).doing == "waits"
    assert written(desk, since=Date(2020, 1, 1)).doing == "updated"


def test_an_article_that_was_an_issue_of_its_own_is_left_out_and_said(desk: Desk) -> None:
    publish(desk, "noise", more=f"to: [x-{desk.number}, buttondown-{desk.number}]\n")
    plan = written(desk)
    assert ([piece.slug for piece in plan.found.pieces], plan.found.own) == (["small-batches"], ("Noise",))


def test_without_a_newsletter_the_file_is_a_draft_and_gets_its_readers_later(make_desk: Callable[[str], Desk]) -> None:
    desk = make_desk(SETTINGS)
    note(desk, "- https://arxiv.org/abs/1\n")
    plan = written(desk)
    assert (plan.to, "draft: true" in plan.text) == ((), True)
    assert plan.path is not None
    desk.age(plan.path)
    desk.scan()
    assert desk.workspace.store.deliveries(post=slug_of(plan)) == []
