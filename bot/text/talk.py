"""What an author says to readers around the matter: what the article will do, how to install, where to ask."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text.standing import ASKED

# To look for these in small letters takes half the time of looking for them in any case.
_CHORE = re.compile(
    r"\b(?:(?:pip3?|conda|brew|npm|cargo|apt(?:-get)?) install|install\.packages|install_github|pak::|in your terminal|"
    r"need to install|install the|(?:full|complete) list of|release notes|changelog|(?:to )?get started|contribut(?:e|ing|ions?)|"
    r"pull requests?|(?:file|open|report) an issue|on github|github issues?|tutorials?|"
    r"documentation|vignettes?|feedback|excited to see|let us know|"
    r"hope (?:you|this|that)|head over to|jump to|table of contents|"
    r"would not be possible|we hope|collaborat\w+|try it|check (?:it )?out|(?:is|are) available (?:at|on|from)|"
    r"follow-?up|following links|(?:learn|read) more|further reading|more (?:information|details|resources)|"
    r"(?:future|next|previous|last|earlier) posts?|slides|thank(?:s| you) (?:to|for)|inviting me|love to hear|"
    r"refer to (?:our|the)|our (?:guide|course|docs|newsletter|community|website|repository)|you can find|feel free|"
    r"(?:at|in|on|with|from) (?:this|the) (?:link|repo(?:sitory)?|gist)|like to know|what you think|"
    r"join us|we offer an?|companion|aren['’]t familiar|get ready|continue to read|keep reading|read on|coming soon|more articles|"
    r"welcome (?:you|more|any|all)|(?:excited|happy|glad) to hear|"
    r"(?:create|make|open|set up|register|sign up|log in)(?: for| to| into| with)? (?:an?|the|your|my) (?:[\w-]{1,20} ){0,3}"
    r"(?:accounts?|repo(?:sitory|s)?))\b"
    r"|可以在.{0,40}找到|欢迎(?:大家|您|你|关注|加入)|联系我们",
)

_TALK = re.compile(
    r"\b(?:in (?:this|today['’]s) (?:\w+ )?(?:post|article|blog|tutorial|guide|section|series|chapter|lesson)|"
    r"this (?:\w+ )?(?:post|article|blog|tutorial|guide|series|section|chapter|notebook)\b|"
    r"(?:i|we)(?:['’]ll| will| am going to| are going to|['’]d like| would like| want) (?:to )?(?:also |briefly |quickly )?"
    r"(?:discuss|show|explore|look|walk|introduce|describe|cover|talk|see|share|learn|explain|go|regard|use|start|begin|dive|demonstrate)|"
    r"(?:i|we) (?:(?:first|then|next|now|briefly|quickly) )?"
    r"(?:shall|(?:are|['’]re) going to|circle|turn|return|come|conclude|close|end|proceed|continue|move|finish|explore|"
    r"discuss|describe|cover|walk|look|review|revisit|outline|demonstrate|explain|regard|consider|started|began)\b|"
    r"(?:i|we)(?:['’]ve| have)? (?:already |just |now |previously )?"
    r"(?:saw|seen|looked|learned|presented|covered|discussed|mentioned|described|outlined|arrived)\b|i['’]ve (?:only )?outlined|"
    r"(?:the|this) (?:article|blog post|tutorial)\b|in what follows|a lot\b.{0,30}\bto (?:discuss|cover|talk|unpack)|"
    r"we['’]ve done|if you look|a moment (?:to|taking)|so far,? we|"
    r"our (?:goal|focus|aim) (?:here|is)|(?:of|in) (?:three|two|four|a series of|several) (?:blog )?(?:posts|articles|parts)\b|"
    r"let['’]s|today,? (?:we|i)\b|^\W*(?:\w+ )?\w+ also\b)|^我们(?:已经|还|刚刚|之前|将|会|来|先|接下来)|"
    r"本文|この記事|本稿|这篇|本教程|本书|这一?[节章]|(?:之前|前面|后面|后续|接下来|上一|下一|下)的?(?:几个)?(?:部分|章|节|小节|课)|你现在(?:已经|应该)|"
    r"还有第[二三四]个|步骤\s?\d|(?:介绍|讨论|学习|看到)(?:过|了)的|我们将(?:介绍|学习|讨论|看到|探讨|会)|"
    r"(?:ましょう|みます|ください|いきます|おきます|でしょうか|考えます|考えることにします)(?:か|ね)?[。！]$|この(?:コース|章|節|セクション|ステップ|チュートリアル)|(?:前|次|本)の?(?:章|節)|"
    r"前回|次回|先程|先ほど|(?:見|説明し|述べ|紹介し)た(?:よう|通り)|を見(?:ました|てき)|セクション\s?\d|それでは|schauen wir|"
    r"in diesem (?:artikel|beitrag|kapitel|abschnitt)|dans (?:cet article|ce chapitre|cette section)|"
    r"nous allons (?:voir|vous|les|explorer)|(?:creusons|voyons|regardons)\b|让我们|vous devriez maintenant|"
    r"en (?:este (?:artículo|capítulo)|esta sección)|nest[ea] (?:artigo|capítulo|seção)|в эт(?:ой|ом) (?:статье|главе|разделе)",
)
"""How authors speak of the article instead of the matter."""

_MADE = re.compile(
    r"\b(?:we|i)(?:['’]re| are|['’]m| am|['’]ve| have)? (?:(?:just|recently|now|\w+) (?:to )?)?"
    r"(?:announc(?:e|ed|ing)|present|propos(?:e|ed)|introduc(?:e|ed|ing)|releas(?:e|ed|ing)|built|created|developed|"
    r"found that|show that|trained|open-?sourced)\b|"
    r"\b(?:now (?:supports?|available|ships|has|on cran)|introducing|is here)\b",
)
"""What tells of the matter, even where the article is named along with it."""

_DENIES = re.compile(r"(?:we|i)\s(?:did|do|have|are|were|will|could|can)(?:\s?not|n['’]t)\b")

_STEP = re.compile(
    r"(?:(?:to|in|for|with|after|before|when|if|once) [^,]{1,60}, )?(?:(?:we|i|you|let|nous|vous|wir)\b"
    r"(?!['’]ve\b| (?:can|may|have|had|added|improved|launched|found|made)\b)|我们|우리)"
)
_ORDER = re.compile(
    r"(?:(?:to|if|once|when|then|now|next|first) [^,]{1,60}, |(?:pressing|clicking) )?"
    r"(?:use|run|apply|set|add|click|load|import|define|call|pass|replace|copy|save|select|choose|specify|put|write|create|change|move|"
    r"edit|paste|navigate|configure|enable|deploy|press|enter)\b (?:the|an?|your|our|it|up|on|to|into|all|each)\b|"
    r"(?:pressing|clicking)\b|you(?:['’]ll)? (?:can|need|have|could|should|must)\b|"
    r"(?:in order )?to [^,]{1,60},? (?:we|you|i) (?:(?:first|then|also|now|just) )?(?:need|have|must|can|should|will)\b"
)
"""How a walkthrough tells its reader what to do at this point."""


@lru_cache(maxsize=ASKED)
def talks(text: str) -> bool:
    """Whether `text` speaks of the article and not of the matter, or goes on from what was said before it."""
    small = text.lower()
    return bool(_TALK.search(small)) and not _MADE.search(small)


@lru_cache(maxsize=ASKED)
def makes(text: str) -> bool:
    """Whether `text` says that something was made or found."""
    return bool(_MADE.search(text.lower()))


def narrates(text: str) -> bool:
    """Whether `text` tells what its author or reader does at this point, as a walkthrough does."""
    return bool(_STEP.match(text.lower()) or instructs(text)) and not makes(text)


@lru_cache(maxsize=ASKED)
def instructs(text: str) -> bool:
    """Whether `text` tells its reader what to press, write or run."""
    return bool(_ORDER.match(text.lower()))


def denies(text: str) -> bool:
    """Whether `text` says what its authors did not do: background at best."""
    return bool(_DENIES.match(text.lower()))


@lru_cache(maxsize=ASKED)
def is_chore(text: str) -> bool:
    """Whether `text` tells how to install, where to ask, what else to read: nothing to promote an article with."""
    return bool(_CHORE.search(text.lower()))
