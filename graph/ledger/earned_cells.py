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
from graph.ledger.renewal import Renewed
from graph.measures.arrays import Ints
from graph.store.driver import Store

PARTS = 50
"""Parts that are read at once."""
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


async def save_cells(store: Store, renewed: Renewed, hash_: str, before: CellsBefore | None) -> str:
    """Make the store hold exactly the cells of this ledger; what tells then that it does.

    Only those of the months that differ are looked at where those stored are known to be of the ledger
    before. People who are out of measures have none.
    """
    hidden = frozenset((await privacy_choices(store, None)).opted_out)
    if before is not None:
        await store.write("publish_ledger", properties={"cells": None})
    if renewed.replaced is None or before is None or before.mark != _mark(before.hash, hidden):
        await _save_all(store, renewed.parts, hidden)
    elif not await _save_changed(store, renewed, renewed.replaced, hidden):
        await _save_all(store, await _all_parts(store, renewed), hidden)
    return _mark(hash_, hidden)


@dataclass(frozen=True, slots=True)
class CellsBefore:
    """Of which ledger the stored cells were last said to be, and the hash of the ledger before."""

    mark: str | None
    hash: str


def _mark(hash_: str, hidden: Iterable[str]) -> str:
    return f"{hash_} {set_id(hidden)}"


async def _all_parts(store: Store, renewed: Renewed) -> list[Part]:
    """The parts of the ledger, those too that were not packed anew."""
    packed = {part.id for part in renewed.parts}
    ids = [one for one in renewed.columns if one not in packed]
    parts = list(renewed.parts)
    for start in range(0, len(ids), PARTS):
        async for row in store.stream("ledger_columns", ids=ids[start : start + PARTS]):
            parts.append(Part(*row))
    return parts


async def _save_all(store: Store, parts: Sequence[Part], hidden: frozenset[str]) -> None:
    cells = await asyncio.to_thread(cells_of, parts)
    people = {key: cell for key, cell in cells.people.items() if cell[0] not in hidden}
    gone = await _save_goal_sets(store, cells.goals)
    await _save(store, people, "value_cells", "save_value_cells")
    await _save(store, cells.sets, "value_cells_of_goal_sets", "save_value_cells_of_goal_sets")
    await _remove_goal_sets(store, gone)


async def _save_changed(
    store: Store, renewed: Renewed, replaced: Sequence[Part], hidden: frozenset[str]
) -> bool:
    """Write what differs in the months that do; False where the sets of goals are not whole any more."""
    stored = {id_: goals async for id_, goals in store.stream("goal_sets")}
    if any(set_id(goals) != id_ for id_, goals in stored.items()):
        return False
    before = await asyncio.to_thread(cells_of, replaced)
    now = await asyncio.to_thread(cells_of, renewed.parts)
    new = {id_: goals for id_, goals in now.goals.items() if id_ not in stored}
    await _save_goal_sets(store, stored | new)
    months = {int(part.month.replace("-", "")) for part in (*replaced, *renewed.parts)}
    for old, cells, save in (
        (before.people, now.people, "save_value_cells"),
        (before.sets, now.sets, "save_value_cells_of_goal_sets"),
    ):
        differ = sorted(
            key
            for key in old.keys() | cells.keys()
            if old.get(key) != cells.get(key) and (cells.get(key) or old[key])[0] not in hidden
        )
        for start in range(0, len(differ), BATCH):
            keys = differ[start : start + BATCH]
            await _save_months(
                store, [cells.get(key) or _none(old[key]) for key in keys], months, save
            )
    await _remove_goal_sets(
        store, [id_ async for (id_,) in store.stream("goal_sets_without_cells")]
    )
    return True


def _none(cell: Cell) -> Cell:
    return cell[0], cell[1], (), ()


async def _save_months(store: Store, cells: Sequence[Cell], months: set[int], save: str) -> None:
    """Put these months of cells in the place of those that are stored."""
    owners = [{"owner": owner, "column": name} for owner, name, *_ in cells]
    stored = {
        key: [pair for pair in zip(of_key, units, strict=True) if pair[0] not in months]
        async for key, of_key, units in store.stream("value_cells_of_owners", rows=owners)
    }
    rows, gone = list[dict[str, Any]](), list[str]()
    for owner, name, of_cell, units in cells:
        key = f"{owner}{SEPARATOR}{name}"
        pairs = sorted([*stored.get(key, ()), *zip(of_cell, units, strict=True)])
        row = {"months": [month for month, _ in pairs], "units": [earned for _, earned in pairs]}
        if pairs:
            rows.append({"key": key, "owner": owner, "column": name, **row})
        elif key in stored:
            gone.append(key)
    if rows:
        await store.write(save, rows=sorted(rows, key=lambda row: str(row["key"])))
    if gone:
        await store.write("remove_value_cells", keys=gone)


async def _remove_goal_sets(store: Store, gone: Sequence[str]) -> None:
    for start in range(0, len(gone), BATCH):
        await store.write("remove_goal_sets", ids=gone[start : start + BATCH])


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


async def _save(store: Store, cells: Mapping[str, Cell], read: str, save: str) -> None:
    """Make the store hold exactly these cells of one kind."""
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
