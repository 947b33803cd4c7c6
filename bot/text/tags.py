# ruff: noqa: E501
"""Hashtags: the author's own, filled up from a short table of topics that the text itself names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.text.passages import passages

if TYPE_CHECKING:
    from bot.model.post import Post

LONGEST = 30
"""Characters of a hashtag; longer ones are sentences, not topics."""

TOPICS = {
    "LLM": r"\bLLMs?\b|large language models?", "MachineLearning": r"machine[- ]learning|maschinelle\w* lern|机器学习|機械学習|머신\s?러닝",
    "DeepLearning": r"deep[- ]learning|深度学习|深層学習|ディープラーニング|딥\s?러닝|глубок\w+ обучен", "PyTorch": r"\bpytorch\b", "TensorFlow": r"\btensorflow\b",
    "Keras": r"\bkeras\b", "NLP": r"\bNLP\b|natural language processing|自然语言处理|自然言語処理", "ComputerVision": r"computer vision|计算机视觉|コンピュータビジョン",
    "RStats": r"\btidyverse\b|\bggplot2?\b|\bdplyr\b|\bRStudio\b|\bCRAN\b|\btidymodels\b", "Python": r"\bpython\b", "DataScience": r"data science|data scientists?",
    "RAG": r"\bRAG\b|retrieval[- ]augmented", "VectorDatabase": r"vector (?:database|search|store)s?", "Transformers": r"\btransformers?\b(?! (?:block|layer)s?\b)",
    "ReinforcementLearning": r"reinforcement learning|强化学习|強化学習", "MLOps": r"\bMLOps\b|feature store", "Kubernetes": r"\bkubernetes\b", "OpenAI": r"\bopenai\b",
    "GPU": r"\bGPUs?\b|\bCUDA\b", "Embeddings": r"\bembeddings?\b", "TimeSeries": r"time[- ]series", "Bayesian": r"\bbayesian\b", "DataEngineering": r"data (?:engineering|pipelines?)",
    "FeatureStore": r"feature stores?", "AIAgents": r"\b(?:AI )?agents\b", "OpenSource": r"open[- ]source", "DiffusionModels": r"diffusion models?", "HPC": r"\bHPC\b|supercomputer|\bMPI\b|スパコン",
    "StructuredOutputs": r"structured outputs?", "PromptEngineering": r"prompt(?:ing| engineering)", "FineTuning": r"fine[- ]?tun", "Statistics": r"\bstatistic",
    "DataAnalysis": r"data analysis", "AI": r"\bAI\b|artificial intelligence|人工智能|人工知能|künstliche\w* intelligenz|intelligence artificielle|inteligencia artificial",
}  # fmt: skip
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in TOPICS.items()}
_FILLERS_WORDS = (
    "blog post posts article articles news misc general uncategorized other tutorial tutorials announcement announcements package"
)
_FILLERS = frozenset(_FILLERS_WORDS.split())


def hashtags(post: Post, most: int, least: int = 3) -> tuple[str, ...]:
    """At most `most` hashtags with their sign: the author's tags, and if there are fewer than `least`, topics of the text."""
    found: dict[str, str] = {}
    for tag in post.tags:
        if (name := hashtag(tag)) and len(found) < most:
            found.setdefault(name.casefold(), f"#{name}")
    for topic in _topics(post) if len(found) < least else ():
        if len(found) < min(least, most):
            found.setdefault(topic.casefold(), f"#{topic}")
    return tuple(found.values())


def hashtag(tag: str) -> str:
    """`tag` as one word: "machine learning" is MachineLearning. Empty for what makes no hashtag: a figure, a filler, a sentence."""
    words = re.findall(r"[^\W_]+", tag.lstrip("#"))
    name = words[0] if len(words) == 1 else "".join(word if word[:1].isupper() else word[:1].upper() + word[1:] for word in words)
    known = next((topic for topic in TOPICS if topic.lower() == name.lower()), name)
    known = known[:1].upper() + known[1:] if known.islower() and len(known) > 1 else known
    plain = name.isdigit() or not any(character.isalpha() for character in name) or name.lower() in _FILLERS
    return "" if plain or len(known) > LONGEST or len(known) < 2 or re.search(r"[+#]", tag.lstrip("#")) else known


def _topics(post: Post) -> list[str]:
    """Topics that title or text name, the most often named first; the title counts as five."""
    text = " ".join(passage.said.text for passage in passages(post) if not passage.back)
    counts = {name: 5 * len(pattern.findall(post.title)) + len(pattern.findall(text)) for name, pattern in _PATTERNS.items()}
    named = sorted((name for name, count in counts.items() if count > 1), key=lambda name: (-counts[name], name))
    return named or [name for name, count in counts.items() if count]
