"""Who acts towards whom across groups, as a matrix whose entries add up to the whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.measures.arrays import Floats, Ints, sum_at
from graph.measures.ties.pairs import Pairs


@dataclass(frozen=True, eq=False)
class Flows:
    """A row a pair of groups between which, or a group inside which, there are ties.

    Rows are in the order of `sources`, `targets`, which are numbers of groups.
    """

    size: int
    """How many groups."""
    sources: Ints
    targets: Ints
    strength: Floats
    ties: Ints
    """Ties of one person towards another."""
    people: Ints
    """Different people at either end of these ties."""

    @property
    def given(self) -> Floats:
        """Strength of what the people of each group do, their own group included."""
        return sum_at(self.sources, self.strength, self.size)

    @property
    def received(self) -> Floats:
        """Strength of what is done towards the people of each group, by their own too."""
        return sum_at(self.targets, self.strength, self.size)

    @property
    def within(self) -> Floats:
        """Strength inside each group."""
        own = self.sources == self.targets
        return sum_at(self.sources[own], self.strength[own], self.size)


def flows(pairs: Pairs, group: Ints, size: int) -> Flows:
    """The flows where `group` says for each of `pairs.ids` the number of its one group.

    So every tie counts in exactly one row.

    >>> from graph.measures.ties.pairs import pairs_at
    >>> from graph.measures.ties.tie_strength import Interactions
    >>> cells = Interactions.of(["ann", "bob", "ann"], ["bob", "ann", "cy"], ["answer"] * 3, [9, 9, 9])
    >>> found = flows(pairs_at(cells, 99), np.array([0, 1, 1]), 2)
    >>> list(zip(found.sources.tolist(), found.targets.tolist(), found.strength.tolist()))
    [(0, 1, 1.0), (1, 0, 0.5)]
    >>> found.ties.tolist(), found.people.tolist()
    ([2, 1], [3, 2])
    """
    actors, targets, strength = _directed_ties(pairs)
    cells, row = np.unique(group[actors] * max(size, 1) + group[targets], return_inverse=True)
    count, everybody = len(cells), max(len(pairs.ids), 1)
    there = np.unique(np.concatenate([row * everybody + actors, row * everybody + targets]))
    return Flows(
        size,
        cells // max(size, 1),
        cells % max(size, 1),
        sum_at(row, strength, count),
        np.bincount(row, minlength=count),
        np.bincount(there // everybody, minlength=count),
    )


def _directed_ties(pairs: Pairs) -> tuple[Ints, Ints, Floats]:
    """The ties one way each: who acted, towards whom, how strongly."""
    forth, back = pairs.given > 0, pairs.received > 0
    return (
        np.concatenate([pairs.firsts[forth], pairs.seconds[back]]),
        np.concatenate([pairs.seconds[forth], pairs.firsts[back]]),
        np.concatenate([pairs.given[forth], pairs.received[back]]),
    )
