"""Closeness: how few steps lie between a person and everybody else.

Both come in two directions, because the arrow of a tie is *who acted → towards whom*: `_out`
follows it (whom this person's acts reach), `_in` runs against it (who reaches this person).
networkx and Graph Data Science take `_in`, igraph and sna take `_out` unless told otherwise.
"""

from __future__ import annotations

import numpy as np

from graph.measures.arrays import Floats
from graph.measures.measure import measure
from graph.measures.paths.distances import Reach, reach
from graph.measures.ties.memo import once_a_graph
from graph.measures.ties.tie_graph import TieGraph

HARMONIC = "Marchiori and Latora 2000, doi:10.1016/S0378-4371(00)00311-3"
CLOSENESS = "Freeman 1978, doi:10.1016/0378-8733(78)90021-7; Wasserman and Faust 1994, doi:10.1017/CBO9780511815478"
FEW_TIES = "Steps count alike however weak the tie: a single message shortens many ways."


@once_a_graph
def _ways_out(graph: TieGraph) -> Reach:
    """How near everybody is along the arrows; harmonic and closeness share one search."""
    return _ways_in(graph) if graph.answered else reach(graph.reversed)


@once_a_graph
def _ways_in(graph: TieGraph) -> Reach:
    """How near everybody is against the arrows; harmonic and closeness share one search."""
    return reach(graph)


def _closeness(found: Reach) -> Floats:
    """Closeness scaled by the share of people reached (Wasserman and Faust); NaN for one alone."""
    others = len(found.people) - 1
    if others < 1:
        return np.full(len(found.people), np.nan)
    near = np.divide(
        found.people, found.steps, out=np.zeros(len(found.people)), where=found.steps > 0
    )
    return np.asarray(near * found.people / others, np.float64)


@measure(
    "harmonic_out",
    title="How near everybody is to what this person starts",
    formula="Σ_{u≠v} 1/d(v, u); 0 where there is no way",
    unit="people, each divided by the steps to them; at most n − 1",
    least=0,
    most=None,
    reference=HARMONIC,
    when_it_misleads=FEW_TIES,
)
def harmonic_out(graph: TieGraph) -> Floats:
    """Harmonic closeness along the arrows, raw: divide by n − 1 for 0 to 1.

    >>> harmonic_out(TieGraph.from_ids(["a", "b"], ["b", "c"])).tolist()
    [1.5, 1.0, 0.0]
    """
    return _ways_out(graph).inverse.copy()


@measure(
    "harmonic_in",
    title="How near this person is to what others start",
    formula="Σ_{u≠v} 1/d(u, v); 0 where there is no way",
    unit="people, each divided by the steps from them; at most n − 1",
    least=0,
    most=None,
    reference=HARMONIC,
    when_it_misleads=FEW_TIES,
)
def harmonic_in(graph: TieGraph) -> Floats:
    """Harmonic closeness against the arrows, raw: divide by n − 1 for 0 to 1.

    >>> harmonic_in(TieGraph.from_ids(["a", "b"], ["b", "c"])).tolist()
    [0.0, 1.0, 1.5]
    """
    return _ways_in(graph).inverse.copy()


@measure(
    "closeness_out",
    title="How few steps lie from this person to others",
    formula="(r/(n−1)) · r/Σ d(v, u), over the r people reached",
    unit="share of the closest possible",
    least=0,
    most=1,
    undefined="where there is nobody else",
    reference=CLOSENESS,
    when_it_misleads="In a network of several parts it mixes how many are reached with how near they "
    "are; prefer the harmonic one. " + FEW_TIES,
)
def closeness_out(graph: TieGraph) -> Floats:
    """Closeness along the arrows, scaled by the share of people reached.

    >>> closeness_out(TieGraph.from_ids(["a", "b"], ["b", "c"])).round(4).tolist()
    [0.6667, 0.5, 0.0]
    """
    return _closeness(_ways_out(graph))


@measure(
    "closeness_in",
    title="How few steps lie from others to this person",
    formula="(r/(n−1)) · r/Σ d(u, v), over the r people who have a way",
    unit="share of the closest possible",
    least=0,
    most=1,
    undefined="where there is nobody else",
    reference=CLOSENESS,
    when_it_misleads="In a network of several parts it mixes how many reach with how near they are; "
    "prefer the harmonic one. " + FEW_TIES,
)
def closeness_in(graph: TieGraph) -> Floats:
    """Closeness against the arrows, scaled by the share of people who have a way.

    >>> closeness_in(TieGraph.from_ids(["a", "b"], ["b", "c"])).round(4).tolist()
    [0.0, 0.5, 0.6667]
    """
    return _closeness(_ways_in(graph))
