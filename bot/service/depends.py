"""What a post depends on besides its own file: sidecars, pictures and the configuration. A change there is a change of the post."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.model.delivery import SeenFile
from bot.service import folder

if TYPE_CHECKING:
    from bot.service.workspace import Workspace


def redo(workspace: Workspace, looks: Mapping[str, folder.Look], seen: Mapping[str, SeenFile]) -> set[str]:
    """Posts to read again though their files did not change: their pictures did, or the configuration."""
    if workspace.store.meta("settings") not in {None, digest_of_settings(workspace)}:
        return {path for path in looks if path in seen}
    by_slug = {file.slug: path for path, file in seen.items() if not path.startswith("/") and path in looks}
    return {
        by_slug[file.slug] for path, file in seen.items() if path.startswith("/") and file.slug in by_slug and _picture_changed(path, file)
    }


def _picture_changed(key: str, file: SeenFile) -> bool:
    return picture(key.rpartition("#")[0], file.slug) != file


def picture(path: str, slug: str) -> SeenFile:
    """A picture of post `slug` as the scan remembers it; one that is missing is remembered too."""
    try:
        about = Path(path).stat()
    except OSError:
        return SeenFile(f"{path}#{slug}", -1, 0, "", slug)
    return SeenFile(f"{path}#{slug}", about.st_size, about.st_mtime_ns, "", slug)


def digest_of_settings(workspace: Workspace) -> str:
    """Everything besides the files that shapes a rendering, as one SHA-256 in hex: configuration and facts."""
    settings = workspace.settings
    facts = [workspace.store.facts(name, account.rehearsal) for name, account in sorted(settings.accounts.items())]
    known = [found[0] if found else None for found in facts]
    shaping = repr((settings.site, settings.posts, settings.groups, sorted(settings.accounts.items()), known))
    return hashlib.sha256(shaping.encode()).hexdigest()


def posts_of(workspace: Workspace, paths: set[str], looks: Mapping[str, folder.Look], seen: Mapping[str, SeenFile]) -> list[str]:
    """The posts to read for a set of touched paths: a sidecar stands for its post, and for nothing where it has none."""
    owners = sidecars(workspace, looks, seen)
    of_sidecar = {side.path: post for post, sides in owners.items() for _, side in sides}
    posts = {of_sidecar.get(path, path) for path in paths}
    return sorted(path for path in posts if path in looks and folder.owner(path, workspace.settings.accounts) is None)


def sidecars(
    workspace: Workspace, looks: Mapping[str, folder.Look], seen: Mapping[str, SeenFile]
) -> dict[str, list[tuple[str, folder.Look]]]:
    """The sidecars of each post that has any: (account, file) by the post's path.

    A sidecar is named after the post's file or its slug.
    """
    accounts = workspace.settings.accounts
    owned = [(found, look) for path, look in looks.items() if (found := folder.owner(path, accounts))]
    if not owned:
        return {}
    stems = {path.rpartition(".")[0]: path for path in looks if folder.owner(path, accounts) is None}
    # A post that could not be read yet has no slug.
    slugs = {f"{path.rpartition('/')[0]}/{slug}".lstrip("/"): path for path in looks if path in seen and (slug := seen[path].slug)}
    sides: dict[str, list[tuple[str, folder.Look]]] = {}
    for (stem, account), look in owned:
        post = stems.get(stem) or slugs.get(stem)
        if post:
            sides.setdefault(post, []).append((account, look))
    return sides
