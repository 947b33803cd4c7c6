"""The panes of the desk, and what lies on it: one delivery, painted from what the session says."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual.app import App, ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Input

from bot.desk import keys
from bot.desk.listing import Listing
from bot.desk.palette import PALETTES, Name
from bot.desk.panes import Band, Paper
from bot.desk.rows import TO_DECIDE, rows
from bot.errors import UserError
from bot.terminal.canvas import Canvas
from bot.terminal.parts import Line, Run, Style

if TYPE_CHECKING:
    from pathlib import Path

    from bot.desk.session import Session, Shown
    from bot.model.delivery import Delivery
    from bot.model.draft import Draft
    from bot.service.approve import Binding
    from bot.terminal.look import Look

NARROW = 100
"""Columns below which the draft stands under the list, not beside it."""

CHANGED = "Changed while you looked:"
EDITED = "Changed by your edit:"


class Room(App[None]):
    """The full-screen face of a session, which is opened once something can be seen: `prepare` gives it, and may raise UserError.

    `look` says how a draft's platform shows it, `editor` opens a file for the person. `trouble` is what ended it, if something
    did; `remark` what came of the last edit.
    """

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    CSS = """
    Screen { background: $background; color: $foreground; }
    #bar, #keys { background: $surface; }
    #middle { layout: horizontal; height: 1fr; }
    #queue { width: 30%; min-width: 34; max-width: 52; height: 1fr; background: $surface; padding: 1 0; }
    #queue, #body, #problems { scrollbar-size-vertical: 1; scrollbar-color: $line; scrollbar-background: $background; }
    #sheet { width: 1fr; height: 1fr; }
    #head { height: auto; max-height: 6; padding: 1 2 0 2; }
    #fate { height: auto; max-height: 4; padding: 0 2 1 2; }
    #body { height: 1fr; padding: 0 2; }
    #problems { height: auto; max-height: 30%; padding: 0 2; border-top: solid $line; }
    #says { height: auto; min-height: 1; max-height: 3; padding: 0 1; }
    #words { display: none; background: $background; }
    .-asking #words { display: block; }
    .-asking #says { display: none; }
    .-narrow #middle { layout: vertical; }
    .-narrow #queue { width: 100%; max-width: 100%; height: 22%; min-height: 4; padding: 0; }
    .-narrow #head { padding: 0 1; border-top: solid $line; }
    .-narrow #fate { padding: 0 1; }
    .-narrow #body, .-narrow #problems { padding: 0 1; }
    .-narrow #problems { max-height: 20%; }
    .-narrow.-whole #queue { display: none; }
    """

    session: Session

    def __init__(
        self, prepare: Callable[[], Session], look: Callable[[Draft], Look], editor: Callable[[Path], object], palette: Name = "dark"
    ) -> None:
        super().__init__(ansi_color=True if palette == "bare" else None)
        self.prepare, self.look, self.editor = prepare, look, editor
        self.ready = False
        self.listed: list[Delivery] = []
        self.shown: Shown | None = None
        self.before: Draft | None = None
        self.why = CHANGED
        self.remark = ""
        self.plan: Binding | None = None
        self.wanted = ""
        self.came = 0.0
        self.trouble: Exception | None = None
        for each in PALETTES.values():
            self.register_theme(each.theme)
        self.dress(palette)

    def dress(self, palette: Name) -> None:
        """Other colours."""
        self.palette = PALETTES[palette]
        self.canvas = Canvas(self.palette.styles, self.palette.chosen)
        self.theme = self.palette.theme.name

    def paint(self) -> Canvas:
        """What every pane writes with."""
        return self.canvas

    def compose(self) -> ComposeResult:
        """The panes."""
        yield Band(self.paint, "bar")
        with Container(id="middle"):
            yield Listing(self.paint, "queue")
            with Vertical(id="sheet"):
                for name in ("head", "fate", "body", "problems"):
                    yield Paper(self.paint, name)
        yield Paper(self.paint, "says")
        yield Input(id="words", compact=True, placeholder="words of a title, an account, a state; Enter keeps, Esc shows all")
        yield Band(self.paint, "keys")

    @property
    def narrow(self) -> bool:
        """Whether the draft stands under the list."""
        return self.size.width < NARROW

    def fit(self) -> None:
        """The panes, as this terminal's width wants them."""
        self.screen.set_class(self.narrow, "-narrow")

    def on_resize(self) -> None:
        """Another width, another place for the draft: once the width is the new one."""
        self.call_later(self.refit)

    def refit(self) -> None:
        """The panes for another width, where that makes a difference."""
        if self.screen.has_class("-narrow") != self.narrow:
            self.fit()
            self.show_sheet(stay=True)
        elif self.ready:
            self.show_keys()

    @property
    def queue(self) -> Listing:
        """The left side."""
        return self.query_one("#queue", Listing)

    def paper(self, name: str) -> Paper:
        """A part of the right side, or the line that says what came of a key."""
        return self.query_one(f"#{name}", Paper)

    def say(self, words: str, style: Style = "") -> None:
        """One line for the person; it stays until the next one."""
        self.paper("says").show([(Run(words, style),)])

    @contextmanager
    def spoken(self) -> Iterator[None]:
        """What is refused inside is said, not raised."""
        try:
            yield
        except UserError as error:
            self.say(str(error), "bad")
        except OSError as error:
            self.say(f"{error.filename or 'A file'}: {error.strerror or error}. Mend that, then try again.", "bad")

    def list_again(self) -> None:
        """The list and the counts above it, as the session has them now."""
        self.listed = [*self.session.entries.values()]
        self.queue.show(rows(self.listed, self.wanted), self.shown.delivery.id if self.shown else "")
        self.show_bar()

    def show_bar(self) -> None:
        """How much is left, and whether somebody is there to send it."""
        left = [one for one in self.session.entries.values() if one.state in TO_DECIDE]
        posts = len({one.post for one in left})
        count = f"{len(left):,} wait for your yes, of {posts:,} post{'s' * (posts != 1)}" if left else "nothing waits for your yes"
        only = (Run(f"  only: {self.wanted}", "warn"),) if self.wanted else ()
        self.query_one("#bar", Band).show((" ", Run("bot review", "title"), "  ", count, *only), self.aside())

    def aside(self) -> Line:
        """What stands at the right of the uppermost line."""
        return ()

    def open_first(self) -> None:
        """The first delivery that can have a yes, else the first."""
        ids = self.queue.ids
        self.open_(next((id_ for id_ in ids if not self.session.entries[id_].blocked), next(iter(ids), "")))

    def open_(self, id_: str, *, by_itself: bool = False) -> None:
        """Puts another delivery on the desk; `by_itself` where nobody asked for just this one."""
        if not id_:
            self.clear()
            return
        with self.spoken():
            self.shown, self.before, self.plan = self.session.look(id_), None, None
            self.came, self.remark = time.monotonic() if by_itself else 0.0, ""
            self.show_sheet()
            self.queue.choose(id_)
            self.call_after_refresh(self.reckon, self.shown)

    def clear(self) -> None:
        """Nothing is on the desk."""
        self.shown = self.plan = self.before = None
        for name in ("head", "fate", "problems"):
            self.paper(name).show(())
        words = "Nothing here has these words." if self.wanted else "Nothing waits for your yes. What comes will show here by itself."
        self.paper("body").show([(Run(words, "faint"),)])
        self.show_keys()

    def show_sheet(self, *, stay: bool = False) -> None:
        """The right side, as what is shown now says."""
        from bot.desk import sheets

        shown = self.shown
        if shown is None:
            return
        account = self.session.workspace.settings.accounts.get(shown.delivery.account)
        self.paper("head").show(sheets.head(shown, account.handle if account else "", brief=self.narrow))
        self.paper("body").show(sheets.body(shown, self.look(shown.draft), self.before, self.why), stay=stay)
        self.paper("problems").show(sheets.problems(shown.draft))
        self.show_fate()
        self.show_keys()

    def show_fate(self) -> None:
        """When it would go out, or what became of it."""
        from bot.desk import sheets

        if self.shown is not None:
            now = self.session.workspace.clock.now()
            self.paper("fate").show([sheets.fate(self.shown.delivery, self.plan, now)])

    def show_keys(self) -> None:
        """The keys that do something here."""
        self.query_one("#keys", Band).show((), (), keys.offered(self.shown, self.size.width))

    def reckon(self, shown: Shown) -> None:
        """What a yes to what is shown would bind, once that has been painted."""
        if shown is not self.shown or shown.delivery.state not in TO_DECIDE:
            return
        with self.spoken():
            self.plan = self.session.plan(shown)
            if self.plan.draft.fingerprint != shown.draft.fingerprint:
                self.renew()
                return
            self.show_fate()

    def renew(self, why: str = CHANGED) -> None:
        """What is shown, read again: a change of it is shown beside what was there, and asked again."""
        if self.shown is None:
            return
        with self.spoken():
            old, fresh = self.shown, self.session.look(self.shown.delivery.id)
            changed = old.draft.fingerprint != fresh.draft.fingerprint
            if changed:
                self.before, self.why, self.came = old.draft, why, time.monotonic()
                said = "It changed: read it again. Nothing of it is approved." if why == CHANGED else "Read again."
                self.say(f"{said} {self.remark}".rstrip(), "warn")
            self.shown, self.plan = fresh, None
            if fresh != old:
                self.show_sheet(stay=not changed)
            self.call_after_refresh(self.reckon, fresh)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Nothing can be done before there is something to do it with, but to go."""
        return self.ready or action == "quit"

    def _handle_exception(self, error: Exception) -> None:
        """Textual would print a traceback with the words of posts in it, raw; ours is written down where crashes go."""
        self.trouble = self.trouble or error
        self.exit()
