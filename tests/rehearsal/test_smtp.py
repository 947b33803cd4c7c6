"""The rehearsal's mail server is stricter than a provider's: a login, one reader a mail, ASCII lines, the headers of a list."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.model.draft import Draft
from bot.platforms import _smtp_mail
from bot.rehearsal.entries import PostEntry, Records
from bot.rehearsal.judge import verdict
from tests.platforms.contract import NOW
from tests.platforms.test_smtp import ADA, issue
from tests.rehearsal.conftest import Person

BOB = replace(ADA, key="b" * 32, address="bob@example.org")


def words(person: Person) -> Draft:
    """An issue of the person's own."""
    return replace(issue("A title", f"Words of {person.name}.", f"<p>Words of {person.name}.</p>"), account=person.name)


@pytest.fixture
def way(person: Person) -> Iterator[smtplib.SMTP]:
    """A connection that greeted, without a login."""
    port = person.session.get(f"{person.network.url}/smtp/door", timeout=10).json()["port"]
    with smtplib.SMTP("127.0.0.1", port, "[127.0.0.1]", timeout=10) as smtp:
        smtp.ehlo()
        yield smtp


def enter(way: smtplib.SMTP, person: Person) -> None:
    way.login("ada@example.org", f"rehearsal-{person.name}-password")


def mailed(person: Person) -> tuple[PostEntry, ...]:
    return tuple(post for post in person.posts() if post.platform == "smtp")


def test_a_mailing_is_one_issue_with_a_line_for_each_reader(way: smtplib.SMTP, person: Person) -> None:
    enter(way, person)
    draft = words(person)
    for reader in (ADA, BOB):
        way.sendmail("grace@example.com", [reader.address], _smtp_mail.made(draft, reader, "key", NOW))
    first, second = mailed(person)
    assert (first.text, first.title, second.text, second.fields["same_as"]) == (draft.segments[0].wire, "A title", "", first.id)
    assert [post.fields["to"] for post in (first, second)] == ["ada@example.org", "bob@example.org"]
    assert verdict(Records(posts=mailed(person)), [draft]).clean
    way.sendmail("grace@example.com", [BOB.address.upper()], _smtp_mail.made(draft, BOB, "key", NOW))
    assert [post.fields["to"] for post in verdict(Records(posts=mailed(person)), [draft]).duplicated] == ["bob@example.org"]
    page = person.session.get(person.network.url, timeout=10).text
    assert page.count(f"Words of {person.name}.") == 1
    assert "mailed to 3 people" in page
    assert "bob@example.org" not in page


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda mail: mail.replace(b"\r\n", b"\n"), b"CRLF"),
        (lambda mail: mail.replace(b"Words of", "Wörter".encode()), b"ASCII"),
        (lambda mail: mail.replace(b"Words of", b"x" * 1000), b"998"),
        (lambda mail: mail.replace(b"List-Unsubscribe: ", b"X-Other: "), b"List-Unsubscribe"),
        (lambda mail: mail.replace(b"Subject:", b"Subject: again\r\nSubject:"), b"Subject"),
        (lambda mail: mail.replace(b"Subject:", b"Bcc: x@example.org\r\nSubject:"), b"Bcc"),
        (lambda mail: mail.replace(b"text/plain", b"text/other"), b"Plain text and HTML"),
        (lambda mail: mail.replace(b"<main>", b"<div>"), b"Plain text and HTML"),
    ],
)
def test_a_mail_that_some_server_might_change_or_refuse_is_refused(way: smtplib.SMTP, person: Person, change, why: bytes) -> None:  # type: ignore[no-untyped-def]
    enter(way, person)
    mail = change(_smtp_mail.made(words(person), ADA, "key", NOW))
    assert way.mail("grace@example.com")[0] == way.rcpt(ADA.address)[0] == 250
    assert way.docmd("DATA")[0] == 354
    way.send(mail if mail.endswith(b"\r\n") else mail + b"\r\n")
    way.send(b".\r\n")
    code, said = way.getreply()
    assert (code, why in said) == (550, True), said
    assert mailed(person) == ()


def test_nobody_mails_without_a_login_or_to_two_at_once(way: smtplib.SMTP, person: Person) -> None:
    assert way.mail("grace@example.com")[0] == 530
    with pytest.raises(smtplib.SMTPAuthenticationError):
        way.login("ada@example.org", "wrong")
    enter(way, person)
    assert way.docmd("DATA")[0] == way.rcpt("ada@example.org")[0] == 503
    assert way.mail("no address")[0] == 501
    assert way.mail("grace@example.com")[0] == 250
    assert way.mail("grace@example.com")[0] == 503
    assert way.rcpt("nobody")[0] == 501
    assert way.rcpt("ada@example.org")[0] == 250
    assert way.rcpt("bob@example.org")[0] == 452
    assert way.docmd("VRFY", "ada")[0] == 502
    assert way.rset()[0] == way.noop()[0] == 250
    assert way.docmd("DATA")[0] == 503
