"""What a running service remembers between its ticks, and what it does in one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.engine.local import Local
from bot.errors import UserError
from bot.model.said import Said
from bot.service import dates, depends, due, facts, feeds, guard, handoff, happened, health, intake, lease, notify, reconcile, syndication
from bot.service.reconcile import Looks
from bot.store import StoreError

if TYPE_CHECKING:
    from whenever import Instant

    from bot.service.workspace import Workspace

LOG = logging.getLogger("bot.service")

Say = Callable[[str], None]
"""Takes each sentence; one that is `Said` knows what it is about."""

TIME_EVERY = 600
"""Seconds between two questions for the time to a platform that told another one: on X each costs a tenth of a cent."""

REST = 15
"""Seconds without a send after the store took something not: it goes on alone, and neither words nor history pile up meanwhile."""


@dataclass(slots=True)
class Service:
    """A running service: what it remembers between its ticks."""

    workspace: Workspace
    engine: Local
    say: Say
    unsettled: intake.Unsettled = field(default_factory=intake.Unsettled)
    looks: Looks = field(default_factory=Looks)
    unasked: set[str] = field(default_factory=set)
    told: int = -1
    open: int = 0
    held_back: int = 0
    rescan_due: bool = True
    trouble: str = ""
    held: str = ""
    elsewhere: set[str] = field(default_factory=set)
    version: int = -1
    configured: int = -1
    misconfigured: str = ""
    failed: bool = False
    rest_until: Instant | None = None
    time_asked: Instant | None = None
    minded: dict[str, Instant] = field(default_factory=dict)
    next_look: dict[str, Instant] = field(default_factory=dict)
    syndicated: syndication.Kept = field(default_factory=syndication.Kept)

    def reconfigure(self) -> bool:
        """Takes a changed configuration over. While it has a mistake nothing is read or sent, and this says so once and gives False."""
        changed = _written(self.workspace)
        if changed == self.configured or self.workspace.reload is None:
            return not self.misconfigured
        first, self.configured = self.configured == -1, changed
        if first:
            return True
        try:
            self.workspace = replace(self.workspace, settings=self.workspace.reload())
        except UserError as error:
            self.misconfigured = str(error)
            words = f"Nothing is sent until the configuration is mended. {' '.join(str(error).split())}"
            self.say(Said(words, "configuration", level="error"))
            return False
        self.misconfigured, self.rescan_due, self.unasked = "", True, set(facts.stale(self.workspace))
        self.say(Said("The configuration has changed and holds from now on.", "configuration"))
        return True

    def reread(self) -> None:
        """The next turn reads the configuration and the folder again, changed or not."""
        self.configured = 0
        self.workspace.wake.set()

    def rescan(self) -> None:
        """One look at the folder, said when it changed anything."""
        self.tell_what_was_read(self.read_folder())

    def read_folder(self) -> intake.Scan:
        """One look at the folder; only what holds all of it up is said."""
        self.rescan_due = False
        self._take_leases()
        found = intake.scan(self.workspace, self.unsettled, self._progress)
        if found.trouble and found.trouble != self.trouble:
            self.say(Said(found.trouble, "posts", level="warning"))
        self.trouble = found.trouble
        return found

    def tell_what_was_read(self, found: intake.Scan) -> None:
        """Says what looks at the folder did, when they did anything."""
        said = [
            (found.read, "read"),
            (found.archived, "archived, dated more than a week ago"),
            (found.broken, "not readable"),
            (found.gone, "gone"),
        ]
        if any(count for count, _ in said):
            self.say(Said("Posts: " + ", ".join(f"{count} {words}" for count, words in said if count) + ".", "posts"))
        if found.broken:
            more = f" And {found.broken - 1} more, see: bot" if found.broken > 1 else ""
            self.say(Said(f"Not readable: {found.unreadable}{more}", "posts", level="warning"))

    def _take_leases(self) -> None:
        """Every live account that nobody else holds is held from now on; what another workspace holds is said once."""
        workspace = self.workspace
        found = lease.take_all(workspace)
        for words in sorted(found - self.elsewhere):
            self.say(Said(words, "lease", level="warning"))
        self.elsewhere = found

    def _progress(self, done: int, total: int) -> None:
        self.workspace.supervisor.alive()
        if total >= 50 and (done % 50 == 0 or done == total):
            self.say(Said(f"Adapting: {done} of {total} posts.", "posts"))
        # A long first scan must not hold up what is due; one after a change of the configuration voids yeses, so it comes first.
        if done % 20 == 0 and self.workspace.store.meta("settings") == depends.digest_of_settings(self.workspace):
            self.publish()

    def ask(self) -> None:
        """Sends workers for the facts about accounts that have none, or old ones."""
        self.unasked = {account for account in sorted(self.unasked) if not self.engine.submit(account, "")}

    def reap(self) -> None:
        """Says what went wrong in the deliveries that ended since the last look."""
        for id_, error in self.engine.reap():
            self.failed = True
            if isinstance(error, UserError):
                self.mind(error)
                continue
            words = f"A call stopped with an error nobody expected and counts as unknown: {type(error).__name__}: {error}"
            self.say(Said(words, "internal", level="error"))
            LOG.error("delivery thread failed", exc_info=error)
            if id_:
                due.hold_back(self.workspace, id_, error)

    def tell_what_happened(self) -> None:
        """Says what happened to deliveries and accounts since it did so last, whoever did it; the first time only where that begins."""
        if self.told < 0:
            self.told = self.workspace.store.last_event()
        for number, said in happened.since(self.workspace, self.told):
            self.told = number
            if said is not None:
                self.say(said)

    def tell_the_site(self) -> None:
        """Brings `syndication.json` up to what is live, and says what hinders that."""
        try:
            self.syndicated = syndication.keep(self.workspace, self.syndicated)
        except UserError as error:
            self.mind(error)

    def tell_how_it_fares(self) -> None:
        """Writes the health file and the numbers, and says what hinders that."""
        try:
            health.tell(self.workspace, self.misconfigured or self.trouble)
        except OSError as error:
            self.mind(UserError(f"{error.filename} cannot be written ({error.strerror}). Allow it, or change `metrics`."))

    def mind(self, error: UserError) -> None:
        """Says what went wrong, once an hour; after a trouble of the store nothing is sent for a while. Raises one that cannot pass."""
        now = self.workspace.clock.now()
        if str(error) not in self.minded or now >= self.minded[str(error)].add(hours=1):
            self.say(Said(str(error), "trouble", level="error"))
            self.minded = {str(error): now}
        if isinstance(error, StoreError):
            self.rest_until = now.add(seconds=REST)
            if error.trouble == "failing":
                raise error

    def publish(self) -> None:
        """One publishing pass. Looks after doubts come first: what is due waits behind them, as an account does one thing at a time."""
        self.reap()
        self.tell_what_happened()
        self.tell_the_site()
        if self.rest_until is not None and self.workspace.clock.now() < self.rest_until:
            self.open = self.held_back = 0
            return
        self.rest_until = None
        self.ask()
        self.open = reconcile.pass_(self.workspace, self.looks, self.engine)
        self.held_back = due.pass_(self.workspace, self.engine, self.say)
        handoff.remind(self.workspace, self.say)
        handoff.watch(self.workspace, self.engine, self.next_look)
        feeds.watch(self.workspace, self.engine, self.next_look)
        notify.watch(self.workspace, self.engine, self.next_look)
        self._say_what_holds()

    def _say_what_holds(self) -> None:
        before, self.held = self.held, guard.held(self.workspace)
        if self.held and dates.held(self.workspace):
            self._ask_for_the_time()
        if self.held and self.held not in {before, self.trouble}:
            self.say(Said(self.held, "held", level="warning"))

    def _ask_for_the_time(self) -> None:
        """While the platforms tell another time one of them is asked for it every ten minutes, and at once when the clock was set."""
        now = self.workspace.clock.now()
        if self.time_asked is None or not self.time_asked <= now < self.time_asked.add(seconds=TIME_EVERY):
            self.unasked |= dates.to_ask(self.workspace)
            self.time_asked = now

    def stirred(self) -> bool:
        """Whether a publishing pass could do anything: another process decided something, a call ended, or a time came."""
        store, before = self.workspace.store, self.version
        self.version = store.version()
        next_due = store.next_due()
        come = next_due is not None and next_due <= self.workspace.clock.now()
        rested = self.rest_until is not None
        return come or self.version != before or bool(self.engine.busy or self.open or self.held_back or self.unasked or rested)

    def idle(self) -> bool:
        """Nothing is due now, in its undo window, being sent or being looked up."""
        return not (self.engine.busy or self.open or self.held_back)


def _written(workspace: Workspace) -> int:
    """When the configuration was last written, in nanoseconds; 0 when it is gone."""
    try:
        return (workspace.settings.root / "config" / "bot.yaml").stat().st_mtime_ns
    except OSError:
        return 0
