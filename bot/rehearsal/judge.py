"""The verdict: what was approved against what is in the ledger. Nothing of the service's own decisions is used here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.model.draft import Draft
from bot.rehearsal.entries import PostEntry, Records


@dataclass(frozen=True, slots=True)
class Approved:
    """One approved segment: the exact wire text of an account, the title and pictures it goes with, `position` in its thread.

    `unseen` says that a draft was approved, and no more.
    """

    account: str
    text: str
    title: str = ""
    pictures: tuple[tuple[str, str], ...] = ()
    position: int = 0
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """`duplicated` are posts beyond the approved number, `lost` approved segments nowhere to be found in their place,
    `foreign` posts nobody approved: another text, another title, another picture, or under the wrong parent."""

    duplicated: tuple[PostEntry, ...]
    lost: tuple[Approved, ...]
    foreign: tuple[PostEntry, ...]

    @property
    def clean(self) -> bool:
        """Whether exactly the approved bytes are there, once."""
        return not (self.duplicated or self.lost or self.foreign)


def segments(draft: Draft) -> tuple[Approved, ...]:
    """What a draft allows, in order."""
    found = []
    for position, segment in enumerate(draft.segments):
        shown = tuple((media.digest, media.alt) for media in segment.media)
        title = draft.title if position == 0 else ""
        found.append(Approved(draft.account, segment.wire, title, shown, position, draft.visibility == "draft"))
    return tuple(found)


def verdict(ledger: Records, approved: Iterable[Draft]) -> Verdict:
    """Compares everything ever posted, deleted or not, with the drafts that had a yes; a draft given twice may be there twice.

    A title counts where the platform keeps one. Alt text may be missing, as setting it is a step that may be refused, but never
    another one. A draft's `first_comment` may stand below its post. A draft that nobody sees counts where no more was approved.
    An issue that is mailed one by one is one post, and each reader's second mail of it is one too many.
    """
    drafts = list(approved)
    unseen = {draft.account for draft in drafts if draft.visibility == "draft"}
    left, twice = _once_each([post for post in ledger.posts if post.account in unseen or not _unseen(post)])
    lost: list[Approved] = []
    allowed: Counter[tuple[str, str]] = Counter()
    for draft in drafts:
        thread = segments(draft)
        allowed.update((one.account, one.text) for one in thread)
        chain = _longest(thread, left, "")
        for post in chain:
            left.remove(post)
        lost += thread[len(chain) :]
        _claim_comment(draft, chain, left)
    lacking = Counter((one.account, one.text) for one in lost)
    double = [post for post in left if allowed[post.account, _said(post)] > lacking[post.account, _said(post)]]
    return Verdict((*double, *twice), tuple(lost), tuple(post for post in left if post not in double))


def _once_each(posts: Iterable[PostEntry]) -> tuple[list[PostEntry], list[PostEntry]]:
    """The posts without the further mails of an issue, and those mails that went to somebody who had one already."""
    kept: list[PostEntry] = []
    twice: list[PostEntry] = []
    seen: set[tuple[object, object]] = set()
    for post in posts:
        issue, to = post.fields.get("same_as"), post.fields.get("to")
        if issue and (issue, to) in seen:
            twice.append(post)
        elif not issue:
            kept.append(post)
        seen.add((issue or post.id, to))
    return kept, twice


def _longest(thread: tuple[Approved, ...], posts: list[PostEntry], parent: str) -> list[PostEntry]:
    """The posts that carry the thread furthest, each below the one before."""
    best: list[PostEntry] = []
    for post in _fitting(thread, posts, parent):
        chain = [post, *_longest(thread[1:], posts, post.id)]
        best = chain if len(chain) > len(best) else best
        if len(best) == len(thread):
            break
    return best


def _fitting(thread: tuple[Approved, ...], posts: list[PostEntry], parent: str) -> Iterator[PostEntry]:
    if not thread:
        return
    first = thread[0]
    for post in posts:
        same = post.account == first.account and _said(post) == first.text and post.parent == parent
        if same and _unseen(post) == first.unseen and post.title in {"", first.title} and _same_pictures(post, first):
            yield post


def _unseen(post: PostEntry) -> bool:
    return post.fields.get("status") == "draft"


def _said(post: PostEntry) -> str:
    """What the post says: its text, or the link that is all of it."""
    return post.text or str(post.fields.get("url") or "")


def _same_pictures(post: PostEntry, segment: Approved) -> bool:
    if len(post.media) != len(segment.pictures):
        return False
    pairs = zip(post.media, segment.pictures, strict=True)
    return all(picture.digest == digest and picture.alt in {"", alt} for picture, (digest, alt) in pairs)


def _claim_comment(draft: Draft, chain: list[PostEntry], left: list[PostEntry]) -> None:
    """A comment below the first post with the approved words is no foreign post."""
    words = draft.fields.get("first_comment")
    for post in [post for post in left if chain and post.parent == chain[0].id and post.text == words][:1]:
        left.remove(post)
