"""What bloggers write in running text beyond CommonMark: template tags, attributes, citations, roles, bare addresses."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING

from markdown_it import helpers

from bot.text.html import RAW
from bot.text.templates import LONGEST_TAG, TAG, destination

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.helpers.parse_link_destination import _Result
    from markdown_it.rules_inline import StateInline

_RAW_BLOCK = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_HIDDEN_BLOCK = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
_CITE_TAG = re.compile(r"\{%-?\s*cite\b")
_SVELTE = re.compile(
    r"\{(?:#(?:if|each|await|key)\b[^{}\n]*|:(?:else|then|catch)\b[^{}\n]*|/(?:if|each|await|key))\}|\{/\*.{0,2000}?\*/\}", re.DOTALL
)
_ATTRIBUTES = re.compile(
    r"\{:?\s*(?:(?:[.#][\w:./-]+|[\w:-]+\s*=\s*(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}\"']+)|-)[\s,;]*)+\"?\}|\{:[^{}\n]*\}|\{\}|\{/\}"
)
_CITATION = re.compile(r"\[(?:[^\[\]\n@]{0,40}?\s)?-?\\?@[\w:.#$%&+?<>~/-]+[^\[\]\n]{0,200}\](?![({])(?!\[(?!-?@))")
_ROLE = re.compile(r":(?:label|numref|eqref|ref|cite[tp]?|eqlabel|width|height|begin_tab|end_tab|bibliography):(?:`[^`\n]*`)?")
_SLOPPY = re.compile(r"(!?)\[([^\[\]\n]{0,300})\]\(\(?(https?://[^\s()]+)([ \t][^()\n]{0,500})?\)")
_CARD = re.compile(r"@\[(?:card|tweet|youtube|speakerdeck|codepen|gist|github|figma|slideshare)\]\((https?://[^\s()]+)\)")
_URL = re.compile(r"://[^\s<>\"'`{}|\\^、。，；：！？（）《》「」『』【】…]+")
_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9+.-])(https?)$", re.IGNORECASE)
_RAW = re.compile(rf"<({'|'.join(sorted(RAW))})\b([^<>]*)>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


def _tags(state: StateInline, silent: bool) -> bool:
    """`{% ... %}`, `{{ ... }}`, `{{< ... >}}`, kept verbatim between raw tags."""
    if state.src[state.pos] != "{":
        return False
    if found := _RAW_BLOCK.match(state.src, state.pos, state.posMax):
        return _push(state, "text_special", found[1], found.end(), silent)
    if found := _HIDDEN_BLOCK.match(state.src, state.pos, state.posMax) or _SVELTE.match(state.src, state.pos, state.posMax):
        return _push(state, "nothing", "", found.end(), silent)
    if not silent and _CITE_TAG.match(state.src, state.pos):
        state.pending = state.pending.rstrip(" ")
    if any(state.src.find(end, state.pos, state.pos + LONGEST_TAG) > 0 for end in ("%}", "}}")) and (
        found := TAG.match(state.src, state.pos, state.posMax)
    ):
        return _push(state, "template", found[0], found.end(), silent)
    return False


def _attributes(state: StateInline, silent: bool) -> bool:
    """`{.class #id width=50%}` and `{: .class}`, where they belong to something or end the line."""
    src, pos = state.src, state.pos
    if src[pos] != "{" or not (found := _ATTRIBUTES.match(src, pos, state.posMax)):
        return False
    after = src[found.end() : found.end() + 1]
    if (pos and src[pos - 1] in ")]`$*_>") or after in {"", "\n"}:
        return _push(state, "attributes", "", found.end(), silent)
    return False


def _citation(state: StateInline, silent: bool) -> bool:
    """`[@key, p. 3]`: a reader would see a number we cannot know."""
    if state.src[state.pos] != "[" or not (found := _CITATION.match(state.src, state.pos, state.posMax)):
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
    return _push(state, "nothing", "", found.end(), silent)


def _role(state: StateInline, silent: bool) -> bool:
    """`:numref:`x``, `:label:`x`` and the like."""
    if state.src[state.pos] != ":" or not (found := _ROLE.match(state.src, state.pos, state.posMax)):
        return False
    return _push(state, "nothing", "", found.end(), silent)


def _sloppy(state: StateInline, silent: bool) -> bool:
    """A link or picture whose address holds blanks or a broken title: markdown refuses it, its author meant it."""
    if state.src[state.pos] not in "[!" or not (found := _SLOPPY.match(state.src, state.pos, state.posMax)):
        return False
    url = found[3] + (f"%20{'%20'.join(found[4].split())}" if found[4] and not found[4].lstrip().startswith(('"', "'", "=")) else "")
    if not silent and found[1]:
        token = state.push("image", "img", 0)
        token.attrs, token.children = {"src": url}, []
        state.md.inline.parse(found[2], state.md, state.env, token.children)
    elif not silent:
        state.push("link_open", "a", 1).attrs = {"href": url}
        state.push("text", "", 0).content = found[2]
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _card(state: StateInline, silent: bool) -> bool:
    """Zenn's `@[card](address)`."""
    if state.src[state.pos] != "@" or not (found := _CARD.match(state.src, state.pos, state.posMax)):
        return False
    return _link(state, found[1], found.end(), silent)


