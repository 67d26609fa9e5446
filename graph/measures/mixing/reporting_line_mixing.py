"""The orderly procession against the network: how ties follow reporting lines and cross homes.

The formal tree is a network whose arrows run from the boss to the report.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from graph.errors import BadInput
from graph.measures.arrays import Bools, Ints
from graph.measures.cohesion.communities import (
    adjusted_rand,
    best,
    communities_by_seed,
    normalized_mutual_information,
)
from graph.measures.measure import Needs, Scale, measure
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph

KRACKHARDT = (
    "Krackhardt and Hanson 1993, Informal networks: the company behind the chart, "
    "https://hbr.org/1993/07/informal-networks-the-company-behind-the-chart"
)
MISLEADS = (
    "It says where ties run, not whether they should; no share is right for every organisation."
)


def manager_of(lines: TieGraph) -> Ints:
    """The place of each person's manager, or −1: the first, where somebody has several."""
    found = np.full(lines.size, -1, np.int64)
    found[lines.targets[::-1]] = lines.sources[::-1]
    return found


def steps_up(lines: TieGraph, low: Ints, high: Ints) -> Ints:
    """How many steps up the reporting lines lead from each `low` to its `high`; 0 where none do.

    Lines of any length are followed to their end, a circle of lines once round.

    >>> lines = TieGraph.from_ids(["boss", "mid"], ["mid", "low"])
    >>> steps_up(lines, np.array([1, 1, 0]), np.array([2, 0, 1])).tolist()
    [1, 2, 0]
    """
    above = manager_of(lines)
    found = np.zeros(len(low), np.int64)
    left = np.arange(len(low))
    at, step = low.copy(), 0
    while len(left) and step < lines.size:
        step += 1
        at = above[at]
        met = at == high[left]
        found[left[met]] = step
        going = ~met & (at >= 0) & (at != low[left])
        left, at = left[going], at[going]
    return found


def _pairs(graph: TieGraph, lines: TieGraph) -> tuple[Ints, Ints]:
    """Each pair in contact once."""
    if graph.people != lines.people:
        raise BadInput("ties and lines are of different people", remedy="make both of one set")
    both = graph.undirected
    once = both.sources < both.targets
    return both.sources[once], both.targets[once]


@lru_cache(maxsize=1)
def _levels(graph: TieGraph, lines: TieGraph) -> Ints:
    """Of each pair in contact, how many steps up one is from the other; 0 where neither is."""
    first, second = _pairs(graph, lines)
    return np.maximum(steps_up(lines, first, second), steps_up(lines, second, first))


def _share(chosen: Bools) -> float:
    return float(chosen.mean()) if len(chosen) else float("nan")


@measure(
    "chain_share",
    title="Ties that follow the chain of command",
    formula="pairs in contact of whom one reports to the other / pairs in contact",
    unit="share of pairs in contact",
    least=0,
    most=1,
    undefined="where nobody has a tie, or no reporting line is known",
    reference=KRACKHARDT,
    when_it_misleads=MISLEADS,
    scale=Scale.NETWORK,
    needs=Needs.TIES_AND_LINES,
)
def chain_share(graph: TieGraph, lines: TieGraph) -> float:
    """The share of pairs in contact that are a person and their manager; NaN without ties.

    >>> lines = TieGraph.from_ids(["boss", "boss"], ["ann", "bob"])
    >>> chain_share(TieGraph.from_ids(["ann", "ann"], ["boss", "bob"], people=lines.people), lines)
    0.5
    """
    return _share(_levels(graph, lines) == 1)


