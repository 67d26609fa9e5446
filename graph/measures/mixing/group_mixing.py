"""How ties run inside and across groups: for a person, a group and the whole network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.errors import BadInput
from graph.measures.arrays import Bools, Floats, Ints, sum_at, unrounded
from graph.measures.conventions import PERMUTATIONS
from graph.measures.measure import Needs, Scale, measure
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph

KRACKHARDT_STERN = "Krackhardt and Stern 1988, doi:10.2307/2786835"
SIZES = (
    "The sizes of groups bound it: in a small group most possible contacts are outside. "
    "Compare with `expected`, the same network with groups dealt out by chance."
)


def _group_ties(graph: TieGraph, groups: Groups) -> tuple[TieGraph, Bools, Bools]:
    """Ties both ways, which of them have a group at both ends, and which of these cross groups."""
    groups.check(graph)
    both = graph.undirected
    tail, head = groups.codes[both.sources], groups.codes[both.targets]
    known = (tail >= 0) & (head >= 0)
    return both, known, known & (tail != head)


@measure(
    "ei_index",
    title="Contacts outside the own group against inside",
    formula="(E − I)/(E + I); E contacts in other groups, I in the own; a two-way tie counts once",
    unit="index: −1 all inside, +1 all outside",
    least=-1,
    most=1,
    undefined="for a person without contacts whose home is known, or without a known home",
    reference=KRACKHARDT_STERN,
    when_it_misleads=SIZES,
    needs=Needs.TIES_AND_GROUPS,
)
def ei_index(graph: TieGraph, groups: Groups) -> Floats:
    """The E-I index of each person against their group; NaN without counted contacts.

    >>> g = TieGraph.from_ids(["a", "a", "a"], ["b", "c", "d"])
    >>> ei_index(g, Groups.of(g, {"a": "x", "b": "x", "c": "y", "d": "y"})).round(3).tolist()
    [0.333, -1.0, 1.0, 1.0]
    """
    both, known, across = _group_ties(graph, groups)
    outside = sum_at(both.sources[across], None, graph.size)
    counted = sum_at(both.sources[known], None, graph.size)
    found = np.full(graph.size, np.nan)
    np.divide(2 * outside - counted, counted, out=found, where=counted > 0)
    return found


@dataclass(frozen=True)
class EI:
    """The E-I index of a whole network and where chance would put it."""

    external: int
    internal: int
    index: float
    """NaN where no tie counts."""
    expected: float
    """The mean over permutations of people's groups: ties and group sizes stay as they are."""
    deviation: float
    p_value: float
    """Share of permutations at least as far from their mean, both sides, this one included."""
    permutations: int


def network_ei(
    graph: TieGraph, groups: Groups, *, permutations: int = PERMUTATIONS, seed: int = 0
) -> EI:
    """The E-I index over all pairs in contact, with its permutation null.

    >>> g = TieGraph.from_ids(["a", "b"], ["b", "c"])
    >>> found = network_ei(g, Groups.of(g, {"a": "x", "b": "x", "c": "y"}))
    >>> found.external, found.internal, found.index
    (1, 1, 0.0)
    """
    both, known, _ = _group_ties(graph, groups)
    once = known & (both.sources < both.targets)
    return ei_of_ties(
        groups, both.sources[once], both.targets[once], permutations=permutations, seed=seed
    )


def ei_of_ties(groups: Groups, tails: Ints, heads: Ints, *, permutations: int, seed: int) -> EI:
    """The E-I index of these ties, between people who have a group, with its permutation null."""
    if permutations < 1:
        raise BadInput("a permutation null needs at least 1 permutation", remedy="1000 is usual")
    ties = len(tails)
    if not ties:
        nan = float("nan")
        return EI(0, 0, nan, nan, nan, nan, 0)
    external = int(np.count_nonzero(groups.codes[tails] != groups.codes[heads]))
    index = (2 * external - ties) / ties
    drawn = _permutation_indices(groups, tails, heads, permutations, seed)
    mean = float(drawn.mean())
    far = np.count_nonzero(np.abs(drawn - mean) >= abs(index - mean) - 1e-12)
    share = (int(far) + 1) / (permutations + 1)
    spread = float(drawn.std())
    return EI(external, ties - external, index, mean, spread, share, permutations)


@measure(
    "network_ei_index",
    title="Ties across groups against ties inside",
    formula="(E − I)/(E + I) over all pairs in contact; E pairs across groups, I inside",
    unit="index: −1 all inside, +1 all outside",
    least=-1,
    most=1,
    undefined="where no two people in contact have a known home",
    reference=KRACKHARDT_STERN,
    when_it_misleads=SIZES,
    scale=Scale.NETWORK,
    needs=Needs.TIES_AND_GROUPS,
)
def network_ei_index(graph: TieGraph, groups: Groups) -> float:
    """The E-I index of the whole network; NaN where no tie counts. `network_ei` adds the null.

    >>> g = TieGraph.from_ids(["a", "b"], ["b", "c"])
    >>> network_ei_index(g, Groups.of(g, {"a": "x", "b": "x", "c": "y"}))
    0.0
    """
    _, known, across = _group_ties(graph, groups)
    ties = int(np.count_nonzero(known))
    return (2 * int(np.count_nonzero(across)) - ties) / ties if ties else float("nan")


