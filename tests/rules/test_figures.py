"""The figures that people were promised: changing one is a decision, not a slip."""

from __future__ import annotations

import pytest

from bot.rules import approval, clock_back, limits, outcome, rhythm, schedule, spoken
from bot.service import publish, reconcile

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60


@pytest.mark.parametrize(
    ("figure", "promised"),
    [
        (approval.GRACE, 5 * MINUTE),
        ((clock_back.TOLERANCE, clock_back.APART), (10 * MINUTE, 5 * MINUTE)),
        ((limits.HOUR, limits.DAY), (HOUR, DAY)),
        ((outcome.FIRST_BACKOFF, outcome.LONGEST_BACKOFF), (30, HOUR)),
        ((outcome.AMEND_TRIES, outcome.AMEND_PAUSE), (3, 2)),
        (outcome.ODD_IN_A_ROW, 3),
        ((outcome.APART, outcome.APART_IN_REHEARSAL), (10, 3)),
        (rhythm.LONGEST, 366 * DAY),
        (schedule.HORIZON_DAYS, 400),
        ((spoken.EARLIEST, spoken.LATEST, spoken.MORNING), (1970, 2199, (9, 0))),
        ((publish.MARGIN, publish.UPLOAD_LIFE), (5, 12 * HOUR)),
        ((reconcile.PATIENCE, reconcile.NOW_AND_THEN, reconcile.CLOCK_AHEAD), (3, HOUR, DAY)),
    ],
)
def test_a_figure_is_what_was_promised(figure: object, promised: object) -> None:
    assert figure == promised
