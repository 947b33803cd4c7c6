"""Whether a sentence speaks of what was said before it, by a word within it: "Every serving stack therefore keeps them."

`standing.leans` judges how a sentence begins; here it is read on, for a pronoun that nothing before it in the sentence can be
meant by, and for a connective without a clause to connect.
"""

from __future__ import annotations

import re
from functools import lru_cache

LOOKED_AT = 400
"""Characters of a sentence that are read; what is meant further on was named within it."""

CLAUSE = 4
"""Words of a clause that what follows it may refer to."""

_WORD = re.compile(r"[^\W_](?:[\w'’.-]*\w)?")
_CLAUSE_ENDS = re.compile(
    r"[,;:—–(]|\s-\s|\b(?:and|but|so|because|which|who|when|where|if|while|as|since|that|until|or|although|though|whereas|before|after|"
    r"once|than)\b"
)
_SENSE_ENDS = re.compile(r"[,;:—–(]|\s-\s|\b(?:but|so|because|which|when|where|if|while|since|although|though|whereas)\b")
_OF_THE_POST = r"(?:paper|post|article|blog|work|guide|tutorial|release|talk|study|year|month|week|summer|winter|spring|autumn|fall)\b"
_DEMONSTRATIVE = re.compile(
    rf"\b(?:this|these)\b(?!\s+{_OF_THE_POST}|\s+(?:\w+\s+)?{_OF_THE_POST}|\s+days\b)|"
    r"\bthose\b(?!\s+(?:who|whose|that|which|of|with|in|from|we|you)\b)|"
    r"\bsuch\b(?!\s+(?:as|that)\b|\s+an?\s+\w+\s+(?:as|that)\b)|"
    r"(?:(?<=\bwhen )|(?<=\bonce )|(?<=\buntil )|(?<=\bunless )|(?<=\bbecause ))that\b|"
    r"\b(?:in|on|of|for|with|from|to|at|by|about|like)\s+that\s+(?!is\b|are\b|it\b|the\b|we\b|you\b|they\b|there\b|an?\b)\w+|"
    r"\b(?:remov|solv|fix|address|clos|bridg|fill|overcom|eliminat|handl|tackl|chang|achiev|reduc|follow|accomplish)(?:e?s|e|ed|ing)?\s+that\s+\w+"
)
_CONNECTIVE = re.compile(
    r"\b(?:therefore|thus|hence|consequently|accordingly|otherwise|nevertheless|nonetheless|likewise|conversely|furthermore|moreover|"
    r"additionally|instead(?!\s+of)|similarly(?!\s+to)|do(?:es|ing)?\s+so|did\s+so|once\s+again|"
    r"(?:both|all|each|some|most|many|any|one|none)\s+of\s+(?:these|those|them)|do(?:es|ing)?\s+the\s+same|"
    r"in\s+(?:both|either|each|all|other)\s+cases?|the\s+(?:latter|former)|the\s+same\s+way(?!\s+(?:as|that|you|we))|"
    r"another\s+(?:option|way|example|approach|reason|one|possibility|alternative|thing|issue|problem|choice|method))\b|"
    r"\bboth(?=[,.;])|\b(?:do|did|use|try|choose|pick|of|for|with|in)\s+either\W*$|\bthat\s+(?:question|problem|case|point|issue|reason|approach|idea|gap|need|goal|challenge)\b|\b(?:as\s+well|too)\W*$|"
    r"^\W*(?:\w+\s+){1,4}also\b|(?<!only)(?<!both)\s(?:is|are|was|were|can|could|may|might|will|would|should|"
    r"have|has|had|do|does|did|we|you|i|it|they)\s+also\b|['’](?:ve|re|ll|s|d|m)\s+also\b|\bcase\s+(?:one|two|three)\b"
)
_THEN = re.compile(r"\bthen\b")
_BEFORE_THEN = re.compile(r"\b(?:if|when|first|once|and|since|until|back|by|after|even)\b|,")
_PARENTHESIS = re.compile(
    r"[^,;:]{1,50},\s(?:however|though|then|in\s+turn|on\s+the\s+other\s+hand|too|for\s+(?:example|instance)|therefore|instead|"
    r"(?:in|by)\s+contrast|conversely),"
)
_OPENS = re.compile(
    r"(?:\d{1,2}[.)]\s*[a-z]|it['’]s\s+just\s+that\b|(?:just\s+)?to\s+(?:find\s+out|show\s+(?:that\s+)?i)\b|unlike\s+the\s+(?:previous|last|former)\b|"
    r"for\s+one,|(?:all|most|some|many|none|each|one|both|two)\s+of\s+(?:which|whom|these|those|them)\b|be\s+that\s+as\s+it\s+may|(?:in\s+)?case\s+in\s+point|more\s+\w+ly,|unlike\s+(?:in|with)\b|other\b(?!\s+than)|referring\b|"
    r"(?:second|third|fourth|fifth|sixth|seventh)\b|(?:the|an?|our|my)\s+(?:second|third|fourth|fifth)\b|"
    r"(?:the|our|my)\s+(?:first|next|last|final|other|remaining)\s+(?:steps?|stages?|parts?|options?|approach|methods?|ways?|cases?|"
    r"questions?|examples?|points?|ones?)\b|(?:quick|short|brief|small)\s+(?:refresher|recap|reminder|note)\b|"
    r"(?:(?:the|these|those|some|most|all|many|few|only)\s+)(?:[\w-]+\s+){0,2}ones?\b|"
    r"(?:at|in|on|to|for|with|during|after|before|from|by|within|under)\s+(?:[\w-]+\s+){1,4}[\w-]+,\s(?:it|they|he|she)\b|"
    r"there\s+(?:is|are)\s+(?:\w+ly\s+)?(?:(?:a\s+few|some|many|several)\s+)?(?:also|another|more|other|one\s+more|still|a\s+lot\s+to)\b|"
    r"(?:the|all)\s+(?:two|three|four|five)\s+(?:are|differ|have|can|were|do)\b|"
    r"(?:the|an?|one|our|my|its|their)\s+(?:[\w-]+\s+){0,2}(?:answers?|solutions?|reasons?|problems?|questions?|differences?|"
    r"drawbacks?|downsides?|upsides?|(?:dis)?advantages?|alternatives?|approach|tricks?|catch|caveats?|workarounds?|consequences?|"
    r"intuition|rest|outputs?|exceptions?|issues?|ideas?)\s+(?:is|are|was|were|here|being|lies|would\s+be)\b|"
    r"(?:in\s+order\s+)?to\s+(?:solve|address|fix|overcome|tackle|resolve|mitigate|avoid|handle|meet|achieve|do|answer)\s+the\s+"
    r"(?:problems?|issues?|challenges?|limitations?|bottlenecks?|shortcomings?|concerns?|needs?|goals?|questions?)(?!\s+(?:of|that|in|with|for|posed|by|to)\b)|"
    r"(?:we|i|you|they|there)(?:['’]\w+)?\s+(?:\w+\s+)?(?:still|next|again)\b|(?:we|you|i)\s+(?:can|could|will|are|have|need)\s+now\b|"
    r"(?:the|our)\s+(?:[\w-]+\s+){1,3}(?:is|are|stays?|remains?|works?|looks?)\s+(?:(?:\w+\s+)?the\s+same|similar|identical)(?=[,.;]|\s+and\b|\s+but\b)|"
    r"there\s+(?:is|are)\s+(?:[\w-]+\s+){0,4}(?:reasons?|ways?|options?|caveats?|catch|problems?|differences?|exceptions?|steps?)\W*$|"
    r"(?:the\s+)?(?:key\s+|main\s+)?(?:benefits?|pros|cons|problems?|solutions?|results?|examples?|inputs?|outputs?|goals?|use\s+cases?|"
    r"challenges?|context|caveats?|limitations?|advantages?|drawbacks?|features|requirements?|purpose|motivation|answer|question|"
    r"tips?|warning|remarks?|updates?|steps?|definition|description|usage|when\s+to\s+use|why)\s?\d{0,2}\s?:\s)"
)
_BYLINE = re.compile(r"By(?:\s+[A-Z][\w.'’-]*){1,4}(?:\s*(?:,|and\b|&)(?:\s+[A-Z][\w.'’-]*){1,4}){0,4}\W*$")
_ENDS = re.compile(
    r"(?:\.\.\.|…)[\"”’)]*$|"
    r"\b(?:is|are) (?:another|other|an) (?:options?|ways?|examples?|approach|reasons?|alternatives?|possibilit\w+)\.$"
)
_EXAMPLE = re.compile(
    r"\b(?:referring|back) to (?:the|our)\b|\bas outlined\b|"
    r"\b(?:in|to) the (?:example|(?:first|second|third|last) (?:section|part|post|chapter|example|step|article))\b"
)

