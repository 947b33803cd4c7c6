"""Values for the store's tests."""

from __future__ import annotations

from itertools import count

from whenever import Instant

from bot.model.delivery import Delivery, State
from bot.model.draft import Draft, Media, Problem, Segment, Span
from bot.store import Store

NOW = Instant.from_utc(2026, 11, 21, 9)
POSTS = count(1)


def draft(text: str = "Hello", *, account: str = "x", blocked: bool = False, segments: int = 1) -> Draft:
    """A draft that says `text`."""
    problems = (Problem("error", "no-cover", "There is no cover.", 3),) if blocked else ()
    return Draft(
        account, "x", "A title", tuple(Segment(text, len(text), 280, "x-weighted", text) for _ in range(segments)), problems=problems
    )


def rich_draft() -> Draft:
    """A draft with everything a draft can hold."""
    picture = Media("/a/b.png", "image/png", 'alt "text" \u202e', 12, 3, 4, "ab" * 32)
    segment = Segment("Grüße 👋\x00", 8, 280, "graphemes", "wire", (Span(0, 5, "link", "https://example.org/"),), (picture,))
    fields = {"subreddit": "test", "nsfw": False, "score": 1.5, "count": 3, "flair": None, "tags": ["a", "b"]}
    problem = Problem("warning", "long", "It is long.", 7)
    return Draft("reddit", "reddit", "T", (segment, segment), fields, (problem,), 0.25, "friends")


def delivery(post: str | None = None, **values: object) -> Delivery:
    """A delivery that waits; a post of its own unless `post` is given."""
    wanted: dict[str, object] = {
        "id": "bb22", "post": post or f"post-{next(POSTS)}", "account": "x", "platform": "x", "rehearsal": False, "round": 1,
        "state": State.WAITING, "fingerprint": "", **values,
    }  # fmt: skip
    return Delivery(**wanted)  # type: ignore[arg-type]


def added(store: Store, text: str = "Hello", **values: object) -> str:
    """A new delivery that waits; its id."""
    id_ = store.add_delivery(delivery(**values), draft(text, account=str(values.get("account", "x"))), NOW, "ada")
    assert id_
    return id_


def approved(store: Store, text: str = "Hello", *, due: Instant = NOW, **values: object) -> str:
    """A new delivery with a yes, due now; its id."""
    id_ = added(store, text, **values)
    assert store.move(id_, "yes", NOW, who="ada", due=due, until=due.add(hours=72))
    return id_


def claimed(store: Store, text: str = "Hello", **values: object) -> tuple[str, int]:
    """A new delivery that is being sent; its id and fence."""
    id_ = approved(store, text, **values)
    fence = store.claim(id_, store.delivery(id_).fingerprint, NOW)
    assert fence
    return id_, fence


def published(store: Store, text: str = "Hello", *, at: Instant = NOW, **values: object) -> str:
    """A new delivery of one step that is live since `at`; its id."""
    from bot.model.receipt import RemoteRef

    id_, fence = claimed(store, text, **values)
    assert store.intend(id_, fence, 0, "post", "", at, at)
    assert store.receive(id_, fence, 0, "sent", at, RemoteRef("1", "https://x.com/1"))
    assert store.move(id_, "sent", at)
    return id_
