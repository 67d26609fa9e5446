"""A line of a bundle as a checked row: canonical values, its identity and its references.

A checker is made once a file: a table of parsers. Measured on 17,564 messages: 10 µs a row for
types, global ids, canonical times, references and defaults, where pydantic needs 7 µs for the
types alone and its messages would have to be written anew for people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from graph.keys import source_of
from graph.sources.conventions import MOST_NAMES
from graph.sources.json_keys import may_repeat, repeated_keys
from graph.sources.json_objects import parse_object
from graph.sources.kinds import FIELDS, LED_TO, Field, Kind
from graph.sources.limits import LIMITS
from graph.sources.nested_fields import NESTED
from graph.sources.problems import Problem, Row, RowRejection
from graph.sources.row_completion import FINISH, Mended, reversed_spans
from graph.sources.text_fields import address, keys, mail, text, texts
from graph.sources.times import day, time
from graph.sources.values import (
    LARGEST_INT,
    LEFT_OUT,
    InvalidValue,
    Parser,
    PartlyInvalidValue,
    Slip,
    boolean,
    decimal,
    integer,
    list_of,
    native_id,
    one_of,
    quote,
    reference,
    share,
)

_EXACT = frozenset({Kind.GOALS, Kind.CHECKINS})


Reference = tuple[int, int, str]
"""Where a row points: the field's place in its table, the number of the kind, the global id."""


@dataclass(slots=True)
class CheckedRow:
    """A row that can be used, as far as it can be told without the others."""

    row: Row
    id: str
    references: list[Reference]
    mended: list[Problem]


def parser_of(item: Field, source: str) -> Parser:
    """The parser of a field in a bundle of `source`."""
    refer = reference(source)
    if item.choices is not None:
        return one_of(item.choices)
    if item.form in NESTED:
        return NESTED[item.form](refer)
    limit = LIMITS.get(item.form)
    if limit is not None and item.form not in ("address", "email", "keys"):
        return text(limit) if limit.items is None else texts(limit)
    simple: dict[str, Parser] = {
        "id": lambda value: f"{source}/{native_id(value)}",
        "ref": refer,
        "refs": list_of(refer),
        "address": address,
        "email": mail,
        "keys": keys,
        "bool": boolean,
        "level": integer(1, LARGEST_INT),
        "seq": integer(0, LARGEST_INT),
        "share": share,
        "decimal": decimal,
        "time": time,
        "day": day,
    }
    return simple[item.form]


