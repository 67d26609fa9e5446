"""Everything between two people, and between two groups, in one window: strength, counts, last day.

A pair is two people who acted towards each other; `given` runs from the one whose id comes first to
the other, `received` the other way. Groups are tied by the people who are in one of them only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from graph.measures.arrays import Bools, Floats, Ints, sum_at
from graph.measures.ties.tie_strength import (
    DEFAULTS,
    Interactions,
    TieSettings,
    acts,
    contact_counts,
    of_kinds,
    within,
)


@dataclass(frozen=True, eq=False)
class Pairs:
    """A row a pair, in the order of `firsts`, `seconds`; both are places in `ids`."""

    ids: tuple[str, ...]
    """In ascending order."""
    firsts: Ints
    seconds: Ints
    given: Floats
    received: Floats
    counts: Ints
    """Interactions both ways in the window, a column a kind, also of kinds that make no tie here."""
    last: Ints
    """The last day on which one acted towards the other."""
    recent: Ints
    """Interactions both ways in the days that make a contact."""

    @property
    def rows(self) -> int:
        """How many pairs."""
        return len(self.firsts)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Id → its place."""
        return {one: i for i, one in enumerate(self.ids)}

    @cached_property
    def _by_second(self) -> Ints:
        return np.argsort(self.seconds, kind="stable")

    def of(self, one: str) -> tuple[Ints, Ints]:
        """The rows in which this id comes first, and those in which it comes second."""
        at = self.place.get(one)
        if at is None:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        start, end = np.searchsorted(self.firsts, [at, at + 1])
        low, high = np.searchsorted(self.seconds[self._by_second], [at, at + 1])
        return np.arange(start, end), self._by_second[low:high]

    def among(self, people: Collection[str]) -> Pairs:
        """The pairs of which both are among these.

        >>> cells = Interactions.of(["ann", "ann"], ["bob", "cy"], ["reply"] * 2, [9, 9])
        >>> pairs_at(cells, 99).among({"ann", "cy"}).counts.tolist()
        [[1]]
        """
        inside = np.fromiter((one in people for one in self.ids), np.bool_, len(self.ids))
        kept = inside[self.firsts] & inside[self.seconds]
        names = ("firsts", "seconds", "given", "received", "counts", "last", "recent")
        return replace(self, **{name: getattr(self, name)[kept] for name in names})


def pairs_at(cells: Interactions, day: int, settings: TieSettings = DEFAULTS) -> Pairs:
    """All pairs with a tie at `day`: strengths as `ties.strength` gives them.

    Counts, and whether they are in contact, tell of all kinds inside the window.

    >>> cells = Interactions.of(["ann", "bob"], ["bob", "ann"], ["reply", "sent"], [10, 99])
    >>> found = pairs_at(cells, 100)
    >>> found.given.round(2).tolist(), found.received.round(2).tolist(), found.counts.tolist()
    ([0.5], [0.99], [[1, 1]])
    """
    whole = within(cells, day, replace(settings, kinds=None, least=1))
    by_id = sorted(range(len(cells.people)), key=cells.people.__getitem__)
    rank = np.empty(len(by_id), np.int64)
    rank[by_id] = np.arange(len(by_id))
    every, row = np.unique(_keys(whole, rank), return_inverse=True)
    making = _tie_making(whole, row, len(every), settings)
    tied = np.bincount(row[making], minlength=len(every)) > 0
    beside = tied[row]
    whole, making, row = whole.masked(beside), making[beside], (np.cumsum(tied) - 1)[row[beside]]
    faded = whole.weights * np.exp2(-(day - whole.days) / settings.half_life_days)
    faded = np.where(making, faded, 0.0)
    outward = rank[whole.actors] < rank[whole.targets]
    pairs, size, kinds = every[tied], int(tied.sum()), len(cells.kind_names)
    return Pairs(
        ids=tuple(cells.people[i] for i in by_id),
        firsts=pairs // max(len(by_id), 1),
        seconds=pairs % max(len(by_id), 1),
        given=sum_at(row, np.where(outward, faded, 0.0), size),
        received=sum_at(row, np.where(outward, 0.0, faded), size),
        counts=np.bincount(row * kinds + whole.kinds, whole.counts, size * kinds)
        .reshape(size, kinds)
        .astype(np.int64),
        last=_latest(row[making], whole.days[making], size),
        recent=np.bincount(row, contact_counts(whole, day, settings), size).astype(np.int64),
    )


