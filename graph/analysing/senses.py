"""Measures of sets of people taken as one, and of groups among groups, from the ties that are held.

Nothing here is stored: an answer is worked out when first asked for, off the event loop, and kept
until the next analysis of all talk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.analysing.asked import Asked
from graph.analysing.columns import TieTable, columns_of
from graph.analysing.derived import derived_of
from graph.analysing.scores import BY_TIES, LEAST_MEMBERS, STORED, standing
from graph.store import Store
from graph.value.arrays import Floats
from graph.value.catalogue import measure_of
from graph.value.graph import TieGraph
from graph.value.keyplayer import Estimate
from graph.value.pairs import Pairs, group_pairs
from graph.value.sets import group_betweenness_estimate

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
    store: Store, version: str, asked: Asked, people: Sequence[str], keys: Sequence[str]
) -> AsOne | None:
    """The set functions of these people; None where none of them is covered. NaN if nobody is outside."""
    graph = await columns_of(store).graph(version, asked)
    covered = tuple(sorted(person for person in people if person in graph.place))
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
    compared: Sequence[int]
    """The places of groups of at least 5 members."""
    ranks: Mapping[int, tuple[int, int]]
    """Of these: rank, and how many are lower."""


async def among_groups(
    store: Store,
    version: str,
    asked: Asked,
    kind: str | None,
    key: str,
    joining: tuple[str, tuple[str, ...]] | None = None,
) -> AmongGroups:
    """The measure of each group of a kind on the network of these groups.

    A tie between two groups is what people who are in one of the two only did; `joining` is a set of
    people (id, people) that takes part as one group more, and has no rank.
    """
    derived = derived_of(store)
    members = (await columns_of(store).membership(version, asked.window)).of_kind(kind)
    pairs = (await group_table(store, version, asked, kind, joining)).pairs

    def network() -> TieGraph:
        return group_network(pairs)

    name = None if joining is None else joining[1]
    graph = await derived.once(version, ("group network", asked, kind, name), network)

    def worked() -> AmongGroups:
        values = np.asarray(measure_of(key).compute(graph), np.float64)
        compared = [
            place
            for place, group in enumerate(graph.people)
            if len(members.get(group, ())) >= LEAST_MEMBERS and not np.isnan(values[place])
        ]
        rank, below = standing(values[compared])
        ranks = dict(zip(compared, zip(rank.tolist(), below.tolist(), strict=True), strict=True))
        return AmongGroups(graph.place, values, compared, ranks)

    return await derived.once(version, ("among groups", asked, kind, name, key), worked)


async def group_table(
    store: Store,
    version: str,
    asked: Asked,
    kind: str | None,
    joining: tuple[str, tuple[str, ...]] | None = None,
) -> TieTable:
    """The ties between the groups of a kind, and those of a set (id, people) as one group more."""
    columns = columns_of(store)
    if joining is None:
        return await columns.groups(version, asked, kind)
    id_, people = joining
    among = await columns.people(version, asked)
    groups = (await columns.membership(version, asked.window)).of_kind(kind)

    def worked() -> TieTable:
        return TieTable(group_pairs(among.pairs, {**groups, id_: people}), among.day)

    key = ("ties of a set", asked, kind, id_, people)
    return await derived_of(store).once(version, key, worked)


def group_network(pairs: Pairs) -> TieGraph:
    """The network whose people are groups: a tie weighs what the one did towards the other."""
    forth, back = pairs.given > 0, pairs.received > 0
    return TieGraph.from_indices(
        pairs.ids,
        np.concatenate([pairs.firsts[forth], pairs.seconds[back]]),
        np.concatenate([pairs.seconds[forth], pairs.firsts[back]]),
        np.concatenate([pairs.given[forth], pairs.received[back]]),
    )
