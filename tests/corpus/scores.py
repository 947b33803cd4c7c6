"""What summaries and hashtags score against the authors' own, on articles the weights have not seen: `make scores` prints the table.

The weights for articles are learned anew for each repository, from all the others; those for abstracts are ours, learned from
SciTLDR's train part, and judged on its developer part.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from bot.text import line
from bot.text.article import Article
from bot.text.features import measure
from bot.text.passages import passages
from bot.text.rank import Tables, scores, weights
from bot.text.tags import suggested
from bot.text.topics import named, topics
from scripts import rouge
from scripts import weights as training
from scripts.weights import Example, Moments

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
DATA = SHARED / "data"
METHODS = ("title", "lead-1", "first 160 characters", "one line", "one line without title")


@dataclass(frozen=True)
class Scored:
    """Mean ROUGE-1, -2 and -L F1, and of how many."""

    rouge: rouge.Scores
    number: int

    def __str__(self) -> str:
        return "".join(f"{value:>7.2f}" for value in self.rouge)


@cache
def held_out() -> dict[str, Tables]:
    """For each repository the tables that were learned without it."""
    sums: dict[str, Moments] = defaultdict(Moments.none)
    for example in training.blog(DATA):
        sums[example.group].add(training.moments(example) if example.kind == "article" else Moments.none())
    found: dict[str, Tables] = {}
    for group in sums:
        others = Moments.none()
        for other, moments in sums.items():
            if other != group:
                others.add(moments)
        found[group] = {"article": training.learn(others), "abstract": weights()["abstract"]}
    return found


def summary(example: Example, method: str) -> str:
    """What `method` makes of an article, with weights that have not seen it."""
    article, title = example.article, example.article.post.title
    if method == "title":
        return title
    if method == "lead-1":
        return article.sentences[0].text if article.sentences else title
    if method == "first 160 characters":
        return re.sub(r"\s+\S*$", "", " ".join(sentence.text for sentence in article.sentences[:40])[:161])
    tables = weights() if example.group == "scitldr" else held_out()[example.group]
    found = line.best(article, titled=method == "one line", tables=tables)
    return found.text if found else title


@cache
def summaries(part: str, method: str) -> dict[str, str]:
    """The summary of each article of "mlposts" or "scitldr", by its name."""
    return {example.name: summary(example, method) for example in examples(part)}


def examples(part: str) -> tuple[Example, ...]:
    """The articles that are judged."""
    return training.blog(DATA) if part == "mlposts" else training.papers(DATA, "dev")


def scored(part: str, method: str, among: Callable[[Example], bool] = lambda _: True) -> Scored:
    """The mean over all articles of `part`, or those `among` them."""
    said = summaries(part, method)
    rows = [rouge.score(said[example.name], example.references) for example in examples(part) if among(example)]
    one, two, longest = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    return Scored((one, two, longest), len(rows))


def specificity(said: dict[str, str]) -> float:
    """For how many of a hundred texts BM25 finds the article it was made from, by the yardstick's own script."""
    judge = _tool("score_specificity")
    posts = {row["id"]: row["body"] for row in training.rows(DATA / "mlposts" / "posts.jsonl")}
    return float(judge.evaluate(judge.Index(posts), said)[0])


def unsupported(said: dict[str, str]) -> list[str]:
    """The texts with a number that neither the body nor the title of their article holds."""
    number = re.compile(r"\d+(?:[.,]\d+)*")
    known = {row["id"]: set(number.findall(f"{row['body']} {row['title']}")) for row in training.rows(DATA / "mlposts" / "posts.jsonl")}
    return [name for name, text in said.items() if set(number.findall(text)) - known[name]]


@cache
def hashtags(table: str = "whole") -> dict[str, float]:
    """The mean F1@3 of suggested tags against the authors' own, for each repository and for "all".

    The table of topics was written with these posts at hand. What it is worth to others lies between that of its topics that other
    repositories' posts name too ("general") and that of those which their authors use as tags ("used", far too few to be fair).
    """
    posts = training.posts(DATA)
    of_the_table = {topic.name for topic in topics()}
    found: dict[str, list[float]] = defaultdict(list)
    for told in training.rows(DATA / "mlposts" / "references.jsonl"):
        if told["tags"]:
            repo, post = posts[told["id"]]
            said = suggested(post)
            if table != "whole":
                kept = _elsewhere(repo, table)
                said = [name for name in said if name not in of_the_table or _squashed(name) in kept]
            found[repo].append(_f1(said[:3], told["tags"]))
    means = {repo: sum(values) / len(values) for repo, values in found.items()}
    every = [value for values in found.values() for value in values]
    return {**means, "all": sum(every) / len(every)}


