"""Cells that analysts read in Cypher: one `EARNED` a person and column, with months and units.

Beside them one a set of goals and column: what everybody, known or not, earned in talk of these goals.
They say what the packed columns say, summed over the days of each month. A run writes only what
differs, before it publishes; what nobody known has earned has no cell of a person.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from graph.identity.privacy_choices import privacy_choices
from graph.keys import SEPARATOR
from graph.ledger.cells import Cell, Cells, cells_of, set_id
from graph.ledger.packed_columns import Part
from graph.ledger.renewal import Renewed
from graph.store.driver import Store

PARTS = 50
"""Parts that are read at once."""
BATCH = 2000
"""Cells that are sent to the store at once."""


async def save_cells(store: Store, renewed: Renewed, hash_: str, before: CellsBefore | None) -> str:
    """Make the store hold exactly the cells of this ledger; what tells then that it does.

    Only those of the months that differ are looked at where those stored are known to be of the ledger
    before. People who are out of measures have none.
    """
    hidden = frozenset((await privacy_choices(store, None)).opted_out)
    if before is not None:
        await store.write("publish_ledger", properties={"cells": None})
    known = before is not None and before.mark == _mark(before.hash, hidden)
    if not (known and renewed.cells and await _save_changed(store, renewed.cells, hidden)):
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


async def _save_changed(store: Store, differ: Cells, hidden: frozenset[str]) -> bool:
    """Write what differs; False where the stored sets of goals are not whole any more."""
    stored = {id_: goals async for id_, goals in store.stream("goal_sets")}
    if any(set_id(goals) != id_ for id_, goals in stored.items()):
        return False
    new = {id_: one for id_, one in sorted(differ.goals.items()) if id_ not in stored}
    await _write_goal_sets(store, new)
    for of_owners, save in (
        (differ.people, "save_value_cells"),
        (differ.sets, "save_value_cells_of_goal_sets"),
    ):
        cells = [cell for _, cell in sorted(of_owners.items()) if cell[0] not in hidden]
        for start in range(0, len(cells), BATCH):
            await _add(store, cells[start : start + BATCH], save)
    await _remove_goal_sets(
        store, [id_ async for (id_,) in store.stream("goal_sets_without_cells")]
    )
    return True


async def _add(store: Store, cells: Sequence[Cell], save: str) -> None:
    """Add units to the months of stored cells; months and cells of which nothing is left go."""
    owners = [{"owner": owner, "column": name} for owner, name, *_ in cells]
    stored = {
        key: (months, units)
        async for key, months, units in store.stream("value_cells_of_owners", rows=owners)
    }
    rows, gone = list[dict[str, Any]](), list[str]()
    for owner, name, *more in cells:
        key = f"{owner}{SEPARATOR}{name}"
        months, units = _added(*stored.get(key, ([], [])), *more)
        if months:
            row = {"key": key, "owner": owner, "column": name, "months": months, "units": units}
            rows.append(row)
        else:
            gone.append(key)
    if rows:
        await store.write(save, rows=rows)
    if gone:
        await store.write("remove_value_cells", keys=gone)


def _added(
    months: list[int], units: list[int], others: Sequence[int], more: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Months in order and their units, more units added; a month without any is none.

    >>> _added([202601, 202603], [5, 7], [202602, 202603], [1, -7])
    ([202601, 202602], [5, 1])
    """
    months, units = list(months), list(units)
    for month, earned in zip(others, more, strict=True):
        place = bisect_left(months, month)
        if place == len(months) or months[place] != month:
            months.insert(place, month)
            units.insert(place, earned)
        else:
            units[place] += earned
        if units[place] <= 0:
            del months[place], units[place]
    return months, units


async def _remove_goal_sets(store: Store, gone: Sequence[str]) -> None:
    for start in range(0, len(gone), BATCH):
        await store.write("remove_goal_sets", ids=gone[start : start + BATCH])


async def _save_goal_sets(store: Store, goals: Mapping[str, Sequence[str]]) -> list[str]:
    """Make the store hold these sets; the ids of those that are none of them any more."""
    stored = {id_: held async for id_, held in store.stream("goal_sets")}
    new = {
        id_: one for id_, one in sorted(goals.items()) if sorted(stored.get(id_, ())) != sorted(one)
    }
    await _write_goal_sets(store, new)
    return sorted(stored.keys() - goals.keys())


async def _write_goal_sets(store: Store, goals: Mapping[str, Sequence[str]]) -> None:
    rows = [{"id": id_, "goals": list(one)} for id_, one in goals.items()]
    for start in range(0, len(rows), BATCH):
        await store.write("save_goal_sets", rows=rows[start : start + BATCH])


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
