"""Parts of a statement's tokens: what stands between commas, and what stands outside of brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from graph.errors import TooCostly
from graph.store.ad_hoc_cypher.allowlists import words
from graph.store.ad_hoc_cypher.conventions import SHORT_TEXT
from graph.store.ad_hoc_cypher.cypher_tokens import Token

COMPARISONS = words("= <> < > <= >= AND OR XOR NOT IN CONTAINS STARTS ENDS IS")
KEYWORDS = words("AS DISTINCT CASE WHEN THEN ELSE END NULL TRUE FALSE IN WHERE ASC DESC BY")
"""Words of expressions that name nothing."""
_INTEGER = re.compile(r"\d+$")


def is_value(tokens: Sequence[Token], number: int) -> bool:
    """Whether a token is a variable, or looks like one: no property, function, key of a map or keyword."""
    token = tokens[number]
    following = tokens[number + 1].text if number + 1 < len(tokens) else ""
    is_variable = token.is_name and (number == 0 or tokens[number - 1].text != ".")
    return is_variable and following not in ("(", ":") and token.word not in KEYWORDS | COMPARISONS


def is_given(token: Token) -> bool:
    """Whether a token is a parameter or a long text."""
    return token.kind == "parameter" or (token.kind == "text" and len(token.text) > SHORT_TEXT)


def after(tokens: Sequence[Token], number: int) -> int:
    """The place behind a token; behind the bracket that closes, where it opens one."""
    return max(number, tokens[number].end) + 1


def split(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """What stands between commas of one depth."""
    begin = number = first
    while number < last:
        if tokens[number].text == "," and tokens[number].kind == "mark":
            yield begin, number
            begin = number + 1
        number = after(tokens, number)
    if begin < last:
        yield begin, last


def at_depth(tokens: Sequence[Token], first: int, last: int, words_: AbstractSet[str]) -> int:
    """Where one of these words stands first, brackets not entered; `last` where none does."""
    number = first
    while number < last:
        if tokens[number].word in words_:
            return number
        number = after(tokens, number)
    return last


def goes_through(tokens: Sequence[Token], first: int) -> bool:
    """Whether `name IN …` stands here."""
    return first + 1 < len(tokens) and tokens[first].is_name and tokens[first + 1].word == "IN"


def whole(tokens: Sequence[Token]) -> int | None:
    """The whole number that an argument is; None for anything else."""
    sign = -1 if tokens and tokens[0].text == "-" else 1
    rest = tokens[1:] if sign < 0 else tokens
    if len(rest) != 1 or not _INTEGER.match(rest[0].text.replace("_", "")):
        return None
    return sign * int(rest[0].text.replace("_", ""))


def costly(message: str, remedy: str) -> TooCostly:
    """The refusal of a statement that could take more than there is."""
    return TooCostly(message, remedy=remedy, path=("statement",))
