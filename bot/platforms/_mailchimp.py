"""How Mailchimp is spoken to: its campaigns, and what an answer proves (Marketing API 3.0, its documents as stored, 2026-11-22)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from bot.errors import MaybeSent, Refused
from bot.http import beforehand, four_kinds, json_object, only_done, shown
from bot.model.receipt import RemoteRef
from bot.platforms.base import pasted, says_gone

if TYPE_CHECKING:
    import requests
    from whenever import Instant

    from bot.model.draft import Draft
    from bot.platforms.base import Connection
    from bot.platforms.mailchimp import Account

UNSENT = "save"
"""What Mailchimp calls a campaign that goes to nobody. Any other status (schedule, sending, sent, paused, canceled ...) is of one that
was ordered by somebody: such a one is never ordered again."""

LISTED = 200
PAGES = 25
"""Campaigns on a page, and pages that are looked through; the API takes up to 1,000 a page."""

LOOK_BACK = 7 * 24
"""Hours before a step was first intended in which its campaign may have been made: longer than any yes counts by itself."""

HEAD = (
    '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>*|MC:SUBJECT|*</title>\n</head>\n<body>\n'
    '<span style="display:none;font-size:0;max-height:0;overflow:hidden">*|MC_PREVIEW_TEXT|*</span>\n'
)
FOOT = (
    '\n<hr>\n<p style="font-size:12px;color:#666">*|LIST:DESCRIPTION|*<br>\n<a href="*|UNSUB|*">Unsubscribe</a> · '
    '<a href="*|ARCHIVE|*">Read it in the browser</a></p>\n'
    '<p style="font-size:12px;color:#666">*|HTML:LIST_ADDRESS_HTML|*</p>\n</body>\n</html>\n'
)
"""What stands around an issue. The tags are Mailchimp's own: subject, preview text, why one gets this, leaving, the postal address."""

_CENTRE = re.compile(r"[a-z]{2}\d{1,3}")
_TAG = re.compile(r"<[^<>]{0,4000}>")


def audience(connection: Connection) -> dict[str, str | int]:
    """GET /lists/ID: its name, its usual sender, and how many a mail goes to. Raises a SendError."""
    account = cast("Account", connection.account)
    asked = {"fields": "id,name,campaign_defaults.from_name,campaign_defaults.from_email,stats.member_count"}
    found = _object(connection, _call(connection, "GET", f"/lists/{account.audience}", params=asked))
    usual, stats = found.get("campaign_defaults"), found.get("stats")
    count = stats.get("member_count") if isinstance(stats, dict) else None
    if found.get("id") != account.audience or not isinstance(usual, dict) or type(count) is not int:
        raise _odd(connection, "Mailchimp did not say what this audience is", found)
    words = {"name": found.get("name"), "from_name": usual.get("from_name"), "reply_to": usual.get("from_email")}
    return {"audience": account.audience, **{name: str(value) for name, value in words.items() if value}, "subscribers": count}


def create(connection: Connection, draft: Draft, key: str) -> RemoteRef:
    """POST /campaigns: one without content, which goes to nobody. Raises a SendError."""
    settings = {
        "subject_line": draft.title,
        "preview_text": draft.fields.get("description") or "",
        "title": f"{draft.title[:80]} [bot {key}]",
    }
    settings |= {name: value for name in ("from_name", "reply_to") if (value := draft.fields.get(name))}
    body = {"type": "regular", "recipients": {"list_id": draft.fields["audience"]}, "settings": {**settings, "auto_footer": False}}
    made = _campaign(connection, _call(connection, "POST", "/campaigns", json=body))
    if made["status"] != UNSENT:
        raise _odd(connection, f"Mailchimp was asked for a draft and made something else ({made['status']})", made)
    return _live(connection, made)


def fill(connection: Connection, draft: Draft, ref: RemoteRef) -> RemoteRef:
    """PUT /campaigns/ID/content: all of what was approved. Raises a SendError."""
    answer = _object(connection, _call(connection, "PUT", f"/campaigns/{_id(connection, ref)}/content", json=_content(draft)))
    if not isinstance(answer.get("html"), str):
        raise _odd(connection, "Mailchimp took the content without showing it", answer)
    return ref


