"""What is said of a whole list at once: how many, least, most and mean, and how many have each value.

The rows are those of the list's own statement with the same filters and policy, whatever the page. All of
their properties are looked at once, a row for each combination of values that are told apart; what is said
is added up of these here. Related nodes take a subquery each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from graph.store.composition.statement_forms import Form, aggregate_form
from graph.store.filter_terms import FilterShape
from graph.store.related_nodes import related_nodes
from graph.store.statement_lists import NodeList, RootList

MOST_VALUES = 100
"""Values of a tally, those with most rows first; one more is kept, to know whether there are more."""


class By(StrEnum):
    """By what rows are told apart."""

    VALUE = "value"
    """By the value of a property."""
    TRUTH = "truth"
    """By a property that is false where it is absent."""
    MONTH = "month"
    """By the month, in UTC, of a time or day."""
    RELATED = "related"
    """By the nodes that a relation finds: a row of several counts in each."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows have each value; `of` is the property, or the statement of the relation."""

    by: By
    of: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number of one property: how many have it (`count`), its `min`, `max` or `sum`."""

    function: str
    property: str
    is_time: bool = False
    """Whether it is a time or a day, which comes back as text."""
    twin: str | None = None
    """Of a decimal, which is text: the property that holds it as a number."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many rows there are, then these numbers of them."""

    columns: tuple[Number, ...] = ()


Measure = Tally | Numbers


@dataclass(frozen=True, slots=True)
class Aggregate:
    """What is said of a list with filters: one value a measure, in their order."""

    number: int
    relation: RootList[Any] | NodeList[Any]
    filters: tuple[FilterShape, ...]
    measures: tuple[Measure, ...]


def form_of(part: Aggregate, restricted: bool) -> Form:
    """The body that finds the rows of the list."""
    return aggregate_form(part.relation.name, part.filters, restricted)


@lru_cache(maxsize=512)
def readings(measures: tuple[Measure, ...]) -> tuple[Measure | None, ...]:
    """What one subquery each reads: None for all that lies in the rows themselves, then related nodes."""
    related = tuple(one for one in measures if _is_related(one))
    return related if len(related) == len(measures) else (None, *related)


def reading_lines(
    measures: tuple[Measure, ...], reading: Measure | None, name: str
) -> Sequence[str]:
    """The lines after the body that give one reading by this name."""
    if isinstance(reading, Tally):
        pattern, conditions = related_nodes(reading.of).named("n", "m")
        where = [f"  WHERE {' AND '.join(conditions)}"] if conditions else []
        once = ["CALL (n) {", f"  OPTIONAL MATCH {pattern}", *where, "  RETURN DISTINCT m", "}"]
        cut = ["ORDER BY number DESC, m.id", f"LIMIT {MOST_VALUES + 1}"]
        shown = f"RETURN collect([m.id, m.name, number]) AS {name}"
        return [*once, "WITH m, count(*) AS number", *cut, shown]
    tallies, columns = _of_rows(measures)
    values = [f"{_value(tally)} AS v{place}" for place, tally in enumerate(tallies)]
    numbers = [f"{_number(column)} AS c{place}" for place, column in enumerate(columns)]
    names = ", ".join(f"v{place}" for place in range(len(tallies)))
    told = ", ".join(f"c{place}" for place in range(len(columns)))
    return [
        f"WITH {', '.join([*values, 'count(*) AS number', *numbers])}",
        f"RETURN collect([number, [{names}], [{told}]]) AS {name}",
    ]


def measured(measures: tuple[Measure, ...], read: Sequence[Any] | None) -> list[Any]:
    """The value of each measure: of a tally its rows (value, name, how many), of numbers how many rows and each."""
    found = dict(zip(readings(measures), read or (), strict=False))
    rows = found.get(None, [])
    tallies, columns = _of_rows(measures)
    values: list[Any] = []
    for measure in measures:
        if isinstance(measure, Numbers):
            values.append([sum(row[0] for row in rows), *_added_up(columns, rows)])
        elif _is_related(measure):
            values.append(found.get(measure, []))
        else:
            values.append(_tallied(rows, tallies.index(measure)))
    return values


def _is_related(measure: Measure) -> bool:
    return isinstance(measure, Tally) and measure.by is By.RELATED


def _of_rows(measures: tuple[Measure, ...]) -> tuple[list[Tally], tuple[Number, ...]]:
    """The tallies and numbers that lie in the rows themselves."""
    tallies = [one for one in measures if isinstance(one, Tally) and not _is_related(one)]
    return tallies, next((one.columns for one in measures if isinstance(one, Numbers)), ())


def _added_up(columns: Sequence[Number], rows: Sequence[Any]) -> list[Any]:
    """Each number over all combinations; None where no row has one."""
    numbers: list[Any] = []
    for place, column in enumerate(columns):
        values = [row[2][place] for row in rows if row[2][place] is not None]
        if column.function in ("count", "sum"):
            numbers.append(sum(values))
        else:
            pick = min if column.function == "min" else max
            key = _moment if column.is_time else Decimal if column.twin else None
            numbers.append(pick(values, key=key, default=None))
    return numbers


def _moment(text: str) -> str:
    """A time in UTC as text that compares as time: whole seconds come before parts of them."""
    return text.removesuffix("Z")


def _tallied(rows: Sequence[Any], place: int) -> list[tuple[Any, None, int]]:
    """How many rows have each value, those with most first, then by value; absent ones last."""
    counts: dict[Any, int] = defaultdict(int)
    for number, values, _ in rows:
        counts[values[place]] += number
    order = sorted(counts.items(), key=lambda one: (-one[1], one[0] is None, str(one[0])))
    return [(value, None, count) for value, count in order[: MOST_VALUES + 1]]


def _number(column: Number) -> str:
    if column.twin is not None and column.function != "count":
        pair = f"CASE WHEN n.{column.property} IS NOT NULL THEN [n.{column.twin}, n.{column.property}] END"
        return f"{column.function}({pair})[1]"
    value = f"{column.function}(n.{column.property})"
    return f"toString({value})" if column.is_time and column.function != "count" else value


def _value(tally: Tally) -> str:
    if tally.by is By.TRUTH:
        return f"coalesce(n.{tally.of}, false)"
    if tally.by is By.MONTH:
        return f"left(toString(n.{tally.of}), 7)"
    return f"n.{tally.of}"
