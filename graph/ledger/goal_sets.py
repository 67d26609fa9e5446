"""Sets of goals by number: the set that a conversation advances, and unions of such sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from graph.measures.arrays import Ints


class GoalSets:
    """Sets of goals in the order in which they were met; the first is empty.

    >>> sets = GoalSets()
    >>> sets.number(["b", "a"]), sets.number(["a", "b"]), sets.union([1, 0])
    (1, 1, 1)
    """

    def __init__(self) -> None:
        self.sets: list[frozenset[str]] = [frozenset()]
        self._numbers = {self.sets[0]: 0}
        self._unions: dict[tuple[int, ...], int] = {}

    def number(self, goals: Iterable[str]) -> int:
        """The number of this set."""
        wanted = frozenset(goals)
        found = self._numbers.get(wanted)
        if found is None:
            found = self._numbers[wanted] = len(self.sets)
            self.sets.append(wanted)
        return found

    def union(self, numbers: Sequence[int]) -> int:
        """The number of the union of these sets."""
        key = tuple(sorted(set(numbers)))
        if len(key) == 1:
            return key[0]
        found = self._unions.get(key)
        if found is None:
            goals = (goal for one in key for goal in self.sets[one])
            found = self._unions[key] = self.number(goals)
        return found

    def united(self, parts: Sequence[tuple[int, Ints]]) -> tuple[Ints, Ints]:
        """The people of these parts, in order, each with the union of the sets of their parts.

        >>> sets = GoalSets()
        >>> one, other = sets.number(["a"]), sets.number(["b"])
        >>> people, united = sets.united([(one, np.array([3, 7])), (other, np.array([7]))])
        >>> people.tolist(), [sorted(sets.sets[number]) for number in united.tolist()]
        ([3, 7], [['a'], ['a', 'b']])
        """
        if not parts:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        people = np.unique(np.concatenate([of_part for _, of_part in parts]))
        numbers = np.zeros(len(people), np.int64)
        for number, of_part in parts:
            rows = np.searchsorted(people, of_part)
            before, which = np.unique(numbers[rows], return_inverse=True)
            joined = [self.union([one, number]) for one in before.tolist()]
            numbers[rows] = np.array(joined, np.int64)[which]
        return people, numbers

    def unions(self, groups: Ints, numbers: Ints) -> Ints:
        """The union of the sets of each run of equal groups; groups come in order."""
        first = np.ones(len(groups), np.bool_)
        first[1:] = groups[1:] != groups[:-1]
        starts = np.flatnonzero(first)
        if not len(starts):
            return numbers
        found = numbers[starts].copy()
        mixed = np.flatnonzero(
            np.maximum.reduceat(numbers, starts) != np.minimum.reduceat(numbers, starts)
        )
        ends = np.append(starts[1:], len(groups))
        for run in mixed.tolist():
            found[run] = self.union(numbers[starts[run] : ends[run]].tolist())
        return found


def sets_of_conversations(
    sets: GoalSets, conversations: Sequence[str], goals_of: Mapping[str, Sequence[str]]
) -> Ints:
    """The number of the set of goals that each conversation advances."""
    numbers: dict[tuple[str, ...], int] = {(): 0}
    found = np.zeros(len(conversations), np.int64)
    for place, goals in enumerate(map(goals_of.get, conversations)):
        if goals:
            key = tuple(goals)
            if key not in numbers:
                numbers[key] = sets.number(key)
            found[place] = numbers[key]
    return found
