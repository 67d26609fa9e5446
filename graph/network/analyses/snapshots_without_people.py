"""A snapshot without some of its people: scores, means and ranks as if it had not covered them.

Who is out of measures is in no number that says something of single people, so whoever sees those is
answered from the others alone: nothing is left over by which theirs could be reckoned.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from graph.measures.arrays import Floats
from graph.network.analyses.scores import SCORED, GroupScores, group_rows, means_of, standing
from graph.network.analyses.snapshots import Snapshot, snapshot_of
from graph.network.analyses.stored_scores import Scores
from graph.network.ties.answer_cache import AnswerCache
from graph.store.driver import Store
from graph.store.per_store_cache import PerStoreCache

T = TypeVar("T")

MOST_PARTIAL = 8
"""Snapshots without some people, and scores of groups in them, that are held at once."""


@dataclass(frozen=True, eq=False)
class PartialSnapshot:
    """The snapshot of the people who are left."""

    snapshot: Snapshot
    hidden: frozenset[str]
    """Those of the whole snapshot who are not in it."""

    @cached_property
    def _standings(self) -> Mapping[str, Mapping[str, Floats]]:
        """Measure → rank, how many are lower, and among how many, by place."""
        found = {}
        for key in SCORED:
            values = self.snapshot.values[key]
            having = np.flatnonzero(~np.isnan(values))
            rank, below = np.full(len(values), np.nan), np.full(len(values), np.nan)
            rank[having], below[having] = standing(values[having])
            found[key] = {
                "rank": rank,
                "below": below,
                "compared": np.full(len(values), len(having)),
            }
        return found

    def of_people(self, people: Sequence[str]) -> dict[str, Scores]:
        """What was measured of these people, with ranks among those who are left."""
        found = {}
        for person in people:
            place = self.snapshot.place.get(person)
            if place is None:
                continue
            columns = {key: column[place] for key, column in self.snapshot.values.items()}
            for key, standings in self._standings.items():
                if not np.isnan(columns[key]):
                    columns |= {f"{key}_{name}": one[place] for name, one in standings.items()}
            found[person] = _scores(columns)
        return found

    def of_groups(self, members: Mapping[str, Sequence[str]]) -> dict[str, Scores]:
        """The mean of each group over those of these members who are left, with its rank."""
        place, scored = self.snapshot.place, []
        for group in sorted(members):
            inside = np.array(
                sorted({place[one] for one in members[group] if one in place}), np.int64
            )
            if len(inside):
                means, counts = means_of(self.snapshot.values, inside)
                scored.append(GroupScores(group, len(inside), means, counts))
        rows = group_rows(scored)
        return {str(row["id"]): row["scores"] for row in rows}  # type: ignore[misc]

    def of_everybody(self) -> Scores:
        """The mean of each measure over everybody who is left."""
        return self.snapshot.scores(self.snapshot.people) or {}


def _scores(columns: Mapping[str, float]) -> Scores:
    """The numbers that there are; ranks and counts are whole."""
    whole = ("_rank", "_below", "_compared")
    return {
        key: int(value) if key.endswith(whole) else float(value)
        for key, value in columns.items()
        if not np.isnan(value)
    }


def without(snapshot: Snapshot, hidden: frozenset[str]) -> PartialSnapshot:
    """A snapshot without these people."""
    stays = np.array([person not in hidden for person in snapshot.people], np.bool_)
    people = tuple(person for person in snapshot.people if person not in hidden)
    values = {key: column[stays] for key, column in snapshot.values.items()}
    return PartialSnapshot(Snapshot(people, values), hidden.intersection(snapshot.place))


_CACHES: PerStoreCache[AnswerCache] = PerStoreCache(lambda _: AnswerCache(MOST_PARTIAL))


async def partial_snapshot_of(
    store: Store, analysis: str, hidden: frozenset[str]
) -> PartialSnapshot:
    """What an analysis measured without these people, held for the next who asks."""
    whole = await snapshot_of(store, analysis)
    return await partial_answer(store, (analysis, hidden), lambda: without(whole, hidden))


async def partial_answer(store: Store, key: Hashable, work: Callable[[], T]) -> T:
    """What is worked out of snapshots without some people, in a thread by the first who asks."""
    return await _CACHES.of(store).once(key, lambda: asyncio.to_thread(work))
