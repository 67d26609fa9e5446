"""The parts of a network: people with a way to each other, directions left out or along the arrows."""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy.sparse.csgraph import connected_components

from graph.measures.arrays import Ints
from graph.measures.ties.tie_graph import TieGraph


def components(graph: TieGraph, *, strong: bool = False) -> Ints:
    """The part of the network each person is in, numbered by its first member.

    >>> components(TieGraph.from_ids(["a", "c"], ["b", "d"])).tolist()
    [0, 0, 1, 1]
    """
    if not graph.size:
        return np.zeros(0, np.int64)
    kind: Literal["strong", "weak"] = "strong" if strong else "weak"
    found = connected_components(graph.pattern, directed=True, connection=kind)[1]
    _, first, place = np.unique(found, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[place]
