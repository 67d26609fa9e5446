"""A line of a bundle as a checked row: canonical values, its identity and its references.

A checker is made once a file: a table of parsers. Measured on 17,564 messages: 10 µs a row for
types, global ids, canonical times, references and defaults, where pydantic needs 7 µs for the
types alone and its messages would have to be written anew for people.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson

from graph.sources.finish import FINISH, Mended
from graph.sources.kinds import FIELDS, LED_TO, Field, Kind
from graph.sources.nested import NESTED
from graph.sources.values import (
    Parser,
    Wrong,
    boolean,
    day,
    decimal,
    integer,
    kind_of,
    listed,
    native_id,
    one_of,
    reference,
    share,
    shown,
    text,
    time,
    word,
)

Row = dict[str, Any]

MOST_NAMES = 1000
"""Names of unknown fields that are counted each by itself."""

_EXACT = frozenset({Kind.GOALS, Kind.CHECKINS})
_NO_NUMBER = re.compile(rb"(?<![\"\w])-?(NaN|Infinity)\b")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of one row (or with the whole line: no field)."""

    field: str | None
    value: str
    reason: str
    mend: str


Reference = tuple[int, int, str]
"""Where a row points: the field's place in its table, the number of the kind, the global id."""


@dataclass(slots=True)
class Checked:
    """A row that can be used, as far as it can be told without the others."""

    row: Row
    id: str
    references: list[Reference]
    mended: list[Problem]


class Rejected(Exception):
    """A line that cannot be used, with every problem found; `id` where it could be told."""

    def __init__(self, problems: list[Problem], id: str | None = None) -> None:
        super().__init__(problems)
        self.problems = problems
        self.id = id


def parser_of(item: Field, source: str) -> Parser:
    """The parser of a field in a bundle of `source`."""
    refer = reference(source)
    if item.choices is not None:
        return one_of(item.choices)
    if item.form in NESTED:
        return NESTED[item.form](refer)
    simple: dict[str, Parser] = {
        "id": lambda value: f"{source}/{native_id(value)}",
        "ref": refer,
        "refs": listed(refer),
        "text": text,
        "word": word,
        "texts": listed(text),
        "words": listed(word),
        "keys": listed(text),
        "bool": boolean,
        "level": integer(1),
        "seq": integer(0, 999_999_999_999),
        "share": share,
        "decimal": decimal,
        "time": time,
        "day": day,
    }
    return simple[item.form]


