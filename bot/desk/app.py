"""The desk itself: panes, keys, and what each key asks of the session."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding as Key
from textual.containers import Container, Vertical

from bot.desk import sheets
from bot.desk.palette import PALETTES, Name
from bot.desk.panes import Band, Listing, Paper
from bot.desk.rows import TO_DECIDE, rows
from bot.errors import UserError
from bot.terminal.canvas import Canvas
from bot.terminal.parts import Line, Run, Style

if TYPE_CHECKING:
    from pathlib import Path

    from bot.desk.session import Session, Shown
    from bot.model.draft import Draft
    from bot.service.approve import Binding
    from bot.terminal.look import Look

EVERY = 1.0
"""Seconds between two looks at what others did."""

GLANCE = 0.3
"""Seconds for which a draft that came up by itself must have been there before a yes counts: a key that is held down reads nothing."""

NARROW = 100
"""Columns below which the draft stands under the list, not beside it."""


class Desk(App[None]):
    """The full-screen face of a session. `look` says how a draft's platform shows it, `editor` opens a file for the person."""

    CSS_PATH = None
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: $background; color: $foreground; }
    #bar { background: $surface; }
    #says { background: $background; }
    #keys { background: $surface; }
    #middle { layout: horizontal; height: 1fr; }
    #queue { width: 36; height: 1fr; background: $surface; padding: 1 0; scrollbar-size-vertical: 1; }
    #sheet { width: 1fr; height: 1fr; }
    #head { height: auto; max-height: 6; padding: 1 2 0 2; }
    #fate { height: auto; max-height: 4; padding: 0 2 1 2; }
    #body { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    #problems { height: auto; max-height: 30%; padding: 0 2; border-top: solid $line; scrollbar-size-vertical: 1; }
    .-narrow #middle { layout: vertical; }
    .-narrow #queue { width: 100%; height: 30%; min-height: 4; padding: 0; }
    .-narrow #head { padding: 0 1; }
    .-narrow #fate { padding: 0 1; }
    .-narrow #body, .-narrow #problems { padding: 0 1; }
    .-narrow.-whole #queue { display: none; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar = [
        Key("j,down", "step(1)"), Key("k,up", "step(-1)"), Key("g,home", "step(-100000)"), Key("G,end", "step(100000)"),
        Key("space,pagedown", "turn(1)"), Key("b,pageup", "turn(-1)"), Key("J", "scroll_by(1)"), Key("K", "scroll_by(-1)"),
        Key("a", "approve"), Key("r", "reject"), Key("u", "undo"), Key("enter", "whole"), Key("q", "quit"),
    ]  # fmt: skip

    def __init__(self, session: Session, look: Callable[[Draft], Look], editor: Callable[[Path], object], palette: Name = "dark") -> None:
        super().__init__()
        self.session, self.look, self.editor = session, look, editor
        self.shown: Shown | None = None
        self.before: Draft | None = None
        self.plan: Binding | None = None
        self.wanted = ""
        self._came = 0.0
        for each in PALETTES.values():
            self.register_theme(each.theme)
        self.palette = palette
        self.theme = PALETTES[palette].theme.name
        self.canvas = Canvas(PALETTES[palette].styles, PALETTES[palette].chosen)

    def compose(self) -> ComposeResult:
        """The panes."""
        paint = lambda: self.canvas  # noqa: E731
        yield Band(paint, "bar")
        with Container(id="middle"):
            yield Listing(paint, "queue")
            with Vertical(id="sheet"):
                yield Paper(paint, "head")
                yield Paper(paint, "fate")
                yield Paper(paint, "body")
                yield Paper(paint, "problems")
        yield Band(paint, "says")
        yield Band(paint, "keys")

    def on_mount(self) -> None:
        """The first delivery that can be decided lies there at once."""
        self.queue = self.query_one("#queue", Listing)
        self.session.read()
        self.list_again()
        ids = self.queue.ids
        self.open_(next((id_ for id_ in ids if not self.session.entries[id_].blocked), next(iter(ids), "")))
        self.set_interval(EVERY, self.hear)

    def say(self, words: str, style: Style = "") -> None:
        """One line for the person; it stays until the next one."""
        self.query_one("#says", Band).show((" ", Run(words, style)))

    @contextmanager
    def spoken(self) -> Iterator[None]:
        """What is refused inside is said, not raised."""
        try:
            yield
        except UserError as error:
            self.say(str(error), "bad")

    def list_again(self) -> None:
        """The list and the counts above it, as the session has them now."""
        self.queue.show(rows(self.session.entries.values(), self.wanted), self.shown.delivery.id if self.shown else "")
        left = [one for one in self.session.entries.values() if one.state in TO_DECIDE]
        posts = len({one.post for one in left})
        count = f"{len(left):,} wait for your yes, of {posts:,} post{'s' * (posts != 1)}" if left else "nothing waits for your yes"
        self.query_one("#bar", Band).show((" ", Run("bot review", "title"), "  ", count))

    def open_(self, id_: str, *, by_itself: bool = False) -> None:
        """Puts another delivery on the desk."""
        if not id_:
            self.clear()
            return
        with self.spoken():
            self.shown, self.before, self.plan = self.session.look(id_), None, None
            self._came = time.monotonic() if by_itself else 0.0
            self.paint()
            self.queue.choose(id_)
            self.call_after_refresh(self.reckon, self.shown)

    def clear(self) -> None:
        """Nothing is on the desk."""
        self.shown = self.plan = self.before = None
        for name in ("head", "fate", "problems"):
            self.query_one(f"#{name}", Paper).show(())
        self.query_one("#body", Paper).show([(Run("Nothing here.", "faint"),)])

    def paint(self, *, stay: bool = False) -> None:
        """The right side, as what is shown now says."""
        shown = self.shown
        if shown is None:
            return
        account = self.session.workspace.settings.accounts.get(shown.delivery.account)
        self.query_one("#head", Paper).show(sheets.head(shown, account.handle if account else ""))
        self.query_one("#body", Paper).show(sheets.body(shown, self.look(shown.draft), self.before), stay=stay)
        self.query_one("#problems", Paper).show(sheets.problems(shown.draft))
        self.paint_fate()
        self.show_keys()

    def paint_fate(self) -> None:
        """When it would go out, or what became of it."""
        if self.shown is not None:
            now = self.session.workspace.clock.now()
            self.query_one("#fate", Paper).show([sheets.fate(self.shown.delivery, self.plan, now)])

    def show_keys(self) -> None:
        """The keys that do something here."""
        one = self.shown.delivery if self.shown else None
        open_ = one is not None and one.state in TO_DECIDE
        keys = [
            *([("a", "approve", "app.approve"), ("r", "reject", "app.reject")] if open_ else []),
            ("u", "undo", "app.undo"), ("q", "quit", "app.quit"),
        ]  # fmt: skip
        actions: list[tuple[Line, str]] = [((Run(f" {key}", "title"), f" {words} "), action) for key, words, action in keys]
        self.query_one("#keys", Band).show((), (), actions)

    def reckon(self, shown: Shown) -> None:
        """What a yes to what is shown would bind, once that has been painted."""
        if shown is not self.shown or shown.delivery.state not in TO_DECIDE:
            return
        with self.spoken():
            self.plan = self.session.plan(shown)
            if self.plan.draft.fingerprint != shown.draft.fingerprint:
                self.renew()
                return
            self.paint_fate()

    def renew(self) -> None:
        """What is shown, read again: a change of it is shown beside what was there, and asked again."""
        if self.shown is None:
            return
        with self.spoken():
            old, fresh = self.shown, self.session.look(self.shown.delivery.id)
            changed = old.draft.fingerprint != fresh.draft.fingerprint
            if changed:
                self.before, self._came = old.draft, time.monotonic()
                self.say("It changed while you looked. Read it again; nothing is approved.", "warn")
            self.shown, self.plan = fresh, None
            if changed or fresh != old:
                self.paint(stay=not changed)
            self.call_after_refresh(self.reckon, fresh)

    def hear(self) -> None:
        """What others did meanwhile."""
        with self.spoken():
            told = self.session.news()
            if told is None:
                return
            if told:
                self.say(" · ".join(told[-3:]), "good")
            self.list_again()
            if self.shown is None:
                self.open_(next(iter(self.queue.ids), ""))
            else:
                self.renew()

    def action_step(self, steps: int) -> None:
        """Another delivery."""
        self.open_(self.queue.beside(self.shown.delivery.id if self.shown else "", steps))

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """The one that was clicked on."""
        self.open_(event.id)

    def action_turn(self, pages: int) -> None:
        """A page of the draft further."""
        body = self.query_one("#body", Paper)
        body.scroll_relative(y=pages * max(1, body.size.height - 2), animate=False)

    def action_scroll_by(self, lines: int) -> None:
        """A line of the draft further."""
        self.query_one("#body", Paper).scroll_relative(y=lines, animate=False)

    def action_whole(self) -> None:
        """On a narrow terminal: the draft alone, or the list again."""
        self.screen.toggle_class("-whole")

    def action_approve(self) -> None:
        """The yes to exactly what is on the screen."""
        if self.shown is None:
            return
        if time.monotonic() - self._came < GLANCE:
            self.say("Look at this one first; then a.", "warn")
            return
        with self.spoken():
            if self.plan is None:
                self.plan = self.session.plan(self.shown)
            if self.plan.moment is None:
                self.paint_fate()
                self.say(self.plan.refusal or "There is nothing to approve here.", "bad")
                return
            (outcome,) = self.session.approve([self.plan])
            self.after(outcome.ok, f"{self.shown.delivery.account}: {outcome.words}" if outcome.ok else outcome.words)

    def action_reject(self) -> None:
        """The no."""
        if self.shown is None:
            return
        with self.spoken():
            outcome = self.session.reject(self.shown.delivery.id)
            self.after(outcome.ok, f"{self.shown.delivery.account}: rejected" if outcome.ok else outcome.words)

    def action_undo(self) -> None:
        """Takes back the decision about what is shown, else the last one."""
        with self.spoken():
            outcome = self.session.take_back(self.shown.delivery.id if self.shown else None)
            self.say(f"{outcome.id} {outcome.words}" if outcome.ok else outcome.words, "good" if outcome.ok else "bad")
            self.list_again()
            self.open_(outcome.id)

    def after(self, ok: bool, words: str) -> None:
        """Says what came of a decision, and goes on to the next one that wants one."""
        self.say(f"{words}   (u takes it back)" if ok else words, "good" if ok else "bad")
        self.list_again()
        assert self.shown
        if not ok:
            self.renew()
            return
        here, ids = self.shown.delivery.id, self.queue.ids
        at = ids.index(here) if here in ids else 0
        following = next((id_ for id_ in [*ids[at:], *ids[:at]] if self.session.entries[id_].state in TO_DECIDE), here)
        self.open_(following, by_itself=following != here)
