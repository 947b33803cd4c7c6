"""How much a figure tells a reader who sees only a few of them: figures from 0 (never shown) to about 1.3."""

from __future__ import annotations

import re
from urllib.parse import unquote

from bot.text import math

MOST_LINES = 45
"""Lines of code that can still be read in a picture."""

LARGEST = 6000
"""Characters of code or cells that are looked at; what is larger is no picture."""

_RESULT = re.compile(
    r"\b(?:results?|compar\w*|benchmarks?|accurac\w*|loss|performance|vs|versus|scores?|speed\w*|latency|throughput|curves?|architectures?|"
    r"overview|pipelines?|workflow|predict\w*|before|after|heatmap|confusion|f1|"
    r"precision|recall|auc|bleu|rouge|[rm]*mse|mae|perplexity|wer|error|mmlu|elo)\b",
    re.IGNORECASE,
)
_DECOR = re.compile(
    r"(?:^|[\W_])(?:badges?|logos?|icons?|favicon|avatars?|headshots?|shields|open[\s_-]in[\s_-](?:colab|binder|spaces|studio)|qr[\s_-]?code)"
    r"(?:$|[\W_\d])",
    re.IGNORECASE,
)
_DECOR_NAME = re.compile(
    r"(?:1x1|pixel|tracker|tracking|spacer|divider|separator|line|button|emoji|colab|profile|photo|me|signature|social|qr|blank|transparent|"
    r"thumbs?up|star[\s_-]?history)[\W_\d]*",
    re.IGNORECASE,
)
_BADGE_HOST = re.compile(
    r"^(?:https?:)?//(?:img\.shields\.io|shields\.io|badge\.fury\.io|badgen\.net|[\w.-]*\.?gravatar\.com|mybinder\.org|colab\.research\.google\.com|"
    r"zenodo\.org/badge|codecov\.io|github\.com/[^/]+/[^/]+/(?:actions|workflows)/|api\.star-history\.com|www\.google-analytics\.com)"
)

_OUTPUTS = frozenset("text txt plain plaintext output out console log none nohighlight traceback stdout pytb pycon json5 csv tsv".split())  # noqa: SIM905
_SHELLS = frozenset("sh bash shell zsh fish console bat powershell cmd shell-session terminal ps1 dos".split())  # noqa: SIM905
_MANUAL = re.compile(
    r"(?:parameter|option|argument|flag|field|key|setting|variable|command|default|function|method|class|type)s?(?: name)?", re.IGNORECASE
)
_FILLERS = frozenset("with from using what your into this that code data part model models language python build introduction".split())  # noqa: SIM905
_CONFIGS = frozenset("json yaml yml toml ini cfg xml properties dockerfile docker makefile env conf html css".split())  # noqa: SIM905
_BOILERPLATE = re.compile(
    r"\s*(?:from\s+[\w.]+\s+import\b|import\s+[\w.{*\"']|#\s*include\b|using\s+[\w.]+;?|use\s+[\w:]+|library\(|require\(|suppress\w+\(library|"
    r"requireNamespace\(|source\(|[!%$]\s*\w|pip3?\s|conda\s|mamba\s|apt(?:-get)?\s|brew\s|npm\s|yarn\s|uv\s|poetry\s|git\s|cd\s|mkdir\s|wget\s|curl\s|"
    r"install\.packages\(|(?:remotes|devtools|pak)::|notebook_login\(|huggingface-cli|export\s+\w+=|set\.seed\(|\w+\.seed\(|"
    r"(?:print|cat|head|tail|str|summary|glimpse|View|plt\.show|display)\([^()]*\)\s*$|os\.environ\b|warnings\.filterwarnings|theme_set\(|"
    r"options\(|knitr::|data\(|\w+ = logging\.|}|\)|\]|#|//|--\s|\"{3})"
)
_CODE_LINE = re.compile(
    r"[=({\[]\s*$|\w\s*(?:<-|=|\+=|:=|->|=>|\|>|%>%)\s*\S|\w\([^()]*\)|^\s*(?:def|class|for|if|while|return|fn|func|let|const|SELECT)\b|[;{}]\s*$"
)
_STRUCTURE = re.compile(
    r"^\s*(?:def|class|async def|fn|func|struct|for|while|return|yield|with|SELECT|CREATE|@\w)|function\s*\(|=>|%>%|\|>|\blambda\b"
)
_OUTPUT_LINE = re.compile(
    r"^\s*(?:\[\d+\]|#>|##\s|>{3}\s|Traceback|File \"|[A-Z]\w*(?:Error|Warning)\b|"
    r"[\[({\s]*-?\d[\d.,eE\s+\-\[\]()]*$|Epoch\s|Step\s|INFO|WARN|DEBUG|ERROR|[-=_*#]{5,})"
)
_PRINTED = re.compile(r"<tf\.Tensor|<xarray\.|<class '|\bnumpy=|object at 0x|\btensor\(\[+-?\d.{0,200}(?:device|grad_fn)=", re.DOTALL)
_KEYED = re.compile(r"\s*['\"]?[\w .-]{1,40}['\"]?\s?:\s")
_STATEMENT = re.compile(
    r"^\s*[\w.\[\]\"',$ ]{1,80}(?:<-|[-+*/|&]?=(?!=)|:=|<<)\s*\S|"
    r"^\s*(?:def|class|async|fn|func|let|const|for|while|if|return|with)\b|%>%|\|>"
)
_INSTALLS = re.compile(
    r"install\.packages\(|pip3? install|pak::|conda install|npm i(?:nstall)? |apt(?:-get)? install|brew install|uv add|poetry add"
)
_FIGURE = re.compile(r"[^\w]*[\d.,]*\d[\d.,]*(?:e[+-]?\d+)?\s*(?:%|x|×|k|m|b|s|ms|gb|mb|h|min)?(?:\s*[±(].*)?[^\w]*", re.IGNORECASE)


