"""A mailing as it goes out: caps, one connection for many mails, intent and receipt for each reader, and when to stop."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot import mail as door
from bot.errors import Halfway, NotSent, Refused
from bot.http import beforehand, four_kinds, json_object, only_done
from bot.model.receipt import RemoteRef
from bot.platforms import _smtp_list, _smtp_mail

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.settings import Account
    from bot.platforms._smtp_list import Reader
    from bot.platforms.base import Connection, Fate, Readers, Step

SHARE = 0.4
"""How much of a call's time goes by before no further mail begins: the last one needs the rest for its answer."""

A_CONNECTION = 100
"""Mails over one connection; many servers end it after that many or more."""

IN_DOUBT, REFUSED = 3, 10
"""Mails in a row without an answer, or refused, after which it is no reader's fault: the account pauses, and nobody is lost to it."""

LIMITED, PUT_OFF = 3600, 900
"""Seconds until a sender goes on who sent too much, and until readers who were put off are tried again."""


STATES: Mapping[str, Fate] = {"taken": "sent", "put off": "later", "refused": "refused", "unknown": "unsure"}
"""How what a server said stands in the journal."""


@dataclass(slots=True)
class _Row:
    """What went wrong with the last mails in a row, over all calls of this process; `why` are the last words."""

    doubts: int = 0
    refused: list[str] = field(default_factory=list)
    why: str = ""


@dataclass(slots=True)
class _Run:
    """One call: what it sends to whom, by when the last mail begins, and how many began."""

    connection: Connection
    step: Step
    key: str
    readers: Readers
    listed: Mapping[str, Reader]
    ends: float
    row: _Row
    tried: int = 0


def sender(account: Account) -> str:
    """The address that mails come from."""
    found = _smtp_list.person(_said(account, "sender"))
    if not found:
        raise Refused("the account's sender is no address; write it like Ada Lovelace <ada@example.org>", cause="auth")
    return found[1]


@contextmanager
def opened(connection: Connection) -> Iterator[door.Line]:
    """A connection to the account's server, logged in; in rehearsal, and there alone, to the rehearsal's. Raises a SendError."""
    account, way = connection.account, _way(connection)
    with door.line(*way, account.call_timeout) as line:
        user = _said(account, "user") or sender(account)
        if user != "none":
            line.login(user, connection.secrets["password"])
        yield line


def mail(connection: Connection, step: Step, key: str) -> RemoteRef:
    """Mails to those left, as far as time and caps allow. Raises Halfway as long as somebody is left, or another SendError."""
    if connection.readers is None:
        raise Refused("nobody was named to mail this to")
    ends = time.monotonic() + connection.account.call_timeout * SHARE
    path: Any = getattr(connection.account, "subscribers", "")
    row: Any = connection.memo.setdefault(f"in a row {key}", _Row())
    run = _Run(connection, step, key, connection.readers, _smtp_list.of(path), ends, row)
    waiting = deque(_still_listed(run))
    while waiting and not (run.tried and time.monotonic() >= ends):
        room = _room(run, len(waiting))
        with opened(connection) as line:
            _over(run, line, waiting, min(room, A_CONNECTION))
    return _settled(run)


def _still_listed(run: _Run) -> Iterator[str]:
    """Those left; whoever is no longer on the list, or unsubscribed, is left out for good."""
    for reader in run.readers.left():
        if reader in run.listed:
            yield reader
        else:
            run.readers.receive(reader, "left out", "no longer on the list, or unsubscribed")


def _over(run: _Run, line: door.Line, waiting: deque[str], most: int) -> None:
    """Mails over one connection until it ends, `most` were sent, or the time is over. Raises a SendError where no more may be sent."""
    for _ in range(most):
        if not waiting or (run.tried and time.monotonic() >= run.ends):
            return
        run.tried += 1
        reader = run.listed[waiting.popleft()]
        body = _smtp_mail.made(run.step.draft, reader, run.key, run.connection.begun or run.connection.now)
        if not run.readers.intend(reader.key, f"line {reader.line}"):
            raise Halfway(_progress(run))
        said = line.hand(sender(run.connection.account), reader.address, body)
        if said.fate in {"limited", "broken"}:
            # Who meets a limit comes after the others: it may be a limit of their own, which must not hold up everybody.
            run.readers.receive(reader.key, "planned" if said.fate == "broken" else "later", f"line {reader.line}: {said.why}")
            _not_now(run, line, said)
            waiting.appendleft(reader.key)
            return
        _written(run, reader, said)
        if said.fate == "unknown":
            return


