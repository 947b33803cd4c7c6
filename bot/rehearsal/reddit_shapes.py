"""Reddit's big answers: the keys of a submission, a user and a subreddit, as recorded, with neutral values.

Keys from the recordings of PRAW's own tests (2016 to 2025); the values are ours.
"""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlsplit

from whenever import Instant

from bot.rehearsal.entries import PostEntry
from bot.rehearsal.wire import number_of

SUBMISSION_NULL = """approved_at_utc approved_by author_flair_background_color author_flair_css_class author_flair_template_id
author_flair_text author_flair_text_color banned_at_utc banned_by category content_categories discussion_type distinguished
link_flair_css_class media mod_note mod_reason_by mod_reason_title num_reports parent_whitelist_status removal_reason removed_by
removed_by_category report_reasons secure_media suggested_sort thumbnail_height thumbnail_width top_awarded_type view_count
whitelist_status"""
SUBMISSION_FALSE = """allow_live_comments approved archived author_is_blocked author_patreon_flair author_premium can_gild can_mod_post
clicked contest_mode hidden hide_score ignore_reports is_created_from_ads_ui is_meta is_original_content is_reddit_media_domain is_video
locked media_only no_follow over_18 pinned quarantine removed saved spam spoiler stickied visited"""
SUBMISSION_LISTS = "all_awardings author_flair_richtext awarders link_flair_richtext mod_reports treatment_tags user_reports"
SUBMISSION_ZERO = "downs gilded num_comments num_crossposts num_duplicates pwls subreddit_subscribers total_awards_received wls"
USER_FALSE = """can_create_subreddit can_edit_name force_password_reset has_android_subscription has_external_account
has_gold_subscription has_ios_subscription has_mail has_mod_mail has_paypal_subscription has_stripe_subscription
has_subscribed_to_premium has_visited_new_profile hide_from_robots in_beta in_chat is_employee is_gold is_mod is_sponsor is_suspended
new_modmail_exists over_18 pref_show_snoovatar pref_show_twitter seen_give_award_tooltip seen_premium_adblock_modal
seen_subreddit_chat_ftux"""
USER_TRUE = """has_subscribed has_verified_email in_redesign_beta pref_autoplay pref_nightmode pref_no_profanity pref_show_trending
pref_top_karma_subreddits pref_video_autoplay seen_layout_switch seen_redesign_modal verified"""
USER_ZERO = "coins comment_karma gold_creddits inbox_count link_karma num_friends pref_clickgadget"
SUBREDDIT_TRUE = "default_set free_form_reports is_default_banner is_default_icon show_media"
SUBREDDIT_FALSE = """disable_contributor_requests link_flair_enabled over_18 restrict_commenting restrict_posting user_is_banned
user_is_contributor user_is_moderator user_is_muted user_is_subscriber"""
SUBREDDIT_EMPTY = """banner_img community_icon description header_title icon_color icon_img key_color link_flair_position primary_color
public_description submit_link_label submit_text submit_text_label"""


def _filled(**groups: tuple[str, Any]) -> dict[str, Any]:
    return {key: value for names, value in groups.values() for key in names.split()}


def username(account: str) -> str:
    """The account's name on Reddit: letters, digits, `_` and `-`, at most 20."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", account)[:20]


def user(account: str, now: Instant) -> dict[str, Any]:
    """The answer of `/api/v1/me`."""
    name = username(account)
    own = subreddit(f"u_{name}") | {"display_name_prefixed": f"u/{name}", "url": f"/user/{name}/", "subreddit_type": "user"}
    flags = _filled(false=(USER_FALSE, False), true=(USER_TRUE, True), zero=(USER_ZERO, 0))
    identity = {"id": _base36(number_of(account, 10)), "name": name, "oauth_client_id": f"rehearsal-{account}-client_id"}
    times = {"created": now.timestamp() - 1e8, "created_utc": now.timestamp() - 1e8, "gold_expiration": None}
    rest: dict[str, Any] = {"icon_img": "", "pref_geopopular": "", "features": {}, "suspension_expiration_utc": None, "total_karma": 0}
    return {**flags, **identity, **times, **rest, "subreddit": own}


def subreddit(name: str) -> dict[str, Any]:
    """What `/r/NAME/about` says of a subreddit."""
    flags = _filled(true=(SUBREDDIT_TRUE, True), false=(SUBREDDIT_FALSE, False), empty=(SUBREDDIT_EMPTY, ""))
    shape = {"banner_size": None, "header_img": None, "header_size": None, "icon_size": [256, 256], "previous_names": [], "coins": 0}
    named = {"display_name": name, "display_name_prefixed": f"r/{name}", "title": name, "url": f"/r/{name}/", "name": fullname(name)}
    kinds = {"submission_type": "any", "subreddit_type": "public", "subscribers": 1, "over18": False, "lang": "en"}
    return {**flags, **shape, **named, **kinds}


def fullname(name: str) -> str:
    """A subreddit's full name."""
    return f"t5_{_base36(number_of(name.lower(), 8))}"


