# ruff: noqa: E501
"""Whether a sentence can stand where its neighbours are gone: it leans on nothing before it and points at nothing around it."""

from __future__ import annotations

import re

from bot.text.plain import GAP

_LEANING = {
    "en": r"""(?:this|these|those|that|it|its|they|their|them|he|she|his|her|hers|such|however|therefore|thus|hence|so|but|and|or|nor|also|
        then|moreover|furthermore|additionally|in\ addition|instead|otherwise|nevertheless|nonetheless|besides|meanwhile|similarly|likewise|
        consequently|accordingly|subsequently|as\ a\ (?:result|consequence)|for\ (?:example|instance|this|that|these|now)|in\ (?:other\ words|
        particular|contrast|this\ (?:case|way|example|section|step|scenario|setting|context|regard|sense|setup|version)|that\ case|these|those|
        fact|doing\ so|turn|short|summary|total|both|either|all\ (?:cases|of\ these))|that\ (?:is|said)|i\.e\.|e\.g\.|on\ the\ (?:other\ hand|contrary|one\ hand)|
        conversely|by\ contrast|by\ doing|here|there(?!\ (?:is|are|was|were|has|have|exist))|both|each|neither|either|some\ of\ (?:these|them)|all\ of\ (?:this|these|
        them)|one\ of\ (?:these|them)|most\ of\ (?:these|them)|none\ of|the\ (?:former|latter|first|second|third|fourth|last|next|same|other|others|above|result|
        results|output|code|following|rest|idea\ (?:is|here)|reason|difference|answer|example|function|snippet|plot|figure|table|image|chart|
        (?:first|second|third|next|last|final|main)\ (?:one|step|thing|part|argument|option|case))|another|again|still|yet|finally|first(?:ly)?|second(?:ly)?|
        third(?:ly)?|next|last(?:ly)?|now|indeed|of\ course|unfortunately|fortunately|luckily|sadly|because\ of\ (?:this|that)|
        after\ (?:that|this)|before\ (?:that|this)|from\ (?:here|there|this|that)|at\ (?:this|that)\ point|at\ the\ same\ time|note|notice|
        let'?s|let\ (?:us|me)|recall|remember|see|look|take|imagine|suppose|assume|consider|say|again|well|okay|ok|yes|no|sure|right|exactly|
        to\ (?:do|address|fix|solve|achieve|avoid|overcome)\ (?:this|that|so|it)|with\ (?:this|that|these|those|it)|given\ (?:this|that|these)|under\ th(?:is|ese)|
        based\ on\ (?:this|that|these)|using\ (?:this|these|that)|if\ (?:so|not)|as\ (?:such|above|before|you\ can\ see|we\ (?:saw|have\ seen|can\ see)|
        shown|mentioned|described|noted|discussed|expected|usual|always)|once\ (?:this|that|you|done|we)|where|which|who|whose|while\ (?:this|that|it|these)|
        when\ (?:this|that|it)|although\ (?:this|that|it|they)|though\ (?:this|that|it|they)|since\ (?:this|that|it|they|then)|because|more\ (?:specifically|precisely|generally|on)|specifically|
        similar\ to|unlike\ (?:this|that|these|it)|compared\ to\ (?:this|that)|apart\ from\ th|aside\ from\ th|beyond\ th(?:is|at)|equally|overall|ultimately|
        rather|thereby|eventually|later|afterwards|earlier|previously|currently,|lucky|interestingly|importantly|surprisingly|not\ only|not\ surprisingly|
        other\ (?:\w+\ )?(?:include|are)|others|too|maybe|perhaps|me|mine|my\ guess|what\ (?:this|that|if|about)|how\ (?:so|about)|why\ (?:not|so|is\ this|is\ that)|
        sounds|makes|doing\ so|having\ (?:said|done)|after\ (?:all|loading|running|installing)|click|download|clone|run|open|install|type|enter|press|paste|copy|go\ to|
        thanks?|thank\ you|hello|hi|hey|welcome|happy|enjoy|cheers|stay|subscribe|follow|join|read|check\ out|feel\ free|special\ thanks|
        photo|image|figure|table|source|credit|via|update|updated|edit|disclaimer|tl;?dr|ps|p\.s\.)\b""",
    "de": r"""(?:dies\w*|das|es|er|sie|sein\w*|ihr\w*|jedoch|aber|und|oder|also|daher|deshalb|somit|dann|außerdem|zudem|darüber|dabei|damit|dadurch|dafür|
        dazu|hierbei|hier|dort|da|so|zum\ beispiel|beispielsweise|beachte\w*|siehe|zunächst|anschließend|schließlich|auch|solch\w*|deren|dessen|denn|
        gleichzeitig|im\ folgenden|nun|jetzt|beide|andererseits|stattdessen|trotzdem|allerdings|ein\ weiter\w*|wie\ (?:oben|unten|erwähnt))\b""",
    "fr": r"""(?:ce|cet|cette|ces|cela|ça|c'|il|ils|elle|elles|son|sa|ses|leur|leurs|cependant|toutefois|mais|et|ou|donc|ainsi|alors|puis|ensuite|de\ plus|
        en\ outre|par\ exemple|par\ conséquent|enfin|ici|là|voici|voilà|notez|remarquez|voyons|d'abord|premièrement|maintenant|en\ effet|en\ revanche|
        par\ contre|au\ lieu|aussi|également|comme\ (?:vous|nous|indiqué|mentionné)|les\ deux|le\ (?:premier|second|dernier))\b""",
    "es": r"""(?:est[aeo]s?|es[aeo]s?|aquel\w*|él|ella|ellos|ellas|su|sus|sin\ embargo|pero|y|o|por\ (?:lo\ tanto|eso|ejemplo|otro|último)|entonces|luego|
        además|así|aquí|ahí|allí|también|finalmente|primero|ahora|observa|nota|ten\ en\ cuenta|como\ (?:puedes|vimos|se)|de\ hecho|en\ (?:cambio|este|esta|otras)|
        ambos|lo\ (?:mismo|anterior)|el\ (?:primero|segundo|último)|veamos|recuerda|si\ bien|aunque)\b""",
    "pt": r"""(?:est[ae]s?|ess[ae]s?|isto|isso|aquil\w*|ele|ela|eles|elas|seus?|suas?|no\ entanto|porém|mas|e|ou|portanto|assim|então|depois|além\ disso|
        aqui|ali|também|finalmente|primeiro|agora|por\ (?:exemplo|isso|outro)|observe|note|como\ (?:você|vimos)|de\ fato|ambos|o\ (?:primeiro|segundo|último)|
        vamos|lembre)\b""",
    "ru": r"""(?:эт(?:о|от|а|и|их|им|ого|ому|ой|у)|т(?:о|от|а|е)|он|она|оно|они|его|её|ее|их|однако|но|и|а|или|поэтому|таким\ образом|затем|потом|тогда|
        кроме\ того|также|например|здесь|там|вот|теперь|сначала|наконец|обратите|заметьте|как\ (?:видно|вы|мы)|оба|первый|второй|последний|давайте|такой|так)\b""",
    "zh": r"(?:这|那|它|他|她|其|此|该|因此|所以|但|然而|不过|而|并且|而且|此外|另外|同时|例如|比如|接下来|然后|首先|其次|最后|最终|在这|在此|如上|如下|上述|以上|以下|注意|请|让我们|我们来|现在|可以看到|由此|于是|也|另一|同样|具体|换句话|否则|对此|为此|当然|事实上|实际上|总之|下面|上面|如图|这里|那么|与此|值得)",
    "ja": r"(?:これ|それ|あれ|この|その|あの|ここ|そこ|こう|そう|こちら|そちら|しかし|だから|したがって|また|さらに|そして|なお|ただし|例えば|たとえば|つまり|次に|まず|最後に|では|ところで|一方|同様|以上|以下|上記|下記|ちなみに|実際|もちろん|それで|なので|ですが|でも|けれど|すると|よって|ゆえに|同じ|両方|図|表|あと|さて|というわけ|このよう|そのよう|とはいえ|逆に|すなわち|もし|ほら|最初|いま|今回は|後述|前述)",
    "ko": r"(?:이(?:것|는|를|와|런|러한|제|때|후)?\s|이것|이는|이를|그(?:것|는|런|러나|래서|리고|러므로|렇|때)?\s|그러나|그래서|그리고|그러므로|하지만|또한|따라서|예를\ 들어|여기|거기|먼저|다음|마지막|다음으로|즉|반면|물론|참고|위|아래|해당|저)",
}

