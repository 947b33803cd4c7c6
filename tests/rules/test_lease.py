"""What a person is told of an account that another workspace holds, and whose a holder is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model.holder import Holder, Host, Place
from bot.rules import lease

LAPTOP, SERVER = Host("laptop", "1"), Host("server", "2")
HERE = Place("one", "/home/ada/blog", LAPTOP, "2026-11-21T09:00:00Z")
THERE = Place("two", "/srv/blog", SERVER, "2026-11-20T23:30:00Z")


def test_a_workspace_that_was_served_elsewhere_says_where_and_when() -> None:
    assert lease.moved(THERE, HERE, "Europe/Berlin") == (
        "This workspace was last served on server (Sat 21 Nov 2026 00:30 Europe/Berlin), so nothing live is sent from here. "
        "If you moved it here, stop it there, then: bot move"
    )
    assert lease.moved(replace(THERE, host=LAPTOP), HERE, "Europe/Berlin") == ""


def test_a_copy_names_the_original() -> None:
    said = lease.copied(THERE, "UTC")
    assert said.startswith("This workspace is a copy of /srv/blog, which was last served Fri 20 Nov 2026 23:30 UTC and is still there")
    assert said.endswith("bot move")


def test_an_account_that_is_held_names_its_holder() -> None:
    assert lease.held(Holder("x", "x-main", THERE), "x", HERE, "UTC") == (
        "x is held by the workspace /srv/blog on server since Fri 20 Nov 2026 23:30 UTC, so nothing of it is sent from here. "
        "To hand it over: bot move x"
    )


def test_a_place_names_its_machine_where_it_is_another() -> None:
    assert lease.at(THERE, HERE, "UTC") == "/srv/blog on server (Fri 20 Nov 2026 23:30 UTC)"
    assert lease.where(replace(THERE, host=LAPTOP), HERE) == "/srv/blog"


@pytest.mark.parametrize(
    ("change", "other", "ours"),
    [
        ({}, False, True),
        ({}, True, True),
        ({"host": SERVER}, False, False),
        ({"workspace": "two"}, True, True),
        ({"root": "/moved/here"}, False, True),
        ({"root": "/moved/here"}, True, False),
        ({"root": "/another", "workspace": "two"}, False, False),
    ],
)
def test_a_holder_is_this_workspace_by_its_folder_or_by_its_id_while_nobody_else_has_it(
    change: dict[str, object], other: bool, ours: bool
) -> None:
    holder = Holder("x", "x", replace(HERE, since="2026-01-01T00:00:00Z", **change))
    assert lease.ours(holder, HERE, other=other) is ours
