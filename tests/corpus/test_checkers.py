"""Every judge of an invariant can say no: each planted fault is found, and the text it was planted into is found good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.model.draft import Problem, Span
from tests.corpus.again import digest
from tests.corpus.invariants import CHECKS
from tests.corpus.posts import Told, told

ARTICLE = """\
Caches make language models quick 🏳️‍🌈, and they cost memory: each token of a sequence keeps its keys and values for all later tokens.

## What it costs

The cache of Llama grows by 0.5 MiB for each token, so a sequence of 32,768 tokens needs 16 GiB of memory, [as they say](https://example.com/kv_cache).
Reading it takes 40 % of the time that a step of decoding needs, and the share grows with the length of the sequence.

## What helps

Grouped queries share keys between heads, which makes the cache eight times smaller at nearly no loss of quality.
Call `model.generate(use_cache=True)` and the model fills it by itself, a step at a time, without any further change of your code.
Quantising the values to four bits halves it again, with $\\alpha_t = q_t k_t^2 + 1$ as the weight of every single token.

```python
out = model.generate(ids, use_cache=True)
```

## What remains

Long sequences still fill the memory of a card, and pages of the cache can be moved to the memory of the host.
"""
ROW = {"id": "kv-cache", "lang": "en", "title": "What a KV cache costs", "body": ARTICLE}


@pytest.fixture(scope="module")
def honest() -> Told:
    return told(ROW)


def test_an_honest_text_passes(honest: Told) -> None:
    assert [(name, wrong) for name, check in CHECKS.items() for wrong in check(honest)] == []


def text(platform: str, change: Callable[[str], str], at: int = 0) -> Callable[[Told], Told]:
    """A fault in one segment's text."""

    def planted(good: Told) -> Told:
        segments = list(good.drafts[platform].segments)
        changed = change(segments[at].text)
        assert changed != segments[at].text
        segments[at] = replace(segments[at], text=changed, wire=changed, length=len(changed))
        return replace(good, drafts={**good.drafts, platform: replace(good.drafts[platform], segments=tuple(segments))})

    return planted


def swapped(good: Told) -> Told:
    first, *middle, last = good.drafts["x"].segments
    assert len(middle) > 1
    return replace(good, drafts={**good.drafts, "x": replace(good.drafts["x"], segments=(first, *reversed(middle), last))})


def stray(good: Told) -> Told:
    segment = good.drafts["linkedin"].segments[0]
    spans = (Span(0, 3, "hashtag", "Llama"), *segment.spans)
    return replace(good, drafts={**good.drafts, "linkedin": replace(good.drafts["linkedin"], segments=(replace(segment, spans=spans),))})


def bluesky(good: Told, **fields: str | list[str]) -> Told:
    draft = good.drafts["bluesky"]
    return replace(good, drafts={**good.drafts, "bluesky": replace(draft, fields={**draft.fields, **fields})})


def facet(change: Callable[[list[str]], list[str]]) -> Callable[[Told], Told]:
    """A fault in what the field `facets` says."""

    def planted(good: Told) -> Told:
        field = good.drafts["bluesky"].fields["facets"]
        assert isinstance(field, list)
        return bluesky(good, facets=change(field))

    return planted


def channel(good: Told, platform: str, **fields: str) -> Told:
    """Other fields, or without them no links in the text."""
    draft = good.drafts[platform]
    (segment,) = draft.segments
    segment = segment if fields else replace(segment, spans=())
    return replace(good, drafts={**good.drafts, platform: replace(draft, fields={**draft.fields, **fields}, segments=(segment,))})


def mail(platform: str, change: Callable[[str], str]) -> Callable[[Told], Told]:
    """A change to the page that is sent."""

    def planted(good: Told) -> Told:
        draft = good.drafts[platform]
        page = change(draft.segments[0].wire)
        assert page != draft.segments[0].wire
        return replace(good, drafts={**good.drafts, platform: replace(draft, segments=(replace(draft.segments[0], wire=page),))})

    return planted


def long_title(good: Told) -> Told:
    return replace(good, drafts={**good.drafts, "reddit": replace(good.drafts["reddit"], title="x" * 301)})


FAULTS: list[tuple[str, str, Callable[[Told], Told]]] = [
    ("1", "an X post over its weight", text("x", lambda said: said + " 缓存" * 60)),
    ("1", "a length that is not the text's", text("x", lambda said: "日" + said)),
    ("1", "a LinkedIn post too long in UTF-16", text("linkedin", lambda said: said + "🧠" * 1400)),
    ("1", "a title too long", long_title),
    *[
        ("2", f"{kind} left over", text("x", lambda said, left=left: f"{said} {left}"))  # type: ignore[misc]
        for kind, left in {
            "bold": "**so**", "a link": "[so](https://e.org)", "a table": "| a | b |", "a formula": "$x_1$", "a tag": "<b>so",
            "a template": "{{ page.title }}", "front matter": "\n---", "a fence": "\n```",
        }.items()
    ],
    ("3", "half an address", text("linkedin", lambda said: said.replace("https://example.org/kv-cache", "https://example.org/kv-"))),
    ("3", "half a hashtag", text("x", lambda said: f"{said} #Lla")),
    ("3", "half a mention", text("x", lambda said: f"{said} @jane")),
    ("3", "half an emoji sequence", text("x", lambda said: f"{said} 🏳️‍")),
    ("3", "a lone mark", text("x", lambda said: "\u0301" + said)),
    ("3", "half a piece of code", text("x", lambda said: f"{said} Call model.generate(use_")),
    ("3", "half a formula", text("x", lambda said: f"{said} So αₜ = qₜkₜ²")),
    ("4", "segments out of order", swapped),
    ("4", "a lone number", text("x", lambda said: "2.", 1)),
    ("4", "a heading alone", text("x", lambda said: "What it costs", 1)),
    ("4", "half a sentence", text("x", lambda said: said.rsplit(" ", 3)[0], 1)),
    ("4", "no link", text("x", lambda said: said.replace("https://example.org/kv-cache", ""), -1)),
    ("5", "a span beside its word", stray),
    ("5", "a bracket that cuts the post", text("linkedin", lambda said: f"{said} (so)")),
    ("6", "another number", text("x", lambda said: f"{said} It is 17 times faster.")),
    ("6", "another name", text("linkedin", lambda said: f"{said} Nvidia says so.")),
    ("6", "another word in the whole text", text("reddit", lambda said: f"{said}\n\nFurthermore.")),
    ("7", "a word less", text("reddit", lambda said: said.replace("nearly ", ""))),
    ("7", "a link less", text("reddit", lambda said: said.replace("https://example.com/kv_cache", "https://example.com/"))),
    ("7", "a line of code less", text("reddit", lambda said: said.replace("    out = model", "    model"))),
    ("7", "half a formula", text("reddit", lambda said: said.replace("² + 1", "²"))),
    ("1", "a Bluesky post too long", text("bluesky", lambda said: said + "é" * 300)),
    ("3", "half an address behind short words", facet(lambda field: [one.replace("/kv-cache", "/kv-") for one in field])),
    ("9", "a facet past the end of the text", text("bluesky", lambda said: said[:-1], -1)),
    ("9", "facets that count characters", text("bluesky", lambda said: f"é{said}", -1)),
    ("9", "two facets in one place", facet(lambda field: [*field, field[-1]])),
    ("9", "a link without its facet", facet(lambda field: field[:-1])),
    ("9", "a facet of no segment", facet(lambda field: [*field, "99 0 1 tag a"])),
    ("9", "a card that leads elsewhere", lambda good: bluesky(good, card_url="https://example.org/")),
    ("12", "a Telegram post too long", text("telegram", lambda said: said + "é" * 4097)),
    ("12", "a Discord post too long", text("discord", lambda said: said + "é" * 2001)),
    ("12", "an entity that Telegram drops", text("telegram", lambda said: f"{said} <code>a <b>b</b></code>")),
    ("12", "a mark left over on Telegram", text("telegram", lambda said: f"{said} **so**")),
    ("12", "a mark left over on Discord", text("discord", lambda said: f"{said} **so")),
    ("12", "another number on Telegram", text("telegram", lambda said: f"{said} It is 17 times faster.")),
    ("12", "another name on Discord", text("discord", lambda said: f"{said} Nvidia says so.")),
    ("12", "another card on Telegram", lambda good: channel(good, "telegram", preview="https://example.org/")),
    ("12", "no link on Discord", lambda good: channel(good, "discord")),
    ("13", "a paragraph that stays open", mail("kit", lambda page: page.replace("</p>", "", 1))),
    ("13", "an address that does something", mail("buttondown", lambda page: f'{page}<p><a href="javascript:alert(1)">so</a></p>')),
    ("13", "a script in a mail", mail("mailchimp", lambda page: page.replace("<p>", "<script></script><p>", 1))),
    ("13", "an order to Mailchimp", mail("mailchimp", lambda page: page.replace("nearly", "*|FNAME|*"))),
    ("13", "an order to Kit", mail("kit", lambda page: page.replace("nearly", "nearly {{ this }}"))),
    ("13", "a mark left over on Medium", mail("medium", lambda page: page.replace("nearly", "**nearly**"))),
    ("13", "a word less in a mail", mail("kit", lambda page: page.replace("nearly ", ""))),
    ("13", "a line of code less on Medium", mail("medium", lambda page: page.replace("out = model", "model"))),
    ("14", "a YouTube post too long", text("youtube", lambda said: said + "é" * 800)),
    ("14", "no link on YouTube", text("youtube", lambda said: said.replace("https://example.org/kv-cache", ""))),
    ("14", "another address on Hacker News", text("hackernews", lambda said: "https://example.org/")),
    ("15", "a card that stays open", mail("ghost", lambda page: f"{page}<!--kg-card-begin: html-->")),
    ("15", "a word less on Ghost", mail("ghost", lambda page: page.replace("nearly ", ""))),
    ("15", "a script on Ghost", mail("ghost", lambda page: page.replace("<p>", "<script></script><p>", 1))),
    ("15", "no link on Nostr", text("nostr", lambda said: said.replace("https://example.org/kv-cache", ""))),
    ("8", "a second", lambda good: replace(good, seconds=1.1)),
]  # fmt: skip


def test_a_digest_tells_two_texts_and_two_problems_apart(honest: Told) -> None:
    draft = honest.drafts["x"]
    noted = replace(honest, drafts={**honest.drafts, "x": replace(draft, problems=(Problem("info", "code", "Words."),))})
    faults = [plant for _, name, plant in FAULTS if name in ("a link less", "segments out of order", "a span beside its word")]
    assert len({digest(honest), digest(noted), *(digest(plant(honest)) for plant in faults)}) == 2 + len(faults) == 5
    assert digest(told(ROW)) == digest(honest)


@pytest.mark.parametrize(("number", "fault", "plant"), FAULTS, ids=[f"{number} {fault}" for number, fault, _ in FAULTS])
def test_a_planted_fault_is_found(honest: Told, number: str, fault: str, plant: Callable[[Told], Told]) -> None:
    (check,) = [check for name, check in CHECKS.items() if name.startswith(f"{number} ")]
    assert list(check(plant(honest))), fault
