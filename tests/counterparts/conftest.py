"""Ghost and a Nostr relay take minutes to install: their tests are collected by `make counterparts-more` alone, and then never skip."""

from __future__ import annotations

import os

collect_ignore = [] if os.environ.get("COUNTERPARTS") == "more" else ["test_ghost.py", "test_nostr.py"]
