"""The manners of the rehearsal's Telegram and Discord: what they refuse, drop, count and never tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from whenever import Instant

from bot.rehearsal import discord, discord_view, telegram, telegram_view
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.wire import Answer, Asked, Call
from tests.rehearsal.conftest import Person

NOW = Instant.from_utc(2026, 11, 22, 9, 0)
HOOK = "/api/v10/webhooks/1/rehearsal-ada-webhook_url"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger(tmp_path / "ledger.sqlite")
    yield made
    made.close()


def asked(method: str, path: str, body: dict[str, Any] | None = None, **query: str) -> Asked:
    return Asked(method, path, query, {"content-type": "application/json"}, json.dumps(body or {}).encode(), "http://127.0.0.1")


def bot(ledger: Ledger, method: str, now: Instant = NOW, **body: Any) -> tuple[int, Any]:
    """A method of the rehearsal's Telegram: status, and result or description."""
    said = asked("POST", f"/botrehearsal-ada-bot_token/{method}", {"chat_id": "@channel", **body})
    return answered(telegram.answer(Call(said, telegram.account(said), ledger, now)))


def answered(answer: Answer) -> tuple[int, Any]:
    body = json.loads(answer.body or b"{}")
    return answer.status, body.get("result", body.get("description", body))


def hooked(ledger: Ledger, method: str = "POST", path: str = HOOK, body: dict[str, Any] | None = None, **query: str) -> tuple[int, Any]:
    """A call of the rehearsal's Discord: status and body."""
    said = asked(method, path, body, **({"wait": "true"} | query if method == "POST" else query))
    answer = discord.answer(Call(said, discord.account(said), ledger, NOW))
    return answer.status, json.loads(answer.body or b"{}")


# -- Telegram


@pytest.mark.parametrize(
    ("text", "entity", "why"),
    [
        ("abc", {"type": "bold", "offset": 2, "length": 2}, "BOUNDS"),
        ("abc", {"type": "bold", "offset": -1, "length": 2}, "BOUNDS"),
        ("a\U0001f52cc", {"type": "bold", "offset": 0, "length": 2}, "BOUNDS"),
        ("abc", {"type": "shout", "offset": 0, "length": 2}, "unsupported"),
        ("abc", {"type": "text_link", "offset": 0, "length": 2, "url": "javascript:x"}, "URL"),
        (" abc", {"type": "bold", "offset": 1, "length": 2}, "blank"),
    ],
)
def test_entities_that_name_nothing_are_refused(ledger: Ledger, text: str, entity: dict[str, Any], why: str) -> None:
    status, words = bot(ledger, "sendMessage", text=text, entities=[entity])
    assert (status, why in words) == (400, True)
    assert ledger.posts("telegram", "ada") == []


@pytest.mark.parametrize(
    ("entities", "kept"),
    [
        ([("code", 0, 3), ("bold", 1, 1)], "<code>abc</code>def"),
        ([("bold", 0, 3), ("italic", 2, 3)], "<b>abc</b>def"),
        ([("bold", 0, 4), ("italic", 1, 2)], "<b>a<i>bc</i>d</b>ef"),
        ([("blockquote", 0, 6), ("blockquote", 1, 2)], "<blockquote>abcdef</blockquote>"),
        ([("bold", 0, 6), ("code", 1, 2)], "<b>abcdef</b>"),
        ([("bold", 0, 1)] * 100 + [("italic", 3, 1)], "<b>a</b>bcdef"),
    ],
)
def test_entities_that_may_not_stand_together_are_dropped(ledger: Ledger, entities: list[tuple[str, int, int]], kept: str) -> None:
    raw = [{"type": kind, "offset": offset, "length": length} for kind, offset, length in entities]
    assert bot(ledger, "sendMessage", text="abcdef", entities=raw)[0] == 200
    assert [post.text for post in ledger.posts("telegram", "ada")] == [kept]


def test_texts_are_counted_in_utf16(ledger: Ledger) -> None:
    assert bot(ledger, "sendMessage", text="\U0001f52c" * 2048)[0] == 200
    assert bot(ledger, "sendMessage", text="\U0001f52c" * 2048 + "a") == (400, "Bad Request: message is too long")
    assert bot(ledger, "sendMessage", text=" ") == (400, "Bad Request: message text is empty")
    assert bot(ledger, "sendMessage", text="a", parse_mode="HTML")[0] == 400


def test_a_chat_takes_twenty_messages_a_minute_and_says_when_to_come_back(ledger: Ledger) -> None:
    for number in range(20):
        assert bot(ledger, "sendMessage", text=f"{number}")[0] == 200
    said = asked("POST", "/botrehearsal-ada-bot_token/sendMessage", {"chat_id": "@channel", "text": "x"})
    answer = telegram.answer(Call(said, "ada", ledger, NOW))
    assert (answer.status, json.loads(answer.body)["parameters"]) == (429, {"retry_after": 60})
    assert bot(ledger, "sendMessage", text="x", chat_id="@another_one")[0] == 200
    assert bot(ledger, "sendMessage", NOW.add(seconds=61), text="x")[0] == 200


def test_edits_and_deletions_know_what_is_there(ledger: Ledger) -> None:
    _, made = bot(ledger, "sendMessage", text="one")
    number = made["message_id"]
    assert bot(ledger, "editMessageCaption", message_id=number, caption="two")[1].endswith("there is no caption in the message to edit")
    assert bot(ledger, "editMessageText", message_id=number, text="one")[1].startswith("Bad Request: message is not modified")
    assert bot(ledger, "editMessageText", message_id=number, text="two", chat_id=str(made["chat"]["id"]))[0] == 200
    assert bot(ledger, "deleteMessage", NOW.add(hours=49), message_id=number) == (400, "Bad Request: message can't be deleted")
    assert bot(ledger, "deleteMessage", message_id=number) == (200, True)
    assert bot(ledger, "deleteMessage", message_id=number) == (400, "Bad Request: message to delete not found")
    assert bot(ledger, "editMessageText", message_id=number, text="x") == (400, "Bad Request: message to edit not found")


