"""What is said of a whole list, as the fields `aggregate` and `facets` of its connection have it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.records.base import NodeRecord
from graph.store.composition.aggregates import MOST_VALUES, Measure, Number, Tally, measured

ROWS = "rows"
"""How many rows there are, among what is known of a list."""


@dataclass(frozen=True, slots=True)
class FacetValueSource:
    """One value and how many rows have it."""

    tally: Tally
    value: Any
    label: str | None
    count: int | None
    """None: fewer than are told."""


@dataclass(frozen=True, slots=True)
class FacetSource:
    """The values by which the rows of a list are told apart."""

    name: str
    values: Sequence[FacetValueSource]
    truncated: bool


class AggregateSource:
    """The numbers and tallies of one list: those that its statement read, and others by `read`."""

    def __init__(
        self,
        node: type[NodeRecord],
        known: dict[Any, Any] | None = None,
        read: Callable[[Sequence[Measure]], Awaitable[Sequence[Any]]] | None = None,
    ) -> None:
        self.node = node
        self.known = {} if known is None else known
        self._read = read

    @property
    def is_read(self) -> bool:
        """Whether what is not known is read where it is asked for."""
        return self._read is not None

    @classmethod
    def of(
        cls, node: type[NodeRecord], measures: Sequence[Measure], values: Sequence[Any] | None
    ) -> AggregateSource:
        """What a statement read; nothing at all is an empty list."""
        return cls(node, known_of(measures, values))

    async def value(self, key: Any, measure: Measure) -> Any:
        """What is known by a key; where it is not, the measure is read that it belongs to."""
        if key not in self.known and self._read is not None:
            self.known |= known_of([measure], await self._read([measure]))
        return self.known[key]


def known_of(measures: Sequence[Measure], read: Sequence[Any] | None) -> dict[Any, Any]:
    """The values of measures by tally, number, and `ROWS`."""
    known: dict[Any, Any] = {}
    for measure, value in zip(measures, measured(tuple(measures), read), strict=True):
        if isinstance(measure, Tally):
            known[measure] = value
        else:
            known |= zip((ROWS, *measure.columns), value, strict=True)
    return known


def facet_values(
    tally: Tally, rows: Sequence[Sequence[Any]], shown: Callable[[int], int | None]
) -> list[FacetValueSource]:
    """The values of a tally; `shown` says which counts are told."""
    return [
        FacetValueSource(tally, value, label, shown(count))
        for value, label, count in rows[:MOST_VALUES]
    ]


def having(number: Number) -> Number:
    """How many rows have the property of a number."""
    return Number("count", number.property)
