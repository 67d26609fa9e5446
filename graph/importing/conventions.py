"""The conventions of imports: what is taken from texts, and what the report names."""

from __future__ import annotations

SIGNS_A_WORD = 2
"""Signs that are about a word, in writing without spaces between words."""
LONGEST_COURTESIES = 16
"""Words beyond which a text is not looked through for courtesies: it says something beside them."""
MOST_REFS = 100
"""References taken from one text; a longer list is a listing, not talk."""
EXAMPLES_REPORTED = 20
"""Rows of each kind of problem that the report of an import names."""
