"""Lists that are gone through inside one expression, which the store cannot stop before its end.

Rows are counted and stopped; a `reduce` over a thousand million numbers is one step, which no time limit
ends. So `range` is bounded, what goes through a list does not stand inside another that does, and entries of
long lists are not put together with texts from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.store.ad_hoc_cypher.allowlists import words
from graph.store.ad_hoc_cypher.conventions import LONGEST_RANGE, LONGEST_ROWS
from graph.store.ad_hoc_cypher.cypher_tokens import Token
from graph.store.ad_hoc_cypher.token_spans import (
    COMPARISONS,
    at_depth,
    costly,
    is_given,
    is_value,
    split,
    whole,
)

THROUGH_LISTS = frozenset({"ALL", "ANY", "NONE", "SINGLE", "REDUCE"})
SHORT_LISTS = frozenset({"LABELS", "NODES", "RELATIONSHIPS"})
"""Functions whose lists are as short as a path is long."""
TEXT_FUNCTIONS = words(
    "TOUPPER TOLOWER UPPER LOWER TRIM BTRIM LTRIM RTRIM REVERSE NORMALIZE SUBSTRING LEFT RIGHT SPLIT REPLACE "
    "TOSTRING TOSTRINGLIST"
)
"""Functions that make a new text, or several, of what they are given."""
BETWEEN = words("+ , | CASE WHEN THEN ELSE END AND OR XOR NOT = <> < > <= >= * / %")
"""What an operand of a sum ends at."""


def check_loops(tokens: Sequence[Token]) -> None:
    """Raise TooCostly for an expression that may grow beyond what the store can hold or stop."""
    for number, token in enumerate(tokens):
        if token.text == "(" and number and tokens[number - 1].word == "RANGE":
            _check_range(tokens, number)
    loops = list(_loops(tokens))
    for first, last, _ in loops:
        variable = tokens[_place_of_variable(tokens, first, last)].text
        for inner, inner_last, is_short in loops:
            is_inside = first < inner < last and not is_short
            if is_inside and not _is_source(tokens, inner, inner_last, variable):
                raise costly(
                    "a list is gone through inside another: that takes the product of their lengths",
                    "UNWIND one of them, so that the store goes through it row by row",
                )
        _check_foreign_texts(tokens, first, last)
    _check_accumulators(tokens)


def _check_range(tokens: Sequence[Token], bracket: int) -> None:
    """Raise for a `range` whose length is not known to be small."""
    end = tokens[bracket].end
    is_rows = (
        bracket > 1 and tokens[bracket - 2].word == "UNWIND" and tokens[end + 1 : end + 2] != []
    ) and tokens[end + 1].word == "AS"
    most = LONGEST_ROWS if is_rows else LONGEST_RANGE
    arguments = list(split(tokens, bracket + 1, end))
    ends = [whole(tokens[first:last]) for first, last in arguments]
    if len(ends) >= 2 and ends[0] is not None and ends[1] is not None:
        if abs(ends[1] - ends[0]) < most:
            return
    elif is_rows or (len(arguments) >= 2 and _is_length(tokens[slice(*arguments[1])])):
        return
    raise costly(
        f"a range of more than {most:,} numbers, or of a length that is not known before",
        f"write both its ends as numbers, no farther than {most:,} apart, or end it in size(list) - 1",
    )


def _is_length(tokens: Sequence[Token]) -> bool:
    """Whether an argument is the length of something there is, or a little less."""
    if len(tokens) < 3 or tokens[0].word not in ("SIZE", "LENGTH") or tokens[1].text != "(":
        return False
    names = [token for token in tokens if token.is_name or token.kind == "parameter"]
    depth_one = tokens[1:]
    rest = depth_one[_closing(depth_one) + 1 :]
    return len(names) <= 4 and (not rest or (rest[0].text == "-" and whole(rest[1:]) is not None))


def _closing(tokens: Sequence[Token]) -> int:
    """Where the bracket closes with which these tokens begin."""
    depth = 0
    for number, token in enumerate(tokens):
        if token.text in "([{" and token.kind == "mark":
            depth += 1
        elif token.text in ")]}" and token.kind == "mark":
            depth -= 1
            if depth == 0:
                return number
    return len(tokens) - 1


def _loops(tokens: Sequence[Token]) -> Iterator[tuple[int, int, bool]]:
    """Where lists are gone through inside expressions, and whether each is sure to be short."""
    for number, token in enumerate(tokens):
        inner = tokens[number + 1 : number + 4]
        is_listed = len(inner) > 1 and inner[0].is_name and inner[1].word == "IN"
        before = tokens[number - 1].word if number else ""
        called = token.text == "(" and before in THROUGH_LISTS and (is_listed or before == "REDUCE")
        if called or (token.text == "[" and is_listed):
            source = inner[2].word if len(inner) > 2 and before != "REDUCE" else ""
            yield number, token.end, source in SHORT_LISTS


def _place_of_variable(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where the name stands that each entry of a list gets."""
    if tokens[first - 1].word != "REDUCE":
        return first + 1
    return min(at_depth(tokens, first + 1, last, {","}) + 1, last)


