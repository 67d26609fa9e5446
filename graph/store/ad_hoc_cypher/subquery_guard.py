"""Patterns that the plan does not show: those of subqueries inside expressions.

`COUNT { … }`, `EXISTS { … }` and `COLLECT { … }` may be worked out without standing in the plan, so that
none sees there which nodes they look through. What analysts may not read has no relationship
(`allowlists.SECRET_LABELS`): a path of such a subquery must have one, or a label that says where it begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.errors import Forbidden
from graph.store.ad_hoc_cypher.allowlists import BEFORE_BRACKET, words
from graph.store.ad_hoc_cypher.cypher_tokens import Token
from graph.store.ad_hoc_cypher.token_spans import after

SUBQUERIES = frozenset({"COUNT", "EXISTS", "COLLECT"})
CLAUSES = words("""
    MATCH OPTIONAL WHERE RETURN WITH UNWIND CALL UNION ORDER SKIP OFFSET LIMIT LET FILTER FINISH NEXT USING
    """)
ARROWS = frozenset({"-", "->", "<-", "<", ">"})


def check(tokens: Sequence[Token]) -> None:
    """Raise Forbidden for a pattern of a subquery that may begin at nodes of any label."""
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else None
        if token.text == "{" and before is not None and before.word in SUBQUERIES:
            _check_block(tokens, number)
        is_list = token.text == "[" and (before is None or before.text not in ARROWS)
        is_call = token.text == "(" and before is not None and before.kind == "name"
        is_call = is_call and before is not None and before.word not in BEFORE_BRACKET
        if (is_list or is_call) and _may_be_empty(tokens, number + 1, token.end):
            raise _refused(tokens, number, token.end + 1)


def _check_block(tokens: Sequence[Token], brace: int) -> None:
    """Look at the paths of a block of clauses, and of the blocks in it."""
    for first, last in _paths(tokens, brace + 1, tokens[brace].end):
        if not any(_is_labelled(tokens, place) for place in _nodes(tokens, first, last)):
            has_arrow = any(token.text in ARROWS for token in tokens[first:last])
            if not has_arrow or _may_be_empty(tokens, first, last):
                raise _refused(tokens, first, last)
    for number in range(brace + 1, tokens[brace].end):
        if tokens[number].text == "{" and _is_block(tokens, number):
            _check_block(tokens, number)


def _is_block(tokens: Sequence[Token], brace: int) -> bool:
    """Whether a brace holds clauses: that of CALL, or of a UNION in braces."""
    before = tokens[brace - 1].word
    return before in ("CALL", "THEN", "ELSE", "UNION", "ALL", "{") or (
        before == ")" and tokens[brace + 1].word in CLAUSES
    )


def _paths(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The paths of the MATCH clauses between two places, brackets not entered."""
    in_match = first < last and tokens[first].word not in CLAUSES
    begin = number = first
    while number < last:
        token = tokens[number]
        is_clause = token.word in CLAUSES and token.kind == "name"
        if is_clause or token.text == ",":
            if in_match and begin < number:
                yield begin, number
            begin = number + 1
            if is_clause:
                in_match = token.word in ("MATCH", "OPTIONAL")
        number = after(tokens, number)
    if in_match and begin < last:
        yield begin, last


def _nodes(tokens: Sequence[Token], first: int, last: int) -> Iterator[int]:
    """The round brackets of a path, those inside round brackets too."""
    number = first
    while number < last:
        is_node = tokens[number].text == "("
        if is_node:
            yield number
        number = number + 1 if is_node else after(tokens, number)


def _is_labelled(tokens: Sequence[Token], bracket: int) -> bool:
    """Whether a node in brackets must have one of the labels that it names."""
    number, end = bracket + 1, tokens[bracket].end
    if number < end and tokens[number].is_name and tokens[number].word != "IS":
        number += 1
    if number >= end or tokens[number].word not in (":", "IS"):
        return False
    labels = 0
    for token in tokens[number + 1 : end]:
        if token.text == "{" or token.word == "WHERE":
            break
        if token.is_name:
            labels += 1
        elif token.text not in ("|", "&", ":"):
            return False
    return labels > 0


def _may_be_empty(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a path may have no relationship at all: `-[*0..2]-`, `{0,2}`, `{,2}`, `-*`."""
    for number in range(max(first, 1), last):
        before, token = tokens[number - 1].text, tokens[number]
        following = tokens[number + 1] if number + 1 < last else token
        if token.text == "[" and before in ("-", "<-"):
            inner = tokens[number + 1 : token.end]
            if any(a.text == "*" and b.text.strip("0") == "" for a, b in pairwise(inner)):
                return True
        if before in (")", "-", "->") and number > first:
            if token.text == "*" and following.text in ARROWS | {"(", ",", ")", "}"}:
                return True
            if token.text == "{" and (following.text == "," or following.text.strip("0") == ""):
                return True
    return False


def _refused(tokens: Sequence[Token], first: int, last: int) -> Forbidden:
    shown = " ".join(token.text for token in tokens[first:last])[:60]
    return Forbidden(
        f"the pattern {shown!r} of a subquery may begin at any node",
        remedy="name a label in it, such as (n:Person)",
        path=("statement",),
    )
