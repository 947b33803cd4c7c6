"""The questions of the plain walk, in lines that can be heard: another time, which pictures, which problem, all of a post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.cli.show import look
from bot.desk import sheets
from bot.errors import UserError
from bot.terminal import say, when

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.desk.session import Session, Shown
    from bot.service.approve import Binding, Outcome
    from bot.service.choosing import Candidate, Written
    from bot.service.times import Day, Moment

NO_PICTURES = "The article has no pictures, tables, code or formulas to show."


def another_time(session: Session, plan: Binding) -> Outcome | None:
    """A yes for another time, which is read back first: one of the account's slots, two weeks at a time, or a time in words."""
    from bot.service import times

    workspace, start = session.workspace, 0
    account = workspace.account(plan.delivery.account)
    while True:
        days = times.coming(workspace, account, start, asked=plan.delivery)
        free = _slots(days)
        words = say.answer("A number, a time (tomorrow 9am), m for later days, nothing for back: ")
        if words != "m":
            break
        start += len(days)
    if not words:
        return None
    moment = free.get(words) or times.heard(workspace, plan.delivery, words)
    note = times.remarked(workspace, plan.delivery, moment).note
    if not say.yes(f"Approve for {moment.wall}{f' ({note})' if note else ''}?"):
        return None
    return session.approve([session.at(plan, moment)])[0]


def _slots(days: Sequence[Day]) -> dict[str, Moment]:
    """Says what each day holds; gives the free slots by the numbers that were said."""
    free: dict[str, Moment] = {}
    for day in days:
        for cell in day.cells:
            local = cell.moment.instant.to_tz(cell.moment.zone)
            at = f"{when.day(day.date)} {local.hour:02}:{local.minute:02}"
            number = f"{len(free) + 1}" if cell.kind == "free" else ""
            if number:
                free[number] = cell.moment
            say.line(f"{number} {at}, {cell.words()}".lstrip())
        if day.note:
            say.line(f"{when.day(day.date)}: {day.note}")
    if not any(day.cells for day in days):
        say.line("There is no slot in these two weeks.")
    return free


def pictures(session: Session, shown: Shown) -> Written | None:
    """Which pictures go out, in which order: all of them are named, then one answer says it. What was written down, if anything was."""
    from bot.service import choosing, editing

    known = choosing.candidates(session.workspace, shown.delivery)
    if not known:
        raise UserError(NO_PICTURES)
    for number, each in enumerate(known, 1):
        say.line(f"{number} {each.name}, {_place(each, len(shown.draft.segments))}: {_words(each)}")
    typed = say.answer("Which go out, in order (such as 2 1), none, auto, nothing for back: ")
    if not typed:
        return None
    names = None if typed == "auto" else () if typed == "none" else _named(typed, known)
    said = "as bot chooses them" if names is None else ", then ".join(names) or "none"
    if not say.yes(f"Pictures that go out: {said}. Is that right?"):
        return None
    written = choosing.choose(session.workspace, shown.delivery, names)
    if written.before == written.after:
        say.line("They are as bot chooses them already.")
        return None
    say.line(f"{written.file.name} says so now. u takes it back.")
    editing.read_again(session.workspace)
    return written


def _words(each: Candidate) -> str:
    """Its alternative text: of several lines the first, as code and tables are long."""
    first, *more = each.alt.split("\n")
    rest = f" ({len(more)} more line{'s' * (len(more) != 1)})" if more else ""
    return f"{first}{rest}" if first else "no alt text"


def _place(each: Candidate, segments: int) -> str:
    if not each.segment:
        return "does not go out"
    return f"goes out with post {each.segment} of {segments}" if segments > 1 else "goes out"


def _named(typed: str, known: Sequence[Candidate]) -> tuple[str, ...]:
    """The pictures whose numbers were typed. Raises UserError."""
    numbers = re.split(r"[\s,]+", typed.strip(", "))
    wrong = next((each for each in numbers if not (each.isdecimal() and 0 < int(each) <= len(known))), None)
    if wrong is not None:
        raise UserError(f"There is no picture {wrong}. Type numbers from 1 to {len(known)}, such as: 1")
    return tuple(dict.fromkeys(known[int(each) - 1].name for each in numbers))


def waive(session: Session, shown: Shown) -> None:
    """A problem that was seen and is meant so. Raises UserError where there is none."""
    from bot.service import editing, waiving

    found = waiving.waivable(shown.draft)
    if not found:
        raise UserError("There is nothing here that can be waived.")
    for number, each in enumerate(found, 1):
        say.line(f"{number} {each.code}: {each.message}")
    typed = say.answer("Which number was seen and is meant so (nothing for back): ")
    if typed.isdecimal() and 0 < int(typed) <= len(found):
        waiving.waive(session.workspace, shown.delivery, found[int(typed) - 1].code)
        editing.read_again(session.workspace)


def whole_post(session: Session, shown: Shown, tell: Callable[[Outcome], None]) -> None:
    """Shows all of a post that can have a yes, asks for one yes to all of it, and tells what came of each. Raises UserError."""
    plans = session.plan_post(shown.delivery.post)
    if not plans:
        raise UserError("Nothing of this post can have a yes now.")
    now = session.workspace.clock.now()
    for each in plans:
        say.line(f"On {each.delivery.account}:")
        say.show(sheets.bound(each, look(each.draft), now))
    if say.yes(f"Approve {'this one' if len(plans) == 1 else f'these {len(plans)}'}?"):
        for outcome in session.approve(plans):
            tell(outcome)
