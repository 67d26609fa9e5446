"""The acts behind each directed tie of a network: how many of each kind, and when the last was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.measures.arrays import Ints
from graph.measures.ties.tie_graph import TieGraph
from graph.measures.ties.tie_strength import Interactions, TieSettings, within


@dataclass(frozen=True, eq=False)
class TieActs:
    """A row a tie, in the order of the network's ties."""

    kinds: tuple[str, ...]
    counts: Ints
    """Acts of who stands first towards the other, a column a kind."""
    last: Ints
    """The last day of one of them."""


def acts_of_ties(cells: Interactions, graph: TieGraph, day: int, settings: TieSettings) -> TieActs:
    """The acts that make the ties of `graph` at `day`; kinds that make no tie here have no column.

    >>> cells = Interactions.of(["a", "a", "b"], ["b", "b", "a"], ["reply", "sent", "sent"], [1, 3, 2])
    >>> ties = TieGraph.from_ids(["a", "b"], ["b", "a"])
    >>> found = acts_of_ties(cells, ties, 9, TieSettings())
    >>> found.kinds, found.counts.tolist(), found.last.tolist()
    (('reply', 'sent'), [[1, 1], [0, 1]], [3, 2])
    """
    counted = within(cells, day, settings)
    wanted = [
        place
        for place, name in enumerate(counted.kind_names)
        if settings.kinds is None or name in settings.kinds
    ]
    place_of = np.fromiter(
        (graph.place.get(person, -1) for person in counted.people), np.int64, len(counted.people)
    )
    actors, targets = place_of[counted.actors], place_of[counted.targets]
    size, width = graph.size, len(counted.kind_names)
    keys, ties = actors * size + targets, graph.sources * size + graph.targets
    row = np.searchsorted(ties, keys)
    there = (actors >= 0) & (targets >= 0) & (row < len(ties))
    there[there] = ties[row[there]] == keys[there]
    row, kinds, days = row[there], counted.kinds[there], counted.days[there]
    last = np.full(len(ties), np.iinfo(np.int64).min)
    np.maximum.at(last, row, days)
    counts = np.bincount(row * width + kinds, counted.counts[there], len(ties) * width)
    table = counts.reshape(len(ties), width).astype(np.int64)
    return TieActs(tuple(counted.kind_names[i] for i in wanted), table[:, wanted], last)