_SUBJECTLESS = re.compile(
    r"(?:ensures|adds|returns|provides|allows|creates|supports|makes|uses|removes|fixes|gives|converts|generates|enables|computes|runs|"
    r"loads|sets|improves|reduces|contains|shows|takes|checks|requires|handles|defines|implements|includes|helps|lets|specifies|"
    r"determines|calculates|controls|prevents|saves|stores|sends|reads|writes|performs|applies|offers|keeps|tells|avoids|produces)\s+"
    r"(?:the|an?|all|only|your|you|us|whether|that|how|each|any|every|it|new|more|better|multiple)\b"
)
"""How an item begins that says what its list is about, without its name: "Ensures the rows ..."."""

_PRONOUN = re.compile(r"\b(?:it|its|itself|they|them|their|theirs|themselves|he|him|his|she|her|hers)\b")
_EMPTY_IT = re.compile(
    r"it(?:['’]s|\s+(?:is|was|(?:would|will|can|could|may|might|must)\s+(?:not\s+)?be|becomes?|became|seems?|remains?|has\s+been))\s+"
    r"(?:[\w'’-]+\s+){1,6}(?:to|that|how|whether|if|when|why|who|for)\b|it\s+(?:turns?\s+out|takes?|took|seems?|comes?\s+to|"
    r"makes?\s+sense|pays|costs|helps?\s+to|is\s+(?:possible|easy|hard|clear|time|common|worth)|follows)\b"
)
_MAKES_IT = re.compile(r"\b(?:mak(?:es?|ing)|made|finds?|found|think|keeps?|renders?|takes?|took|believe|deem|consider)\s+$")
_AFTER_MAKES = re.compile(r"it\s+(?:\w+\s+){1,3}(?:to|for|that|when|if)\b")
_INTRODUCES = re.compile(
    r"(?:with|in|for|on|by|despite|thanks to|at|through|during|after|before|from|under|like|unlike|as)\s", re.IGNORECASE
)
_ON_STAGE = frozenset(("it", "they", "he", "she", "we", "you", "i", "this", "these", "there"))
_FUNCTION_WORDS = (
    "a an the of to in and or for on with by from as at is are was were be been being this that these those it its we our us you your "
    "they their them i he she his her my me which who what when where why how can could may might will would should must do does did "
    "done has have had having not no nor but if then than so such into onto over under up out off also more most other some any each "
    "every both either neither via there here just very much many few several all one two three four five six seven eight nine ten "
    "make makes made use uses used using get gets got give gives given take takes taken let lets want wants need needs know see seen "
    "say said call called try go goes going keep keeps kept put run runs come comes like while because since until after before once "
    "although though whether again already still even only ever never always often now today soon first second last next new same own "
    "good better best able away back forward together apart around"
)
_SUBJECTS = frozenset("i we you they he she it who can could will would should may might must to i've we've i'd we'd you'll we'll".split())  # noqa: SIM905
_BEING = frozenset("am is are was were be been being i'm we're you're it's they're".split())  # noqa: SIM905
_NO_NOUNS = frozenset(_FUNCTION_WORDS.split()) | _SUBJECTS | _BEING
_MANY = frozenset("people data children men women media criteria phenomena we staff team community company everyone someone".split())  # noqa: SIM905