def picture(src: str, said: str, described: bool) -> float:
    """A picture of the post, from its name and all that is said of it. Badges, logos, icons and faces tell nothing."""
    name = unquote(src[:500].split("?")[0].split("#")[0]).rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if _BADGE_HOST.match(src) or _DECOR.search(name) or _DECOR_NAME.fullmatch(name) or _DECOR.search(said[:80]):
        return 0
    return 0.75 + 0.25 * described + 0.2 * bool(_RESULT.search(said[:600]) or _RESULT.search(name.replace("_", " ").replace("-", " ")))


def table(rows: tuple[tuple[str, ...], ...]) -> float:
    """A table: results in figures tell most; long prose in cells, or more than a picture can hold, little."""
    header, *body = rows
    cells = [cell for row in body for cell in row[1:] if cell]
    size = sum(len(cell) for row in rows for cell in row)
    if not cells or len(header) < 2 or len(body) > 24 or len(header) > 10 or size > LARGEST:
        return 0
    figures = sum(map(is_figure, cells)) / len(cells)
    handy = len(body) <= 12 and len(header) <= 6
    wordy = size / len(cells) > 60
    results = any(_RESULT.search(cell[:80]) for cell in (*header, *(row[0] for row in body)))
    manual = any(_MANUAL.fullmatch(cell.strip()) for cell in header)
    return 0.55 + 0.45 * figures + 0.1 * handy + 0.15 * results - 0.35 * wordy - 0.25 * manual - 0.4 * (len(cells) < 2)


def is_figure(cell: str) -> bool:
    """Whether a cell is a number, maybe with its unit."""
    return bool(_FIGURE.fullmatch(cell[:40]))


def formula(tex: str) -> float:
    """A displayed formula; one that defines something tells more than a lone expression."""
    if not tex.strip() or len(tex) > 1500:
        return 0
    defines = "=" in tex or "\\equiv" in tex or "\\leq" in tex or "\\approx" in tex
    plain = len(tex) < 40 and math.readable(tex)
    return 0.45 + 0.2 * defines - 0.2 * (len(tex) > 500) - 0.35 * plain


def code(text: str, lang: str, title: str = "") -> float:
    """Code: what does something in four to twenty lines, and with what the title names, tells most.

    Installing, importing and what was printed tell nothing.
    """
    lines = [line[:200] for line in text[:LARGEST].split("\n") if line.strip()]
    if len(text) > LARGEST or not 2 <= len(lines) <= MOST_LINES or lang in _OUTPUTS or _PRINTED.search(text):
        return 0
    printed = sum(bool(_OUTPUT_LINE.match(line)) for line in lines) / len(lines)
    coded = sum(bool(_CODE_LINE.search(line)) for line in lines) / len(lines)
    keyed = sum(bool(_KEYED.match(line)) for line in lines) / len(lines)
    working = [line for line in lines if not _BOILERPLATE.match(line)]
    stated = any(_STATEMENT.search(line) for line in working)
    if printed > 0.3 or (not lang and coded < 0.5) or (keyed > 0.3 and not stated and lang not in _CONFIGS) or len(working) < 2:
        return 0
    base = 0.3 if lang in _SHELLS else 0.2 if lang in _CONFIGS else 0.5
    handy = 0.15 if 4 <= len(lines) <= 20 else -0.3 if len(lines) > 30 or len(lines) < 3 else 0
    wide = sum(len(line) > 100 for line in lines) / len(lines) > 0.2
    return max(0.0, base + handy - 0.2 * wide + _purpose(working, title) - _overhead(lines, len(lines) - len(working)))


def _purpose(working: list[str], title: str) -> float:
    """More for code with a shape of its own, and for what uses the very thing that the title names."""
    known = "\n".join(working).casefold()
    named = any(word in known for word in re.findall(r"[^\W\d_]{4,}", title[:300].casefold()) if word not in _FILLERS)
    return 0.15 * any(_STRUCTURE.search(line) for line in working) + 0.2 * named


def _overhead(lines: list[str], dull: int) -> float:
    """Less for what goes before the thing itself: imports, paths, installing."""
    installs = any(_INSTALLS.search(line) for line in lines)
    return 0.4 * max(0.0, dull / len(lines) - 0.3) + 0.04 * min(dull, 5) + 0.4 * installs
