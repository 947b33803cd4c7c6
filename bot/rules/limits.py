"""Caps: how many posts an account may send an hour and a day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from whenever import Instant

from bot.model.settings import Account

HOUR, DAY = 3600, 86_400


class Caps(Protocol):
    """The part of a platform's LIMITS that counts posts."""

    @property
    def hourly_cap(self) -> int:
        """Posts an hour that we never exceed; 0 for no cap."""

    @property
    def daily_cap(self) -> int:
        """Posts a day that we never exceed; 0 for no cap."""


def room(limits: Caps, account: Account, sent_at: Iterable[Instant], now: Instant, *, coming: int = 1) -> Instant:
    """The first instant from `now` on at which the caps allow `coming` more posts.

    `sent_at` are the posts that went out, at least those of the last day; each of a thread counts, as platforms count. An account
    may lower its platform's caps, never raise them. In rehearsal only the account's own caps hold. More than a cap at once
    needs an empty window.
    """
    sent = sorted(sent_at)
    hourly = _cap(account.hourly_cap, limits.hourly_cap, account)
    daily = _cap(account.daily_cap, limits.daily_cap, account)
    return max(now, _free(sent, hourly, HOUR, coming, now), _free(sent, daily, DAY, coming, now))


def _cap(own: int, platform: int, account: Account) -> int:
    if account.rehearsal:
        return own
    return min(own, platform) if own and platform else own or platform


def _free(sent: list[Instant], cap: int, span: int, coming: int, now: Instant) -> Instant:
    if not cap:
        return now
    allowed = max(cap - coming, 0)
    return sent[-allowed - 1].add(seconds=span) if len(sent) > allowed else now
