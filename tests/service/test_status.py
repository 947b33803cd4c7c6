"""What `bot status` and the inbox raise: deliveries that are being sent for too long, and doubts with the place to look."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.delivery import State
from bot.service import page, status
from tests.service.conftest import ARTICLE, SETTINGS, Desk
from tests.service.test_publish import approved


def claimed(desk: Desk) -> tuple[str, int]:
    """A delivery to LinkedIn that is being sent, and its fence."""
    id_ = approved(desk, "linkedin")
    fence = desk.workspace.store.claim(id_, desk.of("linkedin").approved or "", desk.clock.now())
    assert fence
    return id_, fence


def alarms(desk: Desk) -> tuple[list[str], list[str]]:
    """The deliveries that are stuck, and the commands of their lines in the inbox."""
    found = status.status(desk.workspace)
    return [delivery.id for delivery in found.stuck], [todo.command for todo in found.todo if todo.kind == "stuck"]


def test_a_call_past_its_own_deadline_raises_an_alarm_until_it_is_settled(desk: Desk) -> None:
    id_, fence = claimed(desk)
    now = desk.clock.now()
    assert desk.workspace.store.intend(id_, fence, 0, "post", "key", now.add(seconds=4), now)
    desk.clock.advance(4)
    assert alarms(desk) == ([], []), "its time is not over"
    desk.clock.advance(1)
    assert alarms(desk) == ([id_], ["bot run"])
    desk.look()
    assert desk.of("linkedin").state == State.UNSURE
    assert alarms(desk) == ([], [])


def test_a_late_delivery_is_not_stuck_because_its_time_was_long_ago(desk: Desk) -> None:
    id_ = approved(desk, "linkedin")
    desk.clock.advance(3600)
    assert desk.workspace.store.claim(id_, desk.of("linkedin").approved or "", desk.clock.now())
    assert alarms(desk) == ([], [])


def test_between_two_calls_silence_raises_the_alarm(desk: Desk) -> None:
    id_, _ = claimed(desk)
    desk.clock.advance(status.STUCK_AFTER)
    assert alarms(desk) == ([], [])
    desk.clock.advance(1)
    assert alarms(desk) == ([id_], ["bot run"])


def test_a_doubt_says_where_to_look(desk: Desk) -> None:
    desk.fault("linkedin", "500-after", path="/rest/posts")
    id_ = approved(desk, "linkedin")
    desk.send()
    desk.look()
    (todo,) = (todo for todo in status.inbox(desk.workspace) if todo.kind == "unsure")
    assert todo.line.endswith(f"Look at {desk.network.url}/?account={desk.of('linkedin').account}")
    assert todo.command == f"bot resolve {id_}"


def test_in_earnest_the_place_to_look_is_the_accounts_own_page(make_desk: Callable[..., Desk]) -> None:
    live = SETTINGS.replace("platform: linkedin,", "platform: linkedin, handle: ada, rehearsal: false,")
    desk = make_desk(live.replace("platform: x,", "platform: x, handle: '@ada', rehearsal: false,"))
    desk.write()
    desk.scan()
    assert page.of(desk.workspace, desk.of("linkedin")) == "https://www.linkedin.com/in/ada/recent-activity/all/"
    assert page.of(desk.workspace, desk.of("x")) == "https://x.com/ada"


def test_what_is_live_and_differs_from_its_file_comes_last(desk: Desk) -> None:
    id_ = approved(desk, "reddit")
    desk.send()
    assert [todo.kind for todo in status.inbox(desk.workspace)] == ["waiting", "waiting"]
    desk.write(ARTICLE.replace("five epochs", "six epochs"))
    desk.scan()
    *_, last = status.inbox(desk.workspace)
    assert (last.kind, last.command) == ("differs", f"bot correct {id_}")
    assert last.line.endswith("is live, and its file or the settings say otherwise now")
