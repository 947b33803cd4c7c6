"""What a person decides, and what a decision cannot do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.errors import UserError
from bot.model.delivery import State
from bot.service import approve
from bot.service.approve import Outcome
from bot.service.workspace import Workspace
from tests.service.conftest import Desk
from tests.service.test_publish import approved


def test_another_time_does_not_revive_a_yes_whose_window_is_over(desk: Desk) -> None:
    """Whether the service saw the end of the window before the person moved it makes no difference."""
    id_ = approved(desk, "x")
    until = desk.of("x").until
    assert until
    desk.clock.advance((until - desk.clock.now()).total("seconds") - 1)
    assert approve.reschedule(desk.workspace, id_, "in 20h").ok
    desk.clock.advance(20 * 86_400)
    with pytest.raises(UserError, match=f"needs a fresh one.*bot approve {id_}"):
        approve.reschedule(desk.workspace, id_, "in 20h")
    desk.send()
    assert (desk.of("x").state, desk.live("x")) == (State.HELD, [])


def test_a_yes_while_something_is_paused_says_what_it_waits_for(desk: Desk) -> None:
    one, store, now = desk.of("x"), desk.workspace.store, desk.clock.now()
    store.pause(one.account, "by hand", now, "ada")
    assert desk.yes(one.id)[0].words.endswith(f"is paused. To let it go out: bot resume {one.account}")
    store.pause(None, "by hand", now, "ada")
    other = desk.of("linkedin")
    assert desk.yes(other.id)[0].words == "is approved and waits, as everything is paused. To let it go out: bot resume"
    store.resume(None, now, "ada")
    assert desk.yes(desk.of("reddit").id)[0].words == "goes out now"


def test_a_refusal_names_the_command_that_fits_the_state(desk: Desk) -> None:
    id_ = desk.of("x").id
    assert approve.undo(desk.workspace, id_).words.endswith(f"To say yes: bot approve {id_}")
    approve.reject(desk.workspace, id_)
    assert approve.undo(desk.workspace, id_).words.endswith(f"To bring it back: bot retry {id_}")


@pytest.mark.parametrize("take_back", [approve.undo, approve.reject])
def test_a_yes_that_is_taken_back_while_an_answer_is_missing_says_so(desk: Desk, take_back: Callable[[Workspace, str], Outcome]) -> None:
    """A platform that honours our key would be sent the same once more; now it is looked for."""
    id_, store, now = approved(desk, "x"), desk.workspace.store, desk.clock.now()
    delivery = desk.of("x")
    assert delivery.approved
    fence = store.claim(id_, delivery.approved, now)
    assert fence
    store.intend(id_, fence, 0, "post", "k", now, now)
    store.receive(id_, fence, 0, "unsure", now)
    store.move(id_, "defer", now, due=now)
    outcome = take_back(desk.workspace, id_)
    assert (outcome.ok, outcome.words[:20], desk.of("x").state) == (True, "may be live already:", State.UNSURE)
    desk.look(6)
    assert (desk.of("x").state, desk.live("x")) == (State.APPROVED, [])
    desk.send()
    assert (desk.of("x").state, desk.live("x")) == (State.HELD, [])
