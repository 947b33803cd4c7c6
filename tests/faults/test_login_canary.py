"""Whatever a platform repeats of what was typed at its login reaches neither the screen nor the disk. One process for each platform."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from bot import platforms
from tests.cli.test_accounts import SHAPED
from tests.cli.test_login import login, workspace
from tests.loopback import Answer, Reply, Seen, serving

NEVER_SENT = {"nostr"}
"""Whose secret signs and never leaves: what is no key is refused here, and nobody is asked."""


@pytest.mark.parametrize("name", [name for name in platforms.names() if platforms.guide(name).asks])
def test_no_platform_gets_what_was_typed_onto_the_screen_or_the_disk(tmp_path: Path, name: str) -> None:
    asks = platforms.guide(name).asks

    def repeat(seen: Seen) -> Answer:
        said = f"{seen.path} {seen.headers} {seen.body.decode('latin-1')} {' '.join(f'C4n4ry{field}9f3a' for field, _ in asks)}"
        return Reply(401, {"error": said, "message": said, "detail": said})

    kind = platforms.load(name).Account
    required = {field.encode_name: "example.social" for field in msgspec.structs.fields(kind) if field.required}
    with serving(repeat) as server:
        said = {
            **required,
            **SHAPED.get(name, {}),
            "platform": name,
            "mode": "api",
            "handle": "ada.example",
            "rehearsal": False,
            "api": server.url,
        }
        root = workspace(tmp_path, f"  it: {json.dumps(said)}")
        with login(root, "it", "--token") as talk:
            for field, called in asks:
                talk.secret(f"{called}: ", f"C4n4ry{field}9f3a")
            assert talk.ends() == 1, talk.seen
    assert bool(server.seen) == (name not in NEVER_SENT), "asked or not, and it should be otherwise"
    assert "C4n4ry" not in talk.seen
    assert [path for path in root.rglob("*") if path.is_file() and b"C4n4ry" in path.read_bytes()] == []
