"""Words of a foreign text as markdown that means nothing but them, with as few backslashes as that takes."""

from __future__ import annotations

import re

_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|[*`^]|\$(?!\s|\Z)|(?<![^\W_])_|_(?![^\W_])|~(?=[~\w])|(?<=\w)~|=(?==)|&(?=#?\w{1,32};)|<(?=[A-Za-z/!?])"
    r"|\[(?=[\[^@]|[xX ]\](?:\s|$))|\](?=[(\[:])|\{(?=[{}%#:<.]|\s+[.#:}]|[\w-]+=)|\}(?=\})|(?<=:)::|%(?=%)"
)
_START = re.compile(
    r"\s*(?:(#{1,6}(?=\s|$)|>|[+-](?=\s|$)|:(?=\s|::)|\|(?=.*\|)|!!!|\?\?\?|---|\+\+\+|=+\s*$|-+\s*$|~~~)|(\d{1,9})(?=[.)](?:\s|$)))"
)
_ADDRESS = re.compile(r"(?<![A-Za-z0-9])((?:https?://|www\.)[^\s<>]+)")


def escape(text: str, *, begins: bool) -> str:
    """`text` with every sign that would mean something escaped; `begins` says that it stands at the beginning of a line."""
    parts = _ADDRESS.split(text)
    escaped = "".join(part if at % 2 else _SPECIAL.sub(_escaped, part) for at, part in enumerate(parts))
    if not begins or not (found := _START.match(escaped)):
        return escaped
    at = found.end(2) if found[2] else found.start(1)
    return f"{escaped[:at]}\\{escaped[at:]}"


def _escaped(sign: re.Match[str]) -> str:
    """A bracket is written as an entity, as behind a backslash it would open a formula; and so is a backslash before one, as two would."""
    if sign[0] == "\\" and sign.string[sign.end() : sign.end() + 1] in {"(", "["}:
        return "&#92;"
    return "&#91;" if sign[0] == "[" else "\\" + sign[0]


def label(text: str) -> str:
    """Words inside square brackets: an alternative text, say, as an attribute holds it."""
    signs = {"[": "&#91;", "]": "&#93;"}
    return re.sub(r"[\[\]\\`$*_<]", lambda sign: signs.get(sign[0], "\\" + sign[0]), " ".join(text.split()))


def target(href: str) -> str:
    """An address inside round brackets."""
    href = re.sub(r"[\x00-\x20\x7f<>\\]", lambda sign: f"%{ord(sign[0]):02X}", href)
    if href.count("(") != href.count(")") or "((" in href:
        href = href.replace("(", "%28").replace(")", "%29")
    return href
