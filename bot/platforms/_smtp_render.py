"""What a yes to an issue by mail binds besides its words, and what its author should know before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model.draft import FieldValue, Problem
from bot.platforms import _smtp_list, _smtp_mail

if TYPE_CHECKING:
    from bot.model.draft import Draft
    from bot.model.post import Post
    from bot.model.settings import Account

BULK = 5000
"""Mails a day to Gmail from which on its stricter rules hold (its rules for senders, 2026-11)."""


def fields(made: Draft, post: Post, account: Account) -> dict[str, FieldValue]:
    """Sender, ways to unsubscribe, footer and list as they will stand in each mail; `plain` binds the plain text."""
    sender = str(getattr(account, "sender", ""))
    found = _smtp_list.person(sender)
    domain = found[1].rpartition("@")[2] if found else "invalid"
    ways = list(getattr(account, "unsubscribe", ())) or ([f"mailto:{found[1]}?subject=unsubscribe"] if found else [])
    ways.sort(key=lambda way: not way.startswith("https:"))
    list_id = str(getattr(account, "list_id", "")) or f"<{account.name.lower()}.{domain}>"
    more = {name: str(value) for name in ("reply_to", "footer") if (value := getattr(account, name, ""))}
    plain = _smtp_mail.digest(made.segments[0].text)
    return {"sender": sender, **more, "unsubscribe": ways, "list_id": list_id, "lang": post.lang or "en", "plain": plain}


def problems(account: Account, count: object) -> tuple[Problem, ...]:
    """What is wrong with sender and addresses, and how long a list takes under the provider's caps."""
    return (*_wrong(account), *_slow(account, count))


def _wrong(account: Account) -> list[Problem]:
    found = []
    for name in ("sender", "reply_to"):
        value = str(getattr(account, name, ""))
        if (value or name == "sender") and not _smtp_list.person(value):
            words = f"accounts.{account.name}.{name} is no address. Write it like Ada Lovelace <ada@example.org>."
            found.append(Problem("error", f"no-{name.replace('_', '-')}", words))
    if any(map(_smtp_mail.way_wrong, getattr(account, "unsubscribe", ()))):
        words = f"accounts.{account.name}.unsubscribe: write https://example.org/u/{{token}} or mailto:you@example.org?subject=unsubscribe."
        found.append(Problem("error", "unsubscribe", words))
    if account.mode == "handoff":
        words = f"accounts.{account.name}.mode: nobody mails a list by hand. Take it out, or use another platform."
        found.append(Problem("error", "handoff", words))
    list_id = str(getattr(account, "list_id", ""))
    if list_id and (not list_id.isascii() or not list_id.isprintable() or not list_id.endswith(">") or "<" not in list_id):
        found.append(Problem("error", "list-id", f"accounts.{account.name}.list_id: write it like My letter <letter.example.org>."))
    return found


def _slow(account: Account, count: object) -> list[Problem]:
    if type(count) is not int:
        return []
    caps = (getattr(account, "mails_per_hour", 0) * 24, getattr(account, "mails_per_day", 0))
    a_day = min((cap for cap in caps if cap), default=0)
    found = []
    if a_day and count > a_day:
        days, window = -(-count // a_day), account.rhythm.window / 86_400
        words = f"At {a_day:,} mails a day, {count:,} people take {days} days."
        if days > window:
            words += (
                f" A yes lasts {window:.0f}, so the rest will need a fresh one: raise schedule.window, or the caps if your provider allows."
            )
        found.append(Problem("warning", "slow", words))
    if count >= BULK:
        words = (
            f"With {count:,} readers a newsletter service is the better way: bounces and one-click unsubscribing are asked of bulk senders."
        )
        found.append(Problem("info", "bulk", words))
    return found