_POINTING = re.compile(
    r"""\b(?:below|above)\b(?!\s+(?:\d|average|zero|the\s+(?:fold|threshold|line)|and\s+beyond|all\b))|\bas\s+(?:follows|below|above)\b|\b(?:the\s+)?following\b
    |\b(?:fig(?:ure)?|table|eq(?:uation)?|section|appendix|listing|chapter|step|part|algorithm)s?\.?\s*\(?\d|\bsee\s+(?:the|our|this|also|fig|table|section|here|below|above|\[)
    |\b(?:previous|next|preceding|last|earlier|following|current|this|other|another)\s+(?:section|chapter|figure|table|example|post|article|paragraph|snippet|step|part|blog\ post|
        code|image|plot|diagram|tutorial|notebook|video|page|screenshot)s?\b
    |\bhere(?:['’]s|\s+is|\s+are|\s+we)\b|\b(?:click|read|available|found|documented|documentation|docs|details?|code|more|it|them)\s+here\b|\bhere\b\s*[.!)]*$|\blook\s+at\b
    |\bshown\s+(?:here|in)\b|\bon\s+the\s+(?:left|right)\b|\b(?:left|right|top|bottom)\s+(?:panel|figure|image|plot|row|column)\b|\b(?:the|this|our|my)\s+(?:plot|chart|
        screenshot|snippet|diagram|figure|graph|gif|video)\b|\b(?:let['’]s|let\s+us)\b|\bas\s+(?:we|you)\s+(?:can\s+see|saw|have\s+seen|will\s+see|['’]ll\s+see)
    |\bas\s+(?:shown|seen|mentioned|described|noted|discussed|explained)\b|\b(?:aforementioned|see\s+footnote|stay\s+tuned|sign\s+up|subscribe|newsletter|star\s+us|join\s+our|slack|
        discord\s+(?:server|channel)|reach\s+out|get\s+in\s+touch|mailing\s+list|photo\s+by|image\s+(?:by|from|source|credit)|source\s*:|happy\s+(?:coding|hacking|learning))\b
    |\b(?:wait|hmm+|ugh|oh|yay|huh)\b[,!.]|^\W*\d+[.)]?\s|\bet\s+al\b|\(\d{4}\)|\[\d+\]|\bibid\b|\bop\.\s?cit
    |(?:如(?:下|上|图|表)|下(?:图|表|面)|上(?:图|表|面|述)|图\s*\d|表\s*\d|下一节|上一节|本节|点击|下載|下载链接|以下(?:代码|示例|是|の|に|を|で)|上記|下記|図\s*\d|次の(?:よう|図|表|コード|例)|先ほど|前節|次節|
        다음과|아래|위의|그림\s*\d|표\s*\d)
    |\b(?:siehe|wie\s+folgt|folgende\w*|unten|oben|abbildung\s*\d|tabelle\s*\d|ci-dess(?:ous|us)|suivante?s?|précédente?s?|voir\s|figure\s*\d|tableau\s*\d|a\s+continuación|siguientes?|
        anterior(?:es)?|véase|figura\s*\d|tabla\s*\d|tabela\s*\d|abaixo|acima|seguintes?|следующ\w+|ниже|выше|рис(?:\.|унок)|таблиц\w+\s*\d|предыдущ\w+)\b""",
    re.IGNORECASE | re.VERBOSE,
)

