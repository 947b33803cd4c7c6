"""Waiting for the article: its address is asked on the site's own host, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.service import live
from tests.loopback import Loopback, Reply, serving
from tests.service.conftest import SETTINGS, Desk


def waits(make_desk: Callable[..., Desk], server: Loopback, path: str) -> bool:
    """Whether a live delivery of a post at `path` of the served site is held back."""
    settings = SETTINGS.replace('site: {{url: "https://example.org"}}', f'site: {{{{url: "{server.url}", wait_until_live: true}}}}')
    desk = make_desk(settings)
    desk.write(f"---\ntitle: Article\nurl: {server.url}{path}\n---\n\nText of an article.")
    desk.scan()
    delivery = desk.of("x")
    assert live.waiting_for(desk.workspace, delivery) == "", "a rehearsal asks nobody"
    return bool(live.waiting_for(desk.workspace, replace(delivery, rehearsal=False)))


ANSWERS = {
    "/there": Reply(200, {}),
    "/slash": Reply(301, {}, headers={"Location": "/there"}),
    "/away": Reply(302, {}, headers={"Location": "https://elsewhere.example/there"}),
    "/round": Reply(302, {}, headers={"Location": "/round"}),
    "/not-yet": Reply(404, {}),
}


@pytest.mark.parametrize(("path", "held"), [("/there", False), ("/slash", False), ("/away", True), ("/round", True), ("/not-yet", True)])
def test_an_article_is_live_when_its_own_site_says_so(make_desk: Callable[..., Desk], path: str, held: bool) -> None:
    with serving(lambda seen: ANSWERS[seen.path]) as server:
        assert waits(make_desk, server, path) == held


def test_an_address_on_another_host_is_never_asked(make_desk: Callable[..., Desk]) -> None:
    with serving(lambda seen: Reply(404, {})) as server, serving(lambda seen: Reply(404, {})) as other:
        desk = make_desk(
            SETTINGS.replace('"https://example.org"', f'"http://localhost:{server.url.rpartition(":")[2]}", wait_until_live: true')
        )
        desk.write(f"---\ntitle: Article\nurl: {other.url}/x\n---\n\nText of an article.")
        desk.scan()
        assert live.waiting_for(desk.workspace, replace(desk.of("x"), rehearsal=False)) == ""
        assert (server.seen, other.seen) == ([], [])
