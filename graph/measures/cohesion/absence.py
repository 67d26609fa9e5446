"""What the network loses while some people are away: who is cut off, how far the rest falls apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.measures.arrays import Bools, Ints
from graph.measures.cohesion.fragmentation import Estimate, distance_fragmentation_estimate
from graph.measures.ties.components import components
from graph.measures.ties.tie_graph import TieGraph


def cut_off(graph: TieGraph, people: Sequence[str]) -> Ints:
    """The places of those who have no way any more to the largest rest of their part of the network.

    Each part falls into pieces once the people are away; everybody outside its largest piece is cut
    off (of equally large ones the piece of the first id stays). Directions are left out.

    >>> graph = TieGraph.from_ids(["a", "b", "c", "c"], ["b", "c", "d", "e"])
    >>> [graph.people[place] for place in cut_off(graph, ["c"])]
    ['d', 'e']
    """
    stay = np.ones(graph.size, np.bool_)
    stay[graph.index(people)] = False
    left = np.flatnonzero(stay)
    if not len(left):
        return left
    part = components(graph)[left]
    piece = components(graph.masked(stay))
    first = np.full(int(piece.max()) + 1, len(left), np.int64)
    np.minimum.at(first, piece, np.arange(len(left)))
    order = np.lexsort((first, -np.bincount(piece), part[first]))
    of_part = part[first][order]
    largest = np.ones(len(order), np.bool_)
    largest[1:] = of_part[1:] != of_part[:-1]
    kept = np.zeros(len(order), np.bool_)
    kept[order[largest]] = True
    return left[~kept[piece]]


def without_ties_of(graph: TieGraph, away: Bools) -> TieGraph:
    """The same people, those who are away without any tie; quicker than leaving them out.

    >>> graph = TieGraph.from_ids(["a", "b"], ["b", "c"])
    >>> without_ties_of(graph, np.array([True, False, False])).edges()
    [('b', 'c', 1.0)]
    """
    keep = ~(away[graph.sources] | away[graph.targets])
    offsets = np.zeros(graph.size + 1, np.int64)
    offsets[1:] = np.cumsum(np.bincount(graph.sources[keep], minlength=graph.size))
    return TieGraph(graph.people, offsets, graph.targets[keep], graph.weights[keep])


def apart_without(graph: TieGraph, people: Sequence[str]) -> Estimate:
    """Distance-weighted fragmentation of those who are left; estimated above 2,000 of them.

    >>> apart_without(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["b"])
    Estimate(value=1.0, standard_error=0.0)
    """
    return distance_fragmentation_estimate(graph.without(people))
