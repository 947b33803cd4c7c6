"""What `--json` prints: a contract that people script. Version 1; later versions only add keys. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.delivery import Delivery, Event
    from bot.model.draft import Draft, Media, Problem, Segment, Span
    from bot.model.mailing import ReaderRecord
    from bot.model.post import Post
    from bot.model.settings import Account
    from bot.service.digest import Plan
    from bot.service.importing import Arrival
    from bot.service.status import Status
    from bot.service.times import Day

VERSION = 1
Shape = dict[str, Any]


def time(instant: Instant | None) -> str | None:
    """RFC 3339 in UTC, or null."""
    return instant.format_iso() if instant else None


def delivery(one: Delivery) -> Shape:
    """One delivery of the queue."""
    return {
        "id": one.id,
        "post": one.post,
        "account": one.account,
        "platform": one.platform,
        "rehearsal": one.rehearsal,
        "state": one.state.value,
        "due": time(one.due),
        "until": time(one.until),
        "zone": one.zone,
        "segments": one.segments,
        "sent": one.sent,
        "fingerprint": one.fingerprint,
        "note": one.note,
        "links": list(one.links),
        "as_draft": one.as_draft,
    }


def queue(deliveries: Iterable[Delivery]) -> Shape:
    """`bot queue --json`."""
    return {"version": VERSION, "deliveries": [delivery(one) for one in deliveries]}


def calendars(found: Iterable[tuple[Account, Iterable[Day]]]) -> Shape:
    """`bot queue --calendar --json`: the coming days of each account, without those on which there is nothing."""
    return {"version": VERSION, "calendars": [_calendar(account, days) for account, days in found]}


def _calendar(account: Account, days: Iterable[Day]) -> Shape:
    return {
        "account": account.name,
        "platform": account.platform,
        "rehearsal": account.rehearsal,
        "zone": account.rhythm.zone,
        "days": [_day(day) for day in days if day.cells or day.note],
    }


def _day(day: Day) -> Shape:
    """One day; `state` is free, taken, near (to the delivery that is named) or quiet, `delivery` null where that went out already."""
    slots = [
        {
            "at": time(cell.moment.instant),
            "wall": cell.moment.wall,
            "state": cell.kind,
            "delivery": (cell.promise.id or None) if cell.promise else None,
            "note": cell.moment.note,
        }
        for cell in day.cells
    ]
    return {"date": day.date.format_iso(), "note": day.note, "slots": slots}


def shown(one: Delivery, present: Draft, events: Iterable[Event], readers: Mapping[str, int]) -> Shape:
    """`bot show ID --json`; `readers` of a mailing alone: how many are in each state."""
    counted = {"readers": dict(readers)} if readers else {}
    return {"version": VERSION, **delivery(one), "draft": draft(present), "history": [event(each) for each in events], **counted}


def reader(place: str, one: ReaderRecord) -> Shape:
    """One reader of `bot show ID --readers --json`; `on_list` says where the list has them."""
    return {"reader": one.reader, "on_list": place, "state": one.state, "at": time(one.at), "why": one.why}


def event(one: Event) -> Shape:
    """One line of a history."""
    return {"at": time(one.at), "event": one.event, "detail": one.detail}


def draft(one: Draft) -> Shape:
    """One draft, as it would be sent."""
    return {
        "account": one.account,
        "platform": one.platform,
        "title": one.title,
        "fields": dict(one.fields),
        "segments": [segment(each) for each in one.segments],
        "problems": [problem(each) for each in one.problems],
        "cost_usd": one.cost_usd,
        "fingerprint": one.fingerprint,
    }


def segment(one: Segment) -> Shape:
    """One segment; `wire` only where it differs from `text`."""
    return {
        "text": one.text,
        "length": one.length,
        "limit": one.limit,
        "counter": one.counter,
        "spans": [span(each) for each in one.spans],
        **({"wire": one.wire} if one.wire != one.text else {}),
        "media": [media(each) for each in one.media],
    }


def span(one: Span) -> Shape:
    """A link, mention or hashtag; offsets count code points of the text."""
    return {"start": one.start, "end": one.end, "kind": one.kind, "target": one.target}


def media(one: Media) -> Shape:
    """A picture."""
    return {"path": one.path, "kind": one.kind, "alt": one.alt, "bytes": one.bytes, "width": one.width, "height": one.height}


def problem(one: Problem) -> Shape:
    """What a person should know before a yes."""
    return {"level": one.level, "code": one.code, "message": one.message, "line": one.line}


def status(found: Status) -> Shape:
    """`bot status --json`."""
    return {
        "version": VERSION,
        "running": found.running,
        "rehearsal": found.rehearsal_url,
        "counts": dict(found.counts),
        "next": [delivery(one) for one in found.upcoming],
        "published": [delivery(one) for one in found.recent],
        "stuck": [delivery(one) for one in found.stuck],
        "paused": dict(found.paused),
        "elsewhere": dict(found.elsewhere),
        "broken": [{"path": post.path, "problems": [problem(each) for each in post.problems]} for post in found.broken],
        "folder": found.folder,
        "todo": [{"kind": todo.kind, "line": todo.line, "command": todo.command} for todo in found.todo],
    }


def log_line(number: int, id_: str, one: Event) -> Shape:
    """One line of `bot log --json`."""
    return {"version": VERSION, "seq": number, "delivery": id_, **event(one), "who": one.who}


def imported(arrivals: Iterable[Arrival], dry: bool) -> Shape:
    """What `bot import --json` prints."""
    entries = [
        {
            "source": one.source,
            "title": one.title,
            "state": one.state,
            "path": one.path,
            "draft": one.draft,
            "why": one.why,
            "notes": list(one.notes),
        }
        for one in arrivals
    ]
    return {"version": VERSION, "dry_run": dry, "articles": entries}


def digest(plan: Plan, dry: bool) -> Shape:
    """What `bot digest --json` prints; `state` is written, updated, waits or nothing, `path` the file's name in the posts folder."""
    found = plan.found
    return {
        "version": VERSION,
        "dry_run": dry,
        "state": plan.doing,
        "words": plan.words,
        "path": plan.path.name if plan.path else None,
        "title": plan.title,
        "to": list(plan.to),
        "articles": [{"slug": one.slug, "title": one.title, "url": one.url, "line": one.line} for one in found.pieces],
        "links": [{"url": one.url, "title": one.title, "remark": one.remark, "section": one.section} for one in found.links],
        "problems": [{"line": slip.line, "message": slip.why} for slip in found.slips],
    }


def preview(post: Post, summary: str, tags: Iterable[str], drafts: Iterable[Draft]) -> Shape:
    """`bot preview --json`, one object for each file; `summary` and `tags` as extracted where the author gave none."""
    about = {"slug": post.slug, "title": post.title, "summary": summary, "tags": list(tags), "url": post.url, "lang": post.lang}
    return {"version": VERSION, "post": about, "drafts": [draft(one) for one in drafts]}
