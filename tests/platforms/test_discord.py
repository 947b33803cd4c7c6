"""Discord: a webhook and its messages, and what its answers prove. Shapes of Discord's documents (API v10)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.errors import Limited, MaybeSent, Refused, SendError, UserError
from bot.http import session
from bot.model.draft import Draft, FieldValue, Media
from bot.model.receipt import RemoteRef
from bot.platforms import discord
from bot.platforms.base import Connection
from tests.loopback import Answer, Loopback, Reply, Seen, serving
from tests.platforms.contract import NOW, TEXT, Contract, media, segment
from tests.platforms.test_telegram import parts

PATH = "/api/v10/webhooks/0/rehearsal-me-webhook_url"
PAGE = "https://discord.com/channels/11/22/33"
LIVE = RemoteRef("33", PAGE, {"channel": "22"})
HOOK = {"id": "44", "type": 1, "name": "Ada's articles", "channel_id": "22", "guild_id": "11", "token": "t0ken", "url": "https://x"}


def no(status: int, words: str, code: int = 0, **more: object) -> Reply:
    return Reply(status, {"message": words, "code": code, **more})


class TestDiscord(Contract):
    platform = discord  # type: ignore[assignment]
    prefix = "discord"
    write = ("POST", PATH)
    removal = ("DELETE", f"{PATH}/messages/33")
    editing = ("PATCH", f"{PATH}/messages/33")
    example = PAGE
    hook: Any = HOOK

    def draft(self, *pictures: Media, **fields: FieldValue) -> Draft:
        return Draft("me", "discord", "A title", (segment(media=pictures),), dict(fields))

    def good(self, seen: Seen) -> Answer:
        path = urlsplit(seen.path).path
        if (seen.method, path) == ("GET", PATH):
            return Reply(200, self.hook)
        return Reply(204) if seen.method == "DELETE" else Reply(200, {"id": "33", "channel_id": "22", "webhook_id": "44"})

    def refusal(self, status: int, words: str) -> Reply:
        return no(status, words)

    def text_of(self, seen: Seen) -> str:
        return str(seen.json["content"])

    new_text_of = text_of

    def failed(self, server: Loopback, answer: Reply) -> SendError:
        self.answering(server, answer)
        return self.failing(server)

    # -- what goes out

    def test_a_message_waits_for_its_number_and_calls_nobody(self, server: Loopback) -> None:
        assert self.publish(server) == RemoteRef("33", PAGE, {"channel": "22", "webhook": "44"})
        (seen,) = self.writes(server)
        assert seen.query == {"wait": "true"}
        assert seen.json == {"content": TEXT, "allowed_mentions": {"parse": []}}

    def test_name_thread_and_silence_are_what_was_approved(self, server: Loopback) -> None:
        discord.publish(self.connection(server.url), self.post_step(self.draft(username="Ada", thread="99", silent=True)), {}, "key")
        (seen,) = self.writes(server)
        assert seen.query == {"wait": "true", "thread_id": "99"}
        assert (seen.json["username"], seen.json["flags"]) == ("Ada", 4096)

    def test_pictures_go_along_with_their_words(self, server: Loopback, tmp_path: Path) -> None:
        one, two = media(tmp_path), media(tmp_path, "b.jpg", alt="", kind="image/jpeg")
        discord.publish(self.connection(server.url), self.post_step(self.draft(one, two)), {}, "key")
        (seen,) = self.writes(server)
        sent = parts(seen)
        said = json.loads(sent["payload_json"])
        names = [f"0-{one.digest[:16]}.png", f"1-{two.digest[:16]}.jpeg"]
        assert said["attachments"] == [{"id": 0, "filename": names[0], "description": one.alt}, {"id": 1, "filename": names[1]}]
        assert (said["content"], said["allowed_mentions"]) == (TEXT, {"parse": []})
        assert [sent["files[0]"], sent["files[1]"]] == [Path(one.path).read_bytes(), Path(two.path).read_bytes()]
        assert str(tmp_path).encode() not in seen.body

    def test_a_picture_that_is_not_the_approved_one_stays_here(self, server: Loopback, tmp_path: Path) -> None:
        one = media(tmp_path)
        Path(one.path).write_bytes(b"x")
        with pytest.raises(Refused):
            discord.publish(self.connection(server.url), self.post_step(self.draft(one)), {}, "key")
        assert server.seen == []

    def test_the_webhook_is_asked_once_where_it_posts(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        for _ in range(2):
            discord.publish(connection, self.post_step(), {}, "key")
        assert [seen.method for seen in server.seen] == ["GET", "POST", "POST"]

    # -- what answers prove

    @pytest.mark.parametrize(
        "body", [{"id": "33"}, {"id": 33, "channel_id": "22"}, {"id": "3/3", "channel_id": "22"}, {"id": "", "channel_id": "2"}]
    )
    def test_a_yes_without_a_message_is_in_doubt(self, server: Loopback, body: dict[str, object]) -> None:
        assert isinstance(self.failed(server, Reply(200, body)), MaybeSent)

    def test_a_yes_without_content_is_in_doubt(self, server: Loopback) -> None:
        assert isinstance(self.failed(server, Reply(204)), MaybeSent)

    @pytest.mark.parametrize(("wait", "seconds"), [(0.3, 1), (64.57, 65), (0, 1), ("x", 900), (-1, 900), (True, 900), (1e12, 900)])
    def test_a_429_waits_as_long_as_its_json_says(self, server: Loopback, wait: object, seconds: int) -> None:
        limited = self.failed(server, Reply(429, {"message": "You are being rate limited.", "retry_after": wait, "global": False}))
        assert isinstance(limited, Limited)
        assert limited.until == NOW.add(seconds=seconds)

    @pytest.mark.parametrize(("status", "code"), [(404, 10015), (401, 50027), (404, 10003)])
    def test_a_webhook_that_is_gone_is_about_the_login_and_no_message_is_gone(self, server: Loopback, status: int, code: int) -> None:
        self.answering(server, no(status, "Unknown Webhook", code))
        connection = self.connection(server.url)
        for act in (lambda: discord.publish(connection, self.post_step(), {}, "key"), lambda: discord.delete(connection, LIVE)):
            with pytest.raises(Refused, match="no such webhook") as caught:
                act()
            assert caught.value.cause == "auth"

    def test_which_field_is_wrong_is_said(self, server: Loopback) -> None:
        errors = {"content": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}]}}
        refused = self.failed(server, no(400, "Invalid Form Body", 50035, errors=errors))
        assert isinstance(refused, Refused)
        assert (refused.cause, refused.why) == ("content", "Invalid Form Body: Must be 2000 or fewer in length (400)")

    def test_a_forum_without_a_thread_is_about_the_account(self, server: Loopback) -> None:
        refused = self.failed(server, no(400, "Webhooks posted to forum channels must have a thread_name or thread_id", 220001))
        assert isinstance(refused, Refused)
        assert refused.cause == "account"

    def test_errors_nested_deep_are_read_as_far_as_anybody_would(self, server: Loopback) -> None:
        deep: dict[str, Any] = {"message": "far down"}
        for _ in range(30):
            deep = {"a": deep}
        assert isinstance(self.failed(server, no(400, "Invalid Form Body", 50035, errors=deep)), Refused)

    @pytest.mark.parametrize("body", [{"message": "No"}, {"code": 1}, {"message": "", "code": 1}, {"message": 1, "code": 1}])
    def test_a_refusal_in_another_form_is_no_more_than_the_house_makes_of_it(self, server: Loopback, body: dict[str, object]) -> None:
        assert isinstance(self.failed(server, Reply(403, body)), MaybeSent | Refused)

    @pytest.mark.parametrize("hook", [None, [], {}, {**HOOK, "id": 44}, {**HOOK, "guild_id": None}, {**HOOK, "channel_id": "2/2"}])
    def test_a_webhook_in_another_form_sends_nothing(self, server: Loopback, hook: object) -> None:
        self.hook = hook
        assert not isinstance(self.failing(server), MaybeSent)
        assert self.writes(server) == []

    # -- what is live

    def test_what_another_webhook_posted_is_left_alone(self, server: Loopback) -> None:
        other = RemoteRef("33", PAGE, {"channel": "22", "webhook": "45"})
        for act in (discord.delete, discord.exists):
            with pytest.raises(Refused, match="another webhook"):
                act(self.connection(server.url), other)
        assert [seen.method for seen in server.seen] == ["GET", "GET"]

    def test_a_message_in_a_thread_is_named_with_it(self, server: Loopback) -> None:
        ref = RemoteRef("33", PAGE, {"channel": "99", "webhook": "44"})
        discord.update(self.connection(server.url), ref, segment("seen", "New"))
        assert server.seen[-1].query == {"thread_id": "99"}
        assert server.seen[-1].json == {"content": "New", "allowed_mentions": {"parse": []}}

    def test_a_message_that_is_gone_is_said_to_be(self, server: Loopback) -> None:
        def script(seen: Seen) -> Answer:
            good = self.answer(seen)
            return no(404, "Unknown Message", 10008) if "/messages/" in seen.path else good

        server.script = script
        assert not discord.exists(self.connection(server.url), LIVE)
        with pytest.raises(Refused):
            discord.delete(self.connection(server.url), LIVE)

    def test_nothing_is_looked_for_as_no_webhook_can(self, server: Loopback) -> None:
        with pytest.raises(Refused, match="look at"):
            discord.find(self.connection(server.url), self.post_step(), {}, "key", NOW)
        assert server.seen == []

    @pytest.mark.parametrize("host", ["ptb.discord.com", "canary.discord.com", "discordapp.com", "www.discord.com"])
    def test_every_host_of_discord_is_understood(self, host: str) -> None:
        assert discord.ref(f"https://{host}/channels/11/22/33") == LIVE

    @pytest.mark.parametrize("path", ["channels/@me/22/33", "channels/11/22", "api/webhooks/44/t0ken", "channels/11/22/33/44"])
    def test_what_is_no_message_is_told_so(self, path: str) -> None:
        with pytest.raises(UserError):
            discord.ref(f"https://discord.com/{path}")

    # -- who we are

    def test_facts_say_which_webhook_it_is_and_not_its_token(self, server: Loopback) -> None:
        found = discord.facts(self.connection(server.url))
        assert found == {"webhook": "44", "channel_id": "22", "guild_id": "11", "name": "Ada's articles"}
        assert discord.account_url(self.connection(server.url).account, found) == "https://discord.com/channels/11/22"
        assert discord.account_url(self.connection(server.url).account, {"guild_id": "../x"}) == "https://discord.com/channels/@me"


TOKEN = "C4n4ry-AAHfakeFAKE_fakeFAKEfakeFAKEfakeFAKE0"
ECHOES = [None, Reply(302, b"moved"), Reply(500, TOKEN.encode()), no(400, f"You sent {TOKEN}"), Reply(200, {"token": TOKEN})]


@pytest.mark.parametrize(
    "form", ["https://discord.com/api/webhooks/44/{}", "https://canary.discord.com/api/v10/webhooks/44/{}?wait=true", "{}"]
)
@pytest.mark.parametrize("answer", ECHOES)
def test_the_token_in_the_address_comes_back_in_no_error(answer: Reply | None, form: str) -> None:
    secret = form.format(TOKEN)
    with serving(lambda seen: Reply(200, HOOK) if seen.method == "GET" else answer or Reply(204)) as server:
        api = server.url if answer else "http://127.0.0.1:9"
        account = discord.Account(name="me", platform="discord", api=api)
        way = session(("discord.com",), api, secrets=[secret], call_timeout=5)
        (step,) = discord.steps(Draft("me", "discord", "", (segment(),)))
        with pytest.raises(SendError) as caught:
            discord.publish(Connection(account, {"webhook_url": secret}, way, NOW), step, {}, "key")
        number = "0" if form == "{}" else "44"
        assert {urlsplit(seen.path).path for seen in server.seen} == ({f"/api/v10/webhooks/{number}/{TOKEN}"} if answer else set())
        way.close()
    assert TOKEN not in f"{caught.value!r} {caught.value.why} {caught.value.answer}"
