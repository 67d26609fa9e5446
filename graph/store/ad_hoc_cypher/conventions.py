"""The conventions of statements that analysts write themselves: how much each may ask for and take."""

from __future__ import annotations

STATEMENT_BYTES = 8 * 1024
"""Bytes in UTF-8 that a statement may have."""
PARAMETER_BYTES = 64 * 1024
"""Bytes that all parameters of a statement may have as JSON; longer lists belong in the store."""
NESTING = 64
"""Brackets within one another in a statement, and lists or maps within one another in parameters and
answers."""
MOST_ROWS = 10_000
"""Rows after which an answer ends and says `truncated`."""
MOST_BYTES = 8 * 1024 * 1024
"""Bytes of rows after which an answer ends and says `truncated`, as the store sends them and as JSON."""
SECONDS = 60.0
"""Seconds that a statement may take where no deadline of a request is nearer."""
MARGIN_SECONDS = 0.5
"""Seconds before the deadline of a request at which its statement is stopped, so that the answer can say so."""
SHARE = 2
"""One of so many places for reading that analysts' statements may hold at once."""
LONGEST_RANGE = 10_000
"""Numbers of a `range` inside an expression: the store cannot stop while it works out one expression."""
LONGEST_ROWS = 1_000_000
"""Numbers of a `range` behind UNWIND, where each becomes a row."""
MOST_PARTS = 2_000
"""How often one value may hold another after all steps of a statement: `WITH s + s AS s` holds it twice,
eight such steps 256 times."""
PURPOSE_LOGGED = 500
"""Characters of a stated purpose that are kept in the log."""
EXACT = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly; larger ones are texts."""
MOST_CLAUSES = 60
"""Clauses and subqueries of a statement: the store cannot stop while it plans."""
MOST_ARROWS = 30
"""Relationships in the patterns of a statement."""
MOST_ARROWS_OF_CLAUSE = 12
"""Relationships in the patterns of one MATCH, whose orders are all weighed."""
MOST_PATHS_OF_CLAUSE = 10
"""Paths of one MATCH: where they do not meet, every order of them is weighed."""
MOST_WORDS = {"NOT": 20, "CASE": 20, "UNION": 10, "AND": 60, "OR": 60, "XOR": 20, "+": 500}
"""How often a statement may say each of these: what is put together by them is turned over while planning."""
SHORT_TEXT = 100
"""Characters of a text, written in a statement, that are not counted among what may grow."""
UNKNOWN_LENGTH = 100
"""How long a range is taken to be that ends in the length of a list, when its texts are counted."""
