"""Posts for tests, written as files and read as the service reads them."""

from __future__ import annotations

from collections.abc import Collection

from bot.model.post import Picture, Post
from bot.model.settings import Posts, Site
from bot.text.source import read_post

PICTURE = Picture(path="/kept/a.png", kind="image/png", bytes=1000, width=400, height=300, digest="ab" * 32)


def read(
    text: str, *, site: Site | None = None, known: Collection[str] = ("x", "linkedin", "reddit", "mastodon", "bluesky", "buttondown")
) -> Post:
    """`text` as the file `a-post.md`."""
    return read_post(text.encode(), "a-post.md", site or Site(), Posts(), known)


def article(body: str, **head: str) -> Post:
    """A post with that body, a title and an address, and further front matter."""
    values = {"title": "Tidy tables from messy exports", "url": "https://example.org/tidy", "lang": "en", **head}
    return read("---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\n" + body)


TIDY = """Messy data exports are a common problem. Whether it is merged cells or several headers, structured outputs make it easy to
convert messy tables into tidy data, as we'll see below.

## The problem

The subject identifier only appears in the first row, with blank cells that imply the same value. This format breaks most
pandas operations. Cleaning such an export by hand took our team 35 minutes for each file.

![A table with two headers](table.png)

## The way out

Here is the code:

```python
print("secret code")
```

A custom type parses the markdown table into a pandas dataframe. Validation refuses a table whose rows differ in length, so nothing
is lost silently. See [the documentation](https://example.org/docs) for more.

| a | b |
| --- | --- |
| 1 | 2 |

## What it costs

Extraction takes 2.4 seconds for each image with the small model. The large model is 30% more accurate but costs four times as much.
"""
