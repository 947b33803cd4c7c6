"""One mail to one reader, made of what was approved: two bodies, and headers in which nothing can be smuggled."""

from __future__ import annotations

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from bot.errors import Refused
from bot.platforms._smtp_list import person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from whenever import Instant

    from bot.model.draft import Draft, FieldValue
    from bot.platforms._smtp_list import Reader

AS_IT_IS = frozenset({"list-unsubscribe", "list-id"})
"""Headers that are addresses for programs: Python's way to fold would encode a long one as words, which no mail program reads there."""


class _Wire(EmailPolicy):
    """CRLF and nothing but ASCII on the wire, in short lines: no server on the way has a reason to change a byte."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """A header as bytes; Python's own way but for those that are to stand as they are, folded between addresses."""
        if name.lower() not in AS_IT_IS:
            return super().fold_binary(name, value)
        return f"{name}: {str(value).replace(', ', ',' + self.linesep + ' ')}{self.linesep}".encode("ascii")


POLICY = _Wire(linesep="\r\n", cte_type="7bit", max_line_length=76)

OPENING, CLOSING = "<main>", "</main>"
"""The approved HTML stands between these."""

PAGE = """\
<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>
<body style="margin:0;padding:16px;background:#ffffff;color:#1a1a1a;font:17px/1.55 Georgia,'Times New Roman',serif">
{preview}<div style="max-width:640px;margin:0 auto">
<h1 style="font-size:30px;line-height:1.2;margin:8px 0 20px">{title}</h1>
<main>
{body}
</main>
<hr style="border:0;border-top:1px solid #cccccc;margin:32px 0 12px">
<p style="font-size:13px;color:#555555">{footer}</p>
</div>
</body>
</html>
"""

PREVIEW = '<div style="display:none;max-height:0;overflow:hidden">{text}</div>\n'
"""What mail programs show beside the subject, and nowhere else."""


def digest(text: str) -> str:
    """How a draft's fields bind its plain text: the first 32 hex digits of the SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def made(draft: Draft, reader: Reader, key: str, at: Instant) -> bytes:
    """The mail as it goes over the wire, with CRLF. Raises Refused when the draft is not what was approved."""
    (segment,) = draft.segments
    fields = draft.fields
    if digest(segment.text) != fields.get("plain"):
        raise Refused("the plain text of the mail is not the one that was approved")
    ways = [filled(way, reader) for way in _texts(fields.get("unsubscribe"))]
    mail = EmailMessage(policy=POLICY)
    sender = _address(fields.get("sender"))
    mail["From"] = sender
    mail["To"] = Address(reader.name, addr_spec=reader.address)
    mail["Subject"] = _subject(draft.title)
    mail["Date"] = formatdate(at.timestamp())
    own = hashlib.sha256(f"{key}:{reader.key}".encode()).hexdigest()[:32]
    mail["Message-ID"] = f"<{own}@{sender.domain}>"
    for name, value in _list_headers(fields, ways):
        mail[name] = value
    mail.set_content(_encodable(f"{segment.text}\n\n-- \n{_plain_footer(fields, ways)}\n"), subtype="plain", charset="utf-8")
    mail.add_alternative(_encodable(page(draft, ways)), subtype="html", charset="utf-8")
    mail.set_boundary(f"=_{own}")
    return mail.as_bytes()


def _list_headers(fields: Mapping[str, FieldValue], ways: list[str]) -> Iterable[tuple[str, str | Address]]:
    if fields.get("reply_to"):
        yield "Reply-To", _address(fields["reply_to"])
    yield "List-Id", str(fields["list_id"])
    yield "Precedence", "bulk"
    if ways:
        yield "List-Unsubscribe", ", ".join(f"<{way}>" for way in ways)
    if any(way.startswith("https:") for way in ways):  # RFC 8058: one click is a POST to the https address
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def page(draft: Draft, ways: list[str]) -> str:
    """The HTML of a mail: the approved body between the subject and the way out."""
    preview = str(draft.fields.get("description") or "")
    footer = escape(str(draft.fields.get("footer") or "")).replace("\n", "<br>")
    out = f'<a href="{escape(ways[0])}" style="color:#555555">Unsubscribe</a>' if ways else ""
    return PAGE.format(
        lang=escape(str(draft.fields.get("lang") or "en")),
        title=escape(draft.title),
        preview=PREVIEW.format(text=escape(preview)) if preview else "",
        body=draft.segments[0].wire,
        footer="<br>".join(filter(None, (footer, out))),
    )


def _plain_footer(fields: Mapping[str, FieldValue], ways: list[str]) -> str:
    out = f"Unsubscribe: {ways[0]}" if ways else ""
    return "\n".join(filter(None, (str(fields.get("footer") or ""), out)))


def filled(way: str, reader: Reader) -> str:
    """An address to unsubscribe at, for one reader: `{address}` and `{token}` are written so that they can be nothing else."""
    return way.replace("{address}", quote(reader.address, safe="")).replace("{token}", reader.key)


def way_wrong(way: str) -> bool:
    """Whether a template is no https:// or mailto: address, or could end the header it stands in."""
    plain = way.replace("{address}", "a").replace("{token}", "a")
    if len(plain) > 400 or not plain.isascii() or not plain.isprintable() or any(sign in plain for sign in ' <>,"{}\\'):
        return True
    try:
        parts = urlsplit(plain)
    except ValueError:
        return True
    return not (parts.scheme == "https" and parts.hostname) and not (parts.scheme == "mailto" and "@" in parts.path)


def _address(text: FieldValue) -> Address:
    """`Ada <ada@example.org>` as a header's value."""
    found = person(str(text))
    if not found:
        raise Refused("the sender of the mail is no address")
    return Address(found[0], addr_spec=found[1])


def _subject(title: str) -> str:
    """A title as one line of what can be seen, in which nothing is taken for encoded words."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in title).replace("=?", "= ?").split())


def _encodable(text: str) -> str:
    """Half a character, which a file may hold, as the sign for one that can't be shown."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _texts(value: FieldValue) -> list[str]:
    return value if isinstance(value, list) else []
