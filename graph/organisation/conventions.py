"""The conventions of the search over nouns, and of those who follow the log of changes."""

from __future__ import annotations

MOST_HITS = 100
"""Hits that one search may ask for."""
MOST_WORDS = 20
"""Words of a search that are looked for; more are refused."""
LONGEST_SEARCH = 500
"""Characters that a search may have."""
SNIPPET = 160
"""Characters of a message that are shown around what matches."""
CHANGES_READ = 500
"""Changes of the log that are read at once."""
CHANGES_AT_HAND = 5000
"""The latest changes of the log that a process holds for those who follow it; older ones are read anew."""
