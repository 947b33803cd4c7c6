"""JSON as the value it was made from, read by as many threads as like.

msgspec 0.22 learns a dataclass when it first decodes one; another thread that decodes the same one meanwhile may crash the process. Here
one thread at a time learns, and what was learned is kept.
"""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import msgspec

_guard = threading.Lock()


def decode(data: str | bytes, kind: Any) -> Any:
    """`data` as a value of the type `kind`. Raises msgspec.DecodeError where it is none."""
    with _guard:
        decoder = _learned(kind)
    return decoder.decode(data)


@cache
def _learned(kind: Any) -> msgspec.json.Decoder[Any]:
    import msgspec

    return msgspec.json.Decoder(kind)
