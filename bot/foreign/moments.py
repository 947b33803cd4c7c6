"""Dates as feeds, exports and pages write them, in the one way in which front matter has them."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from whenever import Instant, OffsetDateTime, PlainDateTime

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)


def date(text: str) -> str:
    """`text` (ISO 8601, or a mail's date) as `2024-01-02T10:00:00Z`, a bare day as it is; empty where it is neither."""
    text = text.strip()
    found = _ISO.match(text)
    try:
        if found is None:
            return Instant.from_timestamp(int(parsedate_to_datetime(text).timestamp())).format_iso() if text else ""
        if not found[4]:
            return found[0][:10]
        clock = f"{found[0][:10]}T{found[4]}:{found[5]}:{found[6] or '00'}"
        zone = (found[7] or "Z").upper().replace("UTC", "Z")
        if zone == "Z":
            return PlainDateTime.parse_iso(clock).assume_utc().format_iso()
        zone = zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
        return OffsetDateTime.parse_iso(clock + zone).to_instant().format_iso()
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""
