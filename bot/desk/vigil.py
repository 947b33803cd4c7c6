"""What happens beside the desk: others decide, files and settings change. Looked at once a second, and cheaply."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk.ahead import Ahead, of_each_platform
from bot.desk.gallery import Gallery
from bot.desk.panes import Band
from bot.desk.room import CHANGED
from bot.errors import UserError
from bot.terminal.parts import Line, Run

if TYPE_CHECKING:
    from pathlib import Path

    from bot.service.workspace import Workspace

EVERY = 1.0
"""Seconds between two looks."""

SOON = 0.1
"""Seconds between two looks at whether the folder has been read."""

ROUND = 5
"""Every so many looks, whether the service runs."""

Stamp = tuple[int, int]


class Vigil(Gallery):
    """The room, and its ears. While files are read again nothing is approved: what is on the screen may be old."""

    stale = False
    running: bool | None = None
    _reader: Reader | None = None
    _again = ""
    _looks = 0
    _stamps: tuple[Stamp, ...] = ()
    _configured: Stamp = (0, 0)

    def on_mount(self) -> None:
        """The empty panes are painted first, then what lies on them."""
        self.fit()
        self.query_one("#bar", Band).show((" ", Run("bot review", "title")))
        self.call_after_refresh(self.sit_down)

    def sit_down(self) -> None:
        """Opens the workspace; the first delivery lies there at once."""
        try:
            self.session = self.prepare()
        except UserError as error:
            self._handle_exception(error)
            return
        self.ready = True
        self.list_again()
        self.open_first()
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """Begins to listen. Where no service reads the folder, the desk reads it once itself."""
        self._configured = _stamp(self.session.workspace.settings.root / "config" / "bot.yaml")
        self.ask_for_service()
        self.set_interval(EVERY, self.hear)
        if not self.running:
            self.read_folder(written=False)
        Ahead(of_each_platform(self.session), self.plain_look, self.palette.styles).start()

    @property
    def gone(self) -> bool:
        """Whether the desk is being left: its panes go before its timers do."""
        return not self.query("#bar")

    @property
    def reading(self) -> bool:
        """Whether the folder is being read."""
        return self._reader is not None

    def ask_for_service(self) -> None:
        """Whether the service runs; the uppermost line says so."""
        from bot.service import lock

        running = lock.holder(self.session.workspace.settings.state) is not None
        if running != self.running:
            self.running = running
            self.show_bar()

    def aside(self) -> Line:
        """Whether anything goes out at all."""
        if self.reading:
            return (Run("reading the files again ", "warn"),)
        if self.running is None:
            return ()
        return (Run("service runs ", "good"),) if self.running else (Run("service is off: bot run ", "warn"),)

    def hear(self) -> None:
        """What changed since the last look, if anything."""
        if self.gone:
            return
        self._looks += 1
        with self.spoken():
            if self._looks % ROUND == 0:
                self.ask_for_service()
            self.settings_changed()
            if self.files() != self._stamps:
                self.read_folder()
            self.hear_others()

    def hear_others(self, why: str = CHANGED) -> None:
        """What others decided, and whether what is shown is still what there is."""
        told = self.session.news()
        if told is None:
            return
        if told:
            self.say(" · ".join(told[-3:]), "good")
        if [*self.session.entries.values()] != self.listed:
            self.list_again()
        if self.shown is None:
            self.open_first()
        else:
            self.renew(why)

    def open_(self, id_: str, *, by_itself: bool = False) -> None:
        """As in the room; its files are watched from now on."""
        super().open_(id_, by_itself=by_itself)
        self._stamps = self.files()

    def files(self) -> tuple[Stamp, ...]:
        """What the post and the account's own text were like when they were last looked at."""
        if self.shown is None:
            return ()
        one, workspace = self.shown.delivery, self.session.workspace
        record = workspace.store.post(one.post)
        if record is None:
            return ()
        post = workspace.settings.posts.path / record.path
        return _stamp(post), _stamp(post.with_name(f"{post.stem}.{one.account}{post.suffix}"))

    def settings_changed(self) -> None:
        """Another configuration counts at once, and what it makes of the posts is read."""
        workspace = self.session.workspace
        stamp = _stamp(workspace.settings.root / "config" / "bot.yaml")
        if stamp == self._configured or workspace.reload is None:
            return
        self._configured = stamp
        self.session.workspace = replace(workspace, settings=workspace.reload())
        self.say("The configuration changed.", "warn")
        self.read_folder()

    def read_folder(self, why: str = CHANGED, *, written: bool = True) -> None:
        """Has the posts folder read, beside the screen; what came of it is heard when that is done. `written` says that what is
        shown may be old by now."""
        self.stale = self.stale or written
        self._stamps = self.files()
        if self.reading:
            self._again = self._again or (why if written else "")
            return
        self._reader = Reader(self.session.workspace)
        self._reader.start()
        self.show_bar()
        self.set_timer(SOON, lambda: self.have_read(why))

    def have_read(self, why: str) -> None:
        """Looks whether the folder was read, until it was; then hears what came of it."""
        reader = self._reader
        if self.gone:
            return
        if reader is None or reader.is_alive():
            self.set_timer(SOON, lambda: self.have_read(why))
            return
        self._reader, self.stale = None, False
        self.show_bar()
        if reader.words:
            self.say(reader.words, "bad")
        with self.spoken():
            self.hear_others(why)
            again, self._again = self._again, ""
            if again or self.files() != self._stamps:
                self.read_folder(again or CHANGED)


class Reader(threading.Thread):
    """Reads the folder with a store of its own, as one store serves one thread. `words` are why it could not."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(daemon=True)
        self._workspace = workspace
        self.words = ""

    def run(self) -> None:
        """Reads until what was written has settled."""
        from bot.service import editing

        own = self._workspace.with_own_store()
        with own.store:
            try:
                editing.read_again(own)
            except (UserError, OSError) as error:
                self.words = str(error)


def _stamp(file: Path) -> Stamp:
    """Size and time of writing, or nothing where it is not there."""
    try:
        about = file.stat()
    except (OSError, ValueError):  # a name may hold a NUL
        return (-1, 0)
    return about.st_size, about.st_mtime_ns
