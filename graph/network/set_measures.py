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
from graph.network.ties.answer_cache import derived_of
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


def others(key: str, people: int) -> int:
    """What a person's value is divided by in a network of so many people to be that of a set of one."""
    if key.startswith("closeness"):
        return 1
    return (people - 1) * (people - 2) if key == "betweenness" else people - 1


@dataclass(frozen=True, eq=False)
class AsOne:
    """What a set of people is as one: how many of them are covered, and a value a measure."""

    people: int
    values: Mapping[str, Estimate]


async def as_one(
    store: Store, version: str, asked: TieQuery, people: Sequence[str], keys: Sequence[str]
) -> AsOne | None:
    """The set functions of these people; None where none of them is covered. NaN if nobody is outside."""
    graph = await columns_of(store).graph(version, asked)
    covered = graph.covered(people)
    if not covered:
        return None

    def worked(key: str) -> Estimate:
        if key == "betweenness":
            return group_betweenness_estimate(graph, covered)
        return Estimate(float(measure_of(AS_ONE[key]).compute(graph, covered)), 0.0)

    derived = derived_of(store)
    values = {
        key: await derived.once(version, ("as one", asked, key, covered), lambda k=key: worked(k))  # type: ignore[misc]
        for key in keys
    }
    return AsOne(len(covered), values)


@dataclass(frozen=True, eq=False)
class AmongGroups:
    """One measure of the network of groups of one kind."""

    place: Mapping[str, int]
    values: Floats
    ranks: Mapping[int, tuple[int, int]]
    """Of groups of at least 5 members, by place: rank, and how many are lower."""


async def among_groups(
    store: Store, version: str, asked: TieQuery, kind: str | None, key: str
) -> AmongGroups:
    """The measure of each living group of a kind on the network of these groups.

    A tie between two groups is what people who are in one of the two only did. A group that is
    archived, or of which the network covers nobody, is no node.
    """
    columns, derived = columns_of(store), derived_of(store)
    members = await _living(store, version, asked, kind)
    pairs = (await columns.groups(version, asked, kind)).pairs
    graph = await derived.once(
        version,
        ("group network", asked, kind),
        lambda: group_network(pairs).subset(set(members) & set(pairs.ids)),
    )

    def worked() -> AmongGroups:
        values = np.asarray(measure_of(key).compute(graph), np.float64)
        compared = [
            place
            for place, group in enumerate(graph.people)
            if len(members.get(group, ())) >= LEAST_MEMBERS and not np.isnan(values[place])
        ]
        rank, below = standing(values[compared])
        ranks = dict(zip(compared, zip(rank.tolist(), below.tolist(), strict=True), strict=True))
        return AmongGroups(graph.place, values, ranks)

    return await derived.once(version, ("among groups", asked, kind, key), worked)


async def _living(
    store: Store, version: str, asked: TieQuery, kind: str | None
) -> Mapping[str, Sequence[str]]:
    """The groups of a kind with their members: not archived, and somebody there is covered."""
    who = await columns_of(store).membership(version, asked.window)
    there = (await columns_of(store).graph(version, asked)).place
    return {
        group: people
        for group, people in who.of_kind(kind).items()
        if any(person in there for person in people)
    }


async def set_among_groups(
    store: Store,
    version: str,
    asked: TieQuery,
    kind: str | None,
    key: str,
    joining: tuple[str, tuple[str, ...]],
) -> float:
    """The measure of a set (id, people) that takes part among the groups of a kind as one more."""
    base = (await columns_of(store).groups(version, asked, kind)).pairs
    own = (await ties_of_set(store, version, asked, kind, joining)).pairs
    living = set(await _living(store, version, asked, kind)) & set(base.ids)

    def worked() -> float:
        graph = group_network(base, own).subset({*living, joining[0]})
        values = np.asarray(measure_of(key).compute(graph), np.float64)
        return float(values[graph.place[joining[0]]])

    return await derived_of(store).once(
        version, ("among groups", asked, kind, joining, key), worked
    )


async def ties_of_set(
    store: Store,
    version: str,
    asked: TieQuery,
    kind: str | None,
    joining: tuple[str, tuple[str, ...]],
) -> TieTable:
    """The ties of a set (id, people) with the groups of a kind, as if it were one of them."""
    columns = columns_of(store)
    among = await columns.people(version, asked)
    groups = (await columns.membership(version, asked.window)).of_kind(kind)

    def worked() -> TieTable:
        return TieTable(pairs_of_set(among.pairs, groups, *joining), among.day)

    return await derived_of(store).once(version, ("ties of a set", asked, kind, joining), worked)
