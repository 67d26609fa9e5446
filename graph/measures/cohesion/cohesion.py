"""How the network holds together: mutual ties, circles, cores, and people or ties it hangs on."""

from __future__ import annotations

from typing import Any

import numpy as np
import rustworkx as rx

from graph.measures.arrays import Bools, Floats, sum_at
from graph.measures.cohesion.triangles import shared_contacts
from graph.measures.measure import Direction, Scale, measure
from graph.measures.ties.tie_graph import TieGraph

WATTS_STROGATZ = "Watts and Strogatz 1998, doi:10.1038/30918"


def network_of(graph: TieGraph) -> rx.PyGraph[int, None]:
    """The ties, directions left out, as a rustworkx graph; nodes are places."""
    both = graph.undirected
    once = both.sources < both.targets
    made: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
    made.add_nodes_from(range(graph.size))
    pairs = zip(both.sources[once].tolist(), both.targets[once].tolist(), strict=True)
    made.add_edges_from_no_data(list(pairs))
    return made


def mutual(graph: TieGraph) -> Floats:
    """One for each tie that is answered by a tie back, zero for others."""
    turned = graph.reversed.pattern
    both = graph.pattern.multiply(turned).tocsr()
    keys = graph.sources * max(graph.size, 1) + graph.targets
    rows = np.repeat(np.arange(graph.size), np.diff(both.indptr))
    return np.isin(keys, rows * max(graph.size, 1) + both.indices).astype(np.float64)


@measure(
    "reciprocity",
    title="Share of ties that are answered by a tie back",
    formula="ties u → v with v → u / all directed ties (edgewise)",
    unit="share of ties",
    least=0,
    most=1,
    direction=Direction.NEITHER,
    undefined="where nobody has a tie",
    reference="Wasserman and Faust 1994, doi:10.1017/CBO9780511815478",
    when_it_misleads="Short windows cut answers off; announcements need none.",
    scale=Scale.NETWORK,
)
def reciprocity(graph: TieGraph) -> float:
    """The share of directed ties that are mutual; NaN without ties.

    >>> round(reciprocity(TieGraph.from_ids(["a", "b", "a"], ["b", "a", "c"])), 4)
    0.6667
    """
    return float(mutual(graph).mean()) if graph.ties else float("nan")


@measure(
    "two_way_share",
    title="Share of pairs in contact that are two-way",
    formula="mutual pairs / pairs with a tie in any direction (dyadic, non-null)",
    unit="share of pairs",
    least=0,
    most=1,
    undefined="where nobody has a tie",
    reference="Wasserman and Faust 1994, doi:10.1017/CBO9780511815478",
    when_it_misleads="Short windows cut answers off; announcements need none.",
    scale=Scale.NETWORK,
)
def two_way_share(graph: TieGraph) -> float:
    """The share of pairs with any tie that have one each way; NaN without ties.

    >>> two_way_share(TieGraph.from_ids(["a", "b", "a"], ["b", "a", "c"]))
    0.5
    """
    pairs = graph.undirected.ties
    return float(mutual(graph).sum()) / pairs if pairs else float("nan")


@measure(
    "person_two_way_share",
    title="Share of a person's contacts that are two-way",
    formula="contacts with a tie each way / contacts",
    unit="share of contacts",
    least=0,
    most=1,
    undefined="for a person without contacts",
    reference="Wasserman and Faust 1994, doi:10.1017/CBO9780511815478",
    when_it_misleads="Short windows cut answers off; announcements need none.",
)
def person_two_way_share(graph: TieGraph) -> Floats:
    """The share of each person's contacts with whom ties run both ways; NaN without contacts.

    >>> person_two_way_share(TieGraph.from_ids(["a", "b", "a"], ["b", "a", "c"])).tolist()
    [0.5, 1.0, 0.0]
    """
    contacts = np.diff(graph.undirected.offsets)
    found = np.full(graph.size, np.nan)
    answered = sum_at(graph.sources, mutual(graph), graph.size)
    np.divide(answered, contacts, out=found, where=contacts > 0)
    return found


@measure(
    "core",
    title="Depth in the network's core",
    formula="greatest k such that v is in a set whose members each have k contacts inside it",
    unit="contacts",
    least=0,
    most=None,
    reference="Seidman 1983, doi:10.1016/0378-8733(83)90028-X",
    when_it_misleads="One large meeting or thread makes a deep core of people who hardly talk.",
)
def core(graph: TieGraph) -> Floats:
    """The core number of each person, directions left out.

    >>> core(TieGraph.from_ids(["a", "b", "c", "c"], ["b", "c", "a", "d"])).tolist()
    [2.0, 2.0, 2.0, 1.0]
    """
    found: Any = rx.core_number(network_of(graph))
    return np.array([found[i] for i in range(graph.size)], np.float64)


def _triangles(graph: TieGraph) -> Floats:
    """Twice the number of triangles at each person, directions left out."""
    return sum_at(graph.undirected.sources, shared_contacts(graph), graph.size)


@measure(
    "clustering",
    title="How many of a person's contacts know each other",
    formula="ties among the k contacts / (k(k − 1)/2), directions left out",
    unit="share of pairs of contacts",
    least=0,
    most=1,
    reference=WATTS_STROGATZ,
    when_it_misleads="It falls with the number of contacts; below two contacts it is set to 0.",
)
def clustering(graph: TieGraph) -> Floats:
    """The local clustering coefficient of each person; 0 below two contacts.

    >>> clustering(TieGraph.from_ids(["a", "b", "c", "c"], ["b", "c", "a", "d"])).round(4).tolist()
    [1.0, 1.0, 0.3333, 0.0]
    """
    contacts = np.diff(graph.undirected.offsets).astype(np.float64)
    pairs = contacts * (contacts - 1)
    return np.divide(_triangles(graph), pairs, out=np.zeros(graph.size), where=pairs > 0)


@measure(
    "transitivity",
    title="How many pairs with a common contact know each other",
    formula="3 · triangles / connected triples, directions left out",
    unit="share of triples",
    least=0,
    most=1,
    undefined="where nobody has two contacts",
    reference=WATTS_STROGATZ,
    when_it_misleads="A few people with many contacts decide it.",
    scale=Scale.NETWORK,
)
def transitivity(graph: TieGraph) -> float:
    """The share of connected triples that are closed; NaN where there is none.

    >>> transitivity(TieGraph.from_ids(["a", "b", "c", "c"], ["b", "c", "a", "d"]))
    0.6
    """
    contacts = np.diff(graph.undirected.offsets)
    triples = int((contacts * (contacts - 1)).sum())
    return float(_triangles(graph).sum()) / triples if triples else float("nan")


@measure(
    "density",
    title="Share of possible ties that exist",
    formula="directed ties / (n(n − 1))",
    unit="share of ordered pairs",
    least=0,
    most=1,
    undefined="below two people",
    reference="Wasserman and Faust 1994, doi:10.1017/CBO9780511815478",
    when_it_misleads="It falls as the network grows: compare networks of like size only.",
    scale=Scale.NETWORK,
)
def density(graph: TieGraph) -> float:
    """The share of ordered pairs that have a tie; NaN below two people.

    >>> density(TieGraph.from_ids(["a"], ["b"]))
    0.5
    """
    pairs = graph.size * (graph.size - 1)
    return graph.ties / pairs if pairs else float("nan")


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
