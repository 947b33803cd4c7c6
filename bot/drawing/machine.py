"""The font that we borrow from the machine: those for Chinese, Japanese and Korean are too large to bundle."""

from __future__ import annotations

from pathlib import Path

ELSEWHERE = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
)
"""Where Debian, Fedora, Arch and macOS keep a font for Chinese, Japanese and Korean; the first that is there is borrowed."""


def borrowed() -> str:
    """The font of this machine for Chinese, Japanese and Korean: its path, or empty."""
    return next((path for path in ELSEWHERE if Path(path).is_file()), "")
