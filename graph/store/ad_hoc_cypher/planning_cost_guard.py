"""How much the store has to plan for a statement: it cannot be stopped while it does, so it is bounded.

Measured: 400 times NOT, 300 paths in one MATCH or 120 UNIONs keep a thread of the store for minutes, after
the connection is closed and whatever time the transaction has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from graph.store.ad_hoc_cypher.conventions import (
    MOST_ARROWS,
    MOST_ARROWS_OF_CLAUSE,
    MOST_CLAUSES,
    MOST_PATHS_OF_CLAUSE,
    MOST_WORDS,
)
from graph.store.ad_hoc_cypher.cypher_tokens import Token
from graph.store.ad_hoc_cypher.token_spans import costly, split
from graph.store.ad_hoc_cypher.value_growth_guard import end_of_clause

CLAUSES = ("MATCH", "WITH", "RETURN", "UNWIND", "CALL", "UNION", "EXISTS", "COUNT", "COLLECT")


def check_size(tokens: Sequence[Token]) -> None:
    """Raise TooCostly for a statement that takes too long to plan."""
    words = Counter(token.word for token in tokens)
    arrows = [number for number, pair in enumerate(pairwise(tokens)) if _is_arrow(*pair)]
    _bound("clauses and subqueries", sum(words[word] for word in CLAUSES), MOST_CLAUSES)
    _bound("relationships in its patterns", len(arrows), MOST_ARROWS)
    for word, most in MOST_WORDS.items():
        _bound(word, words[word], most)
    for number, token in enumerate(tokens):
        if token.word != "MATCH" or token.kind != "name":
            continue
        end = end_of_clause(tokens, number + 1)
        inside = sum(number < arrow < end for arrow in arrows)
        _bound("relationships in one MATCH", inside, MOST_ARROWS_OF_CLAUSE)
        paths = sum(1 for _ in split(tokens, number + 1, end))
        _bound("paths in one MATCH", paths, MOST_PATHS_OF_CLAUSE)


def _is_arrow(token: Token, following: Token) -> bool:
    """Whether a relationship of a pattern begins here."""
    return token.word in ("-", "<-") and following.text in ("[", "-", "->")


def _bound(what: str, count: int, most: int) -> None:
    if count > most:
        raise costly(
            f"the statement has {count:,} {what}; {most:,} are allowed",
            "ask in several statements: the store cannot stop while it plans one",
        )
