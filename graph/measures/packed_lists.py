"""Lists of numbers for many things at once, packed into two arrays, and walks along them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.measures.arrays import Ints


@dataclass(frozen=True, eq=False)
class Lists:
    """For each thing the numbers `values[starts[thing]:starts[thing + 1]]`."""

    starts: Ints
    values: Ints

    @classmethod
    def of(cls, size: int, things: Ints, values: Ints) -> Lists:
        """The values of each of `size` things, in the order given."""
        order = np.argsort(things, kind="stable")
        return cls(np.searchsorted(things[order], np.arange(size + 1)), values[order])

    def __getitem__(self, thing: int) -> Ints:
        return self.values[self.starts[thing] : self.starts[thing + 1]]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def sizes(self) -> Ints:
        """How many values each thing has."""
        return np.diff(self.starts)

    def of_many(self, things: Ints) -> Ints:
        """The values of these things, one list after the other."""
        return self.values[self.places(things)]

    def repeated(self, things: Ints) -> Ints:
        """Each of these things as often as it has values: beside `of_many` the pairs."""
        return np.repeat(things, self.starts[things + 1] - self.starts[things])

    def places(self, things: Ints) -> Ints:
        """Where the values of these things stand."""
        return ranges(self.starts[things], self.starts[things + 1])


def ranges(starts: Ints, ends: Ints) -> Ints:
    """The numbers from each start to before its end, one range after the other."""
    sizes = ends - starts
    before = np.cumsum(sizes) - sizes
    places: Ints = np.arange(sizes.sum()) + np.repeat(starts - before, sizes)
    return places


def steps_from(lists: Lists, seeds: Ints) -> Ints:
    """The fewest steps from any of the seeds to each thing along the lists; -1 where none leads."""
    steps = np.full(len(lists), -1, np.int64)
    front = np.unique(seeds)
    count = 0
    while len(front):
        steps[front] = count
        count += 1
        met = lists.of_many(front)
        front = np.unique(met[steps[met] < 0])
    return steps


def reached(lists: Lists, seeds: Ints) -> Ints:
    """The seeds and everything that they lead to, in order."""
    return np.flatnonzero(steps_from(lists, seeds) >= 0)
