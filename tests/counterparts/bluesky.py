"""A real Bluesky server (npm `@atproto/pds`) with its directory of identities, both on loopback, and people who have accounts there.

It fails, and does not skip, when a server that should start does not. Both are stopped by their process id.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import requests

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[1] / ".counterparts"
PATIENCE = 60
"""Seconds in which a server must be up."""

NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """The running server at `url`, which signs its tokens with `secret`."""

    url: str
    secret: str

    def ask(self, method: str, name: str, token: str = "", **more: Any) -> requests.Response:
        """One XRPC call as it is, nothing of ours in between."""
        headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **more.pop("headers", {})}
        with requests.Session() as session:
            session.trust_env = False
            return session.request(method, f"{self.url}/xrpc/{name}", headers=headers, timeout=30, **more)

    def aged(self, token: str) -> str:
        """A token of this server as it would be had it ended an hour ago: the same words, older, signed with the server's own secret."""
        head, words, _ = token.split(".")
        said = json.loads(base64.urlsafe_b64decode(words + "=="))
        said |= {"iat": said["iat"] - 864_000, "exp": said["iat"] - 3600}
        signed = f"{head}.{_plain(json.dumps(said).encode())}"
        return f"{signed}.{_plain(hmac.digest(self.secret.encode(), signed.encode(), 'sha256'))}"

    def person(self) -> Person:
        """Somebody new, with an app password."""
        handle = f"ada{next(NUMBERS)}.test"
        made = self.ask(
            "POST",
            "com.atproto.server.createAccount",
            json={"handle": handle, "email": f"{handle}@example.org", "password": "main-password"},
        )
        assert made.status_code == 200, made.text
        token = made.json()["accessJwt"]
        password = self.ask("POST", "com.atproto.server.createAppPassword", token, json={"name": "bot"})
        assert password.status_code == 200, password.text
        return Person(self, handle, made.json()["did"], password.json()["password"], token)


@dataclass(frozen=True)
class Person:
    """An account: its handle, identifier, app password and an access token."""

    server: Server
    handle: str
    did: str
    password: str
    token: str

    def records(self) -> list[dict[str, Any]]:
        """All its posts, as the server lists them: `uri`, `cid`, `value`; the first written first."""
        asked = {"repo": self.did, "collection": "app.bsky.feed.post", "limit": 100}
        found = self.server.ask("GET", "com.atproto.repo.listRecords", params=asked)
        assert found.status_code == 200, found.text
        return sorted(found.json()["records"], key=lambda each: each["value"]["createdAt"])


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """The server with its data in `folder`."""
    directory, port = _free(), _free()
    (folder / "blobs").mkdir(parents=True)
    plain = {**os.environ, "NODE_PATH": str(HOME / "node_modules"), "NODE_ENV": "production"}
    settings = {
        "PDS_HOSTNAME": "localhost",
        "PDS_PORT": str(port),
        "PDS_DEV_MODE": "true",
        "PDS_DISABLE_SSRF_PROTECTION": "true",
        "PDS_INVITE_REQUIRED": "false",
        "PDS_RATE_LIMITS_ENABLED": "true",
        "PDS_DID_PLC_URL": f"http://127.0.0.1:{directory}",
        "PDS_DATA_DIRECTORY": str(folder),
        "PDS_BLOBSTORE_DISK_LOCATION": str(folder / "blobs"),
        "PDS_ADMIN_PASSWORD": secrets.token_hex(16),
        "PDS_JWT_SECRET": (secret := secrets.token_hex(32)),
        "PDS_DPOP_SECRET": secrets.token_hex(32),
        "PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX": secrets.token_hex(32),
    }
    plc = HOME / "node_modules" / "@did-plc" / "server" / "dist" / "bin.js"
    with (
        _node(folder / "plc.log", plc, {**plain, "PORT": str(directory)}, f"http://127.0.0.1:{directory}/_health"),
        _node(folder / "pds.log", HERE / "pds" / "start.js", {**plain, **settings}, f"http://127.0.0.1:{port}/xrpc/_health"),
    ):
        yield Server(f"http://127.0.0.1:{port}", secret)


@contextmanager
def _node(log: Path, script: Path, environment: dict[str, str], health: str) -> Iterator[None]:
    command = ["node", "--require", str(HERE / "pds" / "loopback.js"), str(script)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, cwd=HOME, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        _wait(process, log, health)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=10)


def _wait(process: subprocess.Popen[bytes], log: Path, health: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if requests.get(health, timeout=5, proxies={"http": ""}).status_code == 200:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError(f"{health} did not come up: {log.read_text('utf-8', 'replace')[-2000:]}")


def _plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