def _bare(state: StateInline, silent: bool) -> bool:
    """A bare http(s) address; what ends a sentence does not belong to it."""
    if state.linkLevel > 0 or state.src[state.pos] != ":" or not (scheme := _SCHEME.search(state.pending[-7:])):
        return False
    found = _URL.match(state.src, state.pos, state.posMax)
    if not found or len(found[0]) < 5:
        return False
    tail = _trimmed(found[0])
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
    return _link(state, scheme[1] + tail, state.pos + len(tail), silent)


def _trimmed(url: str) -> str:
    """The address without closing punctuation, and without a bracket that was opened before it."""
    url = url.rstrip(".,;:!?*_~")
    while url.endswith((")", "]")) and url.count(url[-1]) > url.count("(" if url[-1] == ")" else "["):
        url = url[:-1].rstrip(".,;:!?*_~")
    return url


def _raw(state: StateInline, silent: bool) -> bool:
    """`<code>...</code>` and other elements whose content is not markdown; comments."""
    src, pos = state.src, state.pos
    if src[pos] != "<":
        return False
    if src.startswith("<!--", pos) and src.find("-->", pos) > 0 and (found := _COMMENT.match(src, pos, state.posMax)):
        return _push(state, "html_comment", found[1], found.end(), silent)
    if not (found := _RAW.match(src, pos, state.posMax)):
        return False
    name = found[1].lower()
    closer = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(src, found.end(), state.posMax)
    content, end = (src[found.end() : closer.start()], closer.end()) if closer else ("", found.end())
    if not silent:
        token = state.push("html_raw", name, 0)
        token.content, token.info = content, found[2]
    state.pos = end
    return True


def _push(state: StateInline, kind: str, content: str, end: int, silent: bool) -> bool:
    if not silent:
        state.push(kind, "", 0).content = content
    state.pos = end
    return True


def _link(state: StateInline, url: str, end: int, silent: bool) -> bool:
    if not silent:
        url = html.unescape(url)
        state.push("link_open", "a", 1).attrs = {"href": url}
        state.push("text", "", 0).content = url
        state.push("link_close", "a", -1)
    state.pos = end
    return True


def _destination(text: str, pos: int, maximum: int) -> _Result:
    """markdown-it's own reader of link addresses, after a template tag that stands for the beginning."""
    found = TAG.match(text, pos, maximum)
    result = helpers.parseLinkDestination(text, found.end() if found else pos, maximum)
    if found:
        result.str = destination(found) + result.str
        result.ok = True
        result.pos = max(result.pos, found.end())
    return result


def plug(md: MarkdownIt) -> None:
    """Teaches `md` all of this."""
    md.helpers = SimpleNamespace(**{**vars(helpers), "parseLinkDestination": _destination})  # type: ignore[assignment]
    for name, rule in (("tags", _tags), ("attributes", _attributes), ("role", _role), ("card", _card), ("bare", _bare), ("raw", _raw)):
        md.inline.ruler.before("newline", name, rule)
    md.inline.ruler.after("image", "sloppy", _sloppy)
    md.inline.ruler.after("sloppy", "citation", _citation)
    for character in "{@:$":
        md.inline.add_terminator_char(character)
