"""What changed between two drafts: mostly what an earlier yes bound, and what would be sent now."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from bot.terminal.card import facts
from bot.terminal.parts import Hang, Part, Run, Style

if TYPE_CHECKING:
    from bot.model.draft import Draft

AGREED = "what you said yes to"
PRESENT = "what would be sent now"

_STYLES: dict[str, Style] = {"+": "add", "-": "del", "@": "faint"}


def parts(earlier: Draft, present: Draft, names: tuple[str, str] = (AGREED, PRESENT)) -> list[Part]:
    """A unified diff of the two drafts under their `names`, one line each; nothing when they would send the same."""
    if earlier.fingerprint == present.fingerprint:
        return []
    before, after = as_lines(earlier), as_lines(present)
    if before == after:
        before, after = _wires(earlier), _wires(present)
    found = difflib.unified_diff(before, after, *names, lineterm="")
    return [_line(each) for each in found]


def _line(words: str) -> Part:
    """One line of the diff; what does not fit hangs below it, apart from the signs."""
    sign, style = words[:1], _STYLES.get(words[:1], "")
    return Hang(Run(sign, style), Run(" "), ((Run(words[1:], style),),))


def as_lines(draft: Draft) -> list[str]:
    """Everything of a draft that a fingerprint binds, as lines a person reads."""
    lines = [f"title: {draft.title}"] if draft.title else []
    lines += [f"visibility: {draft.visibility}"]
    lines += [f"{name}: {value}" for name, value in sorted(draft.fields.items())]
    for number, segment in enumerate(draft.segments, 1):
        lines += [f"=== segment {number} ===", *segment.text.split("\n")]
        lines += [f"[picture: {media.alt or 'no alt text'} ({facts(media)})] {media.digest[:12]}" for media in segment.media]
    return lines


def _wires(draft: Draft) -> list[str]:
    """The strings as sent, for the rare case in which the texts are equal and these are not."""
    return [line for segment in draft.segments for line in segment.wire.split("\n")]
