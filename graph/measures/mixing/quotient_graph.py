"""The network of groups: groups are the people, and every measure runs on it as it is."""

from __future__ import annotations

import numpy as np

from graph.measures.mixing.group_mixing import mixing_matrix
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph


def quotient(graph: TieGraph, groups: Groups, *, weighted: bool = True) -> TieGraph:
    """Groups as nodes; a tie weighs the strength (or number) of ties from one group to the other.

    Ties inside a group are left out, and so are people without a group; a group without people is
    a node without ties.

    >>> g = TieGraph.from_ids(["a", "b"], ["c", "c"], [2, 3])
    >>> quotient(g, Groups.of(g, {"a": "x", "b": "x", "c": "y"})).edges()
    [('x', 'y', 5.0)]
    """
    groups.check(graph)
    tail, head = groups.codes[graph.sources], groups.codes[graph.targets]
    known = (tail >= 0) & (head >= 0) & (tail != head)
    worth = graph.weights[known] if weighted else np.ones(int(known.sum()))
    return TieGraph.from_indices(groups.names, tail[known], head[known], worth)


def flows(graph: TieGraph, groups: Groups) -> dict[str, dict[str, float]]:
    """Strength from group to group, own group included, pairs without ties left out.

    >>> g = TieGraph.from_ids(["a", "b"], ["b", "c"], [2, 3])
    >>> flows(g, Groups.of(g, {"a": "x", "b": "x", "c": "y"}))
    {'x': {'x': 2.0, 'y': 3.0}, 'y': {}}
    """
    table = mixing_matrix(graph, groups, weighted=True).tolist()
    return {
        name: {to: worth for to, worth in zip(groups.names, row, strict=True) if worth}
        for name, row in zip(groups.names, table, strict=True)
    }