_LEAK = re.compile(
    r"\*\*|\]\(|\]\[|\{\{|\}\}|\{%|%\}|\{[:<#.]|</?[A-Za-z][^<>]*>|<!--|-->|\\[A-Za-z(\[]|\$[^\s$]*[\\^_{][^$]*\$|\|[^|]*\||^\s*[|#>]|:::|```|``|~~|\[@|\[\^|^---|"
    r"&[a-z]+;|&#\d+;|__\w+\b(?<!__)|\bTODO\b|\bFIXME\b|\ufffd|[=;{}]\s*$|^\s*[)}\]]"
)
_PLAIN_IT = re.compile(r"it\s?(?:['’]s|is|was|can be|has been|becomes|may be)\s+(?:not\s+)?\w+\s+(?:to|that|for)\b", re.IGNORECASE)
_SELF = re.compile(
    r"(?:in )?(?:this|our|the) (?:paper|post|article|blog|blog post|work|guide|tutorial|release|talk|study)\b", re.IGNORECASE
)
_PATTERNS = {code: re.compile(pattern, re.IGNORECASE | re.VERBOSE) for code, pattern in _LEANING.items()}

_ENDING = re.compile(r"[.!?…。！？．][\"'”’»)\]）」』*]*$")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("（", "）"), ("「", "」"), ("『", "』"), ("«", "»"), ("{", "}"))


