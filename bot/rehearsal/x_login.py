"""X's OAuth 2.0 with PKCE, as strict as it may be: a page to say yes on, codes good once, refresh tokens that change at every use.

Lifetimes from docs.x.com (2026-11-22): a code 30 seconds, an access token two hours. That a refresh token which comes a second time
takes the whole login back is what RFC 9700 section 4.14.2 asks for; X does not say, so the stricter case is rehearsed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from html import escape
from secrets import token_urlsafe
from urllib.parse import urlencode

from bot.rehearsal.wire import Answer, Asked, Call, account_in, json_answer

NAME = "x"
PAGE, TOKEN = "/i/oauth2/authorize", "/2/oauth2/token"
CODE_LIFE, TOKEN_LIFE = 30, 7200
"""Seconds."""

SCOPES = frozenset({"tweet.read", "tweet.write", "users.read", "media.write", "offline.access"})
NEEDED: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("POST", "/2/media/.*", frozenset({"media.write"})),
    ("POST|DELETE", "/2/tweets.*", frozenset({"tweet.read", "tweet.write", "users.read"})),
    ("GET", "/2/.*", frozenset({"tweet.read", "users.read"})),
)
"""Method, path and the scopes that X's reference names for it."""

_REDIRECT = re.compile(r"http://127\.0\.0\.1:\d{1,5}/\w+", re.ASCII)
_CHALLENGE = re.compile(r"[\w-]{43}", re.ASCII)
_VERIFIER = re.compile(r"[\w.~-]{43,128}", re.ASCII)


def account(asked: Asked) -> str:
    """The account that a login is for, or that a bearer token is of; empty where there is none."""
    if asked.path in {PAGE, TOKEN}:
        return account_in({**asked.query, **asked.form()}.get("client_id", ""), "client_id")
    found = re.fullmatch(r"rehearsal-(.+)-oauth2\.[\w-]+", asked.bearer(), re.ASCII)
    return found[1] if found else ""


def may(call: Call) -> bool:
    """Whether the bearer token of a request is alive and of its account."""
    kept = call.ledger.kept(NAME, _name("access", call.asked.bearer()))
    return bool(kept) and _alive(call, kept) and kept["account"] == call.account


def lacks(call: Call) -> bool:
    """Whether its login allows less than the request takes."""
    kept = call.ledger.kept(NAME, _name("access", call.asked.bearer()))
    needed = next((scopes for method, path, scopes in NEEDED if re.fullmatch(method, call.asked.method) and _at(path, call)), frozenset())
    return not needed <= {*kept.get("scopes", "").split()}


def page(call: Call) -> Answer:
    """GET /i/oauth2/authorize: who asks for what, and two buttons."""
    asked = call.asked.query
    if why := _wrong_page(asked):
        return _html(400, f"<p>{escape(why)}</p>")
    hidden = "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in asked.items())
    wanted = "".join(f"<li>{escape(scope)}</li>" for scope in asked["scope"].split())
    buttons = '<button name="answer" value="yes">Authorize app</button> <button name="answer" value="no">Cancel</button>'
    words = f"<p>An app wants to access the rehearsal account <b>{escape(call.account)}</b>:</p><ul>{wanted}</ul>"
    return _html(200, f'{words}<form method="post">{hidden}{buttons}</form>')


def decide(call: Call) -> Answer:
    """POST of that form: back to the app, with a code or without."""
    asked = call.asked.form()
    if why := _wrong_page(asked):
        return _html(400, f"<p>{escape(why)}</p>")
    said = {"state": asked["state"], "error": "access_denied"}
    if asked.get("answer") == "yes":
        code = token_urlsafe(24)
        about = {name: asked[name] for name in ("code_challenge", "redirect_uri", "client_id", "scope")}
        call.ledger.keep(NAME, _name("code", code), {**about, "ends": _in(call, CODE_LIFE), "family": token_urlsafe(12)})
        said = {"state": asked["state"], "code": code}
    return Answer(303, b"", {"location": f"{asked['redirect_uri']}?{urlencode(said)}"})


def token(call: Call) -> Answer:
    """POST /2/oauth2/token."""
    form = call.asked.form()
    if not call.asked.headers.get("content-type", "").startswith("application/x-www-form-urlencoded") or not call.account:
        return _refused("Missing required parameter [client_id].")
    kind = form.get("grant_type")
    if kind not in {"authorization_code", "refresh_token"}:
        return _refused("Missing required parameter [grant_type].")
    return _of_code(call, form) if kind == "authorization_code" else _of_refresh(call, form)


