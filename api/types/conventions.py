"""The conventions of the types: how long pages, lists and filters may be."""

from __future__ import annotations

DEFAULT_SIZE = 25
"""Entries of a page where neither `first` nor `last` is given."""
LARGEST_SIZE = 100
"""Entries that one page may have; the rest is on the next ones."""
MOST_LEVELS = 4
"""Levels of a `where`: itself, and three of `and`, `or`, `not` and related nodes below."""
MOST_TERMS = 10
"""Terms that one `where` may hold, all its levels together."""
LONGEST_LIST = 100
"""Values that an `in` of a `where` may list."""
MOST_ORDER_KEYS = 5
"""Keys by which one list may be ordered."""
MOST_NODES = 100
"""Ids that one `nodes` may ask for."""
MOST_FACETS = 10
"""Facets of a list that one field may ask for."""
AGGREGATE_COST = 30
"""What it costs to look at every row of a list: a hundredth of a second, as of some ten thousand rows."""
