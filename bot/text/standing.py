"""Whether a sentence can stand where its neighbours are gone: it leans on nothing before it and points at nothing around it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from bot.text.plain import GAP

ASKED = 512
"""Sentences about which an answer is kept: each is asked about several times for one post, which has some hundreds at most. What is
kept of other posts is memory that a service of months never gives back."""

LONGEST_PHRASE = 4
"""Words of the longest entry of `leaning.txt`."""

CJK = ("zh", "ja", "ko")
"""Languages whose words are not parted, or begin sentences in Latin small letters too."""

_FIRST_WORD = re.compile(r"[^\W\d_]+(?=[\s,])")
_WORD = re.compile(r"[^\W_]+(?:['’.;-][^\W_]+)*")
_NOT_LEANING = re.compile(
    r"it\s?(?:['’]s|is|was|can be|has been|becomes|may be)\s+(?:not\s+)?(?!responsible|available|designed|built|used|intended|meant|"
    r"suitable|able|based|trained|similar|compatible|due|ready|known|limited|supposed|made|named|written|free|all|something)"
    r"\w+\s+(?:to|that|for)\b"
    r"|(?:in )?(?:this|our|the) (?:paper|post|article|blog|blog post|work|guide|tutorial|release|talk|study)\b",
    re.IGNORECASE,
)
_BACKWARD = re.compile(
    r"(?:[\w'’-]+\s+){0,6}(?:this|these|those|such)\b(?!\s+(?:paper|post|article|blog|work|guide|tutorial|release|talk|study|as\b|that\b))",
    re.IGNORECASE,
)
_ADDITIVE = re.compile(
    r"(?:in addition|moreover|furthermore|additionally|more importantly|importantly|notably|interestingly|finally|lastly|of course|"
    r"in fact|indeed|"
    r"unfortunately|fortunately|overall|ultimately|surprisingly|also|in general|in short|in summary|besides|again|currently|"
    r"essentially|basically|"
    r"to (?:solve|address|fix|overcome|tackle|resolve|mitigate|meet|answer|deal with|cope with) (?:the|this|these|that|those|such) "
    r"(?:\w+ )?(?:problems?|issues?|challenges?|limitations?|bottlenecks?|shortcomings?|concerns?|needs?|questions?)|"
    r"zudem|außerdem|de plus|en outre|además|además de esto|além disso|кроме того|此外|另外|さらに|また|なお|또한),?[，、,]\s*(?=\S)",
    re.IGNORECASE,
)

_THINGS = (
    "sections?|chapters?|figures?|tables?|examples?|posts?|articles?|paragraphs?|snippets?|steps?|parts?|blog posts?|code|images?|plots?|"
    "diagrams?|tutorials?|notebooks?|videos?|pages?|screenshots?|equations?|formulas?|lists?|listings?|blocks?|charts?|graphs?|cells?"
)
_POINTING = (
    rf"\b(?:previous|next|preceding|last|earlier|following|current|other|another)\s+(?:{_THINGS})\b",
    r"\b(?:below|above)\b(?!\s+(?:\d|average|zero|the\s+(?:threshold|line)|all\b))|\b(?:the\s+|as\s+)(?:following|follows)\b",
    r"\b(?:fig|figure|table|eq|equation|section|appendix|listing|chapter|step|part|algorithm)s?\.?\s*\(?\d",
    r"\bsee\s+(?:the|our|this|also|here|\[|fig|table|section)|\bhere(?:['’]s|\s+is|\s+are|\s+we)\b|\bhere\b\s*[.!)]*$",
    r"\b(?:click|read|available|found|documented|documentation|docs|details?|code|more|it|them)\s+here\b|\blook\s+at\b",
    r"\bshown\s+(?:here|in)\b|\bon\s+the\s+(?:left|right)\b",
    r"\b(?:left|right|top|bottom|upper|lower)\s+(?:panel|figure|image|plot|row|column)\b",
    r"\b(?:the|this|our|my|these)\s+(?:plots?|charts?|screenshots?|snippets?|diagrams?|figures?|graphs?|gif|video|code below)\b",
    r"\b(?:let['’]s|let\s+us)\b|\bas\s+(?:we|you)\s+(?:can\s+see|saw|have\s+seen|will\s+see|['’]ll\s+see|may\s+know)",
    r"\bas\s+(?:shown|seen|mentioned|described|noted|discussed|explained|alluded|already|promised)\b|\baforementioned\b|\bfootnote\b",
    (
        r"\b(?:translated|edited|written|authored|reviewed|co-?written|draft(?:ed)?|transcreat\w+) by\b|"
        r"\b(?:originally|first) (?:published|posted|appeared)\b|"
        r"\bcross-?posted\b|\bguest (?:post|author)\b|\blast updated\b|\bi['’]m the author\b"
    ),
    (
        r"\b(?:days?|weeks?|months?) ago,? (?:we|i)\b|\bwe (?:have |['’]ve )?(?:already )?(?:mentioned|alluded)\b|\balluded to\b|"
        r"\bpick(?:ing)? up (?:on|where)\b|\bnot going to\b|"
        r"\b(?:second|third|fourth|fifth|last|final) (?:of (?:two|three|four|five|several)|(?:post )?in a series|part|installment)\b"
    ),
    (
        r"\bin question\b|\b(?:i|we) (?:mentioned|described|discussed|introduced)(?=[,.;:)])|"
        r"\b(?:just|already) (?:described|mentioned|discussed|introduced|explained|defined|seen)\b|\bwhat follows\b|"
        r"\b(?:in|at) this (?:step|point|stage)\b|\bthere (?:is|are) also (?:an?|some) (?:sections?|chapters?)\b|\bas you see\b|"
        r"\b(?:in|from|of|on) (?:that|those|(?:(?:our|my|some|the) )?(?:recent|earlier|past)) "
        r"(?:blog )?(?:posts?|articles?)\b|\bin (?:the|our|my) (?:blog )?posts? (?:on|about)\b|"
        r"\bif you(?:['’]ve| have| haven['’]t) (?:already |not )?(?:read|heard|seen|followed|missed)\b|"
        r"\bbefore we (?:jump|begin|start|dive|go on|move)\b|\blet me (?:introduce|explain|show|start|begin|first)\b"
    ),
    r"\b(?:stay tuned|sign up|subscribe|newsletter|star us|join our|slack|discord)\b",
    r"\b(?:reach out|get in touch|hear from you|contact us|book a|mailing list|office hours)\b",
    r"\b(?:photo by|image (?:by|from|source|credit)|source\s*:|happy (?:coding|hacking|learning|modeling)|thanks for reading)\b",
    (
        r"\b(?:wait|hmm+|ugh|oh|yay|huh|phew|voilà|voila)\b[,!.]|^\W*(?:\d+|[ivx]+)[.)）]?\s|^[（(]\w{1,3}[)）]|\bet al\b|\(\d{4}\)|"
        r"\[\d+\]|\bop\. ?cit"
    ),
    (
        r"如(?:下|上|图|表)|下(?:图|表|面)|上(?:图|表|面|述)|图\s*\d|表\s*\d|[上下本]一?节|第\s*\d+\s*[章节節]|点击|以下(?:代码|示例|是|の|に|を|で)|[上下]記|図\s*\d|次の(?:よう|図|表|コード|例)|"
        r"先ほど|[前次]節|다음과|아래|위의|그림\s*\d|표\s*\d"
    ),
    (
        r"\b(?:siehe|wie folgt|folgende\w*|unten|oben|abbildung \d|tabelle \d|ci-dess(?:ous|us)|suivante?s?|précédente?s?|voir|"
        r"tableau \d|a continuación|"
        r"siguientes?|anterior(?:es)?|véase|figura \d|tab(?:la|ela) \d|abaixo|acima|seguintes?|следующ\w+|ниже|выше|рис(?:\.|унок)|"
        r"предыдущ\w+)\b"
    ),
)
_POINTS = tuple(map(re.compile, _POINTING))
"""For text in small letters: to look for them in any case takes twice as long."""

_AROUND = r"(?:fig(?:ure|\.)?|table|section|eq(?:uation|\.)?|appendix|listing|chapter|below|above|footnote)"
_POINTER = re.compile(
    rf"\s*\((?:see |cf\. ?|e\.g\.,? |as in |shown in |in )?(?:the )?{_AROUND}\b[^()]{{0,60}}\)"
    r"|,?\s+as (?:(?:we|you)(?:['’]ll| will| can) see|shown|seen|described|discussed|mentioned|illustrated|"
    rf"explained|noted)(?: (?:in (?:the )?{_AROUND}[^,.;]{{0,40}}|below|above|here|earlier|before|later|previously))?(?=[.,;]|$)",
    re.IGNORECASE,
)

_LEAK = re.compile(
    r"\*\*|\]\(|\]\[|\{\{|\}\}|\{%|%\}|\{[:<#.]|</?[A-Za-z][^<>]*>|<!--|-->|\\[A-Za-z(\[]|\$[^\s$]*[\\^_{][^$]*\$|\|[^|]*\||^\s*[|"
    r"#>]|:::|``|~~|\[@|\[\^|"
    r"[在如和见由据] (?:中|和|、|，|所)|^---|（\s*）|[（(][ \u3000]+[中和、，所的]|\(\s+\)|\[[\u4e00-\u9fff][^\[\]]{4,80}\]|"
    r"&[a-z]+;|&#\d+;|\bTODO\b|\bFIXME\b|\ufffd|[=;{}]\s*$|^\s*[)}\]]"
)
_ENDING = re.compile(r"[.!?…。！？．][\"'”’»)\]）」』*]*$")
_OPEN_END = re.compile(r"[:：,;、，—–-]\s*$")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("（", "）"), ("「", "」"), ("『", "』"), ("«", "»"), ("{", "}"))

# To look for these in small letters takes half the time of looking for them in any case.
_FACT = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:%|x\b|×|times|percent|billion|million|thousand|[kmgt]b\b|ms\b|seconds|minutes|hours|tokens|parameters|倍)|"
    r"\b(?:faster|slower|better|worse|higher|lower|cheaper|more (?:efficient|accurate)|reduces?|reduced|improves?|improved|"
    r"outperforms?|increases?|"
    r"because|instead of|compared (?:to|with)|up to|at least|without|only)\b",
)
_ANNOUNCE = re.compile(
    r"\b(?:in this (?:post|article|blog|tutorial|guide|section|series)|this (?:post|article|blog|tutorial|guide|series|section)|"
    r"(?:i|we)(?:['’]ll| will| am going to| are going to|['’]d like| would like| want to| hope)|(?:excited|happy|pleased|proud|"
    r"thrilled|delighted) to|"
    r"i (?:think|hope|am|was|have|had|wrote|want|like|love|guess|believe)|i['’](?:ll|ve|m|d)|my|you['’]ll|feel free|for more|"
    r"install\.packages|"
    r"learn more|thank|contributors?|blog post)\b|本文|この記事|今回",
)


SMALL_NAME = re.compile(
    r"(?!(?:it|this|that|there|here|he|she|one|each|what|which|who|as|and|or|but|so)\b)"
    r"[a-z][\w.]{2,30} (?:is|provides|adds|makes) (?:an?|the)\b"
)
"""How a sentence begins with a name in small letters: "tidyr is a package"."""


def leans(sentence: str, lang: str) -> bool:
    """Whether `sentence` starts as only the continuation of another one does."""
    bare = sentence.lstrip("\"'“‘(*[«「『•-– ")
    if not bare or (bare[:1].islower() and lang not in CJK and not SMALL_NAME.match(bare)):
        return True
    if lang == "en" and _NOT_LEANING.match(bare):
        return False
    if lang == "en" and _BACKWARD.match(bare):
        return True
    phrases = _leaning().get(lang) or _leaning()["en"]
    if lang in CJK:
        return bare.startswith(tuple(phrases))
    words = [word.lower().replace("’", "'") for word in _WORD.findall(bare[:80])[:LONGEST_PHRASE]]
    return any("_".join(words[:size]) in phrases for size in range(1, len(words) + 1))


@lru_cache(maxsize=ASKED)
def points(sentence: str) -> bool:
    """Whether `sentence` refers to something that stands around it in the article: a figure, a section, "below", "here"."""
    small = sentence.lower()
    return any(pattern.search(small) for pattern in _POINTS)


def ends(sentence: str) -> bool:
    """Whether `sentence` ends as a sentence does."""
    return bool(_ENDING.search(sentence))


def clean(sentence: str) -> bool:
    """Whether no formula is missing from `sentence`, no markup is left in it, and its brackets and quotes are closed."""
    if GAP in sentence or _OPEN_END.search(sentence) or _LEAK.search(sentence):
        return False
    if sentence.count('"') % 2 or "`" in sentence:
        return False
    return all(sentence.count(opening) == sentence.count(closing) for opening, closing in _PAIRS)


def trimmed(sentence: str) -> str:
    """`sentence` without asides that only point around it: "(see Figure 2)", ", as we'll see below"."""
    return _POINTER.sub("", sentence)


def freed(sentence: str) -> str:
    """`sentence` without a connective that adds nothing to it alone: "Moreover, the loss falls." becomes "The loss falls."."""
    match = _ADDITIVE.match(sentence)
    if not match:
        return sentence
    rest = sentence[match.end() :]
    if match[0][0] > "\u2e80":
        return rest
    return rest[:1].upper() + rest[1:] if rest[:1].isupper() or _FIRST_WORD.match(rest) else sentence


@lru_cache(maxsize=ASKED)
def factual(sentence: str) -> bool:
    """Whether `sentence` holds a figure or a comparison."""
    return bool(_FACT.search(sentence.lower()))


@lru_cache(maxsize=ASKED)
def announces(sentence: str) -> bool:
    """Whether `sentence` speaks of the article or its author rather than of the matter."""
    return bool(_ANNOUNCE.search(sentence.lower()))


@cache
def _leaning() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for block in files("bot.text").joinpath("leaning.txt").read_text("utf-8").split("\n\n[")[1:]:
        lang, _, words = block.partition("]")
        found[lang] = frozenset(words.split())
    return found
