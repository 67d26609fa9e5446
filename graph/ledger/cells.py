"""Cells that analysts read in Cypher: one `EARNED` a person and column, with months and units.

They say what the packed columns say, summed over the days of each month. A run writes only what
differs, before it publishes; what nobody known has earned has no cell.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from graph.keys import SEPARATOR
from graph.ledger.columns import Rows
from graph.ledger.durations import TIMES
from graph.ledger.packed_columns import TABLES, Part, rows_of_part, tables_of
from graph.store.driver import Store

BATCH = 2000
"""Cells that are sent to the store at once."""
Cell = tuple[str, str, tuple[int, ...], tuple[int, ...]]
"""Person, column, months as yyyymm, units."""


def cells_of(parts: Iterable[Part]) -> Mapping[str, Cell]:
    """The cells of these parts by key; months come in their order."""
    ordered = sorted(parts, key=lambda part: part.id)
    people = {part.month: tables_of(part).people for part in ordered if part.name == TABLES}
    found: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
    for part in ordered:
        if part.name == TABLES or part.name in TIMES:
            continue
        month = int(part.month.replace("-", ""))
        for place, units in _sums(rows_of_part(part)):
            months, sums = found.setdefault((people[part.month][place], part.name), ([], []))
            months.append(month)
            sums.append(units)
    return {
        f"{person}{SEPARATOR}{name}": (person, name, tuple(months), tuple(units))
        for (person, name), (months, units) in sorted(found.items())
    }


def _sums(rows: Rows) -> Iterator[tuple[int, int]]:
    """Each known person of rows in the order of persons, and what they earned."""
    first = np.flatnonzero(np.diff(rows.person, prepend=-2))
    units = np.add.reduceat(rows.units, first) if len(first) else first
    for person, sum_ in zip(rows.person[first].tolist(), units.tolist(), strict=True):
        if person >= 0 and sum_:
            yield person, sum_


async def save_cells(store: Store, parts: Sequence[Part]) -> int:
    """How many cells were written or removed so that the store holds exactly those of these parts."""
    cells = await asyncio.to_thread(cells_of, parts)
    gone: list[str] = []
    same: set[str] = set()
    async for _, stored in store.stream("value_cells"):
        for key, months, units in stored:
            cell = cells.get(key)
            if cell is None:
                gone.append(key)
            elif cell[2] == tuple(months) and cell[3] == tuple(units):
                same.add(key)
    rows: Iterator[dict[str, Any]] = (
        {"key": key, "person": person, "column": name, "months": list(months), "units": list(units)}
        for key, (person, name, months, units) in cells.items()
        if key not in same
    )
    while batch := list(islice(rows, BATCH)):
        await store.write("save_value_cells", rows=batch)
    for start in range(0, len(gone), BATCH):
        await store.write("remove_value_cells", keys=sorted(gone)[start : start + BATCH])
    return len(cells) - len(same) + len(gone)
