"""Events as NIP-01 has them, judged without the library that signs: identity by SHA-256, signature by BIP-340 from its own text.

Slow beside a library (milliseconds a signature) and written for eyes; it verifies only, so nothing here must be secret.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
    1,
)
"""The curve secp256k1: its field, the order of its group, and the group's generator (SEC 2)."""

MOST_TAGS, LONGEST, AHEAD = 2000, 65_536, 900
"""Tags and bytes of an event, and seconds that it may be ahead of the relay's clock (strfry's defaults, 2026-11)."""

Point = tuple[int, int, int] | None
_HEX64, _HEX128 = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{128}")


def wrong(event: object, now: int) -> str:
    """Why a relay would not take this for an event, with NIP-01's word before it; empty for a good one."""
    if not isinstance(event, dict) or set(event) != {"id", "pubkey", "created_at", "kind", "tags", "content", "sig"}:
        return "invalid: not an event"
    texts = all(isinstance(event[name], str) for name in ("id", "pubkey", "content", "sig"))
    numbers = all(type(event[name]) is int and event[name] >= 0 for name in ("created_at", "kind"))
    if not texts or not numbers or not _tags(event["tags"]):
        return "invalid: a field is of the wrong kind"
    if len(json.dumps(event, ensure_ascii=False).encode("utf-8", "surrogatepass")) > LONGEST:
        return "invalid: event too large"
    if event["created_at"] > now + AHEAD:
        return "invalid: created_at is too far in the future"
    if not _HEX64.fullmatch(event["pubkey"]) or event["id"] != identity(event):
        return "invalid: bad event id"
    if not _HEX128.fullmatch(event["sig"]) or not verified(event["pubkey"], event["id"], event["sig"]):
        return "invalid: bad signature"
    return ""


def identity(event: dict[str, Any]) -> str:
    """SHA-256 of the event as NIP-01 writes it down; rare control signs are escaped, as every known app does in spite of it."""
    said = [0, event["pubkey"], event["created_at"], event["kind"], event["tags"], event["content"]]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def public(secret: str) -> str:
    """The public key of a secret one: the x of its point, in hexadecimal digits."""
    return f"{_place(_times(int(secret, 16), G))[0]:064x}"


def verified(key: str, digest: str, signature: str) -> bool:
    """Whether `signature` is that of `key` for `digest`, all in hexadecimal digits (BIP-340, "Verification")."""
    at = _lifted(int(key, 16))
    r, s = int(signature[:64], 16), int(signature[64:], 16)
    if at is None or r >= P or s >= N:
        return False
    challenge = int.from_bytes(_tagged(bytes.fromhex(signature[:64] + key + digest))) % N
    x, y = _place(_plus(_times(s, G), _times(N - challenge, at)))
    return (x, y) != (0, 0) and y % 2 == 0 and x == r


def _tagged(data: bytes) -> bytes:
    tag = hashlib.sha256(b"BIP0340/challenge").digest()
    return hashlib.sha256(tag + tag + data).digest()


def _lifted(x: int) -> Point:
    """The point of this x whose y is even, if there is one."""
    if x >= P:
        return None
    square = (pow(x, 3, P) + 7) % P
    y = pow(square, (P + 1) // 4, P)
    if pow(y, 2, P) != square:
        return None
    return x, y if y % 2 == 0 else P - y, 1


def _plus(one: Point, other: Point) -> Point:
    """The sum of two points, each (x, y, z) for the place (x/z², y/z³), so that nothing is divided on the way."""
    if one is None or other is None:
        return one or other
    (x1, y1, z1), (x2, y2, z2) = one, other
    u1, u2 = x1 * z2 * z2 % P, x2 * z1 * z1 % P
    s1, s2 = y1 * pow(z2, 3, P) % P, y2 * pow(z1, 3, P) % P
    if u1 == u2:
        return _twice(one) if s1 == s2 else None
    h, r = u2 - u1, s2 - s1
    h2, h3 = h * h % P, pow(h, 3, P)
    x = (r * r - h3 - 2 * u1 * h2) % P
    return x, (r * (u1 * h2 - x) - s1 * h3) % P, h * z1 * z2 % P


def _twice(point: Point) -> Point:
    if point is None:
        return None
    x1, y1, z1 = point
    s, m = 4 * x1 * y1 * y1 % P, 3 * x1 * x1 % P
    x = (m * m - 2 * s) % P
    return x, (m * (s - x) - 8 * pow(y1, 4, P)) % P, 2 * y1 * z1 % P


def _times(number: int, point: Point) -> Point:
    found: Point = None
    for bit in bin(number)[2:]:
        found = _twice(found)
        if bit == "1":
            found = _plus(found, point)
    return found


def _place(point: Point) -> tuple[int, int]:
    """Where a point is; (0, 0) for the one that is nowhere."""
    if point is None:
        return 0, 0
    inverse = pow(point[2], -1, P)
    return point[0] * inverse * inverse % P, point[1] * pow(inverse, 3, P) % P


def _tags(tags: object) -> bool:
    lists = isinstance(tags, list) and len(tags) <= MOST_TAGS
    return lists and all(isinstance(tag, list) and tag and all(isinstance(word, str) for word in tag) for tag in tags)  # type: ignore[attr-defined]
