"""Handing live accounts over to this workspace: what that would take from whom, and doing it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.delivery import UNDER_A_YES
from bot.rules import lease as rule
from bot.service import lease, lock

if TYPE_CHECKING:
    from bot.model.holder import Place
    from bot.service.workspace import Workspace


MAY_HAVE = "may have sent this already; look at the account before you say yes again"
"""Of an approved delivery and the copy of this workspace that held its account: our records know nothing of what that sent."""


@dataclass(frozen=True, slots=True)
class Handover:
    """What `bot move` would do: the live `accounts` it is about, who `holders` of some of them are now, and `home`, where this
    workspace was last served if that is not here; each place in words. Without holders and home there is nothing to do.

    `kin` are places, in words, by account, where a workspace has the same yeses and may have sent some of them; `yeses` are how many
    that concerns, and they end.
    """

    accounts: tuple[str, ...]
    holders: dict[str, str]
    home: str
    kin: dict[str, str] = field(default_factory=dict)
    yeses: int = 0

    @property
    def changed(self) -> tuple[str, ...]:
        """The accounts that go out from here afterwards, and did not before."""
        return self.accounts if self.home else tuple(self.holders)


def plan(workspace: Workspace, name: str | None) -> Handover:
    """What a yes would hand over: the account `name`, or all live ones. Raises UserError when there is none, or the other one runs."""
    live = [account for account in workspace.settings.accounts.values() if lease.needed(account)]
    if name is not None and not lease.needed(workspace.account(name)):
        raise UserError(f"Nobody holds {name}, as only a live account that a program posts to is held. Use it as it is.")
    if not live:
        raise UserError("No account is live, so there is nothing to move. See: bot status")
    chosen = [account for account in live if name in (None, account.name)]
    try:
        home, found = lease.others(workspace, chosen)
    except OSError as error:
        raise _unusable(error) from error
    if home is not None and name is not None:
        raise UserError(f"The whole workspace was at home in {rule.where(home, lease.at_home(workspace))}. Move it as a whole: bot move")
    here, zone = lease.at_home(workspace), workspace.settings.timezone
    for place in (*((home,) if home else ()), *found.values()):
        _refuse_running(place, here)
    said = {account: rule.at(place, here, zone) for account, place in found.items()}
    names = tuple(account.name for account in chosen)
    kin = {name: rule.where(home, here) for name in names} if home else {}
    kin |= {name: rule.where(place, here) for name, place in found.items() if here.kin(place)}
    yeses = [d for d in workspace.store.deliveries(states=UNDER_A_YES) if d.account in kin and not d.rehearsal]
    return Handover(names, said, rule.at(home, here, zone) if home else "", kin, len(yeses))


def _refuse_running(place: Place, here: Place) -> None:
    """Raises UserError while the other workspace's service runs on this machine; of another machine nobody can tell."""
    owner = lock.holder(Path(place.root) / ".bot") if place.host.same(here.host) and place.root != here.root else None
    if owner is not None:
        raise UserError(f"The workspace {place.root} is running, as process {owner or 'unknown'}. Stop it first, then: bot move")


def take_over(workspace: Workspace, handover: Handover) -> None:
    """Hands over what `handover` says. It is written down before it is done: whatever a crash leaves is one holder, never two.

    Raises UserError when it cannot be written.
    """
    now = workspace.clock.now()
    for name, place in handover.kin.items():
        workspace.store.end_yeses(name, now, f"your yes ended with `bot move`: {place} {MAY_HAVE}")
    if handover.home:
        workspace.store.moved(None, f"from {handover.home}", now, workspace.who)
    for name, place in handover.holders.items():
        workspace.store.moved(name, f"from {place}", now, workspace.who)
    try:
        lease.claim(workspace, [workspace.account(name) for name in handover.accounts], home=bool(handover.home))
    except OSError as error:
        raise _unusable(error) from error


def _unusable(error: OSError) -> UserError:
    return UserError(f"Nothing was moved: {error.filename}: {error.strerror or error}. Mend that, or delete it, then: bot move")
