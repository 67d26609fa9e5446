"""PageRank on the reversed arrow: who starts what others start from.

The arrow of a tie is *who acted → towards whom*. On that arrow PageRank would find who is acted
towards; the reversed arrow hands rank from the one who was turned to back to the one who acted.
"""

from __future__ import annotations

import numpy as np

from graph.errors import BadInput
from graph.measures.arrays import Floats, sum_at
from graph.measures.conventions import DAMPING, PAGERANK_ROUNDS, PAGERANK_TOLERANCE
from graph.measures.measure import measure
from graph.measures.ties.tie_graph import TieGraph


def pagerank_forward(graph: TieGraph, *, damping: float = DAMPING) -> Floats:
    """PageRank along the arrows, summing to 1; ties weigh by their strength.

    People without outgoing ties hand their rank to everybody alike.

    >>> pagerank_forward(TieGraph.from_ids(["a", "b"], ["b", "a"])).tolist()
    [0.5, 0.5]
    """
    if not 0 <= damping < 1:
        raise BadInput(
            f"damping {damping} is not between 0 and 1", remedy="the usual value is 0.85"
        )
    if not graph.size:
        return np.zeros(0)
    out = sum_at(graph.sources, graph.weights, graph.size)
    dangling = out == 0
    share = np.divide(1.0, out, out=np.zeros(graph.size), where=~dangling)
    arrivals = graph.reversed.adjacency
    rank = np.full(graph.size, 1 / graph.size)
    for _ in range(PAGERANK_ROUNDS):
        spread = (1 - damping + damping * float(rank[dangling].sum())) / graph.size
        following = damping * (arrivals @ (rank * share)) + spread
        change = float(np.abs(following - rank).sum())
        rank = following
        if change < PAGERANK_TOLERANCE:
            break
    return np.asarray(rank / rank.sum(), np.float64)


@measure(
    "pagerank",
    title="Acts towards people who themselves act",
    formula="PR(v) = (1−d)/n + d·(Σ_u PR(u)·w(v→u)/Σ_x w(x→u) + rank of people nobody acted towards / n), d = 0.85",
    unit="share of all rank (all people together: 1)",
    least=0,
    most=1,
    reference="Brin and Page 1998, doi:10.1016/S0169-7552(98)00110-X",
    when_it_misleads="It is not seniority or merit. In small or sparse networks the damping term dominates; "
    "much traffic from few writers lifts them. Of ties of help it leads with pairs who help each other "
    "only; what somebody gave is `out_strength`.",
)
def pagerank(graph: TieGraph) -> Floats:
    """PageRank on the reversed arrow, summing to 1: high for who acts towards those who act too.

    Weighted by tie strength, damping 0.85. Graph Data Science scales it to about n: divide by the
    sum to compare.

    >>> pagerank(TieGraph.from_ids(["a", "b"], ["c", "c"])).round(4).tolist()
    [0.3701, 0.3701, 0.2597]
    """
    return pagerank_forward(graph.reversed)
