"""docs/pictures/terminal-*.svg show what the commands say today."""

from __future__ import annotations

import re

from tests.scripts import loaded


def words(picture: str) -> str:
    """What stands in a picture, line by line, without the sizes of files, which another build of the image libraries may change."""
    return re.sub(r"[\d.]+&#160;[kKM]?B\b", "", "\n".join(re.findall(r"<text[^>]*>(.*?)</text>", picture)))


def test_the_pictures_show_what_the_commands_say() -> None:
    script = loaded("terminal_pictures")
    made = script.pictures()
    there = {file.name: file.read_text("utf-8") for file in script.FOLDER.glob("terminal-*.svg")}
    assert there.keys() == made.keys()
    for name, picture in made.items():
        assert words(there[name]) == words(picture), f"{name} shows something else: run make pictures, and look at it"
        assert "url(" not in picture.replace("url(#", ""), "a picture fetches nothing"