_CLAUSE_MARK = re.compile(r"[,;:—–(]|\s-\s")
_CJK_CLAUSE_MARK = re.compile(r"[，、；：,;:（(]")
_DEMONSTRATIVES = {
    lang: re.compile(rf"\b(?:{words})\b")
    for lang, words in {
        "fr": r"c(?:e|et|ette|es)(?!\s+(?:article|billet|jour|sont|qui|que|dernier))|ce(?:lle|lui|ux|lles)-ci|également|donc|"
        r"aussi(?!\s+\w+\s+que)|ainsi(?!\s+que)|alors(?!\s+que)",
        "de": r"dies(?:e[rsnm]?)?|jene[rsnm]?|daher|deshalb|somit|außerdem|hingegen|jedoch|ebenfalls|solche[rsnm]?",
        "es": r"est[ea](?!\s+(?:artículo|año))|est[oa]s|es[ea]s?|esos|dich[oa]s?|por\s+(?:lo\s+)?tanto|también|además|entonces",
        "pt": r"est[ea](?!\s+artigo)|est[ea]s|ess[ea]s?|nest[ea]s?|ness[ea]s?|dest[ea]s?|dess[ea]s?|portanto|também|além\s+disso|então",
        "ru": r"эт(?:от|а|о|и|ого|ой|ому|ом|им|их|ими)(?!\s+стать)|так(?:ой|ая|ие|их)|поэтому|также|затем|однако|тогда|при\s+этом",
        "ko": r"이|그|이러한|그러한|이런|그런|해당|이를|이는",
    }.items()
}
_CJK_DEMONSTRATIVE = re.compile(
    r"(?:这|该|此|上述)(?:个|些|种|类|两个|三个|一|项)?([\u4e00-\u9fff]{2})|(?:この|その|これら|それら|こうした|そうした)の?(\w\w)|它们?|他们"
)