def _of_code(call: Call, form: Mapping[str, str]) -> Answer:
    name = _name("code", form.get("code", ""))
    kept = call.ledger.kept(NAME, name)
    if kept.get("used"):
        _take_back(call, kept["family"])
    if not kept or kept.get("used") or not _alive(call, kept):
        return _refused("Value passed for the authorization code was invalid.")
    call.ledger.keep(NAME, name, {**kept, "used": "yes"})
    if (kept["redirect_uri"], kept["client_id"]) != (form.get("redirect_uri"), form.get("client_id")):
        return _refused("Value passed for the redirect uri did not match the uri of the authorization code.")
    verifier = form.get("code_verifier", "")
    proof = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    if not _VERIFIER.fullmatch(verifier) or not hmac.compare_digest(proof, kept["code_challenge"]):
        return _refused("Value passed for the code verifier did not match the code challenge.")
    return _given(call, kept["scope"], kept["family"])


def _of_refresh(call: Call, form: Mapping[str, str]) -> Answer:
    name = _name("refresh", form.get("refresh_token", ""))
    kept = call.ledger.kept(NAME, name)
    if kept.get("used"):
        _take_back(call, kept["family"])
    if not kept or kept.get("used") or kept["account"] != call.account or not _alive(call, kept):
        return _refused("Value passed for the token was invalid.")
    call.ledger.keep(NAME, name, {**kept, "used": "yes"})
    return _given(call, kept["scopes"], kept["family"])


def _given(call: Call, scopes: str, family: str) -> Answer:
    access, refresh = f"rehearsal-{call.account}-oauth2.{token_urlsafe(24)}", token_urlsafe(32)
    about = {"account": call.account, "family": family, "scopes": scopes}
    call.ledger.keep(NAME, _name("access", access), {**about, "ends": _in(call, TOKEN_LIFE)})
    answer: dict[str, object] = {"token_type": "bearer", "expires_in": TOKEN_LIFE, "access_token": access, "scope": scopes}
    if "offline.access" in scopes.split():
        call.ledger.keep(NAME, _name("refresh", refresh), about)
        answer["refresh_token"] = refresh
    return json_answer(200, answer, {"cache-control": "no-store"})


def _wrong_page(asked: Mapping[str, str]) -> str:
    """Why a person is not even asked: a yes must never be sent anywhere else, nor without proof."""
    if asked.get("response_type") != "code" or not account_in(asked.get("client_id", ""), "client_id"):
        return "response_type or client_id is wrong."
    if not _REDIRECT.fullmatch(asked.get("redirect_uri", "")):
        return "The redirect address is none that the app has: http://127.0.0.1 with a port and a path."
    if not asked.get("state") or len(asked["state"]) > 500:
        return "There is no state."
    if asked.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(asked.get("code_challenge", "")):
        return "PKCE is asked for, with S256."
    scopes = {*asked.get("scope", "").split()}
    return "" if scopes and scopes <= SCOPES else "The scopes are none, or more than the app may ask for."


def _alive(call: Call, kept: Mapping[str, str]) -> bool:
    over = kept.get("ends", "~") <= call.now.format_iso(unit="second")
    return not over and not call.ledger.kept(NAME, f"family {kept['family']}")


def _take_back(call: Call, family: str) -> None:
    call.ledger.keep(NAME, f"family {family}", {"taken": "back"})


def _in(call: Call, seconds: int) -> str:
    return call.now.add(seconds=seconds).format_iso(unit="second")


def _at(path: str, call: Call) -> bool:
    return re.fullmatch(path, call.asked.path) is not None


def _name(kind: str, secret: str) -> str:
    return f"{kind} {hashlib.sha256(secret.encode()).hexdigest()}"


def _refused(why: str) -> Answer:
    return json_answer(400, {"error": "invalid_request", "error_description": why})


def _html(status: int, body: str) -> Answer:
    head = "<!doctype html><html lang=en><meta charset=utf-8><title>Authorize (rehearsal)</title>"
    safe = {"content-security-policy": "default-src 'none'", "referrer-policy": "no-referrer", "x-frame-options": "DENY"}
    return Answer(status, (head + body).encode(), {"content-type": "text/html; charset=utf-8", **safe})
