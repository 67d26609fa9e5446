"""Bridging centrality: on many shortest ways, and between people with more contacts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.measures.arrays import Floats, sum_at
from graph.measures.centrality.betweenness import (
    BetweennessEstimate,
    sampled_betweenness,
    sources_for,
)
from graph.measures.measure import measure
from graph.measures.ties.tie_graph import TieGraph


def bridging_coefficient(graph: TieGraph) -> Floats:
    """(1/d_v)/Σ_u 1/d_u over the contacts u of v, directions left out; 0 without contacts.

    >>> bridging_coefficient(TieGraph.from_ids(["a", "b"], ["b", "c"])).tolist()
    [2.0, 0.25, 2.0]
    """
    both = graph.undirected
    contacts = np.diff(both.offsets).astype(np.float64)
    inverse = np.divide(1.0, contacts, out=np.zeros(both.size), where=contacts > 0)
    around = sum_at(both.sources, inverse[both.targets], both.size)
    return np.divide(inverse, around, out=np.zeros(both.size), where=around > 0)


@measure(
    "bridging",
    title="Links parts whose people have more contacts",
    formula="betweenness × (1/d_v)/Σ_u 1/d_u; directions left out, each pair of others once",
    unit="pairs of people, weighted",
    least=0,
    most=None,
    reference="Hwang et al. 2006, Bridging centrality: identifying bridging nodes in scale-free networks, "
    "https://cse.buffalo.edu/tech-reports/2006-05.pdf",
    when_it_misleads="A person with two contacts between two crowds is high even if nothing passes. "
    "Where counting all ways is too much work it is estimated.",
)
def bridging(graph: TieGraph) -> Floats:
    """The bridging centrality of each person; estimated where exact is too much work.

    >>> bridging(TieGraph.from_ids(["a", "b"], ["b", "c"])).tolist()
    [0.0, 0.25, 0.0]
    """
    return bridging_sampled(graph).values


def bridging_sampled(
    graph: TieGraph, *, sources: int | None = None, seed: int = 0
) -> BetweennessEstimate:
    """Bridging centrality with its error, from so many sources; absent: as many as the work allows."""
    both = graph.undirected
    asked = sources_for(both) if sources is None else sources
    found = sampled_betweenness(both, sources=max(asked, 2), seed=seed)
    scale = bridging_coefficient(graph) / 2
    return replace(
        found,
        values=found.values * scale,
        bound=found.bound * scale,
        standard_error=found.standard_error * scale,
    )