_BARE = re.compile(
    r"(?:the|our|its|their|an\s+interesting|another|one)\s+(?:main\s+|whole\s+|entire\s+|final\s+|utility\s+|side\s+|new\s+)?([a-z]{3,})\s+"
    r"(?!(?:of|for|in|on|that|which|who|behind|between|to|with|we|you|i|from|by|used|and|or|at|called|named|as|when|where|is\s+that)\b)"
    r"(?=(?:will|can|has|have|had|is|are|was|were|must|should|may|also|then|only|itself|[a-z]{2,}s)\s)",
    re.IGNORECASE,
)


_ANY = frozenset(("model", "data", "dataset", "code", "system", "method", "function", "project", "network", "task", "team", "problem"))
"""Things of which a title says what kind they are, not which."""


@lru_cache(maxsize=512)
def unnamed(sentence: str, title: str) -> bool:
    """Whether an English sentence is about "the workflow", "the function", "the project" and the title does not say which."""
    found = _BARE.match(sentence)
    thing = found[1].lower().rstrip("s") if found else ""
    return bool(thing) and (thing in _ANY or thing not in title.lower())


_CJK_LATTER = re.compile(r"前者|后者|後者")


@lru_cache(maxsize=512)
def hangs(sentence: str, lang: str) -> bool:
    """Whether `sentence`, with nothing before it, speaks of something its reader has not met."""
    text = sentence[:LOOKED_AT].lstrip("\"'“‘(*[«「『•- ")
    if _ENDS.search(sentence[-30:]):
        return True
    if lang in ("zh", "ja"):
        return _refers_cjk(text)
    small = text.lower()
    if lang != "en":
        pattern = _DEMONSTRATIVES.get(lang)
        return bool(pattern and any(not _after_clause(small, match.start(), _CLAUSE_MARK) for match in pattern.finditer(small)))
    found = _OPENS.match(small) or _SUBJECTLESS.match(small) or _PARENTHESIS.match(small) or _BYLINE.match(text) or _EXAMPLE.search(small)
    return bool(found) or _connects(small) or _refers(text)


