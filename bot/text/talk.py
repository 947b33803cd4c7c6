"""What an author says to readers around the matter: what the article will do, how to install, where to ask."""

from __future__ import annotations

import re

# To look for these in small letters takes half the time of looking for them in any case.
_CHORE = re.compile(
    r"\b(?:(?:pip3?|conda|brew|npm|cargo|apt(?:-get)?) install|install\.packages|install_github|pak::|in your terminal|"
    r"need to install|install the|(?:full|complete) list of|release notes|changelog|(?:to )?get started|contribut(?:e|ing|ions?)|"
    r"pull requests?|(?:file|open|report) an issue|on github|github issues?|tutorials?|"
    r"documentation|vignettes?|feedback|excited to see|let us know|"
    r"hope (?:you|this|that)|head over to|jump to|table of contents|"
    r"would not be possible|we hope|collaborat\w+|try it|check (?:it )?out|(?:is|are) available (?:at|on|from)|"
    r"follow-?up|following links|(?:learn|read) more|further reading|more (?:information|details|resources)|"
    r"(?:future|next|previous|last|earlier) posts?)\b",
)

_TALK = re.compile(
    r"\b(?:in (?:this|today['’]s) (?:\w+ )?(?:post|article|blog|tutorial|guide|section|series|chapter|lesson)|"
    r"this (?:\w+ )?(?:post|article|blog|tutorial|guide|series|section|chapter|notebook)\b|"
    r"(?:i|we)(?:['’]ll| will| am going to| are going to|['’]d like| would like| want) (?:to )?(?:also |briefly |quickly )?"
    r"(?:discuss|show|explore|look|walk|introduce|describe|cover|talk|see|share|learn|explain|go|regard|use|start|begin|dive|demonstrate)|"
    r"let['’]s|today,? (?:we|i)\b|^\W*(?:\w+ )?\w+ also\b)"
    r"|本文|この記事|本稿|这篇|本教程|in diesem (?:artikel|beitrag|kapitel|abschnitt)|dans (?:cet article|ce chapitre|cette section)|"
    r"en (?:este (?:artículo|capítulo)|esta sección)|nest[ea] (?:artigo|capítulo|seção)|в эт(?:ой|ом) (?:статье|главе|разделе)",
)
"""How authors speak of the article instead of the matter."""

_MADE = re.compile(
    r"\b(?:we|i)(?:['’]re| are|['’]m| am|['’]ve| have)? (?:(?:just|recently|now|\w+) (?:to )?)?"
    r"(?:announc(?:e|ed|ing)|present(?:ed)?|propos(?:e|ed)|introduc(?:e|ed|ing)|releas(?:e|ed|ing)|built|created|developed|"
    r"found that|show that|trained|open-?sourced)\b|"
    r"\b(?:now (?:supports?|available|ships|has|on cran)|introducing|is here)\b",
)
"""What tells of the matter, even where the article is named along with it."""


def talks(text: str) -> bool:
    """Whether `text` speaks of the article and not of the matter, or goes on from what was said before it."""
    small = text.lower()
    return bool(_TALK.search(small)) and not _MADE.search(small)


def makes(text: str) -> bool:
    """Whether `text` says that something was made or found."""
    return bool(_MADE.search(text.lower()))


def is_chore(text: str) -> bool:
    """Whether `text` tells how to install, where to ask, what else to read: nothing to promote an article with."""
    return bool(_CHORE.search(text.lower()))
