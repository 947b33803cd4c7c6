"""Plain SMTP: the list, the mail, and what a call makes of a server's answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Instant

from bot.errors import Halfway, NotSent, Refused, UserError
from bot.model.draft import Draft
from bot.model.receipt import RemoteRef
from bot.platforms import _smtp, _smtp_list, _smtp_mail, smtp
from bot.platforms.base import Connection, Fate
from tests.loopback import Answer, Reply, Seen, serving
from tests.platforms.contract import NOW, Common, segment
from tests.postoffice import PostOffice, Script, open_for, usual

ADA = _smtp_list.Reader("a" * 32, "ada@example.org", "Ada Lovelace", 1)
FIELDS = {
    "sender": "Grace <grace@example.com>",
    "unsubscribe": ["https://example.com/u?t={token}&a={address}", "mailto:grace@example.com?subject=leave"],
    "list_id": "<letter.example.com>",
    "lang": "en",
}


def issue(title: str = "A title", text: str = "Words.", html: str = "<p>Words.</p>", **more: Any) -> Draft:
    """A draft as `render` makes it."""
    fields = {**FIELDS, "plain": _smtp_mail.digest(text), **more}
    return Draft("me", "smtp", title, (segment(text, html),), fields, visibility="subscribers")


def read(data: bytes) -> EmailMessage:
    """A mail as its reader's program sees it."""
    mail = message_from_bytes(data, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def made(draft: Draft, reader: _smtp_list.Reader = ADA) -> bytes:
    return _smtp_mail.made(draft, reader, "key", NOW)


class TestContract(Common):
    """What every platform must do, as far as it has addresses."""

    platform = smtp  # type: ignore[assignment]
    prefix = "smtp"
    options = {"host": "mail.example.org", "sender": "ada@example.org"}  # noqa: RUF012
    example = ""

    def draft(self) -> Draft:
        return issue()

    def test_a_pasted_address_is_understood_with_its_decorations(self) -> None:
        """A mail has no address."""


# -- the list


def test_a_list_counts_everybody_once_and_those_who_left_not_at_all() -> None:
    text = """\ufeff# friends
ada@example.org
ADA@Example.ORG
"Babbage, Charles" <charles@example.org>   # met in Turin
  o'brien+x@sub.example.co.uk
ö@example.org
x@b\u00fccher.example
[Unsubscribed]
mary@example.org
Mary <CHARLES@example.org>
[subscribers]
mary@example.org
zoe@example.org
""".replace("ö@example.org\n", "")
    found = _smtp_list.read(text.removeprefix("\ufeff"), "list.txt")
    assert [(reader.address, reader.name, reader.line) for reader in found.values()] == [
        ("ada@example.org", "", 2),
        ("o'brien+x@sub.example.co.uk", "", 5),
        ("x@xn--bcher-kva.example", "", 6),
        ("zoe@example.org", "", 12),
    ]
    assert all(key == reader.key == _smtp_list.key_of(reader.address.upper()) for key, reader in found.items())


@pytest.mark.parametrize(
    "line",
    [
        "ada", "@example.org", "ada@", "ada@localhost", "ada@example..org", "ada@-a.example", "a b@example.org", "a@example.org, b@x.org",
        "<ada@example.org", "ada@example.org>", "Ada <ada@example.org> Bob", "ada@[127.0.0.1]", "ada@127.0.0.1", '"a b"@example.org',
        ".ada@example.org", "ada.@example.org", "a..b@example.org", "ä@example.org", "ada@example.org\r\x0bBcc: x", "a\x00@example.org",
        "Ada\x1b[31m <ada@example.org>", "Ada\u202e <ada@example.org>", f"{'a' * 65}@example.org", f"ada@{'a' * 64}.org", "[something]",
        "x" * 100_000 + "@", "<" * 50_000,
    ],
)  # fmt: skip
def test_a_line_that_is_no_address_is_named_by_its_number_alone(line: str) -> None:
    with pytest.raises(UserError, match=r"^Line 2 of list.txt can't be read") as caught:
        _smtp_list.read(f"bob@example.org\n{line}\n", "list.txt")
    assert len(str(caught.value)) < 200


def test_many_mistakes_are_a_short_sentence() -> None:
    with pytest.raises(UserError, match=r"^Lines 1, 2, 3, 4, 5 and 15 more of list.txt"):
        _smtp_list.read("rubbish\n" * 20, "list.txt")


@pytest.mark.parametrize(
    "text", ["", "# nobody\n", "[unsubscribed]\nada@example.org\n", "ada@example.org\n[unsubscribed]\nAda@example.org\n"]
)
def test_a_list_of_nobody_is_told(text: str) -> None:
    with pytest.raises(UserError, match="Nobody is on the list"):
        _smtp_list.read(text, "list.txt")


def test_a_file_that_is_no_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be read"):
        _smtp_list.of(tmp_path / "none.txt")
    (tmp_path / "latin.txt").write_bytes(b"J\xfcrgen <j@example.org>\n")
    with pytest.raises(UserError, match="not UTF-8"):
        _smtp_list.of(tmp_path / "latin.txt")
    (tmp_path / "bom.txt").write_bytes(b"\xef\xbb\xbfj@example.org\r\n")
    assert [reader.address for reader in _smtp_list.of(tmp_path / "bom.txt").values()] == ["j@example.org"]
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(_smtp_list.LARGEST + 1)
    with pytest.raises(UserError, match="larger than 20 MB"):
        _smtp_list.of(tmp_path / "huge.txt")


# -- the mail


def test_a_mail_says_what_was_approved_to_one_reader_and_how_to_leave() -> None:
    data = made(
        issue(
            "Grüße aus Köln", "Wörter.\n.Punkt", "<p>Wörter.</p>", description="Worum es geht", footer="Grace\nLondon", reply_to="r@x.org"
        )
    )
    mail = read(data)
    assert mail.keys() == [
        "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "List-Id", "Precedence", "List-Unsubscribe", "List-Unsubscribe-Post",
        "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert (str(mail["From"]), str(mail["To"])) == ("Grace <grace@example.com>", "Ada Lovelace <ada@example.org>")
    assert (mail["Subject"], mail["Date"]) == ("Grüße aus Köln", "Sat, 21 Nov 2026 09:00:00 -0000")
    way = f"https://example.com/u?t={'a' * 32}&a=ada%40example.org"
    assert mail["List-Unsubscribe"] == f"<{way}>, <mailto:grace@example.com?subject=leave>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, html = (mail.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert plain == f"Wörter.\n.Punkt\n\n-- \nGrace\nLondon\nUnsubscribe: {way}\n"
    assert "<main>\n<p>Wörter.</p>\n</main>" in html
    assert "Grace<br>London<br><a" in html
    assert "Worum es geht" in html
    assert data == made(
        issue(
            "Grüße aus Köln", "Wörter.\n.Punkt", "<p>Wörter.</p>", description="Worum es geht", footer="Grace\nLondon", reply_to="r@x.org"
        )
    )


def test_one_click_is_promised_only_where_there_is_an_https_address() -> None:
    mail = read(made(issue(unsubscribe=["mailto:grace@example.com?subject=leave%20{address}"])))
    assert mail["List-Unsubscribe"] == "<mailto:grace@example.com?subject=leave%20ada%40example.org>"
    assert mail["List-Unsubscribe-Post"] is None


def test_each_reader_has_a_message_id_of_their_own_that_stays() -> None:
    bob = replace(ADA, key="b" * 32)
    first, again, other = (read(made(issue(), reader))["Message-ID"] for reader in (ADA, ADA, bob))
    assert first == again != other
    assert read(_smtp_mail.made(issue(), ADA, "another key", NOW))["Message-ID"] != first


@settings(max_examples=40, deadline=None)
@given(title=st.text(max_size=300), text=st.text(max_size=300), name=st.text(max_size=60), footer=st.text(max_size=100))
def test_no_words_break_out_of_their_place(title: str, text: str, name: str, footer: str) -> None:
    shown = "".join(sign for sign in name if sign.isprintable())
    data = made(issue(title, text, footer=footer), replace(ADA, name=shown))
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n|[\x80-\xff\0]", data)
    assert max(map(len, data.split(b"\r\n"))) <= 998
    mail = read(data)
    assert len(mail.keys()) == 11
    assert mail["To"].addresses[0].addr_spec == "ada@example.org"
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]


@pytest.mark.parametrize("title", ["a\r\nBcc: x@example.org", "=?utf-8?q?x=0ABcc?=", "\ud800", "x" * 3000, "ü" * 3000, "\x1b[31m\0"])
def test_a_hostile_title_is_a_subject_and_nothing_else(title: str) -> None:
    mail = read(made(issue(title)))
    assert mail["Bcc"] is None
    assert "\n" not in mail["Subject"]
    assert len(mail.keys()) == 11


def test_a_plain_text_that_was_not_approved_is_not_mailed() -> None:
    with pytest.raises(Refused, match="not the one that was approved"):
        made(issue(plain="0" * 32))


@pytest.mark.parametrize(
    ("way", "wrong"),
    [
        ("https://example.org/u/{token}", False), ("mailto:a@example.org?subject={address}", False), ("http://example.org/{token}", True),
        ("https:///x", True), ("mailto:nobody", True), ("javascript:alert(1)", True), ("https://example.org/\r\nBcc: x", True),
        ("https://example.org/a b", True), ("https://example.org/>", True), ("https://example.org/,x", True), ("https://x.org/{x}", True),
        ("https://b\u00fccher.example/", True), ("https://[", True), (f"https://example.org/{'a' * 400}", True),
    ],
)  # fmt: skip
def test_only_addresses_that_stay_one_address_lead_out(way: str, wrong: bool) -> None:
    assert _smtp_mail.way_wrong(way) == wrong


# -- a call


@dataclass
class Roll:
    """The journal of a mailing in memory, as the service's."""

    states: dict[str, str]
    whys: dict[str, str] = field(default_factory=dict)
    before: list[Instant] = field(default_factory=list)
    stopped: bool = False

    def left(self) -> Sequence[str]:
        return [reader for reader, state in self.states.items() if state == "planned"]

    def intend(self, reader: str, where: str) -> bool:
        assert self.states[reader] == "planned"
        if not self.stopped:
            self.states[reader], self.whys[reader] = "intent", where
        return not self.stopped

    def receive(self, reader: str, state: Fate, why: str = "") -> None:
        self.states[reader], self.whys[reader] = state, why

    def mailed(self, hours: int) -> Sequence[Instant]:
        mailed = [*self.before, *(NOW for state in self.states.values() if state == "sent")]
        return [moment for moment in mailed if moment >= NOW.subtract(hours=hours)]

    def progress(self) -> tuple[int, int]:
        done = sum(state not in {"planned", "later"} for state in self.states.values())
        return done, len(self.states)


@dataclass
class Call:
    """One account with its list, its journal and its server."""

    connection: Connection
    roll: Roll
    office: PostOffice

    def mail(self) -> RemoteRef:
        (step,) = smtp.steps(issue())
        return smtp.publish(replace(self.connection, readers=self.roll), step, {}, "key")


Opened = Callable[..., Any]


@pytest.fixture
def call(tmp_path: Path) -> Opened:
    """Makes calls: `script` is what the server says, `people` how many there are."""

    @contextmanager
    def opened(script: Script, people: int = 4, seconds: int = 5, **options: Any) -> Iterator[Call]:
        path = tmp_path / "subscribers.txt"
        path.write_text("".join(f"reader{number}@example.org\n" for number in range(people)))
        with open_for(script) as office:

            def door(seen: Seen) -> Answer:
                return Reply(200, {"port": office.port}) if seen.path == "/smtp/door" else Reply(404, {})

            with serving(door) as network:
                made = TestContract().connection(network.url, **{"subscribers": path, "user": "none", **options})
                made = replace(made, account=msgspec.structs.replace(made.account, call_timeout=seconds))
                yield Call(made, Roll(dict.fromkeys(smtp.readers(made.account), "planned")), office)

    return opened


def test_one_connection_serves_many_and_each_mail_names_one_reader(call: Opened) -> None:
    with call(usual()) as one:
        ref = one.mail()
    assert ref == RemoteRef("key@example.org")
    assert one.office.connections == 1
    assert [read(mail)["To"] for mail in one.office.mails] == [f"reader{number}@example.org" for number in range(4)]
    assert set(one.roll.states.values()) == {"sent"}


def test_a_stop_or_pause_ends_a_call_before_the_next_mail(call: Opened) -> None:
    with call(usual()) as one:
        one.roll.stopped = True
        with pytest.raises(Halfway, match="0 of 4 readers are done with") as caught:
            one.mail()
    assert (caught.value.until, one.office.mails) == (None, [])


def test_a_call_leaves_its_last_mail_time_for_an_answer(call: Opened) -> None:
    slow = usual()

    def script(verb: str, count: int) -> str | None:
        import time

        if verb == ".":
            time.sleep(0.25)  # the server's slowness is what is tested
        return slow(verb, count)

    with call(script, seconds=1) as one, pytest.raises(Halfway, match=r"^[123] of 4 readers are done with$"):
        one.mail()
    assert 1 <= len(one.office.mails) < 4


def test_a_list_may_shrink_but_nobody_new_gets_what_was_approved_for_others(call: Opened) -> None:
    with call(usual()) as one:
        path = one.connection.account.subscribers
        path.write_text("reader0@example.org\nnew@example.org\n[unsubscribed]\nreader1@example.org\n")
        one.mail()
    assert [read(mail)["To"] for mail in one.office.mails] == ["reader0@example.org"]
    assert sorted(one.roll.states.values()) == ["left out", "left out", "left out", "sent"]


def test_a_limit_of_the_provider_waits_an_hour_and_costs_nobody(call: Opened) -> None:
    script = usual(RCPT="550 5.4.5 Daily user sending limit exceeded")
    with call(script) as one, pytest.raises(Halfway, match=r"5\.4\.5") as caught:
        one.mail()
    assert caught.value.until == NOW.add(hours=1)
    assert sorted(one.roll.states.values()) == ["later", "planned", "planned", "planned"]


def test_a_server_that_takes_nothing_is_tried_later_and_costs_nobody(call: Opened) -> None:
    with call(usual(RCPT="421 closing")) as one, pytest.raises(NotSent, match="0 of 4 readers are done with; the mail server broke off"):
        one.mail()
    assert (set(one.roll.states.values()), one.office.connections) == ({"planned"}, 1)


def test_a_server_that_takes_none_of_it_refuses_the_whole(call: Opened) -> None:
    with call(usual(END="554 5.7.1 spam")) as one, pytest.raises(Refused, match="took none of it") as caught:
        one.mail()
    assert (caught.value.cause, set(one.roll.states.values())) == ("content", {"planned"})


def test_ten_put_off_in_a_row_wait_an_hour(call: Opened) -> None:
    with call(usual(RCPT="451 4.7.1 later"), 12) as one, pytest.raises(Halfway, match="10 in a row were put off") as caught:
        one.mail()
    assert (caught.value.until, set(one.roll.states.values())) == (NOW.add(hours=1), {"planned"})


def test_the_caps_count_what_left_before(call: Opened) -> None:
    with call(usual(), mails_per_hour=3, mails_per_day=5) as one:
        one.roll.before = [NOW.subtract(minutes=50), NOW.subtract(minutes=40)]
        with pytest.raises(Halfway):
            one.mail()
        assert len(one.office.mails) == 1
        one.roll.before = [NOW.subtract(hours=23)] * 2 + [NOW.subtract(hours=2)] * 2
        with pytest.raises(Halfway, match="5 mails a day are the cap") as caught:
            one.mail()
    assert caught.value.until == NOW.add(hours=1, seconds=1)
    assert len(one.office.mails) == 1


def test_a_rehearsal_asks_its_own_network_alone(call: Opened) -> None:
    with call(usual()) as one, serving(lambda _: Reply(200, {"port": "25"})) as odd:
        strange = TestContract().connection(odd.url, subscribers=one.connection.account.subscribers)
        with pytest.raises(NotSent, match="no mail server"):
            smtp.facts(strange)
    live = replace(
        one.connection,
        account=smtp.Account(platform="smtp", host="Mail.Example.org", port=465, security="tls", sender="a@b.org", rehearsal=False),
    )
    assert _smtp._way(live) == ("mail.example.org", 465, "tls")


def test_facts_are_who_mails_to_how_many(call: Opened) -> None:
    with call(usual()) as one:
        assert smtp.facts(one.connection) == {"sender": "ada@example.org", "subscribers": 4}
    assert one.office.mails == []
