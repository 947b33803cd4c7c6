"""What a person decides at the desk: yes, no, another time, and taking that back. Each is one function of the service."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.desk.rows import TO_DECIDE
from bot.desk.vigil import Vigil
from bot.errors import UserError
from bot.model.delivery import State
from bot.terminal.parts import Line, Part, Run

if TYPE_CHECKING:
    from bot.desk.session import Shown
    from bot.rules.schedule import Moment
    from bot.service.approve import Binding

GLANCE = 0.3
"""Seconds for which a draft that came up by itself must have been there before a yes counts: a key that is held down reads nothing."""


class Decisions(Vigil):
    """The keys that decide."""

    def action_approve(self) -> None:
        """The yes to exactly what is on the screen."""
        if self.shown is None or not self._may_decide():
            return
        with self.spoken():
            self.plan = self.plan or self.session.plan(self.shown)
            self._bind(self.plan)

    def _may_decide(self) -> bool:
        """Whether a person can have read what is there, and it is what there is."""
        if time.monotonic() - self.came < GLANCE:
            self.say("Look at this one first; then press it again.", "warn")
            return False
        if self.stale:
            self.say("Its file changed, and is being read again. One moment.", "warn")
            return False
        return True

    def _bind(self, plan: Binding) -> None:
        if plan.moment is None:
            self.show_fate()
            self.say(plan.refusal or "There is nothing to approve here.", "bad")
            return
        (outcome,) = self.session.approve([plan])
        self._after(outcome.ok, f"{plan.delivery.account} {outcome.words}" if outcome.ok else outcome.words)

    def action_approve_post(self) -> None:
        """Shows all of the post, and asks for one yes to all of it."""
        from bot.desk import sheets
        from bot.desk.dialogs import Agree

        if self.shown is None:
            return
        with self.spoken():
            plans = self.session.plan_post(self.shown.delivery.post)
            if not plans:
                raise UserError("Nothing of this post can have a yes now.")
            now = self.session.workspace.clock.now()

            def tell() -> list[Part]:
                return [part for each in plans for part in sheets.bound(each, self.look(each.draft), now)]

            title: Line = (
                Run(f"Approve {'this one' if len(plans) == 1 else f'these {len(plans)}'}?", "strong"),
                f"  {plans[0].delivery.title}",
            )
            self.push_screen(Agree(self.paint, title, tell), lambda agreed: self._bind_all(plans) if agreed else None)

    def _bind_all(self, plans: list[Binding]) -> None:
        with self.spoken():
            outcomes = self.session.approve(plans)
            refused = [outcome.words for outcome in outcomes if not outcome.ok]
            words = f"{len(outcomes) - len(refused)} of {len(outcomes)} approved. {refused[0]}" if refused else f"{len(outcomes)} approved"
            self._after(not refused, words)

    def action_reject(self) -> None:
        """The no."""
        if self.shown is None:
            return
        with self.spoken():
            outcome = self.session.reject(self.shown.delivery.id)
            self._after(outcome.ok, f"{self.shown.delivery.account} rejected" if outcome.ok else outcome.words)

    def action_undo(self) -> None:
        """Takes back the decision about what is shown, else the last one."""
        with self.spoken():
            outcome = self.session.take_back(self.shown.delivery.id if self.shown else None)
            self.say(f"{outcome.id} {outcome.words}" if outcome.ok else outcome.words, "good" if outcome.ok else "bad")
            self.list_again()
            self.open_(outcome.id)

    def _after(self, ok: bool, words: str) -> None:
        """Says what came of a decision, and goes on to the next one that wants one."""
        self.say(f"{words}   (u takes it back)" if ok else words, "good" if ok else "bad")
        self.list_again()
        if not ok or self.shown is None:
            self.renew()
            return
        here, ids = self.shown.delivery.id, self.queue.ids
        at = ids.index(here) if here in ids else 0
        following = next((id_ for id_ in [*ids[at:], *ids[:at]] if self.session.entries[id_].state in TO_DECIDE), here)
        self.open_(following, by_itself=following != here)

    def action_time(self) -> None:
        """Another time: for what has its yes, or together with the yes."""
        if self.shown is None:
            return
        one, workspace = self.shown.delivery, self.session.workspace
        if one.state not in {*TO_DECIDE, State.APPROVED}:
            self.say(f"It {one.meaning()}, so it has no time to move.", "warn")
            return
        from bot.desk.planner import Times
        from bot.service import times

        with self.spoken():
            account, promised = workspace.account(one.account), times.promises(workspace, workspace.account(one.account), but=one.id)
            words = "Move to another time" if one.state == State.APPROVED else "Approve, for another time"
            over = Times(
                self.paint,
                (Run(words, "strong"), f"  {one.account}"),
                account.rhythm,
                workspace.clock.now(),
                page=lambda start: times.coming(workspace, account, start, asked=one),
                heard=lambda said: times.heard(workspace, one, said),
                promised=promised,
            )
            asked = self.shown
            self.push_screen(over, lambda moment: self._timed(asked, moment) if moment else None)

    def _timed(self, asked: Shown, moment: Moment) -> None:
        """Another time for what was on the screen when it was asked for."""
        if self.shown is None or self.shown.draft.fingerprint != asked.draft.fingerprint:
            self.say("It changed meanwhile: read it again. Nothing of it is approved.", "warn")
            return
        with self.spoken():
            one = self.shown.delivery
            if one.state == State.APPROVED:
                outcome = self.session.reschedule(one.id, moment.wall)
                self.say(f"{one.account} {outcome.words}" if outcome.ok else outcome.words, "good" if outcome.ok else "bad")
                self.list_again()
                self.renew()
            elif self._may_decide():
                plan = self.plan or self.session.plan(self.shown)
                self._bind(self.session.at(plan, moment))
