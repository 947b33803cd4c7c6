"""A sentence without what only tied it to its neighbours. Words are left out, none are added."""

from __future__ import annotations

import re

_TIES = (
    "however|therefore|thus|hence|moreover|furthermore|additionally|in addition|consequently|accordingly|nevertheless|nonetheless|"
    "more specifically|specifically|in particular|in this way|finally|lastly|firstly|secondly|first|second|third|then|also|besides|"
    "as a result|as a consequence|in contrast|by contrast|on the other hand|in other words|in fact|indeed|of course|instead|here|now|"
    "so|and|but|yet|to this end|to that end|to do so|to do this|for this|for this purpose|that said|interestingly|surprisingly|"
    "importantly|notably|overall|ultimately|unfortunately|fortunately|in general|in short|in summary|in conclusion|to summarize|"
    "meanwhile|for example|for instance"
)
_TIE = re.compile(rf"(?:(?:{_TIES}),\s+)+(?=\S)", re.IGNORECASE)
_HERE_WE = re.compile(
    r"(?:in this (?:paper|work|article|post|blog ?post|blog|study)|here),?\s+(?=(?:we|i)(?:['’]\w+)? \w)",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"(?:to|based on|motivated by|inspired by|using|with|in|under|by|for|given|while|although|as|since|driven by|building on|following|"
    r"at|on|through|from|when|because|if|despite|unlike|instead of|rather than|towards?|leveraging|drawing)\b"
    r"(?P<inside>[^.;:!?]{0,160}?),\s+(?P<rest>(?:in this (?:paper|work|post|article),? |here,? )?(?:we|i)\s.*)",
    re.IGNORECASE | re.DOTALL,
)
_LEANING = re.compile(r"\b(?:this|these|those|that|such|it|them|above)\b", re.IGNORECASE)
_SHORT_FORM = re.compile(r"\s\([A-Z][A-Za-z-]{1,9}\)(?![\w(])")


def shorten(sentence: str) -> str:
    """An English `sentence` without a connective at its start, without an opening clause that points back, without short forms in brackets.

    "To address these issues, we propose Foo (FO)." is "We propose Foo."
    """
    match = _ADVERBIAL.match(text := _without(_TIE, sentence))
    if match and _LEANING.search(match["inside"]) and match["inside"].count(",") < 3:
        text = _capital(match["rest"])
    return _SHORT_FORM.sub("", _without(_HERE_WE, _without(_TIE, text)))


def _without(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.match(text)
    return _capital(text[match.end() :]) if match else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
