"""Nostr's relays: WebSockets that take signed events and give them back (NIPs 01, 09 and 33, as strfry and nostr-relay do, 2026-11).

Each relay is `/nostr/HOST`, and all together are one network: an event that any of them took is one post of the ledger, with the
relays that have it. The account stands in the query, and its key must be the one that follows from its made-up secret. Plans
(`/_faults`) meet an EVENT as `POST /HOST` and a REQ as `GET /HOST`.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.rehearsal import nostr_rules as rules
from bot.rehearsal.entries import PostEntry, RequestEntry
from bot.rehearsal.faults import ACCEPTING, DROPPING

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

    from bot.clock import Clock
    from bot.rehearsal.faults import Faults, Plan
    from bot.rehearsal.ledger import Ledger

NAME = "nostr"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LARGEST = 131_072
ARTICLE, DELETION = 30023, 5
SAID = {
    "429": "rate-limited: slow down",
    "429-bare": "rate-limited: slow down",
    "ratelimit": "rate-limited: slow down",
    "ratelimit-after": "rate-limited: slow down",
    "401": "auth-required: this relay wants a login",
    "402": "restricted: this relay wants to be paid",
    "403": "blocked: you are banned from posting here",
    "404": "invalid: no such place",
    "duplicate": "invalid: another event stands in its place",
}
"""What each planned refusal says; the others are frames that nobody understands."""


class Relays:
    """All relays of a network."""

    def __init__(self, ledger: Ledger, clock: Clock, faults: Faults) -> None:
        self._ledger, self._clock, self._faults = ledger, clock, faults

    async def line(self, socket: WebSocket) -> None:
        """One connection, until either side ends it."""
        from starlette.websockets import WebSocketDisconnect

        origin, host = socket.headers.get("origin"), socket.headers.get("host", "")
        if urlsplit(f"//{host}").hostname not in LOOPBACK or (origin is not None and urlsplit(origin).hostname not in LOOPBACK):
            await socket.close(1008)  # no web page elsewhere reaches this network through a name of its own
            return
        await socket.accept()
        try:
            while await self._answer(socket, await socket.receive_text()):
                pass
        except (WebSocketDisconnect, RuntimeError, KeyError):
            return  # a client that left, or that sends what is no text

    async def _answer(self, socket: WebSocket, text: str) -> bool:
        """Whether the connection goes on after this frame."""
        frame = _frame(text)
        if frame[:1] not in (["EVENT"], ["REQ"]) or len(frame) < 2 or len(text) > LARGEST:
            await socket.send_text(json.dumps(["NOTICE", "error: nothing of this is understood"]))
            return True
        relay, method = socket.path_params["relay"], "POST" if frame[0] == "EVENT" else "GET"
        plan = self._faults.take(NAME, method, f"/{relay}")
        if plan and plan.fault == "late-accept":
            await asyncio.sleep(plan.seconds)
        said = self._carried_out(socket.query_params.get("account", ""), relay, method, frame, plan)
        if plan and plan.fault == "late":
            await asyncio.sleep(plan.seconds)
        if plan and plan.fault in DROPPING:
            await socket.close(1011)
            return False
        for each in said:
            await socket.send_text(each)
        return True

    def _carried_out(self, account: str, relay: str, method: str, frame: list[Any], plan: Plan | None) -> list[str]:
        """The answers to a frame, acted on or not as planned, and written down before anything is answered."""
        fault, now = plan.fault if plan else "", self._clock.now()
        with self._ledger.transaction(now.format_iso()):
            good = plan is None or fault in ACCEPTING
            answers = [] if not good else self._event(account, relay, frame[1]) if method == "POST" else self._listed(account, relay, frame)
            if plan is not None and fault not in {"late", "late-accept", "accept-then-reset"}:
                id_ = frame[1].get("id") if isinstance(frame[1], dict) else None
                answers = [["OK", id_, False, SAID[fault]] if method == "POST" else ["CLOSED", id_, SAID[fault]]] if fault in SAID else [{}]
            status = 0 if fault in DROPPING else 200
            body = json.dumps(frame, ensure_ascii=False)[:20_000]
            named = (NAME, account, method, f"/{relay}", "")
            self._ledger.add_request(RequestEntry(0, now.format_iso(), *named, {}, body, status, fault))
        return [json.dumps(answer, ensure_ascii=False) for answer in answers]

    def _event(self, account: str, relay: str, event: Any) -> list[Any]:
        wrong = rules.wrong(event, int(self._clock.now().timestamp()))
        key = rules.public(hashlib.sha256(f"rehearsal-{account}-secret_key".encode()).hexdigest())
        if not wrong and event["pubkey"] != key:
            wrong = "blocked: this is somebody else's key"
        if not wrong and event["kind"] == DELETION:
            self._delete(account, relay, event)
        elif not wrong:
            wrong = self._keep(account, relay, event)
        id_ = event.get("id") if isinstance(event, dict) else ""
        return [["OK", id_, not wrong or wrong.startswith("duplicate"), wrong]]

    def _keep(self, account: str, relay: str, event: dict[str, Any]) -> str:
        """Takes an event into the ledger, or says why not: a known one, one that was deleted, an article older than its newest."""
        name, text = _name(event), json.dumps(event, ensure_ascii=False)
        there, known = self._ledger.post(NAME, name), self._at(relay, name)
        if there is not None and there.deleted:
            return "blocked: this event was deleted"
        if known and known["id"] == event["id"]:
            return "duplicate: already have this event"
        if known and (known["created_at"], event["id"]) > (event["created_at"], known["id"]):
            return "replaced: have a newer event"
        self._ledger.keep(NAME, f"{relay} {name}", {"event": text})
        if there is None:
            parent = next((tag[1] for tag in reversed(event["tags"]) if tag[0] == "e" and len(tag) > 3), "")
            title = next((tag[1] for tag in event["tags"] if tag[0] == "title" and len(tag) > 1), "")
            named = (NAME, account, name, parent, event["content"], event["content"], title)
            fields: dict[str, object] = {"kind": event["kind"], "event": event["id"], "tags": event["tags"]}
            self._ledger.add_post(PostEntry(0, *named, (), fields, self._clock.now().format_iso()))
        elif there.fields["event"] != event["id"]:
            self._ledger.edit_post(there, event["content"], event["content"], fields={"event": event["id"], "tags": event["tags"]})
        return ""

    def _at(self, relay: str, name: str) -> dict[str, Any]:
        """What a relay has under a name; nothing where it has nothing."""
        found: dict[str, Any] = json.loads(self._ledger.kept(NAME, f"{relay} {name}").get("event") or "{}")
        return found

    def _delete(self, account: str, relay: str, wish: dict[str, Any]) -> None:
        """NIP-09, obeyed: for events of the same key alone."""
        for tag in wish["tags"]:
            post = self._ledger.post(NAME, tag[1]) if tag[0] in ("a", "e") and len(tag) > 1 else None
            if post is not None and post.account == account:
                self._ledger.keep(NAME, f"{relay} {post.id}", {})
                self._ledger.delete_post(NAME, post.id)

    def _listed(self, account: str, relay: str, frame: list[Any]) -> list[Any]:
        """The events of one filter, the newest first, and the end of what is stored."""
        wanted = frame[2] if len(frame) > 2 and isinstance(frame[2], dict) else {}
        had = (self._at(relay, post.id) for post in self._ledger.posts(NAME, account) if not post.deleted)
        found = sorted((event for event in had if event and _fits(event, wanted)), key=lambda event: (-event["created_at"], event["id"]))
        most = wanted.get("limit", 500)
        return [*(["EVENT", frame[1], event] for event in found[:most]), ["EOSE", frame[1]]]


def _name(event: dict[str, Any]) -> str:
    """Under which an event stands: an article under its own name, which keeps the newest alone, all else under its identity."""
    name = next((tag[1] for tag in event["tags"] if tag[0] == "d" and len(tag) > 1), "")
    return f"{event['kind']}:{event['pubkey']}:{name}" if event["kind"] == ARTICLE else str(event["id"])


def _fits(event: dict[str, Any], wanted: dict[str, Any]) -> bool:
    names = {tag[1] for tag in event["tags"] if tag[0] == "d" and len(tag) > 1}
    return (
        event["id"] in wanted.get("ids", [event["id"]])
        and event["kind"] in wanted.get("kinds", [event["kind"]])
        and event["pubkey"] in wanted.get("authors", [event["pubkey"]])
        and event["created_at"] >= wanted.get("since", 0)
        and (not wanted.get("#d") or bool(names & set(wanted["#d"])))
    )


def _frame(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return found if isinstance(found, list) else []
