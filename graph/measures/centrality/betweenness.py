"""Betweenness: how many shortest ways between others lead through a person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.errors import BadInput
from graph.measures.arrays import Bools, Floats
from graph.measures.conventions import (
    ALIKE_PEOPLE,
    BETWEENNESS_SOURCES,
    CONFIDENCE,
    ERROR_WIDENING,
    EXACT_BUDGET,
)
from graph.measures.measure import measure
from graph.measures.paths.brandes import dependencies, scaled_dependencies
from graph.measures.paths.deep_network_distances import (
    betweenness_one_by_one,
    counting,
    is_one_by_one,
)
from graph.measures.paths.exact_search_cost import parts_of
from graph.measures.ties.tie_graph import TieGraph

KAPPA = 7 / 3 + 3 / np.sqrt(2)
"""The constant of Bardenet and Maillard's theorem 4.3."""


@measure(
    "betweenness",
    title="Shortest ways that lead through this person",
    formula="Σ_{s≠v≠t} σ_st(v)/σ_st over ordered pairs (s, t); σ_st = number of shortest directed paths",
    unit="ordered pairs of people",
    least=0,
    most=None,
    reference="Freeman 1977, doi:10.2307/3033543; Brandes 2001, doi:10.1080/0022250X.2001.9990249",
    when_it_misleads="A missing or chance tie changes it much. It assumes that help takes shortest ways. "
    "It is not seniority or merit. Where counting all ways is too much work snapshots estimate it.",
)
def betweenness(graph: TieGraph) -> Floats:
    """Over all ordered pairs of others, the share of shortest paths through each person: raw, exact.

    Directed and unweighted. On ties that all run both ways each pair counts twice: halve it to
    compare with undirected tables. Divide with `normalised`.

    >>> betweenness(TieGraph.from_ids(["a", "b"], ["b", "c"])).tolist()
    [0.0, 1.0, 0.0]
    """
    if is_one_by_one(graph):
        return betweenness_one_by_one(graph)
    return dependencies(graph, np.arange(graph.size))


def sources_for(graph: TieGraph) -> int:
    """From how many people shortest ways are counted unless asked otherwise: all where that is no more
    work than an analysis spends, else as many as that work allows, at least 256."""
    if counting(graph) * graph.size <= EXACT_BUDGET:
        return max(graph.size, 2)
    within = EXACT_BUDGET // 2 // counting(graph, sampled=True)  # each is swept both ways
    return min(graph.size, max(within, BETWEENNESS_SOURCES))


def normalised(raw: Floats) -> Floats:
    """Raw betweenness divided by the (n−1)(n−2) ordered pairs of others: 0 to 1; 0 where there are none.

    >>> normalised(np.array([0.0, 1.0, 0.0])).tolist()
    [0.0, 0.5, 0.0]
    """
    pairs = (len(raw) - 1) * (len(raw) - 2)
    return raw / pairs if pairs > 0 else np.zeros(len(raw))


@dataclass(frozen=True, eq=False)
class BetweennessEstimate:
    """Betweenness estimated from a sample of sources, and how far off it may be; all raw."""

    values: Floats
    bound: Floats
    """With the stated confidence no person at all is further off than this: a theorem, wide."""
    standard_error: Floats
    """The usual distance of each estimate from the truth: two in three are nearer, and 19 in 20 nearer
    than twice this."""
    sources: int
    confidence: float


