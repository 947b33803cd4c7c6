"""The keys of front matter: ours, what other blog programs call the same thing, theirs that mean nothing here, and slips."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.model.draft import Problem
from bot.text.frontmatter import Matter
from bot.text.strict_yaml import Value

OURS = (
    "title", "summary", "url", "tags", "cover", "cover_alt", "lang", "publish_at", "to", "links", "disclosure", "draft", "waive",
    "published", "date", "slug", "permalink", "imported", "digest",
)  # fmt: skip

ALSO: Mapping[str, tuple[str, ...]] = {
    "summary": ("description", "desc", "excerpt", "subtitle"),
    "cover": ("image", "thumbnail"),
    "cover_alt": ("image_alt", "thumbnail_alt", "coveralt", "imagealt"),
    "tags": ("tag", "keywords", "topics", "categories", "category"),
    "url": ("canonical_url", "canonicalurl", "canonical"),
    "lang": ("language",),
    "date": ("publishdate", "publish_date", "pubdate", "published_at", "date_published", "datepublished", "created"),
}
"""What Jekyll, Hugo, Quarto, MkDocs, dev.to and Zenn call our keys, the best source first."""

THEIRS = frozenset(
    """
    abstract accent_color aliases analytics appendix ascii_diagrams asset_path assets author author_profile authors
    avatar banner bibliography body_class breadcrumbs build canonical_alt card cascade citation code code_fold
    color comment comments copyright creative_commons csl css custom_css custom_js date_modified details disable_toc
    discussion doi editor editor_options editpost email emoji enable_comments engine execute expirydate extra feature_image
    featured featured_image filters font footer footnotes format gallery geometry github group_by_date grand_parent
    guid has_children has_math header header_img header_includes headless headline hide hide_title hidden hide_sidebar
    highlight hero highlight_style hljs icon id identifier images include index indexing infobox is_publish ispublish
    iscjklanguage jupyter kernelspec knit last_modified_at lastmod layout license licence link linkcolor linktitle
    locale markup mathjax math medium_url menu menus mermaid meta meta_description meta_keywords meta_title metatitle
    modified nav_exclude nav_order navigation noindex notes number_sections og_image order origin outputs output page_id
    params parent photo pin pinned post_id posted prev preview previewimg previewimage private project projects
    publishtomedium rating read_time readingtime reading_time recommend redirect_from redirect_to references related
    repository repository_url resources reviewed reviewers rmd_hash robots rss schema_version search search_exclude sections
    self_contained seo seo_title series share shortdescription showtoc sidebar sitemap source social_image sort_by
    sponsor sticky style stylesheet subject taxonomies taxonomy teaser template theme thanks time time_to_read toc toc_sticky
    toc_title tocopen translationkey twitter twitter_card type updated update usepagebundles username version venue video
    views weight widgets word_count zenn
    """.split()  # noqa: SIM905
)
"""Keys of other programs that change nothing here."""

CLOSE = 0.8
"""From this likeness on (difflib's ratio) a strange key is taken for a slip."""


@dataclass(frozen=True, slots=True)
class Known:
    """Front matter by our own names. `names` are the account and platform keys with their values; `lines` of every key."""

    values: Mapping[str, Value]
    names: Mapping[str, Value]
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]


def plain(key: str) -> str:
    """A key as compared: case, `-` and `_` do not count."""
    return key.strip().casefold().replace("-", "").replace("_", "").replace(" ", "")


_OWN = {plain(key): key for key in OURS}
_ALIAS = {plain(other): (key, rank) for key, others in ALSO.items() for rank, other in enumerate(others)}
_THEIRS = frozenset(plain(key) for key in THEIRS)


def understand(matter: Matter, known: Collection[str]) -> Known:
    """The front matter by our names. A slip is an error with the nearest key; other programs' keys are named in one note."""
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    names: dict[str, Value] = {}
    aliases: list[tuple[int, str, str]] = []
    others: list[str] = []
    problems: list[Problem] = []
    for key, value in matter.values.items():
        line, simple = matter.lines.get((key,), 1), plain(key)
        if key in known:
            names[key], lines[key] = value, line
        elif simple in _OWN:
            values[_OWN[simple]], lines[_OWN[simple]] = value, line
        elif simple in _ALIAS:
            aliases.append((_ALIAS[simple][1], _ALIAS[simple][0], key))
        elif simple not in _THEIRS and (near := nearest(key, [*OURS, *known])):
            problems.append(Problem("error", "unknown-key", f"{key} is no key of a post: did you mean {near}?", line))
        else:
            others.append(key)
    for _, own, key in sorted(aliases):
        _take(values, lines, own, matter.values[key], matter.lines.get((key,), 1))
    if others:
        problems.append(
            Problem("info", "other-keys", f"Left alone, as they mean nothing here: {', '.join(others)}.", matter.lines.get((others[0],), 1))
        )
    return Known(values, names, lines, tuple(problems))


def _take(values: dict[str, Value], lines: dict[str, int], own: str, value: Value, line: int) -> None:
    """An alias fills what is not given; tags add up."""
    if own == "tags" and values.get(own):
        values[own] = [*listed(values[own]), *listed(value)]
    elif not values.get(own):
        values[own], lines[own] = value, line


def nearest(key: str, candidates: Collection[str]) -> str:
    """The candidate that `key` is most likely a slip for, or an empty string."""
    by_plain = {plain(candidate): candidate for candidate in candidates if len(candidate) > 2}
    found = difflib.get_close_matches(plain(key), list(by_plain), n=1, cutoff=CLOSE)
    return by_plain[found[0]] if found else ""


def listed(value: Value) -> list[str]:
    """A list as written in YAML, or separated by commas; words of mappings and inner lists are left out."""
    if isinstance(value, str):
        return [word.strip() for word in value.strip("[]").split(",") if word.strip()]
    return [word.strip() for word in value if isinstance(word, str) and word.strip()] if isinstance(value, list) else []


def text(value: Value) -> str:
    """A value as one text: of a list the first, of a mapping what names a picture; else empty."""
    if isinstance(value, list):
        return text(value[0]) if value else ""
    if isinstance(value, dict):
        return next((text(value[key]) for key in ("path", "src", "url", "image", "feature", "text") if value.get(key)), "")
    return " ".join(value.split()) if value else ""


def truth(value: Value) -> bool | None:
    """A yes or no as YAML, TOML and people write it; None for anything else."""
    word = value.strip().casefold() if isinstance(value, str) else ""
    return True if word in {"true", "yes", "on", "1"} else False if word in {"false", "no", "off", "0"} else None
