"""The stored cells: one `INTERACTED`, or `HELPED`, a pair and kind, kept equal to what talk says.

A run writes only what differs from the store, in the order of keys, and removes what talk no longer
says; running it again changes nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from graph.keys import SEPARATOR
from graph.measures.ties.tie_strength import Interactions
from graph.network.ties.interaction_cells import (
    ANSWER,
    CONNECTION,
    INTRODUCTION,
    KINDS,
    KINDS_OF,
    SOLUTION,
    THREAD,
)
from graph.records.enums import TieKind
from graph.store.driver import Row, Store

BATCH = 2000

Cell = dict[str, Any]
Messages = Mapping[tuple[str, str, int], list[tuple[int, str]]]
"""(Who, whom, kind) → day and message of each answer and introduction."""
WITH_MESSAGES = (KINDS[ANSWER], KINDS[INTRODUCTION])
"""Kinds that are stored with the messages that show them."""

WITH_WEIGHTS = (THREAD, SOLUTION, CONNECTION)
"""Kinds that are stored with weights; of all others a count weighs what it counts."""
STATEMENTS = {
    TieKind.CONTACT: ("interaction_cells", "save_interactions", "remove_interactions"),
    TieKind.HELP: ("help_cells", "save_help", "remove_help"),
}
"""Kind of tie → what reads, saves and removes its cells."""


@dataclass(frozen=True)
class SavedCells:
    """What saving changed: cells written, cells removed, cells there are now."""

    written: int
    removed: int
    cells: int


def canonical(cells: Interactions) -> Interactions:
    """The same cells with people in the order of ids, sorted by actor, target, kind and day."""
    by_id = sorted(range(len(cells.people)), key=cells.people.__getitem__)
    rank = np.empty(len(by_id), np.int64)
    rank[by_id] = np.arange(len(by_id))
    actors, targets = rank[cells.actors], rank[cells.targets]
    order = np.lexsort((cells.days, cells.kinds, targets, actors))
    return Interactions(
        tuple(cells.people[i] for i in by_id),
        actors[order],
        targets[order],
        cells.kinds[order],
        cells.kind_names,
        cells.days[order],
        cells.counts[order],
        cells.weights[order],
    )


def stored_rows(cells: Interactions, messages: Messages | None = None) -> Iterator[Cell]:
    """One row a pair and kind, in the order of ids and kinds: what `save_interactions` takes."""
    cells = canonical(cells)
    size = len(cells.days)
    first = np.ones(size, np.bool_)
    first[1:] = np.any(
        [c[1:] != c[:-1] for c in (cells.actors, cells.targets, cells.kinds)], axis=0
    )
    starts = np.flatnonzero(first).tolist()
    for start, end in zip(starts, [*starts[1:], size], strict=bool(starts)):
        row = _row(cells, slice(start, end))
        if row["kind"] in WITH_MESSAGES:
            key = row["actor"], row["target"], KINDS.index(row["kind"])
            row["messages"] = [message for _, message in sorted((messages or {}).get(key, ()))]
        yield row


def _row(cells: Interactions, places: slice) -> Cell:
    actor = cells.people[cells.actors[places.start]]
    target = cells.people[cells.targets[places.start]]
    kind = int(cells.kinds[places.start])
    counts = cells.counts[places].tolist()
    return {
        "key": f"{actor}{SEPARATOR}{target}{SEPARATOR}{cells.kind_names[kind]}",
        "actor": actor,
        "target": target,
        "kind": cells.kind_names[kind],
        "days": cells.days[places].tolist(),
        "counts": counts,
        "weights": cells.weights[places].tolist() if kind in WITH_WEIGHTS else None,
        "messages": None,
        "total": sum(counts),
    }


async def save_interactions(
    store: Store,
    cells: Interactions,
    messages: Messages,
    progress: Callable[[int], None] = lambda _: None,
) -> SavedCells:
    """What was changed so that the store holds exactly these cells."""
    written = removed = count = 0
    for tie, acts in KINDS_OF.items():
        codes = [i for i, name in enumerate(cells.kind_names) if name in acts]
        part = stored_rows(cells.masked(np.isin(cells.kinds, codes)), messages)
        before = count
        saved = await _save_all(store, tie, part, lambda done: progress(before + done))  # noqa: B023
        written, removed, count = (
            written + saved.written,
            removed + saved.removed,
            count + saved.cells,
        )
    return SavedCells(written, removed, count)


async def _save_all(
    store: Store, tie: TieKind, cells: Iterator[Cell], progress: Callable[[int], None]
) -> SavedCells:
    """What was changed so that the store holds exactly these cells of one kind of tie."""
    read, save, remove = STATEMENTS[tie]
    stored = {
        cell[0]: _fingerprint(*cell[3:])
        async for _, stored_cells in store.stream(read)
        for cell in stored_cells
    }
    count = written = 0
    batch: list[Cell] = []
    for cell in cells:
        count += 1
        now = _fingerprint(*(cell[name] for name in ("days", "counts", "weights", "messages")))
        if stored.pop(cell["key"], None) != now:
            batch.append(cell)
        if len(batch) == BATCH:
            written += await _save(store, save, batch)
            batch = []
        if count % BATCH == 0:
            progress(count)
    written += await _save(store, save, batch)
    stale = iter(sorted(stored))
    while keys := list(islice(stale, BATCH)):
        await store.write(remove, keys=keys)
    progress(count)
    return SavedCells(written, len(stored), count)


async def _save(store: Store, statement: str, batch: list[Cell]) -> int:
    if batch:
        await store.write(statement, rows=batch)
    return len(batch)


def _fingerprint(*lists: Any) -> int:
    """A hash of the lists of a cell; absent ones at the end make no difference."""
    columns = [None if column is None else tuple(column) for column in lists]
    return hash(
        tuple(columns[: 1 + max(i for i, column in enumerate(columns) if column is not None)])
    )


async def stored_interactions(*streams: AsyncIterator[Row]) -> Interactions:
    """The cells that the store holds, as columns; rows as `interaction_cells` and `help_cells` give them."""
    people: dict[str, int] = {}
    code = {name: i for i, name in enumerate(KINDS)}
    whole = [array("q") for _ in range(5)]
    weights = array("d")
    for rows in streams:
        async for actor, cells in rows:
            for _, target, kind, days, counts, worth, *_ in cells:
                times = len(days)
                ends = [people.setdefault(one, len(people)) for one in (actor, target)]
                for column, value in zip(whole, (*ends, code[kind]), strict=False):
                    column.extend([value] * times)
                whole[3].extend(days)
                whole[4].extend(counts)
                weights.extend(counts if worth is None else worth)
    actors, targets, kinds, on, counts_ = (np.frombuffer(c, np.int64) for c in whole)
    return Interactions(
        tuple(people), actors, targets, kinds, KINDS, on, counts_, np.frombuffer(weights)
    )
