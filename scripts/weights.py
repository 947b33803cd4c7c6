"""Learns bot/text/weights.txt: what a feature of a sentence is worth, from posts and papers with summaries by people.

    python -m scripts.weights DATA

DATA holds `mlposts` (posts.jsonl, references.jsonl) and `scitldr` (train.jsonl). Ridge regression in plain Python: each
candidate's ROUGE less the mean of its article, on its features less theirs. The same data gives the same table.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import mul
from pathlib import Path
from typing import Any

from bot.model.post import Post
from bot.model.settings import Posts, Site
from bot.text.article import Article, read
from bot.text.line import candidates
from bot.text.rank import Kind, Tables, kind_of
from bot.text.source import read_post
from scripts import rouge

TABLE = Path(__file__).resolve().parent.parent / "bot" / "text" / "weights.txt"

RIDGE = 0.3
"""How strongly weights are held near 0; between 0.1 and 3 the scores hardly change."""

MIX = (0.1, 0.1, 0.8)
"""How much ROUGE-1, -2 and -L count: words in their order tell sentences apart better than words alone."""

HEAD = """\
# What a unit of each feature of a sentence is worth, in ROUGE points: in an article, and in an abstract (short, no headings).
# Written by scripts/weights.py; the features are those of features.py and line.py, the cues' words are in cues.txt.

"""


@dataclass(frozen=True)
class Example:
    """An article whose summary by a person is known. `group` is the repository it comes from."""

    name: str
    group: str
    article: Article
    references: tuple[rouge.Text, ...]

    @property
    def kind(self) -> Kind:
        return kind_of(self.article.sentences)


@dataclass
class Moments:
    """Sums that a regression needs: products of features, and of features with the target."""

    products: dict[tuple[str, str], float]
    targets: dict[str, float]

    @classmethod
    def none(cls) -> Moments:
        return cls(defaultdict(float), defaultdict(float))

    def add(self, other: Moments) -> None:
        for pair, value in other.products.items():
            self.products[pair] += value
        for name, value in other.targets.items():
            self.targets[name] += value


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def post(title: str, body: str, lang: str = "en") -> Post:
    """A post as the service would read it from a file."""
    head = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\nlang: {lang}\n---\n"
    return read_post(f"{head}{body}".encode(), "post.md", Site(), Posts(), ())


@cache
def posts(data: Path) -> dict[str, tuple[str, Post]]:
    """The blog posts of `mlposts` by their ids, with the repositories they come from."""
    return {row["id"]: (row["repo"], post(row["title"], row["body"])) for row in rows(data / "mlposts" / "posts.jsonl")}


@cache
def blog(data: Path) -> tuple[Example, ...]:
    """The blog posts of `mlposts` that have a description by their author."""
    told = {row["id"]: row["description"] for row in rows(data / "mlposts" / "references.jsonl") if row["description"]}
    known = ((name, *found) for name, found in posts(data).items() if name in told)
    return tuple(Example(name, repo, read(post), (rouge.read(told[name]),)) for name, repo, post in known)


@cache
def papers(data: Path, part: str) -> tuple[Example, ...]:
    """The papers of SciTLDR's `part`: title, abstract and summaries."""
    return tuple(
        Example(
            row["paper_id"],
            "scitldr",
            read(post(row["title"], " ".join(sentence.strip() for sentence in row["source"]))),
            tuple(map(rouge.read, row["target"])),
        )
        for row in rows(data / "scitldr" / f"{part}.jsonl")
    )


def moments(example: Example) -> Moments:
    """The sums of one article; each article counts the same, however long it is."""
    found = candidates(example.article)
    sums = Moments.none()
    if len(found) < 2:
        return sums
    marks = [sum(map(mul, MIX, rouge.score(candidate.text, example.references))) for candidate in found]
    means: dict[str, float] = defaultdict(float)
    for candidate, mark in zip(found, marks, strict=True):
        values = [(name, float(value)) for name, value in candidate.features.items() if value]
        for at, (name, value) in enumerate(values):
            means[name] += value / len(found)
            sums.targets[name] += value * (mark - sum(marks) / len(marks)) / len(found)
            for other, second in values[: at + 1]:
                sums.products[min(name, other), max(name, other)] += value * second / len(found)
    for one, first in means.items():
        for other, second in means.items():
            if one <= other:
                sums.products[one, other] -= first * second
    return sums


def total(examples: Iterable[Example]) -> Moments:
    """The sums of many articles."""
    sums = Moments.none()
    for example in examples:
        sums.add(moments(example))
    return sums


def learn(sums: Moments) -> dict[str, float]:
    """The weights that those sums ask for."""
    names = sorted(sums.targets)
    rows = [[sums.products.get((min(a, b), max(a, b)), 0.0) + RIDGE * (a == b) for b in names] + [sums.targets[a]] for a in names]
    return dict(zip(names, _solved(rows), strict=True))


def _solved(rows: list[list[float]]) -> list[float]:
    """The solution of linear equations, by elimination; ridge keeps them well-conditioned."""
    for at, pivot in enumerate(rows):
        for below in rows[at + 1 :]:
            if factor := below[at] / pivot[at]:
                below[at:] = [value - factor * other for value, other in zip(below[at:], pivot[at:], strict=True)]
    found = [0.0] * len(rows)
    for at in reversed(range(len(rows))):
        known = sum(rows[at][place] * found[place] for place in range(at + 1, len(rows)))
        found[at] = (rows[at][-1] - known) / rows[at][at]
    return found


def table(learned: Tables) -> str:
    """The weights as the text of the table."""
    names = sorted({name for column in learned.values() for name in column})
    lines = [f"{name:<30}{learned['article'].get(name, 0):>9.3f}{learned['abstract'].get(name, 0):>9.3f}\n" for name in names]
    return HEAD + f"# {'feature':<28}{'article':>9}{'abstract':>9}\n" + "".join(lines)


def main(data: Path) -> int:
    """Writes the table. Returns an exit code."""
    articles = [example for example in blog(data) if example.kind == "article"]
    TABLE.write_text(table({"article": learn(total(articles)), "abstract": learn(total(papers(data, "train")))}), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
