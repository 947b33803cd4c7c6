"""Footnotes of foreign HTML: a reference and the note it leads to, told by their links to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

LONGEST_MARK = 8
"""Characters of what stands raised in the text: a number, a star, or [12]."""

_NOTES = ("footnote", "endnote", "doc-endnote", "fn:", "fn-", "footnotes")


def settle(soup: BeautifulSoup, base: str) -> None:
    """Makes `<fnref label=>` of every reference and moves its note, as `<fndef label=>`, to the end."""
    targets = {str(tag.get(key)): tag for key in ("name", "id") for tag in soup.find_all(None, {key: True})}
    notes: dict[int, str] = {}
    moved: list[tuple[str, Tag]] = []
    for link in soup.find_all("a"):
        if link.parent is None or not (target := targets.get(_inside(link, base))) or len(link.get_text().strip()) > LONGEST_MARK:
            continue
        note = _note(target)
        if note is None or link in note.descendants or not _answers(note, link, base):
            continue
        label = notes.setdefault(id(note), str(len(notes) + 1))
        if label == str(len(moved) + 1):
            moved.append((label, note))
        place = link.parent if link.parent.name == "sup" and link.parent.get_text().strip() == link.get_text().strip() else link
        place.replace_with(soup.new_tag("fnref", attrs={"label": label}))
    for label, note in moved:
        _move(soup, label, note, base)


def _inside(link: Tag, base: str) -> str:
    """The name of the place in this article that a link leads to; empty when it leads elsewhere."""
    href = str(link.get("href") or "")
    page, mark, name = href.partition("#")
    return name if mark and (not page or page.rstrip("/") == base.partition("#")[0].rstrip("/")) else ""


def _note(target: Tag) -> Tag | None:
    """The element that holds the whole note: the target itself or what it stands in."""
    for tag in (target, *list(target.parents)[:3]):
        if tag.name in {"li", "dd", "aside"} or (
            tag.name in {"div", "p", "section"} and tag.get_text().strip() != target.get_text().strip()
        ):
            return tag
        named = " ".join([*(tag.get("class") or []), str(tag.get("id"))])
        if tag.name in {"div", "p"} and (named.rpartition(" ")[2].startswith("fn") or any(word in named for word in _NOTES)):
            return tag
    return None


def _answers(note: Tag, link: Tag, base: str) -> bool:
    """Whether the note leads back to the reference, or stands among notes."""
    names = {str(tag.get("id")) for tag in (link, *list(link.parents)[:2]) if tag.get("id")}
    if any(_inside(back, base) in names for back in note.find_all("a")):
        return True
    around = (note, *list(note.parents)[:3])
    return any(word in f"{tag.get('class')} {tag.get('role')} {tag.get('id')}" for tag in around for word in _NOTES)


def _move(soup: BeautifulSoup, label: str, note: Tag, base: str) -> None:
    """Takes a note out of its list, rid of its number and its way back, and what held nothing but notes with it."""
    for back in note.find_all("a"):
        if _inside(back, base) and len(back.get_text().strip()) <= LONGEST_MARK:
            back.decompose()
    for empty in note.find_all(["sup", "span"]):
        if not empty.get_text().strip() and not empty.find(["img", "tex"]):
            empty.decompose()
    holder = note.parent
    definition = soup.new_tag("fndef", attrs={"label": label})
    note.extract()
    definition.extend(list(note.contents))
    soup.append(definition)
    while holder is not None and holder.parent is not None and not holder.get_text().strip() and not holder.find(["img", "tex", "a"]):
        emptied, holder = holder, holder.parent
        emptied.decompose()