class Checker:
    """The checks of one file. `unknown` counts the fields that the format does not know."""

    def __init__(self, kind: Kind, source: str) -> None:
        self.kind = kind
        self.unknown: Counter[str] = Counter()
        self._parsers = {item.name: parser_of(item, source) for item in FIELDS[kind]}
        self._required = frozenset(item.name for item in FIELDS[kind] if item.required)
        self._pointing = [
            (place, item.name, item.form, item.key, item.target.number if item.target else -1)
            for place, item in enumerate(FIELDS[kind])
            if points(item)
        ]
        self._finish: Callable[[Row, Mended], str] = FINISH[kind]

    def check(self, line: bytes) -> Checked:
        """The row of a line; raises Rejected with every problem of it."""
        given = parse_object(line, exact=self.kind in _EXACT)
        return self._checked(given, lambda: parse_object(line, exact=True))

    def check_given(self, given: Row) -> Checked:
        """The row of an object that is already parsed; raises Rejected with every problem of it."""
        return self._checked(given, lambda: given)

    def _checked(self, given: Row, exact: Callable[[], Row]) -> Checked:
        """The row of an object; `exact` gives it with the numbers as they stand."""
        row: Row = {}
        parsers = self._parsers
        try:
            for name, value in given.items():
                if value is not None:
                    parse = parsers.get(name)
                    if parse is None:
                        self._count_unknown(name)
                    else:
                        row[name] = parse(value)
        except Wrong:
            raise self._rejected(exact()) from None
        if not self._required <= row.keys():
            raise self._rejected(exact())
        return self._finished(row)

    def _count_unknown(self, name: str) -> None:
        """Count a field that the format does not know; beyond 1,000 names they count as one."""
        full = len(self.unknown) >= MOST_NAMES and name not in self.unknown
        self.unknown["other names" if full else name[:100]] += 1

    def _rejected(self, given: Row) -> Rejected:
        """Every problem of a row whose fields cannot all be used, numbers shown as they stand."""
        problems = []
        identity = None
        for name, value in given.items():
            parse = self._parsers.get(name)
            if parse is None or value is None:
                continue
            try:
                found = parse(value)
                identity = found if name == "id" else identity
            except Wrong as wrong:
                problems.append(self._problem(name, value, wrong))
        self._find_missing(given, problems)
        return Rejected(problems, identity if isinstance(identity, str) else None)

    def _finished(self, row: Row) -> Checked:
        mended: list[tuple[str, object, str, str]] = []
        try:
            identity = self._finish(row, mended)
        except Wrong as wrong:
            raise Rejected([self._problem(wrong.place, None, wrong)], row.get("id")) from None
        problems = [Problem(name, shown(value), *why) for name, value, *why in mended]
        return Checked(row, identity, self._references(row), problems)

    def _references(self, row: Row) -> list[Reference]:
        """Everything that the row points at."""
        found: list[Reference] = []
        for place, name, form, key, number in self._pointing:
            value = row.get(name)
            if value is None:
                continue
            if form == "ref":
                found.append((place, number, value))
            elif form == "led_to":
                ((noun, target),) = value.items()
                found.append((place, LED_TO[noun].number, target))
            elif key is None:
                found.extend((place, number, target) for target in value)
            else:
                found.extend((place, number, target[key]) for target in value)
        return found

    def _find_missing(self, given: Row, problems: list[Problem]) -> None:
        told = {problem.field.split("[")[0] for problem in problems if problem.field}
        for item in FIELDS[self.kind]:
            if item.required and given.get(item.name) is None and item.name not in told:
                why = "is null, which means absent" if item.name in given else "is missing"
                problems.append(
                    Problem(item.name, "", f"`{item.name}` {why}; it is required", "add it")
                )

    def _problem(self, name: str, value: object, wrong: Wrong) -> Problem:
        place = f"{name}{wrong.place if wrong.place != name else ''}"
        inner = _inside(value, wrong.place)
        if value is None:
            return Problem(place, "", wrong.reason, wrong.mend)
        if self.kind is Kind.GOALS and name == "kind" and value == "process":
            return Problem(
                place,
                shown(inner),
                '`kind` is "process"; conversations are linked to purposes and goals, never to a '
                "process",
                "say which purpose or goal the process serves and write that goal instead",
            )
        return Problem(
            place, shown(inner), f"`{place}` is {shown(inner)}; {wrong.reason}", wrong.mend
        )


def points(item: Field) -> bool:
    """Whether the field holds references."""
    return item.target is not None or item.form == "led_to"


def _inside(value: object, place: str) -> object:
    """The part of a value that a place such as `[2].weight` names; the value itself where it fails."""
    for index, name in re.findall(r"\[(\d+)\]|\.(\w+)", place):
        if index and isinstance(value, list):
            value = value[int(index)]
        elif name and isinstance(value, dict) and name in value:
            value = value[name]
    return value


def parse_object(line: bytes, *, exact: bool) -> Row:
    """The object of a line; `exact` keeps decimals as `Decimal`. Raises Rejected for anything else."""
    try:
        value = orjson.loads(line)
        if exact and type(value) is dict:
            value = json.loads(line, parse_float=Decimal, parse_int=_integer)
    except orjson.JSONDecodeError as error:
        raise Rejected([_unreadable(line, error)]) from None
    except RecursionError:
        raise Rejected([Problem(None, shown(line[:80].decode()), *_TOO_DEEP)]) from None
    if type(value) is not dict:
        reason = f"the line is {kind_of(value) if value is not None else 'null'}, not an object"
        raise Rejected([Problem(None, shown(value), reason, "write one {...} a line")])
    return value


def _integer(digits: str) -> int | Decimal:
    return int(digits) if len(digits) < 30 else Decimal(digits)


def _unreadable(line: bytes, error: orjson.JSONDecodeError) -> Problem:
    """What keeps a line from being read as JSON, in words."""
    said = str(error)
    snippet = shown(line[:400].decode("utf-8", "replace"))
    for sign, reason, mend in _REASONS:
        if sign in said:
            return Problem(None, snippet, reason, mend)
    found = _NO_NUMBER.search(line)
    if found:
        number = found[1].decode()
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
