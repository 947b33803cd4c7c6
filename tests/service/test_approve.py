"""What a person decides, and what a decision cannot do."""

from __future__ import annotations

import pytest

from bot.errors import UserError
from bot.model.delivery import State
from bot.service import approve
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