def leans(sentence: str, lang: str) -> bool:
    """Whether `sentence` starts as only the continuation of another one does."""
    bare = sentence.lstrip("\"'“‘(*[«「『•-– ")
    if lang == "en" and (_PLAIN_IT.match(bare) or _SELF.match(bare)):
        return False
    pattern = _PATTERNS.get(lang) or _PATTERNS["en"]
    return bool(pattern.match(bare)) or bare[:1].islower()


def points(sentence: str) -> bool:
    """Whether `sentence` refers to something that stands around it in the article: a figure, a section, "below", "here"."""
    return bool(_POINTING.search(sentence))


def ends(sentence: str) -> bool:
    """Whether `sentence` ends as a sentence does."""
    return bool(_ENDING.search(sentence))


def clean(sentence: str) -> bool:
    """Whether no formula is missing from `sentence`, no markup is left in it, and its brackets and quotes are closed."""
    if GAP in sentence or _LEAK.search(sentence) or sentence.rstrip().endswith((":", "：", ",", ";", "、", "，", "—", "–", "-")):
        return False
    if sentence.count('"') % 2 or sentence.count("`"):
        return False
    return all(sentence.count(opening) == sentence.count(closing) for opening, closing in _PAIRS)


_FACT = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:%|x\b|×|times|percent|billion|million|thousand|[KMGT]B\b|ms\b|seconds|minutes|hours|tokens|parameters|倍)|"
    r"\b(?:faster|slower|better|worse|higher|lower|cheaper|more (?:efficient|accurate)|reduces?|reduced|improves?|improved|outperforms?|increases?|because|instead of|"
    r"compared (?:to|with)|up to|at least|without|only)\b",
    re.IGNORECASE,
)
_ANNOUNCE = re.compile(
    r"\b(?:in this (?:post|article|blog|tutorial|guide|section|series)|this (?:post|article|blog|tutorial|guide|series|section)|(?:i|we)(?:['’]ll| will| am going to| are going to|['’]d like| "
    r"would like| want to| hope)|(?:excited|happy|pleased|proud|thrilled|delighted) to|i (?:think|hope|am|was|have|had|wrote|want|like|love)|i['’](?:ll|ve|m|d)|my|you['’]ll|feel free|"
    r"for more|install\.packages|learn more|thank|contributors?|blog post)\b|本文|この記事|今回",
    re.IGNORECASE,
)


def factual(sentence: str) -> bool:
    """Whether `sentence` holds a figure or a comparison."""
    return bool(_FACT.search(sentence))


def announces(sentence: str) -> bool:
    """Whether `sentence` speaks of the article or its author rather than of the matter."""
    return bool(_ANNOUNCE.search(sentence))
