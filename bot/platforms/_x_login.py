"""Asking X for tokens: OAuth 2.0 with PKCE as a public client (docs.x.com, authorization-code, checked 2026-11-22).

The code is good for 30 seconds, the access token for two hours. Each renewal gives another refresh token (documented by its examples);
that the old one ends with it, and how long one that is not used lasts, half a year perhaps, is believed and not documented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.platforms import _oauth

if TYPE_CHECKING:
    from bot.model.guide import Consent, Grant
    from bot.platforms.base import Connection

PAGE = "https://x.com/i/oauth2/authorize"
TOKEN = "https://api.x.com/2/oauth2/token"  # noqa: S105 - an address
SCOPES = ("tweet.read", "tweet.write", "users.read", "media.write", "offline.access")
"""The least that works: X wants tweet.read for every write, users.read says who we are, offline.access gives the refresh token."""


def login(connection: Connection, consent: Consent) -> Grant:
    """Tokens for whoever says yes. Raises a SendError or UserError."""
    id_ = connection.secrets["client_id"]
    proof = {"code_challenge": consent.challenge, "code_challenge_method": "S256"}
    code = consent.ask(PAGE, {"client_id": id_, "scope": " ".join(SCOPES), **proof})
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": consent.redirect, "code_verifier": consent.verifier}
    return _oauth.token(connection, TOKEN, {**form, "client_id": id_}, lasts=True)


def renew(connection: Connection) -> Grant:
    """The next tokens. Raises a SendError: Refused where X takes the refresh token no more."""
    form = {"grant_type": "refresh_token", **{field: connection.secrets[field] for field in ("refresh_token", "client_id")}}
    return _oauth.token(connection, TOKEN, form, lasts=True, before=connection.secrets["refresh_token"])
