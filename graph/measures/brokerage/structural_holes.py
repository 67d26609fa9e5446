"""Structural holes: how little a person's contacts are in contact with each other.

Ties count in both directions together: a_ij + a_ji. A person without ties has no value (NaN).
"""

from __future__ import annotations

import numpy as np

from graph.measures.arrays import Floats, sum_at
from graph.measures.centrality.degree import degree
from graph.measures.cohesion.triangles import sums_through
from graph.measures.measure import measure
from graph.measures.ties.tie_graph import TieGraph

BURT = "Burt 1992, ISBN 978-0674843714; Burt 2004, doi:10.1086/421787"
BORGATTI = (
    "Burt 1992, ISBN 978-0674843714; Borgatti 1997, Connections 20(1) 35-38, https://www.insna.org"
)
SMALL = (
    "It moves with the number of contacts: compare people of like degree. Talk that is not recorded "
    "looks like a hole."
)


def _shares(both: TieGraph) -> Floats:
    """p_ij: the share of i's ties that goes to j, one for each tie of `graph.undirected`."""
    whole = np.bincount(both.sources, both.weights, minlength=both.size)
    return both.weights / whole[both.sources]


def _of_people(each: Floats, both: TieGraph) -> Floats:
    """The sum over each person's ties; NaN without ties."""
    found = sum_at(both.sources, each, both.size)
    found[np.diff(both.offsets) == 0] = np.nan
    return found


@measure(
    "constraint",
    title="How much a person's contacts are one circle",
    formula="Σ_j (p_ij + Σ_q p_iq·p_qj)² over contacts j; p_ij = (a_ij + a_ji)/Σ_k (a_ik + a_ki)",
    unit="index",
    least=0,
    most=None,
    undefined="for a person without contacts",
    reference=BURT,
    when_it_misleads=SMALL + " It exceeds 1 for some people with two contacts.",
)
def constraint(graph: TieGraph) -> Floats:
    """Burt's constraint: low for who reaches across holes; NaN without ties.

    >>> constraint(TieGraph.from_ids(["a", "a"], ["b", "c"], people=["d"])).tolist()
    [0.5, 1.0, 1.0, nan]
    """
    both = graph.undirected
    share = _shares(both)
    return _of_people((share + sums_through(graph, share, share)) ** 2, both)


@measure(
    "effective_size",
    title="Contacts that do not repeat each other",
    formula="Σ_j (1 − Σ_q p_iq·m_jq) over contacts j; m_jq = (a_jq + a_qj)/max_k (a_jk + a_kj); "
    "with ties of one strength n − 2t/n, t = ties among the n contacts",
    unit="people",
    least=0,
    most=None,
    undefined="for a person without contacts",
    reference=BORGATTI,
    when_it_misleads=SMALL,
)
def effective_size(graph: TieGraph) -> Floats:
    """Burt's effective size: the number of contacts less their redundancy; NaN without ties.

    >>> effective_size(TieGraph.from_ids(["a", "a", "b"], ["b", "c", "c"], people=["d"])).tolist()
    [1.0, 1.0, 1.0, nan]
    """
    both = graph.undirected
    strongest = np.zeros(both.size)
    contacts = np.diff(both.offsets)
    some = contacts > 0
    strongest[some] = np.maximum.reduceat(both.weights, both.offsets[:-1][some])
    m = both.weights / np.repeat(strongest, contacts)
    back = sums_through(graph, np.ones(both.ties), m)
    return _of_people(1 - _shares(both) * back, both)


@measure(
    "efficiency",
    title="Share of contacts that do not repeat each other",
    formula="effective size / number of contacts",
    unit="share of contacts",
    least=0,
    most=1,
    undefined="for a person without contacts",
    reference=BORGATTI,
    when_it_misleads="Whoever has one contact scores 1.",
)
def efficiency(graph: TieGraph) -> Floats:
    """Effective size divided by the number of contacts; NaN without ties.

    >>> efficiency(TieGraph.from_ids(["a", "a", "b"], ["b", "c", "c"])).tolist()
    [0.5, 0.5, 0.5]
    """
    contacts = degree(graph)
    return effective_size(graph) / np.where(contacts > 0, contacts, np.nan)
