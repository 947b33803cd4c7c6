"""When accounts publish, as the settings say it: for everybody below `schedule`, and in an account for itself."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Mapping

import msgspec

from bot.findings import Findings, words
from bot.model.settings import Rhythm, Slot
from bot.rules import rhythm
from bot.text.strict_yaml import Place, Value


def read(findings: Findings, place: Place, raw: Mapping[str, Value], base: Rhythm) -> Rhythm:
    """`base` with what `raw`, which stands at `place` in the settings, says of slots, hours and spans; mistakes go to `findings`."""
    made = base
    for key, name, read in _READERS:
        text = raw.get(key)
        if isinstance(text, str):
            try:
                made = msgspec.structs.replace(made, **{name: read(text)})
            except ValueError as error:
                findings.say((*place, key), f"{words((*place, key))}: {error}")
        elif text is not None:
            findings.say((*place, key), f"{words((*place, key))} must be one text, not a list or a group of keys.")
    if "slots" in raw:
        made = msgspec.structs.replace(made, slots=_slots(findings, (*place, "slots"), raw["slots"]))
    if made.window < 60 and "window" in raw:
        findings.say((*place, "window"), f"{words((*place, 'window'))} is shorter than a minute, so no yes would last. Write it like 3d.")
    quiet = bool(made.slots) and all(rhythm.is_quiet(made, slot.hour * 60 + slot.minute) for slot in made.slots)
    if quiet and ("quiet" in raw or "slots" in raw):
        said = (*place, "slots" if "slots" in raw else "quiet")
        findings.say(said, f"{words(said)}: every slot lies in the quiet hours, so nothing could go out. Move one of them.")
    return made


def _slots(findings: Findings, place: Place, value: Value) -> tuple[Slot, ...]:
    found: list[Slot] = []
    for number, text in enumerate(findings.texts(place, value)):
        try:
            found.append(rhythm.slot(text))
        except ValueError as error:
            findings.say((*place, number), f"{words((*place, number))}: {error}")
    return tuple(found)


def _zone(text: str) -> str:
    try:
        zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        from bot.rules.moments import unknown_zone

        raise ValueError(unknown_zone(text[:60])) from None
    return text


def _quiet(text: str) -> tuple[int, int] | None:
    return None if text.lower() in {"none", "off", "no", "false"} else rhythm.quiet(text)


_READERS: tuple[tuple[str, str, Callable[[str], object]], ...] = (
    ("timezone", "zone", _zone),
    ("spacing", "spacing", rhythm.seconds),
    ("quiet", "quiet", _quiet),
    ("window", "window", rhythm.seconds),
    ("undo_window", "undo_window", rhythm.seconds),
)
