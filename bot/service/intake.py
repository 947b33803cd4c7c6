"""From the folder to the queue: what is new, changed, renamed or gone, and what that does to deliveries."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.delivery import PostRecord, SeenFile, State
from bot.model.draft import Problem
from bot.rules import schedule
from bot.service import adapt, depends, folder, queueing, reading, slugs

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.post import Post
    from bot.service.workspace import Workspace

LOG = logging.getLogger("bot.service")

SETTLED = 1.0
"""Seconds since the last write before a file counts, when two looks agree."""

OLD = 10.0
"""Seconds since the last write after which one look is enough: no editor or copy pauses that long."""


@dataclass(slots=True)
class Unsettled:
    """What the last look saw and this one must confirm: files that may still be written, files that may come back."""

    looks: dict[str, folder.Look] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        """Whether another look is needed soon."""
        return bool(self.looks or self.gone)


@dataclass(frozen=True, slots=True)
class Scan:
    """What one rescan did, as counts of posts; `trouble` is why nothing was withdrawn, or empty.

    `unreadable` is the first of the `broken`: its file, the line and the reason.
    """

    read: int = 0
    broken: int = 0
    gone: int = 0
    archived: int = 0
    trouble: str = ""
    unreadable: str = ""

    def and_(self, later: Scan) -> Scan:
        """Both as one: what two looks did that belong together."""
        return Scan(
            self.read + later.read, self.broken + later.broken, self.gone + later.gone, self.archived + later.archived,
            later.trouble, self.unreadable or later.unreadable,
        )  # fmt: skip


def scan(workspace: Workspace, unsettled: Unsettled, progress: Callable[[int, int], None] | None = None) -> Scan:
    """One rescan of the posts folder: every change that has settled reaches the queue. Stops early when the service stops."""
    settings, store = workspace.settings, workspace.store
    looks = {look.path: look for look in folder.walk(settings.posts)}
    seen = store.files()
    where, before = folder.identity(settings.posts.path), store.meta("posts-folder")
    trouble = folder.vanished(settings.posts.path, looks, seen, other=before not in {None, where})
    if trouble and store.meta("vanished-is-meant"):
        trouble = ""
    _remember_trouble(workspace, trouble)
    if trouble:
        return Scan(trouble=trouble)
    if before != where:
        store.set_meta("posts-folder", where)
    change = folder.compare(looks, seen)
    touched = _settled(workspace, change.touched, unsettled)
    posts = depends.posts_of(workspace, {look.path for look in touched} | depends.redo(workspace, looks, seen), looks, seen)
    counts = _Reader(workspace, looks, seen, set(change.gone)).read_all(posts, progress) if posts else Scan()
    gone, bereft = (0, []) if unsettled.looks else _forget(workspace, change.gone, unsettled, store.files())
    if bereft:
        _Reader(workspace, looks, store.files(), set()).read_all(bereft, None)
    if not unsettled.looks and not workspace.stop.is_set():
        store.set_meta("first-scan", "done")
        store.set_meta("settings", depends.digest_of_settings(workspace))
    return replace(counts, gone=gone)


def _remember_trouble(workspace: Workspace, trouble: str) -> None:
    if (workspace.store.meta("folder") or "") != trouble:
        workspace.store.set_meta("folder", trouble)


def _settled(workspace: Workspace, touched: Iterable[folder.Look], unsettled: Unsettled) -> list[folder.Look]:
    now = workspace.clock.now().timestamp(unit="nanosecond")
    ready, wait = [], {}
    for look in touched:
        age = (now - look.mtime_ns) / 1e9
        # A time of writing in the future (another machine's clock) says nothing: then only two looks that agree count.
        if age >= OLD or (unsettled.looks.get(look.path) == look and (age >= SETTLED or age < 0)):
            ready.append(look)
        else:
            wait[look.path] = look
    unsettled.looks = wait
    return ready


@dataclass(slots=True)
class _Reader:
    """Reads the posts of one scan, so that names and twins are looked up once."""

    workspace: Workspace
    looks: Mapping[str, folder.Look]
    seen: Mapping[str, SeenFile]
    gone: set[str]
    slugs: dict[str, str] = field(init=False)
    digests: dict[str, str] = field(init=False)
    addresses: dict[str, str] = field(init=False)
    sidecars: dict[str, list[tuple[str, folder.Look]]] = field(init=False)
    first: bool = field(init=False)

    def __post_init__(self) -> None:
        texts = {path: file for path, file in self.seen.items() if not path.startswith("/")}
        self.slugs = {file.slug: path for path, file in texts.items() if file.slug}
        self.digests = {file.digest: path for path, file in texts.items() if file.digest}
        self.addresses = self.workspace.store.addresses()
        self.sidecars = depends.sidecars(self.workspace, self.looks, self.seen)
        self.first = self.workspace.store.meta("first-scan") is None

    def read_all(self, paths: list[str], progress: Callable[[int, int], None] | None) -> Scan:
        counts = Scan()
        for number, path in enumerate(paths, 1):
            if self.workspace.stop.is_set():
                break
            counts = self._one(path, counts)
            if progress:
                progress(number, len(paths))
        return counts

    def _one(self, path: str, counts: Scan) -> Scan:
        """One post. Whatever goes wrong with it is its own affair: the next one is read all the same."""
        try:
            return self._read(path, counts)
        except UserError:
            raise
        except Exception as error:
            LOG.exception("reading %s failed", path)
            words = f"{path} could not be adapted, which is a bug in bot ({type(error).__name__}: {error}). Please report it with the file."
            return self._broken(path, self.looks[path], Problem("error", "bug", words), counts)

    def _read(self, path: str, counts: Scan) -> Scan:
        look, sides = self.looks[path], self.sidecars.get(path, [])
        if folder.is_conflict(path):
            refused = Problem("error", "conflict-copy", f"{path} is a conflict copy of a synchroniser; merge it by hand and delete it.")
            return self._broken(path, look, refused, counts)
        try:
            found = reading.read(self.workspace.settings, look, sides)
        except reading.NotReadable as error:
            return counts if error.passing else self._broken(path, look, error.problem, counts)
        slug = self._slug(path, found)
        post = self._checked(replace(found.post, slug=slug), path, found.digest)
        states = {delivery.state for delivery in self.workspace.store.deliveries(post=slug)}
        settled = self.first or (bool(post.imported) and states <= {State.ARCHIVED})
        archived = settled and _is_backlog(self.workspace, post)
        resting = states == {State.ARCHIVED} or (archived and not states)
        drafts = {} if post.draft else adapt.drafts(self.workspace, post, drawing=not resting)
        with self.workspace.store.together():
            queueing.forget_broken(self.workspace, path)
            queueing.queue(self.workspace, post, drafts, archived=archived)
            self._remember(path, look, found, slug, sides)
        return replace(counts, read=counts.read + 1, archived=counts.archived + archived)

    def _slug(self, path: str, found: reading.Read) -> str:
        """A post keeps its name for ever: through edits, and through a rename that leaves its text or its address as it was."""
        before = self.digests.get(found.digest)
        if path in self.seen and self.seen[path].slug:
            return self.seen[path].slug
        if before in self.gone and self.seen[before].slug:
            return self.seen[before].slug
        other = self.addresses.get(found.post.url or "")
        if other in self.gone and self.seen[other].slug:
            return self.seen[other].slug
        back = self._brought_back(found.post)
        if back:
            return back
        slug, parents, number = found.post.slug, list(PurePosixPath(path).parts[:-1]), 1
        while self.slugs.get(slug, path) != path and self.slugs[slug] not in self.gone:
            number += 1
            slug = f"{parents.pop()}-{slug}" if parents else f"{found.post.slug}-{number}"
        return slug

    def _brought_back(self, post: Post) -> str:
        """The name of a post that was deleted and is here again, with its text or its address; what went out once comes first."""
        same = self.workspace.store.departed(post.digest, post.url)
        free = sorted(slug for slug in same if self.slugs.get(slug) is None or self.slugs[slug] in self.gone)
        out = [slug for slug in free if any(d.sent or d.links for d in self.workspace.store.deliveries(post=slug))]
        return next(iter([*out, *free]), "")

    def _checked(self, post: Post, path: str, digest: str) -> Post:
        twin = self.digests.get(digest)
        problems = list(post.problems)
        if twin and twin != path and twin in self.looks:
            words = f"{path} is the same text as {twin}; delete one of them, change it, or waive duplicate-post if both shall go out."
            problems.append(Problem("error", "duplicate-post", words))
        other = self.addresses.setdefault(post.url, path) if post.url else path
        if other != path and other in self.looks and other != twin:
            words = f"{path} has the same address as {other} ({post.url}). Give one of them a url of its own, or delete it."
            problems.append(Problem("error", "same-address", words))
        publish_at, trouble = wanted(self.workspace, post)
        return replace(post, publish_at=publish_at, problems=(*problems, *trouble))

    def _remember(self, path: str, look: folder.Look, found: reading.Read, slug: str, sides: Iterable[tuple[str, folder.Look]]) -> None:
        self.slugs[slug] = self.digests[found.digest] = path
        self.workspace.store.remember_files(
            [
                SeenFile(path, look.size, look.mtime_ns, found.digest, slug),
                *(SeenFile(side.path, side.size, side.mtime_ns, "", slug) for _, side in sides),
                *(depends.picture(picture, slug) for picture in found.depends),
            ],
            sorted(self.gone & {p for p, f in self.seen.items() if f.slug == slug and not p.startswith("/")}),
        )

    def _broken(self, path: str, look: folder.Look, problem: Problem, counts: Scan) -> Scan:
        slug = self.seen[path].slug if path in self.seen else ""
        record = PostRecord(
            slug=slug or path, path=path, title=PurePosixPath(path).name, url=None, digest="", state="broken", problems=(problem,)
        )
        queueing.break_off(self.workspace, record)
        self.workspace.store.remember_files([SeenFile(path, look.size, look.mtime_ns, "", slug)], [])
        place = f"{path}:{problem.line}" if problem.line else path
        return replace(counts, broken=counts.broken + 1, unreadable=counts.unreadable or f"{place}: {problem.message}")


def wanted(workspace: Workspace, post: Post) -> tuple[str | None, tuple[Problem, ...]]:
    """The time a post asks for, `publish_at` or a date that is still to come, and what is wrong with it."""
    now, zone = workspace.clock.now(), workspace.settings.timezone
    if post.publish_at:
        try:
            schedule.resolve(post.publish_at, zone)
        except ValueError as error:
            return None, (Problem("error", "publish-at", str(error), post.publish_at_line),)
        return post.publish_at, ()
    dated = _date(workspace, post)
    return (post.date if dated and dated > now else None), ()


def _date(workspace: Workspace, post: Post) -> Instant | None:
    try:
        return schedule.resolve(post.date, workspace.settings.timezone).instant if post.date else None
    except ValueError:
        return None  # `date` is informative: a blog may write it in any way it likes


def _is_backlog(workspace: Workspace, post: Post) -> bool:
    dated = _date(workspace, post)
    return bool(dated and dated < workspace.clock.now().subtract(hours=7 * 24))


def _forget(workspace: Workspace, gone: Iterable[str], unsettled: Unsettled, seen: Mapping[str, SeenFile]) -> tuple[int, list[str]]:
    """Withdraws what is gone for two looks: how many posts, and which others to read again because they lost a sidecar.

    Files that were renamed are no longer in `seen` under their old path.
    """
    missing = {path for path in gone if path in seen}
    certain, unsettled.gone = missing & unsettled.gone, missing - unsettled.gone
    texts = {path: file.slug for path, file in seen.items() if not path.startswith("/") and not _is_sidecar(workspace, path)}
    living = {slug: path for path, slug in texts.items() if path not in missing}
    dead = {texts[path] or path for path in certain if path in texts} - living.keys()
    for slug in sorted(dead):
        queueing.withdraw(workspace, slug)
    if certain:
        pictures = [path for path, file in seen.items() if path.startswith("/") and file.slug in dead]
        workspace.store.remember_files([], [*certain, *pictures])
        workspace.store.set_meta("vanished-is-meant", "")
    return len(dead), sorted(living[seen[path].slug] for path in certain - texts.keys() if seen[path].slug in living)


def _is_sidecar(workspace: Workspace, path: str) -> bool:
    return folder.owner(path, workspace.settings.accounts) is not None


def add(workspace: Workspace, slug: str) -> list[str]:
    """Queues an archived post: its deliveries wait for a yes. Gives their ids. Raises UserError when there is none."""
    store = workspace.store
    archived = store.deliveries(states=(State.ARCHIVED,), post=slug)
    if not archived:
        words = slugs.unknown(workspace, slug)
        raise UserError(words or f"{slug} cannot be queued: it is not archived. See: bot queue --state archived")
    now = workspace.clock.now()
    added = [d.id for d in archived if store.move(d.id, "add", now, who=workspace.who, note="")]
    looks, record = {look.path: look for look in folder.walk(workspace.settings.posts)}, store.post(slug)
    if record and record.path in looks:  # nothing was drawn for the archive
        _Reader(workspace, looks, store.files(), set()).read_all([record.path], None)
    return added
