"""The other side: platforms with a ledger of their own, and a network between that loses, delays and garbles.

A request is decided by the platform when it arrives, whatever became of whoever asked. Assumed of every platform: a request is
carried out, if at all, within `call_timeout` + 5 s of its first byte, and shows in lists of one's posts less than 10 s later.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from types import SimpleNamespace
from typing import Any

import requests

from bot.transport import NotConnected, PinnedSession
from tests.simulation.turns import MICRO, Task, Turns

CALL = 30 * MICRO
"""How long an account waits for an answer."""
MARGIN, LISTED = 5 * MICRO, 10 * MICRO

LOST = ("reset", "reset-after", "reset-late", "timeout", "timeout-after", "late", "500", "500-after", "502", "504-after")
ODD = ("html", "html-after", "odd-json", "no-id")
SAID = ("429", "429-bare", "429-date", "401", "402", "403", "422", "404")
NEVER_LEFT = ("no-route",)
KINDS = (*NEVER_LEFT, *LOST, *ODD, *SAID)
REASONS = {
    "401": "the token is not valid",
    "402": "no credits",
    "403": "the account is suspended",
    "404": "no such thing",
    "422": "not allowed",
}
AFTER = ("-after", "-late", "late", "no-id", "odd-json")


@dataclass
class Posted:
    """One thing that a platform took: `index` is filled in by the judge."""

    account: str
    id: str
    action: str
    text: str
    key: str
    parent: str
    at: int
    listed: int
    deleted: int = 0
    by_hand: bool = False


@dataclass
class Request:
    """One request on the wire, with the task that made it and how many transactions were committed before it was."""

    account: str
    method: str
    path: str
    body: dict[str, Any]
    task: Task
    commits: int
    left: int = 0


@dataclass
class Platform:
    """One platform's servers. Its ledger only grows."""

    name: str
    ledger: list[Posted] = field(default_factory=list)
    uploads: int = 0

    def live(self, account: str) -> list[Posted]:
        """What readers see of an account."""
        return [post for post in self.ledger if post.account == account and not post.deleted]

    def answer(self, request: Request, now: int, lag: int) -> tuple[int, dict[str, Any]]:
        """Carries the request out: status and body."""
        kind, _, id_ = request.path.removeprefix("/").partition("/")
        if request.method == "GET" and not id_:
            listed = [p for p in self.live(request.account) if p.listed <= now]
            return 200, {"posts": [{"id": p.id, "text": p.text, "parent": p.parent, "at": p.at} for p in listed]}
        if kind == "uploads":
            self.uploads += 1
            return 201, {"id": f"u{self.uploads}"}
        if request.method == "POST":
            return self._post(request, kind.removesuffix("s"), now, lag)
        found = next((p for p in self.live(request.account) if p.id == id_), None)
        if found is None:
            return 404, {"error": "no such post"}
        if request.method == "DELETE":
            found.deleted = now
        elif request.method == "PUT":
            found.text = request.body["text"]
        return 200, {"id": id_}

    def _post(self, request: Request, action: str, now: int, lag: int) -> tuple[int, dict[str, Any]]:
        body = request.body
        key, text, parent = body.get("key", ""), body["text"], body.get("parent", "")
        same = next((p for p in self.ledger if p.account == request.account and key and p.key == key), None)
        if self.name == "keyed" and same is not None:
            return 201, {"id": same.id}
        if self.name == "refusing" and any(p.text == text for p in self.live(request.account)):
            return 409, {"error": "duplicate"}
        if parent and not any(p.id == parent for p in self.live(request.account)):
            return 404, {"error": "the post to answer is gone"}
        new = Posted(request.account, f"{self.name[0]}{len(self.ledger) + 1}", action, text, key, parent, now, now + lag)
        self.ledger.append(new)
        return 201, {"id": new.id}


