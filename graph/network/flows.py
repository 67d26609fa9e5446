"""Who acts towards whom across groups, everybody counted in exactly one group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.errors import BadInput
from graph.measures.arrays import Ints
from graph.measures.mixing.flows import Flows, flows
from graph.measures.ties.pairs import Pairs
from graph.network.conventions import LEAST_MEMBERS
from graph.network.ties.answer_cache import answers_of_version
from graph.network.ties.tie_columns import Columns, TieTable, columns_of
from graph.network.ties.tie_query import TieQuery
from graph.records.enums import GroupKind
from graph.store.driver import Store


@dataclass(frozen=True, eq=False)
class GroupFlows:
    """A matrix of flows between groups; the last of them is everybody else."""

    groups: tuple[str | None, ...]
    """Ids, most given and received first; None, last, stands for everybody else."""
    members: tuple[int, ...]
    flows: Flows
    day: int


async def group_flows(
    store: Store,
    version: str,
    query: TieQuery,
    kind: GroupKind,
    *,
    most: int,
    small: bool,
) -> GroupFlows:
    """The flows between the `most` largest groups of a kind; of units people count by their home.

    Everybody counts who is in the network: without a window those who are there now.
    With `small`, groups of fewer than 5 people stand by themselves.
    Raises BadInput where somebody is in two groups of the kind: parts that overlap add up to more
    than the whole.
    """
    columns = columns_of(store)
    table = await columns.people(version, query)
    people = (await columns.graph(version, query)).people
    group_of = await _groups(columns, version, query, kind)
    key = ("flows", query, kind, most, small)
    return await answers_of_version(store).once(
        version, key, lambda: _matrix(table, people, group_of, most=most, small=small)
    )


def _matrix(
    table: TieTable,
    people: Sequence[str],
    group_of: Mapping[str, str],
    *,
    most: int,
    small: bool,
) -> GroupFlows:
    """The matrix of these ties among these people."""
    inside = frozenset(people)
    pairs = table.pairs.among(inside)
    here = {one: group for one, group in group_of.items() if one in inside}
    members = Counter(here.values())
    outside = len(inside) - len(here)
    shown = _shown(pairs, here, members, outside, most=most, small=small)
    place = {group: number for number, group in enumerate(shown)}
    labels = _labels(pairs, here, place, len(shown))
    counts = [members[group] for group in shown]
    counts.append(len(inside) - sum(counts))
    return GroupFlows(
        (*shown, None), tuple(counts), flows(pairs, labels, len(shown) + 1), table.day
    )


async def _groups(
    columns: Columns, version: str, query: TieQuery, kind: GroupKind
) -> Mapping[str, str]:
    """The one group of each person, if it is not archived."""
    membership = await columns.membership(version, query.window)
    if kind is GroupKind.UNIT:
        homes = await columns.homes(version, query.window)
        return {
            person: group for person, group in homes.items() if group not in membership.archived
        }
    group_of: dict[str, str] = {}
    for group, people in sorted(membership.of_kind(kind).items()):
        for person in people:
            if group_of.setdefault(person, group) != group:
                raise BadInput(
                    f"some people are in two groups of kind {kind.value}, so these are not parts "
                    "that add up to the whole",
                    remedy="ask by UNIT, where everybody counts at home, or for `ties` of the kind",
                    path=("by",),
                )
    return group_of


def _shown(
    pairs: Pairs,
    group_of: Mapping[str, str],
    members: Mapping[str, int],
    outside: int,
    *,
    most: int,
    small: bool,
) -> list[str]:
    """The groups that stand by themselves, by what they give and receive, then by id.

    Everybody else is one row, of at least 5 people or none: the last groups join it until it is.
    """
    ids = sorted(members)
    place = {group: number for number, group in enumerate(ids)}
    every = flows(pairs, _labels(pairs, group_of, place, len(ids)), len(ids) + 1)
    weight = every.given + every.received
    ids.sort(key=lambda group: (-weight[place[group]], group))
    large = [group for group in ids if small or members[group] >= LEAST_MEMBERS]
    groups = large[:most]
    others = outside + sum(members[group] for group in ids) - sum(members[g] for g in groups)
    while not small and groups and 0 < others < LEAST_MEMBERS:
        others += members[groups.pop()]
    return groups


def _labels(pairs: Pairs, group_of: Mapping[str, str], place: Mapping[str, int], rest: int) -> Ints:
    """The number of each person's group, `rest` for everybody else."""
    labels = (place.get(group_of.get(person, ""), rest) for person in pairs.ids)
    return np.fromiter(labels, np.int64, len(pairs.ids))