def send(connection: Connection, draft: Draft, ref: RemoteRef) -> RemoteRef:
    """POST /campaigns/ID/actions/send, once, and only while it is a draft that says what was approved. Raises a SendError."""
    with beforehand("Mailchimp did not show the draft"):
        there = campaign(connection, ref)
    if there and there["status"] != UNSENT:
        return _archived(connection, there)
    if not there:
        raise Refused("the draft is gone at Mailchimp, so it was not sent")
    with beforehand("Mailchimp did not take the text once more"):
        _settled(connection, draft, there)
        fill(connection, draft, ref)
    response = _call(connection, "POST", f"/campaigns/{there['id']}/actions/send")
    if response.status_code != 204 and response.text.strip():
        raise _odd(connection, "Mailchimp answered the order to send with something else", response.text)
    return _archived(connection, there)


def _settled(connection: Connection, draft: Draft, there: Mapping[str, Any]) -> None:
    """Raises Refused where the draft is not for those or under that name that were approved, or where Mailchimp would not send it."""
    recipients, settings = there.get("recipients"), there.get("settings")
    to = recipients.get("list_id") if isinstance(recipients, dict) else None
    subject = settings.get("subject_line") if isinstance(settings, dict) else None
    if (to, subject) != (draft.fields["audience"], draft.title) or (isinstance(recipients, dict) and recipients.get("segment_text")):
        raise Refused("its subject or its readers were changed at Mailchimp after your yes, so it was not sent; send it there")
    found = _object(connection, _call(connection, "GET", f"/campaigns/{there['id']}/send-checklist"))
    if found.get("is_ready") is not True:
        wrong = [each.get("details") for each in found.get("items") or [] if isinstance(each, dict) and each.get("type") == "error"]
        raise Refused(f"Mailchimp would not send it: {' '.join(map(str, wrong)) or 'it does not say why'}")


def sent(connection: Connection, ref: RemoteRef) -> RemoteRef | None:
    """The campaign, with its page for readers, if it was ordered. Raises a SendError."""
    there = campaign(connection, ref)
    return _archived(connection, there) if there and there["status"] != UNSENT else None


def filled(connection: Connection, draft: Draft, ref: RemoteRef) -> RemoteRef | None:
    """The campaign, if its content has the words that were approved: Mailchimp may write its tags otherwise. Raises a SendError."""
    there = campaign(connection, ref)
    if not there:
        return None
    content = _object(connection, _call(connection, "GET", f"/campaigns/{there['id']}/content"))
    return ref if _words(str(content.get("html") or "")) == _words(draft.segments[0].wire) else None


def campaign(connection: Connection, ref: RemoteRef) -> Mapping[str, Any]:
    """GET /campaigns/ID; empty when there is none any more. Raises a SendError."""
    try:
        return _campaign(connection, _call(connection, "GET", f"/campaigns/{_id(connection, ref)}"))
    except Refused as refused:
        if not says_gone(refused):
            raise
        return {}


def of_key(connection: Connection, key: str, since: Instant) -> RemoteRef | None:
    """The campaign that was made under `key`, whatever its status. Raises a SendError."""
    day = since.subtract(hours=LOOK_BACK).format_iso(unit="second")
    for found in _campaigns(connection, since_create_time=day):
        settings = found.get("settings")
        if isinstance(settings, dict) and str(settings.get("title") or "").endswith(f"[bot {key}]"):
            return _live(connection, found)
    return None


def delete(connection: Connection, ref: RemoteRef) -> None:
    """DELETE /campaigns/ID, for a draft alone: no mail comes back. Raises a SendError."""
    with beforehand("Mailchimp did not show the campaign"):
        there = campaign(connection, ref)
    if there and there["status"] != UNSENT:
        raise Refused("the mail went out or is about to, and no mail can be taken back; if there is time yet, stop it at Mailchimp")
    if not there:
        return
    response = _call(connection, "DELETE", f"/campaigns/{there['id']}")
    if response.status_code != 204 and response.text.strip():
        raise _odd(connection, "Mailchimp answered a deletion with something else", response.text)