def _not_now(run: _Run, line: door.Line, said: door.Said) -> None:
    """The server takes no more: at once over another connection where this one took some, else later. Raises a SendError for that."""
    if said.fate == "limited":
        raise Halfway(f"{_progress(run)}; {said.why}", run.connection.now.add(seconds=LIMITED))
    if not line.taken:
        raise NotSent(f"{_progress(run)}; the mail server broke off ({said.why})")


def _written(run: _Run, reader: Reader, said: door.Said) -> None:
    """Commits what became of a mail. Raises a SendError when several in a row went wrong: then no reader is the reason."""
    where = f"line {reader.line}"
    run.readers.receive(reader.key, STATES[said.fate], where if said.fate == "taken" else f"{where}: {said.why}")
    row = run.row
    row.why = said.why
    row.doubts = row.doubts + 1 if said.fate == "unknown" else 0
    row.refused = [*row.refused, reader.key] if said.fate in {"put off", "refused"} else []
    if row.doubts >= IN_DOUBT:
        row.doubts = 0
        raise Refused(f"{IN_DOUBT} mails in a row ended without an answer ({said.why}); {_progress(run)}", cause="account")
    if len(row.refused) < REFUSED:
        return
    _plan_again(run)
    if said.fate == "put off":
        raise Halfway(f"{_progress(run)}; {REFUSED} in a row were put off ({said.why})", run.connection.now.add(seconds=LIMITED))
    raise Refused(f"the mail server refused {REFUSED} readers in a row ({said.why}); {_progress(run)}", cause="account")


def _plan_again(run: _Run) -> None:
    """Those refused in a row are left to be mailed, as no server took their mail."""
    for key in run.row.refused:
        run.readers.receive(key, "planned")
    run.row.refused = []


def _room(run: _Run, wanted: int) -> int:
    """How many mails the provider's caps allow now. Raises Halfway with the instant at which there is room again."""
    account, now = run.connection.account, run.connection.now
    room = wanted
    for hours, cap in ((1, _cap(account, "mails_per_hour")), (24, _cap(account, "mails_per_day"))):
        mailed = run.readers.mailed(hours) if cap else ()
        if cap and len(mailed) >= cap:
            until: Instant = mailed[-cap].add(hours=hours, seconds=1)
            span = "an hour" if hours == 1 else "a day"
            raise Halfway(f"{_progress(run)}; {cap:,} mails {span} are the cap", max(until, now.add(seconds=1)))
        room = min(room, cap - len(mailed)) if cap else room
    return room


def _settled(run: _Run) -> RemoteRef:
    """The mailing, when nobody is left."""
    done, total = run.readers.progress()
    if done < total and not run.readers.left():
        raise Halfway(f"{_progress(run)}; the others were put off by their servers", run.connection.now.add(seconds=PUT_OFF))
    if done < total:
        raise Halfway(_progress(run))
    if total and len(run.row.refused) == total:
        _plan_again(run)
        raise Refused(f"the mail server took none of it ({run.row.why})")
    return RemoteRef(f"{run.key}@{sender(run.connection.account).rpartition('@')[2]}")


def _progress(run: _Run) -> str:
    done, total = run.readers.progress()
    return f"{done:,} of {total:,} readers are done with"


def _way(connection: Connection) -> tuple[str, int, door.Security]:
    """Host, port and encryption: a rehearsal is never told where the real server is."""
    account = connection.account
    if not account.rehearsal and not account.api:
        security: Any = _said(account, "security")
        return _said(account, "host").lower(), int(getattr(account, "port", 587)), security
    with beforehand("the rehearsal network did not say where its mail server is"), four_kinds(connection.now, connection.secrets.values()):
        port = json_object(only_done(connection.session.get("https://mail.invalid/door")).text).get("port")
    if type(port) is not int:
        raise NotSent("the rehearsal network has no mail server")
    return "127.0.0.1", port, "none"


def _said(account: Account, name: str) -> str:
    return str(getattr(account, name, "") or "")


def _cap(account: Account, name: str) -> int:
    return int(getattr(account, name, 0))
