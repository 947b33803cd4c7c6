"""Planned misbehaviour: what the network does wrong, to which request, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

ACCEPTING = frozenset({"late", "late-accept", "accept-then-reset", "500-after", "html-after", "no-id", "ratelimit-after"})
"""The request is carried out and in the ledger; only its answer is late, lost or wrong."""

REFUSING = frozenset({"429", "429-bare", "500-before", "401", "402", "403", "404", "duplicate", "html", "empty", "ratelimit"})
"""Nothing is carried out."""

DROPPING = frozenset({"reset", "accept-then-reset"})
"""The connection is reset without a byte of an answer."""

KINDS = ACCEPTING | REFUSING | DROPPING


@dataclass(slots=True)
class Plan:
    """One planned fault. After `skip` fitting requests it meets the next `times`; patterns are shell-like, `*` fits all.

    `seconds` is how late an answer comes, or what a 429 asks to wait.
    """

    fault: str
    platform: str = "*"
    method: str = "*"
    path: str = "*"
    times: int = 1
    skip: int = 0
    seconds: float = 1.0

    def fits(self, platform: str, method: str, path: str) -> bool:
        """Whether the plan speaks of such a request; a final slash makes no difference."""
        pattern = self.path.rstrip("/") or "/"
        return (
            fnmatchcase(platform, self.platform)
            and fnmatchcase(method, self.method.upper())
            and (fnmatchcase(path.rstrip("/"), pattern) or fnmatchcase(f"/{platform}{path}".rstrip("/"), pattern))
        )


def read_plan(raw: object) -> Plan:
    """A plan from JSON. Raises ValueError with a sentence when it is none."""
    if not isinstance(raw, dict) or str(raw.get("fault")) not in KINDS:
        raise ValueError(f"A plan is a JSON object whose fault is one of: {', '.join(sorted(KINDS))}.")
    words = {name: str(raw.get(name) or "*") for name in ("platform", "method", "path")}
    try:
        times, skip, seconds = int(raw.get("times", 1)), int(raw.get("skip", 0)), float(raw.get("seconds", 1))
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError("times and skip are whole numbers, seconds is a number.") from error
    if times < 1 or skip < 0 or not 0 <= seconds <= 3600:
        raise ValueError("times is at least 1, skip at least 0, seconds between 0 and 3,600.")
    return Plan(str(raw["fault"]), **words, times=times, skip=skip, seconds=seconds)


class Faults:
    """The plans that still have something to do, oldest first."""

    def __init__(self) -> None:
        """No plans."""
        self.plans: list[Plan] = []

    def take(self, platform: str, method: str, path: str) -> Plan | None:
        """The plan that meets this request, counted down; None where the network behaves."""
        for plan in [plan for plan in self.plans if plan.fits(platform, method, path)]:
            if plan.skip:
                plan.skip -= 1
                continue
            plan.times -= 1
            if not plan.times:
                self.plans.remove(plan)
            return plan
        return None
