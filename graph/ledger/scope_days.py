"""Who counts on which days: the mask of a scope. A person counts always, a member while a member.

Stable for readers: `EVERYBODY`, `of_people`, `of_spans`. Spans of one person never overlap, so a set of
overlapping groups is their union and nobody counts twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.measures.arrays import Ints

FIRST, LAST = -(2**31), 2**31
"""Days before and after every other."""


@dataclass(frozen=True, eq=False)
class ScopeDays:
    """People with the days on which each counts: from `since` to before `until`, by person and day."""

    person: Ints
    since: Ints
    until: Ints
    whole: bool = False
    """Whether it is everybody, always, with what nobody known has done."""

    def people(self) -> Ints:
        """Everybody who counts on any day."""
        return np.unique(self.person)


_NOBODY = np.zeros(0, np.int64)
EVERYBODY = ScopeDays(_NOBODY, _NOBODY, _NOBODY, True)
"""The network."""


def of_people(people: Iterable[int]) -> ScopeDays:
    """These people, by their numbers in the ledger, on all days."""
    person = np.unique(np.fromiter(people, np.int64))
    return ScopeDays(person, np.full(len(person), FIRST), np.full(len(person), LAST))


def of_spans(person: Ints, since: Ints, until: Ints) -> ScopeDays:
    """The union of these spans: those of one person that overlap or touch are one.

    >>> days = of_spans(np.array([1, 1, 0]), np.array([5, 1, 0]), np.array([9, 6, 2]))
    >>> days.person.tolist(), days.since.tolist(), days.until.tolist()
    ([0, 1], [0, 1], [2, 9])
    """
    real = since < until
    order = np.lexsort((since[real], person[real]))
    person, since, until = person[real][order], since[real][order], until[real][order]
    merged: list[list[int]] = []
    for one, first, end in zip(person.tolist(), since.tolist(), until.tolist(), strict=True):
        if merged and merged[-1][0] == one and first <= merged[-1][2]:
            merged[-1][2] = max(merged[-1][2], end)
        else:
            merged.append([one, first, end])
    columns = np.array(merged, np.int64).reshape(-1, 3).T
    return ScopeDays(columns[0], columns[1], columns[2])
