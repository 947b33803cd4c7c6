"""The one door to a mail server: the host that the account names, encrypted (plain on loopback), one time limit for all of it.

What `hand` says of a mail is a proof (RFC 5321): before the final dot a server has nothing; its answer to the dot is binding, a 4xx or
5xx as a refusal too; without an answer to the dot nobody knows. Checked 2026-11-22.
"""

from __future__ import annotations

import re
import smtplib
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal

from bot.errors import NotSent, Refused
from bot.secrets import redact
from bot.transport import Call, loopback

Security = Literal["starttls", "tls", "none"]
"""TLS after a plain greeting (port 587), from the first byte (465), or none, which only this machine itself may have."""

Fate = Literal["taken", "put off", "refused", "limited", "unknown", "broken"]

NAME = "[127.0.0.1]"
"""How we greet: a server of one's provider goes by the login, and the name of this machine is nobody's business."""

SHOWN = 200
"""Characters of a server's words that are kept."""

_LIMITED = re.compile(r"\b[45]\.(?:4\.5|7\.28)\b|(?i:(?:sending|rate|hourly|daily)[a-z ]{0,20}limit|too many (?:mails|messages|emails))")
"""How servers say that it is the sender who sent too much (Gmail 550 5.4.5 and 421 4.7.28; others in words). A mailbox that is full is
its reader's own trouble."""


@dataclass(frozen=True, slots=True)
class Said:
    """What became of one mail: "taken"; "put off" (4xx) or "refused" (5xx) for this reader; "limited", for this sender; "broken"
    where the connection ended before the mail was whole; "unknown" where no answer to the whole mail came."""

    fate: Fate
    why: str = ""


class Line:
    """An open connection to a mail server; `taken` counts the mails it took."""

    def __init__(self, smtp: smtplib.SMTP, call: Call) -> None:
        self._smtp = smtp
        self._call = call
        self.taken = 0

    def login(self, user: str, password: str) -> None:
        """Raises Refused (the login is wrong) or NotSent (not now)."""
        try:
            self._smtp.login(user, password)
        except smtplib.SMTPAuthenticationError as error:
            why = f"the mail server refused the login of {user} ({_words(error.smtp_code, error.smtp_error)})"
            raise (Refused(why, cause="auth") if error.smtp_code >= 500 else NotSent(why)) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused("the mail server takes no login on this connection; leave `user` out, or mend host, port and security",
                          cause="auth") from error  # fmt: skip
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(f"the mail server broke off at the login ({_trouble(error)})") from error

    def hand(self, sender: str, reader: str, mail: bytes) -> Said:
        """Hands one mail over to one reader. `mail` has CRLF line ends. Never raises for what the server does."""
        smtp = self._smtp
        try:
            refused = self._asked(sender, reader, len(mail))
            if refused:
                return refused
            smtp.send(re.sub(rb"(?m)^\.", b"..", mail))
        except (smtplib.SMTPException, OSError, ValueError) as error:
            return Said("broken", _trouble(error))
        try:
            smtp.send(b".\r\n")
            code, words = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            return Said("unknown", "no answer in time" if self._call.late else _trouble(error))
        if 200 <= code < 300:
            self.taken += 1
            return Said("taken")
        return self._not_taken(code, words) if 400 <= code < 600 else Said("unknown", _words(code, words))

    def _asked(self, sender: str, reader: str, size: int) -> Said | None:
        """Asks whether the mail may come: None where the server waits for it, and nowhere else."""
        code, words = self._smtp.mail(sender, [f"size={size}"] if self._smtp.has_extn("size") else [])
        if 200 <= code < 300:
            code, words = self._smtp.rcpt(reader)
            if 200 <= code < 300:
                code, words = self._smtp.docmd("DATA")
                if code == 354:
                    return None
        return self._not_taken(code, words)

    def _not_taken(self, code: int, words: bytes) -> Said:
        """A refusal, after which the next mail begins anew."""
        why = _words(code, words)
        if code == 421 or not 400 <= code < 600:
            return Said("broken", why)
        with suppress(smtplib.SMTPException, OSError):  # a connection that is gone shows at the next mail
            self._smtp.rset()
        if _LIMITED.search(why):
            return Said("limited", why)
        return Said("put off" if code < 500 else "refused", why)


@contextmanager
def line(host: str, port: int, security: Security, seconds: float) -> Iterator[Line]:
    """A connection to `host` for at most `seconds`, after which whatever waits is cut. Raises NotSent, or Refused without encryption."""
    here = loopback(f"//{host}")
    if security == "none" and not here:
        raise Refused(f"{host} is not this machine, so it is not spoken to without encryption: security: starttls, or tls", cause="auth")
    call = Call()
    timer = threading.Timer(seconds, call.cut)
    timer.daemon = True
    timer.start()
    try:
        smtp = _opened(host, port, security, seconds, call)
        try:
            yield Line(smtp, call)
        finally:
            with suppress(smtplib.SMTPException, OSError):  # what was handed over is settled; a farewell changes nothing
                smtp.quit()
            smtp.close()
    finally:
        timer.cancel()


def _opened(host: str, port: int, security: Security, seconds: float, call: Call) -> smtplib.SMTP:
    context = ssl.create_default_context()
    try:
        if security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, NAME, timeout=seconds, context=context)
        else:
            smtp = smtplib.SMTP(host, port, NAME, timeout=seconds)
        call.socket = smtp.sock
        smtp.ehlo_or_helo_if_needed()
        if security == "starttls":
            if not smtp.has_extn("starttls"):
                smtp.close()
                raise Refused(f"{host} offers no encryption on port {port}, so nothing was sent. Is it port 465 with security: tls?",
                              cause="auth")  # fmt: skip
            smtp.starttls(context=context)
            call.socket = smtp.sock
            smtp.ehlo()
    except ssl.SSLCertVerificationError as error:
        raise NotSent(f"the certificate of {host} is not valid ({error.verify_message})") from error
    except smtplib.SMTPResponseException as error:
        raise NotSent(f"{host} does not take mail now ({_words(error.smtp_code, error.smtp_error)})") from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"no connection to {host} on port {port} ({_trouble(error)})") from error
    return smtp


def _trouble(error: Exception) -> str:
    """What ended a connection, in words that hold nothing of the mail."""
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError) and not isinstance(error, ConnectionRefusedError):
        return "the connection broke"
    return str(getattr(error, "strerror", "") or type(error).__name__).lower()


def _words(code: int, said: bytes | str) -> str:
    """A server's answer as it may be kept: no address of a reader, no secret, one short line."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    words = " ".join("…" if "@" in word else word for word in text[:2000].split())
    return redact("".join(sign for sign in f"{code} {words}" if sign.isprintable())[:SHOWN])
