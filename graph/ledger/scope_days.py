"""Who counts on which days: the mask of a scope. A person counts always, a member while a member.

Stable for readers: `EVERYBODY`, `of_people`, `of_spans`, `without`, `within`. Spans of one person never
overlap, so a set of overlapping groups is their union and nobody counts twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.measures.arrays import Ints

FIRST, LAST = -(2**31), 2**31
"""Days before and after every other."""
WIDTH = LAST - FIRST


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
    if not len(person):
        return ScopeDays(person, since, until)
    offset = np.cumsum(np.diff(person, prepend=person[0]) != 0) * (WIDTH + 1)
    latest = np.maximum.accumulate(until + offset) - offset
    begins = np.ones(len(person), np.bool_)
    begins[1:] = (person[1:] != person[:-1]) | (since[1:] > latest[:-1])
    first = np.flatnonzero(begins)
    return ScopeDays(person[first], since[first], latest[np.append(first[1:], len(person)) - 1])


def without(days: ScopeDays, others: ScopeDays) -> ScopeDays:
    """The days of the first that are no days of the second, person by person.

    >>> two = of_spans(np.array([1, 2]), np.array([0, 0]), np.array([9, 9]))
    >>> rest = without(two, of_spans(np.array([1, 2]), np.array([3, 0]), np.array([5, 9])))
    >>> rest.person.tolist(), rest.since.tolist(), rest.until.tolist()
    ([1, 1], [0, 5], [3, 9])
    """
    one, other = np.ones(len(days.person), np.int64), np.ones(len(others.person), np.int64)
    person = np.concatenate([days.person, days.person, others.person, others.person])
    day = np.concatenate([days.since, days.until, others.since, others.until])
    order = np.lexsort((day, person))
    person, day = person[order], day[order]
    inside = np.cumsum(np.concatenate([one, -one, 0 * other, 0 * other])[order])
    outside = np.cumsum(np.concatenate([0 * one, 0 * one, other, -other])[order])
    rest = np.flatnonzero((inside > 0) & (outside == 0))
    return of_spans(person[rest], day[rest], day[rest + 1])


def within(days: ScopeDays, since: int, until: int) -> ScopeDays:
    """What of the days lies from `since` to before `until`; of everybody it is everybody."""
    if days.whole:
        return days
    return of_spans(days.person, np.maximum(days.since, since), np.minimum(days.until, until))