@cache
def _elsewhere(repo: str, table: str) -> frozenset[str]:
    """Topics that the posts of two other repositories name, or tags that their authors use."""
    posts = training.posts(DATA)
    if table == "used":
        rows = training.rows(DATA / "mlposts" / "references.jsonl")
        return frozenset(_squashed(tag) for told in rows if posts[told["id"]][0] != repo for tag in told["tags"])
    return frozenset(_squashed(name) for name, repos in _naming().items() if len(repos - {repo}) > 1)


@cache
def _naming() -> dict[str, set[str]]:
    """The repositories whose posts name each topic of the table more than once."""
    found: dict[str, set[str]] = defaultdict(set)
    for repo, post in training.posts(DATA).values():
        for name, times in named("\n".join(passage.said.text for passage in passages(post))).items():
            if times > 1:
                found[name].add(repo)
    return found


def microseconds() -> float:
    """How long ranking takes for a sentence of a blog post, all of its article included."""
    articles: list[Article] = [example.article for example in training.blog(DATA)[::5]]
    measure.cache_clear()
    begin = time.perf_counter()
    for article in articles:
        scores(article.sentences, article.post.title)
    return 1e6 * (time.perf_counter() - begin) / sum(len(article.sentences) for article in articles)


def _f1(said: Iterable[str], wanted: Iterable[str]) -> float:
    """As the yardstick's score_keyphrases.py --squash counts: letter case, blanks and endings do not matter."""
    tags = list(dict.fromkeys(filter(None, map(_squashed, said))))
    gold = {_squashed(tag) for tag in wanted} - {""}
    hits = sum(tag in gold for tag in tags)
    return 200 * hits / (len(tags) + len(gold)) if hits else 0.0


def _squashed(tag: str) -> str:
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", tag.strip().lstrip("#"))
    return "".join(rouge.stem(word) for word in re.findall(r"\w+", parted.lower().replace("_", " ")))


def _tool(name: str) -> ModuleType:
    spec = spec_from_file_location(name, SHARED / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table() -> str:
    """Everything, as text."""
    lines = [f"{'ROUGE F1':<44}{'n':>5}{'R-1':>7}{'R-2':>7}{'R-L':>7}"]
    for part in ("mlposts", "scitldr"):
        for method in METHODS:
            found = scored(part, method)
            lines.append(f"{f'{part}, {method}':<44}{found.number:>5}{found}")
    for repo in sorted(Counter(example.group for example in examples("mlposts"))):
        found = scored("mlposts", "one line", lambda example, repo=repo: example.group == repo)  # type: ignore[misc]
        lines.append(f"{f'  one line, {repo}':<44}{found.number:>5}{found}")
    said = summaries("mlposts", "one line")
    human = {row["id"]: row["description"] for row in training.rows(DATA / "mlposts" / "references.jsonl") if row["description"]}
    lines += [
        "",
        f"specificity, one line                 {specificity(said):6.1f}",
        f"  one line without title              {specificity(summaries('mlposts', 'one line without title')):6.1f}",
        f"  the authors' own                    {specificity(human):6.1f}",
        f"lines with a number the source lacks  {len(unsupported(said)):6}   of {len(said)}",
        f"microseconds for a sentence           {microseconds():6.0f}",
        "",
        f"{'hashtags, F1@3':<38}{'table':>6}{'general':>9}{'used':>6}",
        *(
            "  {:<36}{:6.1f}{:9.1f}{:6.1f}".format(repo, *(hashtags(table)[repo] for table in ("whole", "general", "used")))
            for repo in sorted(hashtags())
        ),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if not DATA.is_dir():
        sys.exit(f"The articles are not here: {DATA} is missing.")
    sys.stdout.write(table())
