"""The network as an ASGI application: who calls, what is planned to go wrong, the ledger before the answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute

from bot.rehearsal import (
    bluesky,
    buttondown,
    devto,
    discord,
    ghost,
    kit,
    linkedin,
    mailchimp,
    mastodon,
    medium,
    nostr,
    pages,
    reddit,
    smtp,
    telegram,
    x,
)
from bot.rehearsal.entries import RequestEntry
from bot.rehearsal.faults import ACCEPTING, DROPPING, Faults, Plan, read_plan
from bot.rehearsal.record import kept_body, kept_headers, kept_path
from bot.rehearsal.wire import Answer, Asked, Call, json_answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from bot.clock import Clock
    from bot.rehearsal.calendar import Beside
    from bot.rehearsal.ledger import Ledger

LARGEST_BODY = 64 * 1024 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
HTML = b"<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1></body></html>\n"


class Stage(Protocol):
    """What a platform's file offers."""

    NAME: str

    def account(self, asked: Asked) -> str:
        """The account that calls, or nothing."""

    def answer(self, call: Call) -> Answer:
        """The answer to a request, carried out."""

    def refuse(self, fault: str, call: Call, /, seconds: float = 0) -> Answer:
        """A refusal in that platform's words."""


STAGES: tuple[Stage, ...] = (x, linkedin, mastodon, bluesky, devto, reddit, medium, buttondown, kit, mailchimp, telegram, discord, ghost)


def application(ledger: Ledger, clock: Clock, base: str, pid: int, beside: Beside | None = None) -> ASGIApp:
    """The whole network. `base` is its own address, `pid` its process, `beside` the workspace beside it, if any is known."""
    faults = Faults()

    async def planned(request: Request) -> Response:
        return await _faults(request, faults)

    async def book(_: Request) -> Response:
        records = ledger.records()
        return JSONResponse({name: [asdict(entry) for entry in getattr(records, name)] for name in ("requests", "posts")})

    async def health(_: Request) -> Response:
        return JSONResponse({"ok": True, "pid": pid})

    routes = [Mount(f"/{stage.NAME}", app=_door(stage, ledger, clock, base, faults)) for stage in STAGES]
    door = Route(f"/{smtp.NAME}/door", smtp.Server(ledger, clock, faults).door)
    relays = WebSocketRoute(f"/{nostr.NAME}/{{relay:path}}", nostr.Relays(ledger, clock, faults).line)
    own = [relays, door, Route("/_faults", planned, methods=["GET", "POST", "DELETE"]), Route("/_ledger", book), Route("/_health", health)]
    return _guarded(Starlette(routes=[*own, *routes, *pages.routes(ledger, beside)]))


