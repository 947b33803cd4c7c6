"""`syndication.json`: every live link of an article, and nothing that nobody can open."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.errors import UserError
from bot.model.delivery import Delivery
from bot.service import approve, retract, syndication
from tests.service.conftest import ARTICLE, SETTINGS, Desk

LIVE = SETTINGS.replace("platform: linkedin,", "platform: linkedin, mode: handoff, rehearsal: false,")


@pytest.fixture
def live(make_desk: Callable[[str], Desk]) -> Desk:
    """A desk whose LinkedIn is live and posted by hand, with one article queued."""
    made = make_desk(LIVE)
    made.write()
    made.scan()
    return made


def _file(desk: Desk) -> dict[str, Any] | None:
    path = desk.workspace.settings.root / syndication.FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _post_by_hand(desk: Desk, url: str = "https://www.linkedin.com/feed/update/urn:li:share:7000000000000000001/") -> Delivery:
    delivery = desk.of("linkedin")
    assert all(each.ok for each in desk.yes(delivery.id))
    desk.send()
    assert approve.done(desk.workspace, delivery.id, url).ok
    return delivery


def test_what_is_live_is_named_with_its_article_and_rehearsals_are_not(live: Desk) -> None:
    assert all(each.ok for each in live.yes(live.of("x").id))
    live.send()
    syndication.keep(live.workspace)
    assert _file(live) is None
    _post_by_hand(live)
    syndication.keep(live.workspace)
    link = "https://www.linkedin.com/feed/update/urn:li:share:7000000000000000001/"
    assert _file(live) == {
        "small-batches": {
            "title": "Small batches generalise, and the noise is why",
            "url": "https://example.org/small-batches",
            "links": [{"account": f"linkedin-{live.number}", "platform": "linkedin", "url": link, "thread": [link]}],
        }
    }


def test_a_file_that_is_gone_or_damaged_is_made_anew(live: Desk) -> None:
    _post_by_hand(live)
    syndication.keep(live.workspace)
    whole, path = _file(live), live.workspace.settings.root / syndication.FILE
    path.unlink()
    syndication.keep(live.workspace)
    assert _file(live) == whole
    path.write_text("{")
    syndication.keep(live.workspace)
    assert _file(live) == whole


def test_what_was_taken_back_is_no_longer_named(live: Desk) -> None:
    delivery = _post_by_hand(live)
    syndication.keep(live.workspace)
    assert retract.gone(live.workspace, retract.plan(live.workspace, delivery.id)).ok
    syndication.keep(live.workspace)
    assert _file(live) == {}


def test_without_news_the_file_is_not_touched(live: Desk) -> None:
    _post_by_hand(live)
    syndication.keep(live.workspace)
    path = live.workspace.settings.root / syndication.FILE
    before = path.stat().st_mtime_ns, path.stat().st_ino
    live.write(name="another.md", text="---\ntitle: Another\nurl: https://example.org/another\n---\n\nAnother thing was found out.\n")
    live.scan()
    syndication.keep(live.workspace)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_a_process_reads_only_what_is_new_and_sees_a_file_that_changed(live: Desk) -> None:
    delivery = _post_by_hand(live)
    kept = syndication.keep(live.workspace)
    whole, path = _file(live), live.workspace.settings.root / syndication.FILE
    path.unlink()
    kept = syndication.keep(live.workspace, kept)
    assert _file(live) == whole
    live.write(ARTICLE.replace("five epochs", "six epochs"))
    live.scan()
    assert syndication.keep(live.workspace, kept).last > kept.last
    assert _file(live) == whole
    assert retract.gone(live.workspace, retract.plan(live.workspace, delivery.id)).ok
    syndication.keep(live.workspace, kept)
    assert _file(live) == {}


def test_a_folder_that_takes_no_file_is_named(live: Desk) -> None:
    _post_by_hand(live)
    (live.workspace.settings.root / syndication.FILE).mkdir()
    with pytest.raises(UserError, match=r"syndication\.json can't be written"):
        syndication.keep(live.workspace)


def test_a_draft_that_only_its_author_can_open_is_not_named(make_desk: Callable[[str], Desk]) -> None:
    desk = make_desk(
        LIVE.replace("schedule:", "  letter-{n}: {{platform: buttondown, default: true, mode: handoff, rehearsal: false}}\nschedule:")
    )
    desk.write()
    desk.scan()
    letter = desk.of("buttondown")
    assert all(each.ok for each in desk.yes(letter.id))
    desk.send()
    assert approve.done(desk.workspace, letter.id, "https://buttondown.com/emails/em_1").ok
    assert desk.of("buttondown").links
    syndication.keep(desk.workspace)
    assert _file(desk) is None
