"""Degree: how many ties a person has, and how strong they are together."""

from __future__ import annotations

import numpy as np

from graph.measures.arrays import Floats, sum_at
from graph.measures.measure import measure
from graph.measures.ties.tie_graph import TieGraph

FREEMAN = "Freeman 1978, doi:10.1016/0378-8733(78)90021-7"
BARRAT = "Barrat et al. 2004, doi:10.1073/pnas.0400087101"
COUNTS_ALL = (
    "It grows with the window and with how much of the talk is recorded; it says nothing of worth."
)


@measure(
    "in_degree",
    title="People who turn to this person",
    formula="number of u with a tie u → v",
    unit="people",
    least=0,
    most=None,
    reference=FREEMAN,
    when_it_misleads="Whoever must be asked (approvals, on-call) is high without being sought. "
    + COUNTS_ALL,
)
def in_degree(graph: TieGraph) -> Floats:
    """How many people have a tie towards each person.

    >>> in_degree(TieGraph.from_ids(["a", "b"], ["c", "c"])).tolist()
    [0.0, 0.0, 2.0]
    """
    return sum_at(graph.targets, None, graph.size)


@measure(
    "out_degree",
    title="People this person turns to",
    formula="number of u with a tie v → u",
    unit="people",
    least=0,
    most=None,
    reference=FREEMAN,
    when_it_misleads="Announcements to many look like reaching many. " + COUNTS_ALL,
)
def out_degree(graph: TieGraph) -> Floats:
    """Towards how many people each person has a tie.

    >>> out_degree(TieGraph.from_ids(["a", "a"], ["b", "c"])).tolist()
    [2.0, 0.0, 0.0]
    """
    return np.diff(graph.offsets).astype(np.float64)


@measure(
    "degree",
    title="People in contact",
    formula="number of u with a tie u → v or v → u; a two-way tie counts once",
    unit="people",
    least=0,
    most=None,
    reference=FREEMAN,
    when_it_misleads=COUNTS_ALL,
)
def degree(graph: TieGraph) -> Floats:
    """With how many people each person has a tie in either direction.

    >>> degree(TieGraph.from_ids(["a", "b", "a"], ["b", "a", "c"])).tolist()
    [2.0, 1.0, 1.0]
    """
    return out_degree(graph.undirected)


@measure(
    "in_strength",
    title="Strength of ties towards this person",
    formula="Σ_u w(u → v)",
    unit="tie strength",
    least=0,
    most=None,
    reference=BARRAT,
    when_it_misleads="One busy pair can outweigh many people. " + COUNTS_ALL,
)
def in_strength(graph: TieGraph) -> Floats:
    """The sum of the strengths of all ties towards each person.

    >>> in_strength(TieGraph.from_ids(["a", "b"], ["c", "c"], [1.5, 2])).tolist()
    [0.0, 0.0, 3.5]
    """
    return sum_at(graph.targets, graph.weights, graph.size)


@measure(
    "out_strength",
    title="Strength of this person's ties towards others",
    formula="Σ_u w(v → u)",
    unit="tie strength",
    least=0,
    most=None,
    reference=BARRAT,
    when_it_misleads="One busy pair can outweigh many people. " + COUNTS_ALL,
)
def out_strength(graph: TieGraph) -> Floats:
    """The sum of the strengths of all ties from each person.

    >>> out_strength(TieGraph.from_ids(["a", "a"], ["b", "c"], [1.5, 2])).tolist()
    [3.5, 0.0, 0.0]
    """
    return sum_at(graph.sources, graph.weights, graph.size)


@measure(
    "strength",
    title="Strength of all ties",
    formula="Σ_u (w(u → v) + w(v → u))",
    unit="tie strength",
    least=0,
    most=None,
    reference=BARRAT,
    when_it_misleads="One busy pair can outweigh many people. " + COUNTS_ALL,
)
def strength(graph: TieGraph) -> Floats:
    """The sum of the strengths of all ties from and towards each person.

    >>> strength(TieGraph.from_ids(["a", "b"], ["b", "a"], [1.5, 2])).tolist()
    [3.5, 3.5]
    """
    return in_strength(graph) + out_strength(graph)
