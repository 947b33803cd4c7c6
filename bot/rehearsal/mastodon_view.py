"""What Mastodon gives back: posts as HTML with their mentions and tags, people, pictures, the instance. Shapes as recorded (2026-08)."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from bot.rehearsal.entries import PictureEntry, PostEntry
from bot.rehearsal.feed import Run
from bot.rehearsal.mastodon_rules import ALT, LIMIT, LINK, MOST_MEDIA, PICTURE_BYTES
from bot.rehearsal.wire import number_of, text_in

DOMAIN = "mastodon.example"
"""The rehearsal's own server."""
SHOWN = 30
"""Characters of a link that are shown."""

_MARK = re.compile(r"(?<![=/\w])@([A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)@([\w-]+(?:\.[\w-]+)+)|(?<![/\w&#])#(\w*[^\W\d_]\w*)")


def username(account: str) -> str:
    """The account's name on the server: letters, digits and underscores."""
    return re.sub(r"\W", "_", account, flags=re.ASCII)[:30]


def runs(text: str) -> list[Run]:
    """The text as a reader meets it: links cut, mentions without their host."""
    from twitter_text import extract_urls_with_indices

    found: list[Run] = []
    at = 0
    for link in extract_urls_with_indices(text, extract_urls_without_protocol=False):
        start, end = link["indices"]
        bare = re.sub(r"(?i)^https?://(www\.)?", "", link["url"])
        found += [*_marks(text[at:start]), Run("link", bare if len(bare) <= SHOWN else f"{bare[:SHOWN]}…", link["url"])]
        at = end
    return [run for run in [*found, *_marks(text[at:])] if run.text]


def _marks(text: str) -> list[Run]:
    found: list[Run] = []
    at = 0
    for mark in _MARK.finditer(text):
        found.append(Run("text", text[at : mark.start()]))
        name, host, tag = mark.groups()
        run = Run("hashtag", mark[0], f"https://{DOMAIN}/tags/{tag}") if tag else Run("mention", f"@{name}", f"https://{host}/@{name}")
        found.append(run)
        at = mark.end()
    return [*found, Run("text", text[at:])]


def html(text: str) -> str:
    """The text as the server writes it: paragraphs, breaks, links whose ends are hidden."""
    words = "".join(_element(run) for run in runs(text))
    return "".join(f"<p>{paragraph}</p>" for paragraph in words.replace("\r\n", "\n").split("\n\n") if paragraph).replace("\n", "<br />")


def _element(run: Run) -> str:
    if run.kind == "text":
        return escape(run.text, quote=False)
    href, name = escape(run.href), escape(run.text[1:])
    if run.kind == "mention":
        return f'<span class="h-card" translate="no"><a href="{href}" class="u-url mention">@<span>{name}</span></a></span>'
    if run.kind == "hashtag":
        return f'<a href="{href}" class="mention hashtag" rel="tag">#<span>{name}</span></a>'
    prefix = re.match(r"(?i)https?://(www\.)?", run.href)
    head = prefix[0] if prefix else ""
    shown, hidden = run.href[len(head) : len(head) + SHOWN], run.href[len(head) + SHOWN :]
    ends = f'<span class="{"ellipsis" if hidden else ""}">{escape(shown)}</span><span class="invisible">{escape(hidden)}</span>'
    return f'<a href="{href}" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">{head}</span>{ends}</a>'


def person(account: str) -> dict[str, Any]:
    """An account as its owner sees it."""
    name = username(account)
    here = f"https://{DOMAIN}/@{name}"
    flags = {"locked": False, "bot": False, "discoverable": None, "indexable": False, "group": False, "noindex": False}
    looks = {f"{part}{more}": f"https://{DOMAIN}/{part}.png" for part in ("avatar", "header") for more in ("", "_static")}
    counts = dict.fromkeys(("followers_count", "following_count", "statuses_count"), 0)
    names = {"id": str(number_of(account, 18)), "username": name, "acct": name, "display_name": account, "note": "", "url": here}
    source = {"privacy": "public", "sensitive": False, "language": None, "note": "", "fields": [], "follow_requests_count": 0}
    born = {"created_at": "2026-08-01T00:00:00.000Z", "last_status_at": None, "hide_collections": None}
    lists: dict[str, list[str]] = {"emojis": [], "roles": [], "fields": []}
    role = {"id": "-99", "name": "", "permissions": "0", "color": "", "highlighted": False}
    own = {"source": source, "role": role}
    return {**names, **flags, **looks, **counts, **born, **lists, "uri": f"https://{DOMAIN}/users/{name}", **own}


