"""`bot review --plain`: the same desk line by line, for screen readers, simple terminals and slow lines. Nothing is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli import asking
from bot.cli.show import look
from bot.desk import sheets
from bot.desk.rows import TO_DECIDE, Entry, rows
from bot.errors import UserError
from bot.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.desk.session import Session, Shown
    from bot.model.draft import Draft
    from bot.service.approve import Binding, Outcome
    from bot.service.choosing import Written

ASK = "a approve, r reject, t time, e edit, n next, ? more, q quit: "

KEYS = (
    "a  approve what was shown, for the time that was said",
    "A  approve all of this post: shows all of it first, and asks",
    "t  another time: free slots, or words such as tomorrow 9am",
    "r  reject",
    "u  take the last decision back, while nothing was sent; of pictures, the last change",
    "e  edit the text for this account; E edits the whole post",
    "w  waive a problem: seen, and meant so",
    "p  its pictures: which go out, and in which order",
    "n  next; k goes back to the one before",
    "s  say it again, whole",
    "/  only what holds some words: of a title, an account, a state",
    "q  quit",
)


def walk(session: Session) -> int:
    """Shows one after the other and asks; what was decided is said. Gives the exit code."""
    say.plainly()
    return Walk(session).to_the_end()


class Walk:
    """The way through the queue: where it is, what was said last and so is not said again by itself, what was there before an edit, and
    which changes of pictures can be taken back."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.at = 0
        self.wanted = ""
        self.said = ("", "")
        self.before: Draft | None = None
        self.hung: dict[str, list[Written]] = {}

    def to_the_end(self) -> int:
        """Until nothing is left or the person goes."""
        while True:
            left = self._left()
            if self.at >= len(left):
                say.line("That was the last one." if left else "Nothing waits for your yes any more.")
                return 0
            shown = self.session.look(left[self.at])
            plan = self.session.plan(shown)
            if self.said != (shown.delivery.id, shown.draft.fingerprint):
                say.line(f"{self.at + 1} of {len(left)}{f' with {self.wanted}' if self.wanted else ''}")
                self._show(shown, plan)
            self.said, self.before = (shown.delivery.id, shown.draft.fingerprint), None
            if not self._asked(shown, plan):
                return 0

    def _left(self) -> list[str]:
        """What wants a decision, post by post as on the desk; everything again where nothing has the words that were asked for."""
        entries = [row.delivery for row in rows(self.session.entries.values(), self.wanted) if isinstance(row, Entry)]
        left = [one.id for one in entries if one.state in TO_DECIDE]
        if not left and self.wanted:
            say.line(f"Nothing that waits has these words: {self.wanted}. All again:")
            self.wanted = ""
            return self._left()
        return left

    def _asked(self, shown: Shown, plan: Binding) -> bool:
        """One key that leads somewhere, and what it does; False where the person goes."""
        while (key := say.answer(ASK)) == "?":
            for each in KEYS:
                say.line(each)
        if key in {"q", ""}:
            return False
        try:
            self._do(shown, plan, key)
        except UserError as error:
            say.error(str(error))
        return True

    def _show(self, shown: Shown, plan: Binding) -> None:
        account = self.session.workspace.settings.accounts.get(shown.delivery.account)
        say.show(
            [
                *sheets.head(shown, account.handle if account else ""),
                sheets.fate(shown.delivery, plan, self.session.workspace.clock.now()),
                *sheets.body(shown, look(shown.draft), self.before, "Changed:"),
                *sheets.problems(shown.draft),
            ]
        )

    def _do(self, shown: Shown, plan: Binding, key: str) -> None:
        """What a key asks for. What was decided is no longer among those that are left, so the place stays the same."""
        changes: dict[str, Callable[[], None]] = {
            "e": lambda: self._edit(shown),
            "E": lambda: self._edit(shown, whole=True),
            "w": lambda: asking.waive(self.session, shown),
            "p": lambda: self._pictures(shown),
        }
        decisions: dict[str, Callable[[], Outcome | None]] = {
            "a": lambda: self.session.approve([plan])[0],
            "r": lambda: self.session.reject(shown.delivery.id),
            "t": lambda: asking.another_time(self.session, plan),
        }
        if key in changes:
            changes[key]()
            self.before = shown.draft
        elif key in decisions:
            _tell(decisions[key]())
        elif key == "A":
            asking.whole_post(self.session, shown, _tell)
        elif key == "u":
            self._undo(shown)
        elif key in {"n", "k"}:
            self.at = self.at + 1 if key == "n" else max(0, self.at - 1)
        elif key == "s":
            self.said = ("", "")
        elif key == "/":
            self.said = ("", "")
            self.wanted, self.at = say.answer("Only what holds these words (nothing for all): "), 0
        else:
            say.line(f"There is no {key}. All keys: ?")

    def _edit(self, shown: Shown, *, whole: bool = False) -> None:
        from bot.cli.edit import open_for
        from bot.service import editing

        open_for(self.session.workspace, shown.delivery, shown.draft, whole=whole)
        editing.read_again(self.session.workspace)
        if self.session.look(shown.delivery.id).draft.fingerprint == shown.draft.fingerprint:
            say.line(editing.UNCHANGED)

    def _pictures(self, shown: Shown) -> None:
        written = asking.pictures(self.session, shown)
        if written is not None:
            self.hung.setdefault(shown.delivery.id, []).append(written)

    def _undo(self, shown: Shown) -> None:
        """The pictures as they were, where they were changed last of what is shown; else the last decision."""
        hung = self.hung.get(shown.delivery.id)
        if not hung:
            _tell(self.session.take_back(None))
            return
        from bot.service import choosing, editing

        choosing.restore(hung.pop())
        editing.read_again(self.session.workspace)
        self.before = shown.draft
        say.line("The pictures are as they were.")


def _tell(outcome: Outcome | None) -> None:
    if outcome is not None:
        say.line(f"{outcome.id} {outcome.words}")
