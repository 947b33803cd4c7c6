"""Which language a text is in: by its script, else by the commonest words. No model, no network."""

from __future__ import annotations

import re
from collections import Counter

LONGEST = 20_000
"""Characters that are looked at."""

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.05),
    ("ko", re.compile(r"[\uac00-\ud7af]"), 0.15),
    ("zh", re.compile(r"[\u4e00-\u9fff]"), 0.15),
    ("ar", re.compile(r"[\u0600-\u06ff]"), 0.3),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.3),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.4),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 0.3),
    ("hi", re.compile(r"[\u0900-\u097f]"), 0.3),
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_PERSIAN = re.compile(r"[\u067e\u0686\u0698\u06af\u06cc]")
_CODE = re.compile(r"`[^`\n]*`|<[^<>\n]{1,200}>|https?://\S+|\{%[^%\n]{0,200}%\}")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")

_WORDS = {
    "en": "the of and to in is that for with this are on as it be we you can from an our not by or have which",
    "de": "der die und das ist von mit den für auf nicht ein eine wir sich des im auch werden dem wie zu es sind oder",
    "fr": "le la les des et est une pour dans que qui du en sur pas nous vous avec ce par plus sont au ou cette",
    "es": "el la los las de que y en un una para con por se no es del como más su al lo esta este son",
    "pt": "o a os as de que e em um uma para com por não se do da no na como mais é dos são você",
    "it": "il la di che e un una per con non si del della è sono come in i le gli più da al questo nel",
    "nl": "de het een en van is dat op te in voor met niet zijn aan we die er ook als je door maar deze wordt",
    "pl": "i w na z się że do jest nie to o jak po co tak dla od są przez ale czy tym jego może być",
    "sv": "och att det som en är på för av med den till inte har om ett vi kan de men eller så från vid",
    "da": "og at det er en som på for af med den til ikke har om et vi kan de men eller så fra ved",
    "tr": "ve bir bu için ile da de daha olarak gibi çok en olan var ne kadar sonra ama değil her veya şu",
    "cs": "a se v na je že s z do to pro jako o tak ale by jsou která který při jeho nebo už jen",
    "fi": "ja on ei se että oli hän mutta joka kun niin kuin ovat voi myös sen tai jos ole vain",
    "id": "yang dan di untuk dengan ini dari pada adalah dalam tidak akan juga ke atau dapat kita itu sebagai",
    "vi": "và của là các có một được cho trong không với này những để khi người đã về từ ra",
}
_COMMON = {code: frozenset(words.split()) for code, words in _WORDS.items()}


def detect(text: str) -> str:
    """The two-letter code of the language `text` is mostly in; "en" when nothing tells. Code and addresses do not count."""
    text = _CODE.sub(" ", _without_fences(text[: LONGEST * 4]))[:LONGEST]
    letters = sum(character.isalpha() for character in text)
    if not letters:
        return "en"
    for code, pattern, share in _SCRIPTS:
        if len(pattern.findall(text)) / letters >= share:
            return "fa" if code == "ar" and len(_PERSIAN.findall(text)) / letters > 0.02 else code
    if len(_CYRILLIC.findall(text)) / letters >= 0.3:
        return "uk" if len(re.findall("[іїєґ]", text)) / letters > 0.02 else "ru"
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    scores = {code: sum(words[word] for word in common if word in words) / len(common) for code, common in _COMMON.items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] > 0 else "en"


def _without_fences(text: str) -> str:
    """The lines that are not between code fences."""
    kept: list[str] = []
    inside = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            inside = not inside
        elif not inside:
            kept.append(line)
    return "\n".join(kept)
