"""Ties that are answered by a tie back, of a network and of one person."""

from __future__ import annotations

import numpy as np

from graph.measures.arrays import Floats, sum_at
from graph.measures.measure import Direction, Scale, measure
from graph.measures.ties.tie_graph import TieGraph


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