def _permutation_indices(
    groups: Groups, tails: Ints, heads: Ints, permutations: int, seed: int
) -> Floats:
    """The index for people whose groups are dealt out anew, those without a group left alone."""
    chance = np.random.default_rng(seed)
    codes, people = groups.codes.copy(), np.flatnonzero(groups.known)
    found = np.empty(permutations)
    for i in range(permutations):
        codes[people] = chance.permutation(groups.codes[people])
        found[i] = 2 * np.count_nonzero(codes[tails] != codes[heads]) / len(tails) - 1
    return found


@measure(
    "participation",
    title="How evenly a person's contacts spread over groups",
    formula="1 − Σ_s (k_is/k_i)²; k_is contacts in group s, k_i all contacts",
    unit="index: 0 all in one group, near 1 spread evenly over many",
    least=0,
    most=1,
    undefined="for a person without contacts whose home is known",
    reference="Guimerà and Amaral 2005, doi:10.1038/nature03288",
    when_it_misleads="With k contacts it cannot exceed 1 − 1/k: few contacts look one-sided.",
    needs=Needs.TIES_AND_GROUPS,
)
def participation(graph: TieGraph, groups: Groups) -> Floats:
    """The participation coefficient of each person; NaN without counted contacts.

    >>> g = TieGraph.from_ids(["a", "a"], ["b", "c"])
    >>> participation(g, Groups.of(g, {"a": "x", "b": "x", "c": "y"})).tolist()
    [0.5, 0.0, 0.0]
    """
    groups.check(graph)
    both = graph.undirected
    counted = groups.codes[both.targets] >= 0
    cells = both.sources[counted] * max(len(groups.names), 1) + groups.codes[both.targets[counted]]
    cell, times = np.unique(cells, return_counts=True)
    people = cell // max(len(groups.names), 1)
    whole = sum_at(people, times, graph.size)
    square = sum_at(people, times.astype(np.float64) ** 2, graph.size)
    found = np.full(graph.size, np.nan)
    np.divide(square, whole**2, out=found, where=whole > 0)
    return 1 - found


@measure(
    "tie_diversity",
    title="How evenly a person's attention spreads over contacts",
    formula="−Σ_j p_ij ln p_ij / ln k over k contacts; p_ij share of tie strength, both directions together",
    unit="index: 0 one contact has all, 1 all alike",
    least=0,
    most=1,
    undefined="for a person with fewer than two contacts",
    reference="Eagle, Macy and Claxton 2010, doi:10.1126/science.1186605",
    when_it_misleads="It says nothing of who the contacts are; with one contact it has no value.",
)
def tie_diversity(graph: TieGraph) -> Floats:
    """The entropy of each person's tie strengths against the greatest possible; NaN below 2 contacts.

    >>> tie_diversity(TieGraph.from_ids(["a", "a"], ["b", "c"])).tolist()
    [1.0, nan, nan]
    """
    both = graph.undirected
    whole = sum_at(both.sources, both.weights, both.size)
    share = both.weights / whole[both.sources]
    entropy = -sum_at(both.sources, share * np.log(share), both.size)
    contacts = np.diff(both.offsets)
    found = np.full(graph.size, np.nan)
    np.divide(entropy, np.log(np.maximum(contacts, 1)), out=found, where=contacts > 1)
    return unrounded(found, 1)


def mixing_matrix(graph: TieGraph, groups: Groups, *, weighted: bool = False) -> Floats:
    """From group (row) to group (column): the number of directed ties, or their strength.

    >>> g = TieGraph.from_ids(["a", "b"], ["b", "c"], [2, 3])
    >>> mixing_matrix(g, Groups.of(g, {"a": "x", "b": "x", "c": "y"}), weighted=True).tolist()
    [[2.0, 3.0], [0.0, 0.0]]
    """
    groups.check(graph)
    tail, head = groups.codes[graph.sources], groups.codes[graph.targets]
    known = (tail >= 0) & (head >= 0)
    worth = graph.weights[known] if weighted else np.ones(int(known.sum()))
    shape = (len(groups.names), len(groups.names))
    if not shape[0]:
        return np.zeros(shape)
    made = sparse.coo_array((worth, (tail[known], head[known])), shape=shape)
    return np.asarray(made.toarray(), np.float64)


@measure(
    "assortativity",
    title="How much ties keep to the own group",
    formula="r = (Σ_s e_ss − Σ_s a_s·b_s)/(1 − Σ_s a_s·b_s); e shares of directed ties from group to group",
    unit="correlation: 0 as by chance, 1 only inside",
    least=-1,
    most=1,
    undefined="where no two people in contact have a known home, or all are at one",
    reference="Newman 2003, doi:10.1103/PhysRevE.67.026126",
    when_it_misleads="People's chances to meet (site, shift, size of group) are not taken out.",
    scale=Scale.NETWORK,
    needs=Needs.TIES_AND_GROUPS,
)
def assortativity(graph: TieGraph, groups: Groups) -> float:
    """Newman's assortativity by group over directed ties; NaN where it is not defined.

    >>> g = TieGraph.from_ids(["a", "b", "c", "d"], ["b", "a", "d", "c"])
    >>> assortativity(g, Groups.of(g, {"a": "x", "b": "x", "c": "y", "d": "y"}))
    1.0
    """
    counts = mixing_matrix(graph, groups)
    whole = counts.sum()
    if not whole:
        return float("nan")
    share = counts / whole
    by_chance = float(share.sum(axis=1) @ share.sum(axis=0))
    return (float(np.trace(share)) - by_chance) / (1 - by_chance) if by_chance < 1 else float("nan")