def _tie_making(cells: Interactions, row: Ints, size: int, settings: TieSettings) -> Bools:
    """Which cells make ties: of the kinds asked for, of pairs that interacted often enough."""
    making = of_kinds(cells, settings.kinds)
    if settings.least > 1:
        often = np.bincount(row[making], acts(cells, settings)[making], size) >= settings.least
        making &= often[row]
    return making


def _keys(cells: Interactions, rank: Ints) -> Ints:
    """The number of each cell's pair, whoever acted."""
    actors, targets = rank[cells.actors], rank[cells.targets]
    return np.minimum(actors, targets) * max(len(rank), 1) + np.maximum(actors, targets)


def _latest(row: Ints, days: Ints, size: int) -> Ints:
    latest = np.full(size, np.iinfo(np.int64).min)
    np.maximum.at(latest, row, days)
    return latest


def group_pairs(pairs: Pairs, groups: Mapping[str, Sequence[str]]) -> Pairs:
    """The same between groups: the sum over pairs of people who are each in one of the two only.

    So what groups share, and groups inside each other, make no tie.

    >>> cells = Interactions.of(["ann"], ["bob"], ["reply"], [9])
    >>> found = group_pairs(pairs_at(cells, 9 + 90), {"x": ["ann"], "y": ["bob"], "z": ["ann", "bob"]})
    >>> found.ids, found.firsts.tolist(), found.seconds.tolist(), found.given.tolist()
    (('x', 'y', 'z'), [0], [1], [0.5])
    """
    ids = tuple(sorted(groups))
    people, group = _memberships(pairs, groups, ids)
    starts = np.searchsorted(people, np.arange(len(pairs.ids) + 1))
    near, row = _groups_of(starts, group, pairs.firsts, np.arange(pairs.rows))
    far, take = _groups_of(starts, group, pairs.seconds[row], np.arange(len(row)))
    near, row = near[take], row[take]
    size = max(len(ids), 1)
    inside = people * size + group
    apart = ~np.isin(pairs.firsts[row] * size + far, inside)
    apart &= ~np.isin(pairs.seconds[row] * size + near, inside)
    near, far, row = near[apart], far[apart], row[apart]
    return _sum_of_pairs(pairs, ids, near, far, row)


def _memberships(
    pairs: Pairs, groups: Mapping[str, Sequence[str]], ids: Sequence[str]
) -> tuple[Ints, Ints]:
    """Columns person, group, sorted; only people of some pair."""
    rows = sorted(
        {(pairs.place[p], g) for g, one in enumerate(ids) for p in groups[one] if p in pairs.place}
    )
    table = np.array(rows, np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _groups_of(starts: Ints, group: Ints, people: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Each person's groups one after the other, and beside each the person's row."""
    sizes = starts[people + 1] - starts[people]
    begin = np.repeat(starts[people], sizes)
    inside = np.arange(len(begin)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return group[begin + inside], np.repeat(rows, sizes)


def _sum_of_pairs(pairs: Pairs, ids: tuple[str, ...], near: Ints, far: Ints, row: Ints) -> Pairs:
    outward: Bools = near < far
    size = max(len(ids), 1)
    keys, at = np.unique(np.minimum(near, far) * size + np.maximum(near, far), return_inverse=True)
    count, kinds = len(keys), pairs.counts.shape[1]
    given, received = pairs.given[row], pairs.received[row]
    flat = (at[:, None] * kinds + np.arange(kinds)).reshape(-1)
    return Pairs(
        ids=ids,
        firsts=keys // size,
        seconds=keys % size,
        given=sum_at(at, np.where(outward, given, received), count),
        received=sum_at(at, np.where(outward, received, given), count),
        counts=np.bincount(flat, pairs.counts[row].reshape(-1), count * kinds)
        .reshape(count, kinds)
        .astype(np.int64),
        last=_latest(at, pairs.last[row], count),
        recent=np.bincount(at, pairs.recent[row], count).astype(np.int64),
    )
