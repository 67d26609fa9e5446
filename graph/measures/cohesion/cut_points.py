"""People and ties that a network hangs on: articulation points, bridges, local bridges."""

from __future__ import annotations

import numpy as np
import rustworkx as rx

from graph.measures.arrays import Bools, Floats
from graph.measures.cohesion.triangles import shared_contacts
from graph.measures.measure import measure
from graph.measures.ties.rustworkx_graph import network_of
from graph.measures.ties.tie_graph import TieGraph


@measure(
    "articulation",
    title="People whose absence cuts the network",
    formula="1 if the number of separate parts grows without v, else 0; directions left out",
    unit="yes (1) or no (0)",
    least=0,
    most=1,
    reference="Hopcroft and Tarjan 1973, doi:10.1145/362248.362272",
    when_it_misleads="One contact with no other tie is enough. It hangs on what was recorded.",
)
def articulation(graph: TieGraph) -> Floats:
    """One for each person who alone links parts of the network (a cutpoint).

    >>> articulation(TieGraph.from_ids(["a", "b"], ["b", "c"])).tolist()
    [0.0, 1.0, 0.0]
    """
    found = np.zeros(graph.size)
    found[sorted(rx.articulation_points(network_of(graph)))] = 1
    return found


def bridges(graph: TieGraph) -> list[tuple[int, int]]:
    """The pairs whose tie alone links parts of the network, as places in order.

    >>> bridges(TieGraph.from_ids(["a", "b", "c", "c"], ["b", "c", "a", "d"]))
    [(2, 3)]
    """
    return sorted((min(pair), max(pair)) for pair in rx.bridges(network_of(graph)))


@measure(
    "bridge_ties",
    title="Ties that are the only way between two parts",
    formula="contacts u such that without the tie of v and u no way leads from one to the other; "
    "directions left out",
    unit="contacts",
    least=0,
    most=None,
    reference="Tarjan 1974, doi:10.1016/0020-0190(74)90003-9",
    when_it_misleads="Whoever knows one person only hangs on a bridge. It hangs on what was recorded.",
)
def bridge_ties(graph: TieGraph) -> Floats:
    """How many of each person's ties are bridges.

    >>> bridge_ties(TieGraph.from_ids(["a", "b", "c", "c"], ["b", "c", "a", "d"])).tolist()
    [0.0, 0.0, 1.0, 1.0]
    """
    ends = np.array(bridges(graph), np.int64).reshape(-1)
    return np.bincount(ends, minlength=graph.size).astype(np.float64)


@measure(
    "local_bridges",
    title="Contacts with whom no contact is shared",
    formula="contacts u of v such that nobody is in contact with both; directions left out",
    unit="contacts",
    least=0,
    most=None,
    reference="Granovetter 1973, doi:10.1086/225469",
    when_it_misleads="In a small or little recorded network most ties look like bridges.",
)
def local_bridge_ties(graph: TieGraph) -> Floats:
    """How many of each person's ties are local bridges: the way round them takes 3 steps or more.

    >>> local_bridge_ties(TieGraph.from_ids(["a", "b", "c", "c"], ["b", "c", "a", "d"])).tolist()
    [0.0, 0.0, 1.0, 1.0]
    """
    both = graph.undirected
    return np.bincount(both.sources[local_bridges(graph)], minlength=graph.size).astype(np.float64)


def local_bridges(graph: TieGraph) -> Bools:
    """Which ties, in the order of `graph.undirected`, join people without a common contact."""
    return np.asarray(shared_contacts(graph) == 0, np.bool_)
