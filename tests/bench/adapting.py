"""What it costs to adapt an article, as a multiple of a bare markdown parse of the same words; and hostile text, by doubling it."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

from markdown_it import MarkdownIt

from bot import platforms
from bot.model.post import Post
from bot.model.settings import Account, Posts, Site
from bot.text import article, tags
from bot.text.source import read_post
from tests.bench.measures import Figure
from tests.corpus.posts import OWN

FLOOR = 0.05
"""Seconds below which a time says nothing of growth."""

PARSER = MarkdownIt("commonmark").enable("table")
SENTENCES = (
    "Reading the {0} cache takes {1} % of the time that a step of decoding needs on this card.",
    "We call `model.generate(step={1})` and it fills the {0} of every layer, without any further change.",
    "The [paper on {0}](https://example.com/{0}/{1}) reports {1}.5 GiB for a sequence of {1},768 tokens.",
    "With **grouped** queries the {0} shares keys between heads, which makes it {1} times smaller.",
    "Its weight is $\\alpha_{1} = q_{1} k^2$, so *quantising* the {0} to four bits halves the memory again.",
)
SHORT = """We trained a small language model on 40 GB of text. It reaches 88.5 % on the test set, three points above the baseline.

The [code](https://example.com/code) is open. Training took 12 hours on one card, in `bfloat16`, and we say how to repeat it."""
NOUNS = ("attention", "prefix", "kernel", "batch", "decoder", "tokeniser", "gradient", "adapter")


def words(size: int, seed: int) -> str:
    """An article of about `size` bytes: sections of paragraphs, with code, a list and a table here and there."""
    chance, parts, length = random.Random(seed), [], 0
    while length < size:
        noun, number = chance.choice(NOUNS), chance.randint(2, 90)
        said = [" ".join(chance.choice(SENTENCES).format(noun, number + at) for at in range(chance.randint(3, 6))) for _ in range(3)]
        code = "\n".join(f"    {noun} = model.step({noun}, index={number + at})" for at in range(8))
        more = chance.choice(
            (
                f"```python\n{code}\n```",
                f"```python\n{code}\n```",
                f"- {said[0]}\n- {said[1]}",
                f"| a | b |\n|---|---|\n| {noun} | {number} |",
            )
        )
        parts.append("\n\n".join((f"## The {noun}", *said, more)))
        length += len(parts[-1])
    return "\n\n".join(parts)


def post(markdown: str) -> Post:
    """The words as a post with a title and an address."""
    return read_post(f"---\ntitle: What caches cost\nurl: https://example.org/a\n---\n{markdown}".encode(), "a.md", Site(), Posts(), ())


DIFFERENT = ("linkedin", "x", "reddit")
"""A text in brief, a thread, a whole article: what every other platform is one of."""


def adapt(post: Post, names: tuple[str, ...] = DIFFERENT) -> None:
    """These platforms, pictures aside, with nothing remembered of an earlier time."""
    article.read.__globals__["_read"].cache_clear()
    tags.suggested.__globals__["_suggested"].cache_clear()
    for name in names:
        platforms.load(name).render(post, _account(name), {})


def _account(name: str) -> Account:
    made: Account = platforms.load(name).Account(name=name, platform=name, **OWN.get(name, {}))  # type: ignore[arg-type]
    return made


def least(work: Callable[[], object], rounds: int) -> float:
    """Seconds of processor that `work` takes when nothing disturbs it: the least of some rounds."""
    taken = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


HOSTILE: dict[str, tuple[str, int]] = {
    "nested brackets": ("[" * 1500 + "a" + "](x)" * 1500 + " ", 1),
    "one line": ("word " * 100_000, 1),
    "one word": ("a" * 500_000, 1),
    "links": ("[a](https://e.com/x) ", 5_000),
    "zero width": ("\u200b\u200d\ufeff a. ", 25_000),
    "a wide table": ("|a" * 250 + "|\n" + "|-" * 250 + "|\n" + ("|1" * 250 + "|\n") * 100, 1),
    "a long table": ("| a | b |\n", 5_000),
    "headings": ("# A heading\n\nSome words of a section, ended by a full stop.\n\n", 500),
    "lists in lists": ("".join("  " * depth + "- a\n" for depth in range(300)), 2),
    "quotes in quotes": ("> " * 500 + "a\n\n", 2),
    "sentences": ("A sentence that says what it has to say, in words. ", 3_000),
    "formulas": ("$x_i^2$ ", 5_000),
    **{f"a run of {sign}": (sign, 50_000) for sign in "*_`~[]()<>#|!$\\-+=&@:^{}"},
}
"""Half of each case: it is told once and twice over, and twice as much should take twice as long."""


def doubled() -> Iterator[Figure]:
    """Hostile text read and adapted: what the whole of it takes at most, and how that grows when it is doubled."""
    worst, longest, slow, grown = 0.0, 0.0, "", ""
    for name, (unit, times) in HOSTILE.items():
        once, twice = (_both(unit * (times * factor)) for factor in (1, 2))
        longest, slow = max((longest, slow), (twice, name))
        worst, grown = max((worst, grown), (twice / max(once, FLOOR), name))
    yield Figure(f"hostile text read and adapted, worst case ({slow})", longest, "s", 5)
    yield Figure(f"the same when it is doubled ({grown})", worst, "times", 3)


def _both(markdown: str) -> float:
    return least(lambda: adapt(post(markdown)), 2)


def ratios(rounds: int) -> Iterator[Figure]:
    """Adapting against a parse of the same text, a very short post apart; one platform more; and an article of 12 KB alone."""
    found, more, each = [], [], platforms.names()
    for number, size in enumerate((2_000, 4_000, 6_000, 8_000, 10_000, 14_000, 20_000, 30_000)):
        text = words(size, number)
        read = post(text)
        once = least(partial(PARSER.parse, text), rounds)
        found.append(least(partial(adapt, read), rounds) / once)
        more.append(least(partial(adapt, read, each), rounds) / once / len(each))
    yield Figure("adapting to three platforms, against a parse (median)", statistics.median(found), "times", 20)
    yield Figure("adapting to three platforms, against a parse (worst)", max(found), "times", 20)
    yield Figure(f"each of all {len(each)} platforms, against a parse (median)", statistics.median(more), "times", 7)
    read = post(SHORT)
    short = least(partial(adapt, read), 10 * rounds) / least(partial(PARSER.parse, SHORT), 10 * rounds)
    yield Figure(f"a post of {len(SHORT)} characters, against a parse", short, "times", 20)
    text = words(12_000, 12)
    read = post(text)
    yield Figure(
        f"adapting an article of {len(text.encode()) / 1000:.0f} KB, processor", 1000 * least(lambda: adapt(read), 2 * rounds), "ms", 50
    )
    yield Figure("reading it, processor", 1000 * least(lambda: post(text), 2 * rounds), "ms", 50)
