"""WHERE: one file per platform. A file dropped in here is a platform; nothing registers it."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, cast

from bot.errors import UserError

if TYPE_CHECKING:
    from bot.model.guide import Guide
    from bot.model.settings import Account
    from bot.platforms.base import Platform


@cache
def names() -> tuple[str, ...]:
    """The platforms that exist, sorted."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name != "base" and not m.name.startswith("_")))


def load(name: str) -> Platform:
    """The platform called `name`, as its module. Raises UserError with the nearest name when there is none."""
    if name not in names():
        import difflib

        near = difflib.get_close_matches(name, names(), n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise UserError(f"There is no platform {name!r}.{hint} Known: {', '.join(names())}.")
    return cast("Platform", importlib.import_module(f"bot.platforms.{name}"))


def guide(name: str) -> Guide:
    """How an account of the platform `name` is connected; from its `LIMITS` alone where its file has no `GUIDE`. Raises UserError."""
    from bot.model.guide import Guide

    module = load(name)
    plain = Guide(name=name, asks=tuple((field, field) for field in module.LIMITS.secrets))
    found: Guide = getattr(module, "GUIDE", plain)
    return found


def secrets(account: Account) -> tuple[str, ...]:
    """The secrets that a login of `account` takes: none where its own settings say that no login is wanted."""
    limits = load(account.platform).LIMITS
    key, value = limits.unasked
    fields: tuple[str, ...] = () if key and getattr(account, key, "") == value else limits.secrets
    return fields


def hosts(account: Account) -> tuple[str, ...]:
    """The hosts that calls of `account` may reach: its platform's own, or where that names none, the account's `server`."""
    return load(account.platform).LIMITS.hosts or (str(getattr(account, "server", "")).lower(),)
