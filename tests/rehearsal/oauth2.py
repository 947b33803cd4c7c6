"""A person with a browser who says yes on the rehearsed X: what a login needs, over real HTTP and without a line of the bot's own."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from urllib.parse import parse_qs, urlsplit

import requests

SCOPES = "tweet.read tweet.write users.read media.write offline.access"
REDIRECT = "http://127.0.0.1:8789/callback"


class Browser:
    """The browser of the owner of the account `name` on the network at `url`, and the two halves of a proof."""

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name = url, name
        self.verifier = secrets.token_urlsafe(64)
        self.session = requests.Session()
        self.session.trust_env = False

    @property
    def challenge(self) -> str:
        return base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()

    def asked(self, **other: str) -> dict[str, str]:
        """What stands in the address of the page."""
        proof = {"code_challenge": self.challenge, "code_challenge_method": "S256"}
        usual = {"response_type": "code", "client_id": f"rehearsal-{self.name}-client_id", "redirect_uri": REDIRECT, "scope": SCOPES}
        return {**usual, **proof, "state": "s", **other}

    def opens(self, **other: str) -> requests.Response:
        """The page."""
        return self.session.get(f"{self.url}/x/i/oauth2/authorize", params=self.asked(**other), timeout=10)

    def says(self, answer: str = "yes", address: str = "", **other: str) -> dict[str, str]:
        """Presses a button of the page (at `address`, else the usual one); what the app is called with then."""
        page = self.session.get(address, timeout=10) if address else self.opens(**other)
        assert page.status_code == 200, page.text
        form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text)) | {"answer": answer}
        back = self.session.post(f"{self.url}/x/i/oauth2/authorize", data=form, timeout=10, allow_redirects=False)
        assert back.status_code == 303, back.text
        return {name: values[0] for name, values in parse_qs(urlsplit(back.headers["location"]).query).items()}

    def token(self, **form: str) -> requests.Response:
        """The token's address."""
        data = {"client_id": f"rehearsal-{self.name}-client_id", **form}
        return self.session.post(f"{self.url}/x/2/oauth2/token", data=data, timeout=10)

    def changes(self, code: str, **other: str) -> requests.Response:
        """A code for a token."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT, "code_verifier": self.verifier, **other}
        return self.token(**form)

    def renews(self, refresh_token: str, **other: str) -> requests.Response:
        """A refresh token for the next."""
        return self.token(grant_type="refresh_token", refresh_token=refresh_token, **other)

    def tokens(self, **other: str) -> dict[str, str]:
        """A whole login, as it is kept."""
        given = self.changes(self.says(**other)["code"]).json()
        return {"client_id": f"rehearsal-{self.name}-client_id", **{name: given[name] for name in ("access_token", "refresh_token")}}

    def me(self, access_token: str) -> int:
        """What X answers to the bearer of a token."""
        return self.session.get(f"{self.url}/x/2/users/me", headers={"Authorization": f"Bearer {access_token}"}, timeout=10).status_code
