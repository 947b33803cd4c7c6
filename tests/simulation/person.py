"""The people: whatever the commands let them do, at any moment, through the service's own functions and a store of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.delivery import Delivery, State
from bot.service import approve, correct, crashes, dates, halfway, retract
from tests.simulation.clock import micros
from tests.simulation.judge import key
from tests.simulation.turns import MICRO

if TYPE_CHECKING:
    from bot.service.workspace import Workspace
    from tests.simulation.world import World

ACTS = (
    ("say_yes", 10), ("say_yes_to_all", 4), ("undo", 2), ("reject", 1), ("bring_back", 2), ("reschedule", 3), ("resolve", 8), ("pause", 2),
    ("resume", 4), ("take_back", 1), ("mend", 2), ("leave", 1), ("edit", 5), ("delete_file", 1), ("restore_file", 2), ("rename", 1),
    ("copy", 1), ("delete_there", 1), ("renew_token", 2), ("write_again", 1), ("post_by_hand", 3),
)  # fmt: skip
NAMES, WEIGHTS = zip(*ACTS, strict=True)
BACK = (State.FAILED, State.REJECTED, State.WITHDRAWN, State.RETRACTED)
NOT_OVER = (State.WAITING, State.APPROVED, State.HELD, State.FAILED)
LIVE = (State.PUBLISHED, State.FAILED, State.WAITING, State.HELD, State.REJECTED, State.WITHDRAWN)


class Person:
    """One who uses the commands. Each act is a short process of its own; what it said stands in the judge's word once it was taken."""

    def __init__(self, world: World) -> None:
        self.world, self.random, self.word = world, world.random, world.judge.word
        self.files: list[File] = []
        self.workspace: Workspace = world.opened("tester")

    def act(self, name: str) -> None:
        """One thing. A command that refuses is a command that refused."""
        self.world.say(f"person {name}")
        before = self.world.turns.commits
        try:
            self.workspace = self.world.present(self.workspace)
            getattr(self, name)()
        except UserError as error:
            self.world.say(f"person is told: {error}")
        if self.world.turns.commits != before:
            self.world.poke()

    # --- the queue

    def those(self, *states: State) -> list[Delivery]:
        """Deliveries in those states."""
        return [d for d in self.workspace.store.deliveries(states=states) if self.workspace.serves(d)]

    def pick(self, *states: State) -> Delivery | None:
        """One of them."""
        found = self.those(*states)
        return self.random.choice(found) if found else None

    def say_yes(self, now: bool | None = None, delivery: Delivery | None = None) -> None:
        """A yes to one, which is looked at for a while first."""
        delivery = delivery or self.pick(State.WAITING, State.HELD)
        if delivery is None:
            return
        turns = self.world.turns
        immediate = self.random.random() < 0.3 if now is None else now
        (binding,) = approve.plan(self.workspace, [delivery.id], immediate=immediate)
        if self.random.random() < 0.2:
            turns.sleep(self.random.randrange(900 * MICRO))
        turns.step()
        with self.uninterrupted():
            (outcome,) = approve.bind(self.workspace, [binding])
        if outcome.ok and binding.moment:
            rhythm = self.workspace.account(delivery.account).rhythm
            due = micros(binding.moment.instant)
            opens = -(10**18) if immediate else due + rhythm.undo_window * MICRO
            self.word.yes(binding.delivery, binding.draft, opens, due + rhythm.window * MICRO)
            self.world.seen["yeses"] += 1

    def uninterrupted(self):  # type: ignore[no-untyped-def]
        """The command ends before anybody else does anything."""
        return self.world.turns.uninterrupted()

    def say_yes_to_all(self) -> None:
        """A yes to all that waits."""
        now = self.random.random() < 0.3
        for delivery in self.those(State.WAITING, State.HELD):
            self.say_yes(now, delivery)

    def undo(self) -> None:
        """Takes a yes back."""
        delivery = self.pick(State.APPROVED, State.HANDOFF)
        if delivery and approve.undo(self.workspace, delivery.id).ok:
            self.word.yeses.pop(key(delivery), None)

    def reject(self) -> None:
        """A no."""
        delivery = self.pick(*NOT_OVER)
        if delivery and approve.reject(self.workspace, delivery.id).ok:
            self.word.yeses.pop(key(delivery), None)

    def bring_back(self) -> None:
        """Brings something back that was over."""
        delivery = self.pick(*BACK)
        if delivery:
            approve.retry(self.workspace, delivery.id)

    def reschedule(self) -> None:
        """Another time under the same yes."""
        delivery = self.pick(State.APPROVED)
        if delivery is None:
            return
        self.world.turns.step()
        with self.uninterrupted():
            outcome = approve.reschedule(self.workspace, delivery.id, self.random.choice(("in 2h", "in 20h", "tomorrow 13:00")))
            after = self.workspace.store.delivery(delivery.id)
        if outcome.ok and after.due and after.until:
            undo = self.workspace.account(delivery.account).rhythm.undo_window * MICRO
            self.word.moved(after, micros(after.due), micros(after.until), undo)

    def resolve(self) -> None:
        """Looks at the account, and says what is there; now and then wrongly."""
        delivery = self.pick(State.UNSURE)
        if delivery is None:
            return
        _, _, step = approve.doubt(self.workspace, delivery.id)
        seen = [p for p in self.world.network.platforms[delivery.platform].live(delivery.account) if p.text == step.segment.wire]
        shown = [p for p in seen if p.listed <= self.world.turns.now and self.random.random() > 0.03]
        if not shown:
            places = self.word.known[delivery.account][step.segment.wire]
            self.word.again[next(place for place in places if place[0] == key(delivery))] += 1
        address = f"https://{delivery.platform}.example/posts/{shown[0].id}" if shown else None
        approve.resolve(self.workspace, delivery.id, address)

    def post_by_hand(self) -> None:
        """Posts what is prepared, and says where."""
        delivery = self.pick(State.HANDOFF)
        if delivery is None:
            return
        above = ""
        for place, text in enumerate(self.word.yeses[key(delivery)].texts):
            if not self.world.judge.taken.get((key(delivery), place)):
                above = self.world.judge.posted_by_hand(self.world.network.platforms[delivery.platform], delivery, place, text, above)
        approve.done(self.workspace, delivery.id, f"https://{delivery.platform}.example/posts/{above}")

    def pause(self) -> None:
        """Stops one account or everything."""
        name = self.random.choice(("", *self.workspace.settings.accounts))
        self.workspace.store.pause(name or None, "the tester said so", self.workspace.clock.now(), "tester")
        task = self.world.turns.current
        self.word.paused.setdefault(name, task.commits if task else 0)

    def resume(self, name: str | None = None) -> None:
        """`bot resume` for one account; or, more often, for all that pauses, which also says that the clock is right, that what
        vanished is meant to be gone, and that the cause of crashes is mended."""
        store, now = self.workspace.store, self.workspace.clock.now()
        paused = [one for one, state in store.accounts().items() if state.paused]
        for one in paused if name is None else [name]:
            self.word.paused.pop(one, None)
            store.resume(one or None, now, "tester")
        if name is None:
            store.trust_clock(now)
            dates.trust(self.workspace)
            crashes.forget(self.workspace.settings.state)
            if store.meta("folder"):
                store.set_meta("vanished-is-meant", "yes")

    # --- what is live

    def take_back(self) -> None:
        """Deletes what is live there."""
        delivery = self.pick(*LIVE)
        if delivery is None or not delivery.sent:
            return
        plan = retract.plan(self.workspace, delivery.id)
        gone = [record.ref.id for record in plan.live if record.ref]
        self.word.yeses.pop(key(delivery), None)
        outcome = retract.retract(self.workspace, plan, self.world.say)
        self.forgotten(delivery, gone)
        if not outcome.ok and not self.shown(delivery, gone):
            outcome = retract.gone(self.workspace, retract.plan(self.workspace, delivery.id))
        self.world.seen["retracted by a person"] += outcome.ok

    def shown(self, delivery: Delivery, ids: list[str]) -> bool:
        """Whether a person who opens the links sees any of them."""
        return any(post.id in ids for post in self.world.network.platforms[delivery.platform].live(delivery.account))

    def forgotten(self, delivery: Delivery, ids: list[str]) -> None:
        """What is deleted may be sent again by a fresh yes."""
        for place, all_ in self.world.judge.taken.items():
            if place[0] == key(delivery):
                self.word.again[place] += sum(one.id in ids and bool(one.deleted) for one in all_)

    def mend(self) -> None:
        """Edits what is live to what the file says."""
        delivery = self.pick(State.PUBLISHED)
        if delivery is None:
            return
        plan = correct.plan(self.workspace, delivery.id)
        if not plan.edits or self.random.random() < 0.2:
            return
        journal = self.workspace.store.steps(delivery.id)
        posts = [record for _, record in sorted(journal.items()) if record.action == "post"]
        for at in plan.edits:
            ref = posts[at].ref
            if ref:
                self.word.edits[ref.id].add(plan.mended.segments[at].wire)
        outcome = correct.edit(self.workspace, plan)
        self.world.seen["corrected"] += outcome.ok

    def leave(self) -> None:
        """A half thread stays as it is."""
        delivery = self.pick(State.FAILED, State.WAITING, State.HELD)
        if delivery and delivery.sent and halfway.leave(self.workspace, delivery.id).ok:
            self.word.yeses.pop(key(delivery), None)

    def delete_there(self) -> None:
        """Deletes a post on the platform's own page. What was in doubt then is nobody's any more."""
        platform = self.world.network.platforms[self.random.choice(sorted(self.world.network.platforms))]
        shown = [p for p in platform.ledger if not p.deleted and p.listed <= self.world.turns.now]
        if not shown:
            return
        post = self.random.choice(shown)
        post.deleted = self.world.turns.now
        place = self.world.judge.place_of(post)
        found = self.workspace.store.deliveries(account=post.account, post=place[0][0]) if place else []
        known = {r.ref.id for d in found for r in self.workspace.store.steps(d.id).values() if r.ref}
        if place and post.id not in known:
            self.word.again[place] += 1

    def renew_token(self) -> None:
        """Signs in again."""
        for account in sorted(self.world.network.expired):
            self.world.network.expired.discard(account)
            self.resume(account)

    # --- the folder

    def write(self) -> None:
        """A new article."""
        number = len(self.files)
        file = File(number, f"run-{number}.md", self.random.randint(1, 4), picture=self.random.random() < 0.2)
        self.files.append(file)
        self.saved(file)

    def there(self, there: bool) -> File | None:
        """One of the articles that are in the folder, or not."""
        found = [file for file in self.files if file.there == there]
        return self.random.choice(found[-8:]) if found else None

    def edit(self) -> None:
        """Changes an article at its beginning or its end, or changes it back."""
        file = self.there(True)
        if file is None:
            return
        part = self.random.choice((0, file.parts - 1))
        file.editions[part] = 0 if self.random.random() < 0.3 else file.editions.get(part, 0) + 1
        if self.random.random() < 0.1:
            file.parts = max(1, file.parts + self.random.choice((-1, 1)))
        self.saved(file)

    def delete_file(self) -> None:
        """Takes an article out of the folder."""
        file = self.there(True)
        if file:
            (self.world.posts / file.name).unlink()
            file.there = False
            self.world.touched()

    def restore_file(self) -> None:
        """Puts it back."""
        file = self.there(False)
        if file:
            file.there, file.name = True, f"run-{file.number}.md"
            self.saved(file)

    def rename(self) -> None:
        """Gives an article another name."""
        file = self.there(True)
        if file:
            fresh = f"renamed-{self.random.randrange(10**6)}-{file.number}.md"
            (self.world.posts / file.name).rename(self.world.posts / fresh)
            file.name = fresh
            self.world.touched()

    def copy(self) -> None:
        """Copies an article under another name, for a while."""
        file = self.there(True)
        if file:
            place = self.world.posts / f"copy-{file.number}.md"
            self.world.written(place, file.text())

            def remove() -> None:
                place.unlink(missing_ok=True)
                self.world.touched()

            self.world.turns.at(self.world.turns.now + 3600 * MICRO, remove)

    def write_again(self) -> None:
        """Saves an article without a change."""
        file = self.there(True)
        if file:
            self.saved(file)

    def saved(self, file: File) -> None:
        """Writes an article."""
        self.world.written(self.world.posts / file.name, file.text())


class File:
    """A post in the folder: so many paragraphs, each with the number of its edition."""

    def __init__(self, number: int, name: str, parts: int, *, picture: bool) -> None:
        self.number, self.name, self.parts, self.picture = number, name, parts, picture
        self.there, self.editions = True, dict[int, int]()

    def text(self) -> str:
        """What stands in it."""
        seen = " with a picture" if self.picture else ""
        said = [
            f"Run {self.number} of the study{seen if not part else ''}, part {part}, edition {self.editions.get(part, 0)}."
            for part in range(self.parts)
        ]
        return f"---\ntitle: Run {self.number}\n---\n\n" + "\n\n".join(said) + "\n"
