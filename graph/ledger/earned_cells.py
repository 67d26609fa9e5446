"""Cells that analysts read in Cypher: one `EARNED` a person and column, with months and units.

Beside them one a set of goals and column: what everybody, known or not, earned in talk of these goals.
They say what the packed columns say, summed over the days of each month. A run writes only what
differs, before it publishes; what nobody known has earned has no cell of a person.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from graph.identity.privacy_choices import privacy_choices
from graph.keys import SEPARATOR
from graph.ledger.columns import Rows
from graph.ledger.durations import TIMES
from graph.ledger.events.contact import runs
from graph.ledger.packed_columns import TABLES, MonthTables, Part, rows_of_part, tables_of
from graph.measures.arrays import Ints
from graph.store.driver import Store

BATCH = 2000
"""Cells that are sent to the store at once."""
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
        month = int(part.month.replace("-", ""))
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


async def save_cells(store: Store, parts: Sequence[Part]) -> int:
    """How many cells were written or removed so that the store holds exactly those of these parts.

    People who are out of measures have none.
    """
    cells = await asyncio.to_thread(cells_of, parts)
    hidden = (await privacy_choices(store, None)).opted_out
    people = {key: cell for key, cell in cells.people.items() if cell[0] not in hidden}
    gone = await _save_goal_sets(store, cells.goals)
    written = await _save(store, people, "value_cells", "save_value_cells")
    written += await _save(
        store, cells.sets, "value_cells_of_goal_sets", "save_value_cells_of_goal_sets"
    )
    for start in range(0, len(gone), BATCH):
        await store.write("remove_goal_sets", ids=gone[start : start + BATCH])
    return written


async def _save_goal_sets(store: Store, goals: Mapping[str, Sequence[str]]) -> list[str]:
    """Make the store hold these sets; the ids of those that are none of them any more."""
    stored = {id_: held async for id_, held in store.stream("goal_sets")}
    rows = [
        {"id": id_, "goals": list(one)}
        for id_, one in sorted(goals.items())
        if sorted(stored.get(id_, ())) != sorted(one)
    ]
    for start in range(0, len(rows), BATCH):
        await store.write("save_goal_sets", rows=rows[start : start + BATCH])
    return sorted(stored.keys() - goals.keys())


async def _save(store: Store, cells: Mapping[str, Cell], read: str, save: str) -> int:
    """How many of one kind were written or removed."""
    gone: list[str] = []
    same: set[str] = set()
    async for _, stored in store.stream(read):
        for key, months, units in stored:
            cell = cells.get(key)
            if cell is None:
                gone.append(key)
            elif cell[2] == tuple(months) and cell[3] == tuple(units):
                same.add(key)
    rows: Iterator[dict[str, Any]] = (
        {"key": key, "owner": owner, "column": name, "months": list(months), "units": list(units)}
        for key, (owner, name, months, units) in cells.items()
        if key not in same
    )
    while batch := list(islice(rows, BATCH)):
        await store.write(save, rows=batch)
    for start in range(0, len(gone), BATCH):
        await store.write("remove_value_cells", keys=sorted(gone)[start : start + BATCH])
    return len(cells) - len(same) + len(gone)
