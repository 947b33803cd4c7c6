"""A real Nostr relay, PyPI's nostr-relay, with its database in a folder of the test's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.counterparts import more

SETTINGS = """\
DEBUG: false
relay_name: counterpart
sysop_pubkey: ""
sysop_contact: ""
max_event_size: {largest}
storage:
  sqlalchemy.url: sqlite+aiosqlite:///{database}
  validators: [nostr_relay.validators.is_not_too_large, nostr_relay.validators.is_signed, nostr_relay.validators.is_recent]
gunicorn: {{bind: "127.0.0.1:{port}", workers: 1, loglevel: warning}}
purple: {{host: 127.0.0.1, port: {port}, workers: 1, disable_compression: true}}
authentication: {{enabled: false}}
verification: {{nip05_verification: disabled}}
"""


@contextmanager
def running(folder: Path, *, largest: int = 65_536) -> Iterator[str]:
    """The address of the relay, which takes contents of `largest` letters."""
    folder.mkdir()
    port, settings = more.free(), folder / "config.yaml"
    settings.write_text(SETTINGS.format(database=folder / "events.sqlite3", port=port, largest=largest), "utf-8")
    words = [more.HOME / "relay" / "bin" / "nostr-relay", "-c", settings, "serve"]
    with more.program(words, folder / "log", lambda: more.listens(port), 60, folder, os.environ):
        yield f"ws://127.0.0.1:{port}"
