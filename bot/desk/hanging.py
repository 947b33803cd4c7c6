"""Which pictures go out with a draft, and in which order: a dialog, whose answer is written into the account's sidecar."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding as Key
from textual.message import Message

from bot.desk.dialogs import BACK, Over
from bot.desk.edits import Edits
from bot.desk.room import EDITED
from bot.desk.rows import TO_DECIDE
from bot.errors import UserError
from bot.terminal.parts import BLANK, Line, Part, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.desk.panes import Paint
    from bot.desk.session import Shown
    from bot.model.draft import Media
    from bot.service.choosing import Candidate, Written
    from bot.service.workspace import Workspace
    from bot.terminal.parts import Inner

KEEP: Line = (Run(" Enter", "title"), " keep ")
PUT: Line = (Run(" space", "title"), " in/out ")
SWAP: Line = (Run(" s", "title"), " swap ")
MOVE: Line = (Run(" J K", "title"), " order ")
NONE: Line = (Run(" n", "title"), " none ")
ANEW: Line = (Run(" o", "title"), " auto ")

AROUND = 14
"""Rows of the dialog that are neither a name nor part of a picture."""

FEWEST, NAMES = 4, 34
"""Rows that a picture always has, and the columns that numbers, marks and places take of a line."""


class Pictures(Over["tuple[str, ...] | str"]):
    """The pictures that go out, in their order, above those that do not. Gives names, or "" for as bot chooses them."""

    BINDINGS: ClassVar = [
        Key("down,j", "step(1)"), Key("up,k", "step(-1)"), Key("J,shift+down", "move(1)"), Key("K,shift+up", "move(-1)"),
        Key("space,x", "put"), Key("s", "swap"), Key("n", "none"), Key("o", "anew"), Key("enter", "keep"), Key("q", "answer(None)"),
        *(Key(str(number), f"mark({number - 1})") for number in range(1, 10)),
    ]  # fmt: skip

    def __init__(self, paint: Paint, title: Line, known: Sequence[Candidate], small: Callable[[Media, int], tuple[Inner, ...]]) -> None:
        self.small = small
        self.chosen = [each for each in known if each.segment]
        self.others = [each for each in known if not each.segment]
        self.begun = list(self.chosen)
        self.at = 0
        super().__init__(paint, title, self.lines())
        self.add_class("-large")

    @property
    def listed(self) -> list[Candidate]:
        """All of them, as they are listed."""
        return [*self.chosen, *self.others]

    def lines(self) -> list[Part]:
        """Both lists, then the marked one in small with all its words."""
        shown: list[Part] = [(Run("Go out, in this order:" if self.chosen else "No picture goes out.", "faint"),)]
        for place, each in enumerate(self.listed):
            if place == len(self.chosen):
                shown += [BLANK, (Run("Of the article as well:", "faint"),)]
            shown.append(self._line(place, each))
        if not self.listed:
            return [(Run("The article has no pictures, tables, code or formulas to show.", "warn"),)]
        marked = self.listed[self.at]
        rows = max(FEWEST, self.app.size.height - len(self.listed) - AROUND)
        small: tuple[Part, ...] = self.small(marked.media, rows) if marked.media else ((Run("It is drawn when it is kept.", "faint"),),)
        said = [(Run(line, "" if marked.alt else "warn"),) for line in (marked.alt or "no alt text").split("\n")]
        return [*shown, BLANK, *small, *said]

    def _line(self, place: int, each: Candidate) -> Line:
        here, out = place == self.at, place < len(self.chosen)
        where = f"  post {each.segment}" if out and self.chosen == self.begun else ""
        alt, room = each.alt.split("\n", 1)[0], max(12, min(90, self.app.size.width - NAMES - len(each.name)))
        return (
            Run("▌ " if here else "  ", "title"),
            Run(f"{place + 1}  ", "faint"),
            Run("✓ " if out else "  ", "good"),
            Run(each.name, "strong" if here else ""),
            Run(where, "tag"),
            Run(f"  {alt[:room]}{'…' * (len(alt) > room)}" if alt else "  no alt text", "faint" if alt else "warn"),
        )

    def keys(self) -> list[tuple[Line, str]]:
        """What can be done with them."""
        return [
            (KEEP, "screen.keep"), (PUT, "screen.put"), (SWAP, "screen.swap"), (MOVE, "screen.move(1)"), (NONE, "screen.none"),
            (ANEW, "screen.anew"), (BACK, "screen.answer(None)"),
        ]  # fmt: skip

    def hang(self) -> None:
        """Shows them as they are now."""
        self.at = min(self.at, max(0, len(self.listed) - 1))
        self.sheet.show(self.lines(), stay=True)

    def action_step(self, steps: int) -> None:
        """Marks another one."""
        self.action_mark(self.at + steps)

    def action_mark(self, place: int) -> None:
        """Marks the one at `place`, or the last."""
        self.at = max(0, min(place, len(self.listed) - 1))
        self.hang()

    def action_move(self, steps: int) -> None:
        """Gives the marked one another place among those that go out."""
        to = self.at + steps
        if self.at < len(self.chosen) and 0 <= to < len(self.chosen):
            self.chosen.insert(to, self.chosen.pop(self.at))
            self.action_mark(to)

    def action_put(self) -> None:
        """Takes the marked one out, or lets it go out as the last one."""
        if not self.listed:
            return
        if self.at < len(self.chosen):
            self.others.insert(0, self.chosen.pop(self.at))
        else:
            self.chosen.append(self.others.pop(self.at - len(self.chosen)))
            self.at = len(self.chosen) - 1
        self.hang()

    def action_swap(self) -> None:
        """Another one in the place of the marked one: each that does not go out, in turn. One that does not takes the last place."""
        if self.at < len(self.chosen) and self.others:
            self.others.append(self.chosen[self.at])
            self.chosen[self.at] = self.others.pop(0)
        elif self.listed and self.chosen:
            place = self.at - len(self.chosen)
            self.chosen[-1], self.others[place] = self.others[place], self.chosen[-1]
        self.hang()

    def action_none(self) -> None:
        """Takes all of them out."""
        self.others, self.chosen = [*self.chosen, *self.others], []
        self.hang()

    def action_anew(self) -> None:
        """As bot chooses them."""
        self.dismiss("")

    def action_keep(self) -> None:
        """Keeps them; where nothing was changed, nothing is written."""
        self.dismiss(None if self.chosen == self.begun else tuple(each.name for each in self.chosen))


class Hanging(Edits):
    """The edits, and those of pictures. Each is taken back by undo, as long as nothing else was written into that file."""

    class Found(Message):
        """The pictures of a draft were found out, or `words` are why they could not be."""

        def __init__(self, shown: Shown, known: Sequence[Candidate], words: str) -> None:
            super().__init__()
            self.shown, self.known, self.words = shown, known, words

    def on_load(self) -> None:
        """Nothing was hung yet."""
        self.hung: dict[str, list[Written]] = {}

    def action_pictures(self) -> None:
        """The pictures of this draft; they are found out beside the desk, as the article is read anew for that."""
        if self.shown is None:
            return
        self.say("Looking for its pictures ...")
        shown, workspace = self.shown, self.session.workspace
        threading.Thread(target=lambda: self.post_message(_found(workspace, shown)), daemon=True).start()

    def on_hanging_found(self, event: Found) -> None:
        """Asks which of them shall go out."""
        if event.words:
            self.say(event.words, "bad")
            return
        if self.shown is None or self.shown.delivery.id != event.shown.delivery.id or len(self.screen_stack) > 1:
            return
        self.say("")
        title: Line = (Run("Pictures", "strong"), f"  {event.shown.delivery.account}")
        self.push_screen(Pictures(self.paint, title, event.known, self.small), lambda names: self._hang(event.shown, names))

    def _hang(self, shown: Shown, names: tuple[str, ...] | str | None) -> None:
        if names is None:
            return
        from bot.service import choosing

        with self.spoken():
            wish = None if isinstance(names, str) else names
            written = choosing.choose(self.session.workspace, shown.delivery, wish)
            if written.before == written.after:
                self.say("They are as bot chooses them already.")
                return
            self.hung.setdefault(shown.delivery.id, []).append(written)
            self.say(f"{written.file.name} says so now   (u takes it back)", "good")
            self.read_folder(EDITED)

    def action_undo(self) -> None:
        """The pictures as they were, where they were the last that was changed of what is shown; else as in the room below."""
        hung = self.hung.get(self.shown.delivery.id) if self.shown and self.shown.delivery.state in TO_DECIDE else None
        if not hung:
            super().action_undo()
            return
        from bot.service import choosing

        with self.spoken():
            choosing.restore(hung.pop())
            self.say("The pictures are as they were.", "good")
            self.read_folder(EDITED)


def _found(workspace: Workspace, shown: Shown) -> Hanging.Found:
    """The pictures of a draft, found out with a store of its own, as one store serves one thread."""
    from bot.service import choosing

    own = workspace.with_own_store()
    with own.store:
        try:
            return Hanging.Found(shown, choosing.candidates(own, shown.delivery), "")
        except (UserError, OSError) as error:
            return Hanging.Found(shown, (), str(error))
