"""The goal graph as it is walked: tops, how far each goal is from them, clusters that reach none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import Lists, reached, steps_from
from graph.records.enums import Choice
from graph.records.goal import Goal


class Tops(Choice):
    """What counts as the end of a line of sight."""

    PURPOSES = "purposes", "Goals of the kind PURPOSE."
    ROOTS = (
        "roots",
        "Goals that support no other, since the organisation has no goal of the kind PURPOSE.",
    )


class Connectedness(Choice):
    """Where a goal stands in the goal graph."""

    CONNECTED = "connected", "It is a top, or supports one over any number of goals."
    NOT_YET_CONNECTED = (
        "not_yet_connected",
        "It supports goals or is supported, but no way up ends in a top. That is no defect: new goals grow so.",
    )
    ALONE = "alone", "It supports no goal and no goal supports it."
    LEFT_OUT = "left_out", "It is archived or dropped, and in no number here."


@dataclass(frozen=True, eq=False)
class GoalGraph:
    """All goals in the order of their titles; archived and dropped ones stand apart, tied to none."""

    ids: Sequence[str]
    keys: Sequence[str]
    counted: Bools
    purpose: Bools
    above: Lists
    """What each goal supports."""
    below: Lists
    owners: Sequence[tuple[int, str]]
    pursuers: Sequence[tuple[int, str]]
    records: dict[str, Goal] = field(default_factory=dict)
    """Goals by id as far as somebody has read them while the graph was current."""

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Id → place."""
        return {id_: place for place, id_ in enumerate(self.ids)}

    @cached_property
    def kind_of_tops(self) -> Tops:
        """Whether purposes are the tops, or roots for want of a purpose."""
        return Tops.PURPOSES if (self.purpose & self.counted).any() else Tops.ROOTS

    @cached_property
    def tops(self) -> Ints:
        """The goals in which lines of sight end."""
        if self.kind_of_tops is Tops.PURPOSES:
            return np.flatnonzero(self.purpose & self.counted)
        return np.flatnonzero(self.counted & (self.above.sizes() == 0))

    @cached_property
    def distance(self) -> Ints:
        """The fewest steps from each goal up to a top: 0 for a top, -1 where it reaches none."""
        return steps_from(self.below, self.tops)

    @cached_property
    def all(self) -> Ints:
        """The goals that count."""
        return np.flatnonzero(self.counted)

    @cached_property
    def alone(self) -> Bools:
        """Goals that are tied to no other; a purpose is a top and thus not among them."""
        untied: Bools = self.counted & (self.above.sizes() == 0) & (self.below.sizes() == 0)
        return untied & ~self.purpose

    @cached_property
    def not_yet(self) -> Bools:
        """Goals that are tied to others and reach no top."""
        return self.counted & (self.distance < 0) & ~self.alone

    @cached_property
    def clusters(self) -> list[Ints]:
        """The goals that are not yet connected, those that support each other together."""
        members = np.flatnonzero(self.not_yet)
        if not len(members):
            return []
        low = self.above.repeated(members)
        high = self.above.of_many(members)
        inside = self.not_yet[high]
        size = len(self.ids)
        ties = coo_array((np.ones(inside.sum()), (low[inside], high[inside])), shape=(size, size))
        labels = connected_components(ties, directed=False)[1][members]
        clusters: dict[int, list[int]] = {}
        for goal, label in zip(members.tolist(), labels.tolist(), strict=True):
            clusters.setdefault(label, []).append(goal)
        return [np.array(cluster, np.int64) for cluster in clusters.values()]

    @cached_property
    def acyclic(self) -> bool:
        """Whether no goal supports itself over others: so it is, unless somebody wrote past the rule."""
        size = len(self.ids)
        low = self.above.repeated(np.arange(size))
        high = self.above.values
        ties = coo_array((np.ones(len(low)), (low, high)), shape=(size, size))
        parts = connected_components(ties, directed=True, connection="strong")[0]
        return bool(parts == size and not (low == high).any())

    def connection(self, goal: int) -> Connectedness:
        """Where a goal stands."""
        if not self.counted[goal]:
            return Connectedness.LEFT_OUT
        if self.alone[goal]:
            return Connectedness.ALONE
        return (
            Connectedness.CONNECTED if self.distance[goal] >= 0 else Connectedness.NOT_YET_CONNECTED
        )

    def and_below(self, goal: int) -> Ints:
        """The goal and everything that supports it; nothing for one that is left out."""
        return reached(self.below, np.array([goal])) if self.counted[goal] else np.zeros(0, int)


def goal_graph(rows: Sequence[Sequence[Any]]) -> GoalGraph:
    """The graph of these goals: rows as the statement `goal_graph` gives them."""
    rows = sorted(rows, key=lambda row: (row[1] or "", row[0]))
    index = {row[0]: place for place, row in enumerate(rows)}
    counted = np.array([not row[3] for row in rows], np.bool_)
    pairs = [
        (place, index[high])
        for place, row in enumerate(rows)
        for high in dict.fromkeys(row[4])
        if high in index and counted[place] and counted[index[high]]
    ]
    low, high = np.array(pairs, np.int64).reshape(-1, 2).T
    size = len(rows)
    return GoalGraph(
        ids=[row[0] for row in rows],
        keys=[row[1] or row[0] for row in rows],
        counted=counted,
        purpose=np.array([row[2] == "purpose" for row in rows], np.bool_),
        above=Lists.of(size, low, high),
        below=Lists.of(size, high, low),
        owners=[(place, owner) for place, row in enumerate(rows) for owner in row[5]],
        pursuers=[(place, group) for place, row in enumerate(rows) for group in row[6]],
    )
