"""The JSON object of a line, its numbers as they stand where that matters."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import orjson

from graph.sources.problems import Problem, Row, RowRejection
from graph.sources.values import kind_of, quote

_NO_NUMBER = re.compile(rb"(?<![\"\w])-?(NaN|Infinity)\b")


def parse_object(line: bytes, *, exact: bool) -> Row:
    """The object of a line; `exact` keeps decimals as `Decimal`. Raises Rejected for anything else."""
    try:
        value = orjson.loads(line)
        if exact and type(value) is dict:
            value = json.loads(line, parse_float=Decimal, parse_int=_integer)
    except orjson.JSONDecodeError as error:
        raise RowRejection([_unreadable(line, error)]) from None
    except RecursionError:
        raise RowRejection([Problem(None, quote(line[:80].decode()), *_TOO_DEEP)]) from None
    if type(value) is not dict:
        reason = f"the line is {kind_of(value) if value is not None else 'null'}, not an object"
        raise RowRejection([Problem(None, quote(value), reason, "write one {...} a line")])
    return value


def _integer(digits: str) -> int | Decimal:
    return int(digits) if len(digits) < 30 else Decimal(digits)


def _unreadable(line: bytes, error: orjson.JSONDecodeError) -> Problem:
    """What keeps a line from being read as JSON, in words."""
    message = str(error)
    snippet = quote(line[:400].decode("utf-8", "replace"))
    for sign, reason, mend in _REASONS:
        if sign in message:
            return Problem(None, snippet, reason, mend)
    match = _NO_NUMBER.search(line)
    if match:
        number = match[1].decode()
        return Problem(None, snippet, f"{number} is no JSON number", "leave the field out")
    where = f" at character {error.colno}"
    return Problem(
        None,
        snippet,
        f"the line is no JSON object: {error.msg.split(':')[0]}{where}",
        "write each row as one JSON object on one line",
    )


_TOO_DEEP = ("the line is nested too deeply", "rows are nested at most three levels")
_REASONS = (
    (
        "not valid UTF-8",
        "the line is not UTF-8",
        "save the file as UTF-8 without changing its line breaks",
    ),
    (
        "surrogate",
        "the line holds half of a surrogate pair (\\ud800 to \\udfff alone), which is no character",
        "write the whole character, or take the half out",
    ),
    ("depth limit", *_TOO_DEEP),
    ("infinity", "a number in the line is too large", "give a number below 1e308"),
)
