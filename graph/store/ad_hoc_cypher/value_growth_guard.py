"""How often a value may hold another after all steps of a statement.

`WITH s + s AS s` holds it twice, thirty such steps a thousand million times, in one step each, which the
store neither counts nor stops. Sums, lists and maps add up what they hold; comparisons, lengths and
aggregated numbers hold nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.store.ad_hoc_cypher.allowlists import words
from graph.store.ad_hoc_cypher.conventions import MOST_PARTS, UNKNOWN_LENGTH
from graph.store.ad_hoc_cypher.cypher_tokens import Token
from graph.store.ad_hoc_cypher.token_spans import (
    COMPARISONS,
    after,
    at_depth,
    costly,
    goes_through,
    is_given,
    is_value,
    split,
    whole,
)

PROJECTIONS = frozenset({"WITH", "RETURN", "LET", "UNWIND"})
ENDS = PROJECTIONS | words(
    "MATCH OPTIONAL WHERE CALL UNION ORDER SKIP OFFSET LIMIT FILTER FINISH YIELD NEXT"
)
SCALARS = words("""
    COUNT SUM AVG STDEV STDEVP PERCENTILECONT PERCENTILEDISC SIZE LENGTH CHAR_LENGTH CHARACTER_LENGTH
    TOINTEGER TOFLOAT TOBOOLEAN ABS ROUND FLOOR CEIL SIGN SQRT LOG EXP TYPE ID ELEMENTID EXISTS ISEMPTY
    DATE DATETIME LOCALDATETIME TIME LOCALTIME DURATION POINT ALL ANY NONE SINGLE RAND VALUETYPE
    """)
"""Functions whose result is short whatever they are given."""


def check_parts(tokens: Sequence[Token]) -> None:
    """Raise where the steps of a statement let a value hold another too often."""
    parts: dict[str, int] = {}
    for number, token in enumerate(tokens):
        if token.word not in PROJECTIONS or token.kind != "name":
            continue
        if token.word == "WITH" and number and tokens[number - 1].word in ("STARTS", "ENDS"):
            continue
        new: dict[str, int] = {}
        for first, last in split(tokens, number + 1, end_of_clause(tokens, number + 1)):
            name, until = _alias(tokens, first, last)
            size = _parts_of(tokens, first, until, parts)
            if size > MOST_PARTS:
                raise costly(
                    f"{name[:40]} may hold a value more than {MOST_PARTS:,} times",
                    "add up less from step to step; UNWIND and collect() are counted by the store",
                )
            new[name] = max(1, size)
        parts.update(new)


def end_of_clause(tokens: Sequence[Token], number: int) -> int:
    """Where a clause ends: at the next keyword of its depth, or where its bracket closes."""
    while number < len(tokens):
        token = tokens[number]
        if token.text in ")]}" and token.kind == "mark":
            return number
        follows = tokens[number - 1].word
        is_operator = token.word == "WITH" and follows in ("STARTS", "ENDS")
        is_clause = token.kind == "name" and token.word in ENDS and not is_operator
        if is_clause and follows not in (".", ":", "AS"):
            return number
        number = after(tokens, number)
    return number


def _alias(tokens: Sequence[Token], first: int, last: int) -> tuple[str, int]:
    """The name that an expression gets, and where the expression ends."""
    if last - first >= 3 and tokens[last - 2].word == "AS":
        return tokens[last - 1].text, last - 2
    return tokens[last - 1].text, last


def _parts_of(tokens: Sequence[Token], first: int, last: int, parts: Mapping[str, int]) -> int:
    """How many values of the statement's beginning the values between two places may hold."""
    return sum(_part_of(tokens, begin, end, parts) for begin, end in split(tokens, first, last))


def _part_of(tokens: Sequence[Token], first: int, last: int, parts: Mapping[str, int]) -> int:
    """The same of one expression; of a comprehension, that of its list and of what is made of each."""
    bar = at_depth(tokens, first, last, {"|"})
    if bar < last or (tokens[first - 1].text == "[" and goes_through(tokens, first)):
        until = min(bar, at_depth(tokens, first, last, {"WHERE"}))
        source = first + 2 if goes_through(tokens, first) else until
        times = _length_of_range(tokens, source, until)
        listed = _sum(tokens, source, until, parts)
        inner = {**parts, tokens[first].text: listed} if source > first else parts
        return listed + times * _sum(tokens, bar + 1, last, inner)
    if tokens[first - 2].word == "REDUCE":
        first = min(first + 2, last)
    place = at_depth(tokens, first, last, COMPARISONS | {"CASE"})
    if place < last and tokens[place].word != "CASE":
        return 1
    return _sum(tokens, first, last, parts)


def _sum(tokens: Sequence[Token], first: int, last: int, parts: Mapping[str, int]) -> int:
    """The parts of all names, parameters and brackets between two places."""
    total, number = 0, first
    while number < last:
        token = tokens[number]
        if token.end > 0:
            if number == first or tokens[number - 1].word not in SCALARS:
                times = _replaced(tokens, number) if tokens[number - 1].word == "REPLACE" else 1
                total += times * _parts_of(tokens, number + 1, token.end, parts)
            number = after(tokens, number)
            continue
        if is_given(token):
            total += 1
        elif is_value(tokens, number):
            total += parts.get(token.text, 1)
        number += 1
    return total


def _replaced(tokens: Sequence[Token], bracket: int) -> int:
    """How many times longer `replace` may make a text: by the text that it puts in, if that is written."""
    arguments = list(split(tokens, bracket + 1, tokens[bracket].end))
    put_in = tokens[slice(*arguments[2])] if len(arguments) > 2 else ()
    is_written = len(put_in) == 1 and put_in[0].kind == "text"
    return max(1, len(put_in[0].text) - 2) if is_written else MOST_PARTS + 1


def _length_of_range(tokens: Sequence[Token], first: int, last: int) -> int:
    """How long the range is that a comprehension goes through; 1 for other lists."""
    if first >= last or tokens[first].word != "RANGE":
        return 1
    ends = [
        whole(tokens[begin:end]) for begin, end in split(tokens, first + 2, tokens[first + 1].end)
    ]
    known = [end for end in ends[:2] if end is not None]
    return abs(known[1] - known[0]) + 1 if len(known) > 1 else UNKNOWN_LENGTH
