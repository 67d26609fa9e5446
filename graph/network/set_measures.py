"""Measures of sets of people taken as one, and of groups among groups, from the ties that are held.

Nothing here is stored: an answer is worked out when first asked for, off the event loop, and kept
until the next analysis of all talk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.measures.arrays import Floats
from graph.measures.catalogue import measure_of
from graph.measures.cohesion.fragmentation import Estimate
from graph.measures.sets.merged_set import group_network, pairs_of_set
from graph.measures.sets.set_centrality import group_betweenness_estimate
from graph.network.analyses.scores import BY_TIES, STORED, standing
from graph.network.conventions import LEAST_MEMBERS
from graph.network.ties.answer_cache import answers_of_version
from graph.network.ties.tie_columns import TieTable, columns_of
from graph.network.ties.tie_query import TieQuery
from graph.store.driver import Store

AS_ONE: Mapping[str, str] = {
    "degree": "group_degree",
    "in_degree": "group_in_degree",
    "out_degree": "group_out_degree",
    "closeness_in": "group_closeness_in",
    "closeness_out": "group_closeness_out",
    "harmonic_in": "group_harmonic_in",
    "harmonic_out": "group_harmonic_out",
    "betweenness": "group_betweenness",
}
"""Measure of people → the set function that gives a set of one person that person's value, divided."""

AMONG = frozenset({*STORED, *BY_TIES})
"""Measures that need ties only: they run on groups as they do on people."""


def set_divisor(key: str, people: int) -> int:
    """What a person's value is divided by in a network of so many people to be that of a set of one."""
    if key.startswith("closeness"):
        return 1
    return (people - 1) * (people - 2) if key == "betweenness" else people - 1


@dataclass(frozen=True, eq=False)
class MergedSetValues:
    """What a set of people is as one: how many of them are covered, and a value a measure."""

    people: int
    values: Mapping[str, Estimate]


async def as_one(
    store: Store, version: str, query: TieQuery, people: Sequence[str], keys: Sequence[str]
) -> MergedSetValues | None:
    """The set functions of these people; None where none of them is covered. NaN if nobody is outside."""
    graph = await columns_of(store).graph(version, query)
    covered = graph.covered(people)
    if not covered:
        return None

    def compute(key: str) -> Estimate:
        if key == "betweenness":
            return group_betweenness_estimate(graph, covered)
        return Estimate(float(measure_of(AS_ONE[key]).compute(graph, covered)), 0.0)

    derived = answers_of_version(store)
    values = {
        key: await derived.once(version, ("as one", query, key, covered), lambda k=key: compute(k))  # type: ignore[misc]
        for key in keys
    }
    return MergedSetValues(len(covered), values)


@dataclass(frozen=True, eq=False)
class GroupNetworkValues:
    """One measure of the network of groups of one kind."""

    place: Mapping[str, int]
    values: Floats
    ranks: Mapping[int, tuple[int, int]]
    """Of groups of at least 5 members, by place: rank, and how many are lower."""


async def among_groups(
    store: Store, version: str, query: TieQuery, kind: str | None, key: str
) -> GroupNetworkValues:
    """The measure of each living group of a kind on the network of these groups.

    A tie between two groups is what people who are in one of the two only did. A group that is
    archived, or of which the network covers nobody, is no node.
    """
    columns, derived = columns_of(store), answers_of_version(store)
    members = await _members_of_nodes(store, version, query, kind)
    pairs = (await columns.groups(version, query, kind)).pairs
    graph = await derived.once(
        version,
        ("group network", query, kind),
        lambda: group_network(pairs).subset(set(members) & set(pairs.ids)),
    )

    def compute() -> GroupNetworkValues:
        values = np.asarray(measure_of(key).compute(graph), np.float64)
        compared = [
            place
            for place, group in enumerate(graph.people)
            if len(members.get(group, ())) >= LEAST_MEMBERS and not np.isnan(values[place])
        ]
        rank, below = standing(values[compared])
        ranks = dict(zip(compared, zip(rank.tolist(), below.tolist(), strict=True), strict=True))
        return GroupNetworkValues(graph.place, values, ranks)

    return await derived.once(version, ("among groups", query, kind, key), compute)


async def _members_of_nodes(
    store: Store, version: str, query: TieQuery, kind: str | None
) -> Mapping[str, Sequence[str]]:
    """The groups of a kind with their members: not archived, and somebody there is covered."""
    groups = await columns_of(store).membership(version, query.window)
    there = (await columns_of(store).graph(version, query)).place
    return {
        group: people
        for group, people in groups.of_kind(kind).items()
        if any(person in there for person in people)
    }


async def set_among_groups(
    store: Store,
    version: str,
    query: TieQuery,
    kind: str | None,
    key: str,
    joining: tuple[str, tuple[str, ...]],
) -> float:
    """The measure of a set (id, people) that takes part among the groups of a kind as one more."""
    base = (await columns_of(store).groups(version, query, kind)).pairs
    own = (await ties_of_set(store, version, query, kind, joining)).pairs
    living = set(await _members_of_nodes(store, version, query, kind)) & set(base.ids)

    def compute() -> float:
        graph = group_network(base, own).subset({*living, joining[0]})
        values = np.asarray(measure_of(key).compute(graph), np.float64)
        return float(values[graph.place[joining[0]]])

    return await answers_of_version(store).once(
        version, ("among groups", query, kind, joining, key), compute
    )


async def ties_of_set(
    store: Store,
    version: str,
    query: TieQuery,
    kind: str | None,
    joining: tuple[str, tuple[str, ...]],
) -> TieTable:
    """The ties of a set (id, people) with the groups of a kind, as if it were one of them."""
    columns = columns_of(store)
    among = await columns.people(version, query)
    groups = (await columns.membership(version, query.window)).of_kind(kind)

    def compute() -> TieTable:
        return TieTable(pairs_of_set(among.pairs, groups, *joining), among.day)

    return await answers_of_version(store).once(
        version, ("ties of a set", query, kind, joining), compute
    )