def test_who_has_no_right_or_no_token_posts_nothing(ledger: Ledger) -> None:
    assert bot(ledger, "sendMessage", text="x", chat_id="@is_closed")[0] == 400
    assert bot(ledger, "getChatMember", chat_id="@is_closed")[1]["status"] == "member"
    assert bot(ledger, "sendMessage", text="x", chat_id="nowhere") == (400, "Bad Request: chat not found")
    said = asked("POST", "/bot1:x/sendMessage", {"chat_id": "@channel", "text": "x"})
    assert answered(telegram.answer(Call(said, telegram.account(said), ledger, NOW))) == (401, "Unauthorized")
    assert ledger.posts("telegram", "ada") == []


def test_telegrams_look_leads_to_the_web_alone_and_shows_the_card(ledger: Ledger) -> None:
    entities = [{"type": "text_link", "offset": 0, "length": 1, "url": "tg://settings"}]
    bot(ledger, "sendMessage", text="a <b> https://a.org/?x=1&y #Tag", entities=entities, link_preview_options={"url": "https://b.org/c"})
    (entry,) = telegram_view.posts(ledger.posts("telegram", "ada"), str)
    assert entry.body is not None
    assert "tg:" not in entry.body
    assert "&lt;b&gt;" in entry.body
    assert 'href="https://a.org/?x=1&amp;y"' in entry.body
    assert '<span class="hashtag">#Tag</span>' in entry.body
    assert entry.article is not None
    assert entry.article.href == "https://b.org/c"


# -- Discord


def test_who_does_not_wait_is_told_nothing(ledger: Ledger) -> None:
    assert hooked(ledger, body={"content": "x"}, wait="false") == (204, {})
    assert len(ledger.posts("discord", "ada")) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"content": "x" * 2001}, 50035),
        ({"content": " "}, 50006),
        ({"content": "x", "username": "My Discord"}, 50035),
        ({"content": "x", "username": ""}, 50035),
        ({"content": "x", "attachments": [{"id": 0, "filename": "a.png"}]}, 50035),
        ({"content": "x", "attachments": [{}] * 11}, 50035),
    ],
)
def test_what_discord_refuses_is_refused(ledger: Ledger, body: dict[str, Any], code: int) -> None:
    status, said = hooked(ledger, body=body)
    assert (status, said["code"]) == (400, code)
    assert ledger.posts("discord", "ada") == []


def test_who_may_be_called_is_called_and_the_look_says_so(ledger: Ledger) -> None:
    hooked(ledger, body={"content": "\\<@12> @everyone"})
    hooked(ledger, body={"content": "@everyone", "allowed_mentions": {"parse": []}})
    quiet, loud = discord_view.posts(ledger.posts("discord", "ada"), str)
    assert (quiet.warning, loud.warning) == ("", "This called <@12>, @everyone")


def test_a_message_in_a_thread_is_found_there_alone(ledger: Ledger) -> None:
    _, made = hooked(ledger, body={"content": "x"}, thread_id="77")
    path = f"{HOOK}/messages/{made['id']}"
    assert hooked(ledger, "GET", path)[1]["code"] == 10008
    assert hooked(ledger, "GET", path, thread_id="77")[0] == 200
    assert hooked(ledger, "DELETE", path, thread_id="77")[0] == 204
    assert hooked(ledger, "DELETE", path, thread_id="77")[1]["code"] == 10008


def test_a_channel_takes_thirty_messages_a_minute(ledger: Ledger) -> None:
    for number in range(30):
        assert hooked(ledger, body={"content": f"{number}"})[0] == 200
    status, said = hooked(ledger, body={"content": "x"})
    assert (status, said["retry_after"]) == (429, 60)


def test_only_an_address_that_stands_free_gets_a_card(ledger: Ledger) -> None:
    for content in ("<https://a.org> [b](<https://b.org>) `https://c.org`", "see https://d.org/x"):
        hooked(ledger, body={"content": content})
    free, hushed = discord_view.posts(ledger.posts("discord", "ada"), str)
    assert hushed.article is None
    assert free.article is not None
    assert free.article.href == "https://d.org/x"


def test_no_secret_of_an_address_is_written_down(person: Person) -> None:
    for path in (
        f"/telegram/botrehearsal-{person.name}-bot_token/getMe",
        f"/discord/api/v10/webhooks/1/rehearsal-{person.name}-webhook_url",
    ):
        assert person.session.get(f"{person.network.url}{path}", timeout=10).status_code == 200
    assert [request.path for request in person.requests()] == ["/botREDACTED/getMe", "/api/v10/webhooks/1/REDACTED"]


@pytest.mark.parametrize(
    "attack", ["<script>x</script>", "<iframe srcdoc='<b>x</b>'></iframe>", '<a href="https://e.org" onclick="x">y</a>', "<b onload=x>"]
)
def test_only_the_tags_of_entities_are_tags_on_the_page(attack: str) -> None:
    """Found in Chromium: the ledger's words were believed to be escaped, and a frame of a post's own opened on the page."""
    shown = str(telegram_view.body(f"<b>Bold</b> &amp; {attack}"))
    assert shown.startswith("<b>Bold</b> &amp; ")
    ours = ("<b>", "</b>", "</a>", '<a class="link" href="https://e.org')
    assert [tag for tag in re.findall(r"<[^>]*>", shown) if not tag.startswith(ours) or " on" in tag] == []