class RowChecker:
    """The checks of one file. `unknown` counts the fields that the format does not know.

    `mends`: what is wrong costs the smallest part that the row can do without; else the row.
    """

    def __init__(self, kind: Kind, source: str, *, mends: bool = True) -> None:
        self.kind = kind
        self.mends = mends
        self.source = source
        self.unknown: Counter[str] = Counter()
        self._fields = {item.name: item for item in FIELDS[kind] if item.part_of is None}
        self._parsers = {name: parser_of(item, source) for name, item in self._fields.items()}
        self._required = frozenset(item.name for item in FIELDS[kind] if item.required)
        self._pointing = [
            (place, item.name, item.form, item.key, item.target.number if item.target else -1)
            for place, item in enumerate(FIELDS[kind])
            if points(item)
        ]
        self._finish: Callable[[Row, Mended], str] = FINISH[kind]

    def check(self, line: bytes) -> CheckedRow:
        """The row of a line; raises Rejected with every problem of it."""
        parsed = parse_object(line, exact=self.kind in _EXACT)
        checked_row = self._check(parsed, lambda: parse_object(line, exact=True))
        if may_repeat(line, parsed):
            checked_row.mended.extend(repeated_keys(line))
        return checked_row

    def check_given(self, parsed: Row, stored: Collection[str] = ()) -> CheckedRow:
        """The row of an object that is already parsed; raises Rejected with every problem of it.

        `stored` names the fields that are as the store has them: those are mended.
        """
        return self._check(parsed, lambda: parsed, stored)

    def _check(
        self, parsed: Row, exact: Callable[[], Row], stored: Collection[str] = ()
    ) -> CheckedRow:
        """The row of an object; `exact` gives it with the numbers as they stand."""
        row: Row = {}
        unknown: list[str] = []
        parsers = self._parsers
        try:
            for name, value in parsed.items():
                if value is not None:
                    parse = parsers.get(name)
                    if parse is None:
                        unknown.append(name)
                    else:
                        row[name] = parse(value)
        except InvalidValue:
            return self._mend(exact(), stored)
        if not self._required <= row.keys():
            raise self._rejection(exact(), [], row.get("id"))
        self._count_unknown(unknown)
        return self._complete(row, [])

    def _count_unknown(self, names: Collection[str]) -> None:
        """Count fields that the format does not know; beyond 1,000 names they count as one."""
        for name in names:
            full = len(self.unknown) >= MOST_NAMES and name not in self.unknown
            self.unknown["other names" if full else name[:100]] += 1

    def _mend(self, parsed: Row, stored: Collection[str]) -> CheckedRow:
        """The row of an object whose fields cannot all be used as they stand."""
        row: Row = {}
        problems: list[Problem] = []
        mends: list[Problem] = []
        for name, value in parsed.items():
            item = self._fields.get(name)
            if item is None or value is None:
                continue
            try:
                row[name] = self._parsers[name](value)
            except PartlyInvalidValue as unfit:
                if self.mends or name in stored or all(slip.slight for slip in unfit.slips):
                    mends.extend(self._slip(name, value, slip, True) for slip in unfit.slips)
                    if unfit.remainder is not None:
                        row[name] = unfit.remainder
                else:
                    problems.extend(self._slip(name, value, slip, False) for slip in unfit.slips)
            except InvalidValue as wrong:
                if self.mends and not item.required and not self._is_process(name, value):
                    mends.append(self._loss(item, value, wrong, row))
                else:
                    problems.append(self._problem(name, value, wrong))
        if problems or not self._required <= row.keys():
            raise self._rejection(parsed, problems, row.get("id"))
        for name in [name for name in parsed if name in self._fields and name not in row]:
            for dependent in self._fields[name].takes if parsed[name] is not None else ():
                row.pop(dependent, None)
        self._count_unknown(
            [
                name
                for name, value in parsed.items()
                if value is not None and name not in self._fields
            ]
        )
        return self._complete(row, mends)

    def _is_process(self, name: str, value: object) -> bool:
        """Whether a goal is to be a process, which no goal can be."""
        return self.kind is Kind.GOALS and name == "kind" and value == "process"

    def _loss(self, item: Field, value: object, wrong: InvalidValue, row: Row) -> Problem:
        """What is wrong with a field that is left out, or taken for what shows least."""
        done = LEFT_OUT
        if item.fallback is not None:
            row[item.name] = item.fallback
            done = f"it was taken for {item.fallback}"
        elif item.takes:
            done = (
                f"it was left out, and with it {' and '.join(f'`{name}`' for name in item.takes)}"
            )
        return self._slip(item.name, value, Slip(wrong.reason, wrong.mend, done, wrong.place), True)

    def _slip(self, name: str, value: object, slip: Slip, done: bool) -> Problem:
        reason = f"{slip.reason}; {slip.done}" if done else slip.reason
        problem = self._problem(name, value, InvalidValue(reason, slip.mend, slip.place))
        return replace(problem, slight=True) if slip.slight else problem

    def _rejection(self, parsed: Row, problems: list[Problem], identity: object) -> RowRejection:
        """These problems of a row, and those of what it lacks."""
        self._find_missing(parsed, problems)
        return RowRejection(problems, identity if isinstance(identity, str) else None)

    def _complete(self, row: Row, before: list[Problem]) -> CheckedRow:
        mends: list[tuple[str, object, str, str]] = []
        if self.kind is Kind.CHECKINS and source_of(row["goal"]) != self.source:
            row["source"] = self.source
        try:
            identity = self._finish(row, mends)
        except InvalidValue as wrong:
            raise RowRejection([self._problem(wrong.place, None, wrong)], row.get("id")) from None
        problems = before + [
            Problem(name, quote(value), reason, mend) for name, value, reason, mend in mends
        ]
        for name, value, reason, mend in reversed_spans(self.kind, row):
            problems.append(Problem(name, quote(value), reason, mend, slight=True))
        return CheckedRow(row, identity, self._references(row), problems)

    def _references(self, row: Row) -> list[Reference]:
        """Everything that the row points at."""
        references: list[Reference] = []
        for place, name, form, key, number in self._pointing:
            value = row.get(name)
            if value is None:
                continue
            if form in ("ref", "managers"):
                references.append((place, number, value))
            elif form == "led_to":
                ((noun, target),) = value.items()
                references.append((place, LED_TO[noun].number, target))
            elif key is None:
                references.extend((place, number, target) for target in value)
            else:
                references.extend((place, number, target[key]) for target in value)
        return references

    def _find_missing(self, parsed: Row, problems: list[Problem]) -> None:
        named = {problem.field.split("[")[0] for problem in problems if problem.field}
        for item in FIELDS[self.kind]:
            if item.required and parsed.get(item.name) is None and item.name not in named:
                why = "is null, which means absent" if item.name in parsed else "is missing"
                problems.append(
                    Problem(item.name, "", f"`{item.name}` {why}; it is required", "add it")
                )

    def _problem(self, name: str, value: object, wrong: InvalidValue) -> Problem:
        place = f"{name}{wrong.place if wrong.place != name else ''}"
        inner = _inside(value, wrong.place)
        if value is None:
            return Problem(place, "", wrong.reason, wrong.mend)
        if self._is_process(name, value):
            return Problem(
                place,
                quote(inner),
                '`kind` is "process"; conversations are linked to purposes and goals, never to a '
                "process",
                "say which purpose or goal the process serves and write that goal instead",
            )
        return Problem(
            place, quote(inner), f"`{place}` is {quote(inner)}; {wrong.reason}", wrong.mend
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
