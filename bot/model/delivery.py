"""A delivery: one post on its way to one account, and the only table of states and moves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.draft import Problem
    from bot.model.receipt import RemoteRef


class State(StrEnum):
    """Where a delivery is. What a person reads for each stands in `MEANING`."""

    WAITING = "waiting"
    APPROVED = "approved"
    SENDING = "sending"
    PUBLISHED = "published"
    HANDOFF = "handoff"
    HELD = "held"
    UNSURE = "unsure"
    FAILED = "failed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"
    ARCHIVED = "archived"


Move = Literal[
    "yes", "no", "gone", "changed", "undo", "claim", "hand over", "past window", "sent", "defer", "refuse", "doubt",
    "done", "look: there", "look: absent", "resolve: there", "resolve: absent", "retry", "retract", "correct", "leave", "add",
]  # fmt: skip

S = State
MOVES: MappingProxyType[tuple[State, Move], State] = MappingProxyType(
    {
        (S.WAITING, "yes"): S.APPROVED,
        (S.WAITING, "no"): S.REJECTED,
        (S.WAITING, "gone"): S.WITHDRAWN,
        (S.WAITING, "changed"): S.WAITING,
        (S.APPROVED, "claim"): S.SENDING,
        (S.APPROVED, "hand over"): S.HANDOFF,
        (S.APPROVED, "undo"): S.WAITING,
        (S.APPROVED, "changed"): S.WAITING,
        (S.APPROVED, "no"): S.REJECTED,
        (S.APPROVED, "gone"): S.WITHDRAWN,
        (S.APPROVED, "past window"): S.HELD,
        (S.APPROVED, "defer"): S.APPROVED,
        (S.APPROVED, "doubt"): S.UNSURE,
        (S.SENDING, "sent"): S.PUBLISHED,
        (S.SENDING, "defer"): S.APPROVED,
        (S.SENDING, "refuse"): S.FAILED,
        (S.SENDING, "doubt"): S.UNSURE,
        (S.SENDING, "look: absent"): S.APPROVED,
        (S.HANDOFF, "done"): S.PUBLISHED,
        (S.HANDOFF, "no"): S.REJECTED,
        (S.HANDOFF, "changed"): S.WAITING,
        (S.HANDOFF, "gone"): S.WITHDRAWN,
        (S.HANDOFF, "undo"): S.WAITING,
        (S.HELD, "yes"): S.APPROVED,
        (S.HELD, "no"): S.REJECTED,
        (S.HELD, "gone"): S.WITHDRAWN,
        (S.HELD, "changed"): S.WAITING,
        (S.UNSURE, "look: there"): S.PUBLISHED,
        (S.UNSURE, "look: absent"): S.APPROVED,
        (S.UNSURE, "resolve: there"): S.PUBLISHED,
        (S.UNSURE, "resolve: absent"): S.APPROVED,
        (S.FAILED, "retry"): S.WAITING,
        (S.FAILED, "changed"): S.WAITING,
        (S.FAILED, "no"): S.REJECTED,
        (S.REJECTED, "retry"): S.WAITING,
        (S.WITHDRAWN, "retry"): S.WAITING,
        (S.WITHDRAWN, "changed"): S.WAITING,
        (S.RETRACTED, "retry"): S.WAITING,
        (S.PUBLISHED, "retract"): S.RETRACTED,
        (S.FAILED, "retract"): S.RETRACTED,
        (S.WAITING, "retract"): S.RETRACTED,
        (S.HELD, "retract"): S.RETRACTED,
        (S.REJECTED, "retract"): S.RETRACTED,
        (S.WITHDRAWN, "retract"): S.RETRACTED,
        (S.PUBLISHED, "correct"): S.PUBLISHED,
        (S.PUBLISHED, "leave"): S.PUBLISHED,
        (S.FAILED, "leave"): S.PUBLISHED,
        (S.WAITING, "leave"): S.PUBLISHED,
        (S.HELD, "leave"): S.PUBLISHED,
        (S.ARCHIVED, "add"): S.WAITING,
    }
)
"""Every allowed move. What is not here cannot happen; `store` refuses it."""

UNDER_A_YES = (S.APPROVED, S.SENDING, S.UNSURE)
"""Where a yes still sends, now or once a doubt is settled."""

MEANING: MappingProxyType[State, str] = MappingProxyType(
    {
        S.WAITING: "needs your yes",
        S.APPROVED: "goes out when due",
        S.SENDING: "is being sent",
        S.PUBLISHED: "is live",
        S.HANDOFF: "is ready for you to post by hand",
        S.HELD: "needs a fresh yes",
        S.UNSURE: "may be live: look",
        S.FAILED: "was refused",
        S.REJECTED: "is over: you said no",
        S.WITHDRAWN: "is over: the file is gone",
        S.RETRACTED: "is over: taken back",
        S.ARCHIVED: "was out before bot came",
    }
)


EVENT_WORDS: MappingProxyType[str, str] = MappingProxyType(
    {
        "yes": "approved",
        "no": "rejected",
        "gone": "withdrawn",
        "changed": "changed, needs a yes",
        "undo": "yes taken back",
        "claim": "sending begins",
        "intent": "about to send",
        "receipt": "answer",
        "sent": "published",
        "hand over": "handed to you",
        "announced": "you were told",
        "past window": "held",
        "defer": "waits",
        "refuse": "refused",
        "doubt": "in doubt",
        "done": "posted by hand",
        "look: there": "looked: it is there",
        "look: absent": "looked: it is not there",
        "resolve: there": "resolved: it is there",
        "resolve: absent": "resolved: it is not there",
        "retry": "brought back",
        "retract": "taken back",
        "correct": "corrected",
        "leave": "left as it is",
        "delete: yes": "to take back",
        "edit: yes": "to edit",
        "reply: yes": "to reply",
        "add": "queued from the archive",
        "pause": "paused",
        "resume": "resumed",
    }
)
"""What a person reads for an event of the history; others are words already. Programs get the event itself."""


Amending = Literal["delete", "edit", "reply"]
"""What may be done to what is live: take it back, change its text, say something below it."""

AMENDMENTS: MappingProxyType[str, int] = MappingProxyType({"delete": 1000, "edit": 2000, "reply": 3000})
"""Where the journal keeps these: a deletion or an edit at this number plus the index of its step, a reply at this plus its own."""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """The journal of one step: its intent, committed before the call, and its receipt, committed after it.

    `state` is "intent", "sent", "refused", "deferred", "absent" (looked for and not there), "unsure" or "retracted". Of an
    amendment, "sent" is done, "deferred" is planned under its yes, and "absent" will not be done.
    `deadline` is when the call in hand must have ended. `answer` is the platform's raw reply, redacted.
    """

    index: int
    action: str
    state: str
    key: str
    fence: int
    attempt: int
    intent_at: Instant
    deadline: Instant
    ref: RemoteRef | None = None
    why: str = ""
    receipt_at: Instant | None = None
    answer: str = ""

    @property
    def open(self) -> bool:
        """Whether it is an amendment that was begun and is not done, or a deletion that was refused."""
        begun = self.action in AMENDMENTS and self.state in {"deferred", "intent", "unsure"}
        return begun or (self.action, self.state) == ("delete", "refused")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One post on its way to one account.

    `id` is short and unique in the workspace. Identity is (post, account, rehearsal, round). `due` is the instant it goes
    out (proposed while waiting, fixed by the yes), `zone` and `wall` what a person was shown; `until` ends the window of
    the yes. `fingerprint` is of the present draft, `approved` the one the last yes bound (None before the first); whether that
    yes still stands is what `state` says. `fence` grows with every claim. `segments` and `sent` are counts; `links` are live addresses.
    `as_draft` says that a yes makes a draft at the platform and no more: its author sends it there.
    """

    id: str
    post: str
    account: str
    platform: str
    rehearsal: bool
    round: int
    state: State
    fingerprint: str
    approved: str | None = None
    approved_by: str | None = None
    approved_at: Instant | None = None
    immediate: bool = False
    due: Instant | None = None
    until: Instant | None = None
    zone: str = "UTC"
    wall: str = ""
    fence: int = 0
    attempts: int = 0
    segments: int = 0
    sent: int = 0
    note: str = ""
    title: str = ""
    blocked: bool = False
    links: tuple[str, ...] = ()
    as_draft: bool = False

    @property
    def left_to_send(self) -> bool:
        """Whether all that was made is a draft at the platform, which no reader gets before its author sends it."""
        return self.as_draft and self.state is State.PUBLISHED

    @property
    def said(self) -> str:
        """Its state in a word, for a person; programs get the state itself."""
        return "drafted" if self.left_to_send else self.state.value

    def meaning(self, place: str = "") -> str:
        """What its state means to a person, as the end of a sentence; `place` is what the platform calls itself."""
        return f"is a draft there; send it in {place or self.platform}" if self.left_to_send else MEANING[self.state]


@dataclass(frozen=True, slots=True)
class Next:
    """What becomes of a delivery after a receipt: the move, a new due where it waits, and words for the person.

    `pause` holds the whole account, with that reason, until a person resumes it.
    """

    move: Move
    note: str = ""
    due: Instant | None = None
    pause: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a delivery's history, append-only. `answer` is the platform's raw reply, redacted."""

    at: Instant
    event: str
    detail: str = ""
    who: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file as the last scan saw it. `path` is relative to the posts folder; `slug` the post it belongs to."""

    path: str
    size: int
    mtime_ns: int
    digest: str
    slug: str


@dataclass(frozen=True, slots=True)
class PostRecord:
    """What the store remembers of a post. `state` is "active", "draft", "gone", "archived" or "broken"."""

    slug: str
    path: str
    title: str
    url: str | None
    digest: str
    state: str
    problems: tuple[Problem, ...] = ()
    publish_at: str | None = None


@dataclass(frozen=True, slots=True)
class AccountState:
    """Whether an account may send. `not_before` is when it may again by itself; `reason` is of the pause, else of the wait."""

    paused: bool = False
    reason: str = ""
    not_before: Instant | None = None
