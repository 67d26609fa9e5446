"""What a process holds of the value ledger: columns, people, sets of goals, evidence, and how far it reaches.

Stable for readers: everything here. People and sets of goals are known by their numbers in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from graph.ledger.columns import NO_ROWS, Column, Rows
from graph.ledger.durations import TIMES, last_days
from graph.ledger.packed_columns import TABLES, Part, rows_of_part, tables_of
from graph.measures.arrays import Bools, Ints
from graph.records.window import DAY


class EvidenceRef(NamedTuple):
    """What shows a credit: a node by label and id."""

    label: str
    id: str


@dataclass(frozen=True)
class Reach:
    """How far the ledger reaches: the versions of the organisation that it was made of."""

    versions: Mapping[str, int]
    """Part of the organisation → its version."""
    code_version: str
    first_day: int | None = None
    """The first day of talk, since 1970-01-01; None without talk."""
    last_day: int | None = None
    hash: str = ""
    """Of all rows: equal hashes are equal ledgers."""
    built_at: float = 0.0
    """Seconds since 1970-01-01 (UTC)."""


@dataclass(frozen=True, eq=False)
class Ledger:
    """The value ledger as arrays."""

    columns: Mapping[str, Column]
    people: Sequence[str]
    """Ids in their order; the numbers of people in rows are places here."""
    goal_sets: Sequence[frozenset[str]]
    """Sets of goals that talk advances; the first is empty."""
    evidence: Evidence
    reach: Reach
    covered: frozenset[str] | None = None
    """Ids of all people who were there when it was made, programs apart; None where that is not known."""

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Id of a person → number."""
        return {id_: place for place, id_ in enumerate(self.people)}

    @cached_property
    def end(self) -> int:
        """The last day on which something is known to have happened: what is open is open until then.

        Talk, credits, and ends of what took time; not after the day on which the ledger was made.
        """
        days = [-(2**31) if self.reach.last_day is None else self.reach.last_day]
        for name, column in self.columns.items():
            rows = column.rows
            ends = last_days(rows.day, rows.units) if name in TIMES else rows.day
            days.append(int(ends.max(initial=days[0])))
        made = int(self.reach.built_at // DAY)
        return min(max(days), made) if made else max(days)

    @cached_property
    def days_with_rows(self) -> Ints:
        """The days on which there is any row, and the first and last day of talk."""
        days = {one for one in (self.reach.first_day, self.reach.last_day) if one is not None}
        for column in self.columns.values():
            days.update(np.unique(column.rows.day).tolist())
        return np.array(sorted(days), np.int64)

    def covers(self, person: str) -> bool:
        """Whether somebody was there when it was made: of whom came later it says nothing."""
        return self.covered is None or person in self.covered

    def column(self, name: str) -> Column:
        """The column of this name, empty where nothing was earned."""
        return self.columns.get(name, _EMPTY)

    def numbers(self, people: Iterable[str]) -> Ints:
        """The numbers of these people, in order; who is not in the ledger is left out."""
        found = {self.index[id_] for id_ in people if id_ in self.index}
        return np.array(sorted(found), np.int64)

    def touching(self, goals: Iterable[str]) -> Bools:
        """Which sets of goals hold one of these: give a goal with all that supports it."""
        wanted = frozenset(goals)
        return np.array([not wanted.isdisjoint(one) for one in self.goal_sets], np.bool_)

    def refs(self, evidence: Ints) -> list[EvidenceRef]:
        """What these numbers of evidence stand for, without repeats, in their order."""
        kept = dict.fromkeys(number for number in evidence.tolist() if number >= 0)
        return list(dict.fromkeys(self.evidence.ref(number) for number in kept))


class Evidence:
    """What shows credits, month by month; each month is read when it is looked at."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._starts = np.cumsum([0, *(part.rows for part in parts)]).tolist()
        self._texts: dict[int, Sequence[str]] = {}

    def start(self, month: int) -> int:
        """The first number of a month, by its place."""
        return int(self._starts[month])

    def ref(self, number: int) -> EvidenceRef:
        """What this number stands for."""
        month = bisect_right(self._starts, number) - 1
        if month not in self._texts:
            while len(self._texts) >= MOST_MONTHS:
                self._texts.pop(next(iter(self._texts)))
            self._texts[month] = tables_of(self._parts[month]).evidence
        label, _, id_ = self._texts[month][number - self._starts[month]].partition(" ")
        return EvidenceRef(label, id_)


_EMPTY = Column(NO_ROWS)
MOST_MONTHS = 24
"""Months whose evidence a process keeps as texts."""


def ledger_of(parts: Iterable[Part], reach: Reach, covered: frozenset[str] | None = None) -> Ledger:
    """The ledger that these parts are."""
    ordered = sorted(parts, key=lambda part: part.id)
    tables = [part for part in ordered if part.name == TABLES]
    evidence = Evidence(tables)
    months = {part.month: place for place, part in enumerate(tables)}
    contents = [tables_of(part) for part in tables]
    people = sorted({one for content in contents for one in content.people})
    number = {id_: place for place, id_ in enumerate(people)}
    sets: dict[frozenset[str], int] = {frozenset(): 0}
    people_of = [np.array([number[id_] for id_ in c.people], np.int64) for c in contents]
    sets_of = [
        np.array([sets.setdefault(frozenset(one), len(sets)) for one in c.goal_sets], np.int64)
        for c in contents
    ]
    rows: dict[str, list[Rows]] = {}
    for part in ordered:
        if part.name != TABLES:
            month = months[part.month]
            local = rows_of_part(part)
            shown = np.where(local.evidence < 0, -1, local.evidence + evidence.start(month))
            rows.setdefault(part.name, []).append(
                Rows(
                    local.day,
                    _at(people_of[month], local.person),
                    _at(people_of[month], local.other),
                    sets_of[month][local.goals],
                    local.units,
                    shown,
                )
            )
    columns = {name: Column(Rows.joined(of_months)) for name, of_months in rows.items()}
    return Ledger(columns, people, list(sets), evidence, reach, covered)


def _at(numbers: Ints, places: Ints) -> Ints:
    """The numbers at these places; no place has none."""
    if not len(numbers):
        return np.full(len(places), -1)
    return np.where(places < 0, -1, numbers[np.maximum(places, 0)])
