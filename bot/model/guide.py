"""Connecting an account: what a platform asks of a person, and what it gives in the end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What connecting an account of a platform takes. `takes` is how long, `costs` what, as a person would say it.

    `steps` tell what to do there by hand before the secrets of `asks` are pasted: each a field with the platform's own name for it.
    Where `browser` is set, `bot login` asks the platform itself for a token: `browser_steps` come before that, `app` are the secrets it
    needs for it, and `port` is the one at which the answer arrives (0: any). `scopes` are the least that works, `browser_scopes` in the
    browser, where they differ. `days` is how long what is
    pasted lasts (0: for ever). `who` says who we are, out of the facts: words to put before, and the fact's name. `needs` are
    fields of the account that must be filled in first. `pasting` is why pasting is what we recommend all the same: the browser is asked
    for then only on demand. `sparing` says that only chosen articles belong there, so that nobody wants it
    as a default.
    """

    name: str
    takes: str = ""
    costs: str = ""
    steps: tuple[str, ...] = ()
    asks: tuple[tuple[str, str], ...] = ()
    scopes: tuple[str, ...] = ()
    days: int = 0
    who: tuple[str, str] = ("", "")
    needs: tuple[str, ...] = ()
    browser: bool = False
    browser_steps: tuple[str, ...] = ()
    browser_scopes: tuple[str, ...] = ()
    app: tuple[tuple[str, str], ...] = ()
    port: int = 0
    pasting: str = ""
    sparing: bool = False

    def excess(self, scopes: Collection[str]) -> list[str]:
        """What of the `scopes` that a login holds is more than is needed."""
        return sorted({*scopes} - {*self.scopes, *self.browser_scopes}) if self.scopes else []


@dataclass(frozen=True, slots=True)
class Grant:
    """What a platform gave: secrets by field, the scopes it named (none: it named none), and seconds until it is over (0: never)."""

    secrets: Mapping[str, str] = field(repr=False)
    scopes: tuple[str, ...] = ()
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Consent:
    """A person's consent in the browser: `redirect` is where the answer arrives; `challenge` and `verifier` are the two halves of PKCE
    (S256), the second of them secret.

    `ask(address, parameters)` sends the person to `address`, adds state and redirect to its parameters, and gives the code
    of the one answer that was meant for us. It raises UserError where none came.
    """

    redirect: str
    challenge: str
    verifier: str = field(repr=False)
    ask: Callable[[str, Mapping[str, str]], str] = field(repr=False)