def slug(title: str) -> str:
    """The title as it stands in a permalink."""
    return "_".join(re.findall(r"[a-z0-9]+", title.lower()))[:50].strip("_") or "_"


def permalink(post: PostEntry) -> str:
    """The path of a submission's page."""
    return f"/r/{post.fields.get('subreddit')}/comments/{post.id}/{slug(post.title)}/"


def submission(post: PostEntry, *, raw: bool) -> dict[str, Any]:
    """A submission as listings and its own page give it. Unless `raw`, `&<>` are escaped, as for `raw_json=1` left out."""
    flags = _filled(null=(SUBMISSION_NULL, None), false=(SUBMISSION_FALSE, False), lists=(SUBMISSION_LISTS, []), zero=(SUBMISSION_ZERO, 0))
    at = float(Instant.parse_iso(post.at).timestamp())
    texts = {name: value if raw else html.escape(value, quote=False) for name, value in _texts(post).items()}
    states = {"likes": True, "send_replies": True, "is_crosspostable": True, "is_robot_indexable": True, "edited": False}
    counts = {"score": 1, "ups": 1, "upvote_ratio": 1.0, "created": at, "created_utc": at}
    empty = {"gildings": {}, "media_embed": {}, "secure_media_embed": {}, "thumbnail": "self", "rte_mode": "markdown"}
    kinds = {"author_flair_type": "text", "link_flair_type": "text", "link_flair_text_color": "dark", "link_flair_background_color": ""}
    if post.deleted:
        texts |= {"author": "[deleted]", "selftext": "[deleted]"}
    return {**flags, **states, **counts, **empty, **kinds, **_where(post), **texts}


def _where(post: PostEntry) -> dict[str, Any]:
    name = str(post.fields.get("subreddit"))
    link = str(post.fields.get("url") or "")
    url = link or f"https://www.reddit.com{permalink(post)}"
    where = {"subreddit": name, "subreddit_id": fullname(name), "subreddit_name_prefixed": f"r/{name}", "subreddit_type": "public"}
    flair = {"link_flair_text": post.fields.get("flair_text"), "link_flair_template_id": post.fields.get("flair_id")}
    names = {"id": post.id, "name": f"t3_{post.id}", "permalink": permalink(post), "url": url, "is_self": not link}
    domain = (urlsplit(link).hostname or "") if link else f"self.{name}"
    return {**where, **flair, **names, "domain": domain, **({"url_overridden_by_dest": link} if link else {})}


def _texts(post: PostEntry) -> dict[str, str]:
    author = {"author": username(post.account), "author_fullname": f"t2_{_base36(number_of(post.account, 10))}"}
    page = f'<!-- SC_OFF --><div class="md"><p>{html.escape(post.seen)}</p>\n</div><!-- SC_ON -->'
    return {**author, "title": post.title, "selftext": post.seen, "selftext_html": page}


def listing(children: list[dict[str, Any]], after: str | None = None) -> dict[str, Any]:
    """A page of submissions."""
    things = [{"kind": "t3", "data": child} for child in children]
    data = {"after": after, "dist": len(things), "modhash": None, "geo_filter": "", "children": things, "before": None}
    return {"kind": "Listing", "data": data}


def _base36(number: int) -> str:
    letters = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = letters[rest] + text
    return text or "0"


def submission_id(seq: int) -> str:
    """The id of the `seq`th post of the ledger: seven letters and digits, as Reddit's are in 2026."""
    return _base36(36**6 + 19_000_000 + seq)
