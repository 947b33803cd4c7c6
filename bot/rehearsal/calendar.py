"""The calendar: what is due by day, in the workspace's own zone, each draft as its readers will see it. Pure but for its `Beside`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from bot.model.agenda import timeless
from bot.model.delivery import State
from bot.rehearsal import coming
from bot.rehearsal.looks import LOOKS

if TYPE_CHECKING:
    from whenever import Date

    from bot.model.agenda import Agenda
    from bot.model.delivery import Delivery
    from bot.model.draft import Draft
    from bot.rehearsal.feed import Entry, Source

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Beside(Protocol):
    """The workspace beside the network, as far as the page looks into it."""

    @property
    def zone(self) -> str:
        """Its time zone. Raises UserError."""

    def agenda(self) -> Agenda:
        """What is due now. Raises UserError."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A draft with its account: `state` is a word for a person, `live` says that it leaves the machine, `own` another zone's time."""

    id: str
    platform: str
    label: str
    account: str
    state: str
    meaning: str
    live: bool
    blocked: bool
    own: str
    note: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Showing:
    """One article at one time on one or several accounts; `at` is RFC 3339, `time` the wall clock's."""

    at: str
    time: str
    title: str
    slots: tuple[Slot, ...]

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"due-{self.slots[0].id}"


@dataclass(frozen=True, slots=True)
class Day:
    """A day with what is due on it."""

    date: str
    name: str
    number: str
    today: bool
    past: bool
    showings: tuple[Showing, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """`weeks` are those with something in them and the present one, seven days each; `days` those with something; `yours` what waits
    for a person whatever the time."""

    weeks: tuple[tuple[Day, ...], ...]
    days: tuple[Day, ...]
    yours: tuple[Showing, ...]
    more: int

    @property
    def drafts(self) -> int:
        """How many drafts its days hold."""
        return sum(len(showing.slots) for day in self.days for showing in day.showings)


def calendar(agenda: Agenda, source: Source, only: Iterable[str] = ()) -> Calendar:
    """The calendar of `agenda`, of the accounts in `only` where it names any."""
    wanted = frozenset(only)
    found = [pair for pair in agenda.coming if not wanted or pair[0].account in wanted]
    timed = [pair for pair in found if not timeless(pair[0])]
    yours = tuple(_showings([pair for pair in found if timeless(pair[0])], agenda, source))
    today = agenda.now.to_tz(agenda.zone).date()
    dated = groupby(timed, lambda pair: _date(pair[0], agenda.zone))
    days = {date: _day(date, today, tuple(_showings(list(pairs), agenda, source))) for date, pairs in dated}
    mondays = sorted({_monday(date) for date in (today, *days)})
    weeks = tuple(tuple(days.get(day) or _day(day, today, ()) for day in (monday.add(days=n) for n in range(7))) for monday in mondays)
    return Calendar(weeks, tuple(days.values()), yours, agenda.more)


def _date(delivery: Delivery, zone: str) -> Date:
    assert delivery.due is not None
    return delivery.due.to_tz(zone).date()


def _monday(date: Date) -> Date:
    return date.subtract(days=date.day_of_week().value - 1)


def _day(date: Date, today: Date, showings: tuple[Showing, ...]) -> Day:
    name = f"{DAYS[date.day_of_week().value - 1]}, {date.day} {MONTHS[date.month - 1]}"
    number = f"{date.day} {MONTHS[date.month - 1]}" if date.day == 1 else str(date.day)
    return Day(date.format_iso(), name, number, date == today, date < today, showings)


def _showings(pairs: list[tuple[Delivery, Draft]], agenda: Agenda, source: Source) -> Iterator[Showing]:
    """Accounts that get the same article at the same time, together."""
    groups: dict[tuple[str, str], list[tuple[Delivery, Draft]]] = {}
    for pair in pairs:
        groups.setdefault((pair[0].due.format_iso() if pair[0].due else "", pair[0].post), []).append(pair)
    order = list(LOOKS)
    for (at, post), group in groups.items():
        group.sort(key=lambda pair: order.index(pair[0].platform) if pair[0].platform in order else len(order))
        local = group[0][0].due.to_tz(agenda.zone) if group[0][0].due else None
        time = f"{local.hour:02}:{local.minute:02}" if local else ""
        slots = tuple(_slot(delivery, draft, agenda, source) for delivery, draft in group)
        yield Showing(at, time, group[0][0].title or post, slots)


def _slot(delivery: Delivery, draft: Draft, agenda: Agenda, source: Source) -> Slot:
    label = LOOKS[delivery.platform][0] if delivery.platform in LOOKS else delivery.platform.title()
    words = {State.APPROVED: "approved", State.WAITING: "waits for your yes"}
    own = f"{delivery.wall} {delivery.zone}" if delivery.zone != agenda.zone and delivery.wall else ""
    return Slot(
        delivery.id,
        delivery.platform,
        label,
        delivery.account,
        delivery.state.value,
        words.get(delivery.state, delivery.meaning(label)),
        not delivery.rehearsal,
        delivery.blocked,
        own,
        delivery.note,
        coming.entries(f"due-{delivery.id}", draft, (delivery.due or agenda.now).format_iso(), source),
    )
