"""The real adapters, through the real libraries, against the rehearsal: what they believe is what the ledger holds."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from whenever import Instant

from bot.clock import SystemClock
from bot.errors import Limited, MaybeSent, NotSent, Refused, SendError
from bot.http import session
from bot.model.draft import Draft, Media, Segment
from bot.model.receipt import RemoteRef
from bot.platforms import (
    bluesky,
    buttondown,
    devto,
    discord,
    ghost,
    hosts,
    kit,
    linkedin,
    mailchimp,
    mastodon,
    medium,
    nostr,
    reddit,
    telegram,
    x,
)
from bot.platforms.base import Connection, Platform, Step
from bot.rehearsal.entries import PostEntry, Records
from bot.rehearsal.judge import verdict
from tests.rehearsal.conftest import Person
from tests.rehearsal.pictures import picture

PLATFORMS: Mapping[str, Any] = {
    "x": x, "linkedin": linkedin, "mastodon": mastodon, "bluesky": bluesky, "devto": devto, "reddit": reddit, "telegram": telegram,
    "ghost": ghost, "discord": discord, "buttondown": buttondown, "kit": kit, "mailchimp": mailchimp,
    "medium": medium, "nostr": nostr,
}  # fmt: skip
OPTIONS: Mapping[str, dict[str, Any]] = {
    "reddit": {"subreddit": "test"},
    "mastodon": {"server": "mastodon.example"},
    "telegram": {"chat": "@channel"},
    "ghost": {"server": "blog.example.com"},
    "mailchimp": {"server": "us21.api.mailchimp.com", "audience": "0a1b2c3d4e"},
    "medium": {"mode": "api"},
    "nostr": {"relays": ("wss://relay.example.com",)},
}
LETTERS = ("buttondown", "kit", "mailchimp")
"""Those whose posts are drafts of a mail here: what sends them is tested with each."""
PATHS = {
    "x": "/2/tweets",
    "linkedin": "/rest/posts",
    "mastodon": "/api/v1/statuses",
    "reddit": "/api/submit/",
    "bluesky": "/xrpc/com.atproto.repo.putRecord",
    "devto": "/api/articles/[0-9]*",
    "telegram": "/bot*/send*",
    "discord": "/api/v10/webhooks/*",
    "ghost": "/ghost/api/admin/posts/[0-9a-f]*",
    "buttondown": "/v1/emails",
    "kit": "/v4/broadcasts",
    "mailchimp": "/3.0/campaigns/*/content",
    "medium": "/v1/users/*/posts",
    "nostr": "/relay.example.com",
}
"""Where each takes posts, as a shell-like pattern."""

WORDS = "Café & <crème> 1/2 \U0001f9d1\u200d\U0001f52c “quoted” 100% + ünï README.md\n\nhttps://example.org/a?b=1&c=%20d"


def segment(text: str = WORDS, wire: str | None = None, media: tuple[Media, ...] = ()) -> Segment:
    return Segment(text, len(text), 40_000, "chars", text if wire is None else wire, (), media)


def media(folder: Path, name: str, alt: str) -> Media:
    data = picture(colour=(len(name), 2, 3))
    (folder / name).write_bytes(data)
    return Media(str(folder / name), "image/png", alt, len(data), 8, 6, hashlib.sha256(data).hexdigest())


class Way:
    """One account on one platform: its connection, and its drafts."""

    def __init__(self, name: str, person: Person, folder: Path) -> None:
        self.name, self.person, self.folder = name, person, folder
        self.platform: Platform = PLATFORMS[name]
        self.before: dict[int, RemoteRef] = {}
        api = f"{person.network.url}/{name}"
        options = OPTIONS.get(name, {}) | ({"handle": f"@{person.name}"} if name == "medium" else {})
        account = self.platform.Account(name=person.name, platform=name, api=api, **options)
        secrets = {field: f"rehearsal-{person.name}-{field}" for field in self.platform.LIMITS.secrets}
        way = session(hosts(account), api, secrets=secrets.values(), call_timeout=20)
        self.connection = Connection(account, secrets, way, SystemClock().now())

    def drafts(self) -> list[Draft]:
        """One draft with all that the platform can."""
        who = self.person.name
        pictures = media(self.folder, "a.png", "A chart & more"), media(self.folder, "bb.png", "Another")
        escaped = "".join(f"\\{letter}" if letter in r"\|{}@[]()<>#*_~" else letter for letter in WORDS)
        marked = WORDS.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return {
            "x": [Draft(who, "x", "", (segment(media=pictures), segment("two (of) three"), segment("three")))],
            "bluesky": [
                Draft(who, "bluesky", "", (segment(media=pictures), segment("two (of) three"), segment("three")), {"langs": ["en"]}),
                Draft(who, "bluesky", "", (segment("card", media=pictures[:1]),), {"card_url": "https://example.org", "card_title": "T"}),
            ],
            "mastodon": [
                Draft(who, "mastodon", "", (segment(media=pictures), segment("two (of) three"), segment("three")), {"cw": "Words"})
            ],
            "devto": [
                Draft(who, "devto", "A title & <more>", (segment(),), {"canonical_url": f"https://example.org/{who}", "tags": ["ai"]})
            ],
            "ghost": [Draft(who, "ghost", "A title & <more>", (segment(media=pictures[:1]),), {"slug": "a-title", "tags": ["ML"]})],
            "discord": [
                Draft(who, "discord", "", (segment(media=pictures),)),
                Draft(who, "discord", "", (segment("in a thread", media=pictures[:1]),), {"thread": "123", "username": "Ada"}),
                Draft(who, "discord", "", (segment("@everyone, look"),)),
            ],
            "telegram": [
                Draft(who, "telegram", "", (segment(wire=marked, media=pictures),), {"chat": "@channel"}),
                Draft(who, "telegram", "", (segment("one", "<b>one</b>", pictures[:1]),), {"chat": "-1001234567890", "silent": True}),
                Draft(who, "telegram", "", (segment("a b", "a <code>b</code>"),), {"chat": "@channel", "preview": "https://example.org"}),
            ],
            "linkedin": [
                Draft(who, "linkedin", "", (segment(wire=escaped, media=pictures),), {"first_comment": "More (here)"}),
                Draft(who, "linkedin", "T", (segment("card", media=pictures[:1]),), {"card_url": "https://example.org", "card_title": "T"}),
            ],
            "reddit": [
                Draft(who, "reddit", "A title & <more>", (segment(),), {"subreddit": "test"}),
                Draft(who, "reddit", "A link", (segment("https://example.org/l"),), {"subreddit": "test", "url": "https://example.org/l"}),
            ],
            "medium": [
                Draft(who, "medium", "A title & <more>", (segment(f"<p>{marked}</p>"),), {"topics": ["ml"]}, visibility="public"),
                Draft(who, "medium", "Another title", (segment("<p>more words</p>"),), {}, visibility="public"),
            ],
            "nostr": [
                Draft(
                    who, "nostr", "", (segment(), segment("two (of) three"), segment("three")), {"t": ["ml"], "r": "https://example.org"}
                ),
                Draft(who, "nostr", "T & <more>", (segment("# An article"),), {"d": "an-article", "title": "T & <more>", "summary": "S"}),
            ],
            **{name: [self.letter("A title & <more>", WORDS), self.letter("Another title", "more words")] for name in LETTERS},
        }[self.name]

    def letter(self, title: str, words: str) -> Draft:
        """A draft of a mail."""
        given = {"description": "What it says.", **({"audience": OPTIONS["mailchimp"]["audience"]} if self.name == "mailchimp" else {})}
        return Draft(self.person.name, self.name, title, (segment(words),), dict(given), visibility="draft")

    def posts(self) -> list[PostEntry]:
        """What stands there; a campaign without content is none yet."""
        return [post for post in self.person.posts() if post.text or post.fields.get("kind") != "campaign"]

    def publish(self, draft: Draft) -> dict[int, RemoteRef]:
        before: dict[int, RemoteRef] = {}
        for step in self.platform.steps(draft):
            before[step.index] = self.platform.publish(self.connection, step, before, self.key(step))
        return before

    def key(self, step: Step) -> str:
        """The key of a step, as the service makes it of what was approved."""
        return f"{step.draft.fingerprint[:12]}-{step.index}"

    def post_step(self) -> Step:
        fields = {"reddit": {"subreddit": "test"}, "telegram": {"chat": "@channel"}, "ghost": {"slug": "plain"}}.get(self.name, {})
        shown: dict[str, Any] = {"visibility": "public"} if self.name == "medium" else {}
        draft = Draft(self.person.name, self.name, "A title", (segment("plain words"),), dict(fields), **shown)
        draft = self.letter("A title", "plain words") if self.name in LETTERS else draft
        return next(step for step in self.platform.steps(draft) if step.action == "post")

    def failing(self) -> SendError:
        step = self.post_step()
        steps = self.platform.steps(step.draft)
        self.before = {index: self.platform.publish(self.connection, steps[index], {}, "key") for index in step.needs}
        with pytest.raises(SendError) as caught:
            self.platform.publish(self.connection, step, self.before, "key")
        return caught.value

    def writes(self) -> int:
        """How many requests that make a post arrived."""
        made = [request for request in self.person.requests() if request.method in {"POST", "PUT"}]
        return sum(fnmatchcase(request.path, PATHS[self.name]) for request in made)

    def plan(self, fault: str, **more: Any) -> None:
        self.person.plan(fault, platform=self.name, method="P*", path=PATHS[self.name], **more)


@pytest.fixture(params=PLATFORMS)
def way(request: pytest.FixtureRequest, person: Person, tmp_path: Path) -> Iterator[Way]:
    made = Way(request.param, person, tmp_path)
    yield made
    made.connection.session.close()


def records(person: Person) -> Records:
    return Records((), tuple(person.posts()))


def test_what_is_published_is_what_was_approved_once(way: Way) -> None:
    drafts = way.drafts()
    published = [way.publish(draft) for draft in drafts]
    assert verdict(records(way.person), drafts).clean
    known = {post.id for post in way.posts()}
    posts = [
        refs[step.index]
        for refs, draft in zip(published, drafts, strict=True)
        for step in way.platform.steps(draft)
        if step.action == "post"
    ]
    assert {ref.id for ref in posts} <= known


def test_readers_get_the_text_that_was_meant(way: Way) -> None:
    for draft in way.drafts():
        way.publish(draft)
    meant = {segment.text for draft in way.drafts() for segment in draft.segments if "url" not in draft.fields}
    assert meant <= {post.seen for post in way.posts()}


def test_each_post_is_found_again_and_nothing_else_is(way: Way) -> None:
    if not way.platform.LIMITS.find:
        with pytest.raises(Refused):
            way.platform.find(way.connection, way.post_step(), {}, "key", way.connection.now)
        return
    since = way.connection.now.subtract(hours=1)
    for draft in way.drafts():
        steps = [step for step in way.platform.steps(draft) if step.action == "post"]
        assert way.platform.find(way.connection, steps[0], {}, way.key(steps[0]), since) is None
        refs = way.publish(draft)
        for step in steps:
            found = way.platform.find(way.connection, step, refs, way.key(step), since)
            assert found is not None
            assert found.id == refs[step.index].id
        other = way.platform.steps(
            Draft(draft.account, draft.platform, "Another", (segment("other words"),), dict(draft.fields) | {"url": ""})
        )
        assert way.platform.find(way.connection, other[-1], {}, way.key(other[-1]), since) is None


@pytest.mark.parametrize("fault", ["accept-then-reset", "500-after", "html-after"])
def test_a_post_whose_answer_is_lost_is_in_doubt_and_there(way: Way, fault: str) -> None:
    way.plan(fault)
    assert isinstance(way.failing(), MaybeSent)
    assert (way.writes(), len(way.posts())) == (1, 1), "no hidden second try"
    if way.platform.LIMITS.find:
        found = way.platform.find(way.connection, way.post_step(), way.before, "key", way.connection.now.subtract(hours=1))
        assert found is not None
        assert found.id == way.posts()[0].id


@pytest.mark.parametrize("fault", ["reset", "500-before", "html", "empty"])
def test_a_post_that_was_never_taken_is_in_doubt_and_not_there(way: Way, fault: str) -> None:
    way.plan(fault)
    assert isinstance(way.failing(), MaybeSent)
    assert (way.writes(), way.posts()) == (1, [])
    if way.platform.LIMITS.find:
        assert way.platform.find(way.connection, way.post_step(), way.before, "key", way.connection.now.subtract(hours=1)) is None


def test_being_asked_to_wait_is_obeyed_to_the_second(way: Way) -> None:
    way.plan("429", seconds=77)
    limited = way.failing()
    assert isinstance(limited, Limited)
    if way.name != "nostr":  # whose relays only say that it was too fast
        assert abs((limited.until - SystemClock().now()).total("seconds") - 77) < 30
    way.plan("429-bare")
    assert isinstance(way.failing(), Limited)
    assert (way.writes(), way.posts()) == (2, [])


def test_refusals_name_their_cause(way: Way) -> None:
    repeated = (
        "content" if way.name in {"mastodon", "telegram", "discord", "ghost", "kit", "mailchimp", "medium", "nostr"} else "duplicate"
    )  # these refuse no repetition
    barred = "account" if way.name == "nostr" else "auth"  # a relay that wants another author says nothing against the key
    for fault, cause in (("401", barred), ("403", barred), ("duplicate", repeated)):
        way.plan(fault, times=2)
        refused = way.failing()
        assert isinstance(refused, Refused | NotSent), refused
        assert not isinstance(refused, Refused) or refused.cause == cause, refused.why
        way.person.session.delete(f"{way.person.network.url}/_faults", timeout=10)
    assert way.posts() == []


def test_a_live_post_can_be_taken_back(way: Way) -> None:
    if not way.platform.LIMITS.delete:
        return
    draft = way.drafts()[-1]
    ref = way.publish(draft)
    last = max(step.index for step in way.platform.steps(draft) if step.action == "post")
    way.platform.delete(way.connection, ref[last])
    assert sum(post.deleted for post in way.posts()) == 1


def test_facts_come_from_the_network(way: Way) -> None:
    told = way.platform.facts(way.connection)
    expected = {
        "linkedin": "urn",
        "mastodon": "max_characters",
        "reddit": "flairs",
        "bluesky": "did",
        "telegram": "chat_id",
        "discord": "channel_id",
        "ghost": "site",
        "kit": "account",
        "mailchimp": "audience",
        "nostr": "pubkey",
    }.get(way.name, "username")
    assert told[expected]


def test_an_old_version_of_linkedins_api_gives_way_to_the_next(person: Person, tmp_path: Path) -> None:
    way = Way("linkedin", person, tmp_path)
    account = linkedin.Account(name=person.name, platform="linkedin", api=way.connection.account.api, versions=("202401", "202607"))
    connection = Connection(account, way.connection.secrets, way.connection.session, Instant.from_utc(2026, 11, 21))
    ref = linkedin.publish(connection, way.post_step(), {}, "key")
    way.connection.session.close()
    assert [request.status for request in person.requests() if request.path == "/rest/posts"] == [426, 201]
    assert [post.id for post in person.posts()] == [ref.id]


def test_a_key_counts_once_within_the_hour(person: Person, tmp_path: Path) -> None:
    way = Way("mastodon", person, tmp_path)
    first, again = (mastodon.publish(way.connection, way.post_step(), {}, "one") for _ in range(2))
    other = mastodon.publish(way.connection, way.post_step(), {}, "two")
    way.connection.session.close()
    assert first == again != other
    assert [post.id for post in person.posts()] == [first.id, other.id]


def test_a_moving_picture_is_waited_for(person: Person, tmp_path: Path) -> None:
    way = Way("mastodon", person, tmp_path)
    (tmp_path / "a.gif").write_bytes(data := b"GIF89a" + b"\0" * 20)
    moving = Media(str(tmp_path / "a.gif"), "image/gif", "It moves", len(data), 8, 6, hashlib.sha256(data).hexdigest())
    upload, post = mastodon.steps(Draft(person.name, "mastodon", "", (segment(media=(moving,)),)))
    before = {0: mastodon.publish(way.connection, upload, {}, "key0")}
    with pytest.raises(Limited):
        mastodon.publish(way.connection, post, before, "key1")
    assert person.posts() == []
    deadline = time.monotonic() + 20
    while not person.posts() and time.monotonic() < deadline:
        with contextlib.suppress(Limited):
            mastodon.publish(way.connection, post, before, "key1")
        time.sleep(0.2)
    way.connection.session.close()
    assert [(picture.digest, picture.alt) for one in person.posts() for picture in one.media] == [(moving.digest, "It moves")]


def test_an_edit_keeps_what_it_does_not_speak_of(person: Person, tmp_path: Path) -> None:
    way = Way("mastodon", person, tmp_path)
    (draft,) = way.drafts()
    refs = way.publish(draft)
    first = next(step.index for step in mastodon.steps(draft) if step.action == "post")
    mastodon.update(way.connection, refs[first], segment("new words"))
    assert mastodon.exists(way.connection, refs[first])
    way.connection.session.close()
    (post,) = [post for post in person.posts() if post.id == refs[first].id]
    assert (post.text, post.fields["spoiler_text"], len(post.media)) == ("new words", "Words", 2)
    assert [picture.alt for picture in post.media] == ["A chart & more", "Another"]


def test_a_token_that_is_over_is_made_new(person: Person, tmp_path: Path) -> None:
    way = Way("bluesky", person, tmp_path)
    way.publish(way.drafts()[1])
    known = way.connection.memo["session"]
    assert isinstance(known, dict)
    old = {name: f"rehearsal-{person.name}-{name}.1000" for name in ("accessJwt", "refreshJwt")}
    for spent in ({**known, "accessJwt": old["accessJwt"]}, {**known, **old}):
        way.connection.memo["session"] = spent
        bluesky.delete(way.connection, RemoteRef(f"at://{known['did']}/app.bsky.feed.post/3l6oveex3ii2l"))
    asked = [request.path.rpartition(".")[2] for request in person.requests()]
    assert asked[-7:] == [
        "deleteRecord", "refreshSession", "deleteRecord", "deleteRecord", "refreshSession", "createSession", "deleteRecord",
    ]  # fmt: skip
    way.connection.session.close()


def test_a_repeated_key_makes_one_post_on_bluesky_and_one_taken_back_may_come_again(person: Person, tmp_path: Path) -> None:
    way = Way("bluesky", person, tmp_path)
    draft = way.drafts()[0]
    refs = way.publish(draft)
    assert way.publish(draft) == refs
    assert len(person.posts()) == len(draft.segments)
    bluesky.delete(way.connection, refs[max(refs)])
    assert not bluesky.exists(way.connection, refs[max(refs)])
    assert way.publish(draft) == refs
    assert bluesky.exists(way.connection, refs[max(refs)])
    assert [post.deleted for post in person.posts()] == [False, False, True, False]
    way.connection.session.close()


def test_a_draft_is_made_once_and_a_lost_answer_makes_no_second(person: Person, tmp_path: Path) -> None:
    way = Way("devto", person, tmp_path)
    (draft,) = way.drafts()
    step, _ = devto.steps(draft)
    person.plan("500-after", platform="devto", method="POST", path="/api/articles")
    with pytest.raises(MaybeSent):
        devto.publish(way.connection, step, {}, "key")
    assert devto.publish(way.connection, step, {}, "key") == devto.publish(way.connection, step, {}, "other")
    way.connection.session.close()
    assert (person.posts(), sum(request.method == "POST" for request in person.requests())) == ([], 1)
