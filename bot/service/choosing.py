"""The pictures of one account's draft, in an author's hands: which there are, which go out, and writing down others in its sidecar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.draft import Media
from bot.service import editing, editor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.model.delivery import Delivery
    from bot.model.post import Post
    from bot.service.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure of the article by the name that `pictures:` knows it by, with its words. `segment` is where it goes out, 0 where it
    does not. `media` is its picture, None for one that is not there, or is drawn only when it is chosen."""

    name: str
    alt: str
    segment: int = 0
    media: Media | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a sidecar held before and what it holds now; None where there is none."""

    file: Path
    before: str | None
    after: str | None


def candidates(workspace: Workspace, delivery: Delivery) -> list[Candidate]:
    """Every figure of the article: those that go out in their order, then the others. Reads the file anew. Raises UserError where
    the account's platform carries no pictures."""
    from bot.service import adapt, preview
    from bot.text import named, readers

    editing.demand(delivery)
    account = workspace.account(delivery.account)
    if not workspace.platform(account.name).LIMITS.media.count:
        raise UserError(f"{account.name} carries no pictures of its own: they stay where the article has them.")
    post = preview.read(workspace, editing.file_of(workspace, delivery))
    draft = adapt.drafts(workspace, post, (account.name,))[account.name]
    known = named.named(replace(post, blocks=readers.for_reader(post.blocks, {account.name, account.platform})))
    hung: dict[str, Candidate] = {}
    for number, segment in enumerate(draft.segments, 1):
        for media in segment.media:
            hung.setdefault(media.name, Candidate(media.name, media.alt, number, media))
    rest = [Candidate(name, figure.alt, 0, _media(post, figure.src)) for name, figure in known.items() if name not in hung]
    return [*hung.values(), *rest]


def _media(post: Post, src: str) -> Media | None:
    found = post.pictures.get(src)
    return Media(found.path, found.kind, "", found.bytes, found.width, found.height, found.digest) if found else None


def choose(workspace: Workspace, delivery: Delivery, names: Sequence[str] | None) -> Written:
    """Has the account's draft go out with the pictures `names`, in that order, by its sidecar; with None as bot chooses them. Not a
    word of the author's own text changes, and a sidecar that says nothing any more is taken away. Raises UserError or OSError."""
    from bot.text.amending import amended

    editing.demand(delivery)
    sidecar = editing.sidecar_of(workspace, delivery)
    before = editor.read(sidecar)
    try:
        text = amended(before or "", "pictures", names if names is None else list(names) or "none")
    except ValueError as error:
        raise UserError(f"{sidecar.name}: {error}") from error
    after = text if text.strip() else None
    _write(sidecar, after)
    return Written(sidecar, before, after)


def restore(written: Written) -> None:
    """Brings the sidecar back to what it was. Raises UserError where it holds something else by now, or OSError."""
    if editor.read(written.file) != written.after:
        raise UserError(f"{written.file.name} was changed since, so it is left alone: e opens it.")
    _write(written.file, written.before)


def _write(file: Path, text: str | None) -> None:
    if text is None:
        file.unlink(missing_ok=True)
    else:
        editor.put(file, text)
