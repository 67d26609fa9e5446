"""How far ties look like a chain of command: Krackhardt's four numbers of a hierarchy.

All are 1 for an out-tree. **The arrow must run from the boss to the report**: turned round, the same
tree of seven people has least upper boundedness 0.2667.
"""

from __future__ import annotations

import numpy as np

from graph.errors import TooCostly
from graph.measures.arrays import Bools
from graph.measures.conventions import HIERARCHY_PEOPLE, REACHABILITY_PEOPLE, UPPER_BOUND_PEOPLE
from graph.measures.measure import Scale, measure
from graph.measures.ties.components import components
from graph.measures.ties.tie_graph import TieGraph

KRACKHARDT = (
    "Krackhardt 1994, Graph theoretical dimensions of informal organizations, ISBN 978-0805811971"
)
ARROW = "Turn the arrow round and it is another number: it must run from boss to report."


def reachable(graph: TieGraph) -> Bools:
    """Who can reach whom along the arrows, as a square table; everybody reaches themselves.

    The table holds n² bytes; upper bounds take n³/64 steps.
    """
    if graph.size > REACHABILITY_PEOPLE:
        raise TooCostly(
            f"a hierarchy of {graph.size} people is above the limit of {REACHABILITY_PEOPLE}",
            remedy="ask for a group, or for a sample of its people",
        )
    found = np.eye(graph.size, dtype=np.bool_)
    front = found.copy()
    while front.any():
        front = ((graph.pattern @ front.astype(np.float32)) > 0) & ~found
        found |= front
    return found


@measure(
    "hierarchy_connectedness",
    title="Share of pairs in one part",
    formula="1 − V/(n(n − 1)/2); V pairs with no way between them, directions left out",
    unit="share of pairs",
    least=0,
    most=1,
    undefined="below two people",
    reference=KRACKHARDT,
    when_it_misleads="One chance tie joins two parts.",
    scale=Scale.NETWORK,
)
def connectedness(graph: TieGraph) -> float:
    """The share of pairs with a way between them, directions left out; NaN below two people.

    >>> round(connectedness(TieGraph.from_ids(["a"], ["b"], people=["c"])), 4)
    0.3333
    """
    if graph.size < 2:
        return float("nan")
    sizes = np.bincount(components(graph))
    return float((sizes * (sizes - 1)).sum()) / (graph.size * (graph.size - 1))


@measure(
    "hierarchy",
    title="Share of pairs with a one-way order",
    formula="1 − V/M; V pairs that reach each other, M pairs of which at least one reaches the other",
    unit="share of pairs",
    least=0,
    most=1,
    undefined="where nobody has a way to anybody",
    most_people=HIERARCHY_PEOPLE,
    reference=KRACKHARDT,
    when_it_misleads="One tie back from the bottom to the top makes it 0 for a whole chain.",
    scale=Scale.NETWORK,
)
def hierarchy(graph: TieGraph) -> float:
    """The share of ordered pairs among those with any order; NaN where there is none.

    >>> hierarchy(TieGraph.from_ids(["a", "b", "b"], ["b", "a", "c"])).__round__(4)
    0.6667
    """
    table = reachable(graph)
    np.fill_diagonal(table, False)
    one_way = int(np.count_nonzero(table | table.T))
    return 1 - int(np.count_nonzero(table & table.T)) / one_way if one_way else float("nan")


@measure(
    "hierarchy_efficiency",
    title="How few ties there are beyond the least needed",
    formula="1 − Σ_k (m_k − (n_k − 1))/Σ_k ((n_k − 1)² ); m_k directed ties in part k of n_k people",
    unit="share of ties that could be spared",
    least=0,
    most=1,
    undefined="where nobody has a tie",
    reference=KRACKHARDT,
    when_it_misleads="Few ties are no virtue in a network: help needs spare ways.",
    scale=Scale.NETWORK,
)
def graph_efficiency(graph: TieGraph) -> float:
    """One minus the share of spare ties; NaN where no part could have any.

    >>> graph_efficiency(TieGraph.from_ids(["a", "b"], ["b", "a"]))
    0.0
    """
    needed = np.bincount(components(graph)) - 1
    most = int((needed**2).sum())
    return 1 - (graph.ties - int(needed.sum())) / most if most else float("nan")


@measure(
    "least_upper_boundedness",
    title="Share of pairs with one nearest common boss, below all their other common bosses",
    formula="1 − V/Σ_k (n_k − 1)(n_k − 2)/2; V pairs of a part without an upper bound that all their "
    "upper bounds reach",
    unit="share of pairs",
    least=0,
    most=1,
    undefined="where no part has three people",
    most_people=UPPER_BOUND_PEOPLE,
    reference=KRACKHARDT,
    when_it_misleads=ARROW
    + " The code of R's sna 2.7 asks for the greatest upper bound instead, against its own manual: "
    "its numbers are lower.",
    scale=Scale.NETWORK,
)
def least_upper_boundedness(graph: TieGraph) -> float:
    """Krackhardt's least upper boundedness; NaN where no part has three people.

    An upper bound of a pair is a person who reaches both (each reaches themselves); the least one is
    below all others: each of them reaches it. sna 2.7 counts pairs of which one bound reaches all
    the others, the greatest one, though its manual defines the least.

    >>> least_upper_boundedness(TieGraph.from_ids(["a", "b", "c", "c"], ["c", "c", "i", "j"])).__round__(4)
    0.8333
    """
    table, part = reachable(graph), components(graph)
    violations, most = 0, 0.0
    for members in (np.flatnonzero(part == k) for k in range(int(part.max(initial=-1)) + 1)):
        size = len(members)
        if size > 2:
            violations += _unbounded(table[np.ix_(members, members)])
            most += (size - 1) * (size - 2) / 2
    return 1 - violations / most if most else float("nan")


def _unbounded(table: Bools) -> int:
    """How many pairs have no upper bound that all their upper bounds reach."""
    missing = 0
    above = (~table.T).astype(np.float32)
    for i in range(len(table) - 1):
        bounds = table[:, i, None] & table[:, i + 1 :]
        unreached = above @ bounds.astype(np.float32)
        missing += int(np.count_nonzero(~(bounds & (unreached == 0)).any(axis=0)))
    return missing
