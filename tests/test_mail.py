"""The door to a mail server: what each end of a mail proves, encryption or nothing, and one time limit."""

from __future__ import annotations

import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Debugging
from aiosmtpd.smtp import SMTP

from bot import mail
from bot.errors import NotSent, Refused
from tests.postoffice import PostOffice, open_for, usual

MAIL = b"Subject: x\r\n\r\n.begins with a dot\r\nend\r\n"


def handed(office: PostOffice, seconds: float = 5) -> mail.Said:
    """What came of one mail."""
    with mail.line("127.0.0.1", office.port, "none", seconds) as line:
        return line.hand("ada@example.org", "bob@example.org", MAIL)


def test_a_mail_arrives_as_it_was_handed_over() -> None:
    with open_for(usual()) as office:
        assert handed(office) == mail.Said("taken")
    assert office.mails == [MAIL.replace(b"\r\n.", b"\r\n..")]
    assert [line for line in office.heard if line not in {"GREETING", "."}] == [
        "ehlo [127.0.0.1]", f"mail FROM:<ada@example.org> size={len(MAIL)}", "rcpt TO:<bob@example.org>", "DATA", "quit",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "fate"),
    [
        ({"RCPT": "550 5.1.1 <bob@example.org> unknown"}, "refused"),
        ({"RCPT": "450 4.2.1 try later"}, "put off"),
        ({"RCPT": "421 4.3.2 closing"}, "broken"),
        ({"RCPT": None}, "broken"),
        ({"MAIL": "550 5.4.5 Daily user sending limit exceeded"}, "limited"),
        ({"RCPT": "452 too many mails"}, "limited"),
        ({"RCPT": "552 5.2.2 Mailbox full, quota exceeded"}, "refused"),
        ({"DATA": "554 no"}, "refused"),
        ({"DATA": None}, "broken"),
        ({"DATA": "999 what"}, "broken"),
        ({"DATA": "250 well"}, "broken"),
        ({"MAIL": "354 go on"}, "broken"),
        ({"RCPT": "<html>"}, "broken"),
        ({"END": "554 5.7.1 spam"}, "refused"),
        ({"END": "451 4.3.0 later"}, "put off"),
        ({"END": "421 4.7.0 closing"}, "broken"),
        ({"END": None}, "unknown"),
        ({"END": "<html>"}, "unknown"),
        ({"END": "354 more"}, "unknown"),
    ],
)
def test_what_a_server_says_proves_what_it_says(answers: dict[str, str | None], fate: str) -> None:
    with open_for(usual(**answers)) as office:
        said = handed(office)
    assert said.fate == fate
    assert "@" not in said.why
    assert ("DATA" in office.heard) == ("MAIL" not in answers and "RCPT" not in answers)


def test_an_answer_that_does_not_come_is_unknown_when_the_time_is_over() -> None:
    with open_for(usual(END="wait")) as office:
        begin = time.monotonic()
        assert handed(office, 0.5) == mail.Said("unknown", "no answer in time")
        assert time.monotonic() - begin < 3


@pytest.mark.parametrize("answers", [{"GREETING": "554 no"}, {"GREETING": None}, {"GREETING": "421 busy"}, {"EHLO": None}])
def test_a_server_that_does_not_begin_got_nothing(answers: dict[str, str | None]) -> None:
    with open_for(usual(**answers)) as office, pytest.raises(NotSent):
        handed(office)


def test_nobody_there_is_no_connection() -> None:
    with open_for(usual()) as office:
        port = office.port
    why = f"no connection to 127.0.0.1 on port {port} .connection refused."
    with pytest.raises(NotSent, match=why), mail.line("127.0.0.1", port, "none", 2):
        pass


@pytest.mark.parametrize(
    ("answers", "kind", "cause"),
    [
        ({"AUTH": "535 5.7.8 wrong"}, Refused, "auth"),
        ({"AUTH": "454 4.7.0 later"}, NotSent, ""),
        ({"AUTH": None}, NotSent, ""),
        ({"EHLO": "250 test"}, Refused, "auth"),
    ],
)
def test_a_login_that_fails_says_why_without_the_password(answers: dict[str, str | None], kind: type[Exception], cause: str) -> None:
    script = usual(**{"EHLO": "250-test\r\n250 AUTH PLAIN", **answers})
    with open_for(script) as office, pytest.raises(kind) as caught, mail.line("127.0.0.1", office.port, "none", 5) as line:
        line.login("ada", "s3cret-pass")
    assert "s3cret" not in str(caught.value)
    assert getattr(caught.value, "cause", "") == cause


@pytest.mark.parametrize("host", ["mail.example.org", "10.0.0.7", "127.0.0.1.example.org"])
def test_nothing_is_said_to_another_machine_without_encryption(host: str) -> None:
    with pytest.raises(Refused, match="without encryption"), mail.line(host, 25, "none", 1):
        pass


def test_a_server_without_encryption_gets_neither_login_nor_mail() -> None:
    with open_for(usual()) as office, pytest.raises(Refused, match="no encryption"), mail.line("127.0.0.1", office.port, "starttls", 5):
        pass
    assert not [line for line in office.heard if line.upper().startswith(("MAIL", "AUTH"))]


class _Wrapped(Controller):
    """aiosmtpd with TLS after the greeting."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, tls_context=self.own, require_starttls=True)

    own: ssl.SSLContext


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost that nobody signed but itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    made = folder / "cert.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    more = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(made[1]), "-out", str(made[0])]
    subprocess.run([*command, *more], check=True, capture_output=True)
    return made


class _Keeps(Debugging):
    """Keeps what it got."""

    def __init__(self) -> None:
        self.got: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.got.append((session.ssl is not None, envelope.rcpt_tos, envelope.content))
        return "250 taken"


@pytest.fixture(params=["starttls", "tls"])
def encrypted(request: pytest.FixtureRequest, certificate: tuple[Path, Path]) -> Iterator[tuple[str, int, _Keeps]]:
    """A server that nobody here wrote, with encryption of either kind."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    keeps = _Keeps()
    if request.param == "tls":
        running = Controller(keeps, hostname="127.0.0.1", port=0, ssl_context=context)
    else:
        running = _Wrapped(keeps, hostname="127.0.0.1", port=0)
        running.own = context
    running.port = _free_port()
    running.start()
    yield request.param, running.port, keeps
    running.stop()


def _free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def test_encryption_of_both_kinds_with_a_certificate_that_is_trusted(
    encrypted: tuple[mail.Security, int, _Keeps], certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    security, port, keeps = encrypted
    with pytest.raises(NotSent, match="certificate of localhost is not valid"), mail.line("localhost", port, security, 5):
        pass
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with mail.line("localhost", port, security, 5) as line:
        assert line.hand("ada@example.org", "bob@example.org", MAIL) == mail.Said("taken")
    ((_, readers, content),) = keeps.got
    assert (readers, content) == (["bob@example.org"], MAIL)
