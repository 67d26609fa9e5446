"""The conventions of files from outside: what is too large, too long or too many to be read.

How long each text of a row may be stands in `limits.py`.
"""

from __future__ import annotations

FREE_BYTES = 64 * 2**20
"""Bytes that may come out of an archive whatever its ratio."""
LARGEST_RATIO = 200
"""Bytes out of an archive for each byte in it; JSON Lines compress 5 to 50 times."""
LARGEST_TOTAL = 64 * 2**30
"""Bytes that may come out of one archive in all."""
MOST_MEMBERS = 10_000
"""Files that an archive may hold."""
HEADER_BYTES = 2**20
"""Longest run of headers between two files of a tar; a longer one would be held in memory."""
LARGEST_MANIFEST = 2**20
"""Bytes that the manifest of a bundle may have."""
LONGEST_LINE = 8 * 2**20
"""Bytes of the longest line that is read; a longer one is skipped unread."""
MOST_NAMES = 1000
"""Names of unknown fields that are counted each by itself."""
KEY_BYTES = 2000
"""Bytes of the key of a carried thing that an index can hold."""
SLIPS_LISTED = 100
"""Slips of one value that are listed one by one."""
KEY_SLIPS_LISTED = 20
"""Slips in the keys of one row that are listed one by one."""
ID_BYTES = 1000
"""Bytes of a native id in UTF-8: an index entry has room for it beside its source."""
SOURCE_CHARACTERS = 100
"""Characters of the name of a source."""
MOST_ITEMS = 10_000
"""Entries of a list that names people, groups, goals or the like."""
LARGEST_SHEET = 256 * 2**20
"""Bytes that an OKR file may have."""
LONGEST_CELL = 2**23
"""Characters that one cell of an OKR file may have."""
LARGEST_WORKBOOK = 128 * 2**20
"""Bytes that a workbook may hold once it is unpacked."""
MOST_ACTS = 1000
"""Acts that one row of an edge list may stand for: each becomes a message, or a need that was solved."""
