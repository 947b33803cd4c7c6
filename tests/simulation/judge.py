"""The judge: what people said on one side, what platforms took on the other. It reads no table of the service while days pass.

What a person said is in `Word`; the ledgers are the platforms' own. Only the last reckoning asks the store what it believes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bot.model.delivery import Delivery, State, StepRecord
from bot.model.draft import Draft
from tests.simulation.clock import instant, micros
from tests.simulation.network import Platform, Posted, Request
from tests.simulation.turns import MICRO, Process, Task, Turns

Key = tuple[str, str]
"""A delivery by its post and its account."""

Place = tuple[Key, int]
"""A segment of a delivery; the comment comes after the last one."""

GRACE = 600 * MICRO
"""How long after its deadline nothing may still be on its way, while nothing is wrong."""


class Violation(AssertionError):
    """The promise was broken."""


@dataclass(frozen=True)
class Yes:
    """One yes: its texts in order, and the times by the machine's clock between which a call may begin."""

    texts: tuple[str, ...]
    opens: int
    closes: int


@dataclass(frozen=True)
class Told:
    """A platform's wish to be left alone until then, heard by `task`: after so many commits of anybody, and with so many of its own."""

    until: int
    commits: int
    task: Task
    own: int


def key(delivery: Delivery) -> Key:
    """The delivery's name for the judge."""
    return delivery.post, delivery.account


def texts(draft: Draft) -> tuple[str, ...]:
    """All that a draft says, in order."""
    comment = str(draft.fields.get("comment") or "")
    return (*(segment.wire for segment in draft.segments), *((comment,) if comment else ()))


