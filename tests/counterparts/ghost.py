"""A real Ghost site (npm `ghost`, SQLite) on loopback, with its owner, one integration and one subscriber."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from scripts import more_counterparts as installed
from tests.counterparts import more

UP = 240
"""Seconds in which a site must be up: its database is made first."""


@dataclass(frozen=True)
class Site:
    """The running site at `url`, whose integration has `key`."""

    url: str
    key: str

    def page(self, path: str) -> requests.Response:
        """What a reader gets."""
        return _session().get(f"{self.url}{path}", timeout=30)


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """The site with all that it keeps in `folder`."""
    package, port = more.HOME / "ghost" / "package", more.free()
    for name in ("data", "images", "logs", "files", "media", "settings", "public"):
        (folder / name).mkdir(parents=True)
    shutil.copytree(package / "content" / "themes", folder / "themes")
    url = f"http://127.0.0.1:{port}"
    settings = {
        "NODE_ENV": "production",
        "url": url,
        "server__host": "127.0.0.1",
        "server__port": str(port),
        "database__client": "better-sqlite3",
        "database__connection__filename": str(folder / "data" / "ghost.db"),
        "database__useNullAsDefault": "true",
        "paths__contentPath": str(folder),
        "mail__transport": "Direct",
        "logging__level": "error",
        "logging__transports": '["stdout"]',
        "privacy__useUpdateCheck": "false",
        "privacy__useGravatar": "false",
        "privacy__useRpcPing": "false",
        "security__staffDeviceVerification": "false",
    }
    words = [installed.wheel(more.HOME) / "bin" / "node", "index.js"]
    api = f"{url}/ghost/api/admin"
    with more.program(words, folder / "log", lambda: _answers(f"{api}/site/"), UP, package, {**os.environ, **settings}):
        yield Site(url, _key(api, url))


def _key(api: str, origin: str) -> str:
    """Makes the owner, somebody who reads the newsletter, and an integration; gives its Admin API key."""
    password = secrets.token_hex(16)
    with _session() as owner:
        owner.headers["Origin"] = origin
        setup = {"name": "Ada", "email": "ada@example.org", "password": password, "blogTitle": "Small Batches"}
        _done(owner.post(f"{api}/authentication/setup/", json={"setup": [setup]}, timeout=60))
        _done(owner.post(f"{api}/session/", json={"username": "ada@example.org", "password": password}, timeout=60))
        (letter,) = _done(owner.get(f"{api}/newsletters/", timeout=60)).json()["newsletters"]
        reader = {"email": "reader@example.org", "newsletters": [{"id": letter["id"]}]}
        _done(owner.post(f"{api}/members/", json={"members": [reader]}, timeout=60))
        made = _done(owner.post(f"{api}/integrations/?include=api_keys", json={"integrations": [{"name": "bot"}]}, timeout=60))
    keys: list[dict[str, Any]] = made.json()["integrations"][0]["api_keys"]
    return next(str(key["secret"]) for key in keys if key["type"] == "admin")


def _done(answer: requests.Response) -> requests.Response:
    assert answer.ok, answer.text
    return answer


def _answers(url: str) -> bool:
    try:
        return _session().get(url, timeout=5).status_code == 200
    except requests.RequestException:
        return False


def _session() -> requests.Session:
    made = requests.Session()
    made.trust_env = False
    return made
