"""Values as an analyst types them: JSON or Cypher literals, read by the type of an example."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from graph.errors import BadInput
from graph.store.statements import Statement

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?![\w.])"
    r"|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<mark>[\[\]{}(),:]))"
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_WORDS = {"null": None, "true": True, "false": False}
_NAMES = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    datetime: "a time",
    date: "a day",
    list: "a list",
    dict: "a map",
}


def literal(text: str) -> Any:
    """The value of a JSON value or a Cypher literal; raises ValueError where it is neither.

    >>> literal("[1, 'a', {b: true}]")
    [1, 'a', {'b': True}]
    >>> literal("date('2026-01-31')")
    datetime.date(2026, 1, 31)
    """
    tokens = _tokens(text)
    value, end = _value(tokens, 0)
    if end != len(tokens):
        raise ValueError(f"{tokens[end][1]!r} follows the value")
    return value


def _tokens(text: str) -> list[tuple[str, str]]:
    """The kinds and texts of the tokens; raises ValueError for what is none."""
    tokens, place, text = [], 0, text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise ValueError(f"{text[place:].strip()[:20]!r} is no value")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return tokens


def _value(tokens: list[tuple[str, str]], place: int) -> tuple[Any, int]:
    """The value that begins at a token, and the place after it."""
    if place >= len(tokens):
        raise ValueError("it ends too early")
    kind, text = tokens[place]
    if kind == "text":
        return _unquoted(text), place + 1
    if kind == "number":
        return (int(text) if re.fullmatch(r"[-+]?\d+", text) else float(text)), place + 1
    if kind == "word" and text.lower() in _WORDS:
        return _WORDS[text.lower()], place + 1
    if kind == "word" and text in ("date", "datetime"):
        return _time(tokens, place)
    if text == "[":
        return _items(tokens, place + 1)
    if text == "{":
        return _pairs(tokens, place + 1)
    raise ValueError(f"{text!r} is no value")


def _unquoted(text: str) -> str:
    """The text between quotes with its escapes resolved."""

    def character(escape: re.Match[str]) -> str:
        code = escape[1]
        return chr(int(code[1:], 16)) if len(code) == 5 else _ESCAPED.get(code, code)

    plain = _ESCAPE.sub(character, text[1:-1])
    return plain.encode("utf-16", "surrogatepass").decode("utf-16")  # joins surrogate pairs


def _time(tokens: list[tuple[str, str]], place: int) -> tuple[date, int]:
    """The day or time of `date('…')` or `datetime('…')`."""
    function = [text for _, text in tokens[place : place + 4]]
    if len(function) < 4 or (function[1], function[3]) != ("(", ")"):
        raise ValueError(f"{function[0]} takes one text in brackets")
    parse = _day if function[0] == "date" else _moment
    return parse(_unquoted(function[2])), place + 4


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _items(tokens: list[tuple[str, str]], place: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    while tokens[place : place + 1] != [("mark", "]")]:
        if items:
            place = _expect(tokens, place, ",")
        value, place = _value(tokens, place)
        items.append(value)
    return items, place + 1


def _pairs(tokens: list[tuple[str, str]], place: int) -> tuple[dict[str, Any], int]:
    pairs: dict[str, Any] = {}
    while tokens[place : place + 1] != [("mark", "}")]:
        if pairs:
            place = _expect(tokens, place, ",")
        kind, key = tokens[place] if place < len(tokens) else ("", "")
        if kind not in ("text", "word"):
            raise ValueError("a map has names before its colons")
        place = _expect(tokens, place + 1, ":")
        pairs[_unquoted(key) if kind == "text" else key], place = _value(tokens, place)
    return pairs, place + 1


def _expect(tokens: list[tuple[str, str]], place: int, mark: str) -> int:
    if tokens[place : place + 1] != [("mark", mark)]:
        raise ValueError(f"{mark!r} is missing")
    return place + 1


def params_of(statement: Statement, texts: Mapping[str, str]) -> dict[str, Any]:
    """The parameters of a statement: what is given, read by the type of its example, else the example.

    Raises BadInput for a name that it does not have and for a value of another type.
    """
    unknown = sorted(texts.keys() - statement.examples.keys())
    if unknown:
        names = ", ".join(f"--{name}" for name in statement.examples)
        raise BadInput(
            f"{statement.name} has no parameter {unknown[0]!r}",
            remedy=f"it has {names}" if names else "it has none",
        )
    return {
        name: _typed(name, texts[name], example) if name in texts else literal(example)
        for name, example in statement.examples.items()
    }


def _typed(name: str, text: str, example: str) -> Any:
    """The value of a text where the example says which type it must have."""
    model = literal(example)
    for read in (literal, lambda bare: bare):
        try:
            return _as(read(text), model)
        except (ValueError, TypeError):
            continue
    kind = _NAMES.get(type(model), "a value")
    raise BadInput(f"--{name} {text!r} is not {kind}", remedy=f'write it like --{name} "{example}"')


def _as(value: Any, model: Any) -> Any:
    """The value as the type of `wanted`; raises ValueError where it is of another one."""
    if value is None or model is None or type(value) is type(model):
        return value
    if isinstance(model, list) and not isinstance(value, dict):
        return [_as(value, model[0])] if model else [value]
    if isinstance(model, float) and type(value) is int:
        return float(value)
    if isinstance(value, str) and isinstance(model, datetime):
        return _moment(value)
    if isinstance(value, str) and isinstance(model, date):
        return _day(value)
    raise ValueError("another type")
