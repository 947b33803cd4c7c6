"""uvicorn's HTTP protocol with one more power: to reset its connection, as a network does."""

from __future__ import annotations

import asyncio
import socket
import struct

from uvicorn.protocols.http.h11_impl import H11Protocol

LINGER_NOT = struct.pack("ii", 1, 0)
"""SO_LINGER on, for zero seconds: closing sends a reset instead of a polite end."""


class Protocol(H11Protocol):
    """Hands every request a `reset` in its scope's state, which drops the connection without another byte."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remembers how to drop this connection."""

        def reset() -> None:
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
            transport.abort()

        self.app_state = {**self.app_state, "reset": reset}
        super().connection_made(transport)
