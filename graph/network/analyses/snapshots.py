"""The scores of everybody in one snapshot, held as columns: the mean of any set is then a matter of a mask."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.measures.arrays import Bools, Floats
from graph.network.analyses.scores import ROLES, SAMPLED, SCORED, means_of
from graph.network.analyses.stored_scores import Scores
from graph.network.ties.answer_cache import AnswerCache
from graph.store.driver import Store
from graph.store.per_store_cache import PerStoreCache

KEYS = (
    *SCORED,
    *(f"{role}_{beside}" for role in ROLES for beside in ("expected", "z")),
    *(f"{key}_{beside}" for key in SAMPLED for beside in ("error", "bound")),
)
MOST_SNAPSHOTS = 4
"""Snapshots that are held at once."""
FEW = 500
"""Up to so many people are read without holding the scores of everybody."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The people that an analysis covers, in the order of ids, and what it measured; absent = NaN."""

    people: tuple[str, ...]
    values: Mapping[str, Floats]

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Person → place."""
        return {person: place for place, person in enumerate(self.people)}

    @cached_property
    def having(self) -> Sequence[Bools]:
        """Who has a value, once for each different answer that measures give."""
        masks = [~np.isnan(values) for values in self.values.values()]
        return list({np.packbits(mask).tobytes(): mask for mask in masks}.values())

    def having_among(self, index: Mapping[str, int]) -> list[Bools]:
        """The same of the people whose places `index` gives."""
        places = np.array([index.get(person, -1) for person in self.people], np.int64)
        masks = []
        for mask in self.having:
            among = np.zeros(len(index), np.bool_)
            among[places[mask & (places >= 0)]] = True
            masks.append(among)
        return masks

    def scores(self, people: Iterable[str]) -> dict[str, float | int] | None:
        """The mean of each measure over those of the people who are covered; None where nobody is.

        The same arithmetic as of a group: `members` says how many are measured, `<measure>_members`
        how many have the measure where not all do.
        """
        inside = {place for person in people if (place := self.place.get(person)) is not None}
        if not inside:
            return None
        members = np.array(sorted(inside), np.int64)
        means, counts = means_of(self.values, members)
        having = {f"{key}_members": count for key, count in counts.items()}
        return {"members": len(members), **means, **having}


def _snapshot(people: Sequence[str], rows: Sequence[Sequence[float | None]]) -> Snapshot:
    table = np.array(rows, np.float64).reshape(len(rows), len(KEYS))
    return Snapshot(tuple(people), {key: table[:, i].copy() for i, key in enumerate(KEYS)})


async def _read(store: Store, analysis: str) -> Snapshot:
    people, rows = [], []
    async for person, scores in store.stream(
        "scores_of_analysis", analysis=analysis, keys=list(KEYS)
    ):
        people.append(person)
        rows.append(scores)
    return await asyncio.to_thread(_snapshot, people, rows)


_CACHES = PerStoreCache(lambda _: AnswerCache(MOST_SNAPSHOTS))


def in_cache(store: Store, analysis: str) -> bool:
    """Whether the scores of everybody in an analysis are held."""
    return analysis in _CACHES.of(store)


def snapshot_of_scores(scores: Mapping[str, Scores | None]) -> Snapshot:
    """The snapshot of these people only; None for one who is not covered."""
    covered = [
        (person, person_scores)
        for person in sorted(scores)
        if (person_scores := scores[person]) is not None
    ]
    rows = [[person_scores.get(key) for key in KEYS] for _, person_scores in covered]
    return _snapshot([person for person, _ in covered], rows)


async def snapshot_of(store: Store, analysis: str) -> Snapshot:
    """The scores of everybody in an analysis, read once: a published analysis never changes."""
    return await _CACHES.of(store).once(analysis, lambda: _read(store.base, analysis))