def sampled_betweenness(
    graph: TieGraph,
    *,
    sources: int = BETWEENNESS_SOURCES,
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> BetweennessEstimate:
    """Betweenness from the paths that start or end at `sources` people, drawn without replacement.

    The estimate is n times the mean of what one source says (Brandes and Pich 2007,
    doi:10.1142/S0218127407018403; scaled by distance as in `scaled_dependencies`): unbiased, and
    as exact as three times the sources swept one way only. The bound holds for all people together: the smaller of
    Hoeffding–Serfling's and the empirical Bernstein–Serfling bound (Bardenet and Maillard 2015,
    doi:10.3150/14-BEJ605), each at half the error probability shared by n people. Asking for at
    least n sources gives the exact value and no error.

    >>> found = sampled_betweenness(TieGraph.from_ids(["a", "b"], ["b", "c"]), sources=9)
    >>> found.values.tolist(), found.bound.tolist(), found.sources
    ([0.0, 1.0, 0.0], [0.0, 0.0, 0.0], 3)
    """
    if sources < 2:
        raise BadInput(f"{sources} sources are no sample", remedy="ask for at least 2 sources")
    if not 0 < confidence < 1:
        raise BadInput(f"confidence {confidence} is not between 0 and 1", remedy="0.95 is usual")
    n, k = graph.size, min(sources, graph.size)
    if k == n:
        return BetweennessEstimate(betweenness(graph), np.zeros(n), np.zeros(n), n, confidence)
    whole = _counted_whole(graph, k)
    if whole.all():
        return BetweennessEstimate(betweenness(graph), np.zeros(n), np.zeros(n), n, confidence)
    values, bound, error = np.zeros(n), np.zeros(n), np.zeros(n)
    values[whole] = betweenness(graph.masked(whole))
    rest = _from_sample(graph.masked(~whole), k, seed, confidence)
    values[~whole], bound[~whole], error[~whole] = rest.values, rest.bound, rest.standard_error
    return BetweennessEstimate(values, bound, error, rest.sources, confidence)


def _counted_whole(graph: TieGraph, sources: int) -> Bools:
    """Who is in a part of the network that is small enough to be counted whole.

    The smallest parts are, together for half of what the sample costs; and who has no tie.
    """
    parts = parts_of(graph)
    order = np.argsort(parts.walks, kind="stable")
    cheap = np.cumsum(parts.walks[order]) <= sources * (graph.ties + graph.size) / 2
    whole: Bools = np.zeros(len(order), np.bool_)
    whole[order[cheap]] = True
    return whole[parts.part]


def _from_sample(
    graph: TieGraph, sources: int, seed: int, confidence: float
) -> BetweennessEstimate:
    """Betweenness estimated from so many people, all where there are no more."""
    n, k = graph.size, min(sources, graph.size)
    if k == n:
        return BetweennessEstimate(betweenness(graph), np.zeros(n), np.zeros(n), n, confidence)
    drawn = np.sort(np.random.default_rng(seed).choice(n, k, replace=False))
    total, squares = scaled_dependencies(graph, drawn)
    variance = np.maximum(squares / k - (total / k) ** 2, 0)
    bound = n * _mean_bound(variance, n, k, (1 - confidence) / (2 * n))
    error = n * np.sqrt(_spread(graph, variance) / max(k - 3, 1) * (1 - k / n))  # Student's t
    return BetweennessEstimate(total * (n / k), bound, error, k, confidence)


def _spread(graph: TieGraph, variance: Floats) -> Floats:
    """The variance of what one source says of each person, as far as a sample tells.

    Most sources say nothing of most people, and few say much: a sample that met none of these finds
    a variance too small. So nobody's is less than the mean of those who have about as many contacts.
    Nobody is between others who has one contact, or ties in one direction only.
    """
    contacts = np.diff(graph.undirected.offsets)
    arriving, leaving = np.diff(graph.reversed.offsets), np.diff(graph.offsets)
    between = (contacts > 1) & (arriving > 0) & (leaving > 0)
    ends = np.unique(np.sort(contacts[between])[: 1 - ALIKE_PEOPLE : ALIKE_PEOPLE])
    alike = np.searchsorted(ends, contacts, side="right")
    count = np.bincount(alike, between, len(ends) + 1)
    usual = np.bincount(alike, variance * between, len(ends) + 1) / np.maximum(count, 1)
    found: Floats = ERROR_WIDENING**2 * np.maximum(variance, usual[alike]) * between
    return found


def _mean_bound(variance: Floats, n: int, k: int, failure: float) -> Floats:
    """How far the mean of k of n values in [0, 2(n − 2)] may be off, given each sample variance."""
    width = 2 * (n - 2)
    left = 1 - (k - 1) / n if 2 * k <= n else (1 - k / n) * (1 + 1 / k)
    bernstein = np.log(10 / failure)
    by_variance = np.sqrt(variance * 2 * left * bernstein / k) + KAPPA * width * bernstein / k
    by_range = width * np.sqrt(left * np.log(2 / failure) / (2 * k))
    bound: Floats = np.minimum(by_variance, by_range)
    return bound
