"""Asking LinkedIn for a token: authorization code with the app's own secret (learn.microsoft.com authorization-code-flow, 2026-05).

Its web flow takes no PKCE: the code is worth nothing without the app's secret, and the state ties the answer to this login.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.platforms import _oauth

if TYPE_CHECKING:
    from bot.model.guide import Consent, Grant
    from bot.platforms.base import Connection

HOST = "https://www.linkedin.com/oauth/v2"


def login(connection: Connection, consent: Consent, scopes: tuple[str, ...]) -> Grant:
    """A token of 60 days for the member who says yes. Raises a SendError or UserError."""
    app = {field: connection.secrets[field] for field in ("client_id", "client_secret")}
    code = consent.ask(f"{HOST}/authorization", {"client_id": app["client_id"], "scope": " ".join(scopes)})
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": consent.redirect}
    return _oauth.token(connection, f"{HOST}/accessToken", {**form, **app})
