"""A keyring for tests: a file, named by an environment variable, which child processes see too. An empty name is a locked one."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class Filed(KeyringBackend):
    """Keeps what it is given in the file `$FILED_KEYRING`."""

    priority = 1  # type: ignore[assignment]

    def _read(self) -> dict[str, str]:
        if not os.environ.get("FILED_KEYRING"):
            raise KeyringLocked("locked")
        path = Path(os.environ["FILED_KEYRING"])
        found: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        return found

    def _write(self, held: dict[str, str]) -> None:
        Path(os.environ["FILED_KEYRING"]).write_text(json.dumps(held))

    def get_password(self, service: str, username: str) -> str | None:
        """What stands under these names."""
        return self._read().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps it."""
        self._write({**self._read(), f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """Takes it away."""
        held = self._read()
        if held.pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError
        self._write(held)
