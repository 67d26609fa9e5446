"""Centrality of a set along the arrows: whom it turns to, and who turns to it.

As in `sets`, a set of one person has that person's value, divided by the people outside.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.measures.measure import Needs, Scale, measure
from graph.measures.sets.set_centrality import (
    LARGER,
    REFERENCE,
    contacts,
    inverse,
    nearness,
    of_set,
)
from graph.measures.ties.tie_graph import TieGraph

ROCHAT = "Everett and Borgatti 1999, doi:10.1080/0022250X.1999.9990219, with the distances of " + (
    "Marchiori and Latora 2000, doi:10.1016/S0378-4371(00)00311-3"
)


@measure(
    "group_out_degree",
    title="Share of others whom the set turns to",
    formula="people outside towards whom a member acted / people outside",
    unit="share of people outside",
    least=0,
    most=1,
    undefined="where nobody is outside the set",
    reference=REFERENCE,
    when_it_misleads=LARGER,
    scale=Scale.GROUP,
    needs=Needs.TIES_AND_SET,
)
def group_out_degree(graph: TieGraph, people: Sequence[str]) -> float:
    """The share of people outside towards whom a set acts; NaN if nobody is outside.

    >>> group_out_degree(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["b"])
    0.5
    """
    return of_set(graph, people, contacts)


@measure(
    "group_in_degree",
    title="Share of others who turn to the set",
    formula="people outside who acted towards a member / people outside",
    unit="share of people outside",
    least=0,
    most=1,
    undefined="where nobody is outside the set",
    reference=REFERENCE,
    when_it_misleads=LARGER,
    scale=Scale.GROUP,
    needs=Needs.TIES_AND_SET,
)
def group_in_degree(graph: TieGraph, people: Sequence[str]) -> float:
    """The share of people outside who act towards a set; NaN if nobody is outside.

    >>> group_in_degree(TieGraph.from_ids(["a", "b"], ["c", "c"]), ["c"])
    1.0
    """
    return of_set(graph.reversed, people, contacts)


@measure(
    "group_closeness_out",
    title="How few steps lie from the set to others",
    formula="(r/o) · r/Σ d(C, v) over the r people outside whom it reaches; o people outside",
    unit="share of the closest possible",
    least=0,
    most=1,
    undefined="where nobody is outside the set",
    reference=REFERENCE,
    when_it_misleads=LARGER,
    scale=Scale.GROUP,
    needs=Needs.TIES_AND_SET,
)
def group_closeness_out(graph: TieGraph, people: Sequence[str]) -> float:
    """Closeness along the arrows of a set by its nearest member; NaN if nobody is outside.

    >>> round(group_closeness_out(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["a"]), 4)
    0.6667
    """
    return of_set(graph, people, nearness)


@measure(
    "group_closeness_in",
    title="How few steps lie from others to the set",
    formula="(r/o) · r/Σ d(v, C) over the r people outside who reach it; o people outside",
    unit="share of the closest possible",
    least=0,
    most=1,
    undefined="where nobody is outside the set",
    reference=REFERENCE,
    when_it_misleads=LARGER,
    scale=Scale.GROUP,
    needs=Needs.TIES_AND_SET,
)
def group_closeness_in(graph: TieGraph, people: Sequence[str]) -> float:
    """Closeness against the arrows of a set by its nearest member; NaN if nobody is outside.

    >>> round(group_closeness_in(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["c"]), 4)
    0.6667
    """
    return of_set(graph.reversed, people, nearness)


@measure(
    "group_harmonic_out",
    title="How near everybody is to what the set starts",
    formula="Σ 1/d(C, v) over the people outside / people outside; 0 where there is no way",
    unit="share of people outside, by nearness",
    least=0,
    most=1,
    undefined="where nobody is outside the set",
    reference=ROCHAT,
    when_it_misleads=LARGER,
    scale=Scale.GROUP,
    needs=Needs.TIES_AND_SET,
)
def group_harmonic_out(graph: TieGraph, people: Sequence[str]) -> float:
    """Harmonic closeness along the arrows of a set; NaN if nobody is outside.

    >>> group_harmonic_out(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["a"])
    0.75
    """
    return of_set(graph, people, inverse)


@measure(
    "group_harmonic_in",
    title="How near the set is to what others start",
    formula="Σ 1/d(v, C) over the people outside / people outside; 0 where there is no way",
    unit="share of people outside, by nearness",
    least=0,
    most=1,
    undefined="where nobody is outside the set",
    reference=ROCHAT,
    when_it_misleads=LARGER,
    scale=Scale.GROUP,
    needs=Needs.TIES_AND_SET,
)
def group_harmonic_in(graph: TieGraph, people: Sequence[str]) -> float:
    """Harmonic closeness against the arrows of a set; NaN if nobody is outside.

    >>> group_harmonic_in(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["c"])
    0.75
    """
    return of_set(graph.reversed, people, inverse)
