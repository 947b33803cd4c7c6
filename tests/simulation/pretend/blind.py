"""Blind: a pretend platform of that delivery class, for the simulation."""

from __future__ import annotations

from bot.model.settings import Account as AnyAccount
from tests.simulation import parts

LIMITS = parts.limits("blind", can=False)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An account there."""


def facts(connection):
    """Whether the account is known there; rendering needs nothing of it."""
    parts.ask(connection, "GET", "/posts")
    return {}


def render(post, account, facts):
    """A segment for each paragraph."""
    return parts.draft(post, account, LIMITS)


def steps(draft):
    """One after the other."""
    return parts.steps(draft)


def publish(connection, step, before, key):
    """One call."""
    return parts.send(connection, step, before, key)


def find(connection, step, before, key, since):
    """Nobody can look."""
    raise parts.Refused("nobody can look", cause="auth")


def ref(url):
    """The last part."""
    return parts.pasted("blind", url)


def update(connection, ref, segment):
    """Changes the text."""
    parts.ask(connection, "PUT", f"/posts/{ref.id}", {"text": segment.wire})


def delete(connection, ref):
    """Takes it back."""
    parts.delete(connection, ref)


def exists(connection, ref):
    """Asks for it."""
    return parts.exists(connection, ref)


def account_url(account, facts):
    """Its page."""
    return f"https://blind.example/{account.name}"
