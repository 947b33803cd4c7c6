"""What readers must be told of an article that somebody pays for, where a platform has no switch for it."""

from __future__ import annotations

DISCLOSURES = {
    "affiliate": "*Disclosure: this post contains affiliate links.*",
    "sponsored": "*Disclosure: this post is sponsored.*",
}
"""In markdown, for the first line of the text."""
