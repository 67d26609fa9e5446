"""What owners earned by column and month: people, and sets of goals of talk; all of it, and what has changed.

Owners are people, and sets of goals, for which everybody counts, known or not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.keys import SEPARATOR
from graph.ledger.columns import Rows, month_of
from graph.ledger.durations import TIMES
from graph.ledger.events.contact import runs
from graph.ledger.packed_columns import TABLES, MonthTables, Part, rows_of_part, tables_of
from graph.ledger.row_differences import Difference
from graph.measures.arrays import Ints
from graph.measures.row_order import row_order

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


def cell_differences(
    differences: Mapping[str, Difference],
    people: Sequence[str],
    goal_sets: Sequence[frozenset[str]],
) -> Cells:
    """What these differences add to cells, or take away; cells that stay as they are have no entry."""
    used: dict[int, str] = {}
    of_people: dict[str, Cell] = {}
    of_sets: dict[str, Cell] = {}
    for name, one in sorted(differences.items()):
        if name not in TIMES:
            sums = [_sums_by_month(one, owner) for owner in ("person", "goals")]
            of_people |= _cells(name, people, sums[0])
            used |= {n: set_id(goal_sets[n]) for n in sums[1] if n > 0 and n not in used}
            of_sets |= _cells(name, used, {n: own for n, own in sums[1].items() if n > 0})
    goals = {id_: sorted(goal_sets[number]) for number, id_ in used.items()}
    return Cells(of_people, of_sets, goals)


def _sums_by_month(one: Difference, owner: str) -> dict[int, list[tuple[int, int]]]:
    """Owner → months as yyyymm with what came less what went, where that is something; -1 is nobody."""
    who = np.concatenate([getattr(rows, owner) for rows in (one.went, one.came)])
    month = month_of(np.concatenate([one.went.day, one.came.day]))
    units = np.concatenate([-one.went.units, one.came.units])
    order = row_order(who, month)
    starts, _ = runs(who[order], month[order])
    sums = np.add.reduceat(units[order], starts) if len(starts) else units
    place = order[starts]
    year, rest = np.divmod(month[place], 12)
    columns = (who[place], 100 * (1970 + year) + rest + 1, sums)
    found: dict[int, list[tuple[int, int]]] = {}
    for number, of_month, earned in zip(*(column.tolist() for column in columns), strict=True):
        if number >= 0 and earned:
            found.setdefault(number, []).append((of_month, earned))
    return found


def _cells(
    name: str,
    owners: Sequence[str] | Mapping[int, str],
    sums: Mapping[int, Sequence[tuple[int, int]]],
) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for number, own in sums.items():
        months, units = zip(*own, strict=True)
        found[f"{owners[number]}{SEPARATOR}{name}"] = (owners[number], name, months, units)
    return found