def _guarded(app: ASGIApp) -> ASGIApp:
    """Answers loopback names only, so that no web page elsewhere can reach the network through a name of its own."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            origin = request.headers.get("origin")
            if not _loopback(f"//{request.headers.get('host', '')}") or (origin is not None and not _loopback(origin)):
                await PlainTextResponse("This network answers its own machine only.\n", status_code=421)(scope, receive, send)
                return
        await app(scope, receive, send)

    return guard


def _loopback(address: str) -> bool:
    try:
        return urlsplit(address).hostname in LOOPBACK
    except ValueError:
        return False


def _door(stage: Stage, ledger: Ledger, clock: Clock, base: str, faults: Faults) -> ASGIApp:
    """The way to one platform: reads the request, meets it with a plan or without, writes it down, answers."""

    async def door(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            asked = await _asked(Request(scope, receive), f"/{stage.NAME}", base)
        except ClientDisconnect:
            return  # half a request is no request
        if asked is None:
            await _send(json_answer(413, {"message": "too large"}), scope, receive, send)
            return
        plan = faults.take(stage.NAME, asked.method, asked.path)
        if plan and plan.fault == "late-accept":
            await asyncio.sleep(plan.seconds)
        answer = _carry_out(stage, asked, plan, ledger, clock)
        if plan and plan.fault == "late":
            await asyncio.sleep(plan.seconds)
        await (_drop(scope, receive) if plan and plan.fault in DROPPING else _send(answer, scope, receive, send))

    return door


async def _asked(request: Request, prefix: str, base: str) -> Asked | None:
    """The request with its whole body; None when the body is larger than any platform takes. Raises ClientDisconnect."""
    parts, size = [], 0
    async for part in request.stream():
        parts.append(part)
        size += len(part)
        if size > LARGEST_BODY:
            return None
    query = dict(parse_qsl(request.url.query, keep_blank_values=True))
    path = str(request.scope["path"]).removeprefix(prefix) or "/"
    return Asked(request.method, path, query, {name.lower(): value for name, value in request.headers.items()}, b"".join(parts), base)


def _carry_out(stage: Stage, asked: Asked, plan: Plan | None, ledger: Ledger, clock: Clock) -> Answer:
    """Acts on the request, or does not, as planned; request and post are in the ledger together, before anything is answered."""
    now = clock.now()
    fault = plan.fault if plan else ""
    with ledger.transaction(now.format_iso()):
        call = Call(asked, stage.account(asked), ledger, now)
        carried_out = plan is None or fault in ACCEPTING
        answer = _distorted(stage.answer(call), stage, call, plan) if carried_out or plan is None else _refusal(stage, call, plan)
        status = 0 if fault in DROPPING else answer.status
        query = "&".join(f"{name}={value}" for name, value in asked.query.items())
        named = (stage.NAME, call.account, asked.method, kept_path(asked), query)
        ledger.add_request(RequestEntry(0, now.format_iso(), *named, kept_headers(asked), kept_body(asked), status, fault))
    return answer


def _refusal(stage: Stage, call: Call, plan: Plan) -> Answer:
    plain: Mapping[str, Callable[[], Answer]] = {
        "500-before": _broken,
        "html": _web_page,
        "empty": lambda: Answer(200, b"", {"content-type": "application/json"}),
        "reset": lambda: Answer(0),
    }
    return plain[plan.fault]() if plan.fault in plain else stage.refuse(plan.fault, call, plan.seconds)


def _distorted(answer: Answer, stage: Stage, call: Call, plan: Plan | None) -> Answer:
    """What the caller gets to see of a request that was carried out."""
    if plan is None or answer.status >= 400:
        return answer
    changed: Mapping[str, Callable[[], Answer]] = {
        "500-after": _broken,
        "html-after": _web_page,
        "no-id": lambda: answer if answer.status == 204 else Answer(answer.status, b"{}", {"content-type": "application/json"}),
        "ratelimit-after": lambda: stage.refuse("ratelimit", call, plan.seconds),
    }
    return changed[plan.fault]() if plan.fault in changed else answer


def _broken() -> Answer:
    return Answer(500, b"Internal Server Error", {"content-type": "text/plain; charset=utf-8"})


def _web_page() -> Answer:
    return Answer(200, HTML, {"content-type": "text/html; charset=utf-8"})


async def _send(answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
    await Response(answer.body, answer.status, dict(answer.headers))(scope, receive, send)


async def _drop(scope: Scope, receive: Receive) -> None:
    """Resets the connection, and waits until that has happened: an application that just returned would be answered for."""
    scope["state"]["reset"]()
    while (await receive())["type"] != "http.disconnect":
        pass


async def _faults(request: Request, faults: Faults) -> Response:
    """Plans, tells or clears misbehaviour."""
    if request.method == "DELETE":
        faults.plans.clear()
    if request.method == "POST":
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return JSONResponse({"error": "Send the plan as application/json."}, 415)
        try:
            faults.plans.append(read_plan(json.loads(await request.body())))
        except json.JSONDecodeError:
            return JSONResponse({"error": "A plan is a JSON object."}, 400)
        except ValueError as error:
            return JSONResponse({"error": str(error)}, 400)
    plans: list[Any] = [asdict(plan) for plan in faults.plans]
    return JSONResponse({"plans": plans})