def _after_clause(text: str, at: int, ends: re.Pattern[str]) -> bool:
    """Whether a clause stands in `text` before `at`, which what is there may refer to; an introduction to the sentence is none."""
    found = [match.start() for match in ends.finditer(text, 0, at)]
    if found and text[found[0]] == "," and _INTRODUCES.match(text):
        del found[0]
    return bool(found) and len(_WORD.findall(text[: found[-1]])) >= CLAUSE


def _connects(text: str) -> bool:
    """Whether an English sentence holds a connective or a "this" before it has said anything."""
    for match in _DEMONSTRATIVE.finditer(text):
        noun = _WORD.findall(text[match.start() : match.end() + 40])[1:3]
        named = any(word[:5] in text[: match.start()] for word in noun if len(word) > 3)
        if not named and not _after_clause(text, match.start(), _SENSE_ENDS):
            return True
    if any(not _after_clause(text, match.start(), _CLAUSE_ENDS) for match in _CONNECTIVE.finditer(text)) and "not only" not in text:
        return True
    then = _THEN.search(text)
    return bool(then and not _BEFORE_THEN.search(text, 0, then.start()))


def _refers(text: str) -> bool:
    """Whether the first pronoun of an English sentence has nothing before it to stand for."""
    small = text.lower()
    for match in _PRONOUN.finditer(small):
        word = match[0]
        if word == "it" and (_EMPTY_IT.match(small, match.start()) or _is_made(small, match.start())):
            continue
        return not _named(text[: match.start()], word) and not _named_after(text, match.end())
    return False


def _is_made(text: str, at: int) -> bool:
    """Whether the "it" at `at` only holds the place of what follows: "makes it easy to", "whether it is A or B"."""
    return text.endswith("whether ", 0, at) or bool(_MAKES_IT.search(text, max(0, at - 12), at) and _AFTER_MAKES.match(text, at))


def _named(before: str, pronoun: str) -> bool:
    """Whether a noun stands in `before` that `pronoun` may mean; a word in small letters right before it is its verb or preposition."""
    words = _WORD.findall(before)
    if pronoun in ("it", "them", "itself", "themselves") and words and words[-1][:1].islower():
        words.pop()
    nouns = [
        word
        for last, word in zip(["", *words], words, strict=False)
        if word.lower() not in _NO_NOUNS and not word.endswith("ly") and not word[0].isdigit() and not _is_verb(word, last.lower())
    ]
    if pronoun in ("they", "them", "theirs", "themselves"):
        return (" and " in before and len(nouns) > 1) or any(_plural(word) or word.lower() in _MANY for word in nouns)
    if pronoun in ("it", "its", "itself"):
        return any(not _plural(word) for word in nouns)
    return bool(nouns)


def _is_verb(word: str, last: str) -> bool:
    """Whether `word` is a verb for sure, after the word `last`: "we moved", "is loading", "been steadily growing"."""
    return last in _SUBJECTS or (word.endswith("ing") and (last in _BEING or last.endswith("ly")))


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3


def _named_after(text: str, at: int) -> bool:
    """Whether what a pronoun in an introduction means is named right after it: "With its 8 billion parameters, Llama ..."."""
    comma = text.find(", ", at) if _INTRODUCES.match(text) else -1
    first = _WORD.match(text, comma + 2) if 0 < comma < at + 90 and "," not in text[:at] else None
    return bool(first and first[0].lower() not in _ON_STAGE and first[0].lower() not in ("and", "or", "but"))


def _refers_cjk(text: str) -> bool:
    if _CJK_LATTER.search(text[: 5 * CLAUSE]):
        return True
    for match in _CJK_DEMONSTRATIVE.finditer(text):
        before = text[: match.start()]
        noun = match[1] or match[2]
        if not (noun and noun in before) and not _CJK_CLAUSE_MARK.search(before):
            return len(before) < 2 * CLAUSE or noun is not None
    return False
