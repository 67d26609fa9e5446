"""Who belongs to groups on days, for many groups and days at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from graph.ledger.organisation_days import Organisation
from graph.ledger.scope_days import FIRST, LAST
from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import ranges

WIDTH = LAST - FIRST + 1


class MemberLists:
    """Members of the groups of these names, each group by its place; programs are left out."""

    def __init__(self, organisation: Organisation, names: Sequence[str]) -> None:
        self._organisation = organisation
        self._names = names

    @cached_property
    def _turns(self) -> Ints:
        """By group and day: when anybody comes or goes."""
        return np.concatenate(
            [
                place * WIDTH + (self._organisation.turns(name) - FIRST)
                for place, name in enumerate(self._names)
            ]
            or [np.zeros(0, np.int64)]
        )

    def members(self, group: Ints, day: Ints) -> tuple[Ints, Ints]:
        """The members of each group on each day: places in these arrays, and people in order."""
        starts, ends, which, people = self._lists(group, day)
        sizes = ends - starts
        rows = np.repeat(np.arange(len(group)), sizes[which])
        return rows, people[ranges(starts[which], ends[which])]

    def holds(self, group: Ints, day: Ints, person: Ints) -> Bools:
        """Whether each person belongs to the group on the day."""
        codes, of_codes = self._spans_of_members
        wanted, spans = self._codes(group, person), self._organisation.membership.spans
        first, end = (np.searchsorted(codes, wanted, side) for side in ("left", "right"))
        span, row = of_codes[ranges(first, end)], np.repeat(np.arange(len(group)), end - first)
        found = np.zeros(len(group), np.bool_)
        found[row[(spans.since[span] <= day[row]) & (spans.until[span] > day[row])]] = True
        return found

    @cached_property
    def _spans_of_members(self) -> tuple[Ints, Ints]:
        """The codes of groups and who ever belonged to them or a part of them, in order; the span of each."""
        of_groups = [self._organisation.spans_of(name) for name in self._names]
        span = np.concatenate([np.zeros(0, np.int64), *of_groups])
        group = np.repeat(np.arange(len(of_groups)), [len(one) for one in of_groups])
        codes = self._codes(group, self._organisation.membership.spans.person[span])
        order = np.argsort(codes, kind="stable")
        return codes[order], span[order]

    def _codes(self, group: Ints, person: Ints) -> Ints:
        return group * (len(self._organisation.levels) + 1) + person

    def _lists(self, group: Ints, day: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """Where the people of each different list begin and end, the list of each row, and all people."""
        since = np.searchsorted(self._turns, group * WIDTH + (day - FIRST), "right")
        keys = since * (len(self._names) + 1) + group
        _, first, which = np.unique(keys, return_index=True, return_inverse=True)
        lists = [
            self._organisation.members(self._names[one], on)
            for one, on in zip(group[first].tolist(), day[first].tolist(), strict=True)
        ]
        ends = np.cumsum(np.array([len(one) for one in lists], np.int64))
        starts = np.concatenate([[0], ends[:-1]]).astype(np.int64)[: len(lists)]
        return starts, ends, which, np.concatenate([np.zeros(0, np.int64), *lists])


def among(wanted: Ints, ordered: Ints) -> Bools:
    """Which of the numbers are among these, which stand in order.

    >>> among(np.array([3, 4, 9]), np.array([1, 3, 9])).tolist()
    [True, False, True]
    """
    if not len(ordered):
        return np.zeros(len(wanted), np.bool_)
    place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    there: Bools = ordered[place] == wanted
    return there


def distinct(numbers: Ints) -> Ints:
    """The numbers in order, each once; sorts them in their place.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    numbers.sort()
    first = np.ones(len(numbers), np.bool_)
    first[1:] = numbers[1:] != numbers[:-1]
    return numbers[first]