@measure(
    "skip_share",
    title="Ties that skip levels",
    formula="pairs in contact of whom one is above the other by two steps or more / pairs in contact",
    unit="share of pairs in contact",
    least=0,
    most=1,
    undefined="where nobody has a tie, or no reporting line is known",
    reference=KRACKHARDT,
    when_it_misleads=MISLEADS,
    scale=Scale.NETWORK,
    needs=Needs.TIES_AND_LINES,
)
def skip_share(graph: TieGraph, lines: TieGraph) -> float:
    """The share of pairs in contact that skip a level of the reporting lines; NaN without ties.

    >>> lines = TieGraph.from_ids(["boss", "mid"], ["mid", "low"])
    >>> skip_share(TieGraph.from_ids(["low"], ["boss"], people=lines.people), lines)
    1.0
    """
    return _share(_levels(graph, lines) >= 2)


@measure(
    "crossing_share",
    title="Ties that cross homes",
    formula="pairs in contact whose homes differ / pairs in contact whose homes are known",
    unit="share of pairs in contact",
    least=0,
    most=1,
    undefined="where no two people in contact have a known home",
    reference=KRACKHARDT,
    when_it_misleads=MISLEADS + " The sizes of homes bound it.",
    scale=Scale.NETWORK,
    needs=Needs.TIES_AND_GROUPS,
)
def crossing_share(graph: TieGraph, groups: Groups) -> float:
    """The share of pairs in contact that cross homes; NaN where no pair counts.

    >>> g = TieGraph.from_ids(["a", "a"], ["b", "c"])
    >>> crossing_share(g, Groups.of(g, {"a": "x", "b": "x", "c": "y"}))
    0.5
    """
    both = graph.undirected
    near, far = groups.codes[both.sources], groups.codes[both.targets]
    known = (near >= 0) & (far >= 0) & (both.sources < both.targets)
    return _share(np.asarray(near[known] != far[known], np.bool_))


@lru_cache(maxsize=1)
def _alike(graph: TieGraph, groups: Groups) -> tuple[Groups, Groups]:
    """Lived communities and homes of those whose home is known."""
    found = best(communities_by_seed(graph)).groups
    known = groups.known
    return (
        Groups(found.names, found.codes[known]),
        Groups(groups.names, groups.codes[known]),
    )


@measure(
    "chart_nmi",
    title="How much communities tell of the organisation chart",
    formula="normalised mutual information of Leiden communities (the best of ten seeds, of four above 10,000 people) and homes",
    unit="share of information",
    least=0,
    most=1,
    undefined="where fewer than two people have a known home",
    reference="Danon et al. 2005, doi:10.1088/1742-5468/2005/09/P09008",
    when_it_misleads="Many small groups make it high by chance; read it beside `chart_ari`.",
    scale=Scale.NETWORK,
    needs=Needs.TIES_AND_GROUPS,
)
def chart_nmi(graph: TieGraph, groups: Groups) -> float:
    """How alike lived communities and homes are: 1 the same; NaN where fewer than two homes are known.

    >>> g = TieGraph.from_ids(["a", "c"], ["b", "d"])
    >>> round(chart_nmi(g, Groups.of(g, {"a": "x", "b": "x", "c": "y", "d": "y"})), 12)
    1.0
    """
    return normalized_mutual_information(*_alike(graph, groups))


@measure(
    "chart_ari",
    title="How alike communities and the organisation chart are, against chance",
    formula="adjusted Rand index of Leiden communities (the best of ten seeds, of four above 10,000 people) and homes",
    unit="1 = the same, 0 = as by chance",
    least=-0.5,
    most=1,
    undefined="where fewer than two people have a known home",
    reference="Hubert and Arabie 1985, doi:10.1007/BF01908075",
    when_it_misleads="Communities of another grain than the chart make it low though they nest in it.",
    scale=Scale.NETWORK,
    needs=Needs.TIES_AND_GROUPS,
)
def chart_ari(graph: TieGraph, groups: Groups) -> float:
    """How alike lived communities and homes are against chance; NaN where fewer than two homes are known.

    >>> g = TieGraph.from_ids(["a", "c"], ["b", "d"])
    >>> chart_ari(g, Groups.of(g, {"a": "x", "b": "x", "c": "y", "d": "y"}))
    1.0
    """
    return adjusted_rand(*_alike(graph, groups))
