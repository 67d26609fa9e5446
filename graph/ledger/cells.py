"""What owners earned by column and month: people, and sets of goals of talk; all of it, and what has changed.

Owners are people, and sets of goals, for which everybody counts, known or not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.keys import SEPARATOR
from graph.ledger.columns import Rows
from graph.ledger.durations import TIMES
from graph.ledger.events.contact import runs
from graph.ledger.packed_columns import TABLES, MonthTables, Part, rows_of_part, tables_of
from graph.measures.arrays import Ints

Cell = tuple[str, str, tuple[int, ...], tuple[int, ...]]
"""Person or set of goals, column, months as yyyymm, units."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a ledger by key; months come in their order."""

    people: Mapping[str, Cell]
    sets: Mapping[str, Cell]
    goals: Mapping[str, Sequence[str]]
    """Id of each set that has cells → its goals in order."""


def set_id(goals: Iterable[str]) -> str:
    """The id of a set of goals: equal sets have equal ids.

    >>> set_id(["b", "a"]) == set_id(["a", "b"]) != set_id(["ab"])
    True
    """
    return hashlib.sha256("\n".join(sorted(goals)).encode()).hexdigest()[:16]


def cells_of(parts: Iterable[Part]) -> Cells:
    """The cells of these parts."""
    ordered = sorted(parts, key=lambda part: part.id)
    tables = {part.month: tables_of(part) for part in ordered if part.name == TABLES}
    ids = {month: [set_id(one) for one in table.goal_sets] for month, table in tables.items()}
    columns = [part for part in ordered if part.name != TABLES and part.name not in TIMES]
    people, sets = _Sums(), _Sums()
    for part in columns:
        rows = rows_of_part(part)
        people.add(part, tables[part.month].people, rows.person, rows)
        sets.add(part, ids[part.month], _with_goals(rows, tables[part.month]), rows)
    of_sets = sets.cells()
    used = {cell[0] for cell in of_sets.values()}
    goals = {
        id_: one
        for month, table in tables.items()
        for id_, one in zip(ids[month], table.goal_sets, strict=True)
        if id_ in used
    }
    return Cells(people.cells(), of_sets, goals)


def _with_goals(rows: Rows, tables: MonthTables) -> Ints:
    """The set of goals of each row, -1 where there is no goal."""
    empty = np.array([not one for one in tables.goal_sets], np.bool_)
    return np.where(empty[rows.goals], -1, rows.goals) if len(rows) else rows.goals


class _Sums:
    """Months and units of each owner and column, as parts give them in their order."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[list[int], list[int]]] = {}

    def add(self, part: Part, names: Sequence[str], owner: Ints, rows: Rows) -> None:
        """Add up the rows of a part by owner, who is a place in `names`; -1 is nobody."""
        month = month_number(part)
        order = np.argsort(owner, kind="stable")
        starts, _ = runs(owner[order])
        if not len(starts):
            return
        sums = np.add.reduceat(rows.units[order], starts)
        for one, units in zip(owner[order][starts].tolist(), sums.tolist(), strict=True):
            if one >= 0 and units:
                months, earned = self._found.setdefault((names[one], part.name), ([], []))
                months.append(month)
                earned.append(units)

    def cells(self) -> dict[str, Cell]:
        """The cells by key."""
        return {
            f"{owner}{SEPARATOR}{name}": (owner, name, tuple(months), tuple(units))
            for (owner, name), (months, units) in sorted(self._found.items())
        }


def month_number(part: Part) -> int:
    """The month of a part as yyyymm."""
    return int(part.month.replace("-", ""))


def changed_cells(before: Sequence[Part], now: Sequence[Part]) -> Cells:
    """The cells, as they are now, of which some month of these parts is another than before.

    One that is no more has no months.
    """
    sides = [[*_rows_of_owners(parts)] for parts in (before, now)]
    goals = {id_: one for side in sides for owners in side for id_, one in owners.goals.items()}
    of_kinds = [
        _changed(*([one for one in side if one.of_sets is of_sets] for side in sides))
        for of_sets in (False, True)
    ]
    used = {cell[0] for cell in of_kinds[1].values() if cell[2]}
    return Cells(of_kinds[0], of_kinds[1], {id_: goals[id_] for id_ in used})


@dataclass(frozen=True, slots=True)
class _OwnedRows:
    """The rows of a part by the place of their owner in `names`; -1 is nobody."""

    month: int
    column: str
    of_sets: bool
    names: Sequence[str]
    owner: Ints
    units: Ints
    goals: Mapping[str, Sequence[str]]


def _rows_of_owners(parts: Sequence[Part]) -> Iterator[_OwnedRows]:
    tables = {part.month: tables_of(part) for part in parts if part.name == TABLES}
    sets = {month: {set_id(one): one for one in table.goal_sets} for month, table in tables.items()}
    for part in parts:
        if part.name != TABLES and part.name not in TIMES:
            rows, table = rows_of_part(part), tables[part.month]
            place = month_number(part), part.name
            yield _OwnedRows(*place, False, table.people, rows.person, rows.units, {})
            of_sets = sets[part.month]
            owner = _with_goals(rows, table)
            yield _OwnedRows(*place, True, list(of_sets), owner, rows.units, of_sets)


def _changed(before: Sequence[_OwnedRows], now: Sequence[_OwnedRows]) -> dict[str, Cell]:
    """The cells of these owners that are others than before, by key."""
    index: dict[str, int] = {}
    old, new = (_earned(rows, index) for rows in (before, now))
    names, size = list(index), len(index)
    differ: dict[str, set[int]] = {}
    for place in old.keys() | new.keys():
        sums = np.zeros((2, size), np.int64)
        for number, side in enumerate((old, new)):
            if place in side:
                sums[number, : len(side[place])] = side[place]
        differ.setdefault(place[0], set()).update(np.flatnonzero(sums[0] != sums[1]).tolist())
    found: dict[str, Cell] = {}
    for column, owners in differ.items():
        sums_of = sorted((month, sums) for (name, month), sums in new.items() if name == column)
        for owner in owners:
            pairs = [(m, int(sums[owner])) for m, sums in sums_of if owner < len(sums)]
            months, units = zip(*((m, u) for m, u in pairs if u), strict=True) if any(u for _, u in pairs) else ((), ())  # fmt: skip
            found[f"{names[owner]}{SEPARATOR}{column}"] = (names[owner], column, months, units)
    return found


def _earned(parts: Sequence[_OwnedRows], index: dict[str, int]) -> dict[tuple[str, int], Ints]:
    """Column and month → what each owner earned, by the number in the index, which takes in who is new."""
    numbers: dict[int, Ints] = {}
    found = {}
    for rows in parts:
        if rows.month not in numbers:
            own = [index.setdefault(name, len(index)) for name in rows.names]
            numbers[rows.month] = np.array(own, np.int64)
        sums, known = np.zeros(len(index), np.int64), rows.owner >= 0
        np.add.at(sums, numbers[rows.month][rows.owner[known]], rows.units[known])
        found[rows.column, rows.month] = sums
    return found