def page(centre: str, number: str) -> str:
    """A campaign's page in Mailchimp, which only its author can open."""
    return f"https://{centre}.admin.mailchimp.com/campaigns/show/?id={number}"


def _content(draft: Draft) -> dict[str, str]:
    return {"html": draft.segments[0].wire}


def _words(page: str) -> list[str]:
    return html.unescape(_TAG.sub(" ", page)).split()


def _id(connection: Connection, ref: RemoteRef) -> str:
    """The API's name of a campaign; that of a pasted address is looked up by its number. Refused (404) where there is none."""
    known = ref.extra.get("campaign", "")
    if known:
        return known
    for found in _campaigns(connection, fields="campaigns.id,campaigns.web_id,campaigns.status,total_items"):
        if str(found.get("web_id")) == ref.id:
            return str(found["id"])
    raise Refused("Mailchimp has no campaign of that number (404)")


def _campaigns(connection: Connection, **asked: str) -> Iterator[Mapping[str, Any]]:
    """One's campaigns, the newest first. MaybeSent where the list proves nothing."""
    order = {"sort_field": "create_time", "sort_dir": "DESC", "count": LISTED}
    for number in range(PAGES):
        body = _object(connection, _call(connection, "GET", "/campaigns", params={**order, "offset": number * LISTED, **asked}))
        rows, total = body.get("campaigns"), body.get("total_items")
        if not isinstance(rows, list) or type(total) is not int or not all(isinstance(row, dict) and _whole(row) for row in rows):
            raise _odd(connection, "Mailchimp did not list the campaigns", body)
        yield from rows
        if number * LISTED + len(rows) >= total:
            return
        if not rows:
            raise _odd(connection, "Mailchimp lists fewer campaigns than it counts", body)
    raise MaybeSent("Mailchimp lists more campaigns than can be looked through")


def _call(connection: Connection, method: str, path: str, **more: Any) -> requests.Response:
    key, server = connection.secrets["api_key"], cast("Account", connection.account).server
    centre = key.rpartition("-")[2]
    if _CENTRE.fullmatch(centre) and not server.startswith(f"{centre}."):
        words = f"the API key is of the data centre {centre}, and the account says server: {server}; mend that in config/bot.yaml"
        raise Refused(words, cause="auth")
    with four_kinds(connection.now, connection.secrets.values()):
        headers = {"Authorization": f"Bearer {key}"}
        return only_done(connection.session.request(method, f"https://{server}/3.0{path}", headers=headers, **more))


def _object(connection: Connection, response: requests.Response) -> Mapping[str, Any]:
    body = json_object(response.text)
    if not body:
        raise _odd(connection, "an answer that is not Mailchimp's", response.text)
    return body


def _campaign(connection: Connection, response: requests.Response) -> Mapping[str, Any]:
    found = _object(connection, response)
    if not _whole(found):
        raise _odd(connection, "Mailchimp answered with no campaign", found)
    return found


def _whole(found: Mapping[str, Any]) -> bool:
    """Whether it is a campaign: its id becomes part of addresses."""
    id_, number = found.get("id"), found.get("web_id")
    named = isinstance(id_, str) and bool(re.fullmatch(r"[0-9A-Za-z]{1,40}", id_, re.ASCII))
    return named and type(number) is int and number > 0 and isinstance(found.get("status"), str)


def _live(connection: Connection, found: Mapping[str, Any]) -> RemoteRef:
    centre, number = cast("Account", connection.account).server.partition(".")[0], str(found["web_id"])
    return RemoteRef(number, page(centre, number), {"campaign": str(found["id"])})


def _archived(connection: Connection, found: Mapping[str, Any]) -> RemoteRef:
    """The campaign with its page in the public archive, which readers can open; without one, its page in Mailchimp."""
    url = str(found.get("long_archive_url") or "")
    named = url.startswith("https://") and pasted(url)[0] and url.isascii()
    live = _live(connection, found)
    return RemoteRef(live.id, url if named else live.url, live.extra)


def _odd(connection: Connection, why: str, answer: object = "") -> MaybeSent:
    return MaybeSent(why, answer=shown(str(answer), connection.secrets.values()))