def _is_source(tokens: Sequence[Token], first: int, last: int, name: str) -> bool:
    """Whether what is gone through is the entry of the list around it: that takes their lengths' sum."""
    place = _place_of_variable(tokens, first, last) + 2
    following = tokens[place + 1].word if place + 1 <= last else ""
    return place < last and tokens[place].text == name and following in ("WHERE", "|", "]", ")")


def _check_foreign_texts(tokens: Sequence[Token], first: int, last: int) -> None:
    """Raise where each entry of a long list is put together with a text from elsewhere.

    The store does not count such a list: a million entries with a text of 64 KiB would end it.
    """
    bar = at_depth(tokens, first + 1, last, {"|"})
    begin = _place_of_variable(tokens, first, last)
    if begin >= last or (begin > first + 1 and tokens[begin - 2].kind == "number"):
        return
    names = {tokens[first + 1].text, tokens[begin].text}
    names |= {tokens[inner + 1].text for inner, _, _ in _loops(tokens) if bar < inner < last}
    if _is_bounded(tokens, begin + 2, bar):
        return
    for number in range(bar + 1, last):
        token = tokens[number]
        inside = token.text == "(" and tokens[number - 1].word in TEXT_FUNCTIONS
        near = range(number + 1, token.end) if inside else ()
        if token.word == "+":
            near = range(
                _operand_before(tokens, number, bar + 1), _operand_after(tokens, number, last)
            )
        if any(_is_foreign(tokens, place, names) for place in near):
            raise costly(
                "each entry of a list is put together with something else inside one expression",
                "UNWIND the list and collect() again, so that the store can count it",
            )


def _is_bounded(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a list is sure to be short: written out, of one node or path, or a property."""
    words = [token.word for token in tokens[first : first + 2]]
    is_property = last - first >= 3 and words[1] == "." and tokens[first].is_name
    return is_property or words[:1] == ["["] or words[0] in SHORT_LISTS | {"KEYS", "RANGE"}


def _operand_before(tokens: Sequence[Token], plus: int, first: int) -> int:
    """Where the operand before a plus begins."""
    number = plus - 1
    while number > first and tokens[number].word not in BETWEEN:
        if tokens[number].text in ")]}" and tokens[number].kind == "mark":
            number = next(n for n in range(number, -1, -1) if tokens[n].end == number)
        number -= 1
    return max(first, number)


def _operand_after(tokens: Sequence[Token], plus: int, last: int) -> int:
    """Where the operand behind a plus ends."""
    return at_depth(tokens, plus + 1, last, BETWEEN)


def _is_foreign(tokens: Sequence[Token], number: int, names: set[str]) -> bool:
    """Whether a token is a value that does not come from the list itself."""
    token = tokens[number]
    return is_given(token) or (is_value(tokens, number) and token.text not in names)


def _check_accumulators(tokens: Sequence[Token]) -> None:
    """Raise for a `reduce` that takes what it gathers twice in one step."""
    for number, token in enumerate(tokens):
        if token.text != "(" or not number or tokens[number - 1].word != "REDUCE":
            continue
        name = tokens[number + 1].text
        body = next((n for n in range(number, token.end) if tokens[n].text == "|"), token.end)
        branch = 0
        for inner in tokens[body : token.end]:
            if inner.word in ("WHEN", "THEN", "ELSE", "CASE", "END"):
                branch = 0
            elif inner.word in COMPARISONS:
                branch -= 1
            elif inner.is_name and inner.text == name:
                branch += 1
                if branch > 1:
                    raise costly(
                        f"{name[:40]} is taken twice in one step of reduce, which doubles it each time",
                        "take it once",
                    )
