"""Death at every step of the protocol: before and after each thing that the store, the logbook and the network are asked to do.

The network's ledger is the judge.
`BOT_STEPS` says how many deaths altogether (96 unless set); they are spread evenly over platforms, misbehaviours and moments.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from bot.model.delivery import Delivery, State
from bot.rehearsal import launch
from bot.rehearsal.judge import verdict
from tests.faults.deaths import die
from tests.faults.platforms import PLATFORMS
from tests.faults.restarts import settled
from tests.rehearsal.pictures import picture
from tests.service.conftest import ARTICLE, SETTINGS, Desk, make_desk, network

__all__ = ["make_desk", "network"]

DEATHS = int(os.environ.get("BOT_STEPS", "96"))
SERVED = ("x", "reddit", "linkedin")
"""The platforms of the desk's settings; all there are come in `sweep.py`."""

FAULTS = ("none", "accept-then-reset", "reset", "500-before", "500-after", "html-after", "no-id", "429")
CASES = [(platform, fault) for platform in SERVED for fault in FAULTS]
NUMBERS = count(1)


def queued(desk: Desk, platform: str) -> Delivery:
    """An approved delivery of a new article with a picture."""
    number = next(NUMBERS)
    (desk.workspace.settings.posts.path / f"curve-{number}.png").write_bytes(picture(size=(640, 480)))
    text = ARTICLE.replace("Small batches generalise", f"In run {number} small batches generalise").replace("batch", f"batch-{number}")
    text = text.replace("## Why it", f"![The error of run {number} over its batch size](curve-{number}.png)\n\n## Why it")
    desk.write(text, f"article-{number}.md")
    desk.scan()
    (delivery,) = [d for d in desk.workspace.store.deliveries(post=f"article-{number}") if d.platform == platform]
    assert desk.yes(delivery.id)[0].ok
    return delivery


def judged(desk: Desk, delivery: Delivery) -> str:
    """What the ledger says of a delivery: nothing when exactly the approved bytes are there, once."""
    draft = desk.workspace.store.draft(delivery.id, delivery.approved)
    wires = {segment.wire for segment in draft.segments} | {draft.fields.get("first_comment")}
    records = launch.read_ledger(desk.home)
    mine = replace(records, posts=tuple(p for p in records.posts if p.account == delivery.account and p.text in wires))
    found = verdict(mine, [draft])
    return "" if found.clean else f"{len(found.duplicated)} doubled, {len(found.lost)} lost, {len(found.foreign)} foreign"


def once(desk: Desk, platform: str, fault: str, at: int) -> tuple[int, str]:
    """One death at step `at` (0: none). Gives the number of steps, and what is wrong with the end of it."""
    delivery = queued(desk, platform)
    if fault != "none":
        desk.fault(platform, fault, skip=at % 3 if platform == "x" else 0, path=PLATFORMS[platform].path, seconds=30)
    steps = die(desk, delivery.id, at)
    end = settled(desk, delivery.id)
    if end.state == State.UNSURE:
        found = judged(desk, end)
        return steps, "" if platform == "linkedin" and found in {"", "0 doubled, 1 lost, 0 foreign"} else f"unsure: {found}"
    return steps, judged(desk, end) if end.state == State.PUBLISHED else f"{end.state}: {end.note}"


@pytest.mark.parametrize(("platform", "fault"), CASES)
def test_no_step_of_the_protocol_doubles_or_loses_anything(make_desk: Callable[..., Desk], platform: str, fault: str) -> None:
    desk = make_desk(SETTINGS)
    total, wrong = once(desk, platform, fault, 0)
    assert (total > 10, wrong) == (True, "")
    deaths = max(1, DEATHS // len(CASES))
    moments = sorted({1 + number * total // deaths for number in range(deaths)})
    found = {at: wrong for at in moments if (wrong := once(desk, platform, fault, at)[1])}
    print(f"\n{platform} {fault}: {len(moments)} deaths among {total} steps: {len(found)} wrong")
    assert found == {}
