"""Reddit as praw 8.0 meets it: errors inside a 200, a repeated link refused but a repeated text accepted, wants its flair.

Paths and fields read in praw 8.0.3; shapes from the recordings of PRAW's own tests. The rate headers always leave room, as praw
sleeps by them; limits are rehearsed only on request.
"""

from __future__ import annotations

from typing import Any

from bot.rehearsal import reddit_rules
from bot.rehearsal import reddit_shapes as shapes
from bot.rehearsal.entries import PostEntry
from bot.rehearsal.reddit_rules import FLAIRS, errors, requirements, submit_wrong
from bot.rehearsal.wire import Answer, Asked, Call, Route, account_in, json_answer, route

NAME = reddit_rules.NAME
SCOPES = "edit flair history identity modposts mysubreddits read submit"
RATE = {"x-ratelimit-remaining": "999.0", "x-ratelimit-reset": "300", "x-ratelimit-used": "1"}
JSON = "application/json; charset=UTF-8"


def account(asked: Asked) -> str:
    """The account of the bearer token, or of the client that asks for one; or nothing."""
    return account_in(asked.bearer(), "access_token") or account_in(asked.basic()[0], "client_id")


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix."""
    if call.asked.path == "/api/v1/access_token" and call.asked.method == "POST":
        return token(call)
    if not account_in(call.asked.bearer(), "access_token"):
        return refuse("401", call)
    found = route(ROUTES, call) or json_answer(404, {"message": "Not Found", "error": 404}, kind=JSON)
    return Answer(found.status, found.body, {**RATE, **found.headers})


def refuse(fault: str, _: Call, seconds: float = 0) -> Answer:
    """What Reddit answers when it refuses in this manner; nothing is carried out."""
    if fault == "duplicate":
        return errors("ALREADY_SUB", "that link has already been submitted", "url")
    if fault in {"ratelimit", "ratelimit-after"}:
        wait = f"{max(1, round(seconds / 60))} minutes" if seconds >= 60 else f"{max(1, int(seconds))} seconds"
        said = f"Looks like you've been doing that a lot. Take a break for {wait} before trying again."
        return errors("RATELIMIT", said, "ratelimit")
    if fault in {"429", "429-bare"}:
        wait = str(int(seconds))
        headers = {} if fault == "429-bare" else {"retry-after": wait, "x-ratelimit-remaining": "0.0", "x-ratelimit-reset": wait}
        return json_answer(429, {"message": "Too Many Requests", "error": 429}, {**(RATE if headers else {}), **headers}, JSON)
    if fault == "404":
        return json_answer(404, {"message": "Not Found", "error": 404}, RATE, JSON)
    if fault == "401":
        challenge = {"www-authenticate": 'Bearer realm="reddit", error="invalid_token"'}
        return json_answer(401, {"message": "Unauthorized", "error": 401}, challenge, JSON)
    return json_answer(403, {"message": "Forbidden", "error": 403}, RATE, JSON)


def token(call: Call) -> Answer:
    """POST /api/v1/access_token: the password and the refresh grant."""
    name, secret = call.asked.basic()
    form = call.asked.form()
    if not call.account or account_in(name, "client_id") != call.account or account_in(secret, "client_secret") != call.account:
        return refuse("401", call)
    granted: dict[str, Any] = {"access_token": f"rehearsal-{call.account}-access_token", "token_type": "bearer", "expires_in": 86400}
    if form.get("grant_type") == "refresh_token" and account_in(form.get("refresh_token", ""), "refresh_token") == call.account:
        kept = {"scope": SCOPES, "refresh_token": form["refresh_token"], "device_id": "None"}
        return json_answer(200, {**granted, **kept}, RATE, JSON)
    right = all(account_in(form.get(field, ""), field) == call.account for field in ("username", "password"))
    if form.get("grant_type") == "password" and right:
        return json_answer(200, {**granted, "scope": "*"}, kind=JSON)
    return json_answer(400 if form.get("grant_type") == "refresh_token" else 200, {"error": "invalid_grant"}, kind=JSON)


def submit(call: Call) -> Answer:
    """POST /api/submit/."""
    form = call.asked.form()
    wrong = submit_wrong(form) or _repeat(call, form)
    return wrong or _accept(call, form)


def _repeat(call: Call, form: dict[str, str]) -> Answer | None:
    """A link already submitted to the subreddit, unless the caller says that is all right. Texts may repeat."""
    if form.get("kind") != "link" or form.get("resubmit", "").lower() == "true":
        return None
    there = [post for post in call.ledger.posts(NAME, call.account) if not post.deleted]
    same = any(post.fields.get("url") == form["url"] and post.fields.get("subreddit") == form["sr"] for post in there)
    return errors("ALREADY_SUB", "that link has already been submitted", "url") if same else None


def _accept(call: Call, form: dict[str, str]) -> Answer:
    seq = call.ledger.next_seq()
    flair = next((one for one in FLAIRS if one["id"] == form.get("flair_id")), None)
    fields: dict[str, object] = {"kind": form["kind"], "subreddit": form["sr"], "url": form.get("url", "")}
    for name in ("flair_id", "flair_text", "nsfw", "spoiler", "sendreplies", "resubmit"):
        if name in form:
            fields[name] = form[name]
    if flair and not form.get("flair_text"):
        fields["flair_text"] = flair["text"]
    text = form.get("text", "")
    name = shapes.submission_id(seq)
    post = PostEntry(seq, NAME, call.account, name, "", text, text, form["title"], (), fields, call.now.format_iso())
    call.ledger.add_post(post)
    data = {"url": f"https://www.reddit.com{shapes.permalink(post)}", "drafts_count": 0, "id": name, "name": f"t3_{name}"}
    return json_answer(200, {"json": {"errors": [], "data": data}}, kind=JSON)


def me(call: Call) -> Answer:
    """GET /api/v1/me."""
    return json_answer(200, shapes.user(call.account, call.now), kind=JSON)


def submitted(call: Call, name: str) -> Answer:
    """GET /user/NAME/submitted/: the caller's own submissions, newest first, in pages."""
    if name.lower() not in {shapes.username(call.account).lower(), f"rehearsal-{call.account}-username".lower()}:
        return json_answer(404, {"message": "Not Found", "error": 404}, kind=JSON)
    posts = [post for post in call.ledger.posts(NAME, call.account) if not post.deleted]
    query = call.asked.query
    after = [at for at, post in enumerate(posts) if f"t3_{post.id}" == query.get("after")]
    start = after[0] + 1 if after else 0
    most = min(100, int(query["limit"])) if query.get("limit", "").isdigit() else 25
    page = posts[start : start + most]
    following = f"t3_{page[-1].id}" if page and start + most < len(posts) else None
    return json_answer(200, shapes.listing([shapes.submission(post, raw=_raw(call)) for post in page], following), kind=JSON)


