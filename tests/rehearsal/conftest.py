"""One rehearsal network for all of these tests, a real process over real HTTP, and an account of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.rehearsal.entries import PostEntry, RequestEntry
from bot.rehearsal.launch import Network, ensure, read_ledger
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.linkedin_rules import member
from bot.rehearsal.looks import LOOKS

NUMBERS = count(1)
OAUTH = 'OAuth oauth_consumer_key="rehearsal-{0}-api_key", oauth_token="rehearsal-{0}-access_token", oauth_nonce="1", oauth_timestamp="1"'


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rehearsal")


def serve(state: Path) -> Iterator[Network]:
    """A network that keeps its ledger in `state`, for a fixture to yield from."""
    running = ensure(state, port=0)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def network(state: Path) -> Iterator[Network]:
    yield from serve(state)


class Person:
    """An account of the test's own, and how it calls the platforms."""

    def __init__(self, network: Network, state: Path) -> None:
        self.name = f"ada-{next(NUMBERS)}"
        self.network = network
        self.state = state
        self.session = requests.Session()
        self.session.trust_env = False

    def x(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = {"Authorization": OAUTH.format(self.name) + ', oauth_signature="s"', **more.pop("headers", {})}
        return self.session.request(method, f"{self.network.url}/x{path}", headers=headers, timeout=10, **more)

    def linkedin(self, method: str, path: str, **more: Any) -> requests.Response:
        usual = {"LinkedIn-Version": "202607", "X-Restli-Protocol-Version": "2.0.0"}
        headers = {"Authorization": f"Bearer rehearsal-{self.name}-access_token", **usual, **more.pop("headers", {})}
        return self.session.request(method, f"{self.network.url}/linkedin{path}", headers=headers, timeout=10, **more)

    def reddit(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = {"Authorization": f"bearer rehearsal-{self.name}-access_token", **more.pop("headers", {})}
        return self.session.request(method, f"{self.network.url}/reddit{path}", headers=headers, timeout=10, **more)

    def mastodon(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer rehearsal-{self.name}-access_token", **more.pop("headers", {})}
        return self.session.request(method, f"{self.network.url}/mastodon{path}", headers=headers, timeout=10, **more)

    def buttondown(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = {"Authorization": f"Token rehearsal-{self.name}-api_key", "X-API-Version": "2026-04-01", **more.pop("headers", {})}
        return self.session.request(method, f"{self.network.url}/buttondown{path}", headers=headers, timeout=10, **more)

    @property
    def urn(self) -> str:
        return f"urn:li:person:{member(self.name)}"

    def share(self, commentary: str, **more: Any) -> dict[str, Any]:
        """The body of a LinkedIn post."""
        spread = {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []}
        usual = {"author": self.urn, "visibility": "PUBLIC", "distribution": spread, "lifecycleState": "PUBLISHED"}
        return {**usual, "commentary": commentary, **more}

    def submission(self, **more: Any) -> dict[str, Any]:
        """The form of a Reddit post."""
        return {"kind": "self", "sr": "test", "title": "A title", "text": "Words.", "resubmit": "True", "api_type": "json", **more}

    def posts(self) -> list[PostEntry]:
        ledger = Ledger(self.state / "rehearsal.sqlite", readonly=True)
        found = [post for platform in LOOKS for post in ledger.posts(platform, self.name)]
        ledger.close()
        return sorted(found, key=lambda post: post.seq)

    def requests(self) -> list[RequestEntry]:
        return [request for request in read_ledger(self.state).requests if request.account == self.name]

    def plan(self, fault: str, **more: Any) -> None:
        answer = self.session.post(f"{self.network.url}/_faults", json={"fault": fault, **more}, timeout=10)
        assert answer.status_code == 200, answer.text


@pytest.fixture
def person(network: Network, state: Path) -> Iterator[Person]:
    made = Person(network, state)
    yield made
    made.session.delete(f"{network.url}/_faults", timeout=10)
    made.session.close()
