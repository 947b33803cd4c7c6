"""A post read once for everything that is said of it: passages, sentences and what each is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text.passages import Passage, passages
from bot.text.rank import scores
from bot.text.sentences import Sentence, sentences

if TYPE_CHECKING:
    from bot.model.post import Post


@dataclass(frozen=True, slots=True)
class Article:
    """`marks[sentence.at]` is the worth of a sentence, `passages[sentence.passage]` where it stands."""

    post: Post
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    marks: tuple[float, ...]

    def best(self, among: tuple[Sentence, ...]) -> Sentence | None:
        """The sentence of `among` that is worth most; the earlier of equals."""
        return max(among, key=lambda sentence: (self.marks[sentence.at], -sentence.at), default=None)

    def run(self, first: Sentence, most: int) -> tuple[Sentence, ...]:
        """`first` and the sentences after it in its passage that may be shown along with it, at most `most` in all."""
        found = [first]
        for sentence in self.sentences[first.at + 1 : first.at + most]:
            if sentence.passage != first.passage or not sentence.follows:
                break
            found.append(sentence)
        return tuple(found)


def read(post: Post) -> Article:
    """`post` as an article. Passages for some readers only should be sorted out before (`readers.for_reader`)."""
    beside = passages(post)
    found = sentences(beside, post.lang)
    return Article(post, beside, found, tuple(scores(found, post.title)))
