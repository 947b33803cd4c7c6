"""What was seen in the posts folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model.delivery import SeenFile
from bot.store import rows
from bot.store.room import Room

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model.delivery import PostRecord


class Posts(Room):
    """Files and posts."""

    def files(self) -> dict[str, SeenFile]:
        """The files of the last scan, by path."""
        with self._database.reading() as connection:
            return {row[0]: SeenFile(*row) for row in self._queries("posts").files(connection)}

    def remember_files(self, seen: Iterable[SeenFile], gone: Iterable[str] = ()) -> None:
        """Adds or replaces `seen`, and forgets the paths in `gone`."""
        new = [{"path": f.path, "size": f.size, "mtime_ns": f.mtime_ns, "digest": f.digest, "slug": f.slug} for f in seen]
        old = [{"path": path} for path in gone]
        with self._database.writing() as connection:
            if old:
                self._queries("posts").forget_files(connection, old)
            if new:
                self._queries("posts").remember_files(connection, new)

    def posts(self) -> dict[str, PostRecord]:
        """Every post ever seen, by slug."""
        with self._database.reading() as connection:
            return {row[0]: rows.post(row) for row in self._queries("posts").posts(connection)}

    def post(self, slug: str) -> PostRecord | None:
        """The post called `slug`, None if it was never seen."""
        with self._database.reading() as connection:
            row = self._queries("posts").post(connection, slug=slug)
        return rows.post(row) if row else None

    def addresses(self) -> dict[str, str]:
        """The paths of the posts that are there, by their address."""
        with self._database.reading() as connection:
            return dict(self._queries("posts").addresses(connection))

    def departed(self, digest: str, url: str | None) -> set[str]:
        """The slugs of posts that are gone and had this text, or this address."""
        with self._database.reading() as connection:
            return {row[0] for row in self._queries("posts").departed(connection, digest=digest, url=url)}

    def save_post(self, record: PostRecord) -> None:
        """Adds a post, or replaces what was known of it."""
        with self._database.writing() as connection:
            self._queries("posts").save_post(
                connection, slug=record.slug, path=record.path, title=record.title, url=record.url, digest=record.digest,
                state=record.state, problems=rows.encode(record.problems), publish_at=record.publish_at,
            )  # fmt: skip

    def remember_texts(self, id_: str, digests: Iterable[str]) -> None:
        """What delivery `id_` says, as digests of its segments; replaces what it said before."""
        rows_ = [{"delivery": id_, "digest": digest} for digest in dict.fromkeys(digests)]
        with self._database.writing() as connection:
            self._queries("posts").forget_texts(connection, delivery=id_)
            if rows_:
                self._queries("posts").remember_texts(connection, rows_)

    def said_in(self, account: str, rehearsal: bool, digest: str, post: str) -> str | None:
        """The other post in which `account` says, or will say, the text with `digest`; None if there is none."""
        with self._database.reading() as connection:
            row = self._queries("posts").said_in(connection, account=account, rehearsal=int(rehearsal), digest=digest, post=post)
        return str(row[0]) if row else None
