"""The ties of a network as columns: what a drawing needs of tens of thousands of ties in one answer."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from graph.measures.arrays import Floats, Ints
from graph.measures.ties.pairs import Pairs
from graph.scopes.rounding import rounded


@dataclass(frozen=True, eq=False)
class EdgeList:
    """Each tie once, the strongest first; `sources` and `targets` are places in `ids`."""

    ids: Sequence[str]
    """The ends of these ties, in ascending order; who has none of them is not among them."""
    sources: list[int]
    targets: list[int]
    weights: list[float]
    given: list[float]
    """What the sources did towards the targets."""
    received: list[float]
    total: int
    """How many ties there are, these among them."""


SIDES = ("given", "received")
NO_EDGES = EdgeList((), [], [], [], [], [], 0)


def edge_list(
    tables: Sequence[Pairs],
    *,
    most: int,
    least: float = 0.0,
    hidden: Collection[str] = frozenset(),
    steps: Mapping[str, float] | None = None,
) -> EdgeList:
    """The `most` strongest ties of some tables that are at least so strong and have no hidden end.

    Rounded by `steps`, where there are any: then by what is shown it is also decided which are strong enough.

    >>> from graph.measures.ties.pairs import pairs_at
    >>> from graph.measures.ties.tie_strength import Interactions
    >>> cells = Interactions.of(["ann", "bob"], ["bob", "cy"], ["reply", "sent"], [10, 99])
    >>> found = edge_list([pairs_at(cells, 100)], most=1)
    >>> found.ids, found.sources, found.targets, found.total
    (['bob', 'cy'], [0], [1], 2)
    """
    ids = sorted({one for pairs in tables for one in pairs.ids})
    rank = {one: place for place, one in enumerate(ids)}
    near, far = (_ends(tables, rank, side) for side in ("firsts", "seconds"))
    given, received = (_joined([getattr(p, side) for p in tables]) for side in SIDES)
    weights = given + received
    if steps is not None:
        weights, given, received = (
            _rounded(column, steps[name])
            for column, name in zip((weights, given, received), ("strength", *SIDES), strict=True)
        )
    shown = np.fromiter((one not in hidden for one in ids), np.bool_, len(ids))
    rows = np.flatnonzero(shown[near] & shown[far] & (weights >= least))
    order = rows[np.lexsort((near[rows], far[rows], -weights[rows]))][:most]
    ends, places = np.unique(np.concatenate([near[order], far[order]]), return_inverse=True)
    return EdgeList(
        ids=[ids[place] for place in ends.tolist()],
        sources=places[: len(order)].tolist(),
        targets=places[len(order) :].tolist(),
        weights=weights[order].tolist(),
        given=given[order].tolist(),
        received=received[order].tolist(),
        total=len(rows),
    )


async def edges_in_thread(tables: Sequence[Pairs], **options: Any) -> EdgeList:
    """The same as `edge_list`, beside other work."""
    return await asyncio.to_thread(partial(edge_list, tables, **options))


def _ends(tables: Sequence[Pairs], rank: Mapping[str, int], side: str) -> Ints:
    """The ends of one side of all ties, as places in all ids."""
    columns = []
    for pairs in tables:
        place = np.fromiter((rank[one] for one in pairs.ids), np.int64, len(pairs.ids))
        columns.append(place[getattr(pairs, side)])
    return np.concatenate([np.zeros(0, np.int64), *columns])


def _joined(columns: Sequence[Floats]) -> Floats:
    return np.concatenate([np.zeros(0), *columns])


def _rounded(column: Floats, step: float) -> Floats:
    return np.array([rounded(value, step) for value in column.tolist()], np.float64)
