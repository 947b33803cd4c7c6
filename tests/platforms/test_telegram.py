"""Telegram: words and entities apart, photos with captions, and what a bot's answers prove. Shapes of the Bot API's documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import pytest

from bot.errors import Limited, MaybeSent, Refused, SendError, UserError
from bot.http import session
from bot.model.draft import Draft, FieldValue, Media
from bot.model.receipt import RemoteRef
from bot.platforms import telegram
from bot.platforms.base import Connection
from tests.loopback import Answer, Loopback, Reply, Seen, serving
from tests.platforms.contract import NOW, TEXT, Contract, media, segment

CHAT = {"id": -1001234567890, "title": "A channel", "username": "ada_writes", "type": "channel"}
PATH = "/botrehearsal-me-bot_token/"
PAGE = "https://t.me/ada_writes/7"
LIVE = RemoteRef("@ada_writes/7", PAGE)


def ok(result: object) -> Reply:
    return Reply(200, {"ok": True, "result": result})


def no(status: int, words: str, **more: object) -> Reply:
    return Reply(status, {"ok": False, "error_code": status, "description": words, **more})


def parts(seen: Seen) -> dict[str, bytes]:
    """The fields of a multipart form, and its files by their names."""
    boundary = seen.headers["content-type"].partition("boundary=")[2].encode()
    found = {}
    for piece in seen.body.split(b"--" + boundary)[1:-1]:
        head, _, data = piece.partition(b"\r\n\r\n")
        found[head.split(b'name="')[1].split(b'"')[0].decode()] = data.removesuffix(b"\r\n")
    return found


class TestTelegram(Contract):
    platform = telegram  # type: ignore[assignment]
    prefix = "telegram"
    options: ClassVar[Mapping[str, Any]] = {"chat": "@ada_writes"}
    write = ("POST", PATH + "sendMessage")
    removal = ("POST", PATH + "deleteMessage")
    editing = ("POST", PATH + "editMessageText")
    example = PAGE
    status = "administrator"
    may: Any = True

    def draft(self, *pictures: Media, **fields: FieldValue) -> Draft:
        return Draft("me", "telegram", "A title", (segment(media=pictures),), {"chat": "@ada_writes", **fields})

    def good(self, seen: Seen) -> Answer:
        method = urlsplit(seen.path).path.removeprefix(PATH)
        return ok(
            {
                "getMe": {"id": 99, "is_bot": True, "username": "ada_bot"},
                "getChat": CHAT,
                "getChatMember": {"status": self.status, "can_post_messages": self.may},
                "deleteMessage": True,
                "deleteMessages": True,
                "sendMediaGroup": [{"message_id": 7, "chat": CHAT}, {"message_id": 8, "chat": CHAT}],
            }.get(method, {"message_id": 7, "chat": CHAT, "date": 1})
        )

    def refusal(self, status: int, words: str) -> Reply:
        return no(status, f"Bad Request: {words}" if status == 400 else words)

    def text_of(self, seen: Seen) -> str:
        return str(seen.json["text"])

    new_text_of = text_of

    def failed(self, server: Loopback, answer: Reply) -> Exception:
        self.answering(server, answer)
        return self.failing(server)

    # -- what Telegram means by a 404: there is no such bot

    @pytest.mark.parametrize(("status", "cause"), [(400, "content"), (401, "auth"), (403, "auth"), (404, "auth")])
    def test_a_refusal_in_the_platforms_own_form_is_final(self, server: Loopback, status: int, cause: str) -> None:
        super().test_a_refusal_in_the_platforms_own_form_is_final(server, status, cause)

    @pytest.mark.parametrize("status", [404, 410])
    def test_what_is_gone_already_is_taken_back_and_cannot_be_edited(self, server: Loopback, status: int) -> None:
        self.answering(server, self.refusal(status, "Not Found"))
        with pytest.raises(Refused):
            telegram.delete(self.connection(server.url), LIVE)
        self.answering(server, self.refusal(400, "message to delete not found"))
        telegram.delete(self.connection(server.url), LIVE)
        self.answering(server, self.refusal(400, "message to edit not found"))
        with pytest.raises(Refused):
            telegram.update(self.connection(server.url), LIVE, segment())

    # -- what goes out

    def test_words_and_entities_go_out_apart_in_utf16(self, server: Loopback) -> None:
        wire = "<b>\U0001f52c A &lt;b&gt;</b> <i>x</i> <code>a&amp;b</code>"
        wire += ' <a href="https://example.org/?a=1&amp;b=%22&quot;">\U0001f468\u200d\U0001f52c</a>\n'
        wire += '<pre><code class="language-r">1 &lt; 2</code></pre>'
        draft = Draft("me", "telegram", "", (segment("seen", wire),), {"chat": "@ada_writes", "preview": "https://example.org/"})
        telegram.publish(self.connection(server.url), self.post_step(draft), {}, "key")
        (seen,) = self.writes(server)
        assert seen.json == {
            "chat_id": "@ada_writes",
            "text": "\U0001f52c A <b> x a&b \U0001f468\u200d\U0001f52c\n1 < 2",
            "entities": [
                {"type": "bold", "offset": 0, "length": 8},
                {"type": "italic", "offset": 9, "length": 1},
                {"type": "code", "offset": 11, "length": 3},
                {"type": "text_link", "offset": 15, "length": 5, "url": 'https://example.org/?a=1&b=%22"'},
                {"type": "pre", "offset": 21, "length": 5, "language": "r"},
            ],
            "link_preview_options": {"url": "https://example.org/", "prefer_large_media": True},
        }

    def test_without_a_card_there_is_none_and_a_topic_is_named(self, server: Loopback) -> None:
        telegram.publish(self.connection(server.url), self.post_step(self.draft(topic=5, silent=True)), {}, "key")
        asked = self.writes(server)[0].json
        assert asked["link_preview_options"] == {"is_disabled": True}
        assert (asked["message_thread_id"], asked["disable_notification"]) == (5, True)
        assert "parse_mode" not in asked

    def test_one_picture_is_a_photo_and_several_are_an_album_with_one_caption(self, server: Loopback, tmp_path: Path) -> None:
        one, two = media(tmp_path), media(tmp_path, "b.jpg", kind="image/jpeg")
        ref = telegram.publish(self.connection(server.url), self.post_step(self.draft(one)), {}, "key")
        assert ref == RemoteRef(LIVE.id, PAGE, {"chat": "-1001234567890", "pictures": "1"})
        sent = parts(server.seen[-1])
        assert (sent["caption"].decode(), sent["photo"]) == (TEXT, Path(one.path).read_bytes())
        assert one.path.encode() not in server.seen[-1].body
        ref = telegram.publish(self.connection(server.url), self.post_step(self.draft(one, two)), {}, "key")
        assert ref.extra == {"chat": "-1001234567890", "pictures": "2", "more": "8"}
        sent = parts(server.seen[-1])
        assert json.loads(sent["media"]) == [
            {"type": "photo", "media": "attach://p0", "caption": TEXT},
            {"type": "photo", "media": "attach://p1"},
        ]
        assert (sent["p0"], sent["p1"]) == (Path(one.path).read_bytes(), Path(two.path).read_bytes())
        telegram.delete(self.connection(server.url), ref)
        assert server.seen[-1].path.endswith("/deleteMessages")
        assert server.seen[-1].json == {"chat_id": "-1001234567890", "message_ids": [7, 8]}

    @pytest.mark.parametrize("changed", [{"media": b"x"}, {}])
    def test_a_picture_that_is_not_the_approved_one_stays_here(self, server: Loopback, tmp_path: Path, changed: dict[str, bytes]) -> None:
        one = media(tmp_path)
        Path(one.path).write_bytes(changed["media"]) if changed else Path(one.path).unlink()
        with pytest.raises(Refused):
            telegram.publish(self.connection(server.url), self.post_step(self.draft(one)), {}, "key")
        assert server.seen == []

    # -- what answers prove

    @pytest.mark.parametrize(
        "result",
        [
            [],
            {},
            None,
            {"message_id": 7},
            {"message_id": 0, "chat": CHAT},
            {"message_id": "7", "chat": CHAT},
            {"message_id": 7, "chat": {"id": "x"}},
        ],
    )
    def test_a_yes_without_a_post_is_in_doubt(self, server: Loopback, result: object) -> None:
        assert isinstance(self.failed(server, ok(result)), MaybeSent)

    @pytest.mark.parametrize(
        ("wait", "seconds"), [({"retry_after": 37}, 37), ({"retry_after": 10**12}, 31 * 86_400), ({}, 900), ({"retry_after": "x"}, 900)]
    )
    def test_a_flood_waits_as_long_as_its_json_says(self, server: Loopback, wait: dict[str, object], seconds: int) -> None:
        limited = self.failed(server, no(429, "Too Many Requests: retry after 37", parameters=wait))
        assert isinstance(limited, Limited)
        assert limited.until == NOW.add(seconds=seconds)

    @pytest.mark.parametrize("words", ["chat not found", "need administrator rights in the channel chat", "CHAT_WRITE_FORBIDDEN"])
    def test_a_chat_that_is_closed_to_the_bot_is_about_the_account(self, server: Loopback, words: str) -> None:
        refused = self.failed(server, no(400, f"Bad Request: {words}"))
        assert isinstance(refused, Refused)
        assert (refused.cause, refused.why) == ("account", f"{words} (400)")

    @pytest.mark.parametrize(
        "body", [{"ok": True, "description": "x"}, {"ok": False}, {"description": "No"}, {"ok": False, "description": " "}]
    )
    def test_a_refusal_in_another_form_proves_nothing(self, server: Loopback, body: dict[str, object]) -> None:
        assert isinstance(self.failed(server, Reply(400, body)), MaybeSent)

    def test_a_private_chat_and_a_small_group_have_addresses_too(self, server: Loopback) -> None:
        self.answering(server, ok({"message_id": 7, "chat": {"id": -1001234567890, "type": "channel"}}))
        assert self.publish(server).url == "https://t.me/c/1234567890/7"
        self.answering(server, ok({"message_id": 7, "chat": {"id": -12345, "type": "group"}}))
        assert self.publish(server).url == "https://web.telegram.org/a/#-12345"

    # -- what is live

    def test_an_edit_keeps_the_card_and_the_chat_it_was_sent_to(self, server: Loopback) -> None:
        ref = RemoteRef("@old_name/7", PAGE, {"chat": "-1001234567890", "preview": "https://example.org/a"})
        telegram.update(self.connection(server.url), ref, segment("seen", "<b>New</b>"))
        assert server.seen[-1].json == {
            "chat_id": "-1001234567890",
            "message_id": 7,
            "text": "New",
            "entities": [{"type": "bold", "offset": 0, "length": 3}],
            "link_preview_options": {"url": "https://example.org/a", "prefer_large_media": True},
        }

    def test_an_edit_of_a_photo_changes_its_caption(self, server: Loopback) -> None:
        telegram.update(self.connection(server.url), RemoteRef(LIVE.id, PAGE, {"pictures": "1"}), segment("seen", "New"))
        assert server.seen[-1].path.endswith("/editMessageCaption")
        assert server.seen[-1].json["caption"] == "New"

    def test_an_edit_to_what_stands_there_is_done(self, server: Loopback) -> None:
        self.answering(server, no(400, "Bad Request: message is not modified: specified new message content is exactly the same"))
        telegram.update(self.connection(server.url), LIVE, segment())
        self.answering(server, ok({"message_id": 8, "chat": CHAT}))
        with pytest.raises(MaybeSent):
            telegram.update(self.connection(server.url), LIVE, segment())

    def test_what_is_too_old_to_be_taken_back_is_left_to_its_author(self, server: Loopback) -> None:
        self.answering(server, no(400, "Bad Request: message can't be deleted"))
        with pytest.raises(Refused, match="48 hours"):
            telegram.delete(self.connection(server.url), LIVE)

    def test_nothing_is_looked_for_as_no_bot_can(self, server: Loopback) -> None:
        with pytest.raises(Refused, match=r"https://t\.me/ada_writes"):
            telegram.find(self.connection(server.url), self.post_step(), {}, "key", NOW)
        assert server.seen == []

    @pytest.mark.parametrize(
        ("url", "id_"),
        [
            ("https://t.me/ada_writes/12/7", "@ada_writes/7"),
            ("https://t.me/s/ada_writes/7", "@ada_writes/7"),
            ("http://www.telegram.me/ada_writes/7?single", "@ada_writes/7"),
            ("https://t.me/c/1234567890/7", "-1001234567890/7"),
            ("https://t.me/c/1234567890/3/7", "-1001234567890/7"),
        ],
    )
    def test_every_form_of_an_address_is_understood(self, url: str, id_: str) -> None:
        assert telegram.ref(url).id == id_

    @pytest.mark.parametrize(
        "url", ["https://t.me/ada_writes", "https://t.me/+abcdef", "https://t.me/c/12/7", "https://t.me/joinchat/x/7x"]
    )
    def test_what_is_no_post_is_told_so(self, url: str) -> None:
        with pytest.raises(UserError):
            telegram.ref(url)

    # -- who we are

    def test_facts_say_who_the_bot_is_and_where_it_posts(self, server: Loopback) -> None:
        found = telegram.facts(self.connection(server.url))
        assert found == {"bot": "ada_bot", "chat_id": "-1001234567890", "chat_name": "@ada_writes", "chat_title": "A channel"}
        assert telegram.account_url(self.connection(server.url).account, found) == "https://t.me/ada_writes"

    @pytest.mark.parametrize(("status", "may"), [("administrator", False), ("member", True), ("left", None)])
    def test_a_bot_that_may_not_post_is_told_before_anything_is_due(self, server: Loopback, status: str, may: object) -> None:
        self.status, self.may = status, may
        with pytest.raises(Refused, match="may not post to A channel") as caught:
            telegram.facts(self.connection(server.url))
        assert caught.value.cause == "auth"


TOKEN = "1234567890:AAHfakeFAKEfakeFAKEfakeFAKEfakeFAKE0"
ECHOES = [None, Reply(302, b"moved"), Reply(500, TOKEN.encode()), no(400, f"Bad Request: {TOKEN}"), Reply(200, b"[]")]


@pytest.mark.parametrize("answer", ECHOES)
def test_the_token_in_the_address_comes_back_in_no_error(answer: Reply | None) -> None:
    with serving(lambda _: answer or ok({})) as server:
        api = server.url if answer else "http://127.0.0.1:9"
        account = telegram.Account(name="me", platform="telegram", chat="@ada_writes", api=api)
        way = session(("api.telegram.org",), api, secrets=[TOKEN], call_timeout=5)
        (step,) = telegram.steps(Draft("me", "telegram", "", (segment(),), {"chat": "@ada_writes"}))
        with pytest.raises(SendError) as caught:
            telegram.publish(Connection(account, {"bot_token": TOKEN}, way, NOW), step, {}, "key")
        assert [seen.path for seen in server.seen] == ([f"/bot{TOKEN}/sendMessage"] if answer else [])
        way.close()
    assert TOKEN.partition(":")[2] not in f"{caught.value!r} {caught.value.why} {caught.value.answer}"
