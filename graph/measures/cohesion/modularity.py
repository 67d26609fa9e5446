"""Modularity: how well groups cut a network into parts."""

from __future__ import annotations

import numpy as np

from graph.measures.arrays import unrounded
from graph.measures.conventions import RESOLUTION
from graph.measures.measure import Needs, Scale, measure
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph


@measure(
    "modularity",
    title="How well groups cut the network into parts",
    formula="Q = Σ_s (w_ss/W − γ·(d_s/2W)²); ties both ways, w_ss strength inside s, d_s strength of its people",
    unit="index: 0 as by chance",
    least=-0.5,
    most=1,
    undefined="where nobody has a tie, or no home is known",
    reference="Newman and Girvan 2004, doi:10.1103/PhysRevE.69.026113",
    when_it_misleads="Large networks score high by chance, and small groups are swallowed "
    "(Fortunato and Barthélemy 2007, doi:10.1073/pnas.0605965104).",
    scale=Scale.NETWORK,
    needs=Needs.TIES_AND_GROUPS,
)
def modularity(graph: TieGraph, groups: Groups, *, resolution: float = RESOLUTION) -> float:
    """Modularity of the groups over ties both ways, by strength; NaN without ties.

    A person without a group counts as a group of one. One group of everybody has 0, by definition.

    >>> g = TieGraph.from_ids(["a", "c"], ["b", "d"])
    >>> modularity(g, Groups.of(g, {"a": "x", "b": "x", "c": "y", "d": "y"}))
    0.5
    """
    groups.check(graph)
    both = graph.undirected
    whole = float(both.weights.sum())
    if not whole:
        return float("nan")
    codes, alone = groups.codes.copy(), ~groups.known
    codes[alone] = len(groups.names) + np.arange(int(alone.sum()))
    inside = float(both.weights[codes[both.sources] == codes[both.targets]].sum())
    parts = np.bincount(codes[both.sources], both.weights) / whole
    return float(unrounded(np.array(inside / whole - resolution * float(parts @ parts)), 0))
