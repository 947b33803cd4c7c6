"""Text with marks, as its reader sees it, on a screen."""

from __future__ import annotations

import pytest

from bot.model.tree import Block
from bot.terminal import plain, prose
from bot.terminal.parts import Hang, Run
from bot.text.commonmark import read

TEXT = """## Heading with `code`

Words **bold** and *soft*\\
a new line

> quoted
> on

1. first

   its second paragraph
2. second
   - inner

```
x = 1
```

| model | bytes |
| :--- | ---: |
| 短い | 7 |

---
"""


def shown(markdown: str) -> str:
    return plain.lay_out(prose.parts(read(markdown)))


def test_every_kind_of_block_is_shown_as_its_reader_sees_it() -> None:
    assert shown(TEXT) == (
        "Heading with code\n-----------------\n\nWords bold and soft\na new line\n\n▎ quoted on\n\n"
        "1. first\n   its second paragraph\n2. second\n   • inner\n\n  | x = 1\n\nmodel  bytes\n短い       7\n\n────────────────────\n"
    )


def test_the_inner_mark_counts() -> None:
    (line,) = prose.parts(read("**bold [link](https://a.example) `code`** ~~gone~~"))
    assert isinstance(line, tuple)
    assert [run.style for run in line if isinstance(run, Run)] == ["strong", "link", "strong", "code", "", "strike"]


def test_numbers_go_on_from_the_first() -> None:
    assert [part.first.text for part in prose.parts(read("9. a\n10. b")) if isinstance(part, Hang)] == ["9. ", "10. "]


@pytest.mark.parametrize(
    "markdown",
    ["[words](https://a.example)", "- [words](https://a.example)", "> **[words](https://a.example)**", "|[words](https://a.example)|\n|-|"],
)
def test_every_link_names_its_target(markdown: str) -> None:
    blocks: tuple[Block, ...] = read(markdown + "\n\n" + markdown)
    assert prose.targets(blocks) == (("words", "https://a.example"),)