def attachment(picture: PictureEntry, *, ready: bool = True) -> dict[str, Any]:
    """A picture; without an address while the server is not ready with it."""
    address = f"https://{DOMAIN}/system/media_attachments/files/{picture.id}/original/{picture.digest[:16]}"
    kind = "gifv" if picture.kind == "image/gif" else "image"
    nothing = dict.fromkeys(("remote_url", "preview_remote_url", "text_url", "blurhash"))
    shown = {"url": address if ready else None, "preview_url": address if ready else None}
    return {"id": picture.id, "type": kind, **shown, **nothing, "meta": {}, "description": picture.alt or None}


def status(post: PostEntry) -> dict[str, Any]:
    """A post."""
    found = runs(post.seen)
    name = username(post.account)
    author = {field: value for field, value in person(post.account).items() if field not in {"source", "role"}}
    made = f"{post.at[:19]}.{(post.at[20:].rstrip('Z') + '000')[:3]}Z"
    counts = dict.fromkeys(("replies_count", "reblogs_count", "favourites_count", "quotes_count"), 0)
    flags = dict.fromkeys(("favourited", "reblogged", "muted", "bookmarked", "pinned"), False)
    said = {field: text_in(post.fields, field) for field in ("spoiler_text", "visibility", "language")}
    mentions = [{"id": "1", "username": r.text[1:], "url": r.href, "acct": r.text[1:]} for r in found if r.kind == "mention"]
    tags = [{"name": run.text[1:].lower(), "url": run.href} for run in found if run.kind == "hashtag"]
    return {
        "id": post.id,
        "created_at": made,
        "in_reply_to_id": post.parent or None,
        "in_reply_to_account_id": author["id"] if post.parent else None,
        "sensitive": post.fields.get("sensitive") is True,
        **said,
        "uri": f"https://{DOMAIN}/users/{name}/statuses/{post.id}",
        "url": f"https://{DOMAIN}/@{name}/{post.id}",
        **counts,
        "edited_at": post.fields.get("edited_at"),
        **flags,
        "content": html(post.seen),
        "filtered": [],
        "reblog": None,
        "application": {"name": "bot", "website": None},
        "account": author,
        "media_attachments": [attachment(picture) for picture in post.media],
        "mentions": mentions,
        "tags": tags,
        "emojis": [],
        "card": None,
        "poll": None,
    }


def instance() -> dict[str, Any]:
    """GET /api/v2/instance."""
    here = f"https://{DOMAIN}"
    kinds = ["image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4"]
    video = {"video_frame_rate_limit": 120, "video_matrix_limit": 8_294_400, "video_size_limit": 103_809_024}
    images = {"description_limit": ALT, "image_matrix_limit": 33_177_600, "image_size_limit": PICTURE_BYTES}
    statuses = {"max_characters": LIMIT, "max_media_attachments": MOST_MEDIA, "characters_reserved_per_url": LINK}
    configuration = {
        "urls": {
            "streaming": f"wss://{DOMAIN}",
            "status": None,
            "about": f"{here}/about",
            "privacy_policy": None,
            "terms_of_service": None,
        },
        "vapid": {"public_key": ""},
        "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
        "statuses": statuses,
        "media_attachments": {**images, **video, "supported_mime_types": kinds},
        "polls": {"max_options": 4, "max_characters_per_option": 50, "min_expiration": 300, "max_expiration": 2_629_746},
        "translation": {"enabled": False},
        "limited_federation": False,
    }
    registrations = {"enabled": False, "approval_required": False, "reason_required": False, "message": None, "min_age": None, "url": None}
    return {
        "domain": DOMAIN,
        "title": "Rehearsal",
        "version": "4.6.4",
        "source_url": "https://github.com/mastodon/mastodon",
        "description": "Nothing here leaves this machine.",
        "usage": {"users": {"active_month": 1}},
        "thumbnail": {"url": f"{here}/preview.png"},
        "icon": [],
        "languages": ["en"],
        "configuration": configuration,
        "registrations": registrations,
        "api_versions": {"mastodon": 11},
        "contact": {"email": "", "account": None},
        "rules": [],
    }