@dataclass
class Network:
    """Everything between the machine and the platforms. `bad` is how likely a call goes wrong, `kinds` in which ways."""

    turns: Turns
    platforms: dict[str, Platform]
    bad: float = 0.0
    kinds: tuple[str, ...] = KINDS
    down: set[str] = field(default_factory=set)
    expired: set[str] = field(default_factory=set)
    lag: int = 0
    leaves: Callable[[Request, Platform], None] = lambda request, platform: None
    took: Callable[[Request, Platform, Posted], None] = lambda request, platform, posted: None
    told: Callable[[Request, int], None] = lambda request, until: None
    say: Callable[[str], None] = lambda words: None
    seen: Counter[str] = field(default_factory=Counter)

    def misbehaviour(self, account: str, method: str) -> str:
        """What goes wrong with this call, or nothing."""
        if account in self.down:
            return "no-route"
        if account in self.expired:
            return "401"
        draw = self.turns.random
        if not self.bad or draw.random() >= self.bad:
            return ""
        return draw.choice(self.kinds if method != "GET" else self._of_reading() or ("500",))

    def _of_reading(self) -> tuple[str, ...]:
        """Nothing is carried out late there; and whoever denies at a look what it denied at a deletion is to be believed."""
        return tuple(kind for kind in self.kinds if not kind.endswith(AFTER) and kind != "404")

    def call(self, account: str, platform: Platform, method: str, path: str, body: dict[str, Any]) -> requests.Response:
        """One request and its answer. Raises what requests raises."""
        turns, fault = self.turns, self.misbehaviour(account, method)
        if fault:
            self.seen[fault] += 1
        turns.step()
        assert turns.current is not None
        if fault == "no-route":
            turns.sleep(turns.random.randrange(5 * MICRO))
            raise NotConnected("no route")
        request = Request(account, method, path, body, turns.current, turns.current.commits, turns.now)
        self.say(f"{account} {method} {path} {fault}")
        self.leaves(request, platform)
        end = self._sent(request, platform, fault)
        turns.step(switch=False)
        turns.wait(lambda wake: turns.at(end.when, wake))
        turns.step(switch=False)
        heard = self._heard(request, platform, fault, end)
        heard.headers["Date"] = formatdate(turns.now // MICRO, usegmt=True)
        return heard

    def _sent(self, request: Request, platform: Platform, fault: str) -> _End:
        """The request is on its way: when it will be carried out, and when whoever asked hears or gives up."""
        turns, draw = self.turns, self.turns.random
        taken = turns.now + draw.randrange(20_000, 2 * MICRO)
        heard = taken + draw.randrange(20_000, 2 * MICRO)
        end = _End(heard)
        if fault.startswith("timeout") or fault == "late":
            end.when = request.left + CALL
        if fault == "late":
            taken = request.left + CALL + draw.randrange(MARGIN)
        if fault == "reset-late":
            taken = request.left + draw.randrange(CALL + MARGIN)
        if not fault or fault.endswith(AFTER):
            lag = draw.randrange(self.lag) if self.lag else 0
            turns.at(taken, lambda: self._carried_out(request, platform, end, lag))
        return end

    def _carried_out(self, request: Request, platform: Platform, end: _End, lag: int) -> None:
        before = len(platform.ledger)
        end.status, end.body = platform.answer(request, self.turns.now, lag)
        for posted in platform.ledger[before:]:
            self.say(f"{request.account} took {posted.id}")
            self.took(request, platform, posted)

    def _heard(self, request: Request, platform: Platform, fault: str, end: _End) -> requests.Response:
        if fault.startswith("reset"):
            raise requests.ConnectionError("connection reset")
        if fault.startswith("timeout") or fault == "late":
            raise requests.ReadTimeout("no whole answer")
        if fault in SAID:
            return self._said(request, platform, fault)
        number = fault.partition("-")[0]
        if number.isdigit():
            return response(int(number), "gateway trouble")
        if fault.startswith("html"):
            return response(200, "<html>please stand by</html>")
        if fault == "no-id":
            return response(201, "{}")
        if fault == "odd-json":
            return response(200, '{"data": [{"something": "else"}]}')
        return response(end.status, json.dumps(end.body))

    def _said(self, request: Request, platform: Platform, fault: str) -> requests.Response:
        if not fault.startswith("429"):
            return response(int(fault), json.dumps({"error": REASONS[fault]}))
        seconds = self.turns.random.randrange(30, 4000)
        headers = {"429": {"Retry-After": str(seconds)}, "429-bare": {}}.get(fault)
        if headers is None:
            headers = {"Retry-After": formatdate(self.turns.now // MICRO + seconds, usegmt=True)}
        if fault == "429" or (fault == "429-date" and not self.turns.skew):
            self.told(request, self.turns.now + seconds * MICRO)
        return response(429, '{"error": "slow down"}', headers)


@dataclass
class _End:
    """What whoever asked will hear at the true time `when`."""

    when: int
    status: int = 500
    body: dict[str, Any] = field(default_factory=dict)


def response(status: int, text: str, headers: dict[str, str] | None = None) -> requests.Response:
    """An answer as requests gives it."""
    made = requests.Response()
    made.status_code = status
    made._content = text.encode()
    made.headers.update(headers or {})
    return made


class Session(PinnedSession):
    """What a platform file is given to speak with: only what these four use, and the last answer's date."""

    def __init__(self, network: Network, account: str, platform: str) -> None:
        self.network, self.account, self.platform = network, account, platform
        self.adapter: Any = SimpleNamespace(date="")

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """The JSON of a success. Raises requests.HTTPError for anything else that answers."""
        found = self.network.call(self.account, self.network.platforms[self.platform], method, path, body or {})
        self.adapter.date = found.headers.get("Date", "")
        if not 200 <= found.status_code < 300:
            raise requests.HTTPError(f"answered {found.status_code}", response=found)
        try:
            read = found.json()
        except ValueError as error:
            raise requests.exceptions.ContentDecodingError("no JSON") from error
        return read if isinstance(read, dict) else {}