def comments(call: Call, name: str) -> Answer:
    """GET /comments/ID/: the submission and its comments, of which there are none."""
    post = call.ledger.post(NAME, name)
    if post is None:
        return json_answer(404, {"message": "Not Found", "error": 404}, kind=JSON)
    nobody = shapes.listing([])
    nobody["data"]["dist"] = None
    return json_answer(200, [shapes.listing([shapes.submission(post, raw=_raw(call))]), nobody], kind=JSON)


def info(call: Call) -> Answer:
    """GET /api/info?id=t3_..."""
    found = [call.ledger.post(NAME, name.removeprefix("t3_")) for name in call.asked.query.get("id", "").split(",")]
    return json_answer(200, shapes.listing([shapes.submission(post, raw=_raw(call)) for post in found if post]), kind=JSON)


def delete(call: Call) -> Answer:
    """POST /api/del/."""
    post = call.ledger.post(NAME, call.asked.form().get("id", "").removeprefix("t3_"))
    if post is None or post.account != call.account:
        return json_answer(403, {"message": "Forbidden", "error": 403}, kind=JSON)
    call.ledger.delete_post(NAME, post.id)
    return json_answer(200, {}, kind=JSON)


def edit(call: Call) -> Answer:
    """POST /api/editusertext/: a new text; titles and links stay."""
    form = call.asked.form()
    post = call.ledger.post(NAME, form.get("thing_id", "").removeprefix("t3_"))
    if post is None or post.account != call.account or post.deleted or post.fields.get("url"):
        return json_answer(403, {"message": "Forbidden", "error": 403}, kind=JSON)
    call.ledger.edit_post(post, form.get("text", ""), form.get("text", ""))
    changed = call.ledger.post(NAME, post.id)
    data = shapes.submission(changed or post, raw=_raw(call)) | {"edited": float(call.now.timestamp())}
    return json_answer(200, {"json": {"errors": [], "data": {"things": [{"kind": "t3", "data": data}]}}}, kind=JSON)


def about(_: Call, name: str) -> Answer:
    """GET /r/NAME/about/."""
    return json_answer(200, {"kind": "t5", "data": shapes.subreddit(name)}, kind=JSON)


def rules(call: Call, name: str) -> Answer:
    """GET /r/NAME/about/rules: one invented rule, so that it can be shown."""
    words = {"short_name": "Be kind", "description": f"r/{name} exists in rehearsal only.", "description_html": "", "kind": "all"}
    rule = {**words, "violation_reason": "Be kind", "created_utc": float(call.now.timestamp()), "priority": 0}
    return json_answer(200, {"rules": [rule], "site_rules": [], "site_rules_flow": []}, kind=JSON)


def post_requirements(_: Call, name: str) -> Answer:
    """GET /api/v1/NAME/post_requirements."""
    return json_answer(200, requirements(name), kind=JSON)


def link_flair(*_: object) -> Answer:
    """GET /r/NAME/api/link_flair_v2."""
    return json_answer(200, list(FLAIRS), kind=JSON)


def flair_choices(*_: object) -> Answer:
    """POST /r/NAME/api/flairselector/."""
    current = {"flair_css_class": "", "flair_template_id": None, "flair_text": None, "flair_position": "right"}
    choices = [
        {
            "flair_css_class": flair["css_class"],
            "flair_template_id": flair["id"],
            "flair_text_editable": flair["text_editable"],
            "flair_position": "right",
            "flair_text": flair["text"],
        }
        for flair in FLAIRS
        if not flair["mod_only"]
    ]
    return json_answer(200, {"current": current, "choices": choices}, kind=JSON)


def _raw(call: Call) -> bool:
    return call.asked.query.get("raw_json") == "1"


SUBREDDIT = r"([A-Za-z0-9_]{2,21})"
ROUTES: tuple[Route, ...] = (
    ("POST", "/api/submit/?", submit),
    ("GET", "/api/v1/me/?", me),
    ("GET", "/user/([^/]+)/submitted/?", submitted),
    ("GET", r"/comments/([a-z0-9]+)(?:/.*)?", comments),
    ("GET", "/api/info/?", info),
    ("POST", "/api/del/?", delete),
    ("POST", "/api/editusertext/?", edit),
    ("GET", f"/r/{SUBREDDIT}/about/?", about),
    ("GET", f"/r/{SUBREDDIT}/about/rules/?", rules),
    ("GET", f"/api/v1/{SUBREDDIT}/post_requirements/?", post_requirements),
    ("GET", f"/r/{SUBREDDIT}/api/link_flair_v2/?", link_flair),
    ("POST", f"/r/{SUBREDDIT}/api/flairselector/?", flair_choices),
)
