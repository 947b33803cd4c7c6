"""What lies over the desk for a moment: a choice, a time, a look at all of a post, the keys. Escape always changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding as Key
from textual.containers import Vertical
from textual.screen import ModalScreen

from bot.desk.panes import Band, Paint, Paper
from bot.terminal.parts import BLANK, Line, Part, Run

if TYPE_CHECKING:
    from textual.app import ComposeResult


Answer = TypeVar("Answer")

YES: Line = (Run(" Enter", "title"), " yes ")
NO: Line = (Run(" Esc", "title"), " no ")
CHOOSE: Line = (Run(" Enter", "title"), " choose ")
BACK: Line = (Run(" Esc", "title"), " back ")


class Over(ModalScreen[Answer], Generic[Answer]):
    """A frame in the middle with a title, a sheet and the keys below it."""

    DEFAULT_CSS = """
    Over { align: center middle; background: $background 60%; }
    Over > Vertical { width: 76; max-width: 96%; height: auto; max-height: 90%; border: round $line; background: $surface; padding: 0 1; }
    Over .sheet { height: auto; max-height: 1fr; margin: 1 0; scrollbar-size-vertical: 1; }
    Over.-large > Vertical { width: 94%; height: 94%; }
    Over.-large .sheet { height: 1fr; }
    Over Input { background: $background; }
    """
    BINDINGS: ClassVar = [
        Key("escape", "answer(None)"), Key("space,pagedown", "turn(1)"), Key("b,pageup", "turn(-1)"),
        Key("J", "move(1)"), Key("K", "move(-1)"), Key("down,j", "move(1)"), Key("up,k", "move(-1)"),
    ]  # fmt: skip

    def __init__(self, paint: Paint, title: Line, parts: Sequence[Part]) -> None:
        super().__init__()
        self.paint, self.heading, self.parts = paint, title, parts

    def compose(self) -> ComposeResult:
        """Title, sheet, keys."""
        with Vertical():
            yield Band(self.paint, "over-title")
            self.sheet = Paper(self.paint, "over-sheet")
            self.sheet.add_class("sheet")
            yield self.sheet
            yield from self.more()
            yield Band(self.paint, "over-keys")

    def more(self) -> ComposeResult:
        """What else stands above the keys."""
        yield from ()

    def on_mount(self) -> None:
        """Shows what it was given."""
        self.query_one("#over-title", Band).show(self.heading)
        self.sheet.show(self.parts)
        self.query_one("#over-keys", Band).show((), (), self.keys())

    def keys(self) -> list[tuple[Line, str]]:
        """The keys, with what a click on them does."""
        return [(BACK, "screen.answer(None)")]

    def action_answer(self, answer: Answer | None) -> None:
        """Ends it."""
        self.dismiss(answer)

    def action_turn(self, pages: int) -> None:
        """A page further."""
        self.sheet.scroll_relative(y=pages * max(1, self.sheet.size.height - 2), animate=False)

    def action_move(self, lines: int) -> None:
        """A line further."""
        self.sheet.scroll_relative(y=lines, animate=False)


class Leaf(Over[None]):
    """Something to read."""

    BINDINGS: ClassVar = [Key("q,question_mark,enter", "answer(None)")]


class Agree(Over[bool]):
    """A question about all that is shown. `tell` gives it again when a picture in it was made."""

    BINDINGS: ClassVar = [Key("enter,y", "answer(True)"), Key("n,q", "answer(None)")]

    def __init__(self, paint: Paint, title: Line, tell: Callable[[], Sequence[Part]]) -> None:
        super().__init__(paint, title, tell())
        self.tell = tell
        self.add_class("-large")

    def hang(self) -> None:
        """Shows the pictures that were made."""
        self.sheet.show(self.tell(), stay=True)

    def keys(self) -> list[tuple[Line, str]]:
        """Yes and no."""
        return [(YES, "screen.answer(True)"), (NO, "screen.answer(None)")]


class Choice(Over[int]):
    """One of several lines; gives its place, from 0."""

    BINDINGS: ClassVar = [
        Key("down,j", "step(1)"), Key("up,k", "step(-1)"), Key("enter", "take"), Key("q", "answer(None)"),
        *(Key(str(number), f"answer({number - 1})") for number in range(1, 10)),
    ]  # fmt: skip

    def __init__(self, paint: Paint, title: Line, options: Sequence[Line], below: Sequence[Part] = ()) -> None:
        self.options, self.below, self.at = options, below, 0
        super().__init__(paint, title, self.lines())

    def lines(self) -> list[Part]:
        """The options, one of them marked."""
        marked: list[Part] = [
            (Run("▌ " if place == self.at else "  ", "title"), Run(f"{place + 1}  ", "faint"), *option)
            for place, option in enumerate(self.options)
        ]
        return [*marked, *([BLANK, *self.below] if self.below else [])]

    def keys(self) -> list[tuple[Line, str]]:
        """Choose or go back."""
        return [(CHOOSE, "screen.take"), (BACK, "screen.answer(None)")]

    def action_step(self, steps: int) -> None:
        """Another option."""
        self.at = min(max(self.at + steps, 0), len(self.options) - 1)
        self.sheet.show(self.lines(), stay=True)

    def action_take(self) -> None:
        """The marked one."""
        self.dismiss(self.at)

    def action_answer(self, answer: int | None) -> None:
        """The one whose number was typed, where there is one."""
        if answer is None or answer < len(self.options):
            self.dismiss(answer)
