"""Rows of credits as columns of whole numbers, and their sums for any people, days and goals.

A row says: on this day this person earned so many units, by what was done for `other`, in talk of
this set of goals, shown by this evidence. Denominators are rows of the same shape. Sums are exact
integers: a column keeps running totals by person and day, so a sum over a scope costs two searches a
person, however many rows there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from graph.ledger.scope_days import ScopeDays, of_people
from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import ranges
from graph.measures.row_order import row_order

NAMES = ("day", "person", "other", "goals", "units", "evidence")


@dataclass(frozen=True, eq=False)
class Rows:
    """Credits in any order; people -1 where nobody is known, goals 0 for talk without a goal."""

    day: Ints
    person: Ints
    other: Ints
    goals: Ints
    units: Ints
    evidence: Ints

    @classmethod
    def of(cls, *columns: ArrayLike) -> Rows:
        """Rows of these columns, one number standing for a whole column."""
        arrays = np.broadcast_arrays(*(np.asarray(one, np.int64) for one in columns))
        return cls(*(np.ascontiguousarray(one).reshape(-1) for one in arrays))

    @classmethod
    def joined(cls, parts: Sequence[Rows]) -> Rows:
        """All rows of these parts."""
        parts = parts or [NO_ROWS]
        return cls(*(np.concatenate(c) for c in zip(*(p.columns() for p in parts), strict=True)))

    def columns(self) -> tuple[Ints, ...]:
        """The columns in the order of `NAMES`."""
        return self.day, self.person, self.other, self.goals, self.units, self.evidence

    def select(self, rows: Bools | Ints | slice) -> Rows:
        """These rows only."""
        return Rows(*(column[rows] for column in self.columns()))

    def narrow(self) -> Rows:
        """The same rows in two thirds of the memory: to be kept and packed, not reckoned with."""
        day, person, other, goals = (
            one.astype(np.int32) for one in (self.day, self.person, self.other, self.goals)
        )
        return Rows(day, person, other, goals, self.units, self.evidence)  # type: ignore[arg-type]

    def turned(self) -> Rows:
        """The same credits seen from those they were earned for."""
        return Rows(self.day, self.other, self.person, self.goals, self.units, self.evidence)

    def ordered(self) -> Rows:
        """The same rows by person, day and then the rest: one order for one content."""
        day, person, other, goals, units, evidence = self.columns()
        return self.select(row_order(person, day, other, goals, evidence, units))

    def __len__(self) -> int:
        return len(self.day)


NO_ROWS = Rows.of([], [], [], [], [], [])


class Column:
    """The rows of one column in their order, with running totals."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows.ordered()
        self._narrowed: dict[bytes, Column] = {}

    @cached_property
    def _first(self) -> int:
        return int(self.rows.day.min(initial=2**31))

    @cached_property
    def _width(self) -> int:
        return int(self.rows.day.max(initial=-(2**31))) - self._first + 2 if len(self.rows) else 1

    @cached_property
    def _keys(self) -> Ints:
        return (self.rows.person + 1) * self._width + (self.rows.day - self._first)

    @cached_property
    def _totals(self) -> Ints:
        return np.concatenate([[0], np.cumsum(self.rows.units)])

    @cached_property
    def _everybody(self) -> ScopeDays:
        """All who stand in a row, on all days."""
        person = self.rows.person
        first = np.ones(len(person), np.bool_)
        first[1:] = person[1:] != person[:-1]
        return of_people(person[first].tolist())

    @cached_property
    def _by_day(self) -> tuple[Ints, Ints, Ints]:
        """The rows in the order of days: their days, running totals, and places."""
        order = np.argsort(self.rows.day, kind="stable")
        totals = np.concatenate([[0], np.cumsum(self.rows.units[order])])
        return self.rows.day[order], totals, order

    def narrowed(self, goals: Bools | None) -> Column:
        """The column of the rows in these sets of goals; the last few are kept."""
        if goals is None:
            return self
        key = goals.tobytes()
        found = self._narrowed.get(key)
        if found is None:
            found = Column(self.rows.select(goals[self.rows.goals]))
            if len(self._narrowed) >= MOST_NARROWED:
                self._narrowed.pop(next(iter(self._narrowed)))
            self._narrowed[key] = found
        return found

    def units(self, scope: ScopeDays, since: int, until: int, goals: Bools | None = None) -> int:
        """What these people earned on these days for these goals."""
        column = self.narrowed(goals)
        if scope.whole:
            days, totals, _ = column._by_day
            first, end = np.searchsorted(days, [since, max(since, until)])
            return int(totals[end] - totals[first])
        first, end = column._bounds(scope, since, until)
        return int((column._totals[end] - column._totals[first]).sum())

    def select(self, scope: ScopeDays, since: int, until: int, goals: Bools | None = None) -> Rows:
        """The rows behind `units`, zero credits too, by person and day."""
        column = self.narrowed(goals)
        return column.rows.select(np.sort(column.places(scope, since, until)))

    def by_person(
        self, scope: ScopeDays, since: int, until: int, goals: Bools | None = None
    ) -> tuple[Ints, Ints, Ints]:
        """People, what each earned on these days, and by how many rows; one entry a span of a person.

        Two searches a span, however many rows there are, and none for everybody in whole months, which is
        what rounded numbers are reckoned of; of everybody -1 is whom nobody knows.
        """
        column = self.narrowed(goals)
        spans = column._everybody if scope.whole else scope
        of_months = column._bounds_of_months(since, until) if scope.whole else None
        first, end = column._bounds(spans, since, until) if of_months is None else of_months
        return spans.person, column._totals[end] - column._totals[first], end - first

    def places(self, scope: ScopeDays, since: int, until: int) -> Ints:
        """Where the rows of these people and days stand, in any order."""
        if scope.whole:
            days, _, order = self._by_day
            low, high = np.searchsorted(days, [since, max(since, until)])
            return order[low:high]
        first, end = self._bounds(scope, since, until)
        return ranges(first, end)

    def _bounds(self, scope: ScopeDays, since: int, until: int) -> tuple[Ints, Ints]:
        """Where the rows of each span begin and end."""
        low = np.clip(np.maximum(scope.since, since) - self._first, 0, self._width - 1)
        high = np.clip(np.minimum(scope.until, until) - self._first, 0, self._width - 1)
        keys = (scope.person + 1) * self._width
        first = np.searchsorted(self._keys, keys + low)
        return first, np.maximum(first, np.searchsorted(self._keys, keys + high))

    def _bounds_of_months(self, since: int, until: int) -> tuple[Ints, Ints] | None:
        """Where the rows of everybody begin and end in these months; None where they are none."""
        low, high = (self._month(day) for day in (since, max(since, until)))
        return None if low is None or high is None else (self._months[low], self._months[high])

    def _month(self, day: int) -> int | None:
        """How many months of the column lie before a day; None for a day inside a month."""
        if not len(self.rows) or day <= self._first:
            return 0
        if day >= self._first + self._width - 1:
            return len(self._months) - 1
        first, month, before = month_of(np.array([self._first, day, day - 1])).tolist()
        return None if month == before else int(month - first)

    @cached_property
    def _months(self) -> Ints:
        """By month of the column, its end too, and person: where the rows of the month begin."""
        person, month = self.rows.person, month_of(self.rows.day)
        first = np.ones(len(person), np.bool_)
        first[1:] = person[1:] != person[:-1]
        starts, least = np.flatnonzero(first), month.min(initial=2**31)
        size = int(month.max(initial=least) - least) + 1 if len(month) else 0
        counts = np.bincount(
            (np.cumsum(first) - 1) * size + month - least, minlength=len(starts) * size
        )
        ends = np.cumsum(counts).reshape(len(starts), size)
        return np.ascontiguousarray(np.column_stack([starts, ends]).T)


def month_of(days: Ints) -> Ints:
    """The number of the month of each day, since January 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


MOST_NARROWED = 16
"""Narrowed columns that each column keeps."""


def summed(rows: Rows) -> Rows:
    """One row a day, person, other, set of goals and evidence, units added up; zero rows stay."""
    rows = rows.ordered()
    if not len(rows):
        return rows
    keys = (rows.day, rows.person, rows.other, rows.goals, rows.evidence)
    first = np.ones(len(rows), np.bool_)
    first[1:] = np.any([one[1:] != one[:-1] for one in keys], axis=0)
    starts = np.flatnonzero(first)
    one = rows.select(starts)
    units = np.add.reduceat(rows.units, starts)
    return Rows(one.day, one.person, one.other, one.goals, units, one.evidence)


def joined_columns(parts: Iterable[dict[str, Rows]]) -> dict[str, Rows]:
    """The columns of all parts, those of one name joined."""
    found: dict[str, list[Rows]] = {}
    for part in parts:
        for name, rows in part.items():
            found.setdefault(name, []).append(rows)
    return {name: Rows.joined(rows) for name, rows in found.items()}