@dataclass
class Word:
    """What people said so far. `edits` are live texts and what a person wants there instead; `again` counts reasons to send anew."""

    yeses: dict[Key, Yes] = field(default_factory=dict)
    known: dict[str, dict[str, list[Place]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    paused: dict[str, int] = field(default_factory=dict)
    edits: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    again: Counter[Place] = field(default_factory=Counter)

    def yes(self, delivery: Delivery, draft: Draft, opens: int, closes: int) -> None:
        """A yes that was taken."""
        said = texts(draft)
        self.yeses[key(delivery)] = Yes(said, opens, closes)
        for index, text in enumerate(said):
            places, place = self.known[delivery.account][text], (key(delivery), index)
            places[:] = [*(each for each in places if each != place), place]

    def moved(self, delivery: Delivery, due: int, until: int, undo: int) -> None:
        """Another time under the same yes."""
        yes = self.yeses.get(key(delivery))
        if yes is not None:
            self.yeses[key(delivery)] = Yes(yes.texts, due + undo, until)


@dataclass
class Judge:
    """Looks at every request that leaves and at everything that is taken."""

    turns: Turns
    word: Word = field(default_factory=Word)
    taken: dict[Place, list[Posted]] = field(default_factory=lambda: defaultdict(list))
    told: dict[str, Told] = field(default_factory=dict)
    """Until when an account has to stay away."""

    def leaves(self, request: Request, platform: Platform) -> None:
        """A request leaves this machine."""
        told = self.told.get(request.account)
        wait = told.until if told and told.commits < request.commits else 0
        if max(self.turns.now, self.turns.machine) < wait:  # by a clock that is ahead it is over
            raise Violation(f"asked within a cool-down that ends {instant(wait)}: {request.account} {request.method} {request.path}")
        if request.method == "PUT":
            id_ = request.path.rpartition("/")[2]
            if request.body["text"] not in self.word.edits[id_]:
                raise Violation(f"nobody approved this edit of {id_}: {request.body['text']!r}")
        elif request.method == "POST" and not request.path.startswith("/uploads"):
            self._may_begin(request)

    def _may_begin(self, request: Request) -> None:
        text, account = request.body["text"], request.account
        places = self.word.known[account].get(text)
        if not places:
            raise Violation(f"nobody approved: {account} {text!r}")
        wrong = [self._wrong(request, place) for place in reversed(places)]
        if all(wrong):
            raise Violation(wrong[0])

    def _wrong(self, request: Request, place: Place) -> str:
        """Why a call for this segment may not begin, or nothing. A copy of an article says the same, by a yes of its own."""
        text, account = request.body["text"], request.account
        yes = self.word.yeses.get(place[0])
        if yes is None:
            return f"the yes was taken back: {account} {text!r}"
        if place[1] >= len(yes.texts) or yes.texts[place[1]] != text:
            return f"another text than the yes: {account} {text!r}"
        for name in ("", account):
            if self.word.paused.get(name, request.commits) < request.commits:
                return f"sent while {name or 'everything'} is paused: {account} {text!r}"
        begun = request.task.committed
        # The rest of a thread that a wrong clock sent too early goes on at once: nobody wants half of it for days.
        half = place[1] and self.taken.get((place[0], place[1] - 1))
        if not (half or yes.opens <= begun) or begun >= yes.closes:
            span = f"{instant(max(yes.opens, 0))} to {instant(yes.closes)}"
            return f"outside the window of its yes ({span}) at {instant(begun)}: {account} {text!r}"
        return ""

    def took(self, request: Request, platform: Platform, posted: Posted) -> None:
        """A platform took a post."""
        places = self.word.known[posted.account].get(posted.text)
        if not places:
            raise Violation(f"taken, and nobody approved it: {posted}")
        fresh = sorted(places, key=lambda each: (bool(self._wrong(request, each)), len(self.taken[each])))
        whose, index = place = next((each for each in fresh if self._fits(posted, each)), places[-1])
        before = self.taken[place]
        if len(before) > self.word.again[place]:
            raise Violation(f"twice: {posted} after {before}")
        above = self.taken[whose, index - 1] if index else []
        self._share(posted, (whose, index - 1), above)
        if index and posted.parent not in {one.id for one in above}:
            raise Violation(f"under the wrong parent: {posted}, the one before is {above}")
        if not index and posted.parent:
            raise Violation(f"a beginning below another post: {posted}")
        before.append(posted)

    def _share(self, posted: Posted, place: Place, above: list[Posted]) -> None:
        """What stands above `posted` belongs to the same delivery, where another one begins in the same words and was given it."""
        for other in self.word.known[posted.account].get(self._said(place), ()):
            mine = [one for one in self.taken[other] if one.id == posted.parent and other != place]
            if mine and len(above) <= self.word.again[place]:
                self.taken[other].remove(mine[0])
                above.append(mine[0])

    def _said(self, place: Place) -> str:
        yes = self.word.yeses.get(place[0])
        return yes.texts[place[1]] if yes and 0 <= place[1] < len(yes.texts) else ""

    def _fits(self, posted: Posted, place: Place) -> bool:
        """Whether it can be this segment: not there yet, or to be sent anew, and below the one before it."""
        above = {one.id for one in self.taken.get((place[0], place[1] - 1), [])} if place[1] else {""}
        return len(self.taken[place]) <= self.word.again[place] and posted.parent in above

    def place_of(self, posted: Posted) -> Place | None:
        """Which segment of which delivery it was when it was taken: its text may have been edited since."""
        return next((place for place, all_ in self.taken.items() if any(one is posted for one in all_)), None)

    def posted_by_hand(self, platform: Platform, delivery: Delivery, index: int, text: str, above: str) -> str:
        """A person posted this on the platform's own page; gives its id."""
        now = self.turns.now
        posted = Posted(delivery.account, f"hand{len(platform.ledger)}", "post", text, "", above, now, now, by_hand=True)
        platform.ledger.append(posted)
        self.taken[key(delivery), index].append(posted)
        return posted.id

    def told_to_wait(self, request: Request, until: int) -> None:
        """The platform's wish to be left alone was heard."""
        self.told[request.account] = Told(until, self.turns.commits, request.task, request.task.commits)

    def died(self, process: Process) -> None:
        """A process died: what it was told, and had not written down yet, nobody knows any more."""
        kept = {account: told for account, told in self.told.items() if told.task.process is not process or told.task.commits > told.own}
        self.told = kept

    # --- the reckoning

    def none_is_stuck(self, deliveries: list[Delivery], journal: dict[str, dict[int, StepRecord]]) -> None:
        """While nothing is wrong, nothing stays on its way."""
        for delivery in deliveries:
            if delivery.state == State.SENDING:
                last = max(
                    (micros(r.deadline) for r in journal[delivery.id].values() if r.action in {"post", "comment", "upload"}), default=0
                )
                if last + GRACE < self.turns.machine:
                    raise Violation(f"stuck on its way since {instant(last)}: {delivery}")

    def reckon(self, deliveries: list[Delivery], journal: dict[str, dict[int, StepRecord]], bound: dict[str, Draft]) -> None:
        """After days without any fault: everything that had a yes ended somewhere, and what is said of it is true."""
        present = {key(delivery): delivery for delivery in deliveries}
        for whose in self.word.yeses:
            if whose not in present:
                raise Violation(f"a delivery is gone: {whose}")
        for delivery in deliveries:
            self._ended(delivery)
            if delivery.state == State.PUBLISHED and delivery.id in bound:
                self._is_live(delivery, bound[delivery.id])
        for (whose, index), all_ in self.taken.items():
            self._is_known(present[whose], index, all_, journal[present[whose].id])

    def _ended(self, delivery: Delivery) -> None:
        if delivery.state == State.SENDING:
            raise Violation(f"never settled: {delivery}")
        if delivery.state == State.APPROVED and (delivery.due is None or micros(delivery.due) < self.turns.machine):
            raise Violation(f"overdue: {delivery}")
        if delivery.state == State.UNSURE and delivery.platform not in {"blind", "refusing"}:
            raise Violation(f"in doubt where the platform can be asked: {delivery}")
        if delivery.state in {State.FAILED, State.HELD, State.UNSURE} and not delivery.note:
            raise Violation(f"{delivery.state} without a reason: {delivery}")

    def _is_live(self, delivery: Delivery, draft: Draft) -> None:
        for index, segment in enumerate(draft.segments):
            if not self.taken.get((key(delivery), index)):
                raise Violation(f"said to be live, and {segment.wire!r} never was: {delivery}")

    def _is_known(self, delivery: Delivery, index: int, all_: list[Posted], steps: dict[int, StepRecord]) -> None:
        """Whatever is live is known to be, or is said to be in doubt. What a person denied, or took away, is theirs."""
        known = {record.ref.id for record in steps.values() if record.ref is not None}
        unknown = [one for one in all_ if one.id not in known and not one.deleted and not one.by_hand]
        if unknown and delivery.state != State.UNSURE and not self.word.again[key(delivery), index]:
            raise Violation(f"live, and nobody here knows: {unknown} of {delivery}")
