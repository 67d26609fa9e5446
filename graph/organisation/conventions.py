"""The conventions of the search over nouns."""

from __future__ import annotations

MOST_HITS = 100
"""Hits that one search may ask for."""
MOST_WORDS = 20
"""Words of a search that are looked for; more are refused."""
LONGEST_SEARCH = 500
"""Characters that a search may have."""
SNIPPET = 160
"""Characters of a message that are shown around what matches."""
