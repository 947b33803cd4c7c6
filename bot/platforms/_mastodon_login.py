"""Asking a Mastodon server for a token: we register there, a person says yes, a code is changed for the token (checked 2026-11-22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.http import four_kinds, json_object, only_done
from bot.platforms import _oauth
from bot.platforms._mastodon_client import host

if TYPE_CHECKING:
    from bot.model.guide import Consent, Grant
    from bot.platforms.base import Connection


def login(connection: Connection, consent: Consent, scopes: tuple[str, ...]) -> Grant:
    """A token with `scopes` (docs.joinmastodon.org: apps 2.7.2, oauth 4.3). Older servers ignore PKCE. Raises a SendError, UserError."""
    home, wanted = f"https://{host(connection)}", " ".join(scopes)
    with four_kinds(connection.now):
        about = {"client_name": "bot", "redirect_uris": consent.redirect, "scopes": wanted}
        known = json_object(only_done(connection.session.post(f"{home}/api/v1/apps", data=about)).text)
    id_, secret = (_oauth.text(connection, known, field) for field in ("client_id", "client_secret"))
    proof = {"code_challenge": consent.challenge, "code_challenge_method": "S256"}
    code = consent.ask(f"{home}/oauth/authorize", {"client_id": id_, "scope": wanted, **proof})
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": consent.redirect, "code_verifier": consent.verifier}
    return _oauth.token(connection, f"{home}/oauth/token", {**form, "client_id": id_, "client_secret": secret})
